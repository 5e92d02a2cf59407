"""/kantor: the office's facts and texts, each changed with date and source and previewed as citizens will see it; the old one is kept."""

from dataclasses import replace

from ektp_core import topics
from ektp_core.audit import Change, Changed, Subject, Thing, change_of
from ektp_core.desk import FIRST_ASKED, unsaid
from ektp_core.facts import LAW, READERS
from ektp_core.office import Office
from ektp_core.profile import Fact, Requirement
from ektp_core.reading.words.text import Text
from ektp_core.requests.days import PUPILS_PER_KIT_DAY
from ektp_core.roles import Act
from ektp_core.store import facts as store
from ektp_core.store.drafts import Mark
from ektp_core.store.history import old_version_of
from ektp_core.understanding.staff.facts import fact_said
from ektp_core.understanding.staff.words import fact_of
from handlers.free_text.orders import order_of
from handlers.reply import DraftName, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out, drop_overtaken
from handlers.staff.drafts.going_on import continuing
from handlers.staff.drafts.tools import DraftTool, Fit, offer
from handlers.staff.office.acts import ACTS, ANSWERS, APPLY, OPEN, PUT_BACK, ROUTE, TEXTS
from handlers.staff.office.drafts import DRAFTS, FORMS, ChangeFact, ChangeText, PutBackText, TextDraft
from handlers.staff.office.facts import fact_card, fact_from_words, new_fact, put_back_fact
from handlers.staff.office.texts import new_text, put_back_text, text_card
from handlers.texts import fact_label

SHOWN = (*(key for key in READERS if key not in topics.ANSWERS), "obliged_age")
"""Facts that are read at a glance; the answers to topics have a screen of their own."""


async def office(request: Request, office: Office) -> Reply:
    """All facts; one of them; a change typed or tapped; an old version put back. Whoever comes second is told who was first."""
    try:
        if request.act:
            return await ACTS.answer(request, office)
        if request.awaited:
            return await FORMS.answered(request, office)
    except Changed as changed:
        await drop_overtaken(DRAFTS, changed, request, office)
        return await _as_it_stands(changed, request, office)
    return await (_from_words(request, office) if request.argument else _overview(request, office))


async def _from_words(request: Request, office: Office) -> Reply:
    """`/kantor jam buka 08.00-14.00`: the fact that the words name, with what they say of it; all of them where they name none."""
    fact = fact_of(Text(request.argument).tokens)
    if not fact:
        return await _overview(request, office)
    return await fact_from_words(fact, fact_said(fact, request.argument), request, office)


def _named(draft: ChangeFact | TextDraft, request: Request, office: Office) -> DraftName:
    if isinstance(draft, ChangeFact):
        return DraftName(fact_label(draft.key))
    return DraftName("draft_text", draft.before.title[request.language])


def _fit(text: str, draft: ChangeFact | TextDraft, awaits: str | None, request: Request, office: Office) -> Fit:
    """A sentence that says what another fact is to be is for that one."""
    order = order_of(replace(request, argument=text), office) if isinstance(draft, ChangeFact) else None
    if isinstance(draft, ChangeFact) and order and order.slots.text and order.slots.fact not in {"", draft.key}:
        return Fit.OTHER_PLACE
    return FORMS.fit(text, draft, awaits, request, office)


offer(DraftTool(DRAFTS, _named, _fit, FORMS.show))


async def _as_it_stands(changed: Changed, request: Request, office: Office) -> Reply:
    """What was changed meanwhile, as it is now; the refusal alone when it is gone."""
    key, by = str(changed.subject.thing), changed.by or ""
    if changed.subject.kind == Thing.FACT:
        return await fact_card(key, office, changed_by=by)
    if changed.subject.kind == Thing.REQUIREMENT and key in office.board.profile.texts:
        return await text_card(key, request, office, changed_by=by)
    raise changed


async def _overview(request: Request, office: Office) -> Reply:
    profile = office.board.profile
    facts = [profile.fact(key) for key in SHOWN]
    return reply(
        "staff/office/overview",
        *await continuing(request, office, ROUTE),
        *in_rows([OPEN.button(f"fact_{fact.key}", fact.key) for fact in facts if fact.key not in LAW]),
        [ANSWERS.button("office_answers"), TEXTS.button("office_texts")],
        [button("staff")],
        facts=facts,
        standard=PUPILS_PER_KIT_DAY,
    )


@FORMS.discard.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return await _overview(request, office)


@PUT_BACK.does
async def _put_back(number: int, request: Request, office: Office) -> Reply:
    """An old version as a new draft: previewed and confirmed like any change."""
    old = await old_version_of(office.store, number, frozenset({Thing.FACT, Thing.REQUIREMENT}))
    return await (put_back_text if old.kind is Thing.REQUIREMENT else put_back_fact)(old, request, office)


def _fact_change(before: Fact, after: Fact) -> Change:
    was, became = store.fact_body(before), store.fact_body(after)
    kept = {"text": "text_id", "english": "text_en", "as_of": "as_of", "source": "source"}
    return change_of("", *({name: body[column] for name, column in kept.items()} for body in (was, became)))


def _text_change(before: Requirement | None, after: Requirement) -> Change:
    was, became = (store.requirement_body(each) if each else {} for each in (before, after))
    kept = {"title": "title_id", "lines": "lines_id", "note": "note_id", "as_of": "as_of", "source": "source"}
    return change_of(after.title.id, *({name: body.get(column) for name, column in kept.items()} for body in (was, became)))


@APPLY.does
async def _apply(mark: Mark, request: Request, office: Office) -> Reply:
    """Put it in force, unless somebody else has changed it since it was shown."""
    draft = await DRAFTS.previewed(office.store, request.person, mark)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_OFFICE, request, office) as doing:
        match draft:
            case ChangeFact():
                fact = new_fact(draft)
                doing.changes = [_fact_change(office.board.profile.fact(fact.key), fact)]
                kept = await store.change_fact(doing.connection, fact, draft.seen, request.person, request.now)
                doing.subject, as_of, source = Subject(Thing.FACT, fact.key), fact.as_of, fact.source
            case ChangeText() | PutBackText():
                text = new_text(draft)
                doing.changes = [_text_change(office.board.profile.texts.get(text.topic), text)]
                kept = await store.change_requirement(doing.connection, text, draft.seen, request.person, request.now)
                doing.subject, as_of, source = Subject(Thing.REQUIREMENT, text.topic), text.as_of, text.source
        doing.details = {"as_of": as_of.iso() if as_of else None, "source": source}
    title = None if isinstance(draft, ChangeFact) else text.title
    left = unsaid(office.board.profile) if doing.subject.thing in FIRST_ASKED else None
    following = [OPEN.button(f"fact_{key}", key) for key in (left or ())[:1]]
    rows = following, [PUT_BACK.button("put_back", kept)], [button(ROUTE, label="back")]
    return reply("staff/office/done", *rows, key=doing.subject.thing, title=title, left=left)
