"""Reading a report from file to figures: `read_figures`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ektp_core.areas import Areas
from ektp_core.figures.checks import as_percent, check_rows, drop_percent_of_cards
from ektp_core.figures.contested import Chosen, Contest, ReadFrom, contests, read_from, say_columns, settle_contested
from ektp_core.figures.counts import Counts, Measures
from ektp_core.figures.editions import Edition, choose, editions
from ektp_core.figures.findings import Finding, Kind, Notebook, Weight
from ektp_core.figures.headers.blocks import Block
from ektp_core.figures.headers.header import understood
from ektp_core.figures.headers.measures import Measure
from ektp_core.figures.place_checks import check_places, say_foreign, say_sheets_elsewhere, say_unread, settle_places
from ektp_core.figures.places import RowKind
from ektp_core.figures.plausible import is_copy
from ektp_core.figures.rollup import Line, Rollup, roll_up
from ektp_core.figures.shares import shares_as_percent
from ektp_core.figures.tables import SheetTables, read_sheet
from ektp_core.figures.thousands import restore_thousands
from ektp_core.reading.calendar import AsOf, exists
from ektp_core.reading.cells import Worksheet
from ektp_core.reading.days.periods import DateSource, FoundDate, settle
from ektp_core.sheets.opening import open_sheets
from ektp_core.sheets.progress import Hear, unheard
from ektp_core.sheets.refusals import NoTable


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """What a report says: figures by area code, of every level that is complete; `stated` are the totals as they stand in it.

    `as_of` is None when the file names no date, or several (then `dates_found` has them). `errors` must be mended before the figures
    can be used, `doubts` confirmed, `notes` say how the file was read. `computed` are the codes whose numbers are sums of their parts.
    """

    as_of: AsOf | None
    dates_found: tuple[FoundDate, ...]
    areas: Mapping[str, Counts]
    doubts: tuple[Finding, ...]
    errors: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    stated: Mapping[str, Counts]
    computed: frozenset[str]
    sheet: str | None
    rows: int
    contests: tuple[Contest, ...] = ()
    """Measures that several columns may be: each is an error, and has no numbers."""

    columns: tuple[ReadFrom, ...] = ()
    """Where each measure was read."""


def read_figures(
    path: Path,
    areas: Areas,
    today: date,
    *,
    in_force: Mapping[str, Counts] | None = None,
    home: str | None = None,
    hear: Hear = unheard,
) -> FiguresFile:
    """The figures of a CSV, XLSX, XLS or ODS report, with every doubt named (docs/domain.md#reports-of-any-layout).

    Raises the refusals of `sheets.refusals` for a file that is harmful, damaged, empty, or none of a report; OSError without a file.
    """
    return figures_of(open_sheets(path, understood, hear), areas, today, in_force=in_force, home=home)


def figures_of(
    opened: Sequence[Worksheet],
    areas: Areas,
    today: date,
    *,
    in_force: Mapping[str, Counts] | None = None,
    home: str | None = None,
    chosen: Chosen = MappingProxyType({}),
) -> FiguresFile:
    """The figures of the sheets of a report.

    `home` is the office's district: names are looked for there first. `in_force` are the figures used now: an equal file is a doubt.
    `chosen` tells which of several columns that may be a measure is meant.
    Raises the refusals of `sheets.refusals` for what is damaged, empty, or none of a report.
    """
    sheets = [_read_sheet(tables, chosen) for tables in (read_sheet(sheet, areas, home) for sheet in opened)]
    found = [edition for sheet in sheets for edition in editions(sheet)]
    if not any(sheet.tables for sheet in sheets):
        raise NoTable
    choice = choose(found)
    if choice is None:
        return _nothing(sheets, today)
    table = choice.edition.table
    say_columns(table)
    check_rows(table)
    settle_places(table, areas)
    check_places(table, areas)
    say_sheets_elsewhere(table, sheets)
    rollup = roll_up(table, areas)
    _compare_others(rollup, choice.others)
    _check_measures(rollup)
    dates = _dates(choice.edition, sheets)
    as_of = _settle(dates, _unread(sheets), today, table.notes)
    counts = {code: _counts(rollup, line) for code, line in sorted(rollup.lines.items())}
    if in_force and is_copy(counts, in_force):
        table.notes.write(Kind.COPY_OF_IN_FORCE, count=len(counts))
    return _file(rollup, counts, as_of, dates, contests(table), table.block)


def _read_sheet(sheet: SheetTables, chosen: Chosen) -> SheetTables:
    """A sheet with its columns decided and its numbers made whole."""
    for table in sheet.tables:
        shares_as_percent(table)
        settle_contested(table, chosen)
        restore_thousands(table)
        as_percent(table)
        drop_percent_of_cards(table)
    return sheet


def _nothing(sheets: Sequence[SheetTables], today: date) -> FiguresFile:
    """A header was found, but no area with a number below it."""
    notes = Notebook()
    tables = [table for sheet in sheets for table in sheet.tables]
    for table in tables:
        notes.take(table.notes)
        say_unread(table, notes)
        say_foreign(table, notes, anything=False)
    notes.write(Kind.NOTHING_READ, sheet=tables[0].sheet)
    dates = tuple(day for sheet in sheets for day in sheet.dates)
    as_of = _settle(dates, _unread(sheets), today, Notebook())
    return FiguresFile(as_of, dates, {}, notes.of(Weight.DOUBT), notes.of(Weight.ERROR), notes.of(Weight.NOTE), {}, frozenset(), None, 0)


def _file(
    rollup: Rollup,
    counts: Mapping[str, Counts],
    as_of: AsOf | None,
    dates: tuple[FoundDate, ...],
    contested: tuple[Contest, ...],
    block: Block,
) -> FiguresFile:
    notes = rollup.notes
    rows = sum(1 for line in rollup.lines.values() if line.row is not None)
    return FiguresFile(
        as_of=as_of,
        dates_found=dates,
        areas=counts,
        doubts=notes.of(Weight.DOUBT),
        errors=notes.of(Weight.ERROR),
        notes=notes.of(Weight.NOTE),
        stated={code: _counts(rollup, line) for code, line in sorted(rollup.stated.items())},
        computed=frozenset(rollup.computed),
        sheet=rollup.sheet,
        rows=rows,
        contests=contested,
        columns=read_from(block),
    )


def _counts(rollup: Rollup, line: Line) -> Counts:
    return Measures.of(rollup.columns).counts(line.values, line.percent)


def _compare_others(rollup: Rollup, others: Sequence[Edition]) -> None:
    """Other sheets and blocks about the same areas: one finding for each sheet that differs, with its first difference."""
    for other in others:
        measures = Measures.of(other.table.block.counts)
        for statement in other.statements:
            line = rollup.lines.get(statement.place.code or "")
            if line is None or statement.place.kind is not RowKind.AREA:
                continue
            here, there = _counts(rollup, line), measures.counts(statement.values, None)
            if _differ(here.obliged, there.obliged) or _differ(here.recorded, there.recorded):
                rollup.notes.write(
                    Kind.SHEETS_DISAGREE,
                    sheet=rollup.sheet,
                    other=other.table.sheet,
                    row=statement.row,
                    area=statement.label,
                    code=statement.place.code,
                )
                break


def _unread(sheets: Sequence[SheetTables]) -> list[str]:
    """What looks like the date of a title and was not read, also a day whose year is not known."""
    dates = {(found.as_of.day, found.as_of.month) for sheet in sheets for found in sheet.dates}
    years = {found.as_of.year for sheet in sheets for found in sheet.dates if not found.as_of.month}
    alone = [f"{day}-{month}" for sheet in sheets for day, month in sheet.yearless if (day, month) not in dates and not years]
    return [*(text for sheet in sheets for text in sheet.unread), *alone]


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _check_measures(rollup: Rollup) -> None:
    measures = Measures.of(rollup.columns)
    counts = [measures.counts(line.values, line.percent) for line in rollup.lines.values()]
    contested = {column.contested for column in rollup.columns}
    has_percent = any(each.percent is not None for each in counts)
    lacking = {
        Kind.NO_RECORDED: Measure.RECORDED not in contested and all(each.recorded is None for each in counts),
        Kind.NO_OBLIGED: Measure.OBLIGED not in contested and all(each.obliged is None for each in counts),
    }
    if all(lacking.values()) and has_percent:
        rollup.notes.write(Kind.PERCENT_ONLY, sheet=rollup.sheet)
        return
    for kind, is_lacking in lacking.items():
        if is_lacking:
            rollup.notes.write(kind, sheet=rollup.sheet)


def _dates(edition: Edition, sheets: Sequence[SheetTables]) -> tuple[FoundDate, ...]:
    """The dates that speak of the chosen table; of the other sheets only where it has none."""
    own = edition.dates or [day for sheet in sheets if not sheet.tables for day in sheet.dates]
    return tuple(dict.fromkeys([*own, *_with_the_year(own, edition.table.sheet, sheets)]))


def _with_the_year(dates: Sequence[FoundDate], name: str, sheets: Sequence[SheetTables]) -> Iterator[FoundDate]:
    """A title's day without a year, "keadaan 31 Oktober", in the only year that the titles name."""
    years = {day.as_of.year for day in dates}
    if len(years) == 1 and all(day.as_of.month is None for day in dates):
        for day, month in (date for sheet in sheets if sheet.sheet == name for date in sheet.yearless):
            if exists(day, month, year := min(years)):
                yield FoundDate(AsOf(year, month, day), DateSource.STATED, name)


def _settle(dates: Sequence[FoundDate], unread: Sequence[str], today: date, notes: Notebook) -> AsOf | None:
    as_of, different = settle(dates)
    stated = {day.as_of for day in dates if day.origin in {DateSource.STATED, DateSource.PERIOD}}
    if unread and (as_of is None or as_of.month is None or not stated):
        notes.write(Kind.UNCLEAR_DATE, texts=tuple(unread))
        return None
    if different:
        notes.write(Kind.TWO_DATES, dates=different)
    elif as_of is None:
        notes.write(Kind.MISSING_DATE)
    if as_of and as_of.first_day > today:
        notes.write(Kind.FUTURE_DATE, as_of=as_of, today=today)
    return as_of
