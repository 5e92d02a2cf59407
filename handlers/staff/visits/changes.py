"""Changing a visit: moved or changed otherwise (a draft begins), confirmed, taken back, removed; each against the version on the screen."""

from dataclasses import asdict

from ektp_core.audit import Changed, Seen, Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.planning import Doubt, doubts
from ektp_core.roles import Act
from ektp_core.store import visits as store
from ektp_core.store.audit import Doing
from ektp_core.visits.changes import as_seen, changed, confirmed
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import Recap, Visit
from ektp_core.visits.told import told
from handlers.acts import ToolAct
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.announcements.offers import Offer
from handlers.staff.visits.acts import (
    ASK_CONFIRM,
    ASK_CORRECT,
    ASK_REMOVE,
    ASK_UNDO,
    CHANGE,
    CONFIRM,
    OPEN,
    REMOVE,
    UNDO,
    VISITS,
    on_screen,
)
from handlers.staff.visits.drafts import ChangeVisit
from handlers.staff.visits.preview import keep
from handlers.staff.visits.sizes import of_days


@CHANGE.does
async def _change(seen: Seen, request: Request, office: Office) -> Reply:
    """Other days, hours, kits or pupils for a visit. Raises NoSuchMove where nothing can change any more."""
    changed(as_seen(office.board.schedule, seen), VisitLine(), request.now)
    return await keep(ChangeVisit(seen), request, office)


@ASK_CONFIRM.does
async def _ask_confirm(seen: Seen, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, seen)
    after = confirmed(visit, request.now)
    against = doubts(after, office.board.loans, office.board.schedule, request.today)
    return _sure("confirm", CONFIRM, visit, against=against)


@ASK_UNDO.does
async def _ask_undo(seen: Seen, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, seen)
    earlier = await store.earlier_version(office.store, visit.id)
    if earlier is None:
        raise Changed(Subject(Thing.VISIT, visit.id))
    return _sure("undo", UNDO, visit, earlier=earlier)


@ASK_REMOVE.does
async def _ask_remove(seen: Seen, request: Request, office: Office) -> Reply:
    return _sure("remove", REMOVE, as_seen(office.board.schedule, seen))


def _sure(kind: str, act: ToolAct[Seen], visit: Visit, *, against: tuple[Doubt, ...] = (), earlier: Visit | None = None) -> Reply:
    rows = [act.button(f"visit_{kind}_now", on_screen(visit)), OPEN.button("keep", visit.id)]
    return reply("staff/visits/sure", rows, kind=kind, visit=visit, doubts=of_days(against), earlier=earlier)


@CONFIRM.does
async def _confirm(seen: Seen, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, seen)
    after = confirmed(visit, request.now)
    async with office.acting(request, Act.CHANGE_VISITS, Subject(Thing.VISIT, visit.id), seen=seen) as doing:
        await change("confirm", visit, after, doing, request)
    return done("confirm", as_it_is(visit.id, office))


@UNDO.does
async def _undo(seen: Seen, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, seen)
    earlier = await store.earlier_version(office.store, visit.id)
    async with office.acting(request, Act.CHANGE_VISITS, Subject(Thing.VISIT, visit.id), seen=seen) as doing:
        await store.take_back_change(doing.connection, visit.id, visit.version, request.now)
        doing.details = {"act": "undo", "place": visit.place.name}
        doing.changes = [change_of(visit.place.name, told(visit), told(earlier))] if earlier else []
    return done("undo", as_it_is(visit.id, office))


@REMOVE.does
async def _remove(seen: Seen, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, seen)
    async with office.acting(request, Act.CHANGE_VISITS, Subject(Thing.VISIT, visit.id), seen=seen) as doing:
        await store.remove_plan(doing.connection, visit, request.person, request.now)
        doing.details = {"act": "remove", "place": visit.place.name, "on": told(visit)["days"]}
        doing.changes = [change_of(visit.place.name, told(visit), {})]
    return done("remove", visit)


async def change(kind: str, before: Visit, after: Visit, doing: Doing, request: Request) -> None:
    """Put a visit's changed self in its place, within an act. Raises Changed."""
    await store.change_visit(doing.connection, before, after, request.person, request.now)
    recap = {"recap": asdict(after.recap)} if after.recap else {}
    doing.details = {"act": kind, "place": before.place.name, "on": told(before)["days"], **recap}
    doing.changes = [change_of(before.place.name, told(before), told(after))]


def as_it_is(number: int, office: Office) -> Visit:
    """The visit that was just changed. Raises Changed when somebody has removed it since."""
    visit = office.board.schedule.find(number)
    if visit is None:
        raise Changed(Subject(Thing.VISIT, number))
    return visit


def done(kind: str, visit: Visit, *, offer: Offer | None = None, count: Recap | None = None) -> Reply:
    """What became of a visit, and the way back; `count` is what was counted where it was closed with something else."""
    undo = [] if kind == "undo" else [ASK_UNDO.button("visit_undo", on_screen(visit))]
    next_steps = [] if kind == "remove" else [OPEN.button("visit_open", visit.id), *undo]
    correct = [ASK_CORRECT.button("visit_correct", on_screen(visit))] if kind == "close" else []
    return reply(
        "staff/visits/done",
        [offer.announce] if offer else [],
        correct,
        next_steps,
        [button(VISITS, label="visits")],
        kind=kind,
        visit=visit,
        offer=offer,
        count=count,
    )
