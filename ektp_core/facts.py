"""What the office may set about itself, each value read strictly before it counts."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from ektp_core.eligibility import LeapBirthday
from ektp_core.reading.days.typed_days import read_day
from ektp_core.reading.fields import WrongValue, read_count, read_words
from ektp_core.reading.office_hours import with_hours
from ektp_core.reading.phones import is_phone, numbers_in
from ektp_core.refusal import Refusal
from ektp_core.topics import ANSWERS, FREE_OF_CHARGE, REPORTING

LAW = frozenset({"obliged_age", FREE_OF_CHARGE, REPORTING})
"""Set by law (UU 24/2013 arts 63(1), 79A, 95B); shown, never edited."""

BILINGUAL = frozenset({"address", "hours", "service_points", "complaints", *ANSWERS})
"""Facts that read differently in English."""

LONGEST_FACT = 300
YOUNGEST_MINIMUM, OLDEST_MINIMUM = 10, 17
WIDEST_BIRTH_YEARS = 5
FEWEST_PUPILS, MOST_PUPILS = 5, 500
HIGHEST_TARGET = 200
_WEBSITE = re.compile(r"(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[^\s<>]*)?)", re.IGNORECASE | re.ASCII)
_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|sampai|s\.?d\.?|to)\s*(\d{4}))?", re.ASCII)
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%?", re.ASCII)


class FactIsLaw(Refusal):
    """The fact is set by law, or is none that the office may set."""

    key = "staff/fact_is_law"


class FactInPart(Refusal):
    """What was said is only a part of what stands there, or of another kind: the whole is asked. Values: stands, said."""

    key = "staff/fact_in_part"


def in_place_of(key: str, stands: str, said: str) -> str:
    """What a fact becomes that reads so now. Raises FactInPart for hours of some days that do not fit what stands there."""
    whole = with_hours(stands, said) if key == "hours" else said
    if whole is None:
        raise FactInPart(stands=stands, said=said)
    return whole


def read_fact(key: str, text: str, today: date) -> str:
    """A fact as it is kept: ages and counts as digits, days as YYYY-MM-DD, birth years as "2007-2008".

    Raises FactIsLaw, WrongValue with the fact's key, and NikNotKept.
    """
    if key not in READERS:
        raise FactIsLaw()
    return READERS[key](key, read_words(text, key, LONGEST_FACT), today)


def _words(key: str, text: str, today: date) -> str:
    return text


def _phone(key: str, text: str, today: date) -> str:
    """Every number of it can be called by somebody from elsewhere."""
    numbers = numbers_in(text)
    if not numbers or not all(map(is_phone, numbers)):
        raise WrongValue(key)
    return text


def _website(key: str, text: str, today: date) -> str:
    match = _WEBSITE.fullmatch(text)
    if match is None:
        raise WrongValue(key)
    return match[1].removesuffix("/")


def _minimum_age(key: str, text: str, today: date) -> str:
    return str(read_count(text, key, YOUNGEST_MINIMUM, OLDEST_MINIMUM))


def _leap_birthday(key: str, text: str, today: date) -> str:
    if text not in set(LeapBirthday):
        raise WrongValue(key)
    return text


def _election_day(key: str, text: str, today: date) -> str:
    """A polling day to come, with its year: a day without one may be meant for another."""
    try:
        day = read_day(text, today)
    except Refusal:
        raise WrongValue(key) from None
    if day < today or str(day.year) not in text:
        raise WrongValue(key)
    return day.isoformat()


def _birth_years(key: str, text: str, today: date) -> str:
    """One year, or a few in order, of people who are 10 to 20 now."""
    match = _YEARS.fullmatch(text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not today.year - 20 <= first <= last <= today.year - 10 or last - first > WIDEST_BIRTH_YEARS:
        raise WrongValue(key, lowest=today.year - 20, highest=today.year - 10)
    return f"{first}-{last}" if last > first else str(first)


def _target(key: str, text: str, today: date) -> str:
    match = _PERCENT.fullmatch(text)
    value = float(match[1].replace(",", ".")) if match else 0
    if not 0 < value <= HIGHEST_TARGET:
        raise WrongValue(key, lowest=1, highest=HIGHEST_TARGET)
    return f"{value:g}"


def _pupils(key: str, text: str, today: date) -> str:
    return str(read_count(text, key, FEWEST_PUPILS, MOST_PUPILS))


READERS: Mapping[str, Callable[[str, str, date], str]] = MappingProxyType(
    {
        "address": _words,
        "phone": _phone,
        "hours": _words,
        "service_points": _words,
        "complaints": _words,
        "website": _website,
        "minimum_age": _minimum_age,
        "leap_birthday": _leap_birthday,
        "election_day": _election_day,
        "birth_years": _birth_years,
        "target_percent": _target,
        "pupils_per_kit_day": _pupils,
        **dict.fromkeys(ANSWERS, _words),
    }
)
"""The facts that the office sets, in the order of showing, and how each is read."""
