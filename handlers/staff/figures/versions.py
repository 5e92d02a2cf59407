"""/angka: the versions of the figures, taken back and put back; and what is sent to become the next one."""

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.coverage.versions import FigureSet, SetState
from ektp_core.figures.changes import PublicChange, public_changes
from ektp_core.figures.line import NEEDED, read_as_of
from ektp_core.figures.told import told_public
from ektp_core.office import Office
from ektp_core.roles import Act, may, require
from ektp_core.store import Transaction
from ektp_core.store import figures as store
from ektp_core.store.board import figures_in
from ektp_core.store.drafts import Mark, mark_of
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.under_preview import CORRECTED, UNDER_PREVIEW, NotForDraft
from handlers.staff.figures import kept, received, sources
from handlers.staff.figures.acts import ACTS, ASK_PUT_BACK, ASK_TAKE_BACK, DISCARD, FIGURES, OPEN, PREVIEW, PUT_BACK, TAKE_BACK, SetMove
from handlers.staff.figures.draft import DATE, DRAFTS, SOURCE
from handlers.staff.figures.preview import date_given

ACTS_OF = (kept,)
"""What is only reached by its drafts."""

CHANGES_SHOWN = 6


async def figures(request: Request, office: Office) -> Reply:
    """The versions, or what was sent: a file, a line, the date that was asked for."""
    if request.act:
        return await ACTS.answer(request, office)
    if request.file or request.awaited or request.argument:
        require(request.member, Act.CHANGE_FIGURES)
    if request.awaited in (UNDER_PREVIEW, CORRECTED):
        raise NotForDraft  # its date was in the report
    if request.file:
        return await received.read_file(request.file, request, office)
    if request.awaited == DATE:
        return await date_given(read_as_of(request.argument, request.today), request, office)
    if request.awaited in NEEDED:
        return await received.count_given(request.awaited, request, office)
    if request.awaited == SOURCE:
        return await sources.source_given(request.argument, request, office)
    if request.argument:
        return await received.read_typed(request, office)
    return await _versions(request, office)


async def _versions(request: Request, office: Office) -> Reply:
    sets = await store.figure_sets(office.store)
    rows = in_rows([OPEN.button("place", each.id, name=f"{each.id}") for each in sets], 4)
    waiting = [PREVIEW.button("figures_draft")] if await DRAFTS.find(office.store, request.person) else []
    current = next((each for each in sets if each.state is SetState.IN_FORCE), None)
    undo = [ASK_TAKE_BACK.button("figures_take_back_number", current.id, number=current.id)] if current and _may_change(request) else []
    shown = {
        "sets": sets,
        "current": current,
        "home": office.board.home,
        "office": office.board.office_name,
        "may_change": _may_change(request),
    }
    return reply("staff/figures/overview", waiting, undo, *rows, [button("staff")], **shown)


def _may_change(request: Request) -> bool:
    return may(request.member, Act.CHANGE_FIGURES)


@DISCARD.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return await _versions(request, office)


@OPEN.does
async def _version(number: int, request: Request, office: Office) -> Reply:
    version = await _set_of(number, office)
    in_force = version.state is SetState.IN_FORCE
    move, label = (ASK_TAKE_BACK, "figures_take_back") if in_force else (ASK_PUT_BACK, "figures_put_back")
    changing = [move.button(label, number)] if _may_change(request) else []
    by = office.public.member(version.made_by)
    rows = changing, [button(FIGURES, label="back")]
    return reply("staff/figures/set", *rows, set=version, by=by, office=office.board.office_name)


@ASK_TAKE_BACK.does
async def _ask_take_back(number: int, request: Request, office: Office) -> Reply:
    return await _sure(number, SetState.ROLLED_BACK, office)


@ASK_PUT_BACK.does
async def _ask_put_back(number: int, request: Request, office: Office) -> Reply:
    return await _sure(number, SetState.IN_FORCE, office)


@TAKE_BACK.does
async def _take_back(move: SetMove, request: Request, office: Office) -> Reply:
    return await _move(move, SetState.ROLLED_BACK, request, office)


@PUT_BACK.does
async def _put_back(move: SetMove, request: Request, office: Office) -> Reply:
    return await _move(move, SetState.IN_FORCE, request, office)


async def _sure(number: int, state: SetState, office: Office) -> Reply:
    """What citizens would read then; a version that is in that state already is shown as it is."""
    version = await _set_of(number, office)
    if version.state is state:
        raise Changed(Subject(Thing.FIGURES, number))
    async with office.store.reading() as connection:
        changes = await _public_changes(connection, number, state, office)
    act, label = (TAKE_BACK, "figures_take_back_now") if state is SetState.ROLLED_BACK else (PUT_BACK, "figures_put_back_now")
    rows = [act.button(label, SetMove(number, mark_of(changes)), number=number), OPEN.button("keep", number)]
    return reply(
        "staff/figures/sure", rows, set=version, becomes=state, changes=changes[:CHANGES_SHOWN], hidden=len(changes[CHANGES_SHOWN:])
    )


class _ChangesOther(Exception):
    """By now it would change something else for citizens than was shown."""


async def _move(move: SetMove, state: SetState, request: Request, office: Office) -> Reply:
    version = await _set_of(move.version, office)
    try:
        async with office.acting(request, Act.CHANGE_FIGURES, Subject(Thing.FIGURES, version.id)) as doing:
            changes = await _public_changes(doing.connection, version.id, state, office)
            await store.move_set(doing.connection, version.id, state)
            if mark_of(changes) != move.shown:
                raise _ChangesOther
            doing.details = {"state": state, "as_of": version.as_of.iso(), "areas": version.areas}
            doing.changes = [told_public(each) for each in changes]
    except _ChangesOther:
        return await _sure(version.id, state, office)
    return await _version(version.id, request, office)


async def _public_changes(connection: Transaction, number: int, state: SetState, office: Office) -> tuple[PublicChange, ...]:
    board = office.board
    before, after = [await figures_in(connection, board.office_name, moved) for moved in ({}, {number: state})]
    return public_changes(before, after, board.areas, board.home)


async def _set_of(number: int, office: Office) -> FigureSet:
    """A version within reach. Raises Changed."""
    version = next((each for each in await store.figure_sets(office.store) if each.id == number), None)
    if version is None:
        raise Changed(Subject(Thing.FIGURES))
    return version
