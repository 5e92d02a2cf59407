"""Cancelling and closing a visit: with the place where those go who were not recorded, and with what it came to."""

from collections.abc import Sequence

import msgspec

from ektp_core.audit import Seen, Subject, Thing
from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from ektp_core.requests.days import room_in_a_day
from ektp_core.roles import Act, may
from ektp_core.store.drafts import DraftGone, Mark, mark_of
from ektp_core.store.tallies import tally_in, tally_of
from ektp_core.store.visits import last_change
from ektp_core.visits.changes import NoSuchMove, as_seen, cancelled, closed, days_left, recap_corrected
from ektp_core.visits.recaps import RecapUnclear, VisitTally, count_beside, is_beyond_kits, may_close, read_recap
from ektp_core.visits.schedule import Recap, Visit, VisitState
from handlers.acts import OldButton
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.offers import announced, offer_of
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.visits.acts import (
    ASK_CANCEL,
    ASK_CLOSE,
    ASK_CORRECT,
    CANCEL,
    CANCEL_AND_ANNOUNCE,
    CHOOSE_CATCH_UP,
    CLOSE,
    CLOSE_DAY,
    DISCARD,
    END_EARLY,
    OPEN,
    USE_TALLY,
    VISITS,
    on_screen,
)
from handlers.staff.visits.board import name_in
from handlers.staff.visits.changes import as_it_is, change, done
from handlers.staff.visits.drafts import CATCH_UP, DRAFTS, RECAP, CancelVisit, CloseVisit
from handlers.staff.visits.places import best_catch_up, catch_ups
from handlers.staff.visits.tally_acts import OPEN as OPEN_BOARD

LONGEST_CATCH_UP = 160

EndDraft = CancelVisit | CloseVisit


class TallyMoved(Exception):
    """Somebody has counted since the recap was previewed: `counted` is what it comes to now."""

    def __init__(self, counted: Recap | None) -> None:
        super().__init__(counted)
        self.counted = counted


@ASK_CANCEL.does
async def _ask_cancel(seen: Seen, request: Request, office: Office) -> Reply:
    return await begin_cancel(seen, request, office)


async def begin_cancel(seen: Seen, request: Request, office: Office, *, reason: str = "") -> Reply:
    """What is asked before a visit is cancelled; a reason that was said goes into what is announced of it. Raises Changed, NoSuchMove."""
    visit = as_seen(office.board.schedule, seen)
    cancelled(visit, None, request.now)
    catch_up = visit.catch_up or best_catch_up(visit, request, office)
    return await _keep(CancelVisit(seen, catch_up, reason[:LONGEST_CATCH_UP]), request, office)


@ASK_CLOSE.does
async def _ask_close(seen: Seen, request: Request, office: Office) -> Reply:
    """The tally proposes the recap; without one it is asked for. With days still to come, what ends is asked first."""
    ways = [CLOSE_DAY.button("visit_close_day", seen)], [END_EARLY.button("visit_end_early", seen)], [OPEN.button("keep", seen.id)]
    return await _before_its_last_day("staff/visits/close_which", ways, seen, request, office)


@CLOSE_DAY.does
async def _close_day(seen: Seen, request: Request, office: Office) -> Reply:
    """Today's count is done and the visit goes on: every count is kept as it was counted, so there is nothing to write."""
    ways = [OPEN_BOARD.button("tally_open", seen.id), OPEN.button("visit_open", seen.id)], [button(VISITS, label="visits")]
    return await _before_its_last_day("staff/visits/day_closed", ways, seen, request, office)


async def _before_its_last_day(view: str, ways: Sequence[Row], seen: Seen, request: Request, office: Office) -> Reply:
    """Today's count and the days to come; a visit that has none is ended as a whole."""
    visit = as_seen(office.board.schedule, seen)
    left = days_left(visit, request.today)
    if not left or not may_close(visit, request.today):
        return await _end_early(seen, request, office)
    counted = await tally_of(office.store, visit.id)
    return reply(view, *ways, visit=visit, left=left, tally=counted.on(request.today))


@END_EARLY.does
async def _end_early(seen: Seen, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, seen)
    if not may_close(visit, request.today):
        raise NoSuchMove(visit=visit, wanted=VisitState.DONE)
    counted = (await tally_of(office.store, visit.id)).as_recap
    catch_up = visit.catch_up or best_catch_up(visit, request, office)
    return await _keep(CloseVisit(seen, catch_up, counted, is_tallied=counted is not None), request, office)


async def begin_close(seen: Seen, recap: Recap, request: Request, office: Office) -> Reply:
    """What is asked before a visit is closed with numbers that were said. Raises Changed."""
    visit = as_seen(office.board.schedule, seen)
    return await _keep(CloseVisit(seen, visit.catch_up or best_catch_up(visit, request, office), recap), request, office)


@ASK_CORRECT.does
async def _ask_correct(seen: Seen, request: Request, office: Office) -> Reply:
    """Other numbers for a visit that is closed: the visit stays closed, and keeps where those go who were missed."""
    visit = as_seen(office.board.schedule, seen)
    if visit.state is not VisitState.DONE:
        raise NoSuchMove(visit=visit, wanted=VisitState.DONE)
    return await _keep(CloseVisit(seen, visit.catch_up or ""), request, office)


@USE_TALLY.does
async def _use_tally(_: None, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.of_kind(office.store, request.person, CloseVisit)
    visit = as_seen(office.board.schedule, draft.seen)
    counted = (await tally_of(office.store, visit.id)).as_recap
    return await _keep(msgspec.structs.replace(draft, recap=counted, is_tallied=counted is not None), request, office)


async def show(draft: EndDraft, request: Request, office: Office) -> Reply:
    """Go on with ending a visit. Raises Changed."""
    return await _keep(draft, request, office)


async def typed(draft: EndDraft, request: Request, office: Office) -> Reply:
    """The recap in numbers, or another catch-up in words. Raises RecapUnclear; the draft stays."""
    if isinstance(draft, CloseVisit) and (draft.recap is None or any(letter.isdigit() for letter in request.argument)):
        recap = read_recap(request.argument)
        return await _keep(msgspec.structs.replace(draft, recap=recap, is_tallied=False), request, office)
    return await _keep(msgspec.structs.replace(draft, catch_up=request.argument[:LONGEST_CATCH_UP]), request, office)


async def as_correction(visit: Visit, request: Request, office: Office) -> Reply | None:
    """The numbers that somebody typed for a visit which a colleague has closed with others: they may correct those. None without any."""
    draft = await DRAFTS.find(office.store, request.person)
    if visit.state is not VisitState.DONE or not isinstance(draft, CloseVisit) or draft.seen.id != visit.id:
        return None
    recap = _recap_in(request) or (None if draft.is_tallied else draft.recap)
    if recap is None or recap == visit.recap:
        return None
    return await _keep(CloseVisit(on_screen(visit), visit.catch_up or "", recap), request, office)


def _recap_in(request: Request) -> Recap | None:
    """The numbers that a text for the draft says, if it says any."""
    try:
        return read_recap(request.argument) if request.awaited else None
    except RecapUnclear:
        return None


@CHOOSE_CATCH_UP.does
async def _choose_catch_up(number: int, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.one(office.store, request.person)
    if not isinstance(draft, EndDraft):
        raise DraftGone()
    offered = catch_ups(as_seen(office.board.schedule, draft.seen), request, office)
    if number not in offered:
        raise OldButton
    return await _keep(msgspec.structs.replace(draft, catch_up=offered[number]), request, office)


async def _keep(draft: EndDraft, request: Request, office: Office, *, anew: bool = False) -> Reply:
    visit = as_seen(office.board.schedule, draft.seen)
    others = _other_catch_ups(draft, visit, request, office)
    if isinstance(draft, CancelVisit):
        await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=CATCH_UP)
        return _cancel_screen(draft, visit, others, request)
    counted = await tally_of(office.store, visit.id)
    draft = msgspec.structs.replace(draft, counted=counted.as_recap)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=RECAP)
    return await _close_screen(draft, visit, others, counted, request, office, anew=anew)


def _other_catch_ups(draft: EndDraft, visit: Visit, request: Request, office: Office) -> list[Row]:
    """Other places to go instead; of a visit that is closed they stay as they are."""
    if visit.state is VisitState.DONE:
        return []
    offered = [(number, text) for number, text in catch_ups(visit, request, office).items() if text != draft.catch_up]
    return in_rows([_catch_up(number, text, office) for number, text in offered], 1)


def _catch_up(number: int, text: str, office: Office) -> Button:
    """A visit by its place and day, the office by its address."""
    visit = office.board.schedule.find(number)
    if visit is None:
        return CHOOSE_CATCH_UP.button("visit_catch_up", number, name=text)
    return CHOOSE_CATCH_UP.button("visit_catch_up_on", number, name=visit.place.name, day=visit.first_day)


def _cancel_screen(draft: CancelVisit, visit: Visit, others: list[Row], request: Request) -> Reply:
    may_tell = may(request.member, Act.ANNOUNCE)
    tell = [CANCEL_AND_ANNOUNCE.button("visit_cancel_and_announce", mark_of(draft))] if may_tell else []
    rows = [CANCEL.button("visit_cancel_now", mark_of(draft))], tell, *others, [DISCARD.button("keep", mark_of(draft))]
    return reply("staff/visits/cancel", *rows, visit=visit, catch_up=draft.catch_up, reason=draft.reason, may_tell=may_tell)


async def _close_screen(
    draft: CloseVisit, visit: Visit, others: list[Row], counted: VisitTally, request: Request, office: Office, *, anew: bool
) -> Reply:
    """The numbers that close it, or correct it; where the count says others, both, and who counted."""
    recap, tallied = draft.recap, draft.counted
    differs = recap is not None and tallied is not None and recap != tallied
    label = "visit_correct_now" if visit.state is VisitState.DONE else "visit_close_typed" if differs else "visit_close_now"
    close = [CLOSE.button(label, mark_of(draft), recorded=recap.recorded)] if recap else []
    use_tally = [USE_TALLY.button("visit_use_tally", recorded=tallied.recorded)] if differs and tallied else []
    room = room_in_a_day(visit, office.board.profile) * max(1, len(visit.days) - len(days_left(visit, request.today)))
    change = await last_change(office.store, visit.id) if visit.state is VisitState.DONE else None
    return reply(
        "staff/visits/close",
        close,
        use_tally,
        *others,
        [DISCARD.button("keep", mark_of(draft))],
        visit=visit,
        recap=recap,
        tallied=draft.is_tallied,
        counted=tallied if differs else None,
        by=[(await name_in(person, office), tally) for person, tally in counted.by_person().items()] if differs else [],
        over=bool(recap and visit.expected is not None and recap.pupils > visit.expected),
        room=room if recap and is_beyond_kits(recap.recorded, room) else None,
        catch_up=draft.catch_up,
        left=days_left(visit, request.today),
        closed_by=await name_in(change.person, office) if change else "",
        anew=anew,
    )


@CANCEL.does
async def _cancel(mark: Mark, request: Request, office: Office) -> Reply:
    _, visit = await _called_off(mark, request, office)
    return done("cancel", visit, offer=await offer_of(visit, NoticeKind.CANCELLED, request, office))


@CANCEL_AND_ANNOUNCE.does
async def _cancel_and_announce(mark: Mark, request: Request, office: Office) -> Reply:
    draft, visit = await _called_off(mark, request, office)
    if not may(request.member, Act.ANNOUNCE):
        return done("cancel", visit)
    return await announced(visit, request, office, reason=draft.reason)


async def _called_off(mark: Mark, request: Request, office: Office) -> tuple[CancelVisit, Visit]:
    """What was previewed, and the visit after it was cancelled so."""
    draft = await DRAFTS.previewed_as(CancelVisit, office.store, request.person, mark)
    visit = as_seen(office.board.schedule, draft.seen)
    after = cancelled(visit, draft.catch_up, request.now)
    await _carry_out("cancel", draft, visit, after, request, office)
    return draft, as_it_is(visit.id, office)


@CLOSE.does
async def _close(mark: Mark, request: Request, office: Office) -> Reply:
    """Close it as it was previewed; when somebody has counted since, the count is shown again first."""
    draft = await DRAFTS.previewed_as(CloseVisit, office.store, request.person, mark)
    if draft.recap is None:
        return await _keep(draft, request, office)
    visit = as_seen(office.board.schedule, draft.seen)
    is_closed = visit.state is VisitState.DONE
    after = (
        recap_corrected(visit, draft.recap, request.now)
        if is_closed
        else closed(visit, draft.recap, draft.catch_up, request.now, today=request.today)
    )
    try:
        await _carry_out("correct_recap" if is_closed else "close", draft, visit, after, request, office)
    except TallyMoved as moved:
        recap = moved.counted if draft.is_tallied else draft.recap
        return await _keep(msgspec.structs.replace(draft, recap=recap), request, office, anew=True)
    after = as_it_is(visit.id, office)
    offer = await offer_of(after, NoticeKind.CANCELLED, request, office) if after.called_off else None
    return done("close", after, offer=offer, count=count_beside(after, await tally_of(office.store, visit.id)))


async def _carry_out(kind: str, draft: EndDraft, before: Visit, after: Visit, request: Request, office: Office) -> None:
    about = Subject(Thing.VISIT, before.id)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_VISITS, request, office, about, seen=draft.seen) as doing:
        if isinstance(draft, CloseVisit):
            counted = (await tally_in(doing.connection, before.id)).as_recap
            if counted != draft.counted:
                raise TallyMoved(counted)
        await change(kind, before, after, doing, request)
