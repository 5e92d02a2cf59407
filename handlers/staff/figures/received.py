"""What is sent to become figures: a report, or one line. It is read, kept as a draft, and shown; nothing counts before it is applied."""

import hashlib
from dataclasses import replace
from functools import partial

import msgspec

from ektp_core.areas import Area
from ektp_core.figures import Counts, FiguresFile, Weight
from ektp_core.figures.changes import figures_in_force
from ektp_core.figures.line import read_line, read_people
from ektp_core.figures.plausible import of_line
from ektp_core.figures.report import Report, read_report
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.store import figures as store
from handlers.reply import Reply
from handlers.request import Request, SentFile
from handlers.staff.figures.draft import Asked, FiguresDraft, Reading, draft_on_screen, remarks
from handlers.staff.figures.preview import keep_and_show
from handlers.staff.sheets import read_sheet


async def read_file(file: SentFile, request: Request, office: Office) -> Reply:
    """A report, previewed."""
    board = office.board
    in_force = figures_in_force(board.figures)
    read = partial(read_report, areas=board.areas, today=request.today, in_force=in_force, home=board.home.code)
    draft = await draft_of(await read_sheet(file, read, request), file.name, request, office)
    return await keep_and_show(draft, request, office)


async def read_typed(request: Request, office: Office) -> Reply:
    """Figures of one area, typed by hand."""
    board = office.board
    area, as_of, counts = read_line(request.argument, board.areas, request.today, board.home)
    return await keep_and_show(await draft_of_line(area, as_of, counts, request, office), request, office)


async def draft_of_line(area: Area, as_of: AsOf | None, counts: Counts, request: Request, office: Office) -> FiguresDraft:
    """What is said of one area, on top of the versions of now."""
    draft = FiguresDraft(
        source=office.board.office_name,
        fingerprint=hashlib.sha256(request.argument.encode()).hexdigest(),
        seen=await store.seen_now(office.store),
        as_of=as_of,
        counts={},
    )
    return _with_counts(draft, area, counts, request, office)


def _with_counts(draft: FiguresDraft, area: Area, counts: Counts, request: Request, office: Office) -> FiguresDraft:
    found = remarks(of_line(area, counts, figures_in_force(office.board.figures)), request.language)
    doubts = tuple(each for each in found if each.weight is not Weight.ERROR)
    errors = tuple(each for each in found if each.weight is Weight.ERROR)
    return msgspec.structs.replace(draft, counts={area.code: counts}, doubts=doubts, errors=errors)


async def count_given(measure: str, request: Request, office: Office) -> Reply:
    """The number of people that was asked for. Raises LineUnreadable; Changed when the draft is gone."""
    draft = await draft_on_screen(request, office)
    code, counts = next(iter(draft.counts.items()))
    counts = replace(counts, **{measure: read_people(request.argument, measure)})
    return await keep_and_show(_with_counts(draft, office.board.areas[code], counts, request, office), request, office)


async def draft_of(report: Report, file: str, request: Request, office: Office) -> FiguresDraft:
    """What a report would change, on top of the versions of now."""
    found, language = report.figures, request.language
    return FiguresDraft(
        source=office.board.office_name,
        fingerprint=report.fingerprint,
        seen=await store.seen_now(office.store),
        as_of=found.as_of,
        counts=found.areas,
        dates=tuple(sorted({day.as_of for day in found.dates_found})),
        doubts=remarks((*found.doubts, *found.notes), language),
        errors=remarks(found.errors, language),
        columns=found.columns,
        asked=tuple(Asked(contest.measure, contest.headers) for contest in found.contests) if report.readings else (),
        file=file,
        readings=tuple(_reading(each, language) for each in report.readings),
    )


def _reading(found: FiguresFile, language: Language) -> Reading:
    return Reading(
        found.as_of, found.areas, found.columns, remarks((*found.doubts, *found.notes), language), remarks(found.errors, language)
    )
