"""A message and its file, as the sandbox keeps them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.rules.markup import MarkupEntity
from bot.sandbox.world.personas import BOT_ID

Keyboard = list[list[dict[str, Any]]]
Kind = Literal["photo", "document"]
PNG = b"\x89PNG"
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
    def told(self) -> dict[str, Any]:
        """The Bot API's `photo` in its sizes, or `document`."""
        if self.kind == "photo":
            return {"photo": [self._part(self.small_id) | {"width": 90, "height": 67}, self._part(self.id) | {"width": 640, "height": 480}]}
        return {"document": self._part(self.id) | {"file_name": self.name, "mime_type": self.mime}}

    def _part(self, file_id: str) -> dict[str, Any]:
        return {"file_id": file_id, "file_unique_id": file_id[-12:], "file_size": len(self.content)}


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
