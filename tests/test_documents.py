"""Documents cannot lie: their tables, commands and examples are compared with the code, and run."""

import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from bot.cli import cli
from bot.settings import PREFIX, Settings
from ektp_core.understanding.intents import Intent
from handlers.routes import ROUTES, STAFF_ROUTES
from tests.core.understanding.reading import read
from tests.patience import LONGEST

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
OPERATING = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
UNDERSTANDING = (PROJECT / "docs" / "understanding.md").read_text(encoding="utf-8")
DOCUMENTS = [README, *(document.read_text(encoding="utf-8") for document in sorted((PROJECT / "docs").glob("*.md")))]
QUIET_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith((PREFIX, "MAKE"))}


def blocks(kind: str) -> Iterator[str]:
    yield from re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)


def make_verbs(document: str) -> set[str]:
    return set(re.findall(r"(?:`|\n)make ([a-z]+)", document))


def test_every_setting_is_listed_with_its_default_and_meaning() -> None:
    for name, field in Settings.model_fields.items():
        default = f"`{written(field.default)}`" if written(field.default) else ""
        assert f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |" in OPERATING


def test_the_example_settings_list_every_setting_with_its_default() -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"# {field.description}\n{PREFIX}{name.upper()}={written(field.default)}\n" in example


def written(default: object) -> str:
    """A default as a person writes it into `.env`; nothing for none."""
    match default:
        case None | frozenset():
            return ""
        case bool():
            return "yes" if default else "no"
        case float():
            return f"{default:g}"
        case _:
            return str(default)


def test_every_command_is_listed() -> None:
    for route in (*ROUTES, *STAFF_ROUTES):
        argument = f" {route.argument.id}" if route.argument else ""
        assert f"| `/{route.command}`{argument} | `/{route.alias}` | {route.about.en} |" in OPERATING


def test_every_command_of_the_terminal_is_listed() -> None:
    for name, command in cli.commands.items():
        assert f"| `python -m bot {name}` | {command.help} |" in OPERATING


def test_every_make_verb_that_is_named_exists() -> None:
    assert {"run", "test", "check", "bench", "help"} <= make_verbs(README)
    for verb in set().union(*map(make_verbs, DOCUMENTS)):
        assert subprocess.run(["make", "-n", verb], cwd=PROJECT, capture_output=True, check=False).returncode == 0, verb


def test_the_readme_is_one_screen_of_why_and_how() -> None:
    assert len(README.splitlines()) <= 100


def examples_of_intents() -> Iterator[tuple[str, str]]:
    """Each intent of the first table with the messages that show it."""
    for intent, messages in re.findall(r"^\| `(\w+)` \|[^|]*\| (`.*`) \|$", UNDERSTANDING, re.MULTILINE):
        yield from ((intent, message) for message in re.findall(r"`([^`]+)`", messages))


def test_every_intent_is_shown_by_messages_that_ask_it() -> None:
    shown = list(examples_of_intents())
    assert {intent for intent, _ in shown} == set(Intent)
    assert [(intent, message) for intent, message in shown if read(message).intent != intent] == []


@pytest.mark.parametrize("example", list(blocks("console")))
def test_what_the_readme_shows_of_the_terminal_is_what_the_bot_answers(example: str, tmp_path: Path) -> None:
    command, shown = example.removeprefix("$ .venv/bin/python ").split("\n", 1)
    environment = QUIET_ENVIRONMENT | {"PYTHONPATH": str(PROJECT)}
    answered = subprocess.run([sys.executable, *command.split()], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert shown.strip() in answered.stdout


async def test_make_run_without_settings_prints_an_address_whose_chat_page_answers(tmp_path: Path) -> None:
    assert "make run\n" in next(blocks("sh"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = QUIET_ENVIRONMENT | {"SIAPREKAM_LISTEN": address, "SIAPREKAM_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/run.db"}
    running = subprocess.Popen(
        ["make", "run"], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert running.stdout
        assert any(address in line for line in running.stdout)
        assert "sudah boleh direkam" in await ask_on_the_chat_page(f"http://{address}", "/cek 12-03-2010")
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.communicate(timeout=LONGEST)


async def ask_on_the_chat_page(address: str, text: str) -> str:
    async with aiohttp.ClientSession(address) as http:
        async with http.get("/") as page:
            assert "SiapRekam" in await page.text()
        async with http.post("/sandbox/send", json={"as": 7001, "chat": 7001, "text": text}) as sent:
            update_id = (await sent.json())["update_id"]
        async with http.get("/sandbox/settled", params={"update_id": update_id, "timeout": LONGEST}) as settled:
            assert (await settled.json())["settled"]
        async with http.get("/sandbox/chat", params={"as": 7001, "chat": 7001}) as chat:
            return str((await chat.json())["messages"][-1]["text"])


def test_the_changelog_has_an_entry_for_this_version() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}\n" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
