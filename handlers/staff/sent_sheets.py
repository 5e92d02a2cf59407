"""A sheet that is sent without a word: its columns tell what it is. Figures are previewed; anything else is offered to its tool first."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import msgspec

from ektp_core.figures.changes import figures_in_force
from ektp_core.office import Office
from ektp_core.roles import Act, require
from ektp_core.schools.sheet import SheetRow
from ektp_core.sent_sheets import NO_SHEET_OF_OURS, SentSheet, Surroundings, read_sent
from ektp_core.store.drafts import Drafts, Mark, OtherDraft, mark_of
from ektp_core.visits.sheet import VisitSheet
from handlers.reply import Reply, reply
from handlers.request import Request, SentFile
from handlers.staff.figures.draft import FiguresDraft
from handlers.staff.figures.preview import keep_and_show
from handlers.staff.figures.received import draft_of
from handlers.staff.schools import sheet as schools
from handlers.staff.schools.subdistricts import finder
from handlers.staff.sheets import read_sheet
from handlers.staff.unanswered import ACTS
from handlers.staff.visits import rounds
from handlers.staff.visits.places import places_of

HEADERS_SHOWN = 5


class SheetKind(StrEnum):
    """What a sheet may be."""

    ROUND = "round"
    RECAPS = "recaps"
    SCHOOLS = "schools"
    FIGURES = "figures"


NEEDED = {
    SheetKind.ROUND: Act.CHANGE_VISITS,
    SheetKind.RECAPS: Act.CHANGE_VISITS,
    SheetKind.SCHOOLS: Act.CHANGE_SCHOOLS,
    SheetKind.FIGURES: Act.CHANGE_FIGURES,
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A sheet as it was offered, and what it is opened as."""

    mark: Mark
    kind: SheetKind


OPEN_SHEET = ACTS.act("open_sheet", Opening, right=Act.CHANGE_FIGURES)


class OfferedSheet(msgspec.Struct, frozen=True, tag=True):
    """What was read in a sheet that may be several things, or is no figures; it stays, so that another choice can be tried."""

    visits: VisitSheet | None = None
    schools: tuple[SheetRow, ...] = ()
    figures: FiguresDraft | None = None

    @property
    def counts(self) -> dict[SheetKind, int]:
        """What it may be, and how many rows or areas it then has."""
        rounds_and_recaps = self.visits or VisitSheet()
        found = {
            SheetKind.ROUND: len(rounds_and_recaps.round),
            SheetKind.RECAPS: len(rounds_and_recaps.recaps),
            SheetKind.SCHOOLS: len(self.schools),
            SheetKind.FIGURES: len(self.figures.counts) if self.figures else 0,
        }
        return {kind: count for kind, count in found.items() if count}


DRAFTS: Drafts[OfferedSheet] = Drafts("sent_sheet", OfferedSheet)


async def received(file: SentFile, request: Request, office: Office) -> Reply:
    """The preview of figures, or what else the sheet may be, with a button for each."""
    require(request.member, Act.CHANGE_FIGURES)
    around = Surroundings(places_of(office), finder(office), request.today, figures_in_force(office.board.figures))
    read = partial(read_sent, around=around)
    found = await read_sheet(file, read, request, no_sheet_of_ours=NO_SHEET_OF_OURS)
    figures = await draft_of(found.report, file.name, request, office) if found.report else None
    if figures and not (found.visits or found.schools):
        return await keep_and_show(figures, request, office)
    draft = OfferedSheet(found.visits, found.schools, figures)
    await DRAFTS.keep(office.store, request.person, draft, request.now)
    return _offered(draft, found)


def _offered(draft: OfferedSheet, found: SentSheet) -> Reply:
    counts = draft.counts
    headers = found.visits.headers if found.visits and len(counts) == 1 else ()
    buttons = [[OPEN_SHEET.button(f"sheet_{kind}", Opening(mark_of(draft), kind), count=count)] for kind, count in counts.items()]
    return reply("staff/sent_sheet", *buttons, counts=counts, headers=headers[:HEADERS_SHOWN], more_headers=len(headers) > HEADERS_SHOWN)


@OPEN_SHEET.does
async def _open_sheet(wanted: Opening, request: Request, office: Office) -> Reply:
    """The preview of the tool that the sheet is for. Raises OtherDraft when another sheet was sent since; DraftGone."""
    require(request.member, NEEDED[wanted.kind])
    draft = await DRAFTS.previewed(office.store, request.person, wanted.mark)
    if wanted.kind not in draft.counts:
        raise OtherDraft()
    if wanted.kind is SheetKind.SCHOOLS:
        return await schools.shown(draft.schools, request, office)
    if wanted.kind is SheetKind.FIGURES and draft.figures:
        return await keep_and_show(draft.figures, request, office)
    return await rounds.shown(draft.visits or VisitSheet(), request, office)
