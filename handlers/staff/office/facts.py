"""/kantor, the facts: address, hours, rules; each with a date and a source."""

import msgspec
from msgspec import UNSET

from ektp_core import topics
from ektp_core.audit import Thing
from ektp_core.eligibility import LeapBirthday
from ektp_core.facts import BILINGUAL, LONGEST_FACT, READERS, FactInPart, FactIsLaw, in_place_of, read_fact
from ektp_core.office import Office
from ektp_core.profile import Fact, Localized
from ektp_core.reading.fields import read_words
from ektp_core.refusal import Refusal
from ektp_core.requests.days import PUPILS_PER_KIT_DAY, kits_for
from ektp_core.store import facts as store
from ektp_core.store.drafts import mark_of
from ektp_core.store.history import OldVersion, old_versions
from ektp_core.understanding.staff.facts import FactSaid
from handlers.refusals import in_a_sentence
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff import citizens_view
from handlers.staff.drafts.form import Choice, Field, Form, filled
from handlers.staff.office.acts import ANSWERS, APPLY, CHANGE, EMPTY, OPEN, PUT_BACK, ROUTE
from handlers.staff.office.drafts import FORMS, ChangeFact
from handlers.staff.sources import AS_OF, SOURCE
from handlers.texts import fact_label

SCHOOL_OF_EXAMPLE = 120
"""Pupils, to show what "pupils per kit and day" means."""

CAN_BE_UNKNOWN = frozenset(READERS) - {"minimum_age", "leap_birthday", "pupils_per_kit_day"}
"""Facts that may be "belum diumumkan"; the others always have a value."""


@OPEN.does
async def _open(key: str, request: Request, office: Office) -> Reply:
    return await fact_card(key, office)


async def fact_card(key: str, office: Office, *, changed_by: str | None = None) -> Reply:
    """One fact, and what may be put back. Raises FactIsLaw."""
    fact = _fact(key, office)
    versions = await old_versions(office.store, Thing.FACT, key)
    empty = [EMPTY.button("fact_empty", key)] if fact.text and key in CAN_BE_UNKNOWN else []
    return reply(
        "staff/office/fact",
        [CHANGE.button("office_edit", key), *empty],
        *in_rows([PUT_BACK.button("old_version", each.id, day=each.replaced_at.date()) for each in versions], 1),
        [ANSWERS.button("back") if key in topics.ANSWERS else button(ROUTE, label="back")],
        fact=fact,
        versions=versions,
        changed_by=changed_by,
        standard=PUPILS_PER_KIT_DAY,
    )


def _fact(key: str, office: Office) -> Fact:
    if key not in READERS:
        raise FactIsLaw()
    return office.board.profile.fact(key)


@ANSWERS.does
async def _answers(_: None, request: Request, office: Office) -> Reply:
    """Every topic; those first of which a part is "belum diumumkan", as the law's that no office edits stand above."""
    profile = office.board.profile
    open_ones = topics.gaps(profile, request.today)
    keys = sorted(topics.ANSWERS, key=lambda key: key not in open_ones)
    rows = in_rows([OPEN.button(fact_label(key), key) for key in keys])
    waiting = [key for key in keys if key in open_ones]
    law = [profile.fact(key) for key in (topics.FREE_OF_CHARGE, topics.REPORTING)]
    return reply("staff/office/answers", *rows, [button(ROUTE, label="back")], waiting=waiting, law=[fact for fact in law if fact.text])


@CHANGE.does
async def _change(key: str, request: Request, office: Office) -> Reply:
    draft = ChangeFact(key, store.fact_mark(_fact(key, office)))
    return await FORMS.begin_or_go_on(draft if key in BILINGUAL else msgspec.structs.replace(draft, english=None), request, office)


async def fact_from_words(key: str, said: FactSaid, request: Request, office: Office) -> Reply:
    """A fact with what it is said to be, previewed; without a value, or with one that cannot be read, it is asked. Raises FactIsLaw."""
    fact = _fact(key, office)
    draft = ChangeFact(key, store.fact_mark(fact), english=UNSET if key in BILINGUAL else None)
    if not said.value:
        return await FORMS.begin_or_go_on(draft, request, office)
    try:
        if said.is_part and fact.text:
            raise FactInPart(stands=fact.text.id, said=said.value)
        draft = _read_text(said.value, draft, request, office)
        if not any(map(str.isalpha, str(draft.text))):  # digits read alike in every language
            draft = msgspec.structs.replace(draft, english=None)
    except Refusal as refusal:
        return await FORMS.begin(draft, request, office, in_a_sentence(refusal, request.language))
    return await FORMS.begin(draft, request, office)


@EMPTY.does
async def _empty(key: str, request: Request, office: Office) -> Reply:
    """Back to "belum diumumkan": nothing to date and no source."""
    fact = _fact(key, office)
    if key not in CAN_BE_UNKNOWN:
        return await fact_card(key, office)
    return await FORMS.begin(_draft_of(Fact(key, None), fact), request, office)


async def put_back_fact(old: OldVersion, request: Request, office: Office) -> Reply:
    """An old fact as a new draft."""
    return await FORMS.begin(_draft_of(store.fact_of(old.key, old.body), _fact(old.key, office)), request, office)


def _draft_of(wanted: Fact, now: Fact) -> ChangeFact:
    """What is to stand in place of what stands there now. English that repeats the Indonesian counts as none."""
    text, english = (wanted.text.id, wanted.text.en) if wanted.text else (None, None)
    return ChangeFact(now.key, store.fact_mark(now), text, english if english != text else None, wanted.as_of, wanted.source)


def new_fact(draft: ChangeFact) -> Fact:
    """The fact of a draft. Raises WrongValue while a field is open."""
    text, english, as_of, source = filled(draft.text), filled(draft.english), filled(draft.as_of), filled(draft.source)
    return Fact(draft.key, Localized(text, english or text), as_of, source) if text is not None else Fact(draft.key, None)


def _read_text(text: str, draft: ChangeFact, request: Request, office: Office) -> ChangeFact:
    """What takes the place of what stands there; hours of some days only the place of these. Raises FactInPart, WrongValue."""
    now = _fact(draft.key, office).text
    return msgspec.structs.replace(draft, text=in_place_of(draft.key, now.id if now else "", read_fact(draft.key, text, request.today)))


def _read_english(text: str, draft: ChangeFact, request: Request, office: Office) -> ChangeFact:
    return msgspec.structs.replace(draft, english=read_words(text, "english", LONGEST_FACT))


def _text_choices(draft: ChangeFact, request: Request, office: Office) -> list[Choice]:
    return [Choice(value.value, f"leap_{value}") for value in LeapBirthday] if draft.key == "leap_birthday" else []


async def _preview(draft: ChangeFact, request: Request, office: Office) -> Reply:
    """The value as it is kept, and the citizens' answer with it."""
    new = new_fact(draft)
    citizens = await citizens_view.fact_seen(new, request, office)
    names = [each.name for each in FACT.fields if getattr(draft, each.name) is not None]
    return reply(
        "staff/office/preview",
        [APPLY.button("office_apply", mark_of(draft))],
        *in_rows(FORMS.edit_buttons(draft, *names)),
        [FORMS.discard_button(draft)],
        fact=new,
        old=_fact(draft.key, office),
        citizens=citizens,
        kit_days=kits_for(SCHOOL_OF_EXAMPLE, 1, int(new.text.id)) if new.text and citizens is None else 0,
        standard=PUPILS_PER_KIT_DAY,
    )


FACT = FORMS.add(
    Form(
        ChangeFact,
        "office/ask",
        (
            Field("text", _read_text, _text_choices, is_words=True),
            Field("english", _read_english, optional=True, is_words=True),
            AS_OF,
            SOURCE,
        ),
        _preview,
    )
)
