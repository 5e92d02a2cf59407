"""A process whose loop stands still is ended, and one that was frozen as a whole is not; systemd hears what it is to hear."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.health.supervisor import ALIVE, READY, STOPPING, Supervisor
from bot.health.watchdog import HUNG, LOOK_SECONDS, STILL_LOOKS, Stillness
from tests.patience import LONGEST
from tests.processes import PROJECT

STANDS_STILL = """
import asyncio
from bot.health import watchdog

async def main() -> None:
    async with watchdog.guarded(0.01):
        await asyncio.sleep(0)
        the_loop_stands_here()

def the_loop_stands_here() -> None:
    while True:
        pass

asyncio.run(main())
"""


def test_a_loop_that_stands_still_ends_the_process_and_says_where_it_stood(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", STANDS_STILL], cwd=PROJECT, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert ended.returncode == HUNG
    assert "the_loop_stands_here" in ended.stderr


def test_a_log_that_nobody_reads_does_not_keep_it_from_ending() -> None:
    full = STANDS_STILL.replace("        pass", "        os.write(2, bytes(1000))").replace("import asyncio", "import asyncio, os")
    with subprocess.Popen([sys.executable, "-c", full], cwd=PROJECT, stderr=subprocess.PIPE) as process:
        assert process.wait(LONGEST) == HUNG


def test_a_minute_is_waited_and_a_loop_that_turns_again_is_forgiven() -> None:
    stillness = Stillness()
    assert LOOK_SECONDS * (STILL_LOOKS + 1) == 60, "it may stop right after a look"
    for _ in range(3):
        stillness.turns += 1
        assert [stillness.look() for _ in range(STILL_LOOKS)] == [False] * STILL_LOOKS
    assert stillness.look()


def test_a_process_that_was_frozen_looked_once_and_goes_on() -> None:
    stillness = Stillness()
    stillness.turns += 1
    assert not stillness.look()
    assert not stillness.look(), "SIGSTOP for an hour: one look afterwards, before the loop has turned"
    stillness.turns += 1
    assert not stillness.look()


@pytest.mark.parametrize("abstract", [False, True])
def test_the_supervisor_hears_ready_alive_and_stopping(tmp_path: Path, abstract: bool) -> None:
    name = f"@siaprekam-{tmp_path}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + name[1:] if abstract else name)
        supervisor = Supervisor({"NOTIFY_SOCKET": name})
        for what in (READY, ALIVE, STOPPING):
            supervisor.tell(what)
        assert [systemd.recv(64) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]


def test_without_a_supervisor_or_with_one_that_is_gone_nothing_breaks(tmp_path: Path) -> None:
    Supervisor({}).tell(READY)
    Supervisor({"NOTIFY_SOCKET": str(tmp_path / "gone")}).tell(ALIVE)
