"""What of the register of schools has been begun and not saved."""

import msgspec
from msgspec import UNSET, UnsetType

from ektp_core.reading.calendar import AsOf
from ektp_core.schools.line import SchoolLine
from ektp_core.store.drafts import Drafts
from handlers.staff.drafts.forms import Forms
from handlers.staff.schools.acts import ACTS, ROUTE, SchoolSeen


class EditSchool(msgspec.Struct, frozen=True, tag=True):
    """A school that is being typed: a new one, which the message `begun` began, or one that was `seen`."""

    seen: SchoolSeen | None = None
    npsn: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    level: str | UnsetType = UNSET
    subdistrict: str | UnsetType = UNSET
    address: str | UnsetType | None = UNSET
    begun: int = 0


class CloseSchool(msgspec.Struct, frozen=True, tag=True):
    """A school that has closed: since when, and the NPSN of the one that took it over, as far as that is said."""

    seen: SchoolSeen
    since: AsOf | None = None
    successor: str | None = None


class ChangedLine(msgspec.Struct, frozen=True):
    """What a row says of a school of the register, which was in this version when it was compared."""

    line: SchoolLine
    version: int


class SchoolSheet(msgspec.Struct, frozen=True, tag=True):
    """What a sheet adds to the register and changes in it; nothing while it is waited for."""

    new: tuple[SchoolLine, ...] = ()
    changed: tuple[ChangedLine, ...] = ()


Draft = EditSchool | CloseSchool | SchoolSheet


def _about(draft: Draft) -> str:
    match draft:
        case SchoolSheet():
            return "sheet"
        case CloseSchool(seen=seen):
            return f"close {seen.npsn}"
        case EditSchool(seen=seen):
            return seen.npsn if seen else f"new {draft.begun}"


DRAFTS: Drafts[Draft] = Drafts(ROUTE, EditSchool, CloseSchool, SchoolSheet, about=_about)
FORMS = Forms(ACTS, DRAFTS)
