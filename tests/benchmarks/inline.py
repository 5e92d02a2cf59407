"""How much CPU the cards for what somebody types take, from the update to the call, with the demo set."""

from datetime import datetime, time
from pathlib import Path
from time import process_time
from typing import NoReturn

from bot.application import open_office
from bot.messaging.dispatch import Dispatcher
from bot.messaging.updates import InlineQuery, Update, User
from bot.settings import Settings
from tests.benchmarks.understanding import hostile_texts
from tests.core.hostile_texts import HOSTILE
from tests.handlers.inline.offered import QUERIES
from tests.rehearsal import TODAY, ZONE

LIMIT_MILLISECONDS = 5.0
LONGEST = 256
TIMES = 20


async def print_inline() -> None:
    """The median query and the one that takes longest, also of those that are made to be hard."""

    def noon() -> datetime:
        return datetime.combine(TODAY, time(12), ZONE)

    async with open_office(Settings(timezone=ZONE), "sqlite+aiosqlite:///:memory:", noon, demo=True, exclusive=False) as office:
        dispatcher = Dispatcher(office, "siaprekam_bot", _nothing, _nothing)
        taken = sorted([(await _milliseconds(dispatcher, query), query) for query in QUERIES])
        hard = [text[:LONGEST] for text in (*HOSTILE, *hostile_texts().values())]
        worst = max([(await _milliseconds(dispatcher, query), query) for query in hard])
    median, (longest, slowest) = taken[len(taken) // 2][0], taken[-1]
    print(f"cards for {len(QUERIES)} queries          median {median:.2f} ms, longest {longest:.2f} ms ({slowest!r})  {_within(longest)}")
    print(f"the worst of {LONGEST} letters      {worst[0]:.2f} ms ({worst[1][:12]!a})  {_within(worst[0])}")


async def _milliseconds(dispatcher: Dispatcher, query: str) -> float:
    update = Update(1, inline_query=InlineQuery("1", User(7001, language_code="id"), query))
    best = float("inf")
    for _ in range(TIMES):
        start = process_time()
        await dispatcher.respond(update)
        best = min(best, process_time() - start)
    return best * 1e3


async def _nothing(*_: int | str | Path) -> NoReturn:
    raise LookupError


def _within(milliseconds: float) -> str:
    return "ok" if milliseconds <= LIMIT_MILLISECONDS else f"over {LIMIT_MILLISECONDS:g} ms"
