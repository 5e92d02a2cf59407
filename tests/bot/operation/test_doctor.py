"""`siaprekam doctor` looks at each part and says what to do about what is not well."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.application import open_office, utc_now
from bot.health.clock import is_far_off
from bot.messaging.transport import Transport
from bot.operation.diagnosis import Diagnosis
from bot.operation.doctor import examine
from bot.sandbox import LimitRules, Sandbox
from bot.settings import Mode, Settings
from ektp_core.store import open_store
from tests.bot.backups.test_schedule import KEY
from tests.bot.command_line import siaprekam
from tests.rehearsal import sandbox

LEAVES = {"backup_key": KEY, "backup_command": "/bin/true"}
"""Backups that are encrypted and taken elsewhere."""

HOOK = "http://127.0.0.1:9/bot"


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with sandbox(tmp_path, LimitRules(pace=False, token="1:right")) as (server, _):
        yield server


def settings(folder: Path, **more: object) -> Settings:
    given: dict[str, object] = {"database_url": f"sqlite+aiosqlite:///{folder}/office.db"} | LEAVES | more
    return Settings(**given)


async def found(chosen: Settings) -> dict[str, Diagnosis]:
    return {finding.what: finding for finding in await examine(chosen)}


async def register(telegram: Sandbox) -> None:
    """Somebody sets a webhook."""
    transport = Transport(telegram.url, "1:right")
    await transport.initialize()
    await transport.call("setWebhook", {"url": HOOK})
    await transport.shutdown()


def not_well(findings: dict[str, Diagnosis]) -> list[str]:
    return [what for what, finding in findings.items() if not finding.well]


async def test_in_the_sandbox_all_is_well_and_the_way_to_telegram_is_told(tmp_path: Path) -> None:
    findings = await found(settings(tmp_path))
    assert not_well(findings) == []
    assert "@BotFather" in findings["token"].says
    assert "SIAPREKAM_TOKEN" in findings["token"].says


async def test_with_a_right_token_the_bot_is_named(tmp_path: Path, telegram: Sandbox) -> None:
    findings = await found(settings(tmp_path, token="1:right", api_url=telegram.url))
    assert not_well(findings) == []
    machine = {"python", "packages", "sqlite", "data", "disk", "pictures"}
    assert findings.keys() == machine | {"settings", "database", "lock", "backups", "public", "clock", "token", "cards", "webhook"}
    assert "@siaprekam_bot" in findings["token"].says
    assert findings["cards"].says == "on"


async def test_a_wrong_token_is_to_be_copied_again_and_is_not_shown(tmp_path: Path, telegram: Sandbox) -> None:
    findings = await found(settings(tmp_path, token="1:wrong", api_url=telegram.url))
    assert not_well(findings) == ["token"]
    assert "SIAPREKAM_TOKEN" in findings["token"].says
    assert "1:wrong" not in str(findings)


async def test_a_server_that_cannot_be_reached_is_named_with_what_to_check(tmp_path: Path) -> None:
    findings = await found(settings(tmp_path, token="1:right", api_url="http://127.0.0.1:9"))
    assert not_well(findings) == ["network"]
    assert "http://127.0.0.1:9 cannot be reached" in findings["network"].says
    assert "SIAPREKAM_API_URL" in findings["network"].says


async def test_a_webhook_in_the_way_of_polling_is_told(tmp_path: Path, telegram: Sandbox) -> None:
    await register(telegram)
    findings = await found(settings(tmp_path, token="1:right", api_url=telegram.url, mode=Mode.POLLING))
    assert not_well(findings) == ["webhook"]
    assert "polling would get nothing" in findings["webhook"].says


@pytest.mark.parametrize("is_set", [False, True])
async def test_in_webhook_mode_telegram_must_know_the_address(tmp_path: Path, telegram: Sandbox, is_set: bool) -> None:
    if is_set:
        await register(telegram)
    chosen = settings(
        tmp_path, token="1:right", api_url=telegram.url, mode=Mode.WEBHOOK, webhook_url=HOOK, webhook_secret="rahasia-rahasia-rahasia"
    )
    findings = await found(chosen)
    assert not_well(findings) == ([] if is_set else ["webhook"])
    assert "rahasia" not in str(findings)


@pytest.mark.parametrize(
    "address",
    [
        "sqlite+aiosqlite:////dev/null/office.db",
        "sqlite+aiosqlite:////proc/office.db",
        "postgresql+asyncpg://petugas:sandi-rahasia@127.0.0.1:9/kantor",
    ],
)
async def test_a_database_that_cannot_be_used_is_told_without_its_password(tmp_path: Path, address: str) -> None:
    findings = await found(settings(tmp_path, database_url=address))
    assert set(not_well(findings)) - {"data", "disk"} == {"database"}  # of what is no folder, these are not well either
    assert "SIAPREKAM_DATABASE_URL" in findings["database"].says
    assert "sandi-rahasia" not in str(findings)


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "office.db").write_text("bukan basis data, hanya tulisan yang cukup panjang" * 40, encoding="utf-8")
    assert not_well(await found(settings(tmp_path))) == ["database"]


async def test_a_bot_that_runs_is_told_and_not_disturbed(tmp_path: Path) -> None:
    assert "free" in (await found(settings(tmp_path)))["lock"].says
    serving = open_store(f"sqlite+aiosqlite:///{tmp_path}/office.db", exclusive=True)
    try:
        assert "runs" in (await found(settings(tmp_path)))["lock"].says
    finally:
        await serving.close()
    open_store(f"sqlite+aiosqlite:///{tmp_path}/office.db", exclusive=True)


async def test_the_public_address_is_looked_at_where_a_bot_serves(tmp_path: Path, telegram: Sandbox) -> None:
    chosen = {"token": "1:right", "api_url": telegram.url, "mode": Mode.POLLING}
    assert "SIAPREKAM_PUBLIC_URL" in (await found(settings(tmp_path, **chosen)))["public"].says
    elsewhere = settings(tmp_path, **chosen, public_url=telegram.url)
    assert "not looked at" in (await found(elsewhere))["public"].says
    async with open_office(elsewhere, elsewhere.database(demo=False), utc_now, demo=False, exclusive=True):
        findings = await found(elsewhere)
        assert not_well(findings) == ["backups", "public"], "a bot that serves has made one; this one does not run"
        assert f"{telegram.url}/papan answers 404" in findings["public"].says
        nowhere = settings(tmp_path, **chosen, public_url="http://127.0.0.1:9")
        assert "cannot be reached" in (await found(nowhere))["public"].says
    assert not_well(await found(settings(tmp_path, **chosen, public_url=telegram.url, board=False))) == ["public"]


def test_an_env_file_is_looked_at_where_it_may_hold_the_token(tmp_path: Path) -> None:
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(0o644)
    assert ".env" not in siaprekam(tmp_path, "doctor").stdout.replace("into .env", "")  # in the sandbox it holds none
    live = siaprekam(tmp_path, "doctor", token="1:rahasia", api_url="http://127.0.0.1:9").stdout
    assert "MEND  .env: everybody on this machine can read it" in live
    assert live.startswith("ok    settings: polling on http://127.0.0.1:9\n")


def test_the_command_exits_0_when_all_is_well(tmp_path: Path) -> None:
    ended = siaprekam(tmp_path, "doctor")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert all(line.startswith("ok    ") for line in ended.stdout.splitlines())


def test_the_command_exits_1_and_marks_what_to_mend(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
    ended = siaprekam(tmp_path, "doctor", token="1:rahasia", api_url=f"http://127.0.0.1:{port}")
    assert ended.returncode == 1
    mend = [line.split(":")[0].removeprefix("MEND  ") for line in ended.stdout.splitlines() if line.startswith("MEND  ")]
    assert mend == ["backups", "network"], "whoever runs the tests makes no backups"
    assert "1:rahasia" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("seconds", "says"), [(29.0, "agrees"), (-29.0, "agrees"), (45.0, "45 s beside"), (-45.0, "45 s beside"), (None, "not compared")]
)
async def test_the_clock_is_judged_as_the_running_bot_does(
    tmp_path: Path, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch, seconds: float | None, says: str
) -> None:
    async def ahead(_: str) -> float | None:
        return seconds

    monkeypatch.setattr("bot.operation.doctor.seconds_ahead", ahead)
    clock = (await found(settings(tmp_path, token="1:right", api_url=telegram.url)))["clock"]
    assert says in clock.says
    assert clock.well is (seconds is None or not is_far_off(seconds))
