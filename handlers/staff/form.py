"""A draft that is filled in field by field, typed or tapped; what cannot be read is asked again, and the rest is kept."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.roles import Act, NotAllowed, may
from ektp_core.store.drafts import DraftGone, draft_of, drop_draft, keep_draft
from handlers.refusals import in_a_sentence
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request

Body = Mapping[str, Any]
"""A draft: `form` (its name), `values` (what is filled in so far), and what else the form was begun with."""

EDIT, CHOOSE, SKIP, RESUME, DISCARD = "e", "c", "k", "p", "x"
"""The acts of a form's buttons: `e=contact`, `c=level.SMA`, `k=prize`, `p=`, `x=`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to tap instead of typing it."""

    value: str
    label: str
    words: Mapping[str, Any] = field(default_factory=dict)


LONGEST_NUMBER = 9

Tap = Callable[[str, Request, Office], Awaitable[Reply]]
"""What a button of a tool does with the rest of its argument."""

Read = Callable[[str, Body, Request, Office], Mapping[str, Any]]
Offer = Callable[[Body, Request, Office], Sequence[Choice]]


def _nothing(body: Body, request: Request, office: Office) -> Sequence[Choice]:
    return ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `read` turns a text into one or more values or raises a Refusal; `choices` are offered as buttons."""

    name: str
    read: Read
    choices: Offer = _nothing
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Fields in the order of asking, the view that asks them, and the preview once all are known."""

    name: str
    route: str
    view: str
    fields: Sequence[Field]
    preview: Callable[[Body, Request, Office], Awaitable[Reply]]

    def field(self, name: str | None) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)

    def next(self, body: Body) -> Field | None:
        return next((each for each in self.fields if each.name not in body["values"]), None)


async def begin(form: Form, request: Request, office: Office, values: Mapping[str, Any], **about: Any) -> Reply:
    """Start a draft of this form in place of an earlier one, and ask the first field that is open."""
    return await _go_on(form, {"form": form.name, "values": dict(values), **about}, request, office)


async def answered(forms: Mapping[str, Form], request: Request, office: Office) -> Reply:
    """A text that answers the awaited field."""
    form, body = await _draft(forms, request, office)
    return await _fill(form, form.field(request.awaited), request.argument, body, request, office)


async def tapped(forms: Mapping[str, Form], act: str, rest: str, request: Request, office: Office) -> Reply:
    """A button of a form. Raises DraftGone when there is no draft of these forms any more."""
    form, body = await _draft(forms, request, office)
    name, _, value = rest.partition(".")
    wanted = form.field(name)
    if act == EDIT and wanted:
        return await _go_on(form, body, request, office, wanted)
    if act == CHOOSE and wanted and value in {choice.value for choice in wanted.choices(body, request, office)}:
        return await _fill(form, wanted, value, body, request, office)
    if act == SKIP and wanted and wanted.optional:
        return await _go_on(form, {**body, "values": {**body["values"], name: None}}, request, office)
    return await _go_on(form, body, request, office)


async def discard(route: str, request: Request, office: Office) -> None:
    """Throw the draft away."""
    await drop_draft(office.store, request.person, route)


async def continued(forms: Mapping[str, Form], request: Request, office: Office) -> list[Button]:
    """A button to the draft of one of these forms, if there is one."""
    route = next(iter(forms.values())).route
    draft = await draft_of(office.store, request.person, route)
    return [button(route, f"{RESUME}=", "form_resume")] if draft and draft.body.get("form") in forms else []


def form_buttons(form: Form, *names: str) -> list[Button]:
    """Under a preview: a button to fill in each of these fields again."""
    return [button(form.route, f"{EDIT}={name}", f"edit_{name}") for name in names]


def discard_button(route: str) -> Button:
    return button(route, f"{DISCARD}=", "form_discard")


def number_of(text: str) -> int:
    """The number of a button; a forged one is 0, which nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def require(request: Request, act: Act) -> None:
    """Look at the right before showing what only some may begin; it is read again in the transaction that acts. Raises NotAllowed."""
    if not may(request.member, act):
        raise NotAllowed(act=act)


async def _draft(forms: Mapping[str, Form], request: Request, office: Office) -> tuple[Form, Body]:
    route = next(iter(forms.values())).route
    draft = await draft_of(office.store, request.person, route)
    form = forms.get(draft.body.get("form", "")) if draft else None
    if draft is None or form is None:
        raise DraftGone()
    return form, draft.body


async def _fill(form: Form, asked: Field | None, text: str, body: Body, request: Request, office: Office) -> Reply:
    if asked is None:
        return await _go_on(form, body, request, office)
    try:
        values = asked.read(text, body, request, office)
    except Refusal as refusal:
        return await _go_on(form, body, request, office, asked, in_a_sentence(refusal, request.language))
    return await _go_on(form, {**body, "values": {**body["values"], **values}}, request, office)


async def _go_on(
    form: Form, body: Body, request: Request, office: Office, asked: Field | None = None, wrong: Markup | None = None
) -> Reply:
    """Keep the draft and ask what is open, else show the preview."""
    asked = asked or form.next(body)
    await keep_draft(office.store, request.person, form.route, body, request.now, awaits=asked.name if asked else None)
    if asked is None:
        return await form.preview(body, request, office)
    choices = [
        button(form.route, f"{CHOOSE}={asked.name}.{each.value}", each.label, **each.words) for each in asked.choices(body, request, office)
    ]
    skip = [button(form.route, f"{SKIP}={asked.name}", "form_skip")] if asked.optional else []
    back = [button(form.route, f"{RESUME}=", "form_back")] if form.next(body) is None else []
    question = reply(
        f"staff/{form.view}", *in_rows(choices), skip, [*back, discard_button(form.route)], **body, field=asked.name, wrong=wrong
    )
    return replace(question, values={**question.values, "office_home": office.board.home})
