"""A loan of kits on one line: what is read of it, what stays when a part cannot be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.kits.line import LONGEST_LOAN, LoanLine, LoanUnclear, line_of, loan_of, read_loan_line
from ektp_core.kits.loans import Loan
from tests.core.builders import TODAY

DECEMBER = date(2026, 12, 1), date(2026, 12, 18)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1-18/12/2026 2 alat", LoanLine(*DECEMBER, 2)),
        ("1-18 desember 2026, 2 unit", LoanLine(*DECEMBER, 2)),
        ("1 Desember 2026 sampai 18 Desember 2026 2 set", LoanLine(*DECEMBER, 2)),
        ("01-12-2026 s/d 18-12-2026 2 kits", LoanLine(*DECEMBER, 2)),
        ("2 alat rekam 1-18/12/2026", LoanLine(*DECEMBER, 2)),
        ("1-18/12/2026 2 alat no 470/12/2026 diantar Senin", LoanLine(*DECEMBER, 2, "470/12/2026", "diantar Senin")),
        ("1-18/12/2026 2 alat surat nomor: 470/XII/2026", LoanLine(*DECEMBER, 2, "470/XII/2026")),
        ("1-18/12/2026 2 alat catatan: lewat pelabuhan", LoanLine(*DECEMBER, 2, note="lewat pelabuhan")),
        ("4/1/2027 1 alat", LoanLine(date(2027, 1, 4), date(2027, 1, 4), 1)),
        ("20/12/2026 - 15/1/2027 3 alat", LoanLine(date(2026, 12, 20), date(2027, 1, 15), 3)),
        ("1-18/12/2026", LoanLine(*DECEMBER)),
        ("2 alat no 471/2027", LoanLine(kits=2, number="471/2027")),
    ],
)
def test_a_loan_is_read_in_any_order(text: str, line: LoanLine) -> None:
    assert read_loan_line(text, TODAY) == line


@pytest.mark.parametrize(
    ("text", "lacks", "kept"),
    [
        ("31/02/2027 - 02/03/2027 2 alat no 471/2027", "days", LoanLine(kits=2, number="471/2027")),
        ("18/12/2026 - 1/12/2026 2 alat", "days", LoanLine(kits=2)),
        ("1/1/2027 - 1/1/2030 2 alat", "days", LoanLine(kits=2)),
        ("1-18/12/2026 0 alat no 9/2026", "kits", LoanLine(*DECEMBER, number="9/2026")),
        ("1-18/12/2026 999 alat", "kits", LoanLine(*DECEMBER)),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_kept(text: str, lacks: str, kept: LoanLine) -> None:
    with pytest.raises(LoanUnclear) as unclear:
        read_loan_line(text, TODAY)
    assert (unclear.value.lacks, unclear.value.kept) == (lacks, kept)


@pytest.mark.parametrize(
    ("line", "lacks"), [(LoanLine(), "days"), (LoanLine(kits=2), "days"), (LoanLine(*DECEMBER), "kits"), (LoanLine(*DECEMBER, 2), None)]
)
def test_a_loan_needs_its_days_and_its_kits(line: LoanLine, lacks: str | None) -> None:
    assert line.lacks == lacks
    if lacks:
        with pytest.raises(ValueError, match="needs"):
            loan_of(line)


def test_a_later_line_counts_and_what_it_does_not_say_stays() -> None:
    earlier = LoanLine(*DECEMBER, 2, "470/12/2026", "diantar Senin")
    assert LoanLine(kits=3).over(earlier) == LoanLine(*DECEMBER, 3, "470/12/2026", "diantar Senin")
    moved = date(2027, 1, 4), date(2027, 1, 8)
    assert LoanLine(*moved).over(earlier) == LoanLine(*moved, 2, "470/12/2026", "diantar Senin")


days = st.dates(TODAY, date(2030, 12, 31))


@given(days, st.integers(0, LONGEST_LOAN), st.integers(1, 20))
def test_a_loan_is_read_back_from_its_line(first: date, length: int, kits: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    loan = Loan(7, first, last, kits)
    assert loan_of(read_loan_line(f"{first:%d-%m-%Y} - {last:%d-%m-%Y} {kits} alat", TODAY), 7) == loan == loan_of(line_of(loan), 7)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["1-18/12/2026", "2 alat", "no 4/2026", "senin", "sampai", "-", "99"]), max_size=9).map(" ".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        line = read_loan_line(text, TODAY)
    except LoanUnclear:
        return
    assert line.first is None or (line.last is not None and line.first <= line.last)
