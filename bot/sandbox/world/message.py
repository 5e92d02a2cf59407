"""A message and its file, as the sandbox keeps them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.rules.markup import MarkupEntity
from bot.sandbox.world.personas import BOT_ID

Keyboard = list[list[dict[str, Any]]]
Kind = Literal["photo", "document"]
PNG = b"\x89PNG"
TEXTS = (".csv", ".ics", ".txt", ".json")
HEAD_LINES = 6
HEAD_LETTERS = 120
SENT_BY = {None: "sendMessage", "photo": "sendPhoto", "document": "sendDocument"}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent, by the id that the bot may send again."""

    id: str
    name: str
    content: bytes
    mime: str
    kind: Kind

    @property
    def small_id(self) -> str:
        """The id of a photo's small size, which has the same bytes here."""
        return f"{self.id}-small"

    @property
    def shown_type(self) -> str:
        """The content type in which the page is given the file: photos as what they are, nothing else that a browser would open."""
        if self.kind != "photo":
            return "application/octet-stream"
        return "image/png" if self.content.startswith(PNG) else "image/jpeg"

    @property
    def head(self) -> list[str]:
        """The first lines of a text, which the page shows before it is opened; none of anything else, whatever its name says."""
        if self.kind == "photo" or not self.name.lower().endswith(TEXTS) or b"\0" in self.content:
            return []
        beginning = self.content[: HEAD_LINES * HEAD_LETTERS * 4].decode("utf-8-sig", errors="replace")
        return [line[:HEAD_LETTERS] for line in beginning.splitlines()[:HEAD_LINES]]

    @property
    def told(self) -> dict[str, Any]:
        """The Bot API's `photo` in its sizes, or `document`."""
        if self.kind == "photo":
            return {"photo": [self._part(self.small_id) | {"width": 90, "height": 67}, self._part(self.id) | {"width": 640, "height": 480}]}
        return {"document": self._part(self.id) | {"file_name": self.name, "mime_type": self.mime}}

    def _part(self, file_id: str) -> dict[str, Any]:
        return {"file_id": file_id, "file_unique_id": file_id[-12:], "file_size": len(self.content)}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A message in another chat, and a person who sees it there."""

    person: int
    message_id: int


@dataclass(slots=True)
class ChatMessage:
    """One message, with the entities that its writer asked for. A deleted one is kept for the delivery log."""

    id: int
    chat: int
    sender: int
    text: str
    date: int
    entities: list[MarkupEntity] = field(default_factory=list)
    keyboard: Keyboard = field(default_factory=list)
    file: File | None = None
    reply_to: int | None = None
    thread: int | None = None
    """The topic that it stands in; None for General, and where there are no topics."""

    via_bot: bool = False
    """Sent from the bot's own cards."""

    silent: bool = False
    edited: int | None = None
    is_deleted: bool = False
    others: dict[int, Elsewhere] = field(default_factory=dict)
    """What the bot wrote to somebody else after an act here: the first message by its chat."""

    @property
    def from_bot(self) -> bool:
        return self.sender == BOT_ID

    @property
    def content(self) -> tuple[Any, ...]:
        """What an edit must change: otherwise Telegram refuses it."""
        return self.text, self.entities, self.keyboard

    @property
    def logged(self) -> dict[str, Any]:
        """The message as the delivery log lists it; the caption of a file is its text."""
        return {
            "message_id": self.id,
            "method": SENT_BY[self.file.kind if self.file else None],
            "text": self.text,
            "thread": self.thread,
            "silent": self.silent,
            "edited": self.edited is not None,
            "deleted": self.is_deleted,
        }
