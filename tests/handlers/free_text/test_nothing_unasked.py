"""Nothing happens without being asked: a sentence answers or offers, a command, its word alone or a tap does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Any

import pytest
from telegram import ChatMember, ChatMemberOwner, User

from bot.messaging.dispatch import Dispatcher
from ektp_core.office import Office, OfficeSettings
from ektp_core.privacy import ChatData
from ektp_core.profile import Language
from ektp_core.store import Store, reminders, schema, subscriptions
from ektp_core.store.privacy import chat_data
from ektp_core.store.unanswered import switch_collecting
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import CONSENT_VERSION, ChatSort, Consent, Scope, Subscription
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin
from handlers.routes import ROUTES, Route
from tests.bot.messaging.asking import a_text, asked, no_files
from tests.databases import Filled, in_memory
from tests.handlers.free_text.sentences import sentences
from tests.rehearsal import GROUP, SITI, TODAY, ZONE, a_request
from tests.store.records import everything

FEWEST = 2_000
STRANGER = 7004
"""Of whom nothing is kept."""

SMAN_1_KOBA, NAMANG = Subscription(Scope.SCHOOL, "10900778"), Subscription(Scope.SUBDISTRICT, "19.04.05")
REMINDED = Reminder(SITI, ReminderKind.CARD, TODAY + timedelta(days=100))
NOON = datetime.combine(TODAY, time(12), ZONE)
LONG_AGO = NOON - timedelta(days=30)
SIGN_OF_LIFE = "last_seen"


@dataclass(slots=True)
class Door:
    """A demo office whose Siti and whose group agreed long ago to be told; `database` counts the rows that anything writes."""

    store: Store
    office: Office
    dispatcher: Dispatcher
    database: Any


@asynccontextmanager
async def a_door() -> AsyncIterator[Door]:
    store = await in_memory(Filled.DEMO)
    try:
        office = await Office.open(store, OfficeSettings(ZONE), lambda: NOON)
        for chat, sort in ((SITI, ChatSort.PRIVATE), (GROUP, ChatSort.GROUP)):
            agreed = Consent(chat, sort, Language.ID, CONSENT_VERSION, LONG_AGO)
            await subscriptions.follow(store, chat, [SMAN_1_KOBA, NAMANG], LONG_AGO, LONG_AGO.date(), agreed)
        await reminders.remind(store, REMINDED, LONG_AGO.date())
        async with store.changing() as connection:
            await switch_collecting(connection, office.today(), on=True)
        await office.public.renew_collecting()
        async with store.reading() as connection:
            database = (await connection.get_raw_connection()).driver_connection
        yield Door(store, office, Dispatcher(office, "siaprekam_bot", no_files, an_owner), database)
    finally:
        await store.close()


async def an_owner(chat: int, person: int) -> ChatMember:
    return ChatMemberOwner(User(person, "Siti", is_bot=False), is_anonymous=False)


async def test_no_sentence_of_a_citizen_changes_anything() -> None:
    assert len(sentences()) >= FEWEST
    async with a_door() as door:
        before = await everything(door.store)
        changed = []
        chats = (SITI, GROUP), (SITI,), (SITI, STRANGER), (SITI,)
        for sentence, chat in ((text, chat) for text, some in zip(sentences(), cycle(chats)) for chat in some):
            said = f"@siaprekam_bot {sentence}" if chat == GROUP else sentence
            rows = door.database.total_changes
            calls = await asked(door.dispatcher, a_text(said, chat))
            if door.database.total_changes != rows or {call.method for call in calls} != {"sendMessage"}:
                changed.append((chat, sentence))
        assert changed == []
        await door.office.keep_notes()
        assert without_notes(await everything(door.store)) == without_notes(before)


def without_notes(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Every row of every table but the counts of what fell through or was lacking; of a subscriber all but the last sign of life."""
    people = schema.subscriber.columns.keys()
    lived = people.index(SIGN_OF_LIFE)
    kept = {name: found for name, found in rows.items() if name not in (schema.unanswered.name, schema.unmet.name)}
    return kept | {"subscriber": [row[:lived] + row[lived + 1 :] for row in rows["subscriber"]]}


def test_every_kind_of_source_gives_sentences() -> None:
    for known in ("anak saya lahir 14 maret 2010, sudah bisa direkam?", "jadwal koba minggu ini", "Ikuti kec. namang"):
        assert known in sentences()
    assert not {"berhenti", "/langganan", "stop!"} & set(sentences())


async def says(door: Door, text: str, **more: object) -> Reply:
    return await answer(replace(a_request(text), **more), door.office)


async def taps(door: Door, item: Button) -> Reply:
    return await says(door, item.argument, route=item.route, origin=Origin.TAPPED)


async def kept(door: Door, chat: int = SITI) -> ChatData:
    return await chat_data(door.store, chat)


def first_button(found: Reply) -> Button:
    return next(item for row in found.buttons for item in row if isinstance(item, Button))


OFFERED = [
    ("ikuti SMAN 1 Sungai Selan", "subscriptions_offer", "+s=10900766"),
    ("langganan kec. koba", "subscriptions_offer", "+k=19.04.01"),
    ("kabari saya kalau tim ke SMAN 1 Namang dan SMKN 1 Koba", "subscriptions_offer", "+s=10900779,s=10900753"),
    ("follow SMAN 1 Namang", "subscriptions_offer", "+s=10900779"),
    ("stop SMAN 1 Koba", "subscriptions_stop", "-s=10900778"),
    ("berhenti ikuti SMAN 1 Koba ya min", "subscriptions_stop", "-s=10900778"),
    ("berhenti dulu ya", "unsubscribe_offer", ""),
    ("stop sending me messages", "unsubscribe_offer", ""),
    ("tolong jangan kirim pesan lagi ke saya", "unsubscribe_offer", ""),
    ("jeda 1 minggu", "pause_offer", "2026-12-01"),
    ("jeda sampai 12-01-2027", "pause_offer", "2027-01-12"),
    ("pause 2 weeks", "pause_offer", "2026-12-08"),
    ("bahasa english", "language", "id"),
    ("hapus ya", "erase", "ya"),
    ("hapus semua data saya", "erase", "ya"),
]


@pytest.mark.parametrize(("sentence", "view", "argument"), OFFERED)
async def test_what_a_sentence_wants_is_one_tap_away(sentence: str, view: str, argument: str) -> None:
    async with a_door() as door:
        before = await kept(door)
        found = await says(door, sentence)
        assert (found.view, first_button(found).argument) == (view, argument)
        assert await kept(door) == before
        await taps(door, first_button(found))
        assert await kept(door) != before


@pytest.mark.parametrize(("word", "command"), [("berhenti", "unsubscribe"), ("Stop!", "unsubscribe"), ("BERHENTI 🙏", "unsubscribe")])
async def test_the_word_of_a_command_alone_is_the_command(word: str, command: str) -> None:
    async with a_door() as door:
        assert (await says(door, word)).view == "unsubscribed"
        assert (await kept(door)).subscriber is None


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_each_word_alone_opens_what_its_command_opens(route: Route) -> None:
    for word in (route.command, route.alias, *route.words):
        async with a_door() as by_word, a_door() as by_command:
            said, commanded = await says(by_word, word.capitalize()), await says(by_command, "", route=route.name)
            assert (said.view, said.buttons) == (commanded.view, commanded.buttons)
            assert await kept(by_word) == await kept(by_command)


async def test_what_is_followed_already_is_only_said() -> None:
    async with a_door() as door:
        assert (await says(door, "ikuti SMAN 1 Koba")).view == "followed"


async def test_what_is_not_followed_is_not_offered_to_be_stopped() -> None:
    async with a_door() as door:
        assert (await says(door, "stop SMAN 1 Namang")).view == "subscriptions"


@pytest.mark.parametrize(("sentence", "view"), [("berhenti dulu ya", "unsubscribed"), ("stop SMAN 1 Koba", "subscriptions_choice")])
async def test_somebody_who_follows_nothing_has_nothing_to_stop(sentence: str, view: str) -> None:
    async with a_door() as door:
        assert (await says(door, sentence, person=STRANGER, chat=STRANGER)).view == view


async def test_somebody_who_never_agreed_reads_what_is_kept_and_agrees_by_the_one_tap() -> None:
    async with a_door() as door:
        found = await says(door, "ikuti SMAN 1 Koba", person=STRANGER, chat=STRANGER)
        assert (found.view, first_button(found).argument) == ("consent", f"ok={CONSENT_VERSION},s=10900778")


async def test_a_command_that_is_read_as_a_sentence_changes_nothing_either() -> None:
    """ "/jadwal" does not know what stands behind it, and hears a sentence."""
    async with a_door() as door:
        for route in ("schedule", "coverage", "eligibility"):
            before = await kept(door)
            await says(door, "berhenti kirim kabar ke saya", route=route)
            assert await kept(door) == before


REMINDERS = [
    *("when he's 16, born 1 Jan 2011", "umur 16, lahir 1-1-2011", "saya kalau anak 17 tahun, lahirnya 1 januari 2011"),
    *("born 1 jan 2011 please", "anak ke-2 lahir 1/1/2011 ya", "1-1-2011", "saat Rizki boleh rekam (lahir 01.01.2011)"),
]


@pytest.mark.parametrize("words", REMINDERS)
@pytest.mark.parametrize("begun", ["ingatkan", "remind me", "tolong ingatkan saya", "/"])
async def test_a_reminder_reads_the_birth_that_it_was_given(begun: str, words: str) -> None:
    async with a_door() as door:
        asked = says(door, words, route="reminders") if begun == "/" else says(door, f"{begun} {words}")
        found = await asked
        assert found.view == "reminders_offer"
        assert found.values["judgement"].birth == date(2011, 1, 1)


@pytest.mark.parametrize(
    ("words", "view"),
    [
        ("umur 16", "reminders_exact"),
        ("kelahiran 2011", "reminders_exact"),
        ("kakak lahir 1-1-2011, adik lahir 2-2-2012", "refusal/two_readings"),
        ("umur 16, lahir 31-2-2011", "refusal/impossible_date"),
        ("umur 16, lahir 1-1-2030", "refusal/future_date"),
    ],
)
async def test_a_reminder_never_guesses_a_birth(words: str, view: str) -> None:
    async with a_door() as door:
        assert (await says(door, words, route="reminders")).view == view
