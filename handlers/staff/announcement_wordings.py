"""The words that each reader of an announcement gets, and its copies: worked out for the preview, and once more when sending begins.

A text with placeholders has a variant for each combination of the audience's places that some reader follows: whoever follows two of
them gets one message that names both. A variant's number has a bit for each place, in the order of the audience.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcement import Announcement, AnnouncementKind
from ektp_core.announcement_audience import Target, followed_in, targets_of
from ektp_core.announcement_text import AnnouncementRefused, Placeholder, TextFault, check, fill, finished, placeholders_in
from ektp_core.audience import Audience, AudienceKind
from ektp_core.board import Board
from ektp_core.profile import Language
from ektp_core.schedule import Visit
from ektp_core.store import announcement_copies as copies
from ektp_core.store.announcements import earlier_of
from ektp_core.store.outbox import Wording, add_copies, keep_wordings
from handlers.reply import reply
from handlers.texts import render
from handlers.texts.wording import FILTERS

ONLY = 0
"""The variant of a text that is the same for everybody."""

IN_INDONESIAN = FILTERS[Language.ID]
EVERYONE = Audience(AudienceKind.EVERYONE)


async def people_of(connection: AsyncConnection, announcement: Announcement, board: Board, today: date) -> Select[Any]:
    """`chat` and `language` of everybody who would get a new announcement now. Raises VisitGone."""
    audience = announcement.audience or EVERYONE
    return copies.readers(followed_in(audience, board, today), await earlier_of(connection, audience.without), today)


async def how_many(connection: AsyncConnection, announcement: Announcement, board: Board, today: date) -> int:
    """How many people an announcement, correction or retraction is for, now. Raises VisitGone."""
    if announcement.corrects:
        return await copies.how_many_copies(connection, announcement.corrects)
    return await copies.how_many(connection, await people_of(connection, announcement, board, today))


async def wordings(connection: AsyncConnection, announcement: Announcement, board: Board, today: date) -> list[Wording]:
    """Every text that somebody will get, complete with its reference; none for a retraction, which has no words.

    Raises AnnouncementRefused for what Telegram would not take or nobody can fill in, VisitGone.
    """
    if announcement.kind is AnnouncementKind.RETRACTION:
        return []
    if not announcement.text and not announcement.file:
        raise AnnouncementRefused(TextFault.EMPTY)
    wanted = placeholders_in(announcement.text)
    targets = targets_of(announcement.audience or EVERYONE, board, today) if wanted else ()
    if wanted and not targets:
        raise AnnouncementRefused(TextFault.NO_TARGET)
    everything = [_wording(announcement, targets, wanted, _all(targets))]
    if not wanted:
        return [_wording(announcement, (), (), ONLY)]
    found = [_wording(announcement, targets, wanted, number) for number in await _variants(connection, announcement, targets, board, today)]
    return found or everything


async def _variants(
    connection: AsyncConnection, announcement: Announcement, targets: Sequence[Target], board: Board, today: date
) -> list[int]:
    """The combinations of places that occur. A correction keeps those of what it corrects."""
    if announcement.corrects is None:
        people = await people_of(connection, announcement, board, today)
        return await copies.sets_of_places(connection, people, [target.followed for target in targets])
    sent = await copies.variants_sent(connection, announcement.corrects)
    if ONLY in sent and len(targets) > 1:
        raise AnnouncementRefused(TextFault.NO_TARGET)
    return [_all(targets)] if ONLY in sent else sent


def _wording(announcement: Announcement, targets: Sequence[Target], wanted: Sequence[Placeholder], number: int) -> Wording:
    chosen = [target for position, target in enumerate(targets) if number >> position & 1]
    words = fill(announcement.text, {placeholder: _words(placeholder, chosen) for placeholder in wanted})
    if any(target.visit and target.visit.example for target in chosen):
        words = f"{words}\n\n{render(reply('_example'), Language.ID)}"
    html = finished(words, reference_of(announcement))
    check(html, with_file=announcement.file is not None)
    return Wording(Language.ID, html, variant=number)


def _all(targets: Sequence[Target]) -> int:
    return (1 << len(targets)) - 1


def reference_of(announcement: Announcement) -> str:
    """A corrected message keeps the reference that it was sent with."""
    return f"A-{announcement.corrects}" if announcement.corrects else announcement.reference


def _words(placeholder: Placeholder, targets: Sequence[Target]) -> str:
    """What one placeholder says for these places together. Raises AnnouncementRefused when one of them has nothing to say."""
    said = [(target.name, _said(placeholder, target)) for target in targets]
    different = list(dict.fromkeys(words for _, words in said))
    if len(different) == 1 or placeholder in (Placeholder.SCHOOL, Placeholder.PLACE):
        return joined(different)
    return joined([f"{words} ({name})" for name, words in said])


def _said(placeholder: Placeholder, target: Target) -> str:
    visit = target.visit
    if visit is None:
        raise AnnouncementRefused(TextFault.NO_VISIT, name=target.name)
    match placeholder:
        case Placeholder.SCHOOL:
            if visit.place.npsn is None:
                raise AnnouncementRefused(TextFault.NO_SCHOOL, name=visit.place.name)
            return visit.place.name
        case Placeholder.PLACE:
            return visit.place.name
        case Placeholder.DATE:
            return joined([IN_INDONESIAN["weekday_date"](day).replace(",", "") for day in visit.days])
        case Placeholder.HOURS:
            return _hours(visit)


def _hours(visit: Visit) -> str:
    if not visit.hours:
        raise AnnouncementRefused(TextFault.NO_HOURS, name=visit.place.name)
    hour = IN_INDONESIAN["hour"]
    return ", ".join(f"{hour(slot.start)}–{hour(slot.end)}{f' (kelas {slot.group})' if slot.group else ''}" for slot in visit.hours)


def joined(words: Sequence[str]) -> str:
    """ "A", "A dan B", "A, B dan C": announcements are written in Indonesian."""
    return " dan ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


# When sending begins


async def freeze(connection: AsyncConnection, announcement: Announcement, board: Board, today: date) -> int:
    """Keep the words and make the copies of everybody whom an announcement reaches at this moment; how many that are.

    Raises AnnouncementRefused and VisitGone like `wordings`, when the schedule has changed since it was confirmed.
    """
    number = announcement.id
    found = await wordings(connection, announcement, board, today)
    texts = await keep_wordings(connection, number, found)
    if announcement.corrects:
        await copies.add_changes(connection, number, announcement.corrects, {variant: text for (variant, _), text in texts.items()})
        return await copies.all_copies(connection, number)
    people = await people_of(connection, announcement, board, today)
    places = [target.followed for target in targets_of(announcement.audience or EVERYONE, board, today)]
    for each in found:
        fitting = people if each.variant == ONLY else copies.following_set(people, places, each.variant)
        await add_copies(connection, number, texts, fitting, each.variant)
    return await copies.all_copies(connection, number)
