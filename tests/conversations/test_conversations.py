"""Runs every script of this folder through the sandbox. How to write one: README.md beside this file."""

from pathlib import Path

import pytest

from tests.conversations.scripts import FOLDER, play, read
from tests.rehearsal import rehearsal


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
async def test_conversation(path: Path, tmp_path: Path) -> None:
    script = read(path)
    async with rehearsal(tmp_path, today=script.today, demo=script.demo) as bot:
        await play(script, bot.phone)
