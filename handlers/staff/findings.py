"""What was found in figures, read or typed, in plain sentences from `texts/{id,en}/figures/findings.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from babel.numbers import format_decimal

from ektp_core.figures.findings import Finding
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.words.signs import one_line
from ektp_core.refusal import Refusal
from handlers.texts import TEXTS
from handlers.texts.wording import FILTERS, LOCALES

PLAIN = frozenset({"row", "first"})
"""Row numbers are read off the sheet, where 1234 has no point."""


def sentence(found: Finding | Refusal, language: Language) -> str:
    """A finding, or the refusal of a whole file, as one sentence; numbers as the language writes them. Plain text, not HTML."""
    texts = _texts(language)
    key = found.kind if isinstance(found, Finding) else found.key
    pattern: str = texts[key]
    said = {name: _in_words(name, value, language) for name, value in found.values.items()}
    return pattern.format_map({"where": _where(said, language), **said})


def _where(said: Mapping[str, str], language: Language) -> str:
    """The row of a sheet, or the area that was typed."""
    pattern: str = _texts(language)["where"]["row" if "row" in said else "line"]
    return pattern.format_map({"area": "", "sheet": "", **said})


@cache
def _texts(language: Language) -> Mapping[str, Any]:
    return tomllib.loads((TEXTS / language / "figures" / "findings.toml").read_text(encoding="utf-8"))


def _in_words(name: str, value: Any, language: Language) -> str:
    if isinstance(value, AsOf):
        return str(FILTERS[language]["as_of"](value))
    if isinstance(value, tuple):
        return ", ".join(_in_words(name, each, language) for each in value)
    if name == "measure":
        return str(_texts(language)["measures"][value])
    if isinstance(value, int | float) and name not in PLAIN:
        return str(format_decimal(value, "#,##0.####", locale=LOCALES[language]))
    return one_line(str(value))
