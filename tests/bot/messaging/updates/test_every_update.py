"""Whatever the Bot API's description says that Telegram may send: no fault, silence where nothing is asked, else one answer."""

import json
from typing import Any

import msgspec
import pytest

from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import ALLOWED_UPDATES, Update, read_posted
from bot.sandbox.world.updates import KINDS
from tests.bot.messaging.asking import APOLOGY, errors
from tests.bot.messaging.updates.bot_api import API, COPY, NUMBER_OF_UPDATE, ORIGINAL, PLACES, TYPES, Maker, fields_of, part_for_updates

WORDS = frozenset({"text", "caption"})
CONTENTS = (
    frozenset({"animation", "audio", "checklist", "contact", "dice", "document", "game", "giveaway", "giveaway_winners", "invoice"})
    | {"live_photo", "location", "paid_media", "passport_data", "photo", "poll", "rich_message", "sticker", "story", "venue", "video"}
    | {"video_note", "voice"}
)
"""What people send: the other fields say where, when and by whom, or are service messages."""

OF_SERVICE = frozenset({*API["service"], "migrate_to_chat_id", "migrate_from_chat_id"})
"""What no message with words has."""

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""What Telegram delivers only to bots that name it."""

MESSAGES = ("message", "edited_message")
every_place = pytest.mark.parametrize("place", PLACES)


async def answered(dispatcher: Dispatcher, update: dict[str, Any], caplog: pytest.LogCaptureFixture) -> list[Call]:
    """The messages that an update is answered with, none of them an apology; more than the waiting sign's end must not come otherwise."""
    caplog.clear()
    calls = await dispatcher.respond(read_posted(json.dumps(update).encode()))
    assert errors(caplog) == [], (update, errors(caplog)[0].exc_text)
    answers = [call for call in calls if call.method != "answerCallbackQuery"]
    assert not any(APOLOGY in call.parameters["text"] for call in answers)
    assert len(answers) <= 1, update
    return answers


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the shared data is not beside the project")
def test_the_copy_is_what_the_description_says() -> None:
    assert json.loads(COPY.read_text(encoding="utf-8")) == part_for_updates(json.loads(ORIGINAL.read_text(encoding="utf-8")))


def test_the_bot_asks_for_the_kinds_that_it_reads() -> None:
    read = {field.encode_name for field in msgspec.structs.fields(Update)} - {"update_id"}
    assert set(ALLOWED_UPDATES) == read
    assert read <= fields_of("Update").keys()


def test_the_sandbox_delivers_nothing_by_default_that_telegram_does_not() -> None:
    assert fields_of("Update").keys() - {"update_id"} - NOT_BY_DEFAULT >= KINDS


def test_no_service_message_is_taken_for_something_that_was_sent() -> None:
    assert not (WORDS | CONTENTS) & set(API["service"])
    assert fields_of("Message").keys() >= WORDS | CONTENTS


@every_place
async def test_a_kind_that_the_bot_has_not_asked_for_is_passed_over(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    kinds = [name for name in fields_of("Update") if name not in ("update_id", *ALLOWED_UPDATES)]
    made = [Maker(place, seed).update(kind) for kind in kinds for seed in range(5)]
    assert [update for update in made if await answered(dispatcher, update, caplog)] == []


@every_place
@pytest.mark.parametrize("kind", MESSAGES)
async def test_each_thing_that_a_message_may_have_asks_something_or_nothing(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, place: str, kind: str
) -> None:
    maker = Maker(place)
    optional = [name for name, about in fields_of("Message").items() if not about["required"] and name not in ("from", *PLACES[place])]
    found = {name for name in optional if await answered(dispatcher, maker.update(kind, maker.message(name, edit_date=2)), caplog)}
    asked = WORDS | CONTENTS if kind == "message" else WORDS
    assert found == (asked if place == "private" else set())


@every_place
@pytest.mark.parametrize("kind", MESSAGES)
async def test_whatever_else_a_message_has_it_gets_one_answer_at_most(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, place: str, kind: str
) -> None:
    for seed in range(25):
        maker = Maker(place, seed)
        for words in ({}, {"text": "/jadwal@siaprekam_bot"}, {"text": "@siaprekam_bot SMAN 1 Koba"}, {"caption": "12-03-2010"}):
            message = {**maker.random_message(), **words, "edit_date": 2}
            message = {name: value for name, value in message.items() if not words or name not in OF_SERVICE}
            answers = await answered(dispatcher, maker.update(kind, message), caplog)
            if place == "channel" or "is_automatic_forward" in message:
                assert answers == [], message
            elif "text" in words:
                assert len(answers) == 1, message


@every_place
@pytest.mark.parametrize("data", ["1:schedule:", "2:visits:open:1", "x", None])
async def test_a_tap_under_any_message_gets_one_answer_at_most(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, place: str, data: str | None
) -> None:
    for seed in range(10):
        maker = Maker(place, seed)
        gone = {"message_id": 5, "date": 0, "chat": PLACES[place]["chat"]}
        for message in (maker.random_message(), gone, None):
            query = {"id": "9", "from": maker.of(["User"]), "chat_instance": "1", "message": message, "data": data}
            update = maker.update("callback_query", {name: value for name, value in query.items() if value is not None})
            assert len(await answered(dispatcher, update, caplog)) == (message is not None and data is not None)


@every_place
async def test_what_the_bot_becomes_in_a_chat_is_noted_without_a_word(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    maker = Maker(place)
    for status in TYPES["ChatMember"]["subtypes"]:
        changed = {**maker.of(["ChatMemberUpdated"]), "new_chat_member": maker.of([status])}
        assert await answered(dispatcher, maker.update("my_chat_member", changed), caplog) == []


def test_an_update_without_anything_happened_nowhere() -> None:
    assert read_posted(json.dumps({"update_id": NUMBER_OF_UPDATE}).encode()).chat == 0
