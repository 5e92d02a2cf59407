"""What somebody asks, freed from Telegram."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from ektp_core.announcements.announcement import SentBefore
from ektp_core.profile import Language
from ektp_core.refusal import Refusal
from ektp_core.roles import Member
from ektp_core.visits.nearest import Position
from handlers.reply import Tap

INVITATION = "inv_"
"""Begins the deep link of an invitation, t.me/<bot>?start=inv_..."""


NO_SUCH_COMMAND = "no_such_command"
"""The notice that answers a command that there is not: what it may have meant is not guessed, and all that can be asked is offered."""


class ChatKind(StrEnum):
    """Personal questions are answered in private only; in groups a link leads there (docs/reliability.md#nothing-personal-in-groups)."""

    PRIVATE = "private"
    GROUP = "group"


class Origin(StrEnum):
    """How a question came. Staff act only with what they typed or tapped themselves (docs/reliability.md#only-a-role-held-now-acts)."""

    TYPED = "typed"
    TAPPED = "tapped"
    EDITED = "edited"
    FORWARDED = "forwarded"
    VIA_BOT = "via_bot"
    IMPERSONAL = "impersonal"
    LINKED = "linked"
    """By a link, which anybody may have written."""


OWN_HAND = frozenset({Origin.TYPED, Origin.TAPPED})


LARGEST_FILE = 20 * 1024 * 1024
"""Bytes that Telegram lets bots fetch."""


class Content(StrEnum):
    """What somebody sends instead of words, or with them. The bot reads words, and knows where a location is."""

    VOICE = "voice"
    VIDEO = "video"
    PHOTO = "photo"
    DOCUMENT = "document"
    CONTACT = "contact"
    LOCATION = "location"
    STICKER = "sticker"
    GAME = "game"
    POLL = "poll"
    RICH = "rich"
    """Words that are laid out with headings or tables: they come in parts that the bot does not read."""

    OTHER = "other"


PAPERS = frozenset({Content.PHOTO, Content.DOCUMENT})
"""What may show a family card: the bot neither can nor may read it (docs/domain.md#nik-and-family-card-numbers)."""


class TooLargeToFetch(Refusal):
    """The file has more than LARGEST_FILE bytes."""

    key = "staff/file_too_large"


class NotFetched(Refusal):
    """Telegram did not give the file out: sent again, it may."""

    key = "staff/file_not_fetched"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was sent: its name, its size in bytes, and how to get it into a folder (raises TooLargeToFetch, NotFetched)."""

    name: str
    size: int
    fetch: Callable[[Path], Awaitable[Path]]


class TelegramSilent(Exception):
    """Telegram does not say who administers a group."""


class GroupMoved(Exception):
    """The group has become a supergroup since something was asked in it: `new` is its id, and there it goes on."""

    def __init__(self, new: int) -> None:
        super().__init__(new)
        self.new = new


class Stage(StrEnum):
    """What is being done for an answer that takes long."""

    FETCHING = "fetching"
    READING = "reading"
    GATHERING = "gathering"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: the rows that are done where they are counted, and of how many where that is known."""

    stage: Stage
    rows: int = 0
    of: int = 0


Tell = Callable[[Step], None]


def _untold(step: Step) -> None:
    """Nobody watches."""


async def _nobody() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Request:
    """One question: its words after the command (or a button's argument), who asks, where, in which language, on which office day."""

    argument: str
    person: int
    chat: int
    chat_kind: ChatKind
    language: Language
    today: date
    now: datetime
    name: str
    origin: Origin
    member: Member | None = None
    file: SentFile | None = None
    act: str | None = None
    """What the tapped button does; `argument` is then the act's."""

    tap: str | None = None
    """The tap's own id: the same when Telegram repeats it."""

    awaited: str | None = None
    """The field of a draft that this text answers."""

    message_id: int = 0
    """The message that was written, or that carries the tapped button."""

    thread: int | None = None
    """The topic of a forum in which it was asked; None for General, and where there are no topics."""

    html: str | None = None
    """The words as Telegram HTML where the writer formatted them; None for plain words."""

    has_lost_formatting: bool = False
    """Some of the writer's formatting is not in `html`, or a picture was to be shown in a way that the bot does not keep."""

    has_custom_emoji: bool = False
    """Emoji of one's own, which only some bots may send."""

    content: Content | None = None
    """What the message carries besides its words, if any."""

    position: Position | None = None
    """Where a location that was sent is; nobody keeps it."""

    attachment: SentBefore | None = None
    """A picture or file of the message, by the id under which the bot may send it again."""

    is_album: bool = False
    """The picture or file is one of several that were sent as one; those without words are passed over."""

    replied: tuple[Tap, ...] = ()
    """What the buttons ask of the bot's message that this one replies to: a follow-up belongs to it."""

    quoted: str = ""
    """Under a button: the words that the message with the button replied to."""

    route: str | None = None
    """What is asked by its name in `handlers/routes.py`; None for a free sentence."""

    notice: str | None = None
    """A view that is the whole answer: for what the bot cannot read."""

    keeps_message: bool = False
    """The tapped message stays as it is: the answer is a new one."""

    tell: Tell = _untold
    """Hears how far an answer is that takes long: who waits for it is shown that (`bot/sending/working.py`)."""

    is_chat_admin: Callable[[], Awaitable[bool]] = _nobody
    """Whether the asker administers this group; asks Telegram. Raises TelegramSilent when it does not say, and GroupMoved."""

    @property
    def is_sentence(self) -> bool:
        """Whether it was said in free words, or by a link: what would change anything is then only offered, with one tap to do it.

        See docs/reliability.md#nothing-happens-unasked.
        """
        return self.route is None or self.origin is Origin.LINKED

    @property
    def is_wordless(self) -> bool:
        """Whether nothing is said: what was sent is all there is."""
        return self.content is not None and not self.argument and self.route is None and self.notice is None
