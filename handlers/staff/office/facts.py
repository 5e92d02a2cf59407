"""/kantor: the office's facts, each changed with date and source and previewed as citizens will see it; the old one is kept."""

from collections.abc import Mapping
from typing import Any

from ektp_core.audit import Changed, Subject
from ektp_core.eligibility import LeapBirthday
from ektp_core.facts import BILINGUAL, LAW, LONGEST_FACT, READERS, FactIsLaw, read_fact
from ektp_core.figures.line import read_as_of
from ektp_core.office import Office
from ektp_core.profile import Fact, Localized
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.fields import WrongValue, read_words
from ektp_core.refusal import Refusal
from ektp_core.requests.days import PUPILS_PER_KIT_DAY, kits_for
from ektp_core.roles import Act
from ektp_core.store import facts as store
from ektp_core.store.audit import who_changed
from ektp_core.store.drafts import drop_draft, take_draft
from ektp_core.store.history import OldVersion, digest, old_version_of, old_versions
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff import citizens_view
from handlers.staff import form as forms
from handlers.staff.form import Body, Choice, Field, Form, Tap

ROUTE = "office"
TODAY_WORD, OWN_SOURCE = "today", "office"
LONGEST_SOURCE = 150
SCHOOL_OF_EXAMPLE = 120
"""Pupils, to show what "pupils per kit and day" means."""

SHOWN = (*READERS, *sorted(LAW))


async def office(request: Request, office: Office) -> Reply:
    """All facts; one of them; a change typed or tapped; an old version put back."""
    from handlers.staff.office.texts import ACTS as TEXT_ACTS

    all_forms = _forms()
    if request.awaited:
        return await forms.answered(all_forms, request, office)
    act, separator, rest = request.argument.partition("=")
    if separator and act in {forms.EDIT, forms.CHOOSE, forms.SKIP, forms.RESUME}:
        return await forms.tapped(all_forms, act, rest, request, office)
    if separator and act == forms.DISCARD:
        await forms.discard(ROUTE, request, office)
    found = {**ACTS, **TEXT_ACTS}.get(act) if separator else None
    return await found(rest, request, office) if found else await _overview(request, office)


def _forms() -> dict[str, Form]:
    from handlers.staff.office.texts import TEXT

    return {FACT.name: FACT, TEXT.name: TEXT}


async def _overview(request: Request, office: Office) -> Reply:
    profile = office.board.profile
    facts = [profile.fact(key) for key in SHOWN]
    rows = in_rows([button(ROUTE, f"f={fact.key}", f"fact_{fact.key}") for fact in facts if fact.key not in LAW])
    waiting = await forms.continued(_forms(), request, office)
    return reply(
        "staff/office/overview",
        waiting,
        *rows,
        [button(ROUTE, "q=", "office_texts")],
        [button("staff")],
        facts=facts,
        standard=PUPILS_PER_KIT_DAY,
    )


async def _one(key: str, request: Request, office: Office, changed_by: str | None = None) -> Reply:
    """One fact, and what may be put back."""
    fact = _fact(key, office)
    versions = await old_versions(office.store, store.FACT, key)
    rows = in_rows([button(ROUTE, f"v={each.id}", "old_version", day=each.replaced_at.date()) for each in versions], 1)
    empty = [button(ROUTE, f"z={key}", "fact_empty")] if fact.text and key in CAN_BE_UNKNOWN else []
    edit = [button(ROUTE, f"b={key}", "office_edit"), *empty]
    return reply(
        "staff/office/fact",
        edit,
        *rows,
        [button(ROUTE, label="back")],
        fact=fact,
        versions=versions,
        changed_by=changed_by,
        standard=PUPILS_PER_KIT_DAY,
    )


CAN_BE_UNKNOWN = frozenset(READERS) - {"minimum_age", "leap_birthday", "pupils_per_kit_day"}
"""Facts that may be "belum diumumkan"; the others always have a value."""


def _fact(key: str, office: Office) -> Fact:
    if key not in READERS:
        raise FactIsLaw()
    return office.board.profile.fact(key)


async def _begin(key: str, request: Request, office: Office) -> Reply:
    fact = _fact(key, office)
    values: dict[str, Any] = {} if key in BILINGUAL else {"english": None}
    return await forms.begin(FACT, request, office, values, key=key, seen=digest(store.fact_body(fact)))


async def _begin_empty(key: str, request: Request, office: Office) -> Reply:
    """Back to "belum diumumkan": nothing to date and no source."""
    fact = _fact(key, office)
    if key not in CAN_BE_UNKNOWN:
        return await _one(key, request, office)
    values = dict.fromkeys(("text", "english", "as_of", "source"))
    return await forms.begin(FACT, request, office, values, key=key, seen=digest(store.fact_body(fact)))


async def _put_back(number: str, request: Request, office: Office) -> Reply:
    """An old version as a new draft: previewed and confirmed like any change."""
    from handlers.staff.office.texts import put_back_text

    old = await old_version_of(office.store, forms.number_of(number), frozenset({store.FACT, store.REQUIREMENT}))
    if old.kind == store.REQUIREMENT:
        return await put_back_text(old, request, office)
    return await _put_back_fact(old, request, office)


async def _put_back_fact(old: OldVersion, request: Request, office: Office) -> Reply:
    body = old.body
    values = {"text": body["text_id"], "english": body["text_en"], "as_of": body["as_of"], "source": body["source"]}
    return await forms.begin(FACT, request, office, values, key=old.key, seen=digest(store.fact_body(_fact(old.key, office))))


def _read_text(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"text": read_fact(body["key"], text, request.today)}


def _read_english(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"english": read_words(text, "english", LONGEST_FACT)}


def read_date(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    """Since when it holds, as precise as it is known: "2018", "Februari 2018", "14-02-2018"."""
    try:
        return {"as_of": request.today.isoformat() if text == TODAY_WORD else read_as_of(text, request.today).iso()}
    except Refusal:
        raise WrongValue("as_of") from None


def read_source(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    """Where it was published; or the office itself."""
    own = office.board.profile.fact("short_name").text
    return {"source": own.id if text == OWN_SOURCE and own else read_words(text, "source", LONGEST_SOURCE)}


def _text_choices(body: Body, request: Request, office: Office) -> list[Choice]:
    return [Choice(value.value, f"leap_{value}") for value in LeapBirthday] if body["key"] == "leap_birthday" else []


def date_choices(body: Body, request: Request, office: Office) -> list[Choice]:
    return [Choice(TODAY_WORD, "as_of_today")]


def source_choices(body: Body, request: Request, office: Office) -> list[Choice]:
    return [Choice(OWN_SOURCE, "source_office")] if office.board.profile.fact("short_name").text else []


async def _preview(body: Body, request: Request, office: Office) -> Reply:
    """The value as it is kept, and the citizens' answer with it."""
    new, old = _new_fact(body), _fact(body["key"], office)
    citizens = await citizens_view.fact_seen(new, request, office)
    names = [name for name in ("text", "english", "as_of", "source") if body["values"][name] is not None]
    rows = [button(ROUTE, "a=", "office_apply")], *in_rows(forms.form_buttons(FACT, *names)), [forms.discard_button(ROUTE)]
    kit_days = kits_for(SCHOOL_OF_EXAMPLE, 1, int(new.text.id)) if new.text and citizens is None else 0
    return reply("staff/office/preview", *rows, fact=new, old=old, citizens=citizens, kit_days=kit_days, standard=PUPILS_PER_KIT_DAY)


FACT = Form(
    "fact",
    ROUTE,
    "office/ask",
    (
        Field("text", _read_text, _text_choices),
        Field("english", _read_english, optional=True),
        Field("as_of", read_date, date_choices),
        Field("source", read_source, source_choices),
    ),
    _preview,
)


def _new_fact(body: Body) -> Fact:
    values = body["values"]
    if values["text"] is None:
        return Fact(body["key"], None)
    text = Localized(values["text"], values["english"] or values["text"])
    return Fact(body["key"], text, AsOf.parse(values["as_of"]), values["source"])


async def _apply(_: str, request: Request, office: Office) -> Reply:
    """Put it in force, unless somebody else has changed it since it was shown."""
    from handlers.staff.office.texts import TEXT, new_text, text_shown

    body: Body = {}
    try:
        async with office.acting(request, Act.CHANGE_OFFICE) as doing:
            body = (await take_draft(doing.connection, request.person, ROUTE)).body
            form = FACT if body["form"] == FACT.name else TEXT
            if form.next(body):
                raise WrongValue("unfinished")
            key, change = (body["key"], store.change_fact) if form is FACT else (body["topic"], store.change_requirement)
            new = store.fact_body(_new_fact(body)) if form is FACT else new_text(body)
            kept = await change(doing.connection, key, new, body["seen"], request.person, request.now)
            doing.subject = Subject(form.name, key)
            doing.details = {"as_of": new["as_of"], "source": new["source"]}
    except Changed:
        await drop_draft(office.store, request.person, ROUTE)
        name = await who_changed(office.store, Subject(body["form"], body.get("key") or body["topic"])) or ""
        return await (_one(body["key"], request, office, name) if "key" in body else text_shown(body["topic"], request, office, name))
    title = office.board.profile.texts[key].title if form is TEXT else None
    rows = [button(ROUTE, f"v={kept}", "put_back")], [button(ROUTE, label="back")]
    return reply("staff/office/done", *rows, key=key, title=title)


ACTS: dict[str, Tap] = {"f": _one, "b": _begin, "z": _begin_empty, "v": _put_back, "a": _apply}
