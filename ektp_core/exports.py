"""What leaves the office as a sheet: rows made of the board, the requests and the audit, and the file that holds them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ektp_core.areas import Areas
from ektp_core.awards import Award
from ektp_core.board import Board
from ektp_core.coverage.figure import Figure, Fragment, HeadCounts
from ektp_core.coverage.parts import CoverageParts, NoCoverage, coverage
from ektp_core.coverage.ranking import NotComparable, Placed, Ranking, latest_comparable, rank
from ektp_core.kits.loans import kits_free, kits_lent
from ektp_core.reading.calendar import AsOf
from ektp_core.requests.request import VisitRequest
from ektp_core.sheets.sheet import Cell, Chart, Note, Percent, Sheet
from ektp_core.sheets.word import Word
from ektp_core.visits.schedule import Visit, VisitState

if TYPE_CHECKING:
    from ektp_core.audit import Entry

AsOfInWords = Callable[[AsOf], str]
"""A date, as precise as it is, in the reader's language."""

ALL_OBLIGED = Percent(Fraction(100))
"""As many as are obliged: the line beside which bars are high or low."""

DeedInWords = Callable[["Entry"], tuple[str, str]]
"""What an act was in a sentence, and its parts."""


class Export(StrEnum):
    """What can be taken away."""

    FIGURES = "figures"
    VISITS = "visits"
    REQUESTS = "requests"
    KITS = "kits"
    AWARDS = "awards"
    AUDIT = "audit"


def figure_sheets(board: Board, as_of_in_words: AsOfInWords) -> tuple[Sheet, ...]:
    """The place of each subdistrict of the home district and of each district, drawn too, and every figure with its coverage, newest first.

    What has no place to show comes last.
    """
    columns = _columns(
        "code area level as_of definition obliged recorded early printed percent percent_recorded percent_early source note example"
    )
    figures = sorted(sorted(board.figures, key=lambda figure: figure.area), key=lambda figure: figure.as_of, reverse=True)
    rows = tuple(_figure(each, board.areas) for each in figures)
    statements = Sheet("figures", columns, rows, any(each.example for each in figures), keys=2, second="source")
    wholes = {"ranking_home": board.home.code, "ranking": board.home.parent or ""}
    rankings = [_ranking(name, board, whole, as_of_in_words) for name, whole in wholes.items()]
    return (*(each for each in rankings if each.chart), statements, *(each for each in rankings if not each.chart))


def _figure(figure: Figure, areas: Areas) -> tuple[Cell, ...]:
    area, measure = areas[figure.area], figure.measure
    counts: tuple[Cell, ...] = (None,) * 4
    if isinstance(measure, HeadCounts):
        counts = measure.obliged, measure.recorded, measure.early, measure.printed
    elif isinstance(measure, Fragment):
        counts = measure.obliged, None, measure.early, None
    try:
        percents = _percents(coverage(figure))
    except NoCoverage:
        percents = (None, None, None)
    named = area.code, area.short_name, Word(f"level_{area.level}"), figure.as_of, Word(f"definition_{figure.definition}")
    return (*named, *counts, *percents, figure.source, figure.note, figure.example)


def _percents(parts: CoverageParts) -> tuple[Cell, Cell, Cell]:
    """As they are shown everywhere, so that the parts add up; the counts beside them are exact."""
    shown = parts.shown
    return _percent(shown.total), _percent(shown.recorded), _percent(shown.early)


def _percent(value: Fraction | None) -> Cell:
    return None if value is None else Percent(value)


def _ranking(name: str, board: Board, whole: str, as_of_in_words: AsOfInWords) -> Sheet:
    """Places of the parts of an area with the figures behind them, or why there are none: the figures' dates or definitions differ."""
    areas = board.areas.children(whole)
    try:
        table = rank(latest_comparable(board.figures, areas), areas)
    except NotComparable as reason:
        found: tuple[Figure, ...] = reason.values["found"]
        columns = _columns("place area percent percent_recorded percent_early as_of definition source")
        rows = tuple((Word("not_comparable"), *_placeless(figure, board.areas)) for figure in found)
        return Sheet(name, columns, rows, any(figure.example for figure in found), keys=2)
    columns = _columns("place area obliged recorded early percent percent_recorded percent_early all_obliged")
    placed = [_placed(each) for each in table.placed]
    without = [(Word("no_figure"), area.short_name, *(None,) * 7) for area in table.without_figure]
    as_of = as_of_in_words(table.as_of)
    said = Note("as_of", as_of), Note("definition", Word(f"definition_{table.definition}")), Note("source", table.source)
    notes = (*said, *_unknown_early(table))
    title = Word(f"title_{name}", {"as_of": as_of})
    return Sheet(name, columns, (*placed, *without), table.example, keys=2, title=title, notes=notes, chart=_chart(name, table))


def _placed(each: Placed) -> tuple[Cell, ...]:
    parts = each.parts
    counts = (parts.counts.obliged, parts.counts.recorded, parts.counts.early) if parts.counts else (None, None, None)
    return (each.place, each.area.short_name, *counts, *_percents(parts), ALL_OBLIGED)


def _unknown_early(table: Ranking) -> list[Note]:
    """Which areas do not tell how many of theirs are early, where others do: their bars look low beside those."""
    unknown = [each.area.short_name for each in table.placed if each.parts.early is None]
    return [Note("early_unknown", ", ".join(unknown))] if 0 < len(unknown) < len(table.placed) else []


def _chart(name: str, table: Ranking) -> Chart:
    """Recorded and early on each other; the sum alone where somebody's parts are not told."""
    has_parts = all(each.parts.recorded is not None for each in table.placed)
    stacked = ("percent_recorded", "percent_early") if has_parts else ("percent",)
    return Chart(f"chart_{name}", len(table.placed), "area", stacked, "percent", "all_obliged")


def _placeless(figure: Figure, areas: Areas) -> tuple[Cell, ...]:
    area = areas[figure.area]
    return area.short_name, *_percents(coverage(figure)), figure.as_of, Word(f"definition_{figure.definition}"), figure.source


def visit_sheets(board: Board) -> tuple[Sheet, ...]:
    """Every visit, by day, with what it came to."""
    columns = _columns(
        "number place_name first_day last_day days hours place_kind subdistrict npsn kits state moved_from expected "
        "recap_recorded absent failed catch_up note updated source example"
    )
    visits = tuple(board.schedule)
    rows = tuple(_visit(each, board.areas) for each in visits)
    return (Sheet("visits", columns, rows, any(each.example for each in visits), keys=3, second="expected"),)


def _visit(visit: Visit, areas: Areas) -> tuple[Cell, ...]:
    hours = "; ".join(f"{each.start:%H.%M}-{each.end:%H.%M} {each.group or ''}".strip() for each in visit.hours)
    subdistrict = areas.subdistrict_at(visit.place.subdistrict)
    place = Word(f"kind_{visit.place.kind}"), subdistrict.short_name if subdistrict else None, visit.place.npsn
    moved = ", ".join(f"{day:%d-%m-%Y}" for day in visit.moved_from)
    recap = (visit.recap.recorded, visit.recap.absent, visit.recap.failed) if visit.recap else (None, None, None)
    days = visit.first_day, visit.last_day, len(visit.days), hours
    said = visit.catch_up, visit.note, visit.updated.date(), visit.source, visit.example
    return (visit.id, visit.place.name, *days, *place, visit.kits, Word(f"visit_{visit.state}"), moved, visit.expected, *recap, *said)


def request_sheets(board: Board, requests: Iterable[VisitRequest], zone: ZoneInfo) -> tuple[Sheet, ...]:
    """Every request of a school, oldest first."""
    columns = _columns("number school asked_at npsn pupils days wishes contact request_state reason proposed visit")
    rows = tuple(_request(each, board, zone) for each in sorted(requests, key=lambda request: request.id))
    return (Sheet("requests", columns, rows, board.has_examples and bool(rows), keys=2),)


def _request(request: VisitRequest, board: Board, zone: ZoneInfo) -> tuple[Cell, ...]:
    school = board.schools.get(request.school)
    wishes, proposed = (", ".join(f"{day:%d-%m-%Y}" for day in days) for days in (request.wishes, request.proposed))
    if request.within:
        wishes = f"{request.within.first:%d-%m-%Y} – {request.within.last:%d-%m-%Y}"
    asked = request.id, school.name if school else None, request.asked_at.astimezone(zone), request.school, request.pupils, request.days
    return (*asked, wishes, request.contact, Word(f"request_{request.state}"), request.reason, proposed, request.visit)


def kit_sheets(board: Board) -> tuple[Sheet, ...]:
    """Kits held, out and free on each day of a loan or a visit, and how far each loan was used, in kits times days."""
    visits = [visit for visit in board.schedule if visit.state is not VisitState.CANCELLED]
    days = sorted({day for loan in board.loans for day in _days(loan.first, loan.last)} | {day for visit in visits for day in visit.days})
    example = any(loan.example for loan in board.loans) or any(visit.example for visit in visits)
    use = tuple(_kit_day(day, board, visits) for day in days)
    loans = tuple(
        (loan.number, loan.first, loan.last, loan.kits, loan.kits * len([*_days(loan.first, loan.last)]), loan.note, loan.example)
        for loan in board.loans
    )
    return (
        Sheet("kit_use", _columns("day kits_lent kits_out kits_free visits_of_day"), use, example),
        Sheet("loans", _columns("loan_number first_day last_day kits kit_days note example"), loans, example),
    )


def _kit_day(day: date, board: Board, visits: Sequence[Visit]) -> tuple[Cell, ...]:
    there = [visit for visit in visits if day in visit.days]
    out = sum(visit.kits for visit in there)
    return day, kits_lent(day, board.loans), out, kits_free(day, board.loans, visits), ", ".join(visit.place.name for visit in there)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=days) for days in range((last - first).days + 1))


def award_sheets(board: Board) -> tuple[Sheet, ...]:
    """Every award on record, newest year first."""
    rows = tuple(_award(award, board.areas) for year in board.awards.years() for award in board.awards.of_year(year))
    return (Sheet("awards", _columns("year category area recipient given_on prize note source"), rows, keys=2),)


def _award(award: Award, areas: Areas) -> tuple[Cell, ...]:
    area = areas[award.area].short_name if award.area else None
    note = award.note.id if award.note else None
    return award.year, award.category, area, award.recipient, award.given_on, award.prize, note, award.source


def audit_sheets(entries: Iterable["Entry"], zone: ZoneInfo, in_words: DeedInWords, *, example: bool) -> tuple[Sheet, ...]:
    """The audit, newest first, in the office's time; `in_words` tells what was done, and its parts."""
    columns = _columns("moment name person role act outcome subject details")
    return (Sheet("audit", columns, tuple(_entry(entry, zone, in_words) for entry in entries), example, keys=2),)


def _entry(entry: "Entry", zone: ZoneInfo, in_words: DeedInWords) -> tuple[Cell, ...]:
    role = Word(f"role_{entry.role}") if entry.role else None
    said = Word(f"act_{entry.act}"), Word(f"outcome_{entry.outcome}"), *in_words(entry)
    return (entry.moment.astimezone(zone), entry.name, str(entry.person), role, *said)


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())
