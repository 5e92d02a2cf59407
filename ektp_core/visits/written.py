"""How days and hours are written in cells and nowhere else: what is made plain before it is read, and what is not sure."""

import re
from datetime import date

_HALF_BARE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?(?:\s*wib)?", re.IGNORECASE)
_NEXT_DAY = re.compile(r"(\d{4})\s+(?=(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:mulai|dari|from|starting)\b", re.IGNORECASE)
_ABOUT = re.compile(r"±|\+/-|~|≈")
_TWO_NUMBERS = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")
NEIGHBOURS = 2
"""Days apart: "5/6" may be the 5th and the 6th of a month that stands elsewhere."""


def plain(text: str) -> str:
    """A text with the apostrophe of "Jum'at" as it is typed, whatever stands for it, and a comma where a line ended between two days."""
    return _NEXT_DAY.sub(r"\1, ", text.replace("`", "'").replace("´", "'"))


def with_minutes(text: str) -> str:
    """Hours of which one end has its minutes, with those of both: "8:00-11"."""
    half = _HALF_BARE.fullmatch(text)
    if half is None or bool(half[2]) == bool(half[4]):
        return text
    return f"{half[1]}.{half[2] or '00'}-{half[3]}.{half[4] or '00'}"


def is_open(text: str, days: tuple[date, ...]) -> bool:
    """Whether a date is only where something begins, or about when: "mulai 15 Desember", "± 15 Desember"; nobody says the rest."""
    before = re.split(r"\d", text, maxsplit=1)[0]
    return bool(_ABOUT.search(before) or (len(days) == 1 and _OPEN.search(before)))


def may_be_two_days(text: str) -> bool:
    """Whether a day and its month without a year may be two days instead."""
    numbers = _TWO_NUMBERS.fullmatch(text)
    return numbers is not None and 0 < int(numbers[2]) - int(numbers[1]) <= NEIGHBOURS
