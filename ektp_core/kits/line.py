"""A loan of kits typed on one line: "1-18/12/2026 2 alat no 470/12/2026 diantar Senin"."""

import re
from dataclasses import dataclass
from datetime import date

from ektp_core.kits.loans import Loan
from ektp_core.reading.counts import KITS, take_counts
from ektp_core.reading.days.typed_days import DaysUnclear, take_days
from ektp_core.reading.words.text import Text
from ektp_core.visits.line import MOST_KITS

LONGEST_LINE = 300
LONGEST_NOTE = 120
LONGEST_LOAN = 400
_NUMBER = re.compile(r"(?<!\w)(?:no(?:mor)?\.?|number|surat(?:\s+no(?:mor)?\.?)?)\s*:?\s*(?P<number>[\w./-]*\d[\w./-]*)", re.IGNORECASE)


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
    """First and last day, kits, number of the letter, and the rest as a note; days apart are the ends of one loan.

    Raises LoanUnclear with what was read.
    """
    whole = Text(" ".join(text[:LONGEST_LINE].split()))
    number = take_letter(whole)
    counted = take_counts(whole, KITS)
    kits = counted.number if counted.is_clear and 0 < (counted.number or 0) <= MOST_KITS else None
    try:
        days = take_days(whole, today, most=LONGEST_LOAN + 1)
    except DaysUnclear as unclear:
        raise LoanUnclear(lacks="days", words=unclear.words, kept=LoanLine(None, None, kits, number)) from None
    note = " ".join(re.sub(r"^(?:dan|catatan:?|note:?)\s+", "", whole.rest().strip(" ,;:|-."), flags=re.IGNORECASE).split())
    first, last = (days[0], days[-1]) if days else (None, None)
    line = LoanLine(first, last, kits, number, note[:LONGEST_NOTE] or None)
    if counted.said and kits is None:
        raise LoanUnclear(lacks="kits", words=", ".join(whole.words(said.start, said.end) for said in counted.said), kept=line)
    return line


def take_letter(whole: Text) -> str | None:
    """The number of the letter that lends the kits ("no 470/12/2026"), taken out of the text before its days are read."""
    letter = _NUMBER.search(whole.source)
    if letter is None:
        return None
    whole.take_written(*letter.span())
    return letter["number"]


def loan_of(line: LoanLine, number: int = 0) -> Loan:
    """The loan of a complete line. ValueError when something is missing."""
    if line.first is None or line.last is None or line.kits is None:
        raise ValueError("a loan needs its days and its kits")
    return Loan(number, line.first, line.last, line.kits, line.note, line.number)


def line_of(loan: Loan) -> LoanLine:
    """A loan as a line, to change parts of it."""
    return LoanLine(loan.first, loan.last, loan.kits, loan.number, loan.note)
