"""What is sent to become figures: a report, or one line. It is read, kept as a draft, and shown; nothing counts before it is applied."""

import hashlib
from functools import partial

from ektp_core.figures import FiguresFile, Finding
from ektp_core.figures.changes import figures_in_force
from ektp_core.figures.line import read_line
from ektp_core.figures.report import Report, read_report
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import figures as store
from handlers.reply import Reply
from handlers.request import Request, SentFile
from handlers.staff.figures.draft import ASKS_DATE, Asked, FiguresDraft, Reading, Remark
from handlers.staff.figures.preview import keep_and_show
from handlers.staff.findings import sentence
from handlers.staff.sheets import read_sheet


async def read_file(file: SentFile, request: Request, office: Office) -> Reply:
    """A report, previewed."""
    board = office.board
    in_force = figures_in_force(board.figures)
    read = partial(read_report, areas=board.areas, today=request.today, in_force=in_force, home=board.home.code)
    draft = await draft_of(await read_sheet(file, read, request.language), file.name, request, office)
    return await keep_and_show(draft, request, office)


async def read_typed(request: Request, office: Office) -> Reply:
    """Figures of one area, typed by hand."""
    area, as_of, counts = read_line(request.argument, office.board.areas, request.today, office.board.home)
    draft = FiguresDraft(
        source=office.board.office_name,
        fingerprint=hashlib.sha256(request.argument.encode()).hexdigest(),
        seen=await store.seen_now(office.store),
        as_of=as_of,
        counts={area.code: counts},
    )
    return await keep_and_show(draft, request, office)


async def draft_of(report: Report, source: str, request: Request, office: Office) -> FiguresDraft:
    """What a report would change, on top of the versions of now."""
    found, language = report.figures, request.language
    return FiguresDraft(
        source=source,
        fingerprint=report.fingerprint,
        seen=await store.seen_now(office.store),
        as_of=found.as_of,
        counts=found.areas,
        dates=tuple(sorted({day.as_of for day in found.dates_found})),
        doubts=_doubts(found, language),
        errors=tuple(_remark(finding, language) for finding in found.errors),
        columns=found.columns,
        asked=tuple(Asked(contest.measure, contest.headers) for contest in found.contests) if report.readings else (),
        readings=tuple(_reading(each, language) for each in report.readings),
    )


def _reading(found: FiguresFile, language: Language) -> Reading:
    return Reading(
        found.as_of,
        found.areas,
        found.columns,
        _doubts(found, language),
        tuple(_remark(finding, language) for finding in found.errors),
    )


def _doubts(found: FiguresFile, language: Language) -> tuple[Remark, ...]:
    """Doubts and notes, why there is no date first: that is what the first line asks."""
    ordered = sorted((*found.doubts, *found.notes), key=lambda finding: finding.kind not in ASKS_DATE)
    return tuple(_remark(finding, language) for finding in ordered)


def _remark(finding: Finding, language: Language) -> Remark:
    return Remark(finding.kind, finding.weight, sentence(finding, language))
