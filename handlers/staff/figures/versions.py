"""/angka: the versions of the figures, taken back and put back; and what is sent to become the next one."""

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.coverage.versions import FigureSet, SetState
from ektp_core.figures.line import read_as_of
from ektp_core.office import Office
from ektp_core.roles import Act, may, require
from ektp_core.store import figures as store
from ektp_core.store.drafts import Mark
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.under_preview import CORRECTED, UNDER_PREVIEW, NotForDraft
from handlers.staff.figures import kept, received
from handlers.staff.figures.acts import ACTS, DISCARD, FIGURES, OPEN, PREVIEW, PUT_BACK, TAKE_BACK
from handlers.staff.figures.draft import DATE, DRAFTS
from handlers.staff.figures.preview import date_given

ACTS_OF = (kept,)
"""What is only reached by its drafts."""


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
    if request.argument:
        return await received.read_typed(request, office)
    return await _versions(request, office)


async def _versions(request: Request, office: Office) -> Reply:
    sets = await store.figure_sets(office.store)
    rows = in_rows([OPEN.button("place", each.id, name=f"{each.id}") for each in sets], 4)
    waiting = [PREVIEW.button("figures_draft")] if await DRAFTS.find(office.store, request.person) else []
    return reply("staff/figures/overview", waiting, *rows, [button("staff")], sets=sets, home=office.board.home)


@DISCARD.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return await _versions(request, office)


@OPEN.does
async def _version(number: int, request: Request, office: Office) -> Reply:
    version = await _set_of(number, office)
    move, label = (TAKE_BACK, "figures_take_back") if version.state is SetState.IN_FORCE else (PUT_BACK, "figures_put_back")
    changing = [move.button(label, number)] if may(request.member, Act.CHANGE_FIGURES) else []
    by = office.public.member(version.made_by)
    return reply("staff/figures/set", changing, [button(FIGURES, label="back")], set=version, by=by)


@TAKE_BACK.does
async def _take_back(number: int, request: Request, office: Office) -> Reply:
    return await _move(number, SetState.ROLLED_BACK, request, office)


@PUT_BACK.does
async def _put_back(number: int, request: Request, office: Office) -> Reply:
    return await _move(number, SetState.IN_FORCE, request, office)


async def _move(number: int, state: SetState, request: Request, office: Office) -> Reply:
    version = await _set_of(number, office)
    async with office.acting(request, Act.CHANGE_FIGURES, Subject(Thing.FIGURES, version.id)) as doing:
        await store.move_set(doing.connection, version.id, state)
        doing.details = {"state": state}
    return await _version(number, request, office)


async def _set_of(number: int, office: Office) -> FigureSet:
    """A version within reach. Raises Changed."""
    version = next((each for each in await store.figure_sets(office.store) if each.id == number), None)
    if version is None:
        raise Changed(Subject(Thing.FIGURES))
    return version
