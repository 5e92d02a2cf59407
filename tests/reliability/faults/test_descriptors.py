"""A process that may open hardly any files and connections answers all the same, and keeps what people want kept.

Connections stay open while there is something to send: taking all that is allowed, they would keep the database from opening its journal
for as long as people write.
"""

import socket
from contextlib import ExitStack
from pathlib import Path

from ektp_core.profile import Language
from tests.patience import LONGEST
from tests.processes import BOT, Warm, environment
from tests.reliability.scene import Outbox, Telegram, a_bot, an_office, announce, asks, follow, free_port, sqlite_url, telegram
from tests.reliability.soak.words import Words

DESCRIPTORS = 64
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({DESCRIPTORS}, {DESCRIPTORS}))
sys.argv = ["siaprekam", "run"]
{BOT}
"""
PEOPLE = 150
"""More than the connections that there are descriptors for, in a batch."""


async def asked_at_once(here: Telegram, text: str) -> int:
    """So many people write this; the id of the last update."""
    return int((await here.does("/sandbox/updates", count=PEOPLE, text=text))["last_update_id"])


async def until_settled(here: Telegram, update: int) -> None:
    assert (await here.gets("/sandbox/settled", update_id=update, timeout=LONGEST))["settled"]


async def said_to_each(here: Telegram, but: set[int]) -> list[str]:
    """What the bot said last to whoever got anything, but these."""
    found = []
    for chat in (await here.deliveries()).arrived.keys() - but:
        messages = (await here.gets("/sandbox/delivered", chat=chat))["messages"]
        found.append(messages[-1]["text"])
    return found


async def test_with_64_descriptors_everybody_is_answered_and_what_they_want_is_kept(tmp_path: Path) -> None:
    books, url = Outbox(tmp_path / "office.db"), sqlite_url(tmp_path / "office.db")
    async with telegram(latency_ms=(40, 80)) as here:
        chats = (await here.crowd(100))["chats"]
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        last = await asked_at_once(here, "/bahasa id")
        async with a_bot(here, url, LIMITED) as bot:
            await until_settled(here, last)
            counts = await books.until_closed()
            said, words = await said_to_each(here, set(chats)), Words()
            words.read(bot.complained())
    assert len(said) == PEOPLE
    assert [text for text in said if "gangguan" in text] == []
    assert counts.delivered == len(chats)
    assert (words.unhandled.total(), [line for line in words.handled if "kept" in line or "sending" in line]) == (0, [])


async def test_strangers_who_hold_connections_cost_nobody_an_answer(tmp_path: Path) -> None:
    url, port = sqlite_url(tmp_path / "office.db"), free_port()
    async with telegram() as here:
        async with an_office(url):
            pass
        async with a_bot(here, url, LIMITED, listen=f"127.0.0.1:{port}"):
            assert "Indonesia" in await asks(here, "/bahasa id")
            with ExitStack() as strangers:
                for _ in range(2 * DESCRIPTORS):
                    strangers.enter_context(socket.create_connection(("127.0.0.1", port)))
                await until_settled(here, await asked_at_once(here, "/bahasa id"))
                said = await said_to_each(here, set())
            assert "Indonesia" in await asks(here, "/bahasa id")
    assert [text for text in said if "Indonesia" not in text] == []
    assert len(said) == PEOPLE + 1


ALL_HELD = """
import resource
from handlers.reply import reply
from handlers.texts import load_apologies, render
from ektp_core.profile import Language

load_apologies()
resource.setrlimit(resource.RLIMIT_NOFILE, (0, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
for language in Language:
    print(render(reply("error", error_id="5eed"), language))
"""


def test_an_apology_needs_no_file() -> None:
    process = Warm(ALL_HELD, settings=environment())
    assert process.wait() == 0, process.complained()
    assert process.said().count("5eed") == len(Language)


GRANTED = """
import resource
from bot.health.descriptors import ask_for_more

resource.setrlimit(resource.RLIMIT_NOFILE, (64, 200))
ask_for_more()
print(resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def test_the_bot_takes_what_the_system_grants() -> None:
    process = Warm(GRANTED, settings=environment())
    assert process.wait() == 0, process.complained()
    assert process.said().strip() == "(200, 200)"
