"""The words of a requirement as staff type them: a title, the lines of what to bring, a note."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from ektp_core.profile import Localized, Requirement
from ektp_core.reading.fields import WrongValue, read_words


class Part(StrEnum):
    """What of a requirement is changed at a time."""

    TITLE = "title"
    LINES = "lines"
    NOTE = "note"


LONGEST: Mapping[Part, int] = {Part.TITLE: 36, Part.LINES: 200, Part.NOTE: 300}
"""Letters; a title is a button, which a small phone cuts after 36."""

MOST_LINES = 12


def read_part(part: Part, text: str) -> str:
    """One part of a requirement; of `lines` each typed line is one thing to bring. Raises WrongValue, NikNotKept."""
    if part is not Part.LINES:
        return read_words(text, f"requirement_{part}", LONGEST[part])
    lines = [read_words(line.strip(" •-*"), "requirement_lines", LONGEST[part]) for line in text.splitlines() if line.strip(" •-*\t")]
    if not 0 < len(lines) <= MOST_LINES:
        raise WrongValue("requirement_lines", highest=MOST_LINES, longest=LONGEST[part])
    return "\n".join(lines)


def read_english(part: Part, text: str, indonesian: str) -> str:
    """The English of a part, with as many lines as the Indonesian. Raises WrongValue, NikNotKept."""
    english = read_part(part, text)
    if english.count("\n") != indonesian.count("\n"):
        raise WrongValue("requirement_english", highest=indonesian.count("\n") + 1)
    return english


def with_part(text: Requirement, part: Part, words: str, english: str | None) -> Requirement:
    """A requirement with other words in one part.

    Without English, or with one of another length, the Indonesian stands in both languages.
    """
    english = english if english and english.count("\n") == words.count("\n") else words
    match part:
        case Part.TITLE:
            return replace(text, title=Localized(words, english))
        case Part.NOTE:
            return replace(text, note=Localized(words, english))
        case Part.LINES:
            lines = zip(words.split("\n"), english.split("\n"), strict=True)
            return replace(text, lines=tuple(Localized(*line) for line in lines))
