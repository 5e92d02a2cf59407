"""What an audited act was, in words from `texts/<language>/staff/deeds.toml`: a sentence, and the things that it has changed."""

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter
from zoneinfo import ZoneInfo

from ektp_core.audit import Change, Entry, Thing
from ektp_core.profile import Language
from ektp_core.reading.words.signs import one_line
from ektp_core.roles import Outcome
from ektp_core.topics import ANSWERS
from handlers.staff.deeds.said_values import days_moved, said_value, texts_of
from handlers.staff.words import words
from handlers.texts import fact_name

LONGEST_LINE = 160
"""Letters of a deed that a list shows."""

TOLD_BY_ONE_VALUE = frozenset({Thing.FACT, Thing.REQUIREMENT})
"""Their date and source change with them nearly always."""

IN_MOVED = frozenset({"days", "state"})
"""What "memindahkan … dari … ke …" says already."""

_ID = re.compile(r"(?: \d{4,})+$")
_NPSN = re.compile(r"\d{8}")


def deed(entry: Entry, language: Language, zone: ZoneInfo) -> str:
    """What was done, as a sentence. The sentences for a deed go from the one that says least: the last that the line can fill.

    Older lines tell less. Plain text, not HTML.
    """
    texts = texts_of(language)
    known = texts["deeds"].get(entry.deed) or texts["deeds"]["other"]
    said = _said(entry, language, zone)
    fitting = [pattern for pattern in ([known] if isinstance(known, str) else known) if _names(pattern) <= said.keys()]
    return one_line((fitting or ["{tool}"])[-1].format_map(said))


def parts(entry: Entry, language: Language, zone: ZoneInfo) -> list[str]:
    """What a deed has changed: of several things each on a line of its own, of one each of its values; none where nothing is known."""
    year, origin = entry.moment.astimezone(zone).year, _origin(entry, language)
    if len(entry.changes) == 1:
        return [*origin, *_values(entry.changes[0], language, year)]
    told = [filter(None, [each.name, "; ".join(_values(each, language, year))]) for each in entry.changes]
    return [*origin, *map(": ".join, told)]


def _origin(entry: Entry, language: Language) -> Iterator[str]:
    """Who says the figures, and the file that they were read in: staff's alone."""
    if entry.subject.kind == Thing.FIGURES:
        yield from (f"{texts_of(language)['fields'][name]} {told}" for name in ("source", "file") if (told := entry.details.get(name)))


def has_more(entry: Entry, told: str) -> bool:
    """Whether a deed has changed more than its sentence tells on one line."""
    values = max((len({**each.before, **each.after}) for each in entry.changes), default=0)
    return len(entry.changes) > 1 or (values > 0 and len(told) > LONGEST_LINE) or (values > 1 and entry.subject.kind in TOLD_BY_ONE_VALUE)


def deed_and_parts(entry: Entry, language: Language, zone: ZoneInfo) -> tuple[str, str]:
    """Both, for a line of a sheet."""
    return deed(entry, language, zone), "; ".join(parts(entry, language, zone))


@cache
def _names(pattern: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(pattern) if name)


def _said(entry: Entry, language: Language, zone: ZoneInfo) -> dict[str, str]:
    """Every value of a line that its sentence may name."""
    year = entry.moment.astimezone(zone).year
    said = {"tool": words(language)[f"act_{entry.act}"], "also": "", **_thing(entry, language)}
    if entry.outcome is Outcome.REFUSED:
        return said
    flat = {**entry.details, **(entry.details.get("recap") or {})}
    known = {name: value for name, value in flat.items() if not (name == "school" and _NPSN.fullmatch(str(value)))}
    if len(entry.changes) == 1:
        said |= _changed(entry.changes[0], language, year)
    said |= {name: text for name, value in known.items() if (text := said_value(name, value, language, year))}
    if entry.changes:
        said["count"] = said_value("count", len(entry.changes), language, year)
    return said


def _thing(entry: Entry, language: Language) -> dict[str, str]:
    """What an act was about, as far as that has words: a number, a coded word, or the phrase that older lines have."""
    kind, thing, texts = entry.subject.kind, str(entry.subject.thing), texts_of(language)
    if entry.outcome is Outcome.REFUSED:
        how = words(language).get(f"subject_{thing}")
        return {"how": how} if how else {}
    if coded := texts["things"].get(f"{kind}_{thing}"):
        return {"thing": coded}
    if kind == Thing.FACT and thing in ANSWERS:
        return {"thing": texts["things"]["fact_topic"].format(topic=fact_name(thing, language))}
    if entry.subject.number is not None:
        return {"number": thing, **({"name": f"A-{thing}"} if kind == Thing.ANNOUNCEMENT else {})}
    return {"phrase": _phrase(thing, language)} if " " in thing or f"subject_{thing}" in words(language) else {}


def _phrase(text: str, language: Language) -> str:
    """ "officer Siti 7101", as the team's older lines have it, without the id."""
    first, _, rest = _ID.sub("", text).partition(" ")
    return f"{words(language).get(f'subject_{first}', first)} {rest}".strip()


def _changed(change: Change, language: Language, year: int) -> dict[str, str]:
    """The name of the one thing that was changed, and what has changed of it."""
    told = list(_values(change, language, year))
    said = {"thing": change.name, "changed": "; ".join(told), "first_changed": told[0] if told else ""}
    if moved := days_moved(change, language, year):
        said["moved"] = moved
        others = Change("", *({key: value for key, value in side.items() if key not in IN_MOVED} for side in (change.before, change.after)))
        said["also"] = "".join(f"; {each}" for each in _values(others, language, year))
    values = {**change.before, **change.after}
    said |= {name: text for name, value in values.items() if (text := said_value(name, value, language, year))}
    return {name: text for name, text in said.items() if text or name == "also"}


def _values(change: Change, language: Language, year: int) -> Iterator[str]:
    """ "jam 08.00–11.00 → 08.00–14.00"; what is new or gone has one side."""
    fields, none = texts_of(language)["fields"], texts_of(language)["nothing"]
    for name in {**change.before, **change.after}:
        before, after = (said_value(name, side.get(name), language, year) for side in (change.before, change.after))
        told = before if not change.after else after if not change.before else f"{before or none} → {after or none}"
        if told:
            yield f"{fields.get(name, '')} {told}".strip()
