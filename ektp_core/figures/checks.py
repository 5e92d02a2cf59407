"""Is a row right in itself: sums, signs, shares, percentages (docs/domain.md#what-is-checked-in-a-report)."""

from collections.abc import Sequence
from statistics import median

from ektp_core.figures.counts import Counts, Measures
from ektp_core.figures.findings import Kind
from ektp_core.figures.headers.columns import ColumnPart
from ektp_core.figures.headers.measures import Measure
from ektp_core.figures.places import RowKind
from ektp_core.figures.plausible import implausible_shares
from ektp_core.figures.rows import Statement, Table

TOLERANCE = 0.06  # percentage points: rounded to one decimal, or cut
WHOLE_TOLERANCE = 0.51
FRACTION = 2.0  # percentages up to this are fractions of 1: a sheet shows 0.97 as 97 %
POPULATION_SHARE = 0.85  # obliged are about 70 % of the population; recorded are 90 to 110 % of the obliged
UNREADABLE = frozenset({Kind.FORMULA_ERROR, Kind.NOT_A_NUMBER, Kind.NOT_WHOLE})


def check_rows(table: Table) -> None:
    """Write down what is wrong in each row of a table, with its place and numbers."""
    measures = Measures.of(table.block.counts)
    summed = measures.summed()
    for statement in table.statements:
        _check_signs(table, statement, measures)
        _check_sexes(table, statement, summed)
        _check_missing(table, statement, measures)
        if statement.place.kind is RowKind.AREA:
            counts = measures.counts(statement.values, statement.percent)
            _check_empty(table, statement, counts, measures)
            _check_shares(table, statement, counts)
            _check_percent(table, statement, counts)
    if table.block.as_recorded:
        _check_meaning(table, measures)
    if derived := measures.derived():
        table.notes.write(Kind.READ_DERIVED, sheet=table.sheet, measure=derived)


def as_percent(table: Table) -> None:
    """Turn fractions of 1 into percentages, in place: 0.9716 is 97.16 where every percentage of the table is that small."""
    stated = [statement.percent for statement in table.statements if statement.percent is not None]
    if stated and max(stated) <= FRACTION:
        for statement in table.statements:
            if statement.percent is not None:
                statement.percent = round(statement.percent * 100, 4)


def drop_percent_of_cards(table: Table) -> None:
    """Forget, in place, a percentage of the cards printed: `percent` is of those recorded (docs/domain.md#two-percentages)."""
    measures = Measures.of(table.block.counts)
    cards = recorded = 0
    for statement in table.statements:
        counts = measures.counts(statement.values, statement.percent)
        if counts.percent is None or not counts.obliged or counts.recorded is None or counts.printed is None:
            continue
        cards += abs(counts.percent - 100 * counts.printed / counts.obliged) <= TOLERANCE
        recorded += abs(counts.percent - 100 * counts.recorded / counts.obliged) <= TOLERANCE
    if cards > recorded:
        for statement in table.statements:
            statement.percent = None


def _check_signs(table: Table, statement: Statement, measures: Measures) -> None:
    """No count is negative, except the missing where more are recorded than obliged."""
    obliged, recorded = (measures.value(statement.values, measure) for measure in (Measure.OBLIGED, Measure.RECORDED))
    above = obliged is not None and recorded is not None and recorded >= obliged
    for column, value in zip(table.block.counts, statement.values, strict=True):
        left = column.measure in {Measure.MISSING, Measure.UNPRINTED}
        if value is None or value >= 0 or (left and (above or column.part is not ColumnPart.TOTAL or column.measure is Measure.UNPRINTED)):
            continue
        text = " ".join(column.text.split())
        table.notes.write(Kind.NEGATIVE, sheet=table.sheet, row=statement.row, area=statement.label, column=text, number=int(value))


def _check_sexes(table: Table, statement: Statement, summed: Sequence[tuple[Measure, int, int, int]]) -> None:
    """L + P = JML, for every measure that has all three."""
    for measure, *positions in summed:
        male, female, total = (statement.values[at] for at in positions)
        if male is None or female is None or total is None or male + female == total:
            continue
        table.notes.write(
            Kind.WRONG_SUM,
            sheet=table.sheet,
            row=statement.row,
            area=statement.label,
            measure=measure,
            male=male,
            female=female,
            computed=male + female,
            stated=total,
        )


def _check_empty(table: Table, statement: Statement, counts: Counts, measures: Measures) -> None:
    """An area without its obliged or recorded, where others have them, is a gap in every sum; a cell that was refused is said already."""
    if table.notes.speaks_of(statement.row, UNREADABLE):
        return
    for measure, value in ((Measure.OBLIGED, counts.obliged), (Measure.RECORDED, counts.recorded)):
        if value is None and measures.has(measure):
            table.notes.write(Kind.EMPTY_AREA, sheet=table.sheet, row=statement.row, area=statement.label, measure=measure)


def _check_missing(table: Table, statement: Statement, measures: Measures) -> None:
    """Obliged = recorded + missing; where more are recorded than obliged, nobody may be missing."""
    obliged, recorded, missing = (
        measures.value(statement.values, measure) for measure in (Measure.OBLIGED, Measure.RECORDED, Measure.MISSING)
    )
    if obliged is None or recorded is None or missing is None or obliged == recorded + missing:
        return
    if recorded > obliged and missing == 0:
        return
    table.notes.write(
        Kind.MISSING_DISAGREES,
        sheet=table.sheet,
        row=statement.row,
        area=statement.label,
        obliged=obliged,
        recorded=recorded,
        stated=missing,
        computed=obliged - recorded,
    )


def _check_shares(table: Table, statement: Statement, counts: Counts) -> None:
    for kind, values in implausible_shares(counts):
        table.notes.write(kind, sheet=table.sheet, row=statement.row, area=statement.label, **values)


def _check_percent(table: Table, statement: Statement, counts: Counts) -> None:
    """The stated percentage is recorded of obliged, with or without those recorded early, as precisely as it is written."""
    stated = counts.percent
    if stated is None or not counts.obliged or counts.recorded is None:
        return
    readings = [100 * people / counts.obliged for people in (counts.recorded, counts.recorded + (counts.early or 0))]
    tolerance = WHOLE_TOLERANCE if float(stated).is_integer() else TOLERANCE
    if any(abs(stated - computed) <= tolerance for computed in readings):
        return
    kind = Kind.PERCENT_CLAMPED if stated == 100 and readings[0] > 100 else Kind.PERCENT_DISAGREES
    computed = round(readings[0], 2)
    table.notes.write(kind, sheet=table.sheet, row=statement.row, area=statement.label, stated=stated, computed=computed)


def _check_meaning(table: Table, measures: Measures) -> None:
    """JML_WKTP beside L, P, JML means recorded, unless JML may be everybody (docs/domain.md#jml_wktp-may-mean-recorded)."""
    shares = _shares(table.statements, measures)
    kind = Kind.MEANING_UNSURE if shares and median(shares) < POPULATION_SHARE else Kind.READ_AS_RECORDED
    column = table.block.as_recorded
    table.notes.write(kind, sheet=table.sheet, column=column.text if column else "")


def _shares(statements: Sequence[Statement], measures: Measures) -> list[float]:
    pairs = [(measures.value(each.values, Measure.RECORDED), measures.value(each.values, Measure.OBLIGED)) for each in statements]
    return [recorded / obliged for recorded, obliged in pairs if recorded is not None and obliged]
