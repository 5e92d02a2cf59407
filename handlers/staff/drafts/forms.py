"""The forms of a tool at work: each text or tap keeps the draft, and asks what is open or shows the preview."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Generic, TypeVar

import msgspec
from markupsafe import Markup
from msgspec import UNSET

from ektp_core.audit import Changed
from ektp_core.office import Office
from ektp_core.reading.corrections import Correction, read_correction
from ektp_core.reading.masking import mask_numbers
from ektp_core.reading.words.signs import one_line
from ektp_core.refusal import Refusal
from ektp_core.store.drafts import DraftGone, DraftKey, Drafts, Mark, mark_of
from handlers.acts import Acts
from handlers.refusals import in_a_sentence
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.fitting import is_birth, names_another, read_exactly, read_in_words, read_into
from handlers.staff.drafts.form import Chosen, Field, FieldOf, Form
from handlers.staff.drafts.tools import Fit
from handlers.staff.drafts.under_preview import CORRECTED, UNDER_PREVIEW, NotForDraft, WordsGone

D = TypeVar("D", bound=msgspec.Struct)
V = TypeVar("V")


class Forms(Generic[V]):
    """The forms of one tool, and their buttons, each of which names its draft. What discarding leads to is the tool's own."""

    def __init__(self, acts: Acts, drafts: Drafts[V]) -> None:
        self.edit = acts.act("edit", FieldOf)
        self.choose = acts.act("choose", Chosen)
        self.skip = acts.act("skip", FieldOf)
        self.fill = acts.act("fill", FieldOf)
        self.resume = acts.act("resume", DraftKey)
        self.discard = acts.act("discard", Mark)
        self._drafts = drafts
        self._forms: dict[type, Form[Any]] = {}
        self.edit.does(self._edited)
        self.choose.does(self._chosen)
        self.skip.does(self._skipped)
        self.fill.does(self._filled)
        self.resume.does(self._resumed)

    def add(self, form: Form[D]) -> Form[D]:
        """Let a form fill in its drafts."""
        self._forms[form.draft] = form
        return form

    async def begin(self, draft: V, request: Request, office: Office, wrong: Markup | None = None) -> Reply:
        """Keep a draft in place of an earlier one about the same thing, and ask the first field that is open; `wrong` is said above."""
        return await self._go_on(self._form_of(draft), draft, request, office, wrong=wrong)

    async def begin_or_go_on(self, draft: V, request: Request, office: Office) -> Reply:
        """`begin`; but what was typed before about the same thing, in the version on the screen, is gone on with."""
        kept = [
            each for each in await self._drafts.every(office.store, request.person) if self._drafts.key(each) == self._drafts.key(draft)
        ]
        is_same = bool(kept) and type(kept[0]) is type(draft) and getattr(kept[0], "seen", None) == getattr(draft, "seen", None)
        return await self.begin(kept[0] if is_same else draft, request, office)

    async def answered(self, request: Request, office: Office) -> Reply:
        """A text that answers the awaited field, or that corrects or changes the draft. Raises DraftGone, DraftOld, NotForDraft."""
        draft = await self._drafts.one(office.store, request.person)
        form = self._form_of(draft)
        match request.awaited:
            case str(way) if way == UNDER_PREVIEW:
                return await self._under_preview(form, draft, request, office)
            case str(way) if way == CORRECTED:
                return await self._corrected(form, draft, request, office)
        return await self._fill(form, form.field(request.awaited), request.argument, draft, request, office)

    def fit(self, text: str, draft: Any, awaits: str | None, request: Request, office: Office) -> Fit:
        """How a text fits a draft. A name that is in no list is told so, and asks nothing."""
        form = self._form_of(draft)
        asked = form.field(awaits)
        if asked is None:
            return Fit.READS if read_exactly(form, text, draft, request, office) else Fit.MISREADS
        if not asked.is_words and form.school and names_another(text, form.school(draft), request, office):
            return Fit.OTHER_PLACE
        if asked.is_exact and form.line and read_into(form.line, text, draft, request, office) is not None:
            return Fit.READS
        if read_into(asked.read, text, draft, request, office) is not None:
            return Fit.WORDS if asked.is_words else Fit.READS
        return Fit.MISREADS if asked.is_exact or asked.is_words else Fit.WORDS

    async def show(self, draft: Any, request: Request, office: Office) -> Reply:
        """Go on with a draft: what is open, or its preview."""
        return await self._go_on(self._form_of(draft), draft, request, office)

    def edit_buttons(self, shown: V, *names: str) -> list[Button]:
        """Under a preview: a button to fill in each of these fields again."""
        return [self.edit.button(f"edit_{name}", FieldOf(self._drafts.key(shown), name)) for name in names]

    def discard_button(self, shown: V) -> Button:
        """Under a question or a preview: throws away the draft that it shows."""
        return self.discard.button("form_discard", mark_of(shown))

    async def _under_preview(self, form: Form[D], draft: D, request: Request, office: Office) -> Reply:
        """What only one field reads changes it, as its button would; several, or a birth that may be asked about, are asked back."""
        fitting = read_exactly(form, request.argument, draft, request, office)
        if not fitting:
            raise NotForDraft
        return await self._changed_or_asked(form, draft, fitting, request, office, may_be_birth=is_birth(request))

    async def _corrected(self, form: Form[D], draft: D, request: Request, office: Office) -> Reply:
        """What is said to be right goes where it fits: a day or number, or the field that holds what was wrong; else it is asked where."""
        said = read_correction(request.argument) or Correction(request.argument)
        fitting = read_exactly(form, said.right, draft, request, office)
        if len(fitting) != 1:
            fitting = read_in_words(form, said, draft, request, office) or fitting
        return await self._changed_or_asked(form, draft, fitting, request, office)

    async def _changed_or_asked(
        self, form: Form[Any], draft: Any, fitting: Mapping[str, Any], request: Request, office: Office, *, may_be_birth: bool = False
    ) -> Reply:
        """The only way to change the draft is taken; of several one is chosen, and the words are those of the message that was sent."""
        if len(fitting) == 1 and not may_be_birth:
            return await self._go_on(form, next(iter(fitting.values())), request, office)
        key = self._drafts.key(draft)
        fields = [each for each in form.fields if getattr(draft, each.name) is not UNSET and not each.is_given(request)]
        fills = [self.fill.button(f"edit_{each.name}", FieldOf(key, each.name)) for each in fields if each.name in fitting or not fitting]
        ask = [button("eligibility", request.argument, "not_for_draft")] if may_be_birth else []
        back = [self.resume.button("form_back", key)]
        asked = reply("staff/for_the_draft", *in_rows(fills), back, ask, words=one_line(mask_numbers(request.argument).text))
        return replace(asked, quotes=True)

    async def _filled(self, wanted: FieldOf, request: Request, office: Office) -> Reply:
        """The words of the message that was replied to are for this field. Raises WordsGone."""
        form, draft = await self._begun(wanted.draft, request, office)
        said = read_correction(request.quoted) or Correction(request.quoted)
        if not said.right.strip():
            raise WordsGone()
        return await self._fill(form, form.field(wanted.field), said.right, draft, request, office)

    async def _edited(self, wanted: FieldOf, request: Request, office: Office) -> Reply:
        form, draft = await self._begun(wanted.draft, request, office)
        return await self._go_on(form, draft, request, office, form.field(wanted.field))

    async def _chosen(self, chosen: Chosen, request: Request, office: Office) -> Reply:
        """A choice that is no longer offered leaves the draft as it is."""
        form, draft = await self._begun(chosen.draft, request, office)
        asked = form.field(chosen.field)
        if asked is None or chosen.value not in {choice.value for choice in asked.choices(draft, request, office)}:
            return await self._go_on(form, draft, request, office)
        return await self._fill(form, asked, chosen.value, draft, request, office)

    async def _skipped(self, wanted: FieldOf, request: Request, office: Office) -> Reply:
        form, draft = await self._begun(wanted.draft, request, office)
        asked = form.field(wanted.field)
        if asked and asked.optional:
            draft = msgspec.structs.replace(draft, **{asked.name: None})
        return await self._go_on(form, draft, request, office)

    async def _resumed(self, key: DraftKey, request: Request, office: Office) -> Reply:
        form, draft = await self._begun(key, request, office)
        return await self._go_on(form, draft, request, office)

    def _form_of(self, draft: object) -> Form[Any]:
        form = self._forms.get(type(draft))
        if form is None:
            raise DraftGone()
        return form

    async def _begun(self, key: DraftKey, request: Request, office: Office) -> tuple[Form[Any], Any]:
        draft = await self._drafts.keyed(office.store, request.person, key)
        return self._form_of(draft), draft

    async def _fill(self, form: Form[D], asked: Field[D] | None, text: str, draft: D, request: Request, office: Office) -> Reply:
        """A line that names its fields fills in those, whichever was asked for."""
        line = read_into(form.line, text, draft, request, office) if form.line and asked and asked.is_exact else None
        if asked is None or line is not None:
            return await self._go_on(form, draft if line is None else line, request, office)
        try:
            changed = asked.read(text, draft, request, office)
        except Refusal as refusal:
            return await self._go_on(form, draft, request, office, asked, in_a_sentence(refusal, request.language))
        return await self._go_on(form, changed, request, office)

    async def _go_on(
        self, form: Form[Any], draft: Any, request: Request, office: Office, asked: Field[Any] | None = None, wrong: Markup | None = None
    ) -> Reply:
        """Keep the draft and ask what is open, else show the preview."""
        draft = form.with_defaults(draft, request, office)
        asked = asked or form.next(draft)
        await self._drafts.keep(office.store, request.person, draft, request.now, awaits=asked.name if asked else None)
        if asked is None:
            return await self._preview(form, draft, request, office)
        key = self._drafts.key(draft)
        offered = asked.choices(draft, request, office)
        choices = [self.choose.button(each.label, Chosen(key, asked.name, each.value), **each.words) for each in offered]
        skip = [self.skip.button("form_skip", FieldOf(key, asked.name))] if asked.optional else []
        back = [self.resume.button("form_back", key)] if form.next(draft) is None else []
        rows = *in_rows(choices), skip, [*back, self.discard_button(draft)]
        return reply(f"staff/{form.view}", *rows, draft=draft, field=asked.name, wrong=wrong)

    async def _preview(self, form: Form[Any], draft: Any, request: Request, office: Office) -> Reply:
        """The preview; a draft that rests on what is there no more is dropped, for nothing can come of it. Raises Changed."""
        try:
            return await form.preview(draft, request, office)
        except Changed:
            await self._drafts.drop(office.store, request.person, draft)
            raise
