"""What has been told is kept in the transaction that tells it, on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from ektp_core.announcement import AnnouncementKind, AnnouncementState, DeliveryState
from ektp_core.notices import Notice
from ektp_core.profile import Language
from ektp_core.reminders import NoticeKind, ReminderKind
from ektp_core.roles import Act, Role
from ektp_core.schedule import Place, PlaceKind, Visit, VisitState
from ektp_core.store import Store, due, load_board, outbox, schema
from ektp_core.store.audit import acting
from ektp_core.store.copies import close_what_is_done
from ektp_core.store.lead import LostLead, take_lead
from ektp_core.store.outbox import Wording
from ektp_core.store.preferences import choose_language
from ektp_core.store.reminders import remind
from ektp_core.store.subscriptions import mute, pause, retire
from ektp_core.subscriptions import GoneReason, Subscription, Topic
from ektp_core.unsent import CHANGED, Step
from tests.store.followers import (
    BANGKA_TENGAH,
    BUDI,
    KOBA,
    NOON,
    SITI,
    TODAY,
    a_consent,
    a_follower,
    a_reminder,
    an_announcement,
    copies,
    stands,
    subscriber_of,
)
from tests.store.records import add, how_many

RATNA, SCHOOL_PERSON = 7101, 7301
PLACE = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
VISIT = Visit(12, PLACE, (date(2026, 12, 1),), (), 1, VisitState.CONFIRMED, NOON, "the office", version=2)
WORDS = [Wording(Language.ID, "kabar"), Wording(Language.EN, "news")]


def a_notice(kind: NoticeKind = NoticeKind.CONFIRMED, *, before: Visit | None = None, visit: Visit = VISIT, key: str = "x") -> Notice:
    return Notice(kind, visit, f"visit:12:{kind}:{key}", NOON, NOON + timedelta(days=6), NOON, before)


async def queue(store: Store, notice: Notice, now: datetime = NOON) -> None:
    board = await load_board(store)
    async with store.changing() as connection:
        await due.queue_notice(connection, notice, WORDS, board, now, TODAY)


async def told(store: Store) -> dict[int, Visit]:
    async with store.reading() as connection:
        return dict((await due.known(connection)).visits)


async def readers(store: Store) -> dict[int, str]:
    """Who has a copy of anything, and its words."""
    texts, copy = schema.announcement_text, schema.delivery
    async with store.reading() as connection:
        rows = await connection.execute(select(copy.c.chat, texts.c.html).join(texts, texts.c.id == copy.c.text))
        return {row.chat: row.html for row in rows}


async def a_member(store: Store, person: int = SCHOOL_PERSON, role: Role = Role.SCHOOL) -> None:
    school = PLACE.npsn if role is Role.SCHOOL else None
    await add(store, schema.member, {"person": person, "role": role, "name": "TU", "school": school, "since": NOON})


async def test_a_change_is_told_to_followers_and_remembered(started: Store) -> None:
    for chat, thing in ((1, KOBA), (2, BANGKA_TENGAH), (3, Subscription(KOBA.scope, "19.04.02"))):
        await a_follower(started, chat, thing)
    await a_follower(started, SITI)
    await choose_language(started, SITI, Language.EN, NOON)
    await queue(started, a_notice())
    assert await readers(started) == {SITI: "news", 1: "kabar", 2: "kabar"}
    assert await told(started) == {12: VISIT}


async def test_the_same_key_is_queued_once(started: Store) -> None:
    await a_follower(started)
    for _ in range(3):
        await queue(started, a_notice(NoticeKind.EVE))
    assert await how_many(started, schema.announcement) == await how_many(started, schema.delivery) == 1


async def test_a_change_without_readers_is_remembered_as_told(started: Store) -> None:
    await queue(started, a_notice())
    assert await how_many(started, schema.announcement) == 0
    assert await told(started) == {12: VISIT}


async def test_what_is_told_of_a_removed_visit_is_forgotten(started: Store) -> None:
    await queue(started, a_notice())
    await queue(started, a_notice(NoticeKind.CANCELLED, before=VISIT))
    assert await told(started) == {}


async def test_eves_and_checklists_change_nothing_of_what_is_known(started: Store) -> None:
    for kind in (NoticeKind.EVE, NoticeKind.SCHOOL_WEEK, NoticeKind.SCHOOL_EVE):
        await queue(started, a_notice(kind))
    assert await told(started) == {}


@pytest.mark.parametrize(
    ("kind", "topic"), [(NoticeKind.MOVED, Topic.CHANGES), (NoticeKind.EVE, Topic.EVE), (NoticeKind.CATCH_UP, Topic.CATCH_UP)]
)
async def test_who_mutes_pauses_or_is_gone_is_not_told(started: Store, kind: NoticeKind, topic: Topic) -> None:
    for chat in (1, 2, 3, 4):
        await a_follower(started, chat)
    await mute(started, 1, topic)
    await pause(started, 2, TODAY + timedelta(1))
    await retire(started, 3, GoneReason.BLOCKED, NOON)
    await queue(started, a_notice(kind))
    assert await readers(started) == {4: "kabar"}


async def test_a_checklist_goes_to_the_people_of_the_school_alone(started: Store) -> None:
    await a_follower(started)
    await a_member(started)
    await a_member(started, RATNA, Role.OFFICER)
    await queue(started, a_notice(NoticeKind.SCHOOL_WEEK))
    assert await readers(started) == {SCHOOL_PERSON: "kabar"}
    await retire(started, SCHOOL_PERSON, GoneReason.BLOCKED, NOON)
    await queue(started, a_notice(NoticeKind.SCHOOL_EVE))
    assert await how_many(started, schema.announcement) == 1


async def test_a_school_hears_of_changes_once_also_where_it_follows(started: Store) -> None:
    await a_member(started)
    await a_follower(started, SITI)
    await queue(started, a_notice())
    assert set(await readers(started)) == {SITI, SCHOOL_PERSON}
    await a_follower(started, SCHOOL_PERSON)
    await queue(started, a_notice(NoticeKind.MOVED))
    assert await how_many(started, schema.delivery) == 4


async def test_what_staff_did_and_announced_is_known(started: Store) -> None:
    await a_member(started, RATNA, Role.OFFICER)
    later = NOON + timedelta(minutes=5)
    for moment in (NOON, later):
        async with acting(started, RATNA, Act.CHANGE_VISITS, moment) as doing:
            doing.subject = "visit 12"
    async with acting(started, RATNA, Act.TALLY, later) as doing:
        doing.subject = "tally 13"
    number = await an_announcement(started, SITI)
    await set_announcement(started, number, visit=12)
    async with started.reading() as connection:
        known = await due.known(connection)
    assert (known.acted, known.announced) == ({12: later}, {12: NOON})
    await set_announcement(started, number, state=AnnouncementState.CANCELLED)
    async with started.reading() as connection:
        assert (await due.known(connection)).announced == {}


async def set_announcement(store: Store, number: int, **values: Any) -> None:
    async with store.changing() as connection:
        await connection.execute(update(schema.announcement).where(schema.announcement.c.id == number).values(**values))


async def test_a_look_needs_the_lead(started: Store) -> None:
    fence = await take_lead(started, NOON) or 0
    async with started.reading() as connection:
        assert (await due.look(connection, fence, TODAY)).may_send
    await set_held(started)
    async with started.reading() as connection:
        assert not (await due.look(connection, fence, TODAY)).may_send
        with pytest.raises(LostLead):
            await due.look(connection, fence - 1, TODAY)


async def set_held(store: Store) -> None:
    async with store.changing() as connection:
        await connection.execute(update(schema.lead).values(held_since=NOON))


async def test_what_is_held_back_goes_on_or_is_ended(started: Store) -> None:
    await a_follower(started)
    await queue(started, a_notice(NoticeKind.EVE))
    for step, state, reason in (
        (Step.HOLD_BACK, AnnouncementState.PAUSED, CHANGED),
        (Step.GO_ON, AnnouncementState.SENDING, None),
        (Step.END_CHANGED, AnnouncementState.CANCELLED, CHANGED),
    ):
        async with started.changing() as connection:
            (seen,) = await due.unsent(connection)
            await due.take_step(connection, seen, step)
        async with started.reading() as connection:
            row = (await connection.execute(select(schema.announcement.c.state, schema.announcement.c.reason))).one()
        assert tuple(row) == (state, reason)
    async with started.reading() as connection:
        assert await due.unsent(connection) == []
    assert await copies(started, seen.id) == {SITI: DeliveryState.SKIPPED}


async def queue_reminder(store: Store, today: date = TODAY) -> None:
    now = NOON + (today - TODAY)
    async with store.changing() as connection:
        await due.queue_reminder(connection, ReminderKind.CARD, TODAY, WORDS, now, today)


async def ask(store: Store, chat: int, day: date = TODAY) -> None:
    assert await remind(store, a_reminder(chat, day=day), TODAY, a_consent(chat))


async def test_a_reminder_is_queued_and_its_wish_removed_together(started: Store) -> None:
    await ask(started, SITI)
    await ask(started, BUDI, TODAY + timedelta(1))
    for _ in range(2):
        await queue_reminder(started)
    assert await readers(started) == {SITI: "kabar"}
    assert await how_many(started, schema.reminder) == 1
    assert await subscriber_of(started, SITI) is None, "nothing is kept of who asked for nothing else"


async def test_who_pauses_is_reminded_after_the_pause(started: Store) -> None:
    await ask(started, SITI)
    await ask(started, BUDI)
    await pause(started, BUDI, TODAY + timedelta(2))
    await queue_reminder(started)
    assert set(await readers(started)) == {SITI}
    for later in (1, 2, 3):
        await queue_reminder(started, TODAY + timedelta(later))
    assert set(await readers(started)) == {SITI, BUDI}
    assert await how_many(started, schema.announcement) == 2


async def test_who_is_gone_is_not_reminded_ever(started: Store) -> None:
    await ask(started, SITI)
    await retire(started, SITI, GoneReason.BLOCKED, NOON)
    await queue_reminder(started)
    assert await how_many(started, schema.announcement) == 0
    async with started.changing() as connection:
        await due.drop_reminders_of_gone(connection, TODAY)
    assert await how_many(started, schema.reminder) == 0


async def test_nothing_tells_whom_a_closed_reminder_reached(started: Store) -> None:
    await ask(started, SITI)
    await queue_reminder(started)
    notice = await an_announcement(started, BUDI, kind=AnnouncementKind.NOTICE)
    async with started.changing() as connection:
        await due.forget_reminder_copies(connection)
    assert (await readers(started)).keys() == {SITI, BUDI}, "it is on its way"
    await stands(started, 1, DeliveryState.DELIVERED, SITI)
    async with started.changing() as connection:
        await close_what_is_done(connection, NOON)
        await due.forget_reminder_copies(connection)
    assert await readers(started) == {BUDI: "<b>SMAN 1 Koba</b> pindah"}
    assert await copies(started, notice) == {BUDI: DeliveryState.PENDING}


async def test_copies_are_forgotten_a_month_after_closing(started: Store) -> None:
    old, young, open_ = [await an_announcement(started, SITI, key=key) for key in ("old", "young", "open")]
    async with started.changing() as connection:
        for number, closed in ((old, NOON - timedelta(days=31)), (young, NOON - timedelta(days=29))):
            await outbox.withdraw(connection, number, AnnouncementState.CANCELLED, "staff")
            await close_what_is_done(connection, closed)
    async with started.changing() as connection:
        await due.forget_old_copies(connection, NOON)
    assert [bool(await copies(started, number)) for number in (old, young, open_)] == [False, True, True]
    assert await how_many(started, schema.announcement) == 3


async def test_a_chat_is_asked_once_whether_it_still_wants_to_be_told(started: Store) -> None:
    await a_follower(started, SITI, on=TODAY - timedelta(days=725))
    await a_follower(started, BUDI)
    for later in range(3):
        async with started.changing() as connection:
            await due.queue_closing_expiry(connection, WORDS, NOON, TODAY + timedelta(later))
    assert await readers(started) == {SITI: "kabar"}
    assert await how_many(started, schema.announcement) == 1


async def test_the_newest_of_a_visit_is_what_is_known(started: Store) -> None:
    moved = replace(VISIT, days=(date(2026, 12, 3),), state=VisitState.MOVED, version=3)
    for notice in (a_notice(), a_notice(NoticeKind.MOVED, visit=moved, before=VISIT, key="y")):
        await queue(started, notice)
    assert await told(started) == {12: moved}
