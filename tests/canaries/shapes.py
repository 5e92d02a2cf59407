"""What counts as a leak, told by rules of its own: were it told by the bot's redaction, it could miss only what that misses too."""

import re
from collections.abc import Iterator
from datetime import date

PROVINCES = frozenset({*range(11, 22), *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)})
WOMAN = 40
"""Added to the day of birth in a woman's NIK."""

YOUNGEST = 10
"""Years: who is younger is never asked about, so a later day is the office's own."""

MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"),
    *("january", "february", "march", "may", "june", "july", "august", "october", "december"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "agu", "ags", "aug", "sep", "okt", "oct", "nov", "des", "dec"),
)
_TOKEN = re.compile(r"\d{5,}(?::|%3a)[\w-]{15,}", re.IGNORECASE)
_INVITATION = re.compile(r"inv_[\w-]{12,}")
_PASSWORD = re.compile(r"://[^\s/@:]+:[^\s/@\[]+@")
_DIGITS = re.compile(r"(?<![\w.:])\+?\d(?:[ .-]{0,3}\d)+(?!\w)")
# A day stands behind no number and dot: there it is the code of a village, 19.04.01.2001.
_WRITTEN = re.compile(
    rf"(?<!\d)(?<!\d[.])(?P<day>\d{{1,2}})[ ./-]+(?:\d{{1,2}}[ ./-]+|(?:{'|'.join(MONTHS)})[ ,./-]+)(?P<year>\d{{4}})(?!\d)", re.IGNORECASE
)
_TURNED = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")


def leaks(text: str) -> Iterator[str]:
    """Whatever in a text has the shape of a secret, of a person's number or of a birth date."""
    for shape in (_TOKEN, _INVITATION, _PASSWORD):
        yield from (found[0] for found in shape.finditer(text))
    for shape in (_WRITTEN, _TURNED):
        yield from (found[0] for found in shape.finditer(text) if is_birth_year(int(found["year"])))
    for found in _DIGITS.finditer(text):
        digits = "".join(filter(str.isdigit, found[0]))
        if is_family_number(digits) or is_phone(digits) or is_birth_day(found[0]):
            yield found[0]


def is_family_number(digits: str) -> bool:
    """A NIK or the number of a family card: where, a day, and the fourth to the second last."""
    if len(digits) != len("1904011203100001") or int(digits[:2]) not in PROVINCES:
        return False
    day, month = int(digits[6:8]) % WOMAN, int(digits[8:10])
    return 1 <= day <= 31 and 1 <= month <= 12


def is_phone(digits: str) -> bool:
    """A mobile number as people write it, with its zero or with the country's code."""
    return len(digits) in range(10, 15) and digits.startswith(("08", "628"))


def is_birth_day(digits: str) -> bool:
    """Eight digits without anything between them."""
    if len(digits) != len("12032010") or not digits.isdigit():
        return False
    return any(
        is_day(day, month) and is_birth_year(int(year))
        for day, month, year in ((digits[:2], digits[2:4], digits[4:]), (digits[6:], digits[4:6], digits[:4]))
    )


def is_day(day: str, month: str) -> bool:
    """Of any year."""
    try:
        date(2024, int(month), int(day))
    except ValueError:
        return False
    return True


def is_birth_year(year: int) -> bool:
    """Of somebody who may be asked about."""
    return 1900 <= year <= date.today().year - YOUNGEST
