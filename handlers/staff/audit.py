"""/jejak: who did what when, newest first, by person, act and outcome."""

from dataclasses import dataclass, replace
from typing import Self

from ektp_core.audit import Entry, deed
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act, Outcome
from ektp_core.store import audit as store
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.words import subject_in_words, words

MOST_PEOPLE = 24
LAST_PAGE = 9_999
LIST, PEOPLE, ACTS = "l", "w", "a"


@dataclass(frozen=True, slots=True)
class View:
    """What a button of the audit asks: a list or a choice, the page, and what is filtered by."""

    shows: str = LIST
    page: int = 1
    person: int | None = None
    act: Act | None = None
    outcome: Outcome | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reverse of `str`; what is forged or old filters nothing."""
        shows, page, person, act, outcome = [*text.split("."), "", "", "", ""][:5]
        return cls(
            shows if shows in (PEOPLE, ACTS) else LIST,
            min(max(_number(page) or 1, 1), LAST_PAGE),
            _number(person),
            Act(act) if act in frozenset(Act) else None,
            Outcome(outcome) if outcome in frozenset(Outcome) else None,
        )

    def __str__(self) -> str:
        return ".".join([self.shows, str(self.page), *(str(part or "") for part in (self.person, self.act, self.outcome))])


async def audit(request: Request, office: Office) -> Reply:
    """A page of the audit, or the choice of a person or an act."""
    view = View.parse(request.argument)
    if view.shows == PEOPLE:
        return await _people(view, office)
    return await (_acts if view.shows == ACTS else _list)(view, request, office)


async def _list(view: View, request: Request, office: Office) -> Reply:
    found = await store.entries(office.store, page=view.page, person=view.person, act=view.act, outcome=view.outcome)
    lines = [(entry, entry.moment.astimezone(office.zone), _done(entry, request.language)) for entry in found[: store.PAGE]]
    newer = [_button(replace(view, page=view.page - 1), "audit_newer")] if view.page > 1 else []
    older = [_button(replace(view, page=view.page + 1), "audit_older")] if len(found) > store.PAGE else []
    names = await store.names(office.store, MOST_PEOPLE) if view.person else {}
    return reply(
        "staff/audit/overview",
        [*newer, *older],
        [_button(replace(view, shows=PEOPLE, page=1), "audit_person"), _button(replace(view, shows=ACTS, page=1), "audit_act")],
        [*_outcome(view), *([_button(View(), "audit_all")] if view != View(page=view.page) else [])],
        [button("export", "audit", "export_audit"), button("staff")],
        lines=lines,
        shown=view,
        person=names.get(view.person or 0, view.person),
        words=words(request.language),
        example=office.board.has_examples,
    )


def _done(entry: Entry, language: Language) -> str:
    """What was done, in words: a sentence of its own, or the act and what it was about."""
    said, known = deed(entry.subject, entry.details), words(language)
    if said:
        return said.said(known)
    about = subject_in_words(str(entry.subject), language)
    return f"{known[f'act_{entry.act}']}, {about}" if about else known[f"act_{entry.act}"]


def _outcome(view: View) -> list[Button]:
    """Only what was refused, or everything again."""
    if view.outcome is Outcome.REFUSED:
        return []
    return [_button(replace(view, page=1, outcome=Outcome.REFUSED), "audit_refused")]


async def _people(view: View, office: Office) -> Reply:
    names = await store.names(office.store, MOST_PEOPLE)
    chosen = [_button(replace(view, shows=LIST, person=person), "place", name=name) for person, name in names.items()]
    return reply("staff/audit/person", *in_rows(chosen), [_button(replace(view, shows=LIST, person=None), "audit_everybody")])


async def _acts(view: View, request: Request, office: Office) -> Reply:
    said = words(request.language)
    found = await store.acts(office.store)
    chosen = [_button(replace(view, shows=LIST, act=act), "place", name=said[f"act_{act}"]) for act in found]
    return reply("staff/audit/act", *in_rows(chosen), [_button(replace(view, shows=LIST, act=None), "audit_every_act")])


def _button(view: View, label: str, **values: str) -> Button:
    return button("audit", str(view), label, **values)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
