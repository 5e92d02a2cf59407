"""Settings: good ones are read, a wrong or unknown one stops the start with one line that names it and shows no value."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, WrongSettings, load_settings
from tests.bot.command_line import siaprekam, the_line
from tests.bot.setting_values import GOOD, RECIPIENT, SECRET, WRONG
from tests.processes import PROJECT

HOOK = {"SIAPREKAM_WEBHOOK_URL": "https://office.example/bot", "SIAPREKAM_WEBHOOK_SECRET": SECRET}
KEY = {"SIAPREKAM_BACKUP_KEY": RECIPIENT}
TOKEN = {"SIAPREKAM_TOKEN": "123456:ABC-def_1"}


NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to start in, with no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    return tmp_path


def read_settings(values: Mapping[str, str]) -> Settings:
    """What a start with these variables reads."""
    with pytest.MonkeyPatch.context() as environment:
        for name, text in values.items():
            environment.setenv(name, text)
        return load_settings()


@pytest.mark.parametrize(("name", "text", "attribute", "value"), GOOD)
def test_a_good_setting_is_read(name: str, text: str, attribute: str, value: object) -> None:
    settings = read_settings(KEY | {f"SIAPREKAM_{name}": f" {text} "})
    assert getattr(settings, attribute) == value


@pytest.mark.parametrize(("listen", "host"), [("127.0.0.1:80", "127.0.0.1"), ("[::1]:80", "::1"), ("kantor.example:80", "kantor.example")])
def test_where_to_listen_is_said_as_the_system_takes_it(listen: str, host: str) -> None:
    public, health = read_settings({"SIAPREKAM_LISTEN": listen}), read_settings({"SIAPREKAM_HEALTH_LISTEN": listen})
    assert (public.host, public.port) == health.health_address == (host, 80)


def test_what_is_at_fault_is_not_told_where_the_public_asks() -> None:
    same = {"SIAPREKAM_LISTEN": "127.0.0.1:9464"}
    assert read_settings(same | {"SIAPREKAM_HEALTH_LISTEN": "off"}).port == 9464
    with pytest.raises(WrongSettings) as wrong:
        read_settings(same)
    assert the_line(str(wrong.value)).startswith("SIAPREKAM_HEALTH_LISTEN: ")


def test_only_encrypted_backups_are_taken_elsewhere() -> None:
    command = {"SIAPREKAM_BACKUP_COMMAND": "/usr/local/bin/away"}
    assert read_settings(KEY | command).backup_command
    with pytest.raises(WrongSettings) as wrong:
        read_settings(command)
    assert "SIAPREKAM_BACKUP_KEY" in the_line(str(wrong.value))


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_wrong_setting_is_named_in_one_line_that_does_not_show_its_value(name: str, text: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings({f"SIAPREKAM_{name}": text})
    line = the_line(str(wrong.value))
    assert line.startswith(f"SIAPREKAM_{name}: ")
    assert text not in line
    assert "sandi-rahasia" not in line


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["rahasia", "rahasia sekali", "rahasia;7201", "\nrahasia", "rahasia é"])
def test_no_error_on_the_way_shows_the_value_of_a_wrong_setting(name: str, text: str) -> None:
    """Neither the library's, which is printed wherever nobody catches it, nor the one line, with all that was raised before it."""
    with pytest.raises(ValidationError) as of_the_library:
        Settings(**{name.lower(): text})
    with pytest.raises(WrongSettings) as wrong:
        read_settings({f"SIAPREKAM_{name}": text})
    for error in (of_the_library.value, wrong.value):
        shown = [str(each) + repr(each) for each in (error, error.__cause__, error.__context__) if each is not None]
        assert "rahasia" not in "".join(shown)


def test_every_setting_has_a_good_and_a_wrong_value_here() -> None:
    assert {name for name, *_ in GOOD} == set(NAMES)
    assert {name for name, _ in WRONG} == set(NAMES)


@pytest.mark.parametrize(("paid", "rate", "allowed"), [("no", "30", True), ("no", "31", False), ("yes", "1000", True)])
def test_more_than_telegrams_free_rate_must_be_paid_for(paid: str, rate: str, allowed: bool) -> None:
    values = {"SIAPREKAM_PAID_BROADCAST": paid, "SIAPREKAM_BULK_RATE": rate}
    if allowed:
        assert read_settings(values).bulk_rate == float(rate)
        return
    with pytest.raises(WrongSettings) as wrong:
        read_settings(values)
    assert "SIAPREKAM_PAID_BROADCAST=yes" in the_line(str(wrong.value))


def test_an_unknown_setting_is_named() -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings({"SIAPREKAM_TOKN": "123456:rahasia"})
    assert the_line(str(wrong.value)) == "SIAPREKAM_TOKN: no such setting; .env.example lists them all"


def test_other_programs_variables_are_not_ours() -> None:
    assert read_settings({"TOKEN": "x", "SIAP": "x", "PATH": "/bin"}) == Settings()


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_setting_counts_as_absent(text: str) -> None:
    assert read_settings({f"SIAPREKAM_{name}": text for name in NAMES}) == Settings()


@pytest.mark.parametrize("text", ["", "=", "='  '"])
def test_an_empty_line_of_the_env_file_counts_as_absent(folder: Path, text: str) -> None:
    (folder / ".env").write_text("".join(f"SIAPREKAM_{name}{text}\n" for name in NAMES), encoding="utf-8")
    assert load_settings() == Settings()


def test_an_empty_variable_takes_back_what_the_env_file_says(folder: Path) -> None:
    (folder / ".env").write_text("SIAPREKAM_TOKEN=123456:ABC-def_1\n", encoding="utf-8")
    assert not load_settings().in_sandbox
    assert read_settings({"SIAPREKAM_TOKEN": ""}).in_sandbox


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"SIAPREKAM_MODE": "polling"}, "SIAPREKAM_TOKEN"),
        ({"SIAPREKAM_MODE": "webhook"} | HOOK, "SIAPREKAM_TOKEN"),
        ({"SIAPREKAM_MODE": "webhook"} | TOKEN, "SIAPREKAM_WEBHOOK_URL"),
        ({"SIAPREKAM_MODE": "webhook", "SIAPREKAM_WEBHOOK_URL": "https://office.example/bot"} | TOKEN, "SIAPREKAM_WEBHOOK_SECRET"),
    ],
)
def test_a_mode_without_what_it_needs_says_what_is_missing(values: dict[str, str], missing: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings(values)
    line = the_line(str(wrong.value))
    assert line.startswith("SIAPREKAM_MODE: ")
    assert missing in line
    assert SECRET not in line


@pytest.mark.parametrize(
    ("values", "in_sandbox"),
    [
        ({}, True),
        (TOKEN, False),
        (TOKEN | {"SIAPREKAM_MODE": "sandbox"}, True),
        (TOKEN | {"SIAPREKAM_MODE": "polling"}, False),
        (TOKEN | HOOK | {"SIAPREKAM_MODE": "webhook"}, False),
    ],
)
def test_without_a_token_or_by_choice_the_bot_is_in_the_sandbox(values: dict[str, str], in_sandbox: bool) -> None:
    assert read_settings(values).in_sandbox is in_sandbox


def test_settings_printed_show_no_secret() -> None:
    settings = read_settings(TOKEN | HOOK | {"SIAPREKAM_DATABASE_URL": "postgresql+asyncpg://petugas:sandi-rahasia@db/kantor"})
    for shown in (repr(settings), str(settings)):
        assert SECRET not in shown
        assert "ABC-def_1" not in shown
        assert "sandi-rahasia" not in shown


def test_nobody_changes_a_setting_of_a_running_bot() -> None:
    with pytest.raises(ValidationError):
        Settings().listen = "0.0.0.0:80"


def test_settings_made_by_hand_hold_what_is_said_and_nothing_of_the_machine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("SIAPREKAM_TIMEZONE=Asia/Makassar\n", encoding="utf-8")
    monkeypatch.setenv("SIAPREKAM_LISTEN", "127.0.0.1:9002")
    assert Settings(bulk_rate=5) == Settings().model_copy(update={"bulk_rate": 5.0})
    assert (Settings().listen, Settings().timezone) == ("127.0.0.1:8080", None)


def test_foreign_lines_of_the_env_file_are_passed_over(folder: Path) -> None:
    (folder / ".env").write_text("TOKEN=123456:ABC-def_1\nLISTEN=9321\nPATH=/bin\nSIAP=x\n", encoding="utf-8")
    assert load_settings() == Settings()


def test_names_are_read_in_any_case() -> None:
    assert read_settings({"siaprekam_listen": "127.0.0.1:9001"}).listen == "127.0.0.1:9001"


def test_of_several_wrong_settings_one_is_named() -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings({f"SIAPREKAM_{name}": text for name, text in WRONG})
    assert the_line(str(wrong.value)).startswith("SIAPREKAM_")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"SIAPREKAM_TOKEN 123456:rahasia\n", ".env, line 1: "),
        (b"# kantor\n\nSIAPREKAM_TOKEN='123456:rahasia\n", ".env, line 3: "),
        (b"SIAPREKAM_TOKEN:123456:rahasia\n", "SIAPREKAM_...: "),
        (b"SIAPREKAM_TOKEN:123456:rahasia=x\n", "SIAPREKAM_...: "),
        (b"SIAPREKAM_" + b"a" * 10_000 + b"=rahasia\n", "SIAPREKAM_...: "),
        ("SIAPREKAM_TOKEN=123456:rahasia\n".encode("utf-16"), ".env: "),
    ],
)
def test_what_the_env_file_does_not_say_rightly_stops_the_start_without_its_words(folder: Path, content: bytes, said: str) -> None:
    (folder / ".env").write_bytes(content)
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    line = the_line(str(wrong.value))
    assert line.startswith(said)
    assert "rahasia" not in line.casefold()


def test_an_env_file_of_somebody_else_is_told_apart_from_one_that_is_no_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").touch()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError  # root may read everything

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(WrongSettings, match=r"^\.env: this user may not read it; .*chown"):
        load_settings()


def test_the_env_file_is_read_and_the_environment_wins(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("SIAPREKAM_LISTEN=127.0.0.1:9001\nSIAPREKAM_TIMEZONE=Asia/Makassar\n", encoding="utf-8")
    monkeypatch.setenv("SIAPREKAM_LISTEN", "127.0.0.1:9002")
    settings = load_settings()
    assert (settings.listen, settings.timezone.key) == ("127.0.0.1:9002", "Asia/Makassar")


def test_without_an_env_file_the_defaults_hold(folder: Path) -> None:
    assert load_settings() == Settings()


def test_the_example_file_is_good_as_it_is_and_lists_every_setting(folder: Path) -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    (folder / ".env").write_text(example, encoding="utf-8")
    assert load_settings() == Settings()
    assert set(re.findall(r"^(\w+)=", example, re.MULTILINE)) == {f"SIAPREKAM_{name}" for name in NAMES}


@pytest.mark.parametrize("command", ["run", "sandbox", "doctor"])
def test_a_command_with_a_wrong_setting_says_one_line_and_exits_2(tmp_path: Path, command: str) -> None:
    ended = siaprekam(tmp_path, command, listen="127.0.0.1")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert the_line(ended.stderr).startswith("SIAPREKAM_LISTEN: ")


def test_a_wrong_line_of_the_env_file_stops_the_start_as_well(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SIAPREKAM_TOKN=123456:rahasia-rahasia\n", encoding="utf-8")
    ended = siaprekam(tmp_path, "run")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert the_line(ended.stderr) == "SIAPREKAM_TOKN: no such setting; .env.example lists them all"
    assert list(tmp_path.iterdir()) == [tmp_path / ".env"]
