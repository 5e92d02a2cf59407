"""What one person does reaches others: the page is told in whose chat that can be seen."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox import LimitRules, Sandbox
from bot.sandbox.world.other_side import MOST_OTHERS, SECONDS
from tests.patience import LONGEST
from tests.rehearsal import Rehearsal
from tests.sandbox.line import EMILY, GROUP, RUSLI, SITI, Line

RATNA, CLERK, JULIAN = 7101, 7301, 7201


@pytest.fixture
def moment() -> list[float]:
    """The clock of the sandbox, which a test moves."""
    return [0.0]


@pytest.fixture
async def line(moment: list[float]) -> AsyncIterator[Line]:
    """A sandbox in which several have started the bot."""
    server = Sandbox(LimitRules(pace=False), clock=lambda: moment[0])
    await server.start()
    try:
        async with aiohttp.ClientSession(server.url) as http:
            line = Line(server, http)
            for person in (SITI, RUSLI, EMILY, RATNA, CLERK, JULIAN):
                await line.writes("/start", person)
            yield line
    finally:
        await server.stop()


async def tells(line: Line, *chats: int) -> list[int]:
    """The bot writes to these chats."""
    return [(await line.gives("sendMessage", chat_id=chat, text="Kabar"))["message_id"] for chat in chats]


async def others_of(line: Line, person: int, message_id: int, chat: int | None = None) -> list[dict[str, Any]]:
    found = {message["message_id"]: message["others"] for message in await line.messages(person, chat)}
    others: list[dict[str, Any]] = found[message_id]
    return others


async def test_what_was_written_leads_to_the_chat_of_whoever_got_a_message_after_it(line: Line) -> None:
    asked = (await line.writes("/permintaan 40 siswa", CLERK))["message_id"]
    _, told = await tells(line, CLERK, RATNA)
    assert await others_of(line, CLERK, asked) == [{"person": RATNA, "chat": RATNA, "name": "Bu Ratna", "message_id": told}]


async def test_a_tap_leads_there_from_the_message_whose_button_was_tapped(line: Line) -> None:
    (offer,) = await tells(line, CLERK)
    await line.acts("tap", by=CLERK, chat=CLERK, message_id=offer, data="1:agree")
    (told,) = await tells(line, RATNA)
    assert [other["message_id"] for other in await others_of(line, CLERK, offer)] == [told]


async def test_a_second_tap_on_the_same_message_leads_to_what_came_after_it(line: Line) -> None:
    (board,) = await tells(line, RATNA)
    for chat in (SITI, EMILY):
        await line.acts("tap", by=RATNA, chat=RATNA, message_id=board, data="1:send")
        await tells(line, chat)
    assert [other["chat"] for other in await others_of(line, RATNA, board)] == [EMILY]


async def test_a_group_is_seen_by_a_member_of_it_who_is_somebody_else(line: Line) -> None:
    for actor, seen_by in ((RATNA, RUSLI), (RUSLI, SITI)):
        asked = (await line.writes("umumkan", actor))["message_id"]
        await tells(line, GROUP)
        (other,) = await others_of(line, actor, asked)
        assert (other["person"], other["chat"], other["name"]) == (seen_by, GROUP, "Wali Murid XI SMAN 1 Koba")
    (offer,) = await tells(line, RUSLI)
    await line.acts("tap", by=RUSLI, chat=RUSLI, message_id=offer, data="1:send")
    await tells(line, GROUP)
    assert [other["person"] for other in await others_of(line, RUSLI, offer)] == [SITI]


async def test_what_one_is_told_oneself_has_no_other_side(line: Line) -> None:
    asked = (await line.writes("/langganan", SITI, GROUP))["message_id"]
    await tells(line, GROUP, SITI)
    assert await others_of(line, SITI, asked, GROUP) == []


async def test_a_person_who_got_several_messages_is_offered_once_and_only_a_few_people_are(line: Line) -> None:
    asked = (await line.writes("umumkan", RATNA))["message_id"]
    first, *_ = await tells(line, SITI, SITI, RUSLI, EMILY, CLERK)
    others = await others_of(line, RATNA, asked)
    assert [other["chat"] for other in others] == [SITI, RUSLI, EMILY]
    assert len(others) == MOST_OTHERS
    assert others[0]["message_id"] == first


async def test_what_is_sent_long_after_belongs_to_nothing_that_was_done(line: Line, moment: list[float]) -> None:
    asked = (await line.writes("umumkan", RATNA))["message_id"]
    moment[0] += SECONDS
    await tells(line, SITI)
    moment[0] += 1
    await tells(line, EMILY)
    assert [other["chat"] for other in await others_of(line, RATNA, asked)] == [SITI]


async def test_what_is_sent_belongs_to_the_last_act_of_anybody(line: Line) -> None:
    earlier = (await line.writes("umumkan", RATNA))["message_id"]
    later = (await line.writes("/permintaan", CLERK))["message_id"]
    await tells(line, JULIAN)
    assert await others_of(line, RATNA, earlier) == []
    assert [other["chat"] for other in await others_of(line, CLERK, later)] == [JULIAN]


async def test_a_crowd_that_was_made_for_a_load_is_nobody_to_look_at(line: Line) -> None:
    chats = (await line.acts("crowd", count=2, fates={}, seed=1))["chats"]
    asked = (await line.writes("umumkan", RATNA))["message_id"]
    await tells(line, *chats)
    assert await others_of(line, RATNA, asked) == []


async def test_the_page_is_told_of_the_other_side_while_the_chat_is_open(line: Line) -> None:
    asked = (await line.writes("umumkan", RATNA))["message_id"]
    async with line.http.get("/sandbox/events", params={"as": RATNA, "chat": RATNA}) as stream:
        await stream.content.readline()
        await tells(line, SITI)
        lines = [await asyncio.wait_for(stream.content.readline(), LONGEST) for _ in range(4)]
    shown = next(part for part in lines if part.startswith(b"data:")).decode()
    assert f'"message_id":{asked}' in shown
    assert '"others":[{' in shown


async def test_an_announcement_leads_to_the_chat_of_somebody_who_got_it(demo_bot: Rehearsal) -> None:
    siti, ratna = demo_bot.phone(SITI), demo_bot.phone(RATNA)
    await siti.writes("/langganan SMAN 1 Koba")
    await siti.taps("Setuju")
    await ratna.writes("/umumkan SMAN 1 Koba")
    await ratna.writes("Jangan lupa fotokopi KK.")
    await ratna.taps("Kirim sekarang")
    async with asyncio.timeout(LONGEST):
        while "Jangan lupa fotokopi KK." not in (await siti.sees_last()).text:
            await asyncio.sleep(0.05)
    others = [other for message in await ratna.messages() for other in message["others"]]
    assert [(other["chat"], other["message_id"]) for other in others] == [(SITI, siti.screen.messages[0]["message_id"])]
