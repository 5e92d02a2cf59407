"""What becomes of people and groups, in Telegram's words; and crowds of them."""

from typing import Any

import pytest

from tests.sandbox.line import DIMAS, GROUP, SITI, Line

STAFF_GROUP = -1001234500002
KICKED = (403, "Forbidden: bot was kicked from the supergroup chat")
NOT_FOUND = (400, "Bad Request: chat not found")


async def refusal(line: Line, method: str = "sendMessage", chat: int = SITI, **more: Any) -> tuple[int, str]:
    answer = await line.call(method, **({"chat_id": chat, "text": "Halo"} | more))
    return answer["error_code"], answer["description"]


@pytest.mark.parametrize(
    ("chat", "fate", "words"),
    [
        (SITI, "not_started", (403, "Forbidden: bot can't initiate conversation with a user")),
        (SITI, "blocked", (403, "Forbidden: bot was blocked by the user")),
        (SITI, "deactivated", (403, "Forbidden: user is deactivated")),
        (SITI, "not_found", NOT_FOUND),
        (GROUP, "not_found", NOT_FOUND),
        (GROUP, "kicked", KICKED),
        (GROUP, "no_rights", (400, "Bad Request: not enough rights to send text messages to the chat")),
        (GROUP, "migrated", (400, "Bad Request: group chat was upgraded to a supergroup chat")),
    ],
)
async def test_a_chat_that_takes_no_messages_says_why(line: Line, chat: int, fate: str, words: tuple[int, str]) -> None:
    await line.acts("fate", chat=chat, fate=fate)
    assert await refusal(line, chat=chat) == words
    assert (await line.asks("deliveries"))["deliveries"] == {}


@pytest.mark.parametrize(
    ("chat", "fate", "words"),
    [
        (SITI, "blocked", None),
        (SITI, "deactivated", None),
        (GROUP, "no_rights", None),
        (SITI, "not_found", NOT_FOUND),
        (GROUP, "kicked", KICKED),
    ],
)
async def test_what_was_written_before_can_be_edited_where_the_bot_still_is(
    line: Line, chat: int, fate: str, words: tuple[int, str] | None
) -> None:
    await line.acts("fate", chat=SITI, fate="open")
    sent = await line.gives("sendMessage", chat_id=chat, text="Halo")
    await line.acts("fate", chat=chat, fate=fate)
    edit = {"chat_id": chat, "message_id": sent["message_id"], "text": "Selamat pagi"}
    if words is None:
        assert await line.gives("editMessageText", **edit)
    else:
        assert await refusal(line, "editMessageText", **edit) == words


async def test_a_group_that_migrated_names_its_new_id_where_messages_arrive(line: Line) -> None:
    new = (await line.acts("fate", chat=GROUP, fate="migrated"))["moved_to"]
    answer = await line.call("sendMessage", chat_id=GROUP, text="Halo")
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    sent = await line.gives("sendMessage", chat_id=new, text="Halo")
    assert (sent["chat"]["id"], sent["chat"]["type"]) == (new, "supergroup")
    assert [message["text"] for message in await line.messages(SITI, new)] == ["Halo"]


@pytest.mark.parametrize(
    ("chat", "fate"),
    [(SITI, "kicked"), (SITI, "migrated"), (GROUP, "blocked"), (GROUP, "deactivated"), (SITI, "gone"), (SITI, ["open"]), (999, "open")],
)
async def test_a_fate_must_suit_the_chat(line: Line, chat: int, fate: Any) -> None:
    assert (await line.cannot("fate", chat=chat, fate=fate)).endswith(".")


async def test_whoever_is_deactivated_comes_back_by_writing(line: Line) -> None:
    await line.acts("fate", chat=SITI, fate="deactivated")
    await line.writes("/start")
    assert await line.gives("sendMessage", chat_id=SITI, text="Halo")


async def test_a_bot_that_is_removed_from_a_group_and_added_again_is_told_both_times(line: Line) -> None:
    await line.acts("group", chat=GROUP, member=False)
    assert await refusal(line, chat=GROUP) == KICKED
    await line.acts("group", chat=GROUP, member=True)
    assert await line.gives("sendMessage", chat_id=GROUP, text="Halo")
    changes = [update["my_chat_member"] for update in await line.updates()]
    assert [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert {(change["chat"]["id"], change["chat"]["type"], change["from"]["first_name"]) for change in changes} == {
        (GROUP, "supergroup", "Pak Rusli")
    }


async def test_a_bot_that_was_removed_hears_nothing_of_its_group(line: Line) -> None:
    await line.acts("group", chat=GROUP, member=False)
    await line.writes("/jadwal", SITI, GROUP)
    assert [update.keys() - {"update_id"} for update in await line.updates()] == [{"my_chat_member"}]


@pytest.mark.parametrize(
    ("chat", "person", "status"),
    [
        (GROUP, 7002, "creator"),
        (GROUP, 7301, "administrator"),
        (GROUP, 7001, "member"),
        (GROUP, 7003, "member"),
        (GROUP, DIMAS, "left"),
        (STAFF_GROUP, 7201, "creator"),
        (STAFF_GROUP, 7101, "member"),
        (SITI, SITI, "member"),
    ],
)
async def test_a_member_of_a_chat_is_told_with_their_rank(line: Line, chat: int, person: int, status: str) -> None:
    member = await line.gives("getChatMember", chat_id=chat, user_id=person)
    assert (member["user"]["id"], member["status"]) == (person, status)


async def test_somebody_unknown_is_in_no_chat(line: Line) -> None:
    assert await refusal(line, "getChatMember", GROUP, user_id=999) == (400, "Bad Request: invalid user_id specified")
    me = (await line.gives("getMe"))["id"]
    assert (await line.gives("getChatMember", chat_id=GROUP, user_id=me))["status"] == "member"


SHARES = {"blocked": 0.3, "deactivated": 0.05, "not_found": 0.02, "migrated": 0.01}


async def test_a_crowd_has_exactly_the_shares_asked_for(line: Line) -> None:
    crowd = await line.acts("crowd", count=1000, fates=SHARES, groups=0.1, seed=1)
    assert len(set(crowd["chats"])) == 1000
    assert {fate: len(ids) for fate, ids in crowd["fates"].items()} == {"blocked": 300, "deactivated": 50, "not_found": 20, "migrated": 10}
    assert crowd["migrated"].keys() == {str(chat) for chat in crowd["fates"]["migrated"]}
    assert sum(chat < 0 for chat in crowd["chats"]) == 10 + 100


async def test_everybody_in_a_crowd_meets_the_bot_as_their_fate_says(line: Line) -> None:
    crowd = await line.acts("crowd", count=100, fates=SHARES, groups=0.2)
    fates = {chat: fate for fate, chats in crowd["fates"].items() for chat in chats}
    words = {
        "blocked": "Forbidden: bot was blocked by the user",
        "deactivated": "Forbidden: user is deactivated",
        "not_found": "Bad Request: chat not found",
        "migrated": "Bad Request: group chat was upgraded to a supergroup chat",
    }
    for chat in crowd["chats"]:
        answer = await line.call("sendMessage", chat_id=chat, text="Halo")
        assert answer.get("description") == words.get(fates.get(chat, ""))
    for new in crowd["migrated"].values():
        assert await line.gives("sendMessage", chat_id=new, text="Halo")


async def test_a_crowd_with_the_same_seed_is_mixed_alike(line: Line) -> None:
    async def mixed(seed: int) -> list[int]:
        crowd = await line.acts("crowd", count=200, fates={"blocked": 0.5}, seed=seed)
        return [crowd["chats"].index(chat) for chat in crowd["fates"]["blocked"]]

    assert await mixed(1) == await mixed(1)
    assert await mixed(1) != await mixed(2)


async def test_crowds_and_loads_never_share_people(line: Line) -> None:
    first = (await line.acts("crowd", count=10, fates={"migrated": 0.5}))["chats"]
    await line.acts("updates", count=10, text="/cek")
    second = (await line.acts("crowd", count=10))["chats"]
    writers = [update["message"]["chat"]["id"] for update in await line.updates()]
    assert len({*first, *second, *writers}) == 30


@pytest.mark.parametrize(
    "crowd",
    [
        {},
        {"count": 10, "fates": {"lost": 0.1}},
        {"count": 10, "fates": {"blocked": 0.7, "deactivated": 0.7}},
        {"count": 10, "fates": {"blocked": 0.7}, "groups": 0.7},
        {"count": 10, "fates": ["blocked"]},
        {"count": 10, "fates": {"blocked": "many"}},
        {"count": 10, "groups": "many"},
    ],
)
async def test_a_crowd_that_cannot_be_is_refused(line: Line, crowd: dict[str, Any]) -> None:
    assert (await line.cannot("crowd", **crowd)).endswith(".")
