"""What of the office's data has been begun and is not in force."""

import msgspec
from msgspec import UNSET, UnsetType

from ektp_core.profile import Requirement
from ektp_core.reading.calendar import AsOf
from ektp_core.requirements import Part
from ektp_core.store.drafts import Drafts
from handlers.staff.drafts.forms import Forms
from handlers.staff.office.acts import ACTS, ROUTE


class ChangeFact(msgspec.Struct, frozen=True, tag=True):
    """A fact that is being typed; `seen` marks the one that was on the screen. All of it is None when nothing is announced any more."""

    key: str
    seen: str
    text: str | UnsetType | None = UNSET
    english: str | UnsetType | None = UNSET
    as_of: AsOf | UnsetType | None = UNSET
    source: str | UnsetType | None = UNSET


class ChangeText(msgspec.Struct, frozen=True, tag=True):
    """A requirement text of which one part is being typed; `seen` marks the one that was on the screen."""

    part: Part
    before: Requirement
    seen: str
    words: str | UnsetType = UNSET
    english: str | UnsetType | None = UNSET
    as_of: AsOf | UnsetType = UNSET
    source: str | UnsetType = UNSET


class PutBackText(msgspec.Struct, frozen=True, tag=True):
    """An old version of a requirement text, whole, in place of the one that `seen` marks."""

    before: Requirement
    seen: str
    as_of: AsOf | UnsetType = UNSET
    source: str | UnsetType = UNSET


TextDraft = ChangeText | PutBackText


def _about(draft: ChangeFact | TextDraft) -> str:
    """Each fact, and each part of a text, is changed by a draft of its own."""
    match draft:
        case ChangeFact():
            return draft.key
        case ChangeText():
            return f"{draft.before.topic}/{draft.part}"
        case PutBackText():
            return f"{draft.before.topic}/"


DRAFTS: Drafts[ChangeFact | TextDraft] = Drafts(ROUTE, ChangeFact, ChangeText, PutBackText, about=_about)
FORMS = Forms(ACTS, DRAFTS)
