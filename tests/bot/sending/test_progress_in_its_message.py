"""The progress stands in one message and moves it only while nothing else was written there: nothing moves under an officer's finger."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from ektp_core.store.watches import LiveKind, watches
from tests.bot.sending.watched import HENDRA, RATNA, Watched, watched
from tests.rehearsal import Phone


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Watched]:
    async with watched(tmp_path) as office:
        yield office


async def tapped(phone: Phone, *labels: str) -> str:
    """What stands in the message of the progress after these buttons were tapped in it."""
    number = phone.screen.messages[-1]["message_id"]
    for label in labels:
        screen = await phone.taps(label)
        assert [message["message_id"] for message in screen.messages] == [number]
    return str(phone.screen.messages[-1]["text"])


async def test_the_numbers_follow_in_the_message_that_confirmed(scene: Watched) -> None:
    ratna = await scene.confirmed()
    await scene.deliver(4)
    await scene.progress.look()
    assert "✓ 4 sampai" in (await ratna.sees_last()).text


async def test_the_rate_is_shown_again_once_a_pause_is_over(scene: Watched) -> None:
    ratna = await scene.confirmed()
    await scene.progress.look()
    await scene.deliver(4)
    await scene.progress.look()
    await ratna.sees_last()
    await ratna.taps("Jeda")
    await scene.progress.look()
    before = (await ratna.sees_last()).text
    await ratna.taps("Lanjutkan")
    await scene.progress.look()
    assert "per detik" not in before
    assert "per detik, sisa" in (await ratna.sees_last()).text


@pytest.mark.parametrize(
    "labels",
    [
        ("Batalkan",),
        ("Meja kerja",),
        ("Pengumuman",),
        ("Pengumuman", "+ Pengumuman"),
        ("Pengumuman", "Contoh"),
        ("Pengumuman", "Otomatis", "‹ Kembali"),
        ("Pengumuman", "Meja kerja"),
    ],
    ids=lambda labels: labels[-1],
)
async def test_whatever_was_opened_in_its_message_stays_and_the_end_comes_in_a_new_one(scene: Watched, labels: tuple[str, ...]) -> None:
    ratna = await scene.confirmed()
    await scene.progress.look()
    number, shown = ratna.screen.messages[-1]["message_id"], await tapped(ratna, *labels)
    for _ in range(2):
        await scene.deliver(5)
        await scene.progress.look()
        assert (await scene.message(ratna, number))["text"] == shown
    report = await ratna.sees_last()
    assert report.messages[-1]["message_id"] > number
    assert "= 10 orang" in report.text
    await scene.progress.look()
    assert (await ratna.sees_last()).messages == report.messages


async def test_the_way_to_the_desk_stays_while_the_progress_changes_by_itself(scene: Watched) -> None:
    ratna = await scene.confirmed()
    for _ in range(2):
        await scene.deliver(5)
        await scene.progress.look()
        assert (await ratna.sees_last()).labels.count("Meja kerja") == 1


async def test_the_progress_goes_on_in_its_message_once_the_question_is_taken_back(scene: Watched) -> None:
    ratna = await scene.confirmed()
    number = ratna.screen.messages[-1]["message_id"]
    await tapped(ratna, "Batalkan")
    await scene.deliver(4)
    await scene.progress.look()
    assert "✓ 4 sampai" in await tapped(ratna, "Tidak jadi")
    await scene.deliver(6)
    await scene.progress.look()
    assert "= 10 orang" in (await scene.message(ratna, number))["text"]


async def test_the_progress_moves_to_the_message_in_which_it_was_opened_last(scene: Watched) -> None:
    ratna = await scene.confirmed()
    first = await scene.message(ratna, ratna.screen.messages[-1]["message_id"])
    await ratna.writes("/umumkan")
    opened = ratna.screen.messages[-1]["message_id"]
    await ratna.taps("A-1")
    await scene.deliver(4)
    await scene.progress.look()
    assert "✓ 4 sampai" in (await scene.message(ratna, opened))["text"]
    assert (await scene.message(ratna, first["message_id"]))["text"] == first["text"]


async def test_two_announcements_in_one_chat_each_move_their_own_message(scene: Watched) -> None:
    ratna = await scene.confirmed()
    first = ratna.screen.messages[-1]["message_id"]
    await scene.confirmed(words="Kantor tutup besok.")
    await scene.deliver(20)
    await scene.progress.look()
    texts = {message["message_id"]: message["text"] for message in await ratna.messages()}
    assert "A-1" in texts.pop(first)
    assert any("A-2" in text and "= 10 orang" in text for text in texts.values())


async def test_a_draft_that_is_begun_and_confirmed_in_its_message_has_its_own_progress_there(scene: Watched) -> None:
    ratna = await scene.confirmed()
    await tapped(ratna, "Pengumuman", "+ Pengumuman", "Semua pelanggan")
    await ratna.writes("Kantor tutup besok.")
    await ratna.taps("Kirim sekarang")
    number = ratna.screen.messages[-1]["message_id"]
    await scene.deliver(10)
    await scene.progress.look()
    assert "A-2" in (await scene.message(ratna, number))["text"]
    assert "A-1" in (await ratna.sees_last()).text


async def test_a_pause_and_what_another_does_is_seen_in_the_same_message(scene: Watched) -> None:
    ratna, hendra = await scene.confirmed(), scene.phone(HENDRA)
    number = ratna.screen.messages[-1]["message_id"]
    await scene.progress.look()
    await hendra.writes("/umumkan")
    await hendra.taps("A-1")
    await hendra.taps("Jeda")
    await scene.progress.look()
    assert "dijeda" in (await scene.message(ratna, number))["text"]


async def test_a_message_that_is_gone_is_told_its_end_in_a_new_one(scene: Watched) -> None:
    ratna = await scene.confirmed()
    number = ratna.screen.messages[-1]["message_id"]
    await scene.http.post("/bot1:watched/deleteMessage", json={"chat_id": RATNA, "message_id": number})
    await scene.deliver(4)
    await scene.progress.look()
    await scene.deliver(6)
    await scene.progress.look()
    assert "= 10 orang" in (await ratna.sees_last()).text
    assert await watches(scene.office.store, LiveKind.ANNOUNCEMENT) == []


async def test_an_end_that_nobody_looks_at_any_more_is_told_twice(scene: Watched) -> None:
    ratna = await scene.confirmed()
    number = ratna.screen.messages[-1]["message_id"]
    scene.clock.moment += timedelta(minutes=2)
    await scene.deliver(10)
    await scene.progress.look()
    assert "= 10 orang" in (await scene.message(ratna, number))["text"]
    assert (await ratna.sees_last()).messages[-1]["message_id"] > number


async def test_whoever_may_announce_no_more_sees_nothing_of_it(scene: Watched) -> None:
    ratna, julian = await scene.confirmed(), scene.phone(7201)
    number = ratna.screen.messages[-1]["message_id"]
    await julian.writes("/tim")
    for label in ("Bu Ratna", "Cabut perannya", "Ya, cabut"):
        await julian.taps(label)
    shown = (await scene.message(ratna, number))["text"]
    await scene.deliver(10)
    await scene.progress.look()
    assert (await scene.message(ratna, number))["text"] == shown
    assert (await ratna.sees_last()).messages[-1]["message_id"] == number
