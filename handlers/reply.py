"""What a handler answers: a view's name, its values, and the buttons for every next step. `bot` decides how it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from ektp_core.announcements.announcement import SentBefore
from ektp_core.drawing import Drawable
from ektp_core.profile import Language
from ektp_core.store.watches import Live
from ektp_core.unanswered import Unmet

CALLBACK_VERSION = "1"
"""First part of the data of a button that asks a question. A later grammar takes another number: old buttons are told from new ones."""

ACT_VERSION = "2"
"""The same of a button that does something: an act of a tool (`handlers/acts.py`)."""

KEEPING_VERSION = "1k"
"""The same grammar on a message that stays as it is when its button is tapped: a notice is not replaced by an answer."""

CALLBACK_BYTES = 64
"""Telegram's limit for callback data."""


FITTING = {1: 36, 2: 20, 3: 14, 4: 9}
"""Letters that a 320 pixel phone shows on a button, by the number of buttons in its row; Telegram cuts longer labels off."""


class ButtonTooLong(ValueError):
    """A button's data passes Telegram's 64 bytes."""


def _fits(data: str) -> bool:
    return len(data.encode()) <= CALLBACK_BYTES


def _fitting(data: str) -> str:
    if not _fits(data):
        raise ButtonTooLong(data)
    return data


@dataclass(frozen=True, slots=True)
class Button:
    """A next step: the label's key in `labels.toml`, and the question it asks (a route and its argument), or a link."""

    label: str
    route: str
    argument: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    act: str | None = None
    """Does an act of a tool instead of asking a question."""

    @property
    def data(self) -> str:
        """`1:route:argument`, or `2:tool:act:argument`. Raises ButtonTooLong past 64 bytes."""
        return _fitting(self.raw_data)

    @property
    def raw_data(self) -> str:
        """The same, however long."""
        if self.act is not None:
            return f"{ACT_VERSION}:{self.route}:{self.act}:{self.argument}"
        return f"{CALLBACK_VERSION}:{self.route}:{self.argument}"

    @property
    def fits(self) -> bool:
        """Whether Telegram takes its data."""
        return _fits(self.raw_data)

    @property
    def keeping_data(self) -> str:
        """`1k:route:argument`: the answer comes as a new message. Raises ButtonTooLong past 64 bytes."""
        return _fitting(f"{KEEPING_VERSION}:{self.route}:{self.argument}")


@dataclass(frozen=True, slots=True)
class PrivateLink:
    """A button that opens the private chat with the bot and asks there (`handlers/links/deep_links.py`)."""

    label: str
    start: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShareButton:
    """A button that hands the words of its own message to WhatsApp, where parents are: whom they go to is chosen there."""

    label: str


@dataclass(frozen=True, slots=True)
class DraftName:
    """What a draft is about, in words of `labels.toml` (`draft_visit`: "kunjungan {name}")."""

    label: str
    name: str = ""
    day: date | None = None
    """Of which day it is, said beside another draft of the same name."""


AnyButton = Button | PrivateLink | ShareButton
Row = Sequence[AnyButton]


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file to send with the reply."""

    name: str
    content: bytes


@runtime_checkable
class LeadsToBot(Drawable, Protocol):
    """A drawing with a link to the bot in it, whose name nobody knows who asks for the drawing."""

    def of_bot(self, name: str) -> Drawable:
        """The same for the bot of this name."""
        ...


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A picture, or a document to print, that is drawn when it is sent; where that fails, the words come without it."""

    name: str
    what: Drawable
    as_photo: bool = True

    def of_bot(self, name: str) -> "DrawnFile":
        """The same, with the bot's name in what leads to it."""
        return replace(self, what=self.what.of_bot(name)) if isinstance(self.what, LeadsToBot) else self


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """A reply that goes to somebody else as well: the school that asked, the person who was invited, a second member of staff."""

    person: int
    reply: "Reply"


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as its recipients will get it, shown above the reply."""

    html: str
    file: SentBefore | None = None


class LeftOut(StrEnum):
    """What of a message the bot passes over, and says so: nothing of it is lost silently."""

    PAPERS = "papers"
    """A photo or file beside the words: it may show a family card, which is not wanted."""

    MEDIA = "media"
    """What else came with the words."""

    NOT_SENT = "not_sent"
    """The same beside the words of an announcement, which carries photos and files only."""

    ALBUM = "album"
    """All but one of several pictures or files that were sent as one."""

    FORMATTING = "formatting"
    CUSTOM_EMOJI = "custom_emoji"


@dataclass(frozen=True, slots=True)
class Reply:
    """A view to render and the buttons under it."""

    view: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: Sequence[Row] = ()
    language: Language | None = None
    """Set when the reply speaks another language than the question did: after /bahasa."""

    notices: Sequence[ReplyTo] = ()
    file: OutgoingFile | DrawnFile | None = None
    as_new: bool = False
    """Under a button: a new message instead of a change in place."""

    preview: Preview | None = None
    more: Sequence["Reply"] = ()
    """Answers to the other questions of the same message, each a message of its own."""

    removes: int | None = None
    """A message of this chat to delete: the NIK that somebody sent."""

    understood: Any = None
    """What a sentence was taken to ask (`handlers.free_text.asks.Ask`): said in the first line."""

    ordered: Any = None
    """What a sentence of staff was taken to order (`handlers.free_text.orders.Order`): said in the first line."""

    masked: str | None = None
    """What became of a number that was sent with the question: "nik" or "phone"; said in the last line."""

    left_out: Sequence["LeftOut"] = ()
    """What of the message was passed over; said below the answer."""

    overcome: str | None = None
    """What stood in the way and does not any more, by the key of its refusal: said above the answer."""

    live: Live | None = None
    """What it shows of an announcement or a visit that changes by itself, until something else is written in its message."""

    keeps_board: bool = False
    """It asks about a number for the count board above it, which lies open as before."""

    kept_draft: DraftName | None = None
    """What was begun and is still kept, when something else was answered: said below the answer."""

    lacks: Sequence[Unmet] = ()
    """What of the question the office could not answer and might fill: counted for its desk where a citizen asked."""

    quotes: bool = False
    """Sent as Telegram's reply to what was written, so that a button under it knows the words without anybody keeping them."""


def reply(view: str, *rows: Row, **values: Any) -> Reply:
    """A reply with its values by name; empty rows of buttons are left out."""
    return Reply(view, values, tuple(row for row in rows if row))


def private_only(route: str) -> Reply:
    """In a group: the answer to a personal question, a button that leads to the private chat."""
    return reply("private_only", [PrivateLink("ask_in_private", route)])


def button(route: str, argument: str = "", label: str | None = None, **values: Any) -> Button:
    """A button for a route; its label is the route's own unless named."""
    return Button(label or route, route, argument, values)


def in_rows(buttons: Sequence[Button], width: int = 2) -> list[Row]:
    """Buttons side by side, at most `width` a row, fewer where a name would not fit a 320 pixel phone."""
    rows: list[list[Button]] = []
    for item in buttons:
        together = [*rows[-1], item] if rows else [item]
        if rows and len(together) <= width and all(_length(one) <= FITTING[len(together)] for one in together):
            rows[-1] = together
        else:
            rows.append([item])
    return [*rows]


def _length(item: Button) -> int:
    return max((len(value) for value in item.values.values() if isinstance(value, str)), default=0)


@dataclass(frozen=True, slots=True)
class Tap:
    """What a tapped button asks, and whether the message that carries it stays as it is."""

    route: str
    argument: str
    keeps: bool = False
    act: str | None = None


def parse_callback(data: str) -> Tap | None:
    """A button's data; None when it is not in today's grammar (forged, or from another version)."""
    version, _, rest = data.partition(":")
    route, separator, argument = rest.partition(":")
    if version == ACT_VERSION:
        act, separator, argument = argument.partition(":")
        return Tap(route, argument, act=act) if separator and act else None
    if version not in (CALLBACK_VERSION, KEEPING_VERSION) or not separator:
        return None
    return Tap(route, argument, version == KEEPING_VERSION)
