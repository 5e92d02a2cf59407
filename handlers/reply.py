"""What a handler answers: a view's name, its values, and the buttons for every next step. `bot` decides how it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ektp_core.profile import Language

CALLBACK_VERSION = "1"
"""First part of every button's data. A later grammar takes the next number, so that old messages' buttons are told from new ones."""

CALLBACK_BYTES = 64
"""Telegram's limit for callback data."""


class ButtonTooLong(ValueError):
    """A button's data passes Telegram's 64 bytes."""


@dataclass(frozen=True, slots=True)
class Button:
    """A next step: the label's key in `labels.toml`, and the question it asks (a route and its argument), or a link."""

    label: str
    route: str
    argument: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> str:
        """`1:route:argument`. Raises ButtonTooLong past 64 bytes."""
        data = f"{CALLBACK_VERSION}:{self.route}:{self.argument}"
        if len(data.encode()) > CALLBACK_BYTES:
            raise ButtonTooLong(data)
        return data


@dataclass(frozen=True, slots=True)
class PrivateLink:
    """A button that opens the private chat with the bot and asks there."""

    label: str
    start: str


Row = Sequence[Button | PrivateLink]


@dataclass(frozen=True, slots=True)
class Reply:
    """A view to render and the buttons under it."""

    view: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: Sequence[Row] = ()
    language: Language | None = None
    """Set when the reply speaks another language than the question did: after /bahasa."""


def reply(view: str, *rows: Row, **values: Any) -> Reply:
    """A reply with its values by name; empty rows of buttons are left out."""
    return Reply(view, values, tuple(row for row in rows if row))


def button(route: str, argument: str = "", label: str | None = None, **values: Any) -> Button:
    """A button for a route; its label is the route's own unless named."""
    return Button(label or route, route, argument, values)


def in_rows(buttons: Sequence[Button], width: int = 2) -> list[Row]:
    """Buttons side by side, `width` a row: two fit a 320 pixel phone."""
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]


def parse_callback(data: str) -> tuple[str, str] | None:
    """The route and argument of a button's data; None when it is not in today's grammar (forged, or from another version)."""
    version, _, rest = data.partition(":")
    route, separator, argument = rest.partition(":")
    return (route, argument) if version == CALLBACK_VERSION and separator else None
