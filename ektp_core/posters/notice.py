"""The words of posters and lists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """Every word that a poster says of a visit, in one language; empty where there is nothing to say."""

    office: str
    office_short: str
    title: str
    place: str
    number: str
    """What the place is called where no letter of its name can be drawn."""

    moved: str
    days: tuple[str, ...]
    period: str
    """The days on one line, where there is no room for each."""

    hours: str
    classes_title: str
    classes: tuple[tuple[str, str], ...]
    """Each class with its hours."""

    warnings: tuple[str, ...]
    who_title: str
    born: str
    born_short: str
    who: tuple[str, ...]
    bring_title: str
    bring: tuple[str, ...]
    bring_short: str
    free: str
    after: str
    scan: str
    scan_short: str
    contact: tuple[str, ...]
    as_of: str
    """Of which day the schedule is, and who says so."""

    sources: tuple[str, ...]
    example: str
    """That all of it is invented, where it is."""

    mark: str
    """The same in one word, across the sheet."""


@dataclass(frozen=True, slots=True)
class ClassHours:
    """Every word of the list: `rows` are each class with its hours and its number of pupils, "" where that is not known."""

    office: str
    title: str
    place: str
    number: str
    moved: str
    days: tuple[str, ...]
    columns: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    expected: str
    as_of: str
    example: str
    mark: str
