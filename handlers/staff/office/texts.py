"""/kantor, the requirement texts: title, lines and note in both languages."""

from collections.abc import Mapping
from typing import Any

from ektp_core.audit import Changed
from ektp_core.office import Office
from ektp_core.profile import Localized, Requirement
from ektp_core.reading.calendar import AsOf
from ektp_core.requirements import PARTS, read_english, read_part
from ektp_core.store import facts as store
from ektp_core.store.history import OldVersion, digest, old_versions
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff import citizens_view
from handlers.staff import form as forms
from handlers.staff.form import Body, Field, Form, Tap
from handlers.staff.office.facts import ROUTE, date_choices, read_date, read_source, source_choices


async def _overview(_: str, request: Request, office: Office) -> Reply:
    topics = office.board.profile.texts.values()
    rows = in_rows([button(ROUTE, f"r={topic.topic}", "text", text=topic.title[request.language]) for topic in topics], 1)
    return reply("staff/office/texts", *rows, [button(ROUTE, label="back")])


async def text_shown(topic: str, request: Request, office: Office, changed_by: str | None = None) -> Reply:
    """One text as citizens see it now, and what may be put back."""
    shown = _topic(topic, office)
    versions = await old_versions(office.store, store.REQUIREMENT, topic)
    edits = [button(ROUTE, f"g={topic}.{part}", f"edit_{part}") for part in PARTS]
    rows = in_rows([button(ROUTE, f"v={each.id}", "old_version", day=each.replaced_at.date()) for each in versions], 1)
    citizens = await citizens_view.requirement_seen(shown, request, office)
    return reply("staff/office/text", *in_rows(edits), *rows, [button(ROUTE, "q=", "back")], citizens=citizens, changed_by=changed_by)


async def _shown(topic: str, request: Request, office: Office) -> Reply:
    return await text_shown(topic, request, office)


async def _begin(wanted: str, request: Request, office: Office) -> Reply:
    topic, _, part = wanted.partition(".")
    whole = store.requirement_body(_topic(topic, office))
    if part not in PARTS:
        return await text_shown(topic, request, office)
    return await forms.begin(TEXT, request, office, {}, topic=topic, part=part, whole=whole, seen=digest(whole))


async def put_back_text(old: OldVersion, request: Request, office: Office) -> Reply:
    """An old text as a new draft."""
    seen = digest(store.requirement_body(_topic(old.key, office)))
    values = {"words": None, "english": None, "as_of": old.body["as_of"], "source": old.body["source"]}
    return await forms.begin(TEXT, request, office, values, topic=old.key, part="", whole=dict(old.body), seen=seen)


def _topic(topic: str, office: Office) -> Requirement:
    found = office.board.profile.texts.get(topic)
    if found is None:
        raise Changed()
    return found


def _read_words(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    """New words ask for their English again."""
    return {"words": read_part(body["part"], text)}


def _read_english(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"english": read_english(body["part"], text, body["values"]["words"])}


async def _preview(body: Body, request: Request, office: Office) -> Reply:
    columns = new_text(body)
    lines = zip(columns["lines_id"].split("\n"), columns["lines_en"].split("\n"), strict=True)
    new = Requirement(
        body["topic"],
        _topic(body["topic"], office).words,
        Localized(columns["title_id"], columns["title_en"]),
        tuple(Localized(*line) for line in lines),
        Localized(columns["note_id"], columns["note_en"]),
        AsOf.parse(columns["as_of"]),
        columns["source"],
        _topic(body["topic"], office).kind,
    )
    citizens = await citizens_view.requirement_seen(new, request, office)
    names = ["words", "english"] if body["part"] else []
    rows = [button(ROUTE, "a=", "office_apply")], *in_rows(forms.form_buttons(TEXT, *names, "as_of", "source"))
    return reply("staff/office/text_preview", *rows, [forms.discard_button(ROUTE)], citizens=citizens)


TEXT = Form(
    "requirement",
    ROUTE,
    "office/text_ask",
    (
        Field("words", _read_words),
        Field("english", _read_english, optional=True),
        Field("as_of", read_date, date_choices),
        Field("source", read_source, source_choices),
    ),
    _preview,
)


def new_text(body: Body) -> dict[str, Any]:
    """The columns with the draft's changes. Without English, or with one of another length, the Indonesian stands in both languages."""
    values = body["values"]
    new = {**body["whole"], "as_of": values["as_of"], "source": values["source"]}
    if body["part"]:
        english = (
            values["english"] if values["english"] and values["english"].count("\n") == values["words"].count("\n") else values["words"]
        )
        new |= {f"{body['part']}_id": values["words"], f"{body['part']}_en": english}
    return new


ACTS: dict[str, Tap] = {"q": _overview, "r": _shown, "g": _begin}
