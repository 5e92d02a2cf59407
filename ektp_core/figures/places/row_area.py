"""What a row turned out to be about."""

from dataclasses import dataclass
from enum import StrEnum


class RowKind(StrEnum):
    """What a row turned out to be. A NATIONAL row is a total of more than the home province."""

    AREA = "area"
    TOTAL = "total"
    FOREIGN = "foreign"
    NATIONAL = "national"
    UNKNOWN = "unknown"
    SEVERAL = "several"


class RowRemark(StrEnum):
    """What should be said about how an area was found."""

    BPS = "bps"
    CODE_ALONE = "code_alone"
    NAME_OVER_CODE = "name_over_code"
    CODE_OVER_NAME = "code_over_name"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class RowArea:
    """The area of a row, or why there is none. A TOTAL with a code says whose total it is; an UNKNOWN with one has it from its code."""

    kind: RowKind
    code: str | None = None
    remark: RowRemark | None = None
    written: str = ""
    """The code beside a name that it disagrees with."""

    near_above: str = ""
    """The name of a district above the row that is none of today, and was taken for the row's own."""
