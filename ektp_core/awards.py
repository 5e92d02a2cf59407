"""What the offices were awarded, by year and category. Judged every year, and no ranks (docs/domain.md#awards-are-not-ranks)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ektp_core.profile import Localized


@dataclass(frozen=True, slots=True)
class Award:
    """One category of one year; `area` is None where the source names the category but not who received it."""

    year: int
    category: str
    area: str | None
    recipient: str | None
    given_on: date | None
    prize: str | None
    note: Localized | None
    source: str
    id: int = 0
    version: int = 1


class Awards:
    """All awards on record."""

    def __init__(self, awards: Iterable[Award]) -> None:
        self._awards = tuple(awards)

    def of_year(self, year: int) -> tuple[Award, ...]:
        """The awards of one year, in the order they were entered."""
        return tuple(award for award in self._awards if award.year == year)

    def of_area(self, code: str) -> tuple[Award, ...]:
        """What one area received, newest first."""
        return tuple(sorted((award for award in self._awards if award.area == code), key=lambda award: -award.year))

    def years(self) -> tuple[int, ...]:
        """The years on record, newest first."""
        return tuple(sorted({award.year for award in self._awards}, reverse=True))
