"""A long answer says how far it is: after two seconds, now and then, truly, and never in the way of the answer itself."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from bot.messaging.messages import Messages
from bot.messaging.replies import Replies
from bot.sandbox.api.parameters import Parameters
from bot.sandbox.rules.refusals import Refused
from bot.sending.live import COUNT_SECONDS
from bot.sending.pace import Pace
from bot.sending.working import APPEARS_SECONDS, Working
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from handlers.request import Request, Stage, Step
from tests.bot.nearby import Nearby, message, now
from tests.databases import Filled, in_memory
from tests.rehearsal import ZONE, a_request
from tests.reliability.scene import NOON

pytestmark = pytest.mark.virtual_time

JUST_BEFORE, JUST_AFTER = APPEARS_SECONDS - 0.1, APPEARS_SECONDS + 0.1


@dataclass
class Telegram:
    """What was asked of it and when, which methods it refuses, and how long it takes for one."""

    asked: list[tuple[float, str, Mapping[str, Any]]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    slow: dict[str, float] = field(default_factory=dict)

    def methods(self) -> list[str]:
        return [method for _, method, _ in self.asked]

    def texts(self) -> list[str]:
        """First lines of what was said."""
        return [parameters["text"].splitlines()[0] for _, _, parameters in self.asked if "text" in parameters]


class Watched(Nearby):
    """A world whose requests are noted."""

    def __init__(self) -> None:
        super().__init__()
        self.telegram = Telegram()

    async def _effect(self, method: str, call: Parameters) -> tuple[int, dict[str, Any]]:
        self.telegram.asked.append((now(), method, call.values))
        await asyncio.sleep(self.telegram.slow.get(method, 0))
        if method in self.telegram.refused:
            refused = Refused(400, "Bad Request: message to be refused")
            return refused.code, {"ok": False, "error_code": refused.code, "description": refused.description}
        return await super()._effect(method, call)


@dataclass
class Scene:
    """One member of staff who waits."""

    nearby: Watched
    pace: Pace
    replies: Replies
    working: Working
    request: Request

    @property
    def telegram(self) -> Telegram:
        return self.nearby.telegram

    def tell(self, rows: int = 0, of: int = 0, stage: Stage = Stage.READING) -> None:
        self.working.tell(self.request, Step(stage, rows, of))

    async def ends(self) -> None:
        """The answer is sent; what is left to do is done."""
        if task := self.working.end(self.request.chat):
            await task

    def shown(self) -> list[str]:
        """What stands in the chat."""
        chats = self.nearby.world.chats
        return [each.text.splitlines()[0] for each in chats.in_chat(self.request.chat) if each.text != "/start"]


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    store = await in_memory(Filled.FIRST_START)
    nearby = Watched()
    (person,) = nearby.people(1)
    office = await Office.open(store, OfficeSettings(ZONE), lambda: NOON)
    pace = Pace(28)
    replies = Replies(nearby, pace)
    yield Scene(nearby, pace, replies, Working(Messages(office, "bot"), replies), a_request(person=person))
    await store.close()


async def test_what_takes_less_than_two_seconds_says_nothing(scene: Scene) -> None:
    scene.tell()
    await asyncio.sleep(JUST_BEFORE)
    await scene.ends()
    await asyncio.sleep(60)
    assert scene.telegram.asked == []


async def test_what_takes_longer_says_once_how_far_it_is_without_ringing(scene: Scene) -> None:
    scene.tell()
    scene.tell(12_000)
    await asyncio.sleep(JUST_AFTER)
    assert scene.shown() == ["⏳ Membaca dan memeriksa lembar … 12.000 baris"]
    assert scene.telegram.asked[0][2]["disable_notification"] is True


async def test_it_is_changed_now_and_then_and_only_to_something_else(scene: Scene) -> None:
    started = now()
    for rows in range(100):
        scene.tell(min(rows, 50) * 1000)
        await asyncio.sleep(0.2)
    moments = [moment - started for moment, _, _ in scene.telegram.asked]
    assert all(later - earlier >= COUNT_SECONDS for earlier, later in pairwise(moments))
    assert scene.telegram.methods() == ["sendMessage", *["editMessageText"] * 3]
    assert scene.shown() == ["⏳ Membaca dan memeriksa lembar … 50.000 baris"]


async def test_once_the_answer_is_there_it_is_gone_and_comes_never_again(scene: Scene) -> None:
    scene.tell()
    await asyncio.sleep(JUST_AFTER)
    await scene.replies.send([message(scene.request.chat, "Pratinjau")])
    scene.tell(5000)
    await scene.ends()
    await asyncio.sleep(60)
    assert scene.shown() == ["Pratinjau"]
    assert scene.telegram.methods() == ["sendMessage", "sendMessage", "deleteMessage"]


async def test_one_that_is_still_on_its_way_when_the_answer_comes_is_deleted_too(scene: Scene) -> None:
    scene.telegram.slow["sendMessage"] = 5
    scene.tell()
    await asyncio.sleep(JUST_AFTER)
    await scene.ends()
    assert scene.shown() == []
    assert scene.telegram.methods() == ["sendMessage", "deleteMessage"]


@pytest.mark.parametrize(
    ("refused", "asked"),
    [
        pytest.param({"sendMessage"}, ["sendMessage"], id="it is not taken"),
        pytest.param({"deleteMessage"}, ["sendMessage", "editMessageText", "deleteMessage"], id="it cannot be deleted"),
    ],
)
async def test_what_telegram_refuses_of_it_ends_there(scene: Scene, refused: set[str], asked: list[str]) -> None:
    scene.telegram.refused = refused
    scene.tell()
    await asyncio.sleep(JUST_AFTER)
    scene.tell(1000)
    await asyncio.sleep(COUNT_SECONDS)
    await scene.ends()
    assert scene.telegram.methods() == asked


async def test_a_chat_that_telegram_has_wait_is_told_nothing_and_its_answer_comes_when_it_may(scene: Scene) -> None:
    scene.pace.chats.halt(scene.request.chat, 30)
    scene.tell()
    await asyncio.sleep(JUST_AFTER)
    await scene.replies.send([message(scene.request.chat, "Pratinjau")])
    await scene.ends()
    assert scene.shown() == ["Pratinjau"]


async def test_words_that_cannot_be_made_are_logged_and_nothing_else(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.working.tell(scene.request, Step("no such stage"))  # type: ignore[arg-type]  # a fault of ours
    await asyncio.sleep(JUST_AFTER)
    await scene.ends()
    assert [record.message for record in caplog.records] == ["progress not shown"]


@pytest.mark.parametrize(
    ("step", "language", "said"),
    [
        (Step(Stage.FETCHING), Language.ID, "⏳ Mengambil berkas …"),
        (Step(Stage.READING), Language.ID, "⏳ Membaca dan memeriksa lembar …"),
        (Step(Stage.GATHERING), Language.ID, "⏳ Mengumpulkan isi lembar …"),
        (Step(Stage.WRITING, 3000, 20_000), Language.ID, "⏳ Menulis lembar … 3.000 dari 20.000 baris"),
        (Step(Stage.READING, 12_000), Language.EN, "⏳ Reading and checking the sheet … 12,000 rows"),
        (Step(Stage.WRITING, 3000, 20_000), Language.EN, "⏳ Writing the sheet … 3,000 of 20,000 rows"),
    ],
)
async def test_what_is_said_is_what_is_known(scene: Scene, step: Step, language: Language, said: str) -> None:
    request = a_request(person=scene.request.person, language=language)
    scene.working.tell(request, step)
    await asyncio.sleep(JUST_AFTER)
    assert scene.telegram.texts() == [said]
