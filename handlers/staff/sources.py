"""Since when something holds, and who says so: asked alike wherever staff change what citizens are told."""

from typing import Any, TypeVar

import msgspec

from ektp_core.figures.line import read_as_of
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.fields import WrongValue, read_words
from ektp_core.refusal import Refusal
from handlers.request import Request
from handlers.staff.drafts.form import Choice, Field

D = TypeVar("D", bound=msgspec.Struct)

TODAY_WORD, OWN_SOURCE = "today", "office"
LONGEST_SOURCE = 150


def read_date(text: str, draft: D, request: Request, office: Office) -> D:
    """Since when it holds, as precise as it is known: "2018", "Februari 2018", "14-02-2018"."""
    today = request.today
    try:
        as_of = AsOf(today.year, today.month, today.day) if text == TODAY_WORD else read_as_of(text, today)
    except Refusal:
        raise WrongValue("as_of") from None
    return msgspec.structs.replace(draft, as_of=as_of)


def holds_from_today(draft: D, request: Request, office: Office) -> D:
    """It holds from today on, unless another day is said."""
    return read_date(TODAY_WORD, draft, request, office)


def date_choices(draft: msgspec.Struct, request: Request, office: Office) -> list[Choice]:
    """Today, to tap."""
    return [Choice(TODAY_WORD, "as_of_today")]


def read_source(text: str, draft: D, request: Request, office: Office) -> D:
    """Where it was published; or the office itself."""
    is_own = text == OWN_SOURCE and source_choices(draft, request, office)
    return msgspec.structs.replace(draft, source=office.board.office_name if is_own else read_words(text, "source", LONGEST_SOURCE))


def own_source(draft: D, request: Request, office: Office) -> D:
    """The office itself says so, unless another source is named; an office without a name is asked."""
    return read_source(OWN_SOURCE, draft, request, office) if source_choices(draft, request, office) else draft


def source_choices(draft: msgspec.Struct, request: Request, office: Office) -> list[Choice]:
    """The office itself, to tap, once it has a name."""
    return [Choice(OWN_SOURCE, "source_office")] if office.board.profile.fact("short_name").text else []


AS_OF: Field[Any] = Field("as_of", read_date, date_choices, is_exact=True, default=holds_from_today)
SOURCE: Field[Any] = Field("source", read_source, source_choices, is_words=True, default=own_source)
"""Not asked: today and the office itself stand in the preview, with a button to say otherwise."""
