"""What is sent to become figures: a report, or one line. It is read, kept as a draft, and shown; nothing counts before it is applied."""

import hashlib

from ektp_core.figures import FiguresFile, Finding
from ektp_core.figures.changes import figures_in_force
from ektp_core.figures.line import read_line
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.refusal import Refusal
from ektp_core.store import figures as store
from handlers.reply import Reply
from handlers.request import Request, SentFile
from handlers.staff.figures.draft import FiguresDraft, Remark
from handlers.staff.figures.preview import keep_and_show
from handlers.staff.findings import sentence
from handlers.staff.sheets import FileUnreadable, fetched


async def read_file(file: SentFile, request: Request, office: Office) -> Reply:
    """Read a report in a process of its own."""
    from ektp_core.figures.child import read_in_child

    async with fetched(file) as path:
        fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
        board = office.board
        try:
            report = await read_in_child(path, board.areas, request.today, in_force=figures_in_force(board.figures), home=board.home.code)
        except Refusal as refusal:
            raise FileUnreadable(reason=sentence(refusal, request.language)) from None
    seen = await store.seen_now(office.store)
    return await keep_and_show(_draft(report, file.name, fingerprint, seen, request.language), request, office)


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


def _draft(report: FiguresFile, source: str, fingerprint: str, seen: int, language: Language) -> FiguresDraft:
    return FiguresDraft(
        source=source,
        fingerprint=fingerprint,
        seen=seen,
        as_of=report.as_of,
        counts=report.areas,
        dates=tuple(sorted({day.as_of for day in report.dates_found})),
        doubts=tuple(_remark(finding, language) for finding in (*report.doubts, *report.notes)),
        errors=tuple(_remark(finding, language) for finding in report.errors),
    )


def _remark(finding: Finding, language: Language) -> Remark:
    return Remark(finding.kind, finding.weight, sentence(finding, language))
