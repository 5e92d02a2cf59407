"""The moment when an announcement begins: whoever follows at this moment gets a copy, in the transaction that starts it."""

import logging
from contextlib import suppress
from datetime import date, timedelta

from ektp_core.alarms import AlarmKind
from ektp_core.announcements.announcement import Announcement, Reason
from ektp_core.announcements.approval import needs_second_person
from ektp_core.announcements.contradictions import mark_of
from ektp_core.announcements.targets import targets_of
from ektp_core.audit import Changed
from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.store import Transaction
from ektp_core.store import audiences as copies
from ektp_core.store.alarms import raise_alarm
from ektp_core.store.announcements import await_second_person, begin_part, due, hold_back, start
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.corrections import first_of, tellings_of
from ektp_core.store.outbox import add_copies, keep_wordings
from handlers.outgoing.contradicted import contradicted
from handlers.outgoing.wordings import EVERYONE, ONLY, people_of, wordings

log = logging.getLogger(__name__)

LATE_AFTER = timedelta(hours=1)
"""What an outage held up for longer may be untrue by now: somebody looks at it first."""


class TooManyForOne(Exception):
    """Its audience has grown past what one person may send to. `people` is how many they are now."""

    def __init__(self, people: int) -> None:
        super().__init__(people)
        self.people = people


async def start_announcements(connection: Transaction, office: Office) -> int:
    """Start everything scheduled whose time has come; how many.

    What can no longer be worded, or comes too late, is paused for staff to see to; what has grown too large for one person waits for a
    second. A fault while one is started leaves the others alone.
    """
    started = 0
    for announcement in await due(connection, office.now()):
        # Whoever changed it since it was read was first: the next look sees it as it is then.
        with suppress(Changed):
            started += await _try_to_start(connection, announcement, office)
    return started


async def _try_to_start(connection: Transaction, announcement: Announcement, office: Office) -> bool:
    number, version = announcement.id, announcement.version
    if announcement.due and announcement.due < office.now() - LATE_AFTER:
        await hold_back(connection, number, version, Reason.LATE)
        return False
    if mark_of(contradicted(announcement, office)) != announcement.despite:
        await hold_back(connection, number, version, Reason.CONTRADICTS)
        return False
    try:
        async with connection.begin_nested():
            people = await freeze(connection, announcement, office.board, office.today())
            if announcement.approved_by is None and needs_second_person(people, office.settings.second_person_over):
                raise TooManyForOne(people)
            await start(connection, number, version, office.now())
            await begin_parts(connection, announcement, office)
    except Refusal:
        await hold_back(connection, number, version, Reason.CANNOT_FILL)
        return False
    except TooManyForOne as grown:
        await await_second_person(connection, number, version)
        details = {"announcement": number, "people": grown.people, "over": office.settings.second_person_over}
        await raise_alarm(connection, AlarmKind.SECOND_PERSON, details, office.now())
        return False
    except (Changed, *UNAVAILABLE):
        raise
    except Exception:
        # One that cannot be started must not keep the others from it, at every look again.
        log.exception("an announcement cannot be started", extra={"announcement": number})
        await hold_back(connection, number, version, Reason.FAILED)
        return False
    return True


async def freeze(connection: Transaction, announcement: Announcement, board: Board, today: date) -> int:
    """Keep the words and make the copies of everybody whom an announcement reaches at this moment; how many that are.

    Raises AnnouncementRefused and VisitGone like `wordings`, when the schedule has changed since it was confirmed.
    """
    number = announcement.id
    worded = await wordings(connection, announcement, board, today)
    texts = await keep_wordings(connection, number, worded)
    by_variant = {variant: text for (variant, _), text in texts.items()}
    if announcement.corrects:
        await copies.add_changes(connection, number, announcement.corrects, by_variant)
        return await copies.all_copies(connection, number)
    if announcement.retells:
        await copies.add_retellings(connection, number, await tellings_of(connection, announcement.retells), by_variant, today)
        return await copies.all_copies(connection, number)
    people = await people_of(connection, announcement, board, today)
    places = [target.followed for target in targets_of(announcement.audience or EVERYONE, board, today)]
    for each in worded:
        fitting = people if each.variant == ONLY else copies.following_set(people, places, each.variant)
        await add_copies(connection, number, texts, fitting, each.variant)
    return await copies.all_copies(connection, number)


async def begin_parts(connection: Transaction, announcement: Announcement, office: Office) -> None:
    """Change every other copy as well, of an announcement that was told more than once, or is told again: its earlier copies say so."""
    if announcement.mends is None:
        return
    for telling in await tellings_of(connection, await first_of(connection, announcement)):
        if telling not in (announcement.id, announcement.corrects):
            part = await begin_part(connection, announcement, telling, office.now())
            await freeze(connection, part, office.board, office.today())
