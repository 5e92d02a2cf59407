"""What no line of a log may hold, known by its shape (docs/reliability.md#logs-hold-nobodys-words).

Where a shape could be either, the rule is written beside it: what identifies a person goes, the office's own numbers stay.
"""

import re
from collections.abc import Iterable
from datetime import date

from ektp_core.reading.words.calendar_words import MONTH_NAMES
from ektp_core.reading.words.signs import plain_digits
from handlers.request import INVITATION

YOUNGEST = 10
"""Nobody younger is asked about: a day at least so many years back is a birth date, a later one the office's (a log line's, a visit's)."""

OLDEST = 1900

_MONTHS = "|".join(sorted((re.escape(name) for names in MONTH_NAMES for name in names.split()), key=len, reverse=True))
_BETWEEN = r"[ ._-]{1,3}"
"""Inside one number; a comma stands between two."""

_YEAR = r"(?:19|20)\d\d"
_SHAPES = re.compile(
    rf"""
    (?P<token>(?<=bot)\d+(?::|%3a)[\w-]+|(?<!\d)\d{{5,}}(?::|%3a)[\w-]{{20,}})
    |(?P<password>(?<=://)[^\s/@"']+@)
    |(?P<invitation>(?<=\b{INVITATION})[\w-]{{16,}})
    |(?P<secret>(?<=secret-token)["']?[:=]\s*["']?[\w-]+|(?<=secret_token)["']?[:=]\s*["']?[\w-]+)
    |(?P<area>(?<![\d.])\d\d\.\d\d(?:\.\d\d(?:\.\d{{4}})?)?(?![\d.]))
    |(?P<iso>(?<![\d-])(?P<y>{_YEAR})[-./_ ]\d{{1,2}}[-./_ ]\d{{1,2}}(?!\d))
    |(?P<said>(?<![\d./-])(?:\d{{1,2}}[ ./-]*(?:{_MONTHS})\.?[ ,./-]*|(?:{_MONTHS})\.?[ ]*\d{{1,2}}[ ,./-]+)(?P<sy>{_YEAR}|\d\d)(?!\d))
    |(?P<numbers>(?<![\d.])\d{{1,2}}(?P<sep>[ ./-])\d{{1,2}}(?P=sep)(?P<ny>{_YEAR})(?!\d))
    |(?P<short>(?<![\d./:-])\d{{1,2}}(?P<bar>[/-])\d{{1,2}}(?P=bar)\d\d(?![\d/:-]))
    |(?P<whole>(?<!\d)(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<wy>{_YEAR})|(?P<wyi>{_YEAR})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d))
    |(?P<phone>(?<!\d)(?:\+?62(?:{_BETWEEN})?8|08|8(?=\d\d[ .-]\d{{3,4}}[ .-]\d))\d(?:[ .-]?\d){{6,10}}(?!\d))
    |(?P<nik>\d{{15,}}|(?<!\d)\d(?:(?:{_BETWEEN}(?!{_YEAR}-\d))?\d){{14,16}}(?!\d))
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The first that fits at a place counts, longest certain one first: an area code (19.04.01) is no date, a date no part of a NIK.

A date of three dotted pairs (12.03.10) looks just like an area code and stays; nothing of ours logs what people typed.
"""

_MARKS = {
    "token": "[token]",
    "password": "[password]@",
    "invitation": "[invitation]",
    "secret": ": [secret]",
    "said": "[date]",
    "numbers": "[date]",
    "iso": "[date]",
    "short": "[date]",
    "whole": "[date]",
    "phone": "[number]",
    "nik": "[number]",
}
_YEARS = {"iso": ("y",), "said": ("sy",), "numbers": ("ny",), "whole": ("wy", "wyi")}


class Redaction:
    """Takes out of a text every shape, and the very secrets of this process."""

    def __init__(self) -> None:
        self._secrets: tuple[str, ...] = ()

    def hide(self, secrets: Iterable[str]) -> None:
        """From now on take out these too, whatever they look like."""
        self._secrets = tuple(sorted({*self._secrets, *filter(None, secrets)}, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return _SHAPES.sub(_marked, text if text.isascii() else plain_digits(text))


redact = Redaction()
"""Of this process: the settings' secrets are hidden from it when they are read."""


def _marked(match: re.Match[str]) -> str:
    shape = str(match.lastgroup)
    if shape == "area" or (shape in _YEARS and not _is_birth(next(match[each] for each in _YEARS[shape] if match[each]))):
        return match[0]
    return _MARKS[shape]


def _is_birth(year: str) -> bool:
    """Of two digits anything may be one."""
    return len(year) == 2 or OLDEST <= int(year) <= date.today().year - YOUNGEST
