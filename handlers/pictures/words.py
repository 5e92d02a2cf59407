"""What pictures say: labels from `texts/<language>/pictures.toml`, numbers and dates as the texts write them, and the corner."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any

from ektp_core.announcements.text import plain
from ektp_core.board import Board
from ektp_core.drawing import Drawable
from ektp_core.pictures import Frame
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from handlers.reply import Button, DrawnFile, Reply, reply
from handlers.texts import TEXTS, render
from handlers.texts.wording import FILTERS, day_by_pattern

LABEL = "picture"
"""Of the button that asks for one."""


@cache
def _labels(language: Language) -> Mapping[str, str]:
    return MappingProxyType(tomllib.loads((TEXTS / language / "pictures.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a reader's language."""

    language: Language

    def label(self, key: str, **values: object) -> str:
        """A label with its values."""
        return _labels(self.language)[key].format_map(values)

    def percent(self, value: float | Fraction) -> str:
        """A percentage as the texts write it."""
        return self._written("percent", value)

    def number(self, value: int) -> str:
        """A number as the texts write it."""
        return self._written("number", value)

    def as_of(self, value: AsOf) -> str:
        """The date of a figure, as precise as it is."""
        return self._written("as_of", value)

    def day(self, value: date, pattern: str) -> str:
        """A day by a pattern of CLDR's."""
        return day_by_pattern(pattern, self.language, value)

    def lines(self, view: str, **values: Any) -> tuple[str, ...]:
        """The lines of a template, as plain words."""
        return tuple(line for line in plain(render(reply(view, **values), self.language)).splitlines() if line.strip())

    def _written(self, how: str, value: object) -> str:
        written: str = FILTERS[self.language][how](value)
        return written

    def frame(self, title: str, corner: tuple[str, ...], board: Board, subtitle: str = "") -> Frame:
        """What stands around a picture; the first line of the corner is its date. Example data are marked as in every message."""
        as_of, *more = corner
        return Frame(title, as_of, tuple(more), subtitle, self.label("example") if board.has_examples else "")


def with_picture(words: Reply, name: str, picture: Drawable) -> Reply:
    """The same answer with its picture, without the button that asked for it."""
    rows = [tuple(item for item in row if not (isinstance(item, Button) and item.label == LABEL)) for row in words.buttons]
    return replace(words, file=DrawnFile(f"{name}.png", picture), buttons=tuple(row for row in rows if row))
