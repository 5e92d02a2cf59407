"""Announcements that staff make, each step against the version that was seen (docs/reliability.md#one-press-one-announcement)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AUTOMATIC, BY_HAND, Announcement, AnnouncementKind, AnnouncementState, Reason, before
from ektp_core.announcements.audience import Audience
from ektp_core.announcements.delivery import DeliveryCounts, DeliveryState
from ektp_core.audit import Subject, Thing
from ektp_core.refusal import Refusal
from ektp_core.roles import RIGHTS, Act
from ektp_core.store.announcement_files import file_columns, file_of
from ektp_core.store.audit import overtaken
from ektp_core.store.connection import Store
from ektp_core.store.corrections import check_apart
from ektp_core.store.outbox import call_back
from ektp_core.store.schema import announcement, delivery, member, watch

EDITABLE = (AnnouncementState.DRAFT, AnnouncementState.WAITING, AnnouncementState.SCHEDULED)
UNDER_WAY = (*EDITABLE, AnnouncementState.SENDING, AnnouncementState.PAUSED)
OVER = (AnnouncementState.CLOSED, AnnouncementState.STOPPED, AnnouncementState.CANCELLED)

SAME_TAP = timedelta(minutes=10)
"""Telegram may send an update again after an outage, and people tap twice: so long it is taken for the same tap."""


MOST_PARTS = 20

_of_staff = announcement.c.kind.in_(BY_HAND) & announcement.c.part_of.is_(None)
"""What staff have written and confirmed themselves."""


class AnnouncementGone(Refusal):
    """There is no such announcement."""

    key = "staff/announcement_gone"


class SamePerson(Exception):
    """Whoever confirmed an announcement cannot be its second person."""


async def begin(connection: AsyncConnection, person: int, now: datetime, **values: Any) -> int:
    """A new draft, which any member of staff may go on with; its number. Values: columns that are known already."""
    row = {"kind": AnnouncementKind.ANNOUNCEMENT, "state": AnnouncementState.DRAFT, "text": "", "made_by": person, "made_at": now}
    return int((await connection.execute(insert(announcement).values(**row | values).returning(announcement.c.id))).scalar_one())


async def begun_already(connection: AsyncConnection, person: int, now: datetime, **values: Any) -> int | None:
    """The draft that the same person began just so, lately, and has not touched since: a tap that comes twice makes one."""
    nothing = dict.fromkeys(("audience", "visit", "corrects", "retells", "part_of", "file_id"))
    row = {"kind": AnnouncementKind.ANNOUNCEMENT, "state": AnnouncementState.DRAFT, "version": 1, "text": "", "made_by": person}
    same = [announcement.c[name].is_not_distinct_from(value) for name, value in (nothing | row | values).items()]
    query = select(func.max(announcement.c.id)).where(*same, announcement.c.made_at > now - SAME_TAP)
    found: int | None = await connection.scalar(query)
    return found


async def edit(connection: AsyncConnection, number: int, version: int, **values: Any) -> None:
    """Change a draft. What waited or was scheduled is a draft again: an approval is for one text. Raises Changed."""
    anew = {"state": AnnouncementState.DRAFT, "version": version + 1, "confirmed_by": None, "approved_by": None, "reason": None}
    await _move(connection, number, version, EDITABLE, anew | values)


async def confirm(
    connection: AsyncConnection, number: int, version: int, person: int, due: datetime | None, *, alone: bool, despite: int = 0
) -> None:
    """Send it at `due`, or let it wait for a second person (None: at once, when they agree). However many confirm, one does.

    `despite` marks what they were told contradicts the schedule (`contradictions.mark_of`): with anything else it does not begin.

    Raises Changed, OtherUnderWay.
    """
    await check_apart(connection, number)
    state = AnnouncementState.SCHEDULED if alone else AnnouncementState.WAITING
    await _move(
        connection, number, version, (AnnouncementState.DRAFT,), {"state": state, "confirmed_by": person, "due": due, "despite": despite}
    )


async def approve(connection: AsyncConnection, number: int, version: int, person: int, due: datetime) -> bool:
    """The second person agrees to this very version. Raises Changed, SamePerson, OtherUnderWay.

    False when whoever confirmed it may not announce any more: then the approver is the first person, and it waits for another.
    """
    found = await one_in(connection, number)
    if found.confirmed_by == person:
        raise SamePerson
    await check_apart(connection, number)
    first = await connection.scalar(select(member.c.role).where(member.c.person == (found.confirmed_by or 0)))
    if first not in RIGHTS[Act.ANNOUNCE]:
        await _move(connection, number, version, (AnnouncementState.WAITING,), {"confirmed_by": person})
        return False
    await _move(
        connection, number, version, (AnnouncementState.WAITING,), {"state": AnnouncementState.SCHEDULED, "approved_by": person, "due": due}
    )
    return True


async def pause(connection: AsyncConnection, number: int, version: int) -> None:
    """Nothing more is claimed. Raises Changed."""
    paused = {"state": AnnouncementState.PAUSED, "reason": Reason.STAFF}
    await _move(connection, number, version, before(AnnouncementState.PAUSED), paused)
    await _move_parts(connection, number, (AnnouncementState.SENDING,), paused)


async def resume(connection: AsyncConnection, number: int, version: int, now: datetime, *, despite: int = 0) -> None:
    """Go on where it stopped; what had not begun starts at its time, or at once when that is over, `despite` what it was held back for.

    Raises Changed, OtherUnderWay.
    """
    await check_apart(connection, number)
    found = await one_in(connection, number)
    if found.started is None:
        anew = {"state": AnnouncementState.SCHEDULED, "due": max(found.due or now, now), "despite": despite}
    else:
        anew = {"state": AnnouncementState.SENDING}
    await _move(connection, number, version, (AnnouncementState.PAUSED,), {**anew, "reason": None})
    await _move_parts(connection, number, (AnnouncementState.PAUSED,), {"state": AnnouncementState.SENDING, "reason": None})


async def cancel(connection: AsyncConnection, number: int, version: int) -> None:
    """End it: what was not sent is skipped, in this transaction. Raises Changed."""
    cancelled = {"state": AnnouncementState.CANCELLED, "reason": Reason.STAFF}
    await _move(connection, number, version, before(AnnouncementState.CANCELLED), cancelled)
    for each in (number, *await _move_parts(connection, number, (AnnouncementState.SENDING, AnnouncementState.PAUSED), cancelled)):
        await call_back(connection, each, Reason.STAFF)


async def begin_part(connection: AsyncConnection, whole: Announcement, corrects: int, now: datetime) -> Announcement:
    """The same change of the copies of another telling, under way at once: it is paused, resumed and cancelled with the whole."""
    kind = whole.kind if whole.corrects else AnnouncementKind.CORRECTION
    row = {"kind": kind, "state": AnnouncementState.SENDING, "text": whole.text, "corrects": corrects, "part_of": whole.id}
    row |= {"audience": whole.audience.to_json() if whole.audience else None, **file_columns(whole.file)}
    row |= {"made_by": whole.made_by, "made_at": now, "confirmed_by": whole.confirmed_by, "approved_by": whole.approved_by, "started": now}
    begun = await connection.execute(insert(announcement).values(**row).returning(announcement.c.id))
    return await one_in(connection, int(begun.scalar_one()))


async def parts_of(store: Store, number: int) -> list[Announcement]:
    """What changes further copies for an announcement that staff have confirmed."""
    return await _listed(store, announcement.c.part_of == number, MOST_PARTS)


async def discard(connection: AsyncConnection, number: int, version: int) -> None:
    """Throw away what was not confirmed, or waits. Raises Changed."""
    await _move(connection, number, version, before(AnnouncementState.DISCARDED), {"state": AnnouncementState.DISCARDED})
    await connection.execute(delete(watch).where(watch.c.announcement == number))


async def due(connection: AsyncConnection, now: datetime) -> list[Announcement]:
    """What is scheduled and whose time has come, the earliest first."""
    query = select(announcement).where(announcement.c.state == AnnouncementState.SCHEDULED).order_by(announcement.c.due, announcement.c.id)
    found = [announcement_of(row) for row in await connection.execute(query)]
    return [each for each in found if each.due is None or each.due <= now]


async def start(connection: AsyncConnection, number: int, version: int, now: datetime) -> None:
    """Its copies are made: they are sent from now on. Raises Changed."""
    await _move(connection, number, version, (AnnouncementState.SCHEDULED,), {"state": AnnouncementState.SENDING, "started": now})


async def await_second_person(connection: AsyncConnection, number: int, version: int) -> None:
    """It has become too large for the one who confirmed it. Raises Changed."""
    await _move(connection, number, version, (AnnouncementState.SCHEDULED,), {"state": AnnouncementState.WAITING})


async def hold_back(connection: AsyncConnection, number: int, version: int, reason: Reason) -> None:
    """It cannot start as it is: staff must look at it. Raises Changed."""
    await _move(connection, number, version, (AnnouncementState.SCHEDULED,), {"state": AnnouncementState.PAUSED, "reason": reason})


async def _move(
    connection: AsyncConnection, number: int, version: int, states: Iterable[AnnouncementState], values: Mapping[str, Any]
) -> None:
    """One guarded step: only from these states, and only of the version that was seen."""
    seen = announcement.c.id == number, announcement.c.version == version, announcement.c.state.in_(list(states))
    if not (await connection.execute(update(announcement).where(*seen).values(**values))).rowcount:
        raise await overtaken(connection, Subject(Thing.ANNOUNCEMENT, number))


async def _move_parts(
    connection: AsyncConnection, number: int, states: Iterable[AnnouncementState], values: Mapping[str, Any]
) -> list[int]:
    """The same step of what changes further copies for it; those that it concerned."""
    these = announcement.c.part_of == number, announcement.c.state.in_(list(states))
    moved = await connection.execute(update(announcement).where(*these).values(**values).returning(announcement.c.id))
    return list(moved.scalars())


# Looking


async def one(store: Store, number: int) -> Announcement:
    """An announcement by its number. Raises AnnouncementGone."""
    async with store.reading() as connection:
        return await one_in(connection, number)


async def one_in(connection: AsyncConnection, number: int) -> Announcement:
    """`one` in a transaction that does more."""
    row = (await connection.execute(select(announcement).where(announcement.c.id == number))).first()
    if row is None:
        raise AnnouncementGone()
    return announcement_of(row)


async def under_way(store: Store, most: int) -> list[Announcement]:
    """What the office itself is writing, what waits, is scheduled, runs or is paused, newest first."""
    return await _listed(store, announcement.c.state.in_(UNDER_WAY) & _of_staff, most)


async def automatic_under_way(store: Store) -> int:
    """How many automatic notices and reminders are being sent."""
    sending = announcement.c.state == AnnouncementState.SENDING, announcement.c.kind.in_(AUTOMATIC)
    async with store.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(announcement).where(*sending)) or 0)


async def last_over(store: Store, most: int) -> list[Announcement]:
    """The last ones of the office's own that are over, newest first."""
    return await _listed(store, announcement.c.state.in_(OVER) & _of_staff, most)


async def needing_somebody(store: Store, since: datetime, most: int) -> list[Announcement]:
    """What waits for a second person or is paused, and since a moment what was stopped or ended with copies nobody is sure of.

    A notice that is only held back until its visit is settled goes on or ends by itself.
    """
    held_back = announcement.c.reason.is_not_distinct_from(Reason.VISIT_CHANGED)
    waits = announcement.c.state.in_((AnnouncementState.WAITING, AnnouncementState.PAUSED)) & ~held_back
    lately = or_(announcement.c.closed > since, announcement.c.closed.is_(None) & (announcement.c.started > since))
    ended = (announcement.c.state == AnnouncementState.STOPPED) | (announcement.c.uncertain > 0)
    return await _listed(store, waits | (lately & ended), most)


async def draft_for_visit(connection: AsyncConnection, visit: int, text: str) -> int | None:
    """The draft that anybody has begun for a visit with these words and not edited since, if any."""
    same = announcement.c.visit == visit, announcement.c.text == text, announcement.c.state == AnnouncementState.DRAFT
    found: int | None = await connection.scalar(select(func.max(announcement.c.id)).where(*same))
    return found


async def reasons_of(store: Store, number: int) -> dict[str, int]:
    """Why copies did not arrive, most frequent first."""
    query = select(delivery.c.error, func.count().label("copies")).group_by(delivery.c.error).order_by(func.count().desc())
    query = query.where(delivery.c.announcement == number, delivery.c.state.in_((DeliveryState.UNREACHABLE, DeliveryState.SKIPPED)))
    async with store.reading() as connection:
        return {row.error or "": row.copies for row in await connection.execute(query)}


async def earlier_of(connection: AsyncConnection, number: int | None) -> list[int]:
    """An announcement whose rest is to be sent, and those whose rest it was itself."""
    found: list[int] = []
    while number is not None and number not in found:
        found.append(number)
        text = await connection.scalar(select(announcement.c.audience).where(announcement.c.id == number))
        number = Audience.from_json(text).without if text else None
    return found


async def _listed(store: Store, condition: Any, most: int) -> list[Announcement]:
    query = select(announcement).where(condition).order_by(announcement.c.id.desc()).limit(most)
    async with store.reading() as connection:
        return [announcement_of(row) for row in await connection.execute(query)]


def announcement_of(row: Any) -> Announcement:
    """An announcement from its row; its counts are those it was closed with."""
    counts = DeliveryCounts(0, 0, 0, row.delivered, row.unreachable, row.skipped, row.uncertain) if row.closed else DeliveryCounts()
    return Announcement(
        id=row.id,
        kind=AnnouncementKind(row.kind),
        state=AnnouncementState(row.state),
        version=row.version,
        audience=Audience.from_json(row.audience) if row.audience else None,
        text=row.text,
        file=file_of(row),
        visit=row.visit,
        corrects=row.corrects,
        due=row.due,
        made_by=row.made_by,
        confirmed_by=row.confirmed_by,
        approved_by=row.approved_by,
        started=row.started,
        closed=row.closed,
        reason=Reason(row.reason) if row.reason else None,
        counts=counts,
        despite=row.despite,
        retells=row.retells,
        part_of=row.part_of,
    )
