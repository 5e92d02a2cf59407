"""Recording kits, borrowed from the province in turns: a visit needs an open loan and free kits (docs/domain.md#kits-on-loan)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ektp_core.visits.schedule import Visit, VisitState


@dataclass(frozen=True, slots=True)
class Loan:
    """So many kits from one day to another, both included."""

    id: int
    first: date
    last: date
    kits: int
    note: str | None = None
    number: str | None = None
    version: int = 1
    example: bool = False


class ConflictKind(StrEnum):
    """Why a visit cannot take place as planned."""

    OUTSIDE_LOAN = "outside_loan"
    TOO_MANY_KITS = "too_many_kits"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One day of a visit that does not fit, and the other visits that cause it."""

    day: date
    kind: ConflictKind
    causes: tuple[Visit, ...] = ()


def kits_lent(day: date, loans: Iterable[Loan]) -> int:
    """How many kits the office holds on a day."""
    return sum(loan.kits for loan in loans if loan.first <= day <= loan.last)


def loan_beside(day: date, loans: Iterable[Loan]) -> Loan | None:
    """On a day without a loan: the last one that is over by then, else the next one that begins; None without any."""
    lent = tuple(loans)
    over = max((loan for loan in lent if loan.last < day), key=lambda loan: loan.last, default=None)
    return over or min((loan for loan in lent if loan.first > day), key=lambda loan: loan.first, default=None)


def kits_free(day: date, loans: Iterable[Loan], visits: Iterable[Visit]) -> int:
    """Kits held on a day and not out at a visit; negative when too many are promised."""
    return kits_lent(day, loans) - sum(visit.kits for visit in out_on(day, visits))


def conflicts(visit: Visit, loans: Iterable[Loan], visits: Iterable[Visit]) -> tuple[Conflict, ...]:
    """Every day of a visit that lies outside the loans, or on which its kits and those of the others pass what is lent."""
    return tuple(_conflicts(visit, tuple(loans), [other for other in visits if other.id != visit.id]))


def _conflicts(visit: Visit, loans: tuple[Loan, ...], others: list[Visit]) -> Iterator[Conflict]:
    for day in visit.days:
        if not kits_lent(day, loans):
            yield Conflict(day, ConflictKind.OUTSIDE_LOAN)
        elif kits_free(day, loans, others) < visit.kits:
            yield Conflict(day, ConflictKind.TOO_MANY_KITS, tuple(out_on(day, others)))


def out_on(day: date, visits: Iterable[Visit]) -> Iterator[Visit]:
    """The visits of a day, which have its kits."""
    return (visit for visit in visits if day in visit.days and visit.state is not VisitState.CANCELLED)
