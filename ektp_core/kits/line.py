"""A loan of kits typed on one line: "1-18/12/2026 2 alat no 470/12/2026 diantar Senin"."""

import re
from dataclasses import dataclass
from datetime import date

from ektp_core.kits.loans import Loan
from ektp_core.reading.typed_days import DaysUnclear, find_days
from ektp_core.visits.line import MOST_KITS

LONGEST_LINE = 300
LONGEST_NOTE = 120
LONGEST_LOAN = 400
_NUMBER = re.compile(r"(?<!\w)(?:no(?:mor)?\.?|number|surat(?:\s+no(?:mor)?\.?)?)\s*:?\s*(?P<number>[\w./-]*\d[\w./-]*)", re.IGNORECASE)
_KITS = re.compile(r"(?<!\w)(?P<kits>\d{1,3})\s*(?:alat|unit|set|kits?)(?:\s+rekam)?(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LoanLine:
    """What is known of a loan so far."""

    first: date | None = None
    last: date | None = None
    kits: int | None = None
    number: str | None = None
    note: str | None = None

    @property
    def lacks(self) -> str | None:
        """The first thing that a loan cannot do without."""
        return "days" if self.first is None else "kits" if self.kits is None else None

    def over(self, earlier: "LoanLine") -> "LoanLine":
        """A later line over an earlier one."""
        days = self if self.first else earlier
        return LoanLine(days.first, days.last, self.kits or earlier.kits, self.number or earlier.number, self.note or earlier.note)


class LoanUnclear(ValueError):
    """Part of a line cannot be read: what then is lacking ("days", "kits"), the words, and what was read besides."""

    def __init__(self, lacks: str, words: str, kept: LoanLine) -> None:
        super().__init__(f"{lacks}: {words}")
        self.lacks = lacks
        self.words = words
        self.kept = kept


def read_loan_line(text: str, today: date) -> LoanLine:
    """First and last day, kits, number of the letter, and the rest as a note. Raises LoanUnclear with what was read."""
    rest = " ".join(text[:LONGEST_LINE].split())
    number, rest = _taken(_NUMBER, "number", rest)
    kits_text, rest = _taken(_KITS, "kits", rest)
    kits = int(kits_text) if kits_text and 0 < int(kits_text) <= MOST_KITS else None
    try:
        found = find_days(rest, today, most=LONGEST_LOAN)
    except DaysUnclear as unclear:
        raise LoanUnclear(lacks="days", words=unclear.words, kept=LoanLine(None, None, kits, number)) from None
    first, last = (found.days[0], found.days[-1]) if found.days else (None, None)
    note = re.sub(r"^(?:dan|catatan:?|note:?)\s+", "", found.rest.strip(" ,;:|-."), flags=re.IGNORECASE)[:LONGEST_NOTE] or None
    line = LoanLine(first, last, kits, number, note)
    if kits_text and kits is None:
        raise LoanUnclear(lacks="kits", words=kits_text, kept=line)
    return line


def loan_of(line: LoanLine, number: int = 0) -> Loan:
    """The loan of a complete line. ValueError when something is missing."""
    if line.first is None or line.last is None or line.kits is None:
        raise ValueError("a loan needs its days and its kits")
    return Loan(number, line.first, line.last, line.kits, line.note, line.number)


def line_of(loan: Loan) -> LoanLine:
    """A loan as a line, to change parts of it."""
    return LoanLine(loan.first, loan.last, loan.kits, loan.number, loan.note)


def _taken(pattern: re.Pattern[str], name: str, text: str) -> tuple[str | None, str]:
    found = pattern.search(text)
    return (found[name], f"{text[: found.start()]} {text[found.end() :]}") if found else (None, text)
