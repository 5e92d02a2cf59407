"""Telegram's JSON becomes typed updates, each by itself: a bad one keeps no other from being read."""

import json
from typing import Any

import pytest

from bot.messaging.updates import Batch, NotAnUpdate, Update, read_batch, read_posted, read_update

SITI = {"id": 7001, "is_bot": False, "first_name": "Siti", "language_code": "id"}


def a_message(text: str = "halo", **more: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 0, "chat": {"id": 7001, "type": "private"}, "from": SITI, "text": text, **more}


def an_update(update_id: Any, **more: Any) -> dict[str, Any]:
    return {"update_id": update_id, "message": a_message(**more)}


def fetched(*updates: Any) -> Batch:
    return read_batch(json.dumps({"ok": True, "result": updates}).encode())


def ids(updates: list[Update]) -> list[int]:
    return [update.update_id for update in updates]


def test_what_the_bot_does_not_use_is_skipped_whatever_it_is() -> None:
    update = read_update(an_update(1, effect_id=[7], sticker=[None], new_field={"a": {}}))
    assert update.message is not None
    assert update.message.sender is not None
    assert (update.message.text, update.message.sender.first_name) == ("halo", "Siti")


def test_a_batch_is_read_in_order_and_ends_after_its_last() -> None:
    batch = fetched(an_update(11), an_update(12), an_update(14))
    assert (ids(batch.updates), batch.unreadable, batch.next_id) == ([11, 12, 14], [], 15)


def test_an_empty_batch_ends_nowhere() -> None:
    assert fetched() == Batch([], [], None)


BAD = {
    "a chat that is null": {"message": a_message(chat=None)},
    "a tapper that is null": {"callback_query": {"id": "9", "from": None, "data": "1:start:"}},
    "entities that are null": {"message": a_message(entities=None)},
    "a member that is null": {"my_chat_member": {"chat": {"id": 1, "type": "private"}, "new_chat_member": None}},
    "a message without a chat": {"message": {"message_id": 5}},
    "a message that is a text": {"message": "halo"},
    "a chat past every id": {"message": a_message(chat={"id": 2**63, "type": "private"})},
    "a person past every id": {"callback_query": {"id": "9", "from": {"id": -(2**60), "first_name": "x"}, "data": "1:start:"}},
    "a chat with a name for an id": {"message": a_message(chat={"id": "siti", "type": "private"})},
    "a text that is a number": {"message": a_message(text=7)},
    "a tap by nobody": {"callback_query": {"id": "9", "data": "1:start:"}},
    "a membership without a status": {"my_chat_member": {"chat": {"id": 1, "type": "private"}, "new_chat_member": {}}},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_update_is_told_by_its_number_and_the_others_are_read(bad: dict[str, Any], place: int) -> None:
    sent = [an_update(11), an_update(12), an_update(13)]
    sent[place] = {"update_id": 11 + place, **bad}
    batch = fetched(*sent)
    assert [error.update_id for error in batch.unreadable] == [11 + place]
    assert ids(batch.updates) == [number for number in (11, 12, 13) if number != 11 + place]
    assert batch.next_id == 14, "what cannot be read is confirmed as well, or it would come for ever"


UNREADABLE = {
    "too deep": b'{"update_id": %d, "message": ' + b'{"a": [' * 100_000 + b"]}" * 100_000 + b"}",
    "too deep before its number": b'{"message": ' + b"[" * 100_000 + b"]" * 100_000 + b', "update_id": %d}',
    "a number past every reader": b'{"update_id": %d, "message": {"message_id": ' + b"7" * 5_000 + b"}}",
    "half a letter": b'{"update_id": %d, "message": {"text": "\xff]}, \\" {[", "message_id": "x"}}',
}


@pytest.mark.parametrize("bad", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_update_that_no_reader_takes_is_skipped_alone(bad: bytes, place: int) -> None:
    sent = [json.dumps(an_update(number, text='"]}, {[\\')).encode() for number in (11, 12, 13)]
    sent[place] = bad % (11 + place)
    batch = read_batch(b'{"ok": true, "note": ["result", {}], "result": [' + b", ".join(sent) + b"]}")
    assert [error.update_id for error in batch.unreadable] == [11 + place]
    assert ids(batch.updates) == [number for number in (11, 12, 13) if number != 11 + place]
    assert batch.next_id == 14
    with pytest.raises(NotAnUpdate) as refused:
        read_posted(sent[place])
    assert refused.value.update_id == 11 + place


@pytest.mark.parametrize("bad", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_batch_that_came_in_part_is_read_when_it_comes_whole(bad: bytes) -> None:
    whole = b'{"ok": true, "result": [' + json.dumps(an_update(11)).encode() + b", " + bad % 12 + b"]}"
    for part in (whole[:-1], whole[:-2], whole[:-3], whole[:150]):
        with pytest.raises(NotAnUpdate) as refused:
            read_batch(part)
        assert refused.value.update_id is None


def test_what_is_wrong_is_told_without_anybodys_words() -> None:
    (error,) = fetched(an_update(11, text=["rahasia"], caption="rahasia")).unreadable
    assert "$.message.text" in error.reason
    assert "rahasia" not in error.reason


def test_half_a_surrogate_spoils_no_batch() -> None:
    batch = fetched(an_update(11), an_update(12, text="hai \ud83d"), an_update(13))
    assert (ids(batch.updates), batch.unreadable) == ([11, 12, 13], [])
    message = batch.updates[1].message
    assert message is not None
    assert message.text == "hai ?", "half a surrogate can be neither kept nor answered"


@pytest.mark.parametrize(
    "bad", [{"message_id": "\ud800"}, {"\ud800": 1}, {"chat": {"id": "\udfff", "type": "private"}}, {"photo": "\ud83d"}]
)
def test_half_a_surrogate_where_no_text_belongs_is_a_bad_update_like_others(bad: dict[str, Any]) -> None:
    batch = fetched(an_update(11), {"update_id": 12, "message": bad}, an_update(13))
    assert ids(batch.updates) == [11, 13]
    assert [error.update_id for error in batch.unreadable] == [12]
    with pytest.raises(NotAnUpdate):
        read_posted(json.dumps({"update_id": 12, "message": bad}).encode())


@pytest.mark.parametrize(
    "bad", [{"message": {}}, {"update_id": None}, {"update_id": 1.5}, {"update_id": 10**20}, {"update_id": -(10**20)}, 7, None]
)
def test_an_update_without_a_number_holds_no_others(bad: Any) -> None:
    batch = fetched(an_update(11), bad)
    assert (ids(batch.updates), [error.update_id for error in batch.unreadable], batch.next_id) == ([11], [None], 12)


@pytest.mark.parametrize(
    "payload",
    [b"", b"<html>", b"[]", b"{}", b'{"ok": true}', b'{"result": 7}', b'{"result": [7]}', b'{"result": [{"message": {}}]}', b"[" * 100_000],
)
def test_an_answer_without_numbers_is_no_batch(payload: bytes) -> None:
    with pytest.raises(NotAnUpdate) as refused:
        read_batch(payload)
    assert refused.value.update_id is None


@pytest.mark.parametrize(
    ("payload", "update_id"),
    [(b"{", None), (b"[]", None), (b'{"update_id": "5"}', None), (b'{"update_id": true}', None), (b'{"update_id": 5, "message": {}}', 5)],
)
def test_a_post_that_cannot_be_read_says_its_number_if_it_has_one(payload: bytes, update_id: int | None) -> None:
    with pytest.raises(NotAnUpdate) as refused:
        read_posted(payload)
    assert refused.value.update_id == update_id


@pytest.mark.parametrize(
    ("kind", "body", "chat"),
    [
        ("message", a_message(), 7001),
        ("edited_message", a_message(), 7001),
        ("callback_query", {"id": "9", "from": SITI, "message": a_message(), "data": "x"}, 7001),
        ("my_chat_member", {"chat": {"id": -100, "type": "group"}, "new_chat_member": {"status": "left"}}, -100),
        ("callback_query", {"id": "9", "from": SITI, "inline_message_id": "x", "data": "x"}, 7001),
        ("inline_query", {"id": "9", "from": SITI, "query": "x", "offset": ""}, 7001),
        ("chosen_inline_result", {"result_id": "x", "from": SITI, "query": "x"}, 0),
        ("poll", {"id": "9"}, 0),
    ],
)
def test_an_update_belongs_to_its_chat(kind: str, body: dict[str, Any], chat: int) -> None:
    assert read_update({"update_id": 1, kind: body}).chat == chat


@pytest.mark.parametrize(
    "kinds", [{"message": None}, {"callback_query": None}, {"my_chat_member": None, "edited_message": None}, {"poll": None}, {}]
)
def test_an_update_whose_happening_is_null_asks_nothing(kinds: dict[str, Any]) -> None:
    assert read_update({"update_id": 5, **kinds}) == Update(5)


@pytest.mark.parametrize("payload", [b'{"update_id": 5, "message": {"te', b'{"update_id": 5', b'{"update_id": 5, "message": {"text": "a}'])
def test_a_post_that_came_in_part_is_asked_for_again(payload: bytes) -> None:
    with pytest.raises(NotAnUpdate) as refused:
        read_posted(payload)
    assert refused.value.update_id is None


NO_JSON = {
    "no word of JSON": b'{"update_id": %d, "message": undefined}',
    "a control character": b'{"update_id": %d, "message": {"text": "a\x01b"}}',
    "an escape that there is not": b'{"update_id": %d, "message": {"text": "\\x"}}',
    "half an escape": b'{"update_id": %d, "message": {"text": "\\ud8"}}',
    "a comma too many": b'{"update_id": %d, "message": {"message_id": 5,}}',
    "a colon too few": b'{"update_id": %d, "message"}',
    "a quote too many": b'{"update_id": %d, "message": {"text": "a"b"c"}}',
}


@pytest.mark.parametrize("bad", NO_JSON.values(), ids=NO_JSON.keys())
def test_what_is_no_json_is_told_by_its_number_alone_and_makes_a_batch_unreadable(bad: bytes) -> None:
    with pytest.raises(NotAnUpdate) as alone:
        read_posted(bad % 12)
    assert alone.value.update_id == 12
    with pytest.raises(NotAnUpdate) as together:
        read_batch(b'{"ok": true, "result": [' + json.dumps(an_update(11)).encode() + b", " + bad % 12 + b"]}")
    assert together.value.update_id is None, "what it may have swallowed is fetched by itself (bot/messaging/unreadable.py)"
