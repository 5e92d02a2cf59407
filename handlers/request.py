"""What somebody asks, freed from Telegram."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ektp_core.profile import Language


class ChatKind(StrEnum):
    """Personal questions are answered in private chats only; in groups a link leads there (RELIABILITY 6, threat 17)."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Request:
    """One question: its words after the command (or a button's argument), who asks, where, in which language, on which office day."""

    argument: str
    person: int
    chat: int
    chat_kind: ChatKind
    language: Language
    today: date
