"""/ubahpenghargaan: awards by year and category, each change previewed as citizens will see it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ektp_core.areas import Level
from ektp_core.audit import Changed, Subject, Thing
from ektp_core.awards import Award, Awards
from ektp_core.office import Office
from ektp_core.profile import Localized
from ektp_core.reading.dates import read_day
from ektp_core.reading.fields import WrongValue, read_count, read_words
from ektp_core.refusal import Refusal
from ektp_core.roles import Act
from ektp_core.store import awards as store
from ektp_core.store.audit import who_changed
from ektp_core.store.drafts import drop_draft, take_draft
from ektp_core.store.history import old_version_of
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff import form as forms
from handlers.staff.citizens_view import seen_by_citizens
from handlers.staff.form import Body, Choice, Field, Form, Tap, number_of
from handlers.staff.office.facts import read_source, source_choices

ROUTE = "award_edit"
NO_AREA = "none"
FIRST_YEAR = 2000
LONGEST = {"category": 60, "recipient": 120, "prize": 120}
PAGE = 8


async def award_edit(request: Request, office: Office) -> Reply:
    """All awards, newest first; one of them; a new one; a change typed or tapped."""
    if request.awaited:
        return await forms.answered({AWARD.name: AWARD}, request, office)
    act, separator, rest = request.argument.partition("=")
    if separator and act in {forms.EDIT, forms.CHOOSE, forms.SKIP, forms.RESUME}:
        return await forms.tapped({AWARD.name: AWARD}, act, rest, request, office)
    if separator and act == forms.DISCARD:
        await forms.discard(ROUTE, request, office)
    found = ACTS.get(act) if separator else None
    return await found(rest, request, office) if found else await _overview("1", request, office)


async def _overview(page: str, request: Request, office: Office) -> Reply:
    known = office.board.awards
    every = [award for year in known.years() for award in known.of_year(year)]
    start = (max(1, number_of(page)) - 1) * PAGE
    shown = every[start : start + PAGE]
    rows = in_rows([button(ROUTE, f"s={each.id}", "award", year=each.year, name=each.category[:28]) for each in shown], 1)
    more = [button(ROUTE, f"l={start // PAGE + 2}", "later")] if len(every) > start + PAGE else []
    waiting = await forms.continued({AWARD.name: AWARD}, request, office)
    return reply("staff/awards/overview", waiting, *rows, more, [button(ROUTE, "n=", "award_add")], [button("staff")], count=len(every))


async def _one(number: str, request: Request, office: Office, changed_by: str | None = None) -> Reply:
    award = _award(number, office)
    rows = [button(ROUTE, f"b={award.id}", "award_change"), button(ROUTE, f"r={award.id}", "award_remove")], [button(ROUTE, label="back")]
    return reply("staff/awards/card", *rows, citizens=await _seen(award, request, office), changed_by=changed_by)


def _award(number: str, office: Office) -> Award:
    wanted = number_of(number)
    known = office.board.awards
    found = next((award for year in known.years() for award in known.of_year(year) if award.id == wanted), None)
    if found is None:
        raise Changed()
    return found


async def _seen(award: Award, request: Request, office: Office) -> Any:
    """The award as /penghargaan shows it."""
    return await seen_by_citizens("awards", str(award.year), replace(office.board, awards=Awards([award])), request, office)


async def _new(_: str, request: Request, office: Office) -> Reply:
    return await forms.begin(AWARD, request, office, {}, id=0, seen=0, kept={})


async def _change(number: str, request: Request, office: Office) -> Reply:
    award = _award(number, office)
    body = store.award_body(award)
    values = {name: body[name] for name in ("year", "category", "area", "recipient", "given_on", "prize", "source")}
    return await forms.begin(AWARD, request, office, values, id=award.id, seen=award.version, kept=_notes(body))


async def _put_back(number: str, request: Request, office: Office) -> Reply:
    """What was changed or removed, as a draft again."""
    old = await old_version_of(office.store, number_of(number), frozenset({store.AWARD}))
    values = {name: value for name, value in old.body.items() if not name.startswith("note")}
    known = office.board.awards
    now = next((award for year in known.years() for award in known.of_year(year) if award.id == number_of(old.key)), None)
    here = {"id": now.id, "seen": now.version} if now else {"id": 0, "seen": 0}
    return await forms.begin(AWARD, request, office, values, kept=_notes(old.body), **here)


def _notes(body: Mapping[str, Any]) -> dict[str, Any]:
    return {"note_id": body["note_id"], "note_en": body["note_en"]}


def _read_year(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"year": read_count(text, "award_year", FIRST_YEAR, request.today.year)}


def _read_named(name: str) -> forms.Read:
    def read(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
        return {name: read_words(text, f"award_{name}", LONGEST[name])}

    return read


def _read_area(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    if text == NO_AREA:
        return {"area": None}
    codes = {area.code for area in office.board.districts}
    found = (
        [text] if text in codes else [area.code for area in office.board.areas.find(text, levels=(Level.DISTRICT,)) if area.code in codes]
    )
    if len(found) != 1:
        raise WrongValue("award_area")
    return {"area": found[0]}


def _read_given(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    """A full date up to today."""
    try:
        day = read_day(text, request.today)
    except Refusal:
        raise WrongValue("award_day") from None
    if day > request.today:
        raise WrongValue("award_day")
    return {"given_on": day.isoformat()}


def _years(body: Body, request: Request, office: Office) -> list[Choice]:
    latest = (request.today - timedelta(days=365)).year
    return [Choice(str(year), "year", {"year": year}) for year in (request.today.year, latest)]


def _areas(body: Body, request: Request, office: Office) -> list[Choice]:
    districts = [Choice(area.code, "place", {"name": area.short_name}) for area in office.board.districts]
    return [*districts, Choice(NO_AREA, "no_area")]


async def _preview(body: Body, request: Request, office: Office) -> Reply:
    award = _draft_award(body)
    names = ("year", "category", "area", "recipient", "given_on", "prize", "source")
    rows = [button(ROUTE, "a=", "award_save")], *in_rows(forms.form_buttons(AWARD, *names)), [forms.discard_button(ROUTE)]
    return reply("staff/awards/preview", *rows, citizens=await _seen(award, request, office), new=not body["id"])


def _draft_award(body: Body) -> Award:
    values = body["values"] | body["kept"]
    note = Localized(values["note_id"], values["note_en"] or values["note_id"]) if values.get("note_id") else None
    day = date.fromisoformat(values["given_on"]) if values["given_on"] else None
    return Award(
        values["year"], values["category"], values["area"], values["recipient"], day, values["prize"], note, values["source"], body["id"]
    )


AWARD = Form(
    "award",
    ROUTE,
    "awards/ask",
    (
        Field("year", _read_year, _years),
        Field("category", _read_named("category")),
        Field("area", _read_area, _areas),
        Field("recipient", _read_named("recipient"), optional=True),
        Field("given_on", _read_given, optional=True),
        Field("prize", _read_named("prize"), optional=True),
        Field("source", read_source, source_choices),
    ),
    _preview,
)


async def _save(_: str, request: Request, office: Office) -> Reply:
    body: Body = {}
    try:
        async with office.acting(request, Act.CHANGE_AWARDS) as doing:
            body = (await take_draft(doing.connection, request.person, ROUTE)).body
            if AWARD.next(body):
                raise WrongValue("unfinished")
            columns = store.award_body(_draft_award(body))
            number, kept = body["id"], 0
            if number:
                kept = await store.change_award(doing.connection, number, columns, body["seen"], request.person, request.now)
            else:
                number = await store.add_award(doing.connection, columns)
            doing.subject, doing.details = Subject(Thing.AWARD, number), {"year": columns["year"], "category": columns["category"]}
    except Changed:
        await drop_draft(office.store, request.person, ROUTE)
        return await _told(body["id"], request, office)
    undo = [button(ROUTE, f"v={kept}", "put_back")] if kept else [button(ROUTE, f"r={number}", "award_remove")]
    return reply("staff/awards/done", undo, [button("awards", str(columns["year"])), button(ROUTE, label="back")], award=_draft_award(body))


async def _ask_remove(number: str, request: Request, office: Office) -> Reply:
    award = _award(number, office)
    rows = [button(ROUTE, f"R={award.id}.{award.version}", "award_remove_now")], [button(ROUTE, f"s={award.id}", "keep")]
    return reply("staff/awards/remove", *rows, citizens=await _seen(award, request, office))


async def _remove(seen: str, request: Request, office: Office) -> Reply:
    number, _, version = seen.partition(".")
    try:
        async with office.acting(request, Act.CHANGE_AWARDS) as doing:
            kept = await store.remove_award(doing.connection, number_of(number), number_of(version), request.person, request.now)
            doing.subject, doing.details = Subject(Thing.AWARD, number_of(number)), {"answer": "removed"}
    except Changed:
        return await _told(number_of(number), request, office)
    return reply("staff/awards/removed", [button(ROUTE, f"v={kept}", "put_back")], [button(ROUTE, label="back")])


async def _told(number: int, request: Request, office: Office) -> Reply:
    """Who was first, and the award as it stands; the refusal alone when it is gone."""
    return await _one(str(number), request, office, await who_changed(office.store, Subject(Thing.AWARD, number)) or "")


ACTS: dict[str, Tap] = {"l": _overview, "s": _one, "n": _new, "b": _change, "v": _put_back, "a": _save, "r": _ask_remove, "R": _remove}
