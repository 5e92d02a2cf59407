"""/hitung: the tally of the day, tapped and typed by several officers at once; each tap and number counts once however often it arrives."""

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import tallies as store
from ektp_core.visits.recaps import may_close, own_day
from ektp_core.visits.schedule import Visit, VisitState
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.visits import typed_counts
from handlers.staff.visits.acts import VISITS
from handlers.staff.visits.board import closed_board, show
from handlers.staff.visits.tally_acts import ACTS, CHOOSE, COUNT, COUNTS, OPEN, TAKE_BACK, Counting, EarlierTap
from handlers.staff.visits.typed_counts import begun, visit_of_today

MOST_OFFERED = 8


async def tally(request: Request, office: Office) -> Reply:
    """The count of today's visit, the visits to choose from, a tap, or a number for the board that lies open."""
    try:
        return await _tally(request, office)
    except store.TallyClosed as closed:
        await office.public.renew_board()
        visit = office.board.schedule.find(closed.values["visit"])
        if visit is None or visit.state is not VisitState.DONE:
            raise
        return await closed_board(visit, office)


async def _tally(request: Request, office: Office) -> Reply:
    if request.act:
        return await ACTS.answer(request, office)
    if found := await typed_counts.typed(request, office):
        return found
    visit = visit_of_today(request, office)
    return await show(visit, request, office) if visit else await _choose(None, request, office)


@CHOOSE.does
async def _choose(_: None, request: Request, office: Office) -> Reply:
    """The visits that have begun and are not closed: usually the one of today."""
    begun = [visit for visit in office.board.schedule if may_close(visit, request.today)]
    coming = [visit for visit in office.board.schedule.upcoming(request.today) if visit not in begun]
    return reply(
        "staff/visits/tally",
        *in_rows([OPEN.button("place", visit.id, name=visit.place.name) for visit in begun[-MOST_OFFERED:]], 1),
        [button(VISITS)],
        begun=begun,
        next=coming[0] if coming else None,
        today=request.today,
    )


@OPEN.does
async def _open(number: int, request: Request, office: Office) -> Reply:
    return await show(begun(number, request, office), request, office)


@COUNT.does
async def _count(counting: Counting, request: Request, office: Office) -> Reply:
    visit = begun(counting.visit, request, office)
    counted = COUNTS[counting.step]
    if request.tap is None:
        return await show(visit, request, office)  # what is no tap of somebody's hand cannot be counted once
    tap = store.Tap(request.tap, request.person, request.now, request.today)
    try:
        async with office.acting(request, Act.TALLY, Subject(Thing.TALLY, visit.id)) as doing:
            await store.count_tap(doing.connection, visit.id, tap, {counted.kind: counted.amount})
            doing.details = {"kind": counted.kind, "amount": counted.amount, "place": visit.place.name}
    except store.TapCounted:
        pass  # Telegram sends a tap again until it is confirmed; it counts already
    return await show(visit, request, office, undo=tap.id)


@TAKE_BACK.does
async def _take_back(earlier: EarlierTap, request: Request, office: Office) -> Reply:
    """Undo the tap that the button names: one's own, once."""
    visit = begun(earlier.visit, request, office)
    tap = store.Tap(request.tap or "", request.person, request.now, request.today)
    try:
        async with office.acting(request, Act.TALLY, Subject(Thing.TALLY, visit.id)) as doing:
            await store.take_back_tap(doing.connection, visit.id, earlier.tap, tap)
            doing.details = {"act": "undo", "tap": earlier.tap, "place": visit.place.name}
    except store.TapCounted:
        pass
    return await show(visit, request, office)


def counted_now(request: Request, office: Office) -> Visit | None:
    """The visit to a school's own account that is being counted, or may be; None when nothing is counted there now."""
    npsn = request.member.school if request.member else None
    ours = [visit for visit in office.board.schedule if npsn and visit.place.npsn == npsn and may_close(visit, request.today)]
    return ours[-1] if ours else None


async def at_school(visit: Visit, request: Request, office: Office) -> Reply:
    """What a school's own account sees on its day: how many are done and left."""
    counted = await store.tally_of(office.store, visit.id)
    left = counted.total.left(visit.expected)
    tally = counted.on(own_day(visit, request.today))
    return reply("staff/visits/tally_school", [button("staff")], visit=visit, tally=tally, left=left)
