"""What staff have begun with visits and not confirmed."""

import msgspec

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store.drafts import DraftGone, DraftKey, Drafts
from ektp_core.visits.line import VisitLine
from ektp_core.visits.row import RoundRow
from ektp_core.visits.schedule import Recap
from ektp_core.visits.sheet import RecapRow, Skipped
from handlers.request import Request
from handlers.staff.visits.acts import VISITS

LINE, CATCH_UP, RECAP, SHEET = "line", "catch_up", "recap", "sheet"
"""What a draft awaits: part of a visit's line, where to go instead, what a visit came to, a file or lines."""


class AddVisit(msgspec.Struct, frozen=True, tag=True):
    """A visit that is being planned; `doubts` are the keys of what the preview said against it, `begun` is the message that began it."""

    line: VisitLine = VisitLine()
    doubts: tuple[str, ...] = ()
    begun: int = 0


class ChangeVisit(msgspec.Struct, frozen=True, tag=True):
    """Other days, hours, kits or pupils for the visit that was on the screen."""

    seen: Seen
    line: VisitLine = VisitLine()
    doubts: tuple[str, ...] = ()


class CancelVisit(msgspec.Struct, frozen=True, tag=True):
    """A visit that is being cancelled, where to go instead, and why, where that was said."""

    seen: Seen
    catch_up: str
    reason: str = ""


class CloseVisit(msgspec.Struct, frozen=True, tag=True):
    """A visit that took place; `is_tallied` while its recap is the tally's, `counted` what the tally was when it was previewed."""

    seen: Seen
    catch_up: str
    recap: Recap | None = None
    is_tallied: bool = False
    counted: Recap | None = None


class AwaitSheet(msgspec.Struct, frozen=True, tag=True):
    """The next file, or several lines, is a round or recaps."""


class PlanRound(msgspec.Struct, frozen=True, tag=True):
    """A round that is being planned; `doubts` is the fingerprint of what the preview said against its rows.

    `unused` and `skipped` are the columns and rows of its sheet that were not read.
    """

    rows: tuple[RoundRow, ...]
    doubts: str = ""
    unused: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class SavedRound(msgspec.Struct, frozen=True, tag=True):
    """The visits of a round that was just saved, to take it out again."""

    visits: tuple[int, ...]


class SaveRecaps(msgspec.Struct, frozen=True, tag=True):
    """A recap sheet as it came back; `unused` and `skipped` are its columns and rows that were not read."""

    rows: tuple[RecapRow, ...]
    unused: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


LineDraft = AddVisit | ChangeVisit
VisitDraft = LineDraft | CancelVisit | CloseVisit | AwaitSheet | PlanRound | SavedRound | SaveRecaps


def _about(draft: VisitDraft) -> str:
    """One for each visit that is changed or ended, each new one, the sheet, and the round that may be taken out again."""
    match draft:
        case AddVisit():
            return f"new {draft.begun}"
        case ChangeVisit() | CancelVisit() | CloseVisit():
            return f"{draft.seen.id}"
        case AwaitSheet() | PlanRound() | SaveRecaps():
            return "sheet"
        case SavedRound():
            return "saved"


DRAFTS: Drafts[VisitDraft] = Drafts(
    VISITS, AddVisit, ChangeVisit, CancelVisit, CloseVisit, AwaitSheet, PlanRound, SavedRound, SaveRecaps, about=_about
)


async def line_draft(key: DraftKey, request: Request, office: Office) -> LineDraft:
    """The visit that is being planned or changed, which a button names. Raises DraftGone."""
    draft = await DRAFTS.keyed(office.store, request.person, key)
    if not isinstance(draft, LineDraft):
        raise DraftGone()
    return draft
