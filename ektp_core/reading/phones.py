"""Telephone numbers as people in Indonesia write them: an area code and a number, a mobile number, a hotline."""

import re

from ektp_core.reading.words.signs import normal

FEWEST_DIGITS, MOST_DIGITS = 8, 15
"""Of an international number (ITU-T E.164)."""

LANDLINE_DIGITS = range(9, 13)
"""With the area code and its 0: 0718 61234 to 021 8065 1234 and some more."""

MOBILE_DIGITS = range(10, 14)
LOCAL_DIGITS = range(5, 9)
"""Of a number without its area code."""

NUMBER = re.compile(r"\+?\(?\+?\d(?:[\s().-]*\d)*", re.ASCII)
"""Digits with what stands between them; where another number begins only a comma, a stroke or a word tells."""

_HOTLINE = re.compile(r"1\d\d|1[45]\d{3}|1500\d{3}", re.ASCII)
_EXTENSION = re.compile(r"(?:ext|ekst|pesawat|psw|pes)\w*\.?\s*\d{1,5}(?!\d)", re.IGNORECASE | re.ASCII)


def numbers_in(text: str) -> list[str]:
    """Everything of a text that is written like a telephone number, without extensions."""
    return [found.group() for found in NUMBER.finditer(_EXTENSION.sub(" ", normal(text)))]


def is_phone(number: str) -> bool:
    """Whether a number can be called from anywhere: 08xx with 10 to 13 digits, an area code with its number, abroad, or a hotline."""
    digits = "".join(filter(str.isdecimal, number))
    if number.strip(" (").startswith("+") and not digits.startswith("62"):
        return FEWEST_DIGITS <= len(digits) <= MOST_DIGITS
    digits = f"0{digits[2:].removeprefix('0')}" if digits.startswith("62") else digits
    if digits.startswith("08"):
        return len(digits) in MOBILE_DIGITS
    if digits.startswith("0"):
        return len(digits) in LANDLINE_DIGITS and digits[1] != "0"
    return _HOTLINE.fullmatch(digits) is not None


def is_local(number: str) -> bool:
    """Whether it may be a number of the place itself, without its area code."""
    digits = "".join(filter(str.isdecimal, number))
    return digits[:1] != "0" and len(digits) in LOCAL_DIGITS
