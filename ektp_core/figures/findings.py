"""What the reader doubts, as kinds and values; the sentences are in `handlers/texts` (docs/architecture.md#texts-are-not-code)."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

MOST_OF_A_KIND = 12
"""Findings of one kind that are named one by one; the rest is one finding with their number. A phone shows no more."""


class Weight(StrEnum):
    """An error must be mended before the figures can be used; a doubt must be confirmed; a note says how the file was read."""

    ERROR = "error"
    DOUBT = "doubt"
    NOTE = "note"


class Kind(StrEnum):
    """Every finding there is; the value is the key of its sentence."""

    FORMULA_ERROR = "formula_error"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    WRONG_SUM = "wrong_sum"
    MISSING_DISAGREES = "missing_disagrees"
    TOTAL_DISAGREES = "total_disagrees"
    DUPLICATE = "duplicate"
    UNKNOWN_AREA = "unknown_area"
    UNKNOWN_CODES = "unknown_codes"
    FOREIGN_PROVINCE = "foreign_province"
    FUTURE_DATE = "future_date"
    FAR_ABOVE = "far_above"
    EARLY_ABOVE = "early_above"
    NOBODY_OBLIGED = "nobody_obliged"
    NOTHING_READ = "nothing_read"
    COLUMNS_COMPETE = "columns_compete"
    MORE_ERRORS = "more_errors"

    REPEATED_ROW = "repeated_row"
    OTHER_PROVINCES = "other_provinces"
    SHEETS_ELSEWHERE = "sheets_elsewhere"
    FAR_BELOW = "far_below"
    PRINTED_ABOVE = "printed_above"
    PERCENT_DISAGREES = "percent_disagrees"
    PERCENT_CLAMPED = "percent_clamped"
    EARLY_LARGE = "early_large"
    MISSING_AREAS = "missing_areas"
    EMPTY_AREA = "empty_area"
    CODE_OR_NAME = "code_or_name"
    CODES_OF_ANOTHER_LIST = "codes_of_another_list"
    CODE_MAY_BE_BPS = "code_may_be_bps"
    SEVERAL_AREAS = "several_areas"
    NEAR_AREA = "near_area"
    TWO_DATES = "two_dates"
    MISSING_DATE = "missing_date"
    UNCLEAR_DATE = "unclear_date"
    PERIOD_INCOMPLETE = "period_incomplete"
    SHEETS_DISAGREE = "sheets_disagree"
    NO_RECORDED = "no_recorded"
    NO_OBLIGED = "no_obliged"
    PERCENT_ONLY = "percent_only"
    MEANING_UNSURE = "meaning_unsure"
    COPY_OF_IN_FORCE = "copy_of_in_force"
    COUNT_SEVERAL_TIMES = "count_several_times"
    COUNT_JUMPS = "count_jumps"
    COVERAGE_JUMPS = "coverage_jumps"
    COVERAGE_FALLS = "coverage_falls"
    COVERAGE_LACKS_EARLY = "coverage_lacks_early"
    OLDER_THAN_PUBLISHED = "older_than_published"
    PARTS_DISAGREE = "parts_disagree"
    PART_ABOVE_WHOLE = "part_above_whole"
    HIDDEN_LEFT_OUT = "hidden_left_out"
    HIDDEN_USED = "hidden_used"
    OF_PERIOD_ONLY = "of_period_only"
    OF_PART_ONLY = "of_part_only"
    HOLDS_EARLY = "holds_early"
    EARLY_UNSURE = "early_unsure"
    MORE_DOUBTS = "more_doubts"

    READ_AS_THOUSANDS = "read_as_thousands"
    EARLY_STATED = "early_stated"
    READ_AS_RECORDED = "read_as_recorded"
    READ_BPS_CODES = "read_bps_codes"
    READ_DERIVED = "read_derived"
    READ_PERIOD = "read_period"
    READ_SHEET = "read_sheet"
    READ_COLUMN = "read_column"
    READ_TURNED = "read_turned"
    NOT_READ = "not_read"
    ROW_NOT_USED = "row_not_used"
    NATIONAL_NOT_USED = "national_not_used"
    TABLE_NOT_USED = "table_not_used"


_FIRST_DOUBT = list(Kind).index(Kind.REPEATED_ROW)
_FIRST_NOTE = list(Kind).index(Kind.READ_AS_THOUSANDS)
WEIGHTS: Mapping[Kind, Weight] = MappingProxyType(
    {
        kind: Weight.ERROR if position < _FIRST_DOUBT else Weight.DOUBT if position < _FIRST_NOTE else Weight.NOTE
        for position, kind in enumerate(Kind)
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its kind, and what its sentence needs (sheet, row as numbered in the sheet, area, numbers)."""

    kind: Kind
    values: Mapping[str, Any]

    @property
    def weight(self) -> Weight:
        """How much it matters."""
        return WEIGHTS[self.kind]


class Notebook:
    """Collects findings while a file is read; equal ones once, and of each kind the first `most`."""

    def __init__(self, most: int = MOST_OF_A_KIND) -> None:
        self._most = most
        self._found: list[Finding] = []
        self._count: Counter[Kind] = Counter()

    def write(self, kind: Kind, **values: Any) -> None:
        """Note a finding with what its sentence needs."""
        finding = Finding(kind, values)
        if self._count[kind] < self._most:
            if finding in self._found:
                return
            self._found.append(finding)
        self._count[kind] += 1

    def take(self, other: "Notebook", rows: Collection[int] | None = None) -> None:
        """Add what another notebook holds; with `rows` only what is about these rows, or about none."""
        for finding in other._found:
            if rows is None or finding.values.get("row") is None or finding.values["row"] in rows:
                self.write(finding.kind, **finding.values)
        if rows is None:
            for kind, count in other._count.items():
                self._count[kind] += max(0, count - self._most)

    def speaks_of(self, row: int, kinds: Collection[Kind]) -> bool:
        """Whether something of these kinds was found in a row."""
        return any(finding.kind in kinds and finding.values.get("row") == row for finding in self._found)

    @property
    def all(self) -> tuple[Finding, ...]:
        """Everything found, what matters most first."""
        return tuple(finding for weight in Weight for finding in self.of(weight))

    def of(self, weight: Weight) -> tuple[Finding, ...]:
        """The findings of a weight, and the number of those that were not named."""
        found = [finding for finding in self._found if finding.weight is weight]
        unnamed = sum(max(0, count - self._most) for kind, count in self._count.items() if WEIGHTS[kind] is weight)
        if unnamed and weight is not Weight.NOTE:
            more = Kind.MORE_ERRORS if weight is Weight.ERROR else Kind.MORE_DOUBTS
            found.append(Finding(more, {"count": unnamed}))
        return tuple(found)
