"""/kantor, the requirement texts: title, lines and note in both languages."""

from dataclasses import replace
from typing import Any

import msgspec

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.profile import Requirement
from ektp_core.requirements import Part, read_english, read_part, with_part
from ektp_core.store import facts as store
from ektp_core.store.drafts import mark_of
from ektp_core.store.history import OldVersion, old_versions
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff import citizens_view
from handlers.staff.drafts.form import Field, Form, filled
from handlers.staff.office.acts import APPLY, CHANGE_TEXT, OPEN_TEXT, PUT_BACK, ROUTE, TEXTS, PartOfText
from handlers.staff.office.drafts import FORMS, ChangeText, PutBackText, TextDraft
from handlers.staff.sources import AS_OF, SOURCE


@TEXTS.does
async def _texts(_: None, request: Request, office: Office) -> Reply:
    texts = office.board.profile.texts.values()
    rows = in_rows([OPEN_TEXT.button("text", text.topic, text=text.title) for text in texts], 1)
    return reply("staff/office/texts", *rows, [button(ROUTE, label="back")])


@OPEN_TEXT.does
async def _open(topic: str, request: Request, office: Office) -> Reply:
    return await text_card(topic, request, office)


async def text_card(topic: str, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    """One text as citizens see it now, and what may be put back. Raises Changed for a text that is gone."""
    text = _text(topic, office)
    versions = await old_versions(office.store, Thing.REQUIREMENT, topic)
    return reply(
        "staff/office/text",
        *in_rows([CHANGE_TEXT.button(f"edit_{part}", PartOfText(part, topic)) for part in Part]),
        *in_rows([PUT_BACK.button("old_version", each.id, day=each.replaced_at.date()) for each in versions], 1),
        [TEXTS.button("back")],
        citizens=await citizens_view.requirement_seen(text, request, office),
        changed_by=changed_by,
    )


def _text(topic: str, office: Office) -> Requirement:
    text = office.board.profile.texts.get(topic)
    if text is None:
        raise Changed(Subject(Thing.REQUIREMENT, topic))
    return text


@CHANGE_TEXT.does
async def _change(wanted: PartOfText, request: Request, office: Office) -> Reply:
    text = _text(wanted.topic, office)
    return await FORMS.begin_or_go_on(ChangeText(wanted.part, text, store.requirement_mark(text)), request, office)


async def put_back_text(old: OldVersion, request: Request, office: Office) -> Reply:
    """An old text as a new draft."""
    now = _text(old.key, office)
    before = store.requirement_of(old.body, now)
    return await FORMS.begin(PutBackText(before, store.requirement_mark(now), before.as_of, before.source), request, office)


def new_text(draft: TextDraft) -> Requirement:
    """The text of a draft. Raises WrongValue while a field is open."""
    text = replace(draft.before, as_of=filled(draft.as_of), source=filled(draft.source))
    return with_part(text, draft.part, filled(draft.words), filled(draft.english)) if isinstance(draft, ChangeText) else text


def _read_words(text: str, draft: ChangeText, request: Request, office: Office) -> ChangeText:
    return msgspec.structs.replace(draft, words=read_part(draft.part, text))


def _read_english(text: str, draft: ChangeText, request: Request, office: Office) -> ChangeText:
    return msgspec.structs.replace(draft, english=read_english(draft.part, text, filled(draft.words)))


async def _preview(draft: TextDraft, request: Request, office: Office) -> Reply:
    form: Form[Any] = CHANGED if isinstance(draft, ChangeText) else BROUGHT_BACK
    rows = [APPLY.button("office_apply", mark_of(draft))], *in_rows(FORMS.edit_buttons(draft, *(each.name for each in form.fields)))
    citizens = await citizens_view.requirement_seen(new_text(draft), request, office)
    return reply("staff/office/text_preview", *rows, [FORMS.discard_button(draft)], citizens=citizens)


CHANGED = FORMS.add(
    Form(
        ChangeText,
        "office/text_ask",
        (
            Field("words", _read_words, is_words=True),
            Field("english", _read_english, optional=True, is_words=True),
            AS_OF,
            SOURCE,
        ),
        _preview,
    )
)
BROUGHT_BACK: Form[PutBackText] = Form(
    PutBackText,
    "office/text_ask",
    (AS_OF, SOURCE),
    _preview,
)
FORMS.add(BROUGHT_BACK)
