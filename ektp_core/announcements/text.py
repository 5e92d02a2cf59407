"""The words of an announcement, checked before anybody gets them (docs/reliability.md#a-bad-text-stops-early)."""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from html import escape, unescape

from ektp_core.announcements.announcement import LONGEST_CAPTION, LONGEST_TEXT
from ektp_core.reading.fields import NikNotKept
from ektp_core.reading.masking import NumberKind, mask_numbers
from ektp_core.reading.shortening import beginning
from ektp_core.refusal import Refusal

LONGEST_SOURCE = 20_000
"""Characters with all formatting; Telegram itself sends no longer message."""

TAGS = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "span"}) | {
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
}
"""What Telegram's HTML knows; anything else is refused by it, and so here."""

_BRACES = re.compile(r"\{([^{}\n]{1,60})\}")
_TAGS_IN_BRACES = re.compile(r"\{((?:<[^<>]+>)*)([^{}<>\n]+)((?:<[^<>]+>)*)\}")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z-]*)(?P<attributes>(?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
_ANY_TAG = re.compile(r"<[^<>]*>")


class Placeholder(StrEnum):
    """What is filled in for each reader, from the visit that they hear of."""

    SCHOOL = "school"
    DATE = "date"
    PLACE = "place"
    HOURS = "hours"


NAMES: Mapping[str, Placeholder] = {
    "sekolah": Placeholder.SCHOOL,
    "tanggal": Placeholder.DATE,
    "tempat": Placeholder.PLACE,
    "jam": Placeholder.HOURS,
    **{placeholder.value: placeholder for placeholder in Placeholder},
}


class TextFault(StrEnum):
    """Why an announcement cannot be sent as it is."""

    EMPTY = "empty"
    FORMATTING = "formatting"
    TOO_LONG = "too_long"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    NO_TARGET = "no_target"
    """A placeholder, and an audience that is no place: everyone, or the whole district."""

    NO_VISIT = "no_visit"
    NO_SCHOOL = "no_school"
    NO_HOURS = "no_hours"
    NOBODY = "nobody"
    UNCHANGED = "unchanged"
    NOBODY_LEFT = "nobody_left"
    """Of those who got what is corrected nobody can be told anew; where it stands it can still be changed."""

    FILE_STAYS = "file_stays"
    """A correction edits words; Telegram keeps the picture or file."""

    TOO_OLD = "too_old"
    """Nothing of it can be deleted any more."""

    TOO_SHORT = "too_short"
    """Words behind the command that are neither a place nor a message."""


class AnnouncementRefused(Refusal):
    """The announcement cannot go out so. Values: fault, and what its sentence names: a placeholder or place, the limit that it passes."""

    key = "staff/announcement_refused"

    def __init__(self, fault: TextFault, **named: str | int | timedelta) -> None:
        super().__init__(fault=fault, **named)
        self.fault = fault


def too_long(length: int, longest: int) -> AnnouncementRefused:
    """The refusal of so many UTF-16 units."""
    return AnnouncementRefused(TextFault.TOO_LONG, length=length, longest=longest, longest_text=LONGEST_TEXT)


def as_html(words: str, html: str | None) -> str:
    """What was typed, as Telegram HTML: formatted by its writer, or plain and escaped. Raises NikNotKept, AnnouncementRefused."""
    if NumberKind.NIK_OR_KK in mask_numbers(words).found:
        raise NikNotKept()
    text = (escape(words, quote=False) if html is None else html).strip()
    # Whoever marks "sekolah" as bold, and not its braces, means the same placeholder.
    text = _TAGS_IN_BRACES.sub(r"\1{\2}\3", text)
    if len(text) > LONGEST_SOURCE:
        raise too_long(units(words), LONGEST_TEXT)
    check_formatting(text)
    return text


def placeholders_in(html: str) -> tuple[Placeholder, ...]:
    """The placeholders of a text, each once. Raises AnnouncementRefused for braces around anything else."""
    found: dict[Placeholder, None] = {}
    for name in _BRACES.findall(html):
        known = NAMES.get(name.strip().casefold())
        if known is None:
            raise AnnouncementRefused(TextFault.UNKNOWN_PLACEHOLDER, name=plain(name))
        found[known] = None
    return tuple(found)


def fill(html: str, values: Mapping[Placeholder, str]) -> str:
    """The text with each placeholder replaced by its words, escaped."""
    return _BRACES.sub(lambda match: escape(values[NAMES[match[1].strip().casefold()]], quote=False), html)


WAY_OUT = "/langganan"
"""Where whoever does not want announcements switches them off."""


def finished(html: str, reference: str, sender: str | None) -> str:
    """A message as it is sent: the words, and a line with its sender, number (docs/reliability.md#two-copies-at-most) and way out."""
    said = [*([escape(sender, quote=False)] if sender else []), f"No. {reference}", WAY_OUT]
    line = f"<i>{' · '.join(said)}</i>"
    return f"{html}\n\n{line}" if html else line


def check(html: str, *, with_file: bool) -> None:
    """Whether Telegram will take a finished message. Raises AnnouncementRefused."""
    check_formatting(html)
    longest = LONGEST_CAPTION if with_file else LONGEST_TEXT
    length = units(plain(html))
    if length > longest:
        raise too_long(length, longest)


def check_formatting(html: str) -> None:
    """Whether every tag is one of Telegram's, closed in order, and every other "<" is escaped. Raises AnnouncementRefused."""
    opened: list[str] = []
    position = 0
    while (position := html.find("<", position)) >= 0:
        tag = _TAG.match(html, position)
        if tag is None or tag["name"] not in TAGS or (tag["end"] and (tag["attributes"] or not opened or opened.pop() != tag["name"])):
            raise AnnouncementRefused(TextFault.FORMATTING)
        if tag["name"] == "span" and not tag["end"] and tag["attributes"].split() != ['class="tg-spoiler"']:
            raise AnnouncementRefused(TextFault.FORMATTING)
        if not tag["end"]:
            opened.append(tag["name"])
        position = tag.end()
    if opened:
        raise AnnouncementRefused(TextFault.FORMATTING)


def plain(html: str) -> str:
    """The words without their formatting."""
    return unescape(_ANY_TAG.sub("", html))


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units, so that most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def excerpt(html: str, longest: int) -> str:
    """The beginning of the words on one line, for lists."""
    return beginning(" ".join(plain(html).split()), longest)
