"""Drawings come from one child: started when needed, gone when idle; what breaks it breaks nothing else."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest

from ektp_core.drawing import Drawable, Drawer, DrawingFailed
from ektp_core.drawing.drawer import Limits
from tests.core.drawing.drawables import Broken, Ended, Endless, Huge, Told, Word


@pytest.fixture
async def drawer() -> AsyncIterator[Drawer]:
    made = Drawer()
    yield made
    await made.close()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_nothing_runs_until_something_is_drawn_and_one_child_draws_everything(drawer: Drawer) -> None:
    assert drawer.pid is None
    assert await asyncio.gather(*(drawer.draw(Word(str(number))) for number in range(20))) == [str(number).encode() for number in range(20)]
    first = drawer.pid
    assert await drawer.draw(Word("Koba")) == b"Koba"
    assert drawer.pid == first


async def test_the_child_ends_when_nothing_was_drawn_for_a_while_and_comes_again() -> None:
    idle = Drawer(Limits(idle_seconds=0))
    await idle.draw(Word("Koba"))
    while idle.pid:
        await asyncio.sleep(0.01)
    assert await idle.draw(Word("Namang")) == b"Namang"
    await idle.close()


async def test_closing_ends_the_child(drawer: Drawer) -> None:
    await drawer.draw(Word("Koba"))
    pid = drawer.pid
    await drawer.close()
    assert pid and not is_running(pid)


@pytest.mark.parametrize("what", [Broken(), Huge(), Ended()], ids=repr)
async def test_what_cannot_be_drawn_fails_by_itself(drawer: Drawer, what: Drawable) -> None:
    with pytest.raises(DrawingFailed):
        await drawer.draw(what)
    assert await drawer.draw(Word("Koba")) == b"Koba"


async def test_the_reason_is_told(drawer: Drawer) -> None:
    with pytest.raises(DrawingFailed, match="ValueError: no font has this letter"):
        await drawer.draw(Broken())


async def test_what_takes_too_long_is_given_up() -> None:
    hasty = Drawer(Limits(seconds=0.01))
    with pytest.raises(DrawingFailed, match="TimeoutError"):
        await hasty.draw(Endless())
    assert hasty.pid is None
    await hasty.close()


async def test_a_cancelled_drawing_ends_the_child_and_the_next_begins_another(drawer: Drawer) -> None:
    drawing = asyncio.create_task(drawer.draw(Endless()))
    while not drawer.pid:
        await asyncio.sleep(0.01)
    pid = drawer.pid
    drawing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawing
    assert await drawer.draw(Word("Koba")) == b"Koba"
    assert drawer.pid != pid


async def test_no_more_wait_than_the_limit_says() -> None:
    narrow = Drawer(Limits(waiting=1))
    first = asyncio.create_task(narrow.draw(Word("Koba")))
    await asyncio.sleep(0)
    with pytest.raises(DrawingFailed, match="too many"):
        await narrow.draw(Word("Namang"))
    assert await first == b"Koba"
    await narrow.close()


async def test_the_child_knows_no_token(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIAPREKAM_TOKEN", "1:secret")
    assert await drawer.draw(Told("SIAPREKAM_TOKEN")) == b"nothing"
