"""/jejak: who did what when, newest first, by person, act and outcome."""

from dataclasses import dataclass, replace

from ektp_core.audit import Entry, act_in_words, phrase_of
from ektp_core.exports import Export
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act, Outcome
from ektp_core.store import audit as store
from handlers.acts import Acts, Person
from handlers.paging import page_read
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.exports import TAKE
from handlers.staff.words import subject_in_words, words

AUDIT = "audit"
MOST_PEOPLE = 24
LAST_PAGE = 9_999


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are asked for: a page of all, or of what is filtered by."""

    page: int = 1
    person: Person | None = None
    act: Act | None = None
    outcome: Outcome | None = None


ACTS = Acts(AUDIT)
SHOW = ACTS.act("show", Filter)
CHOOSE_PERSON = ACTS.act("choose_person", Filter)
CHOOSE_ACT = ACTS.act("choose_act", Filter)


async def audit(request: Request, office: Office) -> Reply:
    """A page of the audit, or the choice of a person or an act."""
    if request.act:
        return await ACTS.answer(request, office)
    return await _list(Filter(), request, office)


@SHOW.does
async def _list(wanted: Filter, request: Request, office: Office) -> Reply:
    number = min(max(wanted.page, 1), LAST_PAGE)
    entries = await store.entries(office.store, page=number, person=wanted.person, act=wanted.act, outcome=wanted.outcome)
    page = page_read(entries, store.PAGE, number)
    names = await store.names(office.store, MOST_PEOPLE) if wanted.person else {}
    return reply(
        "staff/audit/overview",
        page.around(lambda newer: _page("audit_newer", wanted, newer), lambda older: _page("audit_older", wanted, older)),
        [CHOOSE_PERSON.button("audit_person", replace(wanted, page=1)), CHOOSE_ACT.button("audit_act", replace(wanted, page=1))],
        [*_only_refused(wanted), *([SHOW.button("audit_all", Filter())] if wanted != Filter(page=wanted.page) else [])],
        [TAKE.button("export_audit", Export.AUDIT), button("staff")],
        lines=[(entry, entry.moment.astimezone(office.zone), _done(entry, request.language)) for entry in page.items],
        page=number,
        filter=wanted,
        person=names.get(wanted.person or 0, wanted.person),
        words=words(request.language),
        example=office.board.has_examples,
    )


def _page(label: str, wanted: Filter, number: int) -> Button:
    return SHOW.button(label, replace(wanted, page=number))


def _done(entry: Entry, language: Language) -> str:
    """What was done, in words: a sentence of its own, or the act and what it was about."""
    said, known = act_in_words(entry.subject, entry.details), words(language)
    if said:
        return said.said(known)
    about = subject_in_words(phrase_of(entry), language)
    return f"{known[f'act_{entry.act}']}, {about}" if about else known[f"act_{entry.act}"]


def _only_refused(wanted: Filter) -> list[Button]:
    if wanted.outcome is Outcome.REFUSED:
        return []
    return [SHOW.button("audit_refused", replace(wanted, page=1, outcome=Outcome.REFUSED))]


@CHOOSE_PERSON.does
async def _choose_person(wanted: Filter, request: Request, office: Office) -> Reply:
    names = await store.names(office.store, MOST_PEOPLE)
    people = [SHOW.button("place", replace(wanted, person=Person(person)), name=name) for person, name in names.items()]
    return reply("staff/audit/person", *in_rows(people), [SHOW.button("audit_everybody", replace(wanted, person=None))])


@CHOOSE_ACT.does
async def _choose_act(wanted: Filter, request: Request, office: Office) -> Reply:
    known = words(request.language)
    acts = [SHOW.button("place", replace(wanted, act=act), name=known[f"act_{act}"]) for act in await store.acts(office.store)]
    return reply("staff/audit/act", *in_rows(acts), [SHOW.button("audit_every_act", replace(wanted, act=None))])
