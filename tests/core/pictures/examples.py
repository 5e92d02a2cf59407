"""Pictures with the values that are hardest to draw: plain words, as a handler would pass them."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from ektp_core.pictures import Frame
from ektp_core.pictures.bars import Bar, BarWords, CoverageBars, chosen
from ektp_core.pictures.progress import Done, RoundDone
from ektp_core.pictures.trend import CoverageTrend, Point
from ektp_core.pictures.visit_days import MOST_LINES, Day, DayWords, Line, Month, VisitDays

FRAME = Frame(
    "Bangka Tengah: cakupan per wilayah",
    "Per 22 November 2022",
    ("Definisi: perekaman wajib KTP + pra-17 dibagi wajib KTP.", "Sumber: laporan kabupaten, 22 November 2022"),
)
BAR_WORDS = BarWords(
    "wajib KTP yang direkam", "anak yang direkam sebelum 17", "bagian pra-17 tidak disebutkan", "kepemilikan kartu", "100 %"
)
DAY_WORDS = DayWords("hari kunjungan", "alat yang dipakai lebih banyak dari yang dipinjam", "ada alat pinjaman", "hari libur")
LONG_NAME = "Kepulauan Selat Nasik Barat Laut Tengah1"
"""Of 40 letters."""

VALUES = ((0.0, 0.0), (94.97, 5.0), (93.0, 7.0), (98.0, 7.0), (105.0, 35.0), (88.0, None), (0.4, 0.6), (100.0, 0.0), (92.9, 7.07))
"""Recorded and early, in percent; their sums are 0, 99.97, 100, 105, 140 …"""

WHOLE_YEAR = ("2017-01-01", "2017-12-31")


def percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "\u00a0%"


def a_bar(recorded: float, early: float | None, name: str = "Koba", *, note: str = "", is_home: bool = False, is_held: bool = False) -> Bar:
    """A bar whose total is the sum of its parts."""
    total = recorded + (early or 0)
    if early is None or is_held:
        return Bar(name, percent(total), total, note=note, is_home=is_home, is_held=is_held)
    return Bar(name, percent(total), total, recorded, early, percent(recorded), f"+ {percent(early)}", note, is_home)


def some_bars(count: int, *, note: str = "") -> list[Bar]:
    """So many areas, every fifth with a name of 40 letters, every ninth without a figure; the fourth is home."""
    made = []
    for number in range(count):
        name = LONG_NAME if number % 5 == 1 else f"Wilayah {number + 1}"
        recorded, early = VALUES[number % len(VALUES)]
        is_held = bool(note) and number % 4 == 2
        measured = a_bar(recorded, early, name, note=note, is_home=number == 3, is_held=is_held)
        made.append(Bar(name, "belum ada data") if number % 9 == 8 else measured)
    return made


def bars(count: int, *, note: str = "", frame: Frame = FRAME) -> CoverageBars:
    return CoverageBars(frame, chosen(some_bars(count, note=note)).bars, BAR_WORDS, "Belum ada wilayah yang punya angka.")


def a_point(value: float, first: str, last: str = "", *, joined: bool = True, note: str = "") -> Point:
    return Point(value, date.fromisoformat(first), date.fromisoformat(last or first), percent(value), last or first, joined, note)


def trend(*points: Point) -> CoverageTrend:
    return CoverageTrend(FRAME, points, percent(100), "Belum ada angka.")


COURSE = (
    a_point(84.5, *WHOLE_YEAR),
    a_point(92, "2018-02-01", "2018-02-28", joined=False, note="kepemilikan kartu"),
    a_point(97.37, "2020-12-31"),
    a_point(99.97, "2021-06-30"),
    a_point(98, "2021-07-10"),
    a_point(103, "2022-10-01"),
    a_point(105, "2022-11-22"),
    a_point(140, "2022-11-30"),
)


def a_month(month: int, *, busy: bool = True) -> Month:
    """A month of 2027 with a visit every third day, and kits on loan in odd months."""
    days = [date(2027, month, number + 1) for number in range(monthrange(2027, month)[1])]
    lent = 5 if month % 2 else 0
    return Month(
        f"September {month}",
        tuple(Day(day.day, day.weekday(), int(busy and day.day % 3 == 0), day.day % 7, lent, day.day in (9, 17)) for day in days),
    )


def visit_days(months: int, lines: int, *, more: str = "") -> VisitDays:
    shown = [Line("28 Sep – 10 Des" if at % 4 else "Rab 28 Sep", LONG_NAME * 2, f"{at}/5", at > 5) for at in range(min(lines, MOST_LINES))]
    return VisitDays(
        FRAME, tuple("SSRKJSM"), tuple(a_month(month + 1) for month in range(months)), tuple(shown), DAY_WORDS, "Belum ada kunjungan.", more
    )


def done(name: str, count: int, of: int | None, *notes: str) -> Done:
    return Done(name, str(count) if of is None else f"{count} dari {of}", count, of, notes)


def round_done(*whole: Done, parts: Sequence[Done] = ()) -> RoundDone:
    return RoundDone(FRAME, whole, tuple(parts), "Belum ada kunjungan.")
