"""What the bot stands on is looked at, and what to do is told in one sentence."""

import os
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.operation import machine
from bot.operation.machine import LEAST_FREE, LOCK, drawing, env_file, folder_of_data, packages, space, sqlite
from ektp_core.store import open_store
from ektp_core.store.dialects import WAL_RESET_FIXED

CLICK = version("click")


def test_what_the_tests_run_with_is_what_is_locked() -> None:
    assert packages(LOCK).says == "as locked"


@pytest.mark.parametrize(
    ("lock", "well", "says"),
    [
        (f"click=={CLICK} \\\n    --hash=sha256:0\n", True, "as locked"),
        ("click==1.0 \\\n", False, f"click {CLICK} is installed in place of 1.0"),
        ("not-there-at-all==1.0 \\\n", False, "not-there-at-all is missing"),
        ("not-there-at-all==1.0 ; sys_platform == 'win32' \\\n", True, "as locked"),
        (f"click==1.0 ; python_full_version < '3.12' \\\nclick=={CLICK} ; python_full_version >= '3.12' \\\n", True, "as locked"),
        ("click==1.0 \\\nnot-there-at-all==1.0 \\\n", False, "and 1 more"),
    ],
)
def test_packages_are_compared_with_the_lock(tmp_path: Path, lock: str, well: bool, says: str) -> None:
    (tmp_path / "requirements.lock").write_text(lock, encoding="utf-8")
    found = packages(tmp_path / "requirements.lock")
    assert (found.well, says in found.says) == (well, True), found.says
    assert well or "make clean install" in found.says


def test_without_the_lock_nothing_is_claimed(tmp_path: Path) -> None:
    assert packages(tmp_path / "requirements.lock").says.startswith("not compared")


def test_an_old_sqlite_is_told_and_needs_nothing() -> None:
    before, after = sqlite((3, 40, 1)), sqlite(WAL_RESET_FIXED)
    assert before.well and "without WAL" in before.says and "3.40.1" in before.says
    assert after.well and "in WAL mode" in after.says


@pytest.mark.parametrize(
    ("mode", "in_sandbox", "well"), [(0o700, False, True), (0o755, False, False), (0o710, False, False), (0o755, True, True)]
)
def test_data_that_others_may_read_is_to_be_closed_unless_it_is_examples(tmp_path: Path, mode: int, in_sandbox: bool, well: bool) -> None:
    tmp_path.chmod(mode)
    found = folder_of_data(tmp_path, in_sandbox=in_sandbox)
    assert found.well == well
    assert well or f"chmod 700 {tmp_path}" in found.says


def test_a_folder_that_is_made_for_a_database_is_the_bots_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        open_store(f"sqlite+aiosqlite:///{tmp_path}/var/office.db")
    finally:
        os.umask(before)
    assert folder_of_data(tmp_path / "var", in_sandbox=False).well


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    found = folder_of_data(tmp_path / "var", in_sandbox=True)
    assert not found.well
    assert f"{tmp_path} cannot be written to" in found.says


@pytest.mark.parametrize(("mode", "well"), [(0o600, True), (0o400, True), (0o640, True), (0o644, False), (0o602, False)])
def test_a_file_with_the_token_that_everybody_can_read_is_to_be_closed(tmp_path: Path, mode: int, well: bool) -> None:
    file = tmp_path / ".env"
    file.touch()
    file.chmod(mode)
    found = env_file(file)
    assert (found.well, f"chmod 600 {file}" in found.says) == (well, not well)


def test_a_disk_that_is_nearly_full_is_told() -> None:
    assert space(LEAST_FREE).well
    found = space(LEAST_FREE - 1)
    assert not found.well
    assert "free some" in found.says


async def test_drawing_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await drawing()).well
    monkeypatch.setattr(machine, "Dot", Broken)
    found = await drawing()
    assert not found.well
    assert "ImportError" in found.says
    assert "install the packages again" in found.says


class Broken:
    """Draws with a library that is not there."""

    def draw(self) -> bytes:
        raise ImportError("matplotlib")
