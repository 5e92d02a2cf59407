"""One abuser slows nobody, fills no memory and hears of it once a minute; nobody who means what they send is turned away."""

import asyncio
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from bot.messaging.admission import DropReason
from bot.messaging.admission.buckets import CARDS, CITIZEN, STAFF, STANDING
from bot.messaging.admission.gate import MOST_WAITING_IN_CHAT
from bot.messaging.updates import Chat, ChatMember, ChatMemberUpdated, Message, Update, User
from tests.bot.messaging.admission.flooding import ABUSER, GROUP, OFFICER, Flooded, a_message, a_query, a_tap
from tests.work import at_most

pytestmark = pytest.mark.virtual_time

ANONYMOUS_ADMIN = 1087968824
"""The sender that Telegram names for every admin of every group who writes in its name."""


def the_bot_became(number: int, status: str, chat: int) -> Update:
    return Update(number, my_chat_member=ChatMemberUpdated(Chat(chat, "private"), ChatMember(status)))


async def a_second_of(gate: Flooded, updates: Iterator[Update]) -> None:
    """Updates that come within one second, in order."""
    for update in updates:
        gate.gate.start(update)
    await asyncio.sleep(1)


def others(second: int) -> list[Update]:
    """Fifty people ask one thing each, another fifty every second."""
    return [a_message(second * 10_000 + at, 7_000 + second % 10 * 50 + at) for at in range(50)]


def between(honest: list[Update], hostile: list[Update]) -> Iterator[Update]:
    """The honest ones spread evenly among the hostile ones."""
    share = len(hostile) // len(honest)
    for at, update in enumerate(honest):
        yield from hostile[at * share : (at + 1) * share]
        yield update


async def test_a_thousand_updates_a_second_of_one_person_leave_others_the_same_order_and_moments() -> None:
    quiet, flooded = Flooded(), Flooded()
    began = asyncio.get_running_loop().time()
    for second in range(60):
        await a_second_of(quiet, iter(others(second)))
    seconds = asyncio.get_running_loop().time() - began
    for second in range(60):
        hostile = [a_message(second * 10_000 + 1_000 + at, ABUSER) for at in range(1_000)]
        await a_second_of(flooded, between(others(second), hostile))
    honest = [(number, moment - seconds) for number, moment in flooded.handled if number % 10_000 < 1_000]
    assert honest == [(number, pytest.approx(moment)) for number, moment in quiet.handled]
    let_in = len(flooded.handled) - len(honest)
    assert CITIZEN.burst <= let_in <= CITIZEN.burst + 60
    assert flooded.dropped == {DropReason.PERSON: 60_000 - let_in}
    assert len(flooded.told) == 1
    assert flooded.gate.remembered <= 60 * 50


async def test_an_update_that_is_dropped_costs_no_task_and_hardly_a_line() -> None:
    flooded = Flooded()
    for number in range(100):
        flooded.gate.start(a_message(number, ABUSER))
    tasks = asyncio.all_tasks()
    with at_most(36):
        assert flooded.gate.start(a_message(100, ABUSER)).done()
    assert asyncio.all_tasks() == tasks


async def test_whoever_floods_for_an_hour_is_told_once_a_minute() -> None:
    flooded = Flooded()
    for second in range(3_600):
        await a_second_of(flooded, (a_message(second * 10 + at, ABUSER) for at in range(10)))
    moments = [moment for _, moment in flooded.told]
    assert 58 <= len(moments) <= 60
    assert min(later - sooner for sooner, later in pairwise(moments)) >= 60


@pytest.mark.parametrize(
    ("people", "taps", "seconds"),
    [(1, 10, 2), (5, 10, 2), (1, 40, 2), (1, 300, 60)],
    ids=["ten taps in two seconds", "on five phones of one account", "four a hand", "a whole school"],
)
async def test_tally_taps_of_staff_are_never_dropped(people: int, taps: int, seconds: float) -> None:
    flooded = Flooded()
    number = 0
    for _ in range(taps):
        for _ in range(people):
            number += 1
            flooded.gate.start(a_tap(number, OFFICER))
        await asyncio.sleep(seconds / taps)
    assert flooded.ids() == list(range(1, number + 1))
    assert not flooded.dropped


@pytest.mark.parametrize(
    ("what", "many"),
    [(a_message, CITIZEN.burst), (a_tap, CITIZEN.burst), (a_query, CARDS.burst)],
    ids=["messages", "taps", "letters behind the bot's name"],
)
async def test_what_a_person_does_in_one_breath_is_let_in(what: Callable[[int, int], Update], many: int) -> None:
    flooded = Flooded()
    for number in range(many):
        flooded.gate.start(what(number, 7001))
    await asyncio.sleep(0)
    flooded.gate.start(what(many, 7001))
    await asyncio.sleep(1)
    assert flooded.ids() == list(range(many))
    assert flooded.dropped.total() == 1


async def test_each_bucket_is_of_its_own() -> None:
    """Letters behind the bot's name take nothing from messages, and neither hides that the bot was shut out."""
    flooded = Flooded()
    for number in range(200):
        flooded.gate.start(a_query(number, 7001))
        flooded.gate.start(a_message(1_000 + number, 7001))
    flooded.gate.start(the_bot_became(9_999, "kicked", 7001))
    migrated = Message(message_id=1, chat=Chat(GROUP, "group"), sender=User(7001), migrate_to_chat_id=GROUP - 1)
    flooded.gate.start(Update(10_000, message=migrated))
    await asyncio.sleep(1)
    assert {9_999, 10_000} <= {*flooded.ids()}
    assert len(flooded.handled) == CARDS.burst + CITIZEN.burst + 2
    for number in range(STANDING.burst + 10):
        flooded.gate.start(the_bot_became(20_000 + number, "member", 7002))
    assert flooded.dropped[DropReason.STANDING] == 10


async def test_an_anonymous_admin_who_floods_takes_nothing_from_those_of_other_groups() -> None:
    flooded = Flooded()
    for number in range(200):
        flooded.gate.start(a_message(number, ANONYMOUS_ADMIN, GROUP, sender_chat=GROUP))
    elsewhere = GROUP - 5
    flooded.gate.start(a_message(1_000, ANONYMOUS_ADMIN, elsewhere, sender_chat=elsewhere))
    await asyncio.sleep(1)
    assert 1_000 in flooded.ids()
    assert len(flooded.handled) == CITIZEN.burst + 1


async def test_a_chat_whose_answers_wait_for_hours_fills_no_memory() -> None:
    release = asyncio.Event()

    async def wait(update: Update) -> None:
        await release.wait()

    flooded = Flooded(wait)
    for second in range(3_600):
        await a_second_of(flooded, iter([a_message(second, 7001)]))
    assert flooded.lanes.waiting(7001) == MOST_WAITING_IN_CHAT
    assert flooded.dropped == {DropReason.QUEUE: 3_600 - MOST_WAITING_IN_CHAT}
    assert len(flooded.told) <= 60
    release.set()
    await asyncio.sleep(1)
    assert flooded.ids() == list(range(MOST_WAITING_IN_CHAT)), "what waited is answered in its order"
    assert flooded.lanes.is_free(7001)


async def test_a_group_of_many_people_fills_no_memory_either() -> None:
    release = asyncio.Event()

    async def wait(update: Update) -> None:
        await release.wait()

    flooded = Flooded(wait)
    for number in range(1_000):
        flooded.gate.start(a_message(number, 8_000 + number, GROUP))
    await asyncio.sleep(1)
    assert flooded.lanes.waiting(GROUP) == MOST_WAITING_IN_CHAT
    release.set()
    await asyncio.sleep(1)
    assert flooded.lanes.is_free(GROUP)


async def test_what_is_known_of_five_thousand_people_is_forgotten_when_they_are_at_rest() -> None:
    flooded = Flooded()
    for person in range(5_000):
        flooded.gate.start(a_message(person, 100_000 + person))
    assert flooded.gate.remembered == 5_000
    await asyncio.sleep(CITIZEN.burst * CITIZEN.seconds)
    flooded.gate.start(a_message(9_999, 7001))
    assert flooded.gate.remembered == 1


def test_staff_may_do_more_than_citizens() -> None:
    assert STAFF.burst >= 10 * CITIZEN.burst
    assert STAFF.seconds <= CITIZEN.seconds / 10
