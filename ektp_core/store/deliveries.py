"""Claiming and settling copies, as the one who leads: each function is a step of a transaction that has checked the fence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AUTOMATIC, AnnouncementKind, AnnouncementState, Reason, SentBefore
from ektp_core.announcements.delivery import MOST_AMBIGUOUS, OPEN, DeliveryState
from ektp_core.privacy import COPIES_KEPT_DAYS
from ektp_core.store.announcement_files import file_of
from ektp_core.store.outbox import counts_in
from ektp_core.store.schema import announcement, announcement_text, delivery

KEPT_FOR = timedelta(days=COPIES_KEPT_DAYS)
"""So long copies are kept after closing: who got what is nobody's business later (docs/reliability.md#almost-nothing-is-kept)."""

COPY = (
    delivery.c.id,
    delivery.c.announcement,
    delivery.c.chat,
    delivery.c.text,
    delivery.c.ambiguous,
    delivery.c.message_id,
    delivery.c.thread,
    delivery.c.replies_to,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """One claimed copy: which words for whom. `ambiguous` counts the requests whose fate nobody knows; `message_id` is what a
    correction changes; `thread` the topic of a forum in which it is told; `replies_to` the message that a retelling corrects."""

    id: int
    announcement: int
    chat: int
    text: int | None
    ambiguous: int
    message_id: int | None
    thread: int | None = None
    replies_to: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed copy."""

    id: int
    state: DeliveryState
    ambiguous: int
    message_id: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """An announcement that is being sent: what every copy of it has in common."""

    id: int
    kind: AnnouncementKind
    file: SentBefore | None
    expires: datetime | None


@dataclass(frozen=True, slots=True)
class Words:
    """What one text of an announcement says, and the buttons under it as the Bot API's JSON."""

    html: str
    buttons: str | None


async def running(connection: AsyncConnection) -> list[Running]:
    """The announcements that are being sent: what is automatic first, then in the order of their beginning."""
    automatic = case((announcement.c.kind.in_(AUTOMATIC), 0), else_=1)
    query = select(announcement).where(announcement.c.state == AnnouncementState.SENDING).order_by(automatic, announcement.c.id)
    return [Running(row.id, AnnouncementKind(row.kind), file_of(row), row.expires) for row in await connection.execute(query)]


async def words_of(connection: AsyncConnection, text: int) -> Words:
    """One text."""
    row = (await connection.execute(select(announcement_text).where(announcement_text.c.id == text))).one()
    return Words(row.html, row.buttons)


async def unproven_texts(connection: AsyncConnection, number: int) -> set[int]:
    """The texts of an announcement that Telegram has not accepted once: they are tried one copy at a time.

    See docs/reliability.md#a-bad-text-stops-early.
    """
    accepted = select(delivery.c.id).where(delivery.c.announcement == number, delivery.c.text == announcement_text.c.id)
    accepted = accepted.where(delivery.c.state == DeliveryState.DELIVERED)
    query = select(announcement_text.c.id).where(announcement_text.c.announcement == number, ~accepted.exists())
    return set((await connection.execute(query)).scalars())


async def claim(
    connection: AsyncConnection, number: int, most: int, fence: int, text: int | None = None, *, passing_over: Collection[int] = ()
) -> list[Copy]:
    """Claim the next copies of an announcement, `most` at most; deferred ones once nothing else is left.

    `text` limits it to one text; chats to pass over are left for later. The announcement must still be sending: a pause, a cancellation or
    somebody's /berhenti that was committed before counts.
    """
    waiting = [delivery.c.announcement == number, delivery.c.chat.is_not(None)]
    if text is not None:
        waiting.append(delivery.c.text == text)
    if passing_over:
        waiting.append(delivery.c.chat.not_in(list(passing_over)))
    return await _claim(connection, number, most, fence, waiting, DeliveryState.PENDING) or await _claim(
        connection, number, most, fence, waiting, DeliveryState.DEFERRED
    )


async def _claim(
    connection: AsyncConnection, number: int, most: int, fence: int, waiting: Sequence[ColumnElement[bool]], state: DeliveryState
) -> list[Copy]:
    # Passing over what another transaction changes just now (PostgreSQL): waiting for it while it waits for us would end in a deadlock.
    chosen = (
        select(delivery.c.id)
        .where(*waiting, delivery.c.state == state)
        .order_by(delivery.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    sending = select(announcement.c.id).where(announcement.c.id == number, announcement.c.state == AnnouncementState.SENDING)
    claimed = await connection.execute(
        update(delivery)
        # The state again: on PostgreSQL another transaction may have skipped the row between choosing and updating it.
        .where(delivery.c.id.in_(chosen), delivery.c.state == state, sending.exists())
        .values(state=DeliveryState.SENDING, fence=fence, error=None)
        .returning(*COPY)
    )
    return [Copy(*row) for row in claimed]


_called_back = delivery.c.error.is_not(None)
"""While a copy is under way: its reader has left, or the announcement was ended; it is not sent again."""

_to_come = (bindparam("now_state") == DeliveryState.PENDING.value) | (bindparam("now_state") == DeliveryState.DEFERRED.value)
_ended = case((bindparam("now_ambiguous") > 0, DeliveryState.UNCERTAIN.value), else_=DeliveryState.SKIPPED.value)
SETTLE = (
    update(delivery)
    .where(delivery.c.id == bindparam("copy"), delivery.c.state == DeliveryState.SENDING, delivery.c.fence == bindparam("holder"))
    .values(
        state=case((_called_back & _to_come, _ended), else_=bindparam("now_state")),
        fence=None,
        ambiguous=bindparam("now_ambiguous"),
        message_id=bindparam("now_message"),
        error=case((_called_back & _to_come, delivery.c.error), else_=bindparam("now_error")),
    )
)


async def settle(connection: AsyncConnection, settled: Sequence[Settled], fence: int) -> None:
    """Keep what became of copies that this fence has claimed; another's are left alone."""
    if settled:
        rows = [
            {
                "copy": each.id,
                "holder": fence,
                "now_state": each.state,
                "now_ambiguous": each.ambiguous,
                "now_message": each.message_id,
                "now_error": each.error,
            }
            for each in settled
        ]
        await connection.execute(SETTLE, rows)


async def put_back(connection: AsyncConnection, fence: int, under_way: Collection[int]) -> None:
    """Claims of this fence that nobody sends: they go back to where they were, each as `delivery.unsent` says, or end if called back."""
    ours = delivery.c.state == DeliveryState.SENDING, delivery.c.fence == fence, delivery.c.id.not_in(under_way)
    before = case((delivery.c.ambiguous > 0, DeliveryState.DEFERRED.value), else_=DeliveryState.PENDING.value)
    ended = case((delivery.c.ambiguous > 0, DeliveryState.UNCERTAIN.value), else_=DeliveryState.SKIPPED.value)
    await connection.execute(update(delivery).where(*ours).values(state=case((_called_back, ended), else_=before), fence=None))


async def recover(connection: AsyncConnection, fence: int) -> list[DeliveryState]:
    """After a crash: what an earlier leader had claimed may have arrived. It is sent once more, last and silently; a second time never.

    Each stands then as `delivery.after_doubt` says; one that was called back is not sent again. Returns where the copies
    now stand. Rows of this fence are not touched.
    """
    left = delivery.c.state == DeliveryState.SENDING, delivery.c.fence < fence
    may_go_again = (delivery.c.ambiguous + 1 < MOST_AMBIGUOUS) & ~_called_back
    again = case((may_go_again, DeliveryState.DEFERRED.value), else_=DeliveryState.UNCERTAIN.value)
    in_doubt = update(delivery).where(*left).values(state=again, ambiguous=delivery.c.ambiguous + 1, fence=None, error=Reason.CRASH)
    return [DeliveryState(state) for state in (await connection.execute(in_doubt.returning(delivery.c.state))).scalars()]


async def close_what_is_done(connection: AsyncConnection, now: datetime) -> list[int]:
    """Announcements of which nothing is open any more get their final counts; their numbers. A whole closes after its parts."""
    ended = (AnnouncementState.SENDING, AnnouncementState.STOPPED, AnnouncementState.CANCELLED)
    is_open = select(delivery.c.id).where(delivery.c.announcement == announcement.c.id, delivery.c.state.in_(OPEN)).exists()
    part = announcement.alias()
    open_parts = select(part.c.id).where(part.c.part_of == announcement.c.id, part.c.closed.is_(None)).exists()
    query = select(announcement.c.id, announcement.c.state).where(
        announcement.c.state.in_(ended), announcement.c.closed.is_(None), ~is_open, ~open_parts
    )
    closed = []
    for number, state in (await connection.execute(query)).all():
        counts = await counts_in(connection, number)
        values: dict[str, Any] = {name: getattr(counts, name) for name in ("delivered", "unreachable", "skipped", "uncertain")}
        after = AnnouncementState.CLOSED if state == AnnouncementState.SENDING else state
        guarded = update(announcement).where(announcement.c.id == number, announcement.c.state == state, announcement.c.closed.is_(None))
        if (await connection.execute(guarded.values(**values, state=after, closed=now))).rowcount:
            closed.append(number)
    return closed


async def forget_reminder_copies(connection: AsyncConnection) -> None:
    """Once a reminder is closed, nothing tells whom it reached."""
    closed = select(announcement.c.id).where(announcement.c.kind == AnnouncementKind.REMINDER, announcement.c.closed.is_not(None))
    await connection.execute(delete(delivery).where(delivery.c.announcement.in_(closed)))


async def forget_old_copies(connection: AsyncConnection, now: datetime) -> None:
    """What was sent stays with its counts; who got it is kept for 30 days."""
    with_copies = select(delivery.c.id).where(delivery.c.announcement == announcement.c.id).exists()
    rows = await connection.execute(select(announcement.c.id, announcement.c.closed).where(announcement.c.closed.is_not(None), with_copies))
    old = [row.id for row in rows if row.closed < now - KEPT_FOR]
    if old:
        await connection.execute(delete(delivery).where(delivery.c.announcement.in_(old)))
