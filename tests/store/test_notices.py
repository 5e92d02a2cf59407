"""What has been told is kept in the transaction that tells it, on both databases."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from ektp_core.announcements.delivery import DeliveryState
from ektp_core.audit import Subject, Thing
from ektp_core.notices.due import Announced, Notice, NoticeKind
from ektp_core.profile import Language
from ektp_core.roles import Act, Role
from ektp_core.store import Store, load_board, schema
from ektp_core.store.audit import acting
from ektp_core.store.languages import choose_language
from ektp_core.store.leadership import LostLead, take_lead
from ektp_core.store.notices import known, look, queue_notice
from ektp_core.store.subscriptions import mute, pause
from ektp_core.store.unreachable import retire
from ektp_core.subscriptions.subscribers import Subscription, Topic, UnreachableReason
from ektp_core.visits.schedule import Place, PlaceKind, Visit, VisitState
from tests.store.followers import BANGKA_TENGAH, BUDI, KOBA, NOON, SITI, TODAY, WORDS, a_follower, an_announcement, copies, readers, stands
from tests.store.records import add, how_many

RATNA, SCHOOL_PERSON = 7101, 7301
PLACE = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
VISIT = Visit(12, PLACE, (date(2026, 12, 1),), (), 1, VisitState.CONFIRMED, NOON, "the office", version=2)


def a_notice(kind: NoticeKind = NoticeKind.CONFIRMED, *, before: Visit | None = None, visit: Visit = VISIT, key: str = "x") -> Notice:
    return Notice(kind, visit, f"visit:12:{kind}:{key}", NOON, NOON + timedelta(days=6), NOON, before)


async def queue(store: Store, notice: Notice, now: datetime = NOON) -> None:
    board = await load_board(store)
    async with store.changing() as connection:
        await queue_notice(connection, notice, WORDS, board, now, TODAY)


async def told(store: Store) -> dict[int, Visit]:
    async with store.reading() as connection:
        return dict((await known(connection)).visits)


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
    await retire(started, 3, UnreachableReason.BLOCKED, NOON)
    await queue(started, a_notice(kind))
    assert await readers(started) == {4: "kabar"}


async def test_a_checklist_goes_to_the_people_of_the_school_alone(started: Store) -> None:
    await a_follower(started)
    await a_member(started)
    await a_member(started, RATNA, Role.OFFICER)
    await queue(started, a_notice(NoticeKind.SCHOOL_WEEK))
    assert await readers(started) == {SCHOOL_PERSON: "kabar"}
    await retire(started, SCHOOL_PERSON, UnreachableReason.BLOCKED, NOON)
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
            doing.subject = Subject(Thing.VISIT, 12)
    async with acting(started, RATNA, Act.TALLY, later) as doing:
        doing.subject = Subject(Thing.TALLY, 13)
    number = await an_announcement(started, SITI)
    await set_announcement(started, number, visit=12)
    async with started.reading() as connection:
        found = await known(connection)
    assert (found.acted, found.announced) == ({12: later}, {12: Announced(number, NOON, is_under_way=True)})


async def test_whom_staff_have_told_themselves_is_not_told_again(started: Store) -> None:
    await a_follower(started, SITI)
    await a_follower(started, BUDI)
    number = await an_announcement(started, SITI)
    await stands(started, number, DeliveryState.DELIVERED, SITI)
    await queue(started, replace(a_notice(NoticeKind.MOVED), without=number))
    assert await copies(started, 2) == {BUDI: DeliveryState.PENDING}


async def set_announcement(store: Store, number: int, **values: Any) -> None:
    async with store.changing() as connection:
        await connection.execute(update(schema.announcement).where(schema.announcement.c.id == number).values(**values))


async def test_a_look_needs_the_lead(started: Store) -> None:
    fence = await take_lead(started, NOON) or 0
    async with started.reading() as connection:
        assert (await look(connection, fence, TODAY)).may_send
    await set_held(started)
    async with started.reading() as connection:
        assert not (await look(connection, fence, TODAY)).may_send
        with pytest.raises(LostLead):
            await look(connection, fence - 1, TODAY)


async def set_held(store: Store) -> None:
    async with store.changing() as connection:
        await connection.execute(update(schema.lead).values(held_since=NOON))


async def test_the_newest_of_a_visit_is_what_is_known(started: Store) -> None:
    moved = replace(VISIT, days=(date(2026, 12, 3),), state=VisitState.MOVED, version=3)
    for notice in (a_notice(), a_notice(NoticeKind.MOVED, visit=moved, before=VISIT, key="y")):
        await queue(started, notice)
    assert await told(started) == {12: moved}
