"""All that is kept of a chat is shown and erased when asked."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import make_url

from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.privacy import ChatData, LastNotice
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store.drafts import Drafts
from ektp_core.store.languages import choose_language, languages
from ektp_core.store.outbox import counts_of
from ektp_core.store.privacy import chat_data, forget
from ektp_core.store.reminders import remind
from ektp_core.store.subscriptions import follow, mute, pause
from ektp_core.store.unanswered import keep_text, switch_collecting
from ektp_core.store.unreachable import retire
from ektp_core.store.watches import Live, LiveKind, note_written
from ektp_core.subscriptions.reminders import Reminder
from ektp_core.subscriptions.subscribers import Topic, UnreachableReason
from ektp_core.unanswered import Why
from ektp_core.visits.schedule import PlaceKind
from tests.patience import LONGEST
from tests.store.followers import BUDI, GROUP, KOBA, SITI, SMAN_1_KOBA, TODAY, a_follower, a_reminder, an_announcement, copies, stands
from tests.store.followers import NOON as NOW
from tests.store.records import a_visit_row, add, everything, pragma

NEIGHBOUR = 7004


class Begun(msgspec.Struct, frozen=True, tag=True):
    place: str


DRAFTS: Drafts[Begun] = Drafts("visits", Begun)


async def test_a_chat_that_asks_is_forgotten_and_no_other(migrated: Store) -> None:
    await choose_language(migrated, SITI, Language.EN, NOW)
    await choose_language(migrated, BUDI, Language.EN, NOW)
    assert await forget(migrated, SITI, NOW) is True
    assert await languages(migrated) == {BUDI: Language.EN}


async def test_forgetting_a_chat_that_kept_nothing_says_so(migrated: Store) -> None:
    assert await forget(migrated, SITI, NOW) is False


async def everything_about(store: Store, chat: int = SITI) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the whole database that holds a chat's number, by table."""
    return {name: found for name, rows in (await everything(store)).items() if (found := [row for row in rows if chat in row])}


async def keep_everything(store: Store, chat: int = SITI) -> list[int]:
    """All that can be kept of a chat, and two announcements to it and a neighbour: one that reached it, one that waits."""
    await choose_language(store, chat, Language.EN, NOW)
    await a_follower(store, chat, SMAN_1_KOBA, KOBA)
    await follow(store, chat, [KOBA], NOW, TODAY, thread=77)
    await a_follower(store, NEIGHBOUR)
    await remind(store, a_reminder(chat), TODAY)
    await mute(store, chat, Topic.CATCH_UP)
    await pause(store, chat, date(2026, 12, 1))
    await retire(store, chat, UnreachableReason.BLOCKED, NOW)
    async with store.changing() as connection:
        await switch_collecting(connection, TODAY, on=True)
    for who, text in ((chat, "kapan ke sekolah kami"), (NEIGHBOUR, "kapan ke sekolah mereka"), (chat, "urus kk di mana")):
        await keep_text(store, who, text, Why.UNSURE, "schedule", TODAY)
    kinds = (AnnouncementKind.NOTICE, AnnouncementKind.ANNOUNCEMENT)
    for person in (chat, NEIGHBOUR):
        await DRAFTS.keep(store, person, Begun("SMAN 1 Koba"), NOW)
    numbers = [await an_announcement(store, chat, NEIGHBOUR, kind=kind, key=kind) for kind in kinds]
    await add(store, schema.area, {"code": "19.04.01", "level": "subdistrict", "name": "Koba"})
    await add(store, schema.visit, a_visit_row(school=None, place_kind=PlaceKind.OTHER))
    for person in (chat, NEIGHBOUR):
        await note_written(store, person, 8, Live(LiveKind.ANNOUNCEMENT, numbers[1]), Language.EN)
        await note_written(store, person, 9, Live(LiveKind.TALLY, 1, TODAY), Language.EN)
    await stands(store, numbers[0], DeliveryState.DELIVERED, chat, message_id=5)
    return numbers


async def test_what_is_shown_of_a_chat_is_all_that_the_database_holds_of_it(migrated: Store) -> None:
    await keep_everything(migrated)
    found = await chat_data(migrated, SITI)
    who, consent = found.subscriber, found.subscriber.consent if found.subscriber else None
    assert who and consent and found.gone
    dump = await everything_about(migrated)
    assert len(dump.pop("delivery")) == found.copies == 2
    assert len(dump.pop("draft")) == found.drafts == 1
    assert len(dump.pop("watch")) + len(dump.pop("tally_watch")) == found.live == 2
    assert dump == {
        "preference": [(SITI, found.language, found.language_since)],
        "subscriber": [
            (SITI, consent.sort, consent.language, consent.version, consent.since, who.last_seen, who.paused_until),
        ],
        "subscription": sorted((SITI, each.scope, each.target, since, who.threads.get(each)) for each, since in who.follows.items()),
        "muted": [(SITI, topic) for topic in who.muted],
        "reminder": [(each.chat, each.kind, each.day) for each in found.reminders],
        "gone": [(SITI, found.gone.reason, found.gone.since)],
        "unanswered_text": [(each.id, SITI, each.text, each.asked_on, each.consent_version, each.why, each.topic) for each in found.texts],
    }
    assert who.threads == {KOBA: 77}
    assert found.reminders == (Reminder(SITI, a_reminder().kind, a_reminder().day),)
    assert found.last == LastNotice(NOW, "SMAN 1 Koba pindah")
    assert [each.text for each in found.texts] == ["kapan ke sekolah kami", "urus kk di mana"]


async def test_of_a_chat_that_asked_for_nothing_nothing_is_kept(migrated: Store) -> None:
    await keep_everything(migrated)
    assert await chat_data(migrated, GROUP) == ChatData()
    assert ChatData().is_nothing


async def test_nothing_in_the_whole_database_holds_a_chat_that_was_forgotten(migrated: Store) -> None:
    delivered, waiting = await keep_everything(migrated)
    before = await everything_about(migrated, NEIGHBOUR)
    assert await forget(migrated, SITI, NOW) is True
    assert await everything_about(migrated) == {}
    assert await everything_about(migrated, NEIGHBOUR) == before
    assert await copies(migrated, delivered) == {None: DeliveryState.DELIVERED, NEIGHBOUR: DeliveryState.PENDING}
    assert await copies(migrated, waiting) == {None: DeliveryState.SKIPPED, NEIGHBOUR: DeliveryState.PENDING}
    assert [(await counts_of(migrated, number)).audience for number in (delivered, waiting)] == [2, 2]
    assert await forget(migrated, SITI, NOW) is False


@pytest.mark.parametrize("journal", ["WAL", "TRUNCATE"])
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_no_byte_of_a_chat_that_was_forgotten_is_left_on_the_disk(migrated: Store, url: str, journal: str) -> None:
    """While the store stays open: neither in the database, nor in SQLite's log of changes."""
    assert await pragma(migrated, f"journal_mode = {journal}") == journal.lower()
    number, folder = BUDI.to_bytes(6, "big"), Path(make_url(url).database or "").parent

    def files_with_them() -> list[str]:
        return [file.name for file in folder.iterdir() if number in file.read_bytes() or b"urus kk di mana" in file.read_bytes()]

    await keep_everything(migrated, BUDI)
    assert files_with_them()
    await forget(migrated, BUDI, NOW)
    assert files_with_them() == []


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_whoever_still_reads_the_database_as_it_was_only_delays_that(migrated: Store, url: str) -> None:
    """A backup, or a command in the terminal: while it reads, the log of changes cannot be emptied."""
    assert await pragma(migrated, "journal_mode = WAL") == "wal"
    await pragma(migrated, "busy_timeout = 0")
    file = Path(make_url(url).database or "")
    log = file.with_name(f"{file.name}-wal")
    await keep_everything(migrated, BUDI)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM subscriber").fetchall()
        await forget(migrated, BUDI, NOW)
        assert b"urus kk di mana" in log.read_bytes()
        reader.execute("COMMIT")
        async with asyncio.timeout(LONGEST):
            while log.stat().st_size:
                await asyncio.sleep(0.1)
    assert BUDI.to_bytes(6, "big") not in file.read_bytes()
