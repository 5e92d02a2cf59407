"""How dates and numbers are written in each language (CLDR, by Babel)."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from ektp_core.holidays import holiday_on
from ektp_core.profile import Language, Localized
from ektp_core.reading.births.birth import BirthMonth
from ektp_core.reading.calendar import AsOf, Days

LOCALES = {Language.ID: Locale("id"), Language.EN: Locale("en", "GB")}
_OF_NO_LANGUAGE = re.compile(r"\w[\w-]*(?:[./@]\w[^\s]*)+|[^a-z]+", re.IGNORECASE)
_WHATSAPP_MARKS = re.compile(r"[*_~`]")
"""What WhatsApp reads as bold, italic, struck through and code: in a name it is none."""

AND = {Language.ID: " dan ", Language.EN: " and "}


@lru_cache(maxsize=4096)
def day_by_pattern(pattern: str, language: Language, day: date) -> str:
    """A day by a pattern of CLDR's: "7 Des" by "d MMM"."""
    return format_date(day, pattern, locale=LOCALES[language])


@lru_cache(maxsize=1024)
def _as_of(language: Language, as_of: AsOf) -> str:
    """A date as precisely as its source: "22 November 2022", "Februari 2018", "2017"."""
    pattern = "d MMMM y" if as_of.day else "MMMM y" if as_of.month else "y"
    return format_date(date(as_of.year, as_of.month or 1, as_of.day or 1), pattern, locale=LOCALES[language])


@lru_cache(maxsize=4096)
def _number(language: Language, value: float | Fraction) -> str:
    return format_decimal(float(value), "#,##0.##", locale=LOCALES[language])


def _percent(language: Language, value: float | Fraction) -> str:
    """A percentage, two decimals at most, never clamped, on one line: "105 %", "99,37 %"."""
    return f"{_number(language, value)}\u00a0%"


def _period(language: Language, days: Days) -> str:
    """A day with its weekday, or from the first to the last day: "30 November – 6 Desember 2026"."""
    if days.first == days.last:
        return day_by_pattern("EEEE, d MMMM y", language, days.first)
    pattern = "d MMMM" if days.first.year == days.last.year else "d MMMM y"
    return f"{day_by_pattern(pattern, language, days.first)} – {day_by_pattern('d MMMM y', language, days.last)}"


def _month(language: Language, birth: BirthMonth) -> str:
    return day_by_pattern("MMMM y", language, date(birth.year, birth.month, 1))


def _hour(language: Language, value: time) -> str:
    return value.strftime("%H:%M" if language is Language.EN else "%H.%M")


def _stamp(language: Language, moment: datetime) -> str:
    return day_by_pattern("d MMM y", language, moment.date())


def _joined(language: Language, words: Iterable[str], between: str = ", ") -> str:
    """ "A", "A dan B", "A, B dan C"; `between` for words that have commas themselves."""
    *first, last = words
    return f"{between.join(first)}{AND[language]}{last}" if first else last


def _original(language: Language, text: str) -> str:
    """What somebody wrote in Indonesian only: a quotation for who reads English. An address on the web or a number is nobody's language."""
    if language is Language.ID or all(_OF_NO_LANGUAGE.fullmatch(word) for word in text.split()):
        return text
    return f"“{text}” (in Indonesian)"


def _told(language: Language, text: Localized) -> str:
    """A text in the reader's language, or quoted where it is in Indonesian only."""
    return _original(language, text.id) if text.en == text.id else text[language]


def in_words(value: Any, language: Language) -> Any:
    """A value on a button: dates and months in words, a text in the reader's language, anything else as it is."""
    if isinstance(value, Localized):
        return f"“{value.id}”" if language is Language.EN and value.en == value.id else value[language]
    if isinstance(value, date):
        return day_by_pattern("d MMMM y", language, value)
    if isinstance(value, AsOf):
        return _as_of(language, value)
    if isinstance(value, BirthMonth):
        return day_by_pattern("MMM", language, date(value.year, value.month, 1))
    return value


def on_short_button(day: date, language: Language) -> str:
    """A date where a button has little room."""
    return day_by_pattern("d MMM", language, day)


def _filters(language: Language) -> dict[str, Callable[..., Any]]:
    return {
        "weekday_date": partial(day_by_pattern, "EEEE, d MMMM y", language),
        "long_date": partial(day_by_pattern, "d MMMM y", language),
        "short_date": partial(day_by_pattern, "EEE d MMM", language),
        "birth_month": partial(_month, language),
        "period": partial(_period, language),
        "as_of": partial(_as_of, language),
        "number": partial(_number, language),
        "percent": partial(_percent, language),
        "hour": partial(_hour, language),
        "holiday": partial(holiday_on, language=language.value),
        "kind": lambda value: type(value).__name__,
        "numeric_date": partial(day_by_pattern, "dd-MM-y", language),
        "stamp": partial(_stamp, language),
        "original": partial(_original, language),
        "told": partial(_told, language),
        "joined": partial(_joined, language),
        "unmarked": partial(_WHATSAPP_MARKS.sub, ""),
        "in_minutes": lambda period: period // timedelta(minutes=1),
        "in_hours": lambda period: period // timedelta(hours=1),
    }


FILTERS: Mapping[Language, dict[str, Callable[..., Any]]] = {language: _filters(language) for language in Language}
