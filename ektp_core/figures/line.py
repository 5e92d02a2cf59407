"""Figures typed by hand, on one line: "Bangka Tengah 31-10-2026 wajib 150.000 rekam 147.000 pra 10.500 cetak 140.000"."""

import re
from datetime import date

from ektp_core.areas import Area, Areas
from ektp_core.figures.counts import Counts
from ektp_core.reading.births import BirthDate, BirthMonth, BirthYear, read_birth
from ektp_core.reading.calendar import AsOf
from ektp_core.refusal import Refusal

WORDS = {
    "obliged": "wajib|wktp|wajib ktp",
    "recorded": "rekam|direkam|perekaman|recorded",
    "early": "pra|pra-17|pra17|pemula|early",
    "printed": "cetak|dicetak|printed",
}
_NUMBER = r"\s*[:=]?\s*(?P<number>\d{1,3}(?:[.,]\d{3})+|\d+)(?![\d./-])"


class NoSuchAsOf(Refusal):
    """The text is no day, month or year up to today."""

    key = "staff/no_such_as_of"


class LineUnreadable(Refusal):
    """The line lacks an area, the obliged, or the recorded, or names several areas. Values: lacks, and areas as they are told apart."""

    key = "staff/figures_line"


def read_as_of(text: str, today: date) -> AsOf:
    """The date of figures, as precise as it is typed: "30-09-2026", "September 2026". Raises NoSuchAsOf."""
    try:
        match read_birth(text, today):
            case BirthDate(day):
                return AsOf(day.year, day.month, day.day)
            case BirthMonth(year, month):
                return AsOf(year, month)
            case BirthYear(year):
                return AsOf(year)
    except Refusal:
        pass
    raise NoSuchAsOf()


def read_line(text: str, areas: Areas, today: date, home: Area) -> tuple[Area, AsOf | None, Counts]:
    """The area (the office's district when none is named), the date if one is given, and the numbers. Raises LineUnreadable, NoSuchAsOf."""
    found, left = {}, text
    for measure, words in WORDS.items():
        match = re.search(rf"(?<!\w)(?:{words})(?:\s+ktp(?:-el)?)?{_NUMBER}", left, re.IGNORECASE)
        if match:
            found[measure] = int(re.sub(r"\D", "", match["number"]))
            left = left[: match.start()] + "|" + left[match.end() :]
    if lacks := [measure for measure in ("obliged", "recorded") if measure not in found]:
        raise LineUnreadable(lacks=lacks[0], areas=[])
    head = left.split("|", 1)[0].strip(" ,;:")
    name, as_of = _split_date(head, today)
    places = areas.meant(name, home.code) if name else (home,)
    if len(places) != 1:
        raise LineUnreadable(lacks="one_area" if places else "area", areas=[areas.told_apart(place) for place in places])
    return places[0], as_of, Counts(**found)


def _split_date(head: str, today: date) -> tuple[str, AsOf | None]:
    """The words before the numbers, and the date at their end, if any."""
    words = head.split()
    for start in range(len(words)):
        if words[start][0].isdigit() or start:
            try:
                return " ".join(words[:start]), read_as_of(" ".join(words[start:]), today)
            except NoSuchAsOf:
                continue
    return head, None
