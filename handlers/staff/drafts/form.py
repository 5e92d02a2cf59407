"""A draft that is filled in field by field, typed or tapped; what cannot be read is asked again, and the rest is kept."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec
from markupsafe import Markup
from msgspec import UNSET, UnsetType

from ektp_core.audit import Changed
from ektp_core.office import Office
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.fields import WrongValue
from ektp_core.reading.words.signs import one_line
from ektp_core.refusal import Refusal
from ektp_core.store.drafts import DraftGone, Drafts, Mark, mark_of
from handlers.acts import Acts
from handlers.refusals import in_a_sentence
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.under_preview import UNDER_PREVIEW, NotForDraft

D = TypeVar("D", bound=msgspec.Struct)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to tap instead of typing it."""

    value: str
    label: str
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a tapped choice answers, and with which value."""

    field: str
    value: str


Read = Callable[[str, D, Request, Office], D]
Offer = Callable[[D, Request, Office], Sequence[Choice]]


def _nothing(draft: msgspec.Struct, request: Request, office: Office) -> Sequence[Choice]:
    return ()


@dataclass(frozen=True, slots=True)
class Field(Generic[D]):
    """One thing to fill in: an attribute of the draft, UNSET until it is; None of an optional one was left empty.

    `read` answers the draft as a text changes it, or raises a Refusal; `choices` are offered as buttons. `is_exact` reads days and numbers
    only, so that it can be told from a question.
    """

    name: str
    read: Read[D]
    choices: Offer[D] = _nothing
    optional: bool = False
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Form(Generic[D]):
    """How one kind of draft is filled in: fields in the order of asking, the view that asks them, and the preview once all are known."""

    draft: type[D]
    view: str
    fields: Sequence[Field[D]]
    preview: Callable[[D, Request, Office], Awaitable[Reply]]

    def field(self, name: str | None) -> Field[D] | None:
        """The field of this name."""
        return next((each for each in self.fields if each.name == name), None)

    def next(self, draft: D) -> Field[D] | None:
        """The first field that is not filled in."""
        return next((each for each in self.fields if getattr(draft, each.name) is UNSET), None)


def filled(value: V | UnsetType) -> V:
    """What was filled in. Raises WrongValue while it is not."""
    if isinstance(value, UnsetType):
        raise WrongValue("unfinished")
    return value


def _reads(asked: Field[D], draft: D, request: Request, office: Office) -> bool:
    try:
        asked.read(request.argument, draft, request, office)
    except Refusal:
        return False
    return True


def _is_birth(request: Request) -> bool:
    try:
        read_birth(request.argument, request.today)
    except Refusal:
        return False
    return True


class Forms(Generic[V]):
    """The forms of one tool, and their buttons. What discarding leads to is the tool's own."""

    def __init__(self, acts: Acts, drafts: Drafts[V]) -> None:
        self.edit = acts.act("edit", str)
        self.choose = acts.act("choose", Chosen)
        self.skip = acts.act("skip", str)
        self.resume = acts.act("resume")
        self.discard = acts.act("discard", Mark)
        self._drafts = drafts
        self._forms: dict[type, Form[Any]] = {}
        self.edit.does(self._edited)
        self.choose.does(self._chosen)
        self.skip.does(self._skipped)
        self.resume.does(self._resumed)

    def add(self, form: Form[D]) -> Form[D]:
        """Let a form fill in its drafts."""
        self._forms[form.draft] = form
        return form

    async def begin(self, draft: V, request: Request, office: Office, wrong: Markup | None = None) -> Reply:
        """Keep a draft in place of an earlier one, and ask the first field that is open; `wrong` is said above."""
        return await self._go_on(self._form_of(draft), draft, request, office, wrong=wrong)

    async def answered(self, request: Request, office: Office) -> Reply:
        """A text that answers the awaited field, or that comes under the preview. Raises DraftGone, DraftOld, NotForDraft."""
        form, draft = await self._begun(request, office)
        if request.awaited == UNDER_PREVIEW:
            return await self._under_preview(form, draft, request, office)
        return await self._fill(form, form.field(request.awaited), request.argument, draft, request, office)

    async def continued(self, request: Request, office: Office) -> list[Button]:
        """A button to the draft that somebody has begun, if there is one."""
        draft = await self._drafts.find(office.store, request.person)
        return [self.resume.button("form_resume")] if type(draft) in self._forms else []

    def edit_buttons(self, *names: str) -> list[Button]:
        """Under a preview: a button to fill in each of these fields again."""
        return [self.edit.button(f"edit_{name}", name) for name in names]

    def discard_button(self, shown: V) -> Button:
        """Under a question or a preview: throws away the draft that it shows."""
        return self.discard.button("form_discard", mark_of(shown))

    async def _under_preview(self, form: Form[D], draft: D, request: Request, office: Office) -> Reply:
        """What only one field reads changes it, as its button would; several, or a birth that may be asked about, are asked back."""
        fitting = [each for each in form.fields if each.is_exact and _reads(each, draft, request, office)]
        if not fitting:
            raise NotForDraft
        is_birth = _is_birth(request)
        if len(fitting) == 1 and not is_birth:
            return await self._fill(form, fitting[0], request.argument, draft, request, office)
        ask = [button("eligibility", request.argument, "not_for_draft")] if is_birth else []
        edits = in_rows(self.edit_buttons(*(each.name for each in fitting)))
        return reply("staff/for_the_draft", *edits, [self.resume.button("form_back")], ask, words=one_line(request.argument))

    async def _edited(self, name: str, request: Request, office: Office) -> Reply:
        form, draft = await self._begun(request, office)
        return await self._go_on(form, draft, request, office, form.field(name))

    async def _chosen(self, chosen: Chosen, request: Request, office: Office) -> Reply:
        """A choice that is no longer offered leaves the draft as it is."""
        form, draft = await self._begun(request, office)
        asked = form.field(chosen.field)
        if asked is None or chosen.value not in {choice.value for choice in asked.choices(draft, request, office)}:
            return await self._go_on(form, draft, request, office)
        return await self._fill(form, asked, chosen.value, draft, request, office)

    async def _skipped(self, name: str, request: Request, office: Office) -> Reply:
        form, draft = await self._begun(request, office)
        asked = form.field(name)
        if asked and asked.optional:
            draft = msgspec.structs.replace(draft, **{name: None})
        return await self._go_on(form, draft, request, office)

    async def _resumed(self, _: None, request: Request, office: Office) -> Reply:
        form, draft = await self._begun(request, office)
        return await self._go_on(form, draft, request, office)

    def _form_of(self, draft: object) -> Form[Any]:
        form = self._forms.get(type(draft))
        if form is None:
            raise DraftGone()
        return form

    async def _begun(self, request: Request, office: Office) -> tuple[Form[Any], Any]:
        draft = await self._drafts.one(office.store, request.person)
        return self._form_of(draft), draft

    async def _fill(self, form: Form[D], asked: Field[D] | None, text: str, draft: D, request: Request, office: Office) -> Reply:
        if asked is None:
            return await self._go_on(form, draft, request, office)
        try:
            changed = asked.read(text, draft, request, office)
        except Refusal as refusal:
            return await self._go_on(form, draft, request, office, asked, in_a_sentence(refusal, request.language))
        return await self._go_on(form, changed, request, office)

    async def _go_on(
        self, form: Form[Any], draft: Any, request: Request, office: Office, asked: Field[Any] | None = None, wrong: Markup | None = None
    ) -> Reply:
        """Keep the draft and ask what is open, else show the preview."""
        asked = asked or form.next(draft)
        await self._drafts.keep(office.store, request.person, draft, request.now, awaits=asked.name if asked else None)
        if asked is None:
            return await self._preview(form, draft, request, office)
        offered = asked.choices(draft, request, office)
        choices = [self.choose.button(each.label, Chosen(asked.name, each.value), **each.words) for each in offered]
        skip = [self.skip.button("form_skip", asked.name)] if asked.optional else []
        back = [self.resume.button("form_back")] if form.next(draft) is None else []
        rows = *in_rows(choices), skip, [*back, self.discard_button(draft)]
        return reply(f"staff/{form.view}", *rows, draft=draft, field=asked.name, wrong=wrong)

    async def _preview(self, form: Form[Any], draft: Any, request: Request, office: Office) -> Reply:
        """The preview; a draft that rests on what is there no more is dropped, for nothing can come of it. Raises Changed."""
        try:
            return await form.preview(draft, request, office)
        except Changed:
            await self._drafts.drop(office.store, request.person)
            raise
