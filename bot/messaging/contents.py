"""What a message carries besides words: which kind of content it is, and what of it the bot may use."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ektp_core.announcements.announcement import FileKind, SentBefore
from ektp_core.reading.words.signs import one_line
from ektp_core.visits.nearest import Position
from handlers.request import Content

Sent = Any
"""Something that was sent: that it was is all the bot wants to know, whatever it looks like."""


class PhotoSize(Struct, frozen=True, gc=False):
    """One size of a picture."""

    file_id: str


class Document(Struct, frozen=True, gc=False):
    """A file; its size in bytes."""

    file_id: str
    file_name: str = ""
    file_size: int = 0


class Contents(Struct, frozen=True, gc=False, kw_only=True):
    """What a message may carry. Telegram has kinds of service messages, too: none is named here, so that none is answered."""

    animation: Sent = None
    audio: Sent = None
    checklist: Sent = None
    contact: Sent = None
    dice: Sent = None
    document: Document | None = None
    game: Sent = None
    giveaway: Sent = None
    giveaway_winners: Sent = None
    invoice: Sent = None
    live_photo: Sent = None
    location: Position | None = None
    paid_media: Sent = None
    passport_data: Sent = None
    photo: tuple[PhotoSize, ...] = ()
    """The same picture in several sizes, the largest last."""

    poll: Sent = None
    rich_message: Sent = None
    sticker: Sent = None
    story: Sent = None
    venue: Sent = None
    video: Sent = None
    video_note: Sent = None
    voice: Sent = None


CONTENT_OF: Mapping[str, Content] = {
    # Telegram sets two for these, "for backward compatibility": the one that says more comes first.
    "animation": Content.STICKER,  # also a document
    "live_photo": Content.PHOTO,  # also a photo
    "venue": Content.LOCATION,  # also a location
    "document": Content.DOCUMENT,
    "photo": Content.PHOTO,
    "location": Content.LOCATION,
    # Of all others a message has one.
    "audio": Content.VOICE,
    "checklist": Content.POLL,
    "contact": Content.CONTACT,
    "dice": Content.GAME,
    "game": Content.GAME,
    "giveaway": Content.OTHER,
    "giveaway_winners": Content.OTHER,
    "invoice": Content.OTHER,
    "paid_media": Content.OTHER,
    "passport_data": Content.DOCUMENT,
    "poll": Content.POLL,
    "rich_message": Content.RICH,
    "sticker": Content.STICKER,
    "story": Content.OTHER,
    "video": Content.VIDEO,
    "video_note": Content.VIDEO,
    "voice": Content.VOICE,
}
"""What each field is to people."""


def content_of(message: Contents) -> Content | None:
    """What a message carries; None for bare words, and for service messages."""
    for name, content in CONTENT_OF.items():
        if getattr(message, name) not in (None, ()):
            return content
    return None


def attachment_of(message: Contents) -> SentBefore | None:
    """The largest size of a picture, or the document, as the bot may send it again."""
    if message.photo:
        return SentBefore(FileKind.PHOTO, message.photo[-1].file_id)
    if message.document:
        return SentBefore(FileKind.DOCUMENT, message.document.file_id, one_line(message.document.file_name))
    return None
