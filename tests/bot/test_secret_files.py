"""Secrets from files and from systemd's credentials: one source each, closed to everybody else, and never shown."""

import os
from pathlib import Path

import pytest

from bot.operation.redaction import redact
from bot.settings import PREFIX, SECRET_FILES, SECRETS, WrongSettings, load_settings
from bot.terminal.command import settings_or_end
from tests.bot.command_line import siaprekam, the_line
from tests.bot.setting_values import GOOD, SECRET

RIGHT = {name: text for name, text, *_ in GOOD if name.lower() in SECRETS}
NAMES = sorted(RIGHT)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return tmp_path


def a_file(path: Path, text: str | bytes, mode: int = 0o400) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path


def refused() -> str:
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    return the_line(str(wrong.value))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mode", [0o400, 0o600, 0o640])
def test_a_secret_is_read_from_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, mode: int) -> None:
    monkeypatch.setenv(f"{PREFIX}{name}_FILE", str(a_file(folder / "secret", f"{RIGHT[name]}\n", mode)))
    assert getattr(load_settings(), name.lower()) == RIGHT[name]


@pytest.mark.parametrize("text", ["\ufeff{}", "\ufeff{}\r\n", "\n{}\n\n", "{}\r\n", "  {} "])
def test_what_editors_put_around_a_secret_is_not_part_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SIAPREKAM_TOKEN_FILE", str(a_file(folder / "secret", text.format(RIGHT["TOKEN"]))))
    assert load_settings().token == RIGHT["TOKEN"]


def test_the_env_file_may_name_the_file(folder: Path) -> None:
    a_file(folder / "secret", RIGHT["TOKEN"])
    (folder / ".env").write_text("SIAPREKAM_TOKEN=\nSIAPREKAM_TOKEN_FILE=secret\n", encoding="utf-8")
    assert load_settings().token == RIGHT["TOKEN"]


@pytest.mark.parametrize("name", NAMES)
def test_a_secret_is_read_from_the_credentials_of_systemd(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    a_file(folder / f"siaprekam_{name.lower()}", RIGHT[name])
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    assert getattr(load_settings(), name.lower()) == RIGHT[name]


def test_an_empty_name_of_a_file_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRET_FILES:
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", " ")
    assert load_settings().in_sandbox


WRONG_FILES = [
    (f"{RIGHT['TOKEN']}\n", 0o404, "everybody on this machine can read the file; `chmod 400` it"),
    (f"{RIGHT['TOKEN']}\n", 0o666, "everybody on this machine can read the file; `chmod 400` it"),
    ("", 0o400, "the file is empty; it holds the secret alone, on one line"),
    (" \n\n", 0o400, "the file is empty; it holds the secret alone, on one line"),
    (f"{RIGHT['TOKEN']}\nrahasia\n", 0o400, "the file holds more than one line; it holds the secret alone"),
    ("1" * 5000, 0o400, "the file holds more than one line; it holds the secret alone"),
    (b"\xff\xfe1", 0o400, "the file is no text; it holds the secret alone, on one line"),
]


@pytest.mark.parametrize(("text", "mode", "says"), WRONG_FILES)
def test_a_file_that_will_not_do_is_told_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes, mode: int, says: str
) -> None:
    monkeypatch.setenv("SIAPREKAM_TOKEN_FILE", str(a_file(folder / "secret", text, mode)))
    assert refused() == f"SIAPREKAM_TOKEN_FILE: {says}"


@pytest.mark.parametrize("path", ["nowhere", ".", "x" * 5000])
def test_a_file_that_is_none_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setenv("SIAPREKAM_TOKEN_FILE", path)
    assert refused() == "SIAPREKAM_TOKEN_FILE: there is no such file that this user can read"


def test_a_start_with_a_pipe_in_place_of_a_secret_ends(folder: Path) -> None:
    os.mkfifo(folder / "pipe", 0o600)
    ended = siaprekam(folder, "doctor", token_file="pipe")
    assert ended.returncode == 2
    assert the_line(ended.stderr) == "SIAPREKAM_TOKEN_FILE: that is no file; name one that holds the secret alone"


def test_a_link_is_as_open_as_what_it_leads_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "link").symlink_to(a_file(folder / "secret", RIGHT["TOKEN"], 0o644))
    monkeypatch.setenv("SIAPREKAM_TOKEN_FILE", "link")
    assert refused() == "SIAPREKAM_TOKEN_FILE: everybody on this machine can read the file; `chmod 400` it"


def test_what_a_file_holds_is_checked_like_any_value_and_not_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIAPREKAM_TOKEN_FILE", str(a_file(folder / "secret", "rahasia sekali")))
    assert refused() == "SIAPREKAM_TOKEN: a token reads 123456:ABC..., as @BotFather gives it"


@pytest.mark.parametrize("name", NAMES)
def test_of_two_sources_none_wins(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    setting, file = f"{PREFIX}{name}", a_file(folder / f"siaprekam_{name.lower()}", RIGHT[name])
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    monkeypatch.setenv(f"{setting}_FILE", str(file))
    by_file, by_credential = f"{setting}_FILE", f"the credential {setting.lower()}"
    assert refused() == f"{setting}: it is given twice, by {by_file} and by {by_credential}; keep one of them"
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    monkeypatch.setenv(setting, RIGHT[name])
    assert refused() == f"{setting}: it is given twice, by {setting} and by {by_file}; keep one of them"


def test_a_start_with_an_open_file_ends_with_the_one_line(folder: Path) -> None:
    a_file(folder / "secret", RIGHT["TOKEN"], 0o644)
    ended = siaprekam(folder, "doctor", token_file="secret")
    assert ended.returncode == 2
    assert the_line(ended.stderr) == "SIAPREKAM_TOKEN_FILE: everybody on this machine can read the file; `chmod 400` it"


def test_no_log_shows_any_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIAPREKAM_TOKEN", RIGHT["TOKEN"])
    monkeypatch.setenv("SIAPREKAM_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("SIAPREKAM_DATABASE_URL", "postgresql+asyncpg://a:s%40ndi@db/kantor")
    assert load_settings().secrets == [RIGHT["TOKEN"], SECRET, "s@ndi", "s%40ndi"]


def test_what_a_command_reads_as_a_secret_is_in_no_line_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIAPREKAM_WEBHOOK_SECRET", "tanpa-bentuk-apa-pun")
    monkeypatch.setenv("SIAPREKAM_DATABASE_URL", "postgresql+asyncpg://a:sandi-polos@db/kantor")
    settings_or_end()
    assert redact("got tanpa-bentuk-apa-pun and sandi-polos") == "got [secret] and [secret]"
