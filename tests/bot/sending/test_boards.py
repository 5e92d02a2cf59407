"""Every count board that lies open follows what colleagues count: in its message, in its reader's language, and no longer than it may."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ektp_core.store.tallies import Tap, count_tap
from ektp_core.store.visits import change_visit, plan_visit
from ektp_core.store.watches import LiveKind, watches
from ektp_core.visits.changes import closed
from ektp_core.visits.schedule import Place, PlaceKind, Recap, TallyKind, Visit, VisitState
from tests.bot.sending.watched import HENDRA, RATNA, Watched, watched
from tests.rehearsal import TODAY

KOBA = "10900778"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Watched]:
    async with watched(tmp_path) as office:
        yield office


async def plan(scene: Watched) -> int:
    """Today's visit to SMAN 1 Koba, with 40 pupils."""
    place = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", KOBA)
    visit = Visit(0, place, (TODAY,), (), 1, VisitState.CONFIRMED, scene.clock(), "the office", expected=40)
    async with scene.office.store.changing_board() as connection:
        number = await plan_visit(connection, visit)
    await scene.office.public.renew_board()
    return number


async def count(scene: Watched, number: int, name: str, amount: int = 1, person: int = HENDRA) -> None:
    """A colleague counts, on whatever phone."""
    async with scene.office.store.changing() as connection:
        await count_tap(connection, number, Tap(name, person, scene.clock(), TODAY), {TallyKind.RECORDED: amount})


async def close(scene: Watched, number: int) -> None:
    visit = scene.office.board.schedule.find(number)
    assert visit
    async with scene.office.store.changing_board() as connection:
        await change_visit(
            connection, visit, closed(visit, Recap(31, 2, 0), None, scene.clock(), today=scene.clock().date()), HENDRA, scene.clock()
        )
    await scene.office.public.renew_board()


async def test_a_board_that_was_typed_for_shows_what_a_colleague_counts(scene: Watched) -> None:
    number, ratna = await plan(scene), scene.phone()
    await ratna.writes("/hitung")
    message = ratna.screen.messages[-1]["message_id"]
    await count(scene, number, "a", 5)
    await scene.progress.look()
    shown = await scene.message(ratna, message)
    assert "SMAN 1 Koba: 5 terekam, sisa 35" in shown["text"]


async def test_boards_of_several_phones_follow_each_other(scene: Watched) -> None:
    await plan(scene)
    ratna, hendra = scene.phone(), scene.phone(HENDRA)
    await ratna.writes("/hitung")
    await hendra.writes("/hitung")
    await hendra.taps("+5 terekam")
    await ratna.taps("+1 terekam")
    await scene.progress.look()
    for phone in (ratna, hendra):
        assert "6 terekam, sisa 34" in (await phone.sees_last()).text
    # Each keeps the way back from its own last tap.
    assert "Batalkan +1 terekam" in (await ratna.sees_last()).labels
    assert "Batalkan +5 terekam" in (await hendra.sees_last()).labels


async def test_a_board_stays_in_the_language_in_which_it_was_opened(scene: Watched) -> None:
    number, ratna = await plan(scene), scene.phone()
    await ratna.writes("/bahasa en")
    await ratna.writes("/tally")
    await ratna.writes("/tally")
    await count(scene, number, "a", 5)
    await scene.progress.look()
    assert "5 recorded, 35 left" in (await ratna.sees_last()).text


async def test_a_board_that_is_opened_again_leaves_none_with_old_numbers_behind(scene: Watched) -> None:
    await plan(scene)
    ratna = scene.phone()
    await ratna.writes("/hitung")
    first = ratna.screen.messages[-1]["message_id"]
    await ratna.writes("/hitung")
    assert first not in {message["message_id"] for message in await ratna.messages()}
    await ratna.writes("7")
    boards = [message for message in await ratna.messages() if "SMAN 1 Koba:" in message["text"]]
    assert ["7 terekam" in board["text"] for board in boards] == [True]


async def test_what_was_opened_in_its_message_is_left_alone(scene: Watched) -> None:
    number, ratna = await plan(scene), scene.phone()
    await ratna.writes("/hitung")
    await ratna.taps("Tutup, isi rekap")
    message = ratna.screen.messages[-1]
    await count(scene, number, "a", 5)
    await scene.progress.look()
    assert (await scene.message(ratna, message["message_id"]))["text"] == message["text"]


async def test_a_closed_visit_tells_on_every_board_who_closed_it_and_the_boards_end(scene: Watched) -> None:
    number, ratna = await plan(scene), scene.phone()
    await ratna.writes("/hitung")
    await scene.progress.look()
    await close(scene, number)
    await scene.progress.look()
    assert "sudah ditutup oleh Pak Hendra 12.00: 31 terekam, 2 absen." in (await ratna.sees_last()).text
    assert await watches(scene.office.store, LiveKind.TALLY) == []


async def tomorrow(scene: Watched) -> None:
    scene.clock.moment += timedelta(days=1)


async def role_gone(scene: Watched) -> None:
    julian = scene.phone(7201)
    await julian.writes("/tim")
    for label in ("Bu Ratna", "Cabut perannya", "Ya, cabut"):
        await julian.taps(label)


async def message_gone(scene: Watched) -> None:
    (board,) = await watches(scene.office.store, LiveKind.TALLY)
    await scene.http.post("/bot1:watched/deleteMessage", json={"chat_id": RATNA, "message_id": board.message_id})


@pytest.mark.parametrize("happens", [tomorrow, role_gone, message_gone])
async def test_a_board_ends_with_its_day_with_the_role_and_with_its_message(
    scene: Watched, happens: Callable[[Watched], Awaitable[None]]
) -> None:
    number, ratna = await plan(scene), scene.phone()
    await ratna.writes("/hitung")
    await happens(scene)
    before = [message["text"] for message in await ratna.messages()]
    await count(scene, number, "a", 5)
    for _ in range(2):
        await scene.progress.look()
    assert [message["text"] for message in await ratna.messages()] == before
    assert await watches(scene.office.store, LiveKind.TALLY) == []
