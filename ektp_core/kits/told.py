"""What the audit keeps of a loan that was changed."""

from dataclasses import asdict
from datetime import date

from ektp_core.audit import Change, change_of
from ektp_core.kits.line import LoanLine, line_of
from ektp_core.kits.loans import Loan


def loan_change(before: Loan | None, after: LoanLine) -> Change:
    """The values that differ; a new loan has nothing before, a removed one an empty line after."""
    lines = line_of(before) if before else LoanLine(), after
    was, became = ({**asdict(line), "first": _iso(line.first), "last": _iso(line.last)} for line in lines)
    return change_of("", was, became)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
