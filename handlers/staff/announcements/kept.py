"""What is said of an announcement whose words or time are awaited: which it is, whether a text is meant for it, and the way on."""

from ektp_core.announcements.targets import read_audience
from ektp_core.announcements.time import read_moment
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.store import announcements as store
from handlers.reply import DraftName, Reply
from handlers.request import Request
from handlers.staff.announcements.asking import ask_audience, ask_text, ask_time, go_on
from handlers.staff.announcements.awaited import DRAFTS, AwaitedStep, AwaitedText
from handlers.staff.drafts.tools import DraftTool, Fit, offer


def _named(draft: AwaitedText, request: Request, office: Office) -> DraftName:
    return DraftName("draft_announcement", f"A-{draft.seen.id}")


def _fit(text: str, draft: AwaitedText, awaits: str | None, request: Request, office: Office) -> Fit:
    """The message of an announcement is whatever is written; a place may be asked of something else."""
    match draft.step:
        case AwaitedStep.TIME:
            return Fit.READS if _is_moment(text, request, office) else Fit.MISREADS
        case AwaitedStep.AUDIENCE:
            return Fit.READS if _is_audience(text, office) else Fit.WORDS
        case AwaitedStep.NAME:
            return Fit.WORDS
    return Fit.ANYTHING


def _is_audience(text: str, office: Office) -> bool:
    """Whether a text names whom it is for and nothing else: "SMAN 1 Koba, SMAN 1 Namang" is no visit then."""
    try:
        read_audience(text, office.board)
    except Refusal:
        return False
    return True


def _is_moment(text: str, request: Request, office: Office) -> bool:
    try:
        read_moment(text, request.now, office.zone)
    except Refusal:
        return False
    return True


async def _show(draft: AwaitedText, request: Request, office: Office) -> Reply:
    """What was asked of it, asked again. Raises AnnouncementGone."""
    announcement = await store.one(office.store, draft.seen.id)
    match draft.step:
        case _ if announcement.state not in store.EDITABLE:
            return await go_on(announcement, request, office)
        case AwaitedStep.AUDIENCE:
            return await ask_audience(announcement, request, office)
        case AwaitedStep.TEXT | AwaitedStep.TEXT_OR_AUDIENCE:
            return await ask_text(announcement, request, office)
        case AwaitedStep.TIME:
            return await ask_time(announcement, request, office)
    return await go_on(announcement, request, office)


offer(DraftTool(DRAFTS, _named, _fit, _show, takes_back=False))
