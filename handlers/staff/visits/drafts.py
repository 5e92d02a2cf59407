"""Planning and changing one visit: a line or buttons, a preview with all that speaks against it, then saved."""

from dataclasses import replace
from datetime import date, timedelta

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.holidays import is_workday
from ektp_core.kits.loans import kits_free
from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from ektp_core.planning import Doubt, doubts, without_closed_days
from ektp_core.roles import Act
from ektp_core.store import visits as store
from ektp_core.store.drafts import drop_draft, keep_draft, take_draft
from ektp_core.visits.as_json import line_from_json, line_to_json
from ektp_core.visits.changes import changed, planned
from ektp_core.visits.line import VisitLine, read_visit_line
from ektp_core.visits.places import at_office, at_school
from ektp_core.visits.schedule import Visit
from handlers.reply import Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.offers import with_offer
from handlers.staff.visits import rounds
from handlers.staff.visits.buttons import VISITS, Body, body_of, number_of, places_of, seen, seen_visit, source_of, visit_at

ADD, CHANGE = "add", "change"
LINE = "line"
DAYS_OFFERED, DAYS_AHEAD = 6, 90
DOUBTS_SHOWN = 8


async def begin(request: Request, office: Office) -> Reply:
    """A visit from one line, a round from several."""
    if "\n" in request.argument.strip():
        return await rounds.from_lines(request, office)
    line = read_visit_line(request.argument, places_of(office), request.today)
    return await keep({"what": ADD, "line": line_to_json(line)}, request, office)


async def typed(body: Body, request: Request, office: Office) -> Reply:
    """The text that a draft waits for; what it says counts, what was there stays."""
    if "\n" in request.argument.strip():
        return await rounds.from_lines(request, office)
    line = read_visit_line(request.argument, places_of(office), request.today).over(line_from_json(body["line"]))
    return await keep({**body, "line": line_to_json(line)}, request, office)


async def keep(body: Body, request: Request, office: Office) -> Reply:
    """Keep a draft and show it: what is still missing or wrong, or the preview. It waits for a text while anything is missing."""
    line = line_from_json(body["line"])
    against = _against(body, request, office)
    body = {**body, "seen": [doubt.key for doubt in against]}
    waits = _is_unfinished(body, line)
    await keep_draft(office.store, request.person, VISITS, body, request.now, awaits=LINE if waits else None)
    return _ask(body, line, request, office) if waits else _preview(body, against, request, office)


def _is_unfinished(body: Body, line: VisitLine) -> bool:
    return bool(line.wrongs or (line.lacks if body["what"] == ADD else line.is_empty) or body.get("again"))


def _ask(body: Body, line: VisitLine, request: Request, office: Office) -> Reply:
    choices = [place for wrong in line.wrongs for place in wrong.places]
    rows: list[Row] = in_rows([button(VISITS, f"q={number}", "place", name=place.name) for number, place in enumerate(choices)])
    if body["what"] == ADD and line.place is None and not choices:
        areas = office.board.areas.children(office.board.home.code)
        rows += in_rows([button(VISITS, f"k={area.code}", "place", name=area.name) for area in areas], 3)
    if not line.days and (line.place or body["what"] == CHANGE):
        rows += in_rows([button(VISITS, f"d={day}", "visit_day", day=day) for day in free_days(office, request.today)])
    before = visit_at(body.get("visit", 0), office)
    kept = line.wrongs or not line.is_empty
    discard = [button(VISITS, "q=", "visit_discard")]
    return reply("staff/visits/ask", *rows, discard, line=line, before=before, lacks=line.lacks, kept=kept, changing=body["what"] == CHANGE)


def free_days(office: Office, today: date) -> list[date]:
    """The next working days with a kit that is not out yet."""
    ahead = (today + timedelta(step) for step in range(1, DAYS_AHEAD))
    free = (day for day in ahead if is_workday(day) and kits_free(day, office.board.loans, office.board.schedule) > 0)
    return [day for day, _ in zip(free, range(DAYS_OFFERED), strict=False)]


def _against(body: Body, request: Request, office: Office) -> tuple[Doubt, ...]:
    line = line_from_json(body["line"])
    if line.wrongs or (body["what"] == ADD and line.lacks):
        return ()
    visit = _outcome(body, request, office)
    return doubts(visit, office.board.loans, office.board.schedule, request.today)


def _outcome(body: Body, request: Request, office: Office) -> Visit:
    """The visit as it will be once saved. Raises Changed, NoSuchMove."""
    line = line_from_json(body["line"])
    if body["what"] == ADD:
        return planned(line, request.now, source_of(office))
    return changed(seen_visit(f"{body['visit']}.{body['version']}", office), line, request.now)


def _preview(body: Body, against: tuple[Doubt, ...], request: Request, office: Office, *, anew: bool = False) -> Reply:
    visit = _outcome(body, request, office)
    closed = 0 < len(without_closed_days(visit.days)) < len(visit.days)
    return reply(
        "staff/visits/preview",
        [button(VISITS, "s=", "visit_save_anyway" if against else "visit_save" if body["what"] == ADD else "visit_change_save")],
        [button(VISITS, "f=", "visit_workdays")] if closed else [],
        [button(VISITS, "e=", "visit_edit"), button(VISITS, "q=", "visit_discard")],
        visit=visit,
        before=visit_at(body.get("visit", 0), office),
        subdistrict=office.board.areas[visit.place.subdistrict],
        doubts=against[:DOUBTS_SHOWN],
        hidden=len(against[DOUBTS_SHOWN:]),
        anew=anew,
        example=visit.example or any(cause.example for doubt in against for cause in doubt.causes),
    )


async def save(request: Request, office: Office) -> Reply:
    """Save what was previewed; when visits or loans changed so that other things speak against it, the preview comes again."""
    body = await body_of(request, office, ADD, CHANGE)
    against = _against(body, request, office)
    if _is_unfinished(body, line_from_json(body["line"])) or [doubt.key for doubt in against] != body["seen"]:
        return await _again(body, request, office)
    visit = _outcome(body, request, office)
    try:
        async with office.acting(request, Act.CHANGE_VISITS) as doing:
            if (await take_draft(doing.connection, request.person, VISITS)).body != body:
                raise store.BoardMoved
            await store.hold_board(doing.connection, office.board.version)
            if body["what"] == ADD:
                number = await store.plan_visit(doing.connection, visit)
            else:
                number = visit.id
                before = seen_visit(f"{body['visit']}.{body['version']}", office)
                await store.change_visit(doing.connection, before, visit, request.person, request.now)
            days = [day.isoformat() for day in visit.days]
            doing.subject = Subject(Thing.VISIT, number)
            doing.details = {"act": body["what"], "place": visit.place.name, "days": days, "kits": visit.kits}
    except store.BoardMoved:
        return await _again(body, request, office)
    saved = _saved(number, body, office)
    return saved if body["what"] == ADD else await with_offer(saved, number, NoticeKind.MOVED, request, office)


async def _again(body: Body, request: Request, office: Office) -> Reply:
    shown = await keep(body, request, office)
    return replace(shown, values=dict(shown.values, anew=True))


def _saved(number: int, body: Body, office: Office) -> Reply:
    visit = visit_at(number, office)
    if visit is None:
        raise Changed(Subject(Thing.VISIT, number))
    undo = button(VISITS, f"h={seen(visit)}", "visit_remove") if body["what"] == ADD else button(VISITS, f"z={seen(visit)}", "visit_undo")
    rows = [button(VISITS, f"v={number}", "visit_open"), undo], [button(VISITS, "n=", "visit_add"), button(VISITS, label="back")]
    return reply("staff/visits/saved", *rows, visit=visit, added=body["what"] == ADD, example=visit.example)


async def _new(_: str, request: Request, office: Office) -> Reply:
    return await keep({"what": ADD, "line": line_to_json(VisitLine())}, request, office)


async def _new_at_school(npsn: str, request: Request, office: Office) -> Reply:
    school = office.board.schools.get(npsn)
    line = VisitLine(at_school(school)) if school else VisitLine()
    return await keep({"what": ADD, "line": line_to_json(line)}, request, office)


async def _subdistrict(code: str, request: Request, office: Office) -> Reply:
    """The schools of a subdistrict and its office, to choose the place."""
    body = await body_of(request, office, ADD)
    if code not in office.board.areas or office.board.areas[code].parent != office.board.home.code:
        return await keep(body, request, office)
    area = office.board.areas[code]
    choices = [at_office(area), *(at_school(school) for school in office.board.schools.in_subdistrict(code))]
    rows = in_rows([button(VISITS, f"o={place.npsn or code}", "place", name=place.name) for place in choices])
    return reply("staff/visits/place", *rows, [button(VISITS, "p=", "back")], area=area)


async def _placed(wanted: str, request: Request, office: Office) -> Reply:
    """A place from its button: a school's number, or a subdistrict's code for its office."""
    body = await body_of(request, office, ADD)
    school = office.board.schools.get(wanted)
    is_area = wanted in office.board.areas and office.board.areas[wanted].parent == office.board.home.code
    place = at_school(school) if school else at_office(office.board.areas[wanted]) if is_area else None
    line = replace(line_from_json(body["line"]), place=place, wrongs=())
    return await keep({**body, "line": line_to_json(line)}, request, office)


async def _chosen(wanted: str, request: Request, office: Office) -> Reply:
    """One of the places that a name may mean; without a number the draft is thrown away."""
    if not wanted:
        await drop_draft(office.store, request.person, VISITS)
        return reply("staff/visits/discarded", [button(VISITS, label="visits")])
    body = await body_of(request, office, ADD, CHANGE)
    line = line_from_json(body["line"])
    places = [place for wrong in line.wrongs for place in wrong.places]
    number = number_of(wanted)
    if number < len(places):
        line = replace(line, place=places[number], wrongs=tuple(wrong for wrong in line.wrongs if not wrong.places))
    return await keep({**body, "line": line_to_json(line)}, request, office)


async def _day(wanted: str, request: Request, office: Office) -> Reply:
    body = await body_of(request, office, ADD, CHANGE)
    try:
        days: tuple[date, ...] = (date.fromisoformat(wanted),)
    except ValueError:
        days = ()
    line = replace(line_from_json(body["line"]), days=days, wrongs=())
    return await keep({**body, "line": line_to_json(line)}, request, office)


async def _workdays(_: str, request: Request, office: Office) -> Reply:
    body = await body_of(request, office, ADD, CHANGE)
    line = line_from_json(body["line"])
    return await keep({**body, "line": line_to_json(replace(line, days=without_closed_days(line.days)))}, request, office)


async def _edit(_: str, request: Request, office: Office) -> Reply:
    """The draft waits for a text again; what it says replaces that part."""
    body = await body_of(request, office, ADD, CHANGE)
    await keep_draft(office.store, request.person, VISITS, body, request.now, awaits=LINE)
    return _ask({**body, "again": True}, line_from_json(body["line"]), request, office)


async def _resume(_: str, request: Request, office: Office) -> Reply:
    return await keep(await body_of(request, office, ADD, CHANGE), request, office)


async def _change(wanted: str, request: Request, office: Office) -> Reply:
    """Other days, hours, kits or pupils for a visit."""
    visit = seen_visit(wanted, office)
    changed(visit, VisitLine(), request.now)
    body = {"what": CHANGE, "visit": visit.id, "version": visit.version, "line": line_to_json(VisitLine())}
    return await keep(body, request, office)


ACTS = {
    "n": _new,
    "a": _new_at_school,
    "k": _subdistrict,
    "o": _placed,
    "q": _chosen,
    "d": _day,
    "f": _workdays,
    "e": _edit,
    "p": _resume,
    "m": _change,
}
