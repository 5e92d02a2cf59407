"""A value of the audit as people write it: days, dates, numbers, times, and words for what is kept as a code."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from ektp_core.audit import NO_VALUE, Change
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.words.signs import one_line
from handlers.staff.words import words
from handlers.texts import TEXTS
from handlers.texts.wording import FILTERS, day_by_pattern

ROLES = frozenset({"role", "from", "to"})
PLAIN = frozenset({"year"})
"""Numbers that are no count."""

PERCENT = frozenset({"coverage", "percent"})
MOST_RUNS = 4
"""Of days that are named; that there are more is said."""

_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_TIME = re.compile(r"(\d\d):(\d\d)")
DATES = frozenset({"as_of", "first", "last", "given_on", "since", "text"})
"""Values that are dates where they look like one."""


@cache
def texts_of(language: Language) -> Mapping[str, Any]:
    """The sentences of deeds, what values are called, and what coded values are."""
    return tomllib.loads((TEXTS / language / "staff" / "deeds.toml").read_text(encoding="utf-8"))


def said_value(name: str, value: Any, language: Language, year: int) -> str:
    """A value of that name; "" for none. `year` is that of the act, which days do not repeat."""
    if value in NO_VALUE:
        return ""
    if name in ROLES:
        return words(language).get(f"role_{value}", "")
    if coded := texts_of(language)["values"].get(f"{name}_{value}"):
        return str(coded)
    if isinstance(value, list):
        return _listed(value, language, year)
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return _number(name, value, language)
    return _text(name, str(value), language, year)


def _number(name: str, value: float, language: Language) -> str:
    if name in PLAIN:
        return str(value)
    return str(FILTERS[language]["percent" if name in PERCENT else "number"](value))


def _text(name: str, value: str, language: Language, year: int) -> str:
    if name in DATES and _DATE.fullmatch(value) and (name in ("as_of", "since") or len(value) > len("2026-11")):
        return short_as_of(AsOf.parse(value), language)
    return one_line(_TIME.sub(r"\1.\2", value) if language is Language.ID and name == "hours" else value)


def _listed(values: Sequence[Any], language: Language, year: int) -> str:
    try:
        return said_days([date.fromisoformat(str(each)) for each in values], language, year)
    except ValueError:
        return ", ".join(_text("hours", str(each), language, year) for each in values)


def short_as_of(as_of: AsOf, language: Language) -> str:
    """As precise as it is: "30 Nov 2026", "Sep 2026", "2026"."""
    pattern = "d MMM y" if as_of.day else "MMM y" if as_of.month else "y"
    return day_by_pattern(pattern, language, as_of.first_day)


def said_days(days: Sequence[date], language: Language, year: int) -> str:
    """ "7 Des", "4–5 Des, 7 Des", "4 Jan 2027" for another year than the act's."""
    runs = _runs(sorted(days))
    told = [_run(first, last, language, year) for first, last in runs[:MOST_RUNS]]
    return ", ".join([*told, *(["…"] if len(runs) > MOST_RUNS else [])])


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] <= timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _run(first: date, last: date, language: Language, year: int) -> str:
    end = day_by_pattern("d MMM" if last.year == year else "d MMM y", language, last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{day_by_pattern('d MMM' if first.year == last.year else 'd MMM y', language, first)} – {end}"


def days_moved(change: Change, language: Language, year: int) -> str:
    """ "4 → 7 Des": from which days to which; "" where days have not changed. What both have in common is said once."""
    before, after = ([date.fromisoformat(str(day)) for day in side.get("days", ())] for side in (change.before, change.after))
    if not before or not after:
        return ""
    to, of = said_days(after, language, year), said_days(before, language, year)
    months = {(day.year, day.month) for day in (*before, *after)}
    if len(months) == 1 and len(_runs(sorted(before))) == 1:
        of = f"{min(before).day}–{max(before).day}" if len(before) > 1 else f"{before[0].day}"
    return str(texts_of(language)["moved"]).format(of=of, to=to)
