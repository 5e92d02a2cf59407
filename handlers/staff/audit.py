"""/jejak: who did what when, newest first, by person, act, kind of thing, days and outcome."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ektp_core.audit import ACTS_ON, Audited, Entry
from ektp_core.exports import Export
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.calendar import Days
from ektp_core.roles import Act, Outcome
from ektp_core.store import audit as store
from handlers.acts import Acts, Person
from handlers.paging import page_of, page_read
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.deeds.sentences import LONGEST_LINE, deed, has_more, parts
from handlers.staff.exports import TAKE
from handlers.staff.words import words

AUDIT = "audit"
MOST_PEOPLE = 24
LAST_PAGE = 9_999
PARTS_A_PAGE = 12
MOST_DAYS = 3_660
"""Of a period that is looked through."""

MOST_PARTS = 999
"""Pages of one deed: a sheet of all villages of a province has fewer."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are asked for: a page of all, or of what is filtered by; of so many `days` from the `first`."""

    page: int = 1
    person: Person | None = None
    act: Act | None = None
    outcome: Outcome | None = None
    what: Audited | None = None
    first: date | None = None
    days: int | None = None

    @property
    def period(self) -> Days | None:
        """The days that are asked for."""
        return Days(self.first, self.first + timedelta(min(max(self.days or 1, 1), MOST_DAYS) - 1)) if self.first else None


ACTS = Acts(AUDIT)
SHOW = ACTS.act("show", Filter)
CHOOSE_PERSON = ACTS.act("choose_person", Filter)
CHOOSE_ACT = ACTS.act("choose_act", Filter)


@dataclass(frozen=True, slots=True)
class PartsOf:
    """One line whole: a page of what it has changed, and the list to go back to."""

    entry: int
    page: int
    back: Filter


PARTS = ACTS.act("parts", PartsOf)


async def audit(request: Request, office: Office) -> Reply:
    """A page of the audit, or the choice of a person or an act."""
    if request.act:
        return await ACTS.answer(request, office)
    return await _list(Filter(), request, office)


@SHOW.does
async def _list(wanted: Filter, request: Request, office: Office) -> Reply:
    number = min(max(wanted.page, 1), LAST_PAGE)
    page = page_read(await _entries(wanted, number, office), store.PAGE, number)
    names = await store.names(office.store, MOST_PEOPLE) if wanted.person else {}
    lines = _lines(page.items, request.language, office.zone)
    opened = [_parts_button(line.number, line.entry, replace(wanted, page=number)) for line in lines if line.number]
    return reply(
        "staff/audit/overview",
        *in_rows(opened, 3),
        page.around(lambda newer: _page("audit_newer", wanted, newer), lambda older: _page("audit_older", wanted, older)),
        [
            CHOOSE_PERSON.button("audit_person", replace(wanted, page=1, person=None)),
            CHOOSE_ACT.button("audit_act", replace(wanted, page=1, act=None, what=None)),
        ],
        [*_only_refused(wanted), *([SHOW.button("audit_all", Filter())] if wanted != Filter(page=wanted.page) else [])],
        [TAKE.button("export_audit", Export.AUDIT), button("staff")],
        lines=lines,
        longest=LONGEST_LINE,
        page=number,
        filter=wanted,
        person=names.get(wanted.person or 0, wanted.person),
        words=words(request.language),
    )


async def _entries(wanted: Filter, number: int, office: Office) -> list[Entry]:
    """A page of the lines, days by the office's clock."""
    days = wanted.period
    return await store.entries(
        office.store,
        page=number,
        person=wanted.person,
        act=wanted.act,
        outcome=wanted.outcome,
        among=ACTS_ON[wanted.what] if wanted.what else None,
        since=datetime.combine(days.first, time(), office.zone) if days else None,
        until=datetime.combine(days.last + timedelta(1), time(), office.zone) if days else None,
    )


class Line(NamedTuple):
    """A deed in the list; with a number where there is more of it than its line says."""

    entry: Entry
    moment: datetime
    done: str
    number: int


def _lines(entries: Sequence[Entry], language: Language, zone: ZoneInfo) -> list[Line]:
    lines: list[Line] = []
    for entry in entries:
        done = deed(entry, language, zone)
        number = 1 + max((line.number for line in lines), default=0) if has_more(entry, done) else 0
        lines.append(Line(entry, entry.moment.astimezone(zone), done, number))
    return lines


def _page(label: str, wanted: Filter, number: int) -> Button:
    return _show(label, replace(wanted, page=number))


def _show(label: str, wanted: Filter, **values: str) -> Button:
    """The list by a filter; of more than a button can carry the days are left out, and the list says by what it is filtered."""
    return SHOW.button(label, wanted if SHOW.fits(wanted) else replace(wanted, first=None, days=None), **values)


@PARTS.does
async def _parts(wanted: PartsOf, request: Request, office: Office) -> Reply:
    """One deed whole: its sentence, and each thing that it has changed."""
    entry = await store.entry(office.store, wanted.entry)
    page = page_of(parts(entry, request.language, office.zone), PARTS_A_PAGE, wanted.page)
    return reply(
        "staff/audit/parts",
        page.around(
            lambda before: _turned("audit_parts_before", wanted, before), lambda after: _turned("audit_parts_after", wanted, after)
        ),
        [SHOW.button("back", wanted.back)],
        entry=entry,
        moment=entry.moment.astimezone(office.zone),
        done=deed(entry, request.language, office.zone),
        parts=page.items,
        page=page,
    )


def _turned(label: str, wanted: PartsOf, page: int) -> Button:
    return PARTS.button(label, replace(wanted, page=page))


def _parts_button(number: int, entry: Entry, wanted: Filter) -> Button:
    """The way back leads to the same page as far as a button can carry that."""
    whole = PartsOf(entry.id, 1, wanted)
    return PARTS.button(
        "audit_parts", whole if PARTS.fits(replace(whole, page=MOST_PARTS)) else replace(whole, back=Filter()), number=number
    )


def _only_refused(wanted: Filter) -> list[Button]:
    if wanted.outcome is Outcome.REFUSED:
        return []
    return [_show("audit_refused", replace(wanted, page=1, outcome=Outcome.REFUSED))]


@CHOOSE_PERSON.does
async def _choose_person(wanted: Filter, request: Request, office: Office) -> Reply:
    names = await store.names(office.store, MOST_PEOPLE)
    people = [_show("place", replace(wanted, person=Person(person)), name=name) for person, name in names.items()]
    return reply("staff/audit/person", *in_rows(people), [_show("audit_everybody", replace(wanted, person=None))])


@CHOOSE_ACT.does
async def _choose_act(wanted: Filter, request: Request, office: Office) -> Reply:
    known = words(request.language)
    acts = [_show("place", replace(wanted, act=act), name=known[f"act_{act}"]) for act in await store.acts(office.store)]
    return reply("staff/audit/act", *in_rows(acts), [_show("audit_every_act", replace(wanted, act=None))])
