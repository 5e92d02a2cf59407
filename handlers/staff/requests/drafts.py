"""What of visit requests has been begun and not sent or decided."""

from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from ektp_core.audit import Seen
from ektp_core.reading.calendar import Days
from ektp_core.store.drafts import Drafts
from handlers.staff.drafts.forms import Forms
from handlers.staff.requests.acts import ACTS, ROUTE


class AskVisit(msgspec.Struct, frozen=True, tag=True):
    """What a school is about to ask, by its NPSN; no wishes and no period for any day. `said` is a name that several schools bear, or none
    that is known, until one is chosen. `begun` is the message that began it.
    """

    school: str | UnsetType = UNSET
    pupils: int | UnsetType = UNSET
    days: int | UnsetType = UNSET
    wishes: tuple[date, ...] | UnsetType = UNSET
    contact: str | UnsetType = UNSET
    said: str = ""
    begun: int = 0
    within: Days | None = None


class OtherDays(msgspec.Struct, frozen=True, tag=True):
    """Days that a school is about to ask for instead of those that it was offered. `free` is what the office has free besides."""

    seen: Seen
    offered: tuple[date, ...]
    free: tuple[date, ...] = ()
    wishes: tuple[date, ...] | UnsetType = UNSET
    within: Days | None = None


class DecideDays(msgspec.Struct, frozen=True, tag=True):
    """Days that the office is about to set or to propose; without a number of kits it is worked out."""

    seen: Seen
    days: tuple[date, ...] | UnsetType = UNSET
    kits: int | None = None


class DeclineRequest(msgspec.Struct, frozen=True, tag=True):
    """A request that the office is about to decline."""

    seen: Seen
    reason: str | UnsetType = UNSET


RequestDraft = AskVisit | OtherDays | DecideDays | DeclineRequest
DRAFTS: Drafts[RequestDraft] = Drafts(
    ROUTE,
    AskVisit,
    OtherDays,
    DecideDays,
    DeclineRequest,
    about=lambda draft: f"new {draft.begun}" if isinstance(draft, AskVisit) else f"{draft.seen.id}",
)
FORMS = Forms(ACTS, DRAFTS)
