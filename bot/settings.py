"""Settings, all from the environment or `.env`, prefix SIAPREKAM_. A wrong or unknown one stops the start with one clear line.

Read by hand: pydantic-settings took 12 of 92 MB of a running bot for these few values.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from ektp_core.announcements.announcement import SECOND_PERSON_OVER

PREFIX = "SIAPREKAM_"
ENV_FILE = ".env"
DATABASE = "sqlite+aiosqlite:///var/siaprekam.db"
DEMO_DATABASE = "sqlite+aiosqlite:///var/contoh.db"
"""Example data lives in a database of its own unless one is named."""


class Mode(StrEnum):
    """How the bot reaches people; `auto` is the sandbox without a token and polling with one."""

    AUTO = "auto"
    SANDBOX = "sandbox"
    POLLING = "polling"
    WEBHOOK = "webhook"


class WrongSettings(Exception):
    """One line for the person who starts the bot: which setting, what is wrong, what would be right. It never holds a value."""


def _token(text: str) -> str:
    return _matching(r"\d+:\S+", text, "a token reads 123456:ABC..., as @BotFather gives it")


def _address(text: str) -> str:
    return _matching(r"https?://[^\s/]+\S*", text, "an address reads https://host or http://127.0.0.1:8081").rstrip("/")


def _webhook_address(text: str) -> str:
    return _matching(
        r"https://\S+|http://(?:127\.0\.0\.1|localhost)[:/]\S*", text, "Telegram posts to https addresses only, such as https://host/bot"
    )


def _secret(text: str) -> str:
    return _matching(r"[A-Za-z0-9_-]{16,256}", text, "use 16 to 256 letters, digits, _ or -; `openssl rand -hex 32` makes one")


def _database(text: str) -> str:
    return _matching(r"(?:sqlite\+aiosqlite|postgresql\+asyncpg)://.*", text, "it starts with sqlite+aiosqlite:// or postgresql+asyncpg://")


def _mode(text: str) -> Mode:
    try:
        return Mode(text.lower())
    except ValueError:
        raise ValueError(f"choose one of {', '.join(Mode)}") from None


def _listen(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise ValueError("it reads host:port, such as 127.0.0.1:8080")
    return text


def _ids(text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("ids are numbers separated by commas, such as 7201,7202") from None


def _rate(text: str) -> float:
    rate = float(text) if re.fullmatch(r"\d{1,4}(?:\.\d+)?", text) else 0.0
    if not 0 < rate <= MOST_PAID_RATE:
        raise ValueError("messages a second, such as 28; 30 at most, or 1000 with paid broadcasts")
    return rate


def _switch(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueError("it is yes or no")
    return text.lower() == "yes"


def _people(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("it is a number of people, such as 5000")
    return int(text)


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("no such time zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura") from None


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise ValueError("no such file")
    return Path(text)


def _matching(pattern: str, text: str, otherwise: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(otherwise)
    return text


def _setting(default: Any, read: Callable[[str], Any], about: str, *, shown: str = "", secret: bool = False) -> Any:
    """One setting: its default, how its text is read, and its line in the documentation."""
    return field(default=default, repr=not secret, metadata={"read": read, "about": about, "default": shown})


MOST_RATE, MOST_PAID_RATE = 30.0, 1000.0
"""Telegram's limits of messages a second (docs/reliability.md#telegrams-pace-is-kept)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting; the table in docs/operating.md and `.env.example` are compared with these lines."""

    token: str | None = _setting(None, _token, "Token from @BotFather; without one the bot runs in the sandbox", secret=True)
    mode: Mode = _setting(
        Mode.AUTO, _mode, "`auto` (sandbox without a token, polling with one), `sandbox`, `polling` or `webhook`", shown="auto"
    )
    api_url: str = _setting(
        "https://api.telegram.org",
        _address,
        "Bot API server; calls go to `<url>/bot<token>/<method>`",
        shown="https://api.telegram.org",
    )
    database_url: str | None = _setting(
        None, _database, "Database: SQLite, or `postgresql+asyncpg://user:password@host/database`", shown=DATABASE
    )
    listen: str = _setting("127.0.0.1:8080", _listen, "Where the chat page or the webhook listens, `host:port`", shown="127.0.0.1:8080")
    webhook_url: str | None = _setting(None, _webhook_address, "Public address that Telegram posts to, in webhook mode")
    webhook_secret: str | None = _setting(None, _secret, "Secret that proves a post comes from Telegram, in webhook mode", secret=True)
    admin_ids: frozenset[int] = _setting(frozenset(), _ids, "Telegram ids of the first admins, separated by commas")
    bulk_rate: float = _setting(28.0, _rate, "Messages a second to subscribers, 30 at most; up to 1000 with paid broadcasts", shown="28")
    paid_broadcast: bool = _setting(
        False, _switch, "`yes` pays Telegram Stars (0.1 a message) for more than 30 messages a second", shown="no"
    )
    second_person_over: int = _setting(
        SECOND_PERSON_OVER, _people, "Announcements to more people than this need a second member of staff", shown=str(SECOND_PERSON_OVER)
    )
    timezone: ZoneInfo = _setting(
        ZoneInfo("Asia/Jakarta"), _zone, "The office's time zone; its midnight decides birthdays", shown="Asia/Jakarta"
    )
    office: Path | None = _setting(None, _file, "Office profile (TOML) for the first start; Bangka Tengah's when empty")

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0]

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def in_sandbox(self) -> bool:
        return self.mode is Mode.SANDBOX or (self.mode is Mode.AUTO and self.token is None)

    def database(self, *, demo: bool) -> str:
        """The database in use: example data has one of its own unless one is named."""
        return self.database_url or (DEMO_DATABASE if demo else DATABASE)


def read_settings(values: Mapping[str, str | None]) -> Settings:
    """Settings from variables; empty ones count as absent. Raises WrongSettings for a wrong or an unknown one."""
    given = {name.upper(): text.strip() for name, text in values.items() if name.upper().startswith(PREFIX) and text and text.strip()}
    known = {f"{PREFIX}{item.name}".upper(): item for item in fields(Settings)}
    if unknown := sorted(given.keys() - known.keys()):
        raise WrongSettings(f"{unknown[0]}: no such setting; .env.example lists them all")
    found = {}
    for name, text in given.items():
        try:
            found[known[name].name] = known[name].metadata["read"](text)
        except ValueError as error:
            raise WrongSettings(f"{name}: {error}") from None
    settings = Settings(**found)
    _check_together(settings)
    return settings


def load_settings() -> Settings:
    """Settings of this process: the environment first, then `.env`."""
    return read_settings(dotenv_values(ENV_FILE) | os.environ)


def _check_together(settings: Settings) -> None:
    if settings.bulk_rate > MOST_RATE and not settings.paid_broadcast:
        raise WrongSettings(f"{PREFIX}BULK_RATE: more than 30 a second needs {PREFIX}PAID_BROADCAST=yes")
    if settings.mode in (Mode.POLLING, Mode.WEBHOOK) and settings.token is None:
        raise WrongSettings(
            f"{PREFIX}MODE: {settings.mode} needs {PREFIX}TOKEN; @BotFather gives one, or leave the mode out for the sandbox"
        )
    if settings.mode is Mode.WEBHOOK and not (settings.webhook_url and settings.webhook_secret):
        raise WrongSettings(f"{PREFIX}MODE: webhook needs {PREFIX}WEBHOOK_URL and {PREFIX}WEBHOOK_SECRET")
