"""The words that each reader of an announcement gets: worked out for the preview, and once more when sending begins.

A text with placeholders has a variant for each combination of the audience's places that some reader follows: whoever follows two of
them gets one message that names both. A variant's number has a bit for each place, in the order of the audience.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from ektp_core.announcements.announcement import Announcement, AnnouncementKind
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import Target, followed_in, said_together, targets_of, visit_said
from ektp_core.announcements.text import AnnouncementRefused, Placeholder, TextFault, check, fill, finished, placeholders_in, plain
from ektp_core.board import Board
from ektp_core.profile import Language
from ektp_core.store import Transaction
from ektp_core.store import audiences as copies
from ektp_core.store.announcements import earlier_of
from ektp_core.store.audiences import People
from ektp_core.store.outbox import Wording
from handlers.reply import reply
from handlers.texts import render
from handlers.texts.wording import FILTERS

ONLY = 0
"""The variant of a text that is the same for everybody."""

JOINED = FILTERS[Language.ID]["joined"]
EVERYONE = Audience(AudienceKind.EVERYONE)


async def people_of(connection: Transaction, announcement: Announcement, board: Board, today: date) -> People:
    """`chat` and `language` of everybody who would get a new announcement now. Raises VisitGone."""
    audience = announcement.audience or EVERYONE
    return copies.readers(followed_in(audience, board, today), await earlier_of(connection, audience.without), today)


async def chats_of(connection: Transaction, announcement: Announcement, board: Board, today: date) -> People:
    """The `chat` of everybody whom an announcement, correction or retraction is for, now. Raises VisitGone."""
    if announcement.corrects:
        return copies.holders(announcement.corrects)
    return await people_of(connection, announcement, board, today)


async def how_many(connection: Transaction, announcement: Announcement, board: Board, today: date) -> int:
    """How many people and groups it is for, now. Raises VisitGone."""
    return await copies.how_many(connection, await chats_of(connection, announcement, board, today))


async def wordings(connection: Transaction, announcement: Announcement, board: Board, today: date) -> list[Wording]:
    """Every text that somebody will get, complete with its reference; none for a retraction, which has no words.

    Raises AnnouncementRefused for what Telegram would not take or nobody can fill in, VisitGone.
    """
    if announcement.kind is AnnouncementKind.RETRACTION:
        return []
    if not announcement.text and not announcement.file:
        raise AnnouncementRefused(TextFault.EMPTY)
    wanted = placeholders_in(announcement.text)
    if not wanted:
        return [_wording(announcement, announcement.text, ONLY, board)]
    targets = targets_of(announcement.audience or EVERYONE, board, today)
    if not targets:
        raise AnnouncementRefused(TextFault.NO_TARGET)
    said = {placeholder: [_said(placeholder, target) for target in targets] for placeholder in wanted}
    # All places at once, even if nobody follows them all: it is the longest text, and who follows what may change until it starts.
    everything = _filled(announcement, targets, said, _all(targets), board)
    numbers = await _variants(connection, announcement, targets, board, today)
    return [_filled(announcement, targets, said, number, board) for number in numbers] or [everything]


async def _variants(connection: Transaction, announcement: Announcement, targets: Sequence[Target], board: Board, today: date) -> list[int]:
    """The combinations of places that occur. A correction keeps those of what it corrects."""
    if announcement.corrects is None:
        people = await people_of(connection, announcement, board, today)
        return await copies.sets_of_places(connection, people, [target.followed for target in targets])
    sent = await copies.variants_sent(connection, announcement.corrects)
    if ONLY in sent and len(targets) > 1:
        raise AnnouncementRefused(TextFault.NO_TARGET)
    return [_all(targets)] if ONLY in sent else sent


def _filled(
    announcement: Announcement, targets: Sequence[Target], said: Mapping[Placeholder, Sequence[str]], number: int, board: Board
) -> Wording:
    """The text of one variant: what is said of its places, in the words of each."""
    chosen = [position for position in range(len(targets)) if number >> position & 1]
    values = {
        placeholder: JOINED(said_together(placeholder, [(targets[position].name, words[position]) for position in chosen]))
        for placeholder, words in said.items()
    }
    return _wording(announcement, fill(announcement.text, values), number, board)


def _wording(announcement: Announcement, html: str, number: int, board: Board) -> Wording:
    whole = complete(html, announcement, board)
    check(whole, with_file=announcement.file is not None)
    return Wording(Language.ID, whole, variant=number)


def complete(html: str, announcement: Announcement, board: Board) -> str:
    """The words with the line under them: the office, the reference and the way out; where the office rehearses, they say so."""
    office = board.profile.fact("short_name").text
    if board.has_examples:
        html = "\n\n".join(filter(None, [html, render(reply("_example"), Language.ID)]))
    return finished(html, reference_of(announcement), office[Language.ID] if office else None)


def _said(placeholder: Placeholder, target: Target) -> str:
    """What a placeholder says of one place: announcements are written in Indonesian. Raises AnnouncementRefused."""
    words = reply("staff/announcements/said", placeholder=placeholder, visit=visit_said(placeholder, target))
    return plain(render(words, Language.ID))


def _all(targets: Sequence[Target]) -> int:
    return (1 << len(targets)) - 1


def reference_of(announcement: Announcement) -> str:
    """A corrected message keeps the reference that it was sent with."""
    return f"A-{announcement.corrects}" if announcement.corrects else announcement.reference
