"""What is said of figures that do not count yet: what they are about, whether a text is the people, date or source that is asked for."""

from ektp_core.figures.line import NEEDED, read_as_of, read_people
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from handlers.reply import DraftName
from handlers.request import Request
from handlers.staff.drafts.tools import DraftTool, Fit, offer
from handlers.staff.figures.draft import DRAFTS, SOURCE, FiguresDraft
from handlers.staff.figures.preview import keep_and_show


def _named(draft: FiguresDraft, request: Request, office: Office) -> DraftName:
    """A single area by its name, a report by its file's."""
    areas = [office.board.areas[code] for code in draft.counts if code in office.board.areas]
    return DraftName("draft_figures", areas[0].short_name if len(areas) == 1 else draft.file or draft.source)


def _fit(text: str, draft: FiguresDraft, awaits: str | None, request: Request, office: Office) -> Fit:
    if awaits == SOURCE:
        return Fit.WORDS
    try:
        if awaits in NEEDED:
            read_people(text, str(awaits))
        else:
            read_as_of(text, request.today)
    except Refusal:
        return Fit.MISREADS
    return Fit.READS if awaits else Fit.MISREADS


offer(DraftTool(DRAFTS, _named, _fit, keep_and_show))
