"""Settings, all from the environment or `.env`, prefix SIAPREKAM_. A wrong or unknown one stops the start with one clear line."""

import os
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "SIAPREKAM_"
ENV_FILE = ".env"
DEMO_DATABASE = "sqlite+aiosqlite:///var/contoh.db"
"""Example data lives in a database of its own unless one is named."""


class Mode(StrEnum):
    """How the bot reaches people; `auto` is the sandbox without a token and polling with one."""

    AUTO = "auto"
    SANDBOX = "sandbox"
    POLLING = "polling"


class WrongSettings(Exception):
    """One line for the person who starts the bot: which setting, what is wrong, what would be right."""


class Settings(BaseSettings):
    """Every setting, with its default and the line of documentation that the README's table is checked against."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True)

    token: SecretStr | None = Field(None, description="Token from @BotFather; without one the bot runs in the sandbox")
    api_url: str = Field("https://api.telegram.org", description="Bot API server; calls go to `<url>/bot<token>/<method>`")
    database_url: str = Field("sqlite+aiosqlite:///var/siaprekam.db", description="Database: SQLite, or `postgresql+asyncpg://…`")
    mode: Mode = Field(Mode.AUTO, description="`auto`, `sandbox` or `polling`")
    listen: str = Field("127.0.0.1:8080", description="Address of the chat page in the sandbox, `host:port`")
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(frozenset(), description="Telegram ids of the first admins, separated by commas")
    timezone: str = Field("Asia/Jakarta", description="The office's time zone; its midnight decides birthdays")
    office: Path | None = Field(None, description="Office profile (TOML) for the first start; default: Bangka Tengah")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

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
        return DEMO_DATABASE if demo and "database_url" not in self.model_fields_set else self.database_url

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:\S+", value.get_secret_value()):
            raise ValueError("a token reads 123456:ABC..., as @BotFather gives it")
        return value

    @field_validator("api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]+\S*", value):
            raise ValueError("an address reads https://host or http://127.0.0.1:8081")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("it starts with sqlite+aiosqlite:// or postgresql+asyncpg://")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise ValueError("it reads host:port, such as 127.0.0.1:8080")
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("no such time zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura") from None
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _admin_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return frozenset(int(part) for part in value.split(",") if part.strip())
        except ValueError:
            raise ValueError("ids are numbers separated by commas, such as 7201,7202") from None

    @field_validator("office")
    @classmethod
    def _office(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("no such file")
        return value

    @model_validator(mode="after")
    def _token_for_polling(self) -> "Settings":
        if self.mode is Mode.POLLING and self.token is None:
            raise ValueError(f"mode polling needs {PREFIX}TOKEN; @BotFather gives one, or leave the mode out for the sandbox")
        return self


def load_settings() -> Settings:
    """Settings of this process. Raises WrongSettings with one line, which never holds a value (it may be the token)."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    given = {name.upper() for name in (*os.environ, *dotenv_values(ENV_FILE)) if name.upper().startswith(PREFIX)}
    if unknown := sorted(given - known):
        raise WrongSettings(f"{unknown[0]}: no such setting; .env.example lists them all")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"{PREFIX}{first['loc'][0]}".upper() if first["loc"] else f"{PREFIX}MODE"
        raise WrongSettings(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None
