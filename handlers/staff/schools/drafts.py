"""What of the register of schools has been begun and not saved."""

import msgspec
from msgspec import UNSET, UnsetType

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


class AddSheet(msgspec.Struct, frozen=True, tag=True):
    """The new schools of a sheet; none while it is waited for."""

    schools: tuple[SchoolLine, ...] = ()


def _about(draft: EditSchool | AddSheet) -> str:
    if isinstance(draft, AddSheet):
        return "sheet"
    return draft.seen.npsn if draft.seen else f"new {draft.begun}"


DRAFTS: Drafts[EditSchool | AddSheet] = Drafts(ROUTE, EditSchool, AddSheet, about=_about)
FORMS = Forms(ACTS, DRAFTS)
