"""Announcements in the store, on both databases: each step is guarded, and the frozen audience is exactly who follows."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState, FileKind, Reason, SentBefore
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.audit import Changed
from ektp_core.notices.due import NoticeKind
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store import announcements as store
from ektp_core.store import audiences as copies
from ektp_core.store.announcement_files import file_columns
from ektp_core.store.announcement_templates import NameTaken, TemplateGone, delete_template, save_template, template, templates
from ektp_core.store.notice_switches import notices_off, switch_notice
from ektp_core.store.outbox import Wording, add_copies, keep_wordings
from ektp_core.subscriptions.subscribers import Scope, Subscription
from tests.store.followers import many_followers
from tests.store.records import MOMENT as NOW
from tests.store.records import add

RATNA, HENDRA = 7101, 7102
TODAY = NOW.date()
KOBA = Subscription(Scope.SCHOOL, "10900778")
NAMANG = Subscription(Scope.SCHOOL, "10900779")
PHOTO = SentBefore(FileKind.PHOTO, "AgAC", "x.jpg")


async def a_draft(migrated: Store, **values: Any) -> int:
    async with migrated.changing() as connection:
        return await store.begin(connection, RATNA, NOW, **{"text": "Besok", **values})


async def members(migrated: Store, *people: int) -> None:
    await add(migrated, schema.member, *({"person": person, "role": "officer", "name": f"P{person}", "since": NOW} for person in people))


async def follow(migrated: Store, **follows: Sequence[Subscription]) -> None:
    """chat_1=[...] follows these."""
    await many_followers(migrated, {int(name.removeprefix("chat_")): things for name, things in follows.items()})


async def rows(connection: AsyncConnection, number: int, *columns: str) -> list[tuple[Any, ...]]:
    query = select(*(schema.delivery.c[name] for name in columns)).where(schema.delivery.c.announcement == number)
    return [tuple(row) for row in await connection.execute(query.order_by(schema.delivery.c.chat))]


# Steps


async def test_a_draft_reads_back_as_it_was_kept(migrated: Store) -> None:
    audience = Audience(AudienceKind.SCHOOLS, ("10900778",))
    due = NOW + timedelta(days=1)
    number = await a_draft(migrated, audience=audience.to_json(), due=due, visit=3, **file_columns(PHOTO))
    found = await store.one(migrated, number)
    assert (found.audience, found.file, found.due, found.visit, found.version) == (audience, PHOTO, due, 3, 1)
    assert (found.kind, found.state, found.made_by) == (AnnouncementKind.ANNOUNCEMENT, AnnouncementState.DRAFT, RATNA)


async def test_an_unknown_announcement_is_a_sentence(migrated: Store) -> None:
    with pytest.raises(store.AnnouncementGone):
        await store.one(migrated, 9)


async def test_of_many_confirmations_at_once_one_counts(migrated: Store) -> None:
    number = await a_draft(migrated)

    async def confirm(person: int) -> None:
        async with migrated.changing() as connection:
            await store.confirm(connection, number, 1, person, NOW, alone=True)

    found = await asyncio.gather(*(confirm(RATNA if tap % 2 else HENDRA) for tap in range(20)), return_exceptions=True)
    assert sum(each is None for each in found) == 1
    assert sum(isinstance(each, Changed) for each in found) == 19


async def test_an_edit_counts_once_for_the_version_that_was_seen(migrated: Store) -> None:
    number = await a_draft(migrated)

    async def edit(text: str) -> None:
        async with migrated.changing() as connection:
            await store.edit(connection, number, 1, text=text)

    found = await asyncio.gather(edit("A"), edit("B"), return_exceptions=True)
    assert sum(each is None for each in found) == 1
    assert (await store.one(migrated, number)).version == 2


async def test_the_second_person_is_another_one(migrated: Store) -> None:
    await members(migrated, RATNA, HENDRA)
    number = await a_draft(migrated)
    async with migrated.changing() as connection:
        await store.confirm(connection, number, 1, RATNA, NOW, alone=False)
    with pytest.raises(store.SamePerson):
        async with migrated.changing() as connection:
            await store.approve(connection, number, 1, RATNA, NOW)
    async with migrated.changing() as connection:
        assert await store.approve(connection, number, 1, HENDRA, NOW)
    found = await store.one(migrated, number)
    assert (found.state, found.confirmed_by, found.approved_by) == (AnnouncementState.SCHEDULED, RATNA, HENDRA)


@pytest.mark.parametrize("state", store.OVER)
async def test_what_is_over_is_neither_edited_nor_sent_again(migrated: Store, state: AnnouncementState) -> None:
    number = await a_draft(migrated)
    async with migrated.changing() as connection:
        await connection.execute(update(schema.announcement).values(state=state, started=NOW))
    for act in (store.pause, store.cancel, store.discard):
        with pytest.raises(Changed):
            async with migrated.changing() as connection:
                await act(connection, number, 1)
    with pytest.raises(Changed):
        async with migrated.changing() as connection:
            await store.resume(connection, number, 1, NOW)
    with pytest.raises(Changed):
        async with migrated.changing() as connection:
            await store.edit(connection, number, 1, text="x")


async def test_what_was_held_back_starts_at_its_time_or_at_once_when_that_is_over(migrated: Store) -> None:
    for due, starts in ((NOW - timedelta(hours=3), NOW), (NOW + timedelta(hours=3), NOW + timedelta(hours=3))):
        number = await a_draft(migrated, state=AnnouncementState.PAUSED, due=due, reason=Reason.LATE)
        async with migrated.changing() as connection:
            await store.resume(connection, number, 1, NOW)
        found = await store.one(migrated, number)
        assert (found.state, found.due, found.reason) == (AnnouncementState.SCHEDULED, starts, None)


async def test_only_what_is_scheduled_and_due_starts(migrated: Store) -> None:
    first, later, draft = await a_draft(migrated), await a_draft(migrated), await a_draft(migrated)
    async with migrated.changing() as connection:
        await store.confirm(connection, first, 1, RATNA, NOW, alone=True)
        await store.confirm(connection, later, 1, RATNA, NOW + timedelta(hours=1), alone=True)
        assert [each.id for each in await store.due(connection, NOW)] == [first]
        await store.start(connection, first, 1, NOW)
        assert await store.due(connection, NOW) == []
        assert [each.id for each in await store.due(connection, NOW + timedelta(hours=2))] == [later]
    assert (await store.one(migrated, first)).started == NOW
    assert (await store.one(migrated, draft)).started is None


async def test_a_draft_that_was_begun_just_so_is_found_until_it_is_touched(migrated: Store) -> None:
    audience = Audience(AudienceKind.DISTRICT).to_json()
    number = await a_draft(migrated, audience=audience)
    await a_draft(migrated, audience=audience, visit=3)

    async def again(person: int = RATNA, **values: Any) -> int | None:
        async with migrated.changing() as connection:
            return await store.begun_already(connection, person, NOW, **{"text": "Besok", "audience": audience} | values)

    assert await again() == number
    assert await again(HENDRA) is None
    assert await again(audience=None) is None
    assert await again(text="Lusa") is None
    async with migrated.changing() as connection:
        await store.edit(connection, number, 1, text="Besok")
    assert await again() is None


async def test_what_needs_somebody_is_found(migrated: Store) -> None:
    waiting, paused, stopped, old, unsure, fine, held_back = [await a_draft(migrated) for _ in range(7)]
    ended = {"closed": NOW, "delivered": 1, "unreachable": 0, "skipped": 0, "uncertain": 0, "started": NOW}
    changes = {
        waiting: {"state": AnnouncementState.WAITING, "confirmed_by": RATNA},
        paused: {"state": AnnouncementState.PAUSED},
        held_back: {"state": AnnouncementState.PAUSED, "reason": Reason.VISIT_CHANGED},
        stopped: ended | {"state": AnnouncementState.STOPPED},
        old: ended | {"state": AnnouncementState.STOPPED, "closed": NOW - timedelta(days=30)},
        unsure: ended | {"state": AnnouncementState.CLOSED, "uncertain": 2},
        fine: ended | {"state": AnnouncementState.CLOSED},
    }
    async with migrated.changing() as connection:
        for number, values in changes.items():
            await connection.execute(update(schema.announcement).where(schema.announcement.c.id == number).values(**values))
    found = await store.needing_somebody(migrated, NOW - timedelta(days=7), 20)
    assert {each.id for each in found} == {waiting, paused, stopped, unsure}
    assert next(each for each in found if each.id == unsure).counts.uncertain == 2


# Copies


async def test_the_combinations_of_places_that_somebody_follows_are_found(migrated: Store) -> None:
    await follow(migrated, chat_1=[KOBA], chat_2=[NAMANG], chat_3=[KOBA, NAMANG], chat_4=[Subscription(Scope.SCHOOL, "x")])
    people, places = copies.readers([KOBA, NAMANG], [], TODAY), [[KOBA], [NAMANG]]
    async with migrated.reading() as connection:
        assert await copies.how_many(connection, people) == 3
        assert await copies.sets_of_places(connection, people, places) == [1, 2, 3]
        both = await connection.execute(copies.following_set(people, places, 3))
        assert [row.chat for row in both] == [3]


async def test_the_rest_leaves_out_whom_any_earlier_part_has_reached(migrated: Store) -> None:
    await follow(migrated, **{f"chat_{chat}": [KOBA] for chat in (1, 2, 3, 4)})
    everyone = Audience(AudienceKind.EVERYONE)
    first = await a_draft(migrated, audience=everyone.to_json())
    second = await a_draft(migrated, audience=Audience(AudienceKind.EVERYONE, without=first).to_json())
    states = {1: DeliveryState.DELIVERED, 2: DeliveryState.UNCERTAIN, 3: DeliveryState.SKIPPED}
    async with migrated.changing() as connection:
        for chat, state in states.items():
            ambiguous = 2 if state is DeliveryState.UNCERTAIN else 0
            await connection.execute(insert(schema.delivery).values(announcement=first, chat=chat, state=state, ambiguous=ambiguous))
        await connection.execute(insert(schema.delivery).values(announcement=second, chat=3, state=DeliveryState.DELIVERED))
        without = await store.earlier_of(connection, second)
        assert without == [second, first]
        rest = await connection.execute(copies.readers(None, without, TODAY))
        assert [row.chat for row in rest] == [4]


async def test_a_correction_gets_a_copy_of_what_arrived_and_reports_what_may_have(migrated: Store) -> None:
    await follow(migrated, chat_1=[KOBA], chat_2=[NAMANG], chat_3=[KOBA], chat_4=[KOBA])
    first = await a_draft(migrated)
    correction = await a_draft(migrated, kind=AnnouncementKind.CORRECTION, corrects=first)
    retraction = await a_draft(migrated, kind=AnnouncementKind.RETRACTION, corrects=first)
    async with migrated.changing() as connection:
        texts = await keep_wordings(connection, first, [Wording(Language.ID, "K", variant=1), Wording(Language.ID, "N", variant=2)])
        people, places = copies.readers(None, [], TODAY), [[KOBA], [NAMANG]]
        for variant in (1, 2):
            await add_copies(connection, first, texts, copies.following_set(people, places, variant), variant)
        for chat, values in {
            1: {"state": DeliveryState.DELIVERED, "message_id": 11},
            2: {"state": DeliveryState.DELIVERED, "message_id": 12},
            3: {"state": DeliveryState.UNCERTAIN, "ambiguous": 2},
            4: {"state": DeliveryState.UNREACHABLE, "error": "blocked"},
        }.items():
            await connection.execute(update(schema.delivery).where(schema.delivery.c.chat == chat).values(**values))
        assert await copies.how_many(connection, copies.holders(first)) == 3
        assert await copies.variants_sent(connection, first) == [1, 2]
        new = await keep_wordings(connection, correction, [Wording(Language.ID, "K2", variant=1), Wording(Language.ID, "N2", variant=2)])
        await copies.add_changes(connection, correction, first, {variant: text for (variant, _), text in new.items()})
        await copies.add_changes(connection, retraction, first, {})
        found = await rows(connection, correction, "chat", "text", "state", "message_id", "error")
        deleted = await rows(connection, retraction, "chat", "text", "state", "message_id")
    assert found == [
        (1, new[1, Language.ID], "pending", 11, None),
        (2, new[2, Language.ID], "pending", 12, None),
        (3, new[1, Language.ID], "unreachable", None, Reason.UNKNOWN_MESSAGE),
    ]
    assert deleted == [(1, None, "pending", 11), (2, None, "pending", 12), (3, None, "unreachable", None)]


async def test_a_cancelled_announcement_skips_what_was_not_sent(migrated: Store) -> None:
    await follow(migrated, chat_1=[KOBA], chat_2=[KOBA])
    number = await a_draft(migrated)
    async with migrated.changing() as connection:
        texts = await keep_wordings(connection, number, [Wording(Language.ID, "K")])
        await add_copies(connection, number, texts, copies.readers(None, [], TODAY))
        await store.confirm(connection, number, 1, RATNA, NOW, alone=True)
        await store.start(connection, number, 1, NOW)
        await connection.execute(update(schema.delivery).where(schema.delivery.c.chat == 1).values(state=DeliveryState.DELIVERED))
        await store.cancel(connection, number, 1)
    assert await store.reasons_of(migrated, number) == {Reason.STAFF: 1}
    assert (await store.one(migrated, number)).state is AnnouncementState.CANCELLED


# Templates and switches


async def test_templates_have_one_name_each(migrated: Store) -> None:
    async with migrated.changing() as connection:
        number = await save_template(connection, "Jemput bola", "Besok", PHOTO, RATNA, NOW)
        with pytest.raises(NameTaken):
            await save_template(connection, "Jemput bola", "Lusa", None, HENDRA, NOW)
    assert [each.name for each in await templates(migrated, 20)] == ["Jemput bola"]
    assert (await template(migrated, number)).file == PHOTO
    async with migrated.changing() as connection:
        assert await delete_template(connection, number) == "Jemput bola"
    with pytest.raises(TemplateGone):
        await template(migrated, number)


async def test_switches_may_be_pressed_twice(migrated: Store) -> None:
    async with migrated.changing() as connection:
        for _ in range(2):
            await switch_notice(connection, NoticeKind.EVE, on=False)
    assert await notices_off(migrated) == {NoticeKind.EVE}
    async with migrated.changing() as connection:
        for _ in range(2):
            await switch_notice(connection, NoticeKind.EVE, on=True)
    assert await notices_off(migrated) == frozenset()
