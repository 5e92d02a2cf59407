"""A bar is for eyes: it is drawn on a terminal and leaves nothing there, and pipes and logs never hear of it."""

import io
import os
import select
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest

from bot.terminal.bar import Bar, bar
from tests.bot.command_line import siaprekam
from tests.patience import LONGEST

SHOWN_CURSOR, ERASED = "\x1b[?25h", "\x1b[2K"


@dataclass(frozen=True)
class Terminal:
    """A terminal, and the end at which somebody reads what is drawn on it."""

    to: TextIO
    reader: int

    def drawn(self, until: str) -> str:
        """All of it, up to what is waited for; less where that never comes."""
        drawn = b""
        while until.encode() not in drawn and select.select([self.reader], [], [], LONGEST)[0]:
            drawn += os.read(self.reader, 65_536)
        return drawn.decode()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    reader, writer = os.openpty()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with os.fdopen(writer, "w") as to:
        yield Terminal(to, reader)
    os.close(reader)


@pytest.mark.parametrize(
    ("done", "of", "counted"),
    [(0, 0, "Reading laporan.xlsx"), (12_000, 0, "12,000"), (3, 18, "3 of 18")],
    ids=["nothing is counted", "nobody knows of how many", "so many of so many"],
)
def test_a_terminal_shows_what_is_done_and_how_much_of_it(terminal: Terminal, done: int, of: int, counted: str) -> None:
    with bar(terminal.to) as shown:
        shown.show("Reading laporan.xlsx", done, of)
    drawn = terminal.drawn(counted)
    assert "Reading laporan.xlsx" in drawn
    assert counted in drawn


def test_a_bar_is_gone_before_an_error_is_said(terminal: Terminal) -> None:
    with pytest.raises(LookupError), bar(terminal.to) as shown:
        shown.show("Reading laporan.xlsx")
        raise LookupError
    assert terminal.drawn(SHOWN_CURSOR).rstrip().endswith(ERASED)


def test_after_its_last_step_a_migration_leaves_the_screen_to_what_the_bot_says(terminal: Terminal) -> None:
    shown = Bar(terminal.to)
    for done in range(3):
        shown.migrated(done, 2)
    drawn = terminal.drawn(SHOWN_CURSOR)
    assert "2 of 2" in drawn
    assert drawn.rstrip().endswith(ERASED)


def test_a_pipe_hears_nothing() -> None:
    heard = io.StringIO()
    with bar(heard) as shown:
        shown.show("Reading laporan.xlsx", 5, 10)
        shown.migrated(1, 1)
    assert heard.getvalue() == ""


def test_an_import_into_a_pipe_says_only_what_it_did(tmp_path: Path) -> None:
    report = tmp_path / "laporan.csv"
    report.write_text("PER 30 SEPTEMBER 2026\nKODE;WILAYAH;WAJIB KTP;REKAM\n19.04;Bangka Tengah;173284;169938\n", encoding="utf-8")
    ended = siaprekam(tmp_path, "figures", "import", str(report))
    assert (ended.stdout.splitlines()[-1], ended.stderr) == ("Version 1: 1 areas are in force.", "")
