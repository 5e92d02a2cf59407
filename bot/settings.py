"""Settings, all from the environment or `.env`, prefix SIAPREKAM_. A wrong or unknown one stops the start with one clear line.

pydantic-settings reads and checks them. Three things are ours: an unknown name is refused (the library passes over those of the
environment), an empty value counts as absent even where `.env` holds another, and what is said of a wrong value never repeats it.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, NonNegativeInt, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy import make_url
from telegram.constants import FloodLimit

from bot.setting_files import ENV_FILE, OF_FILE, PREFIX, WrongSettings, check_env_file, secrets_in_files
from bot.setting_values import (
    OFF,
    Address,
    Right,
    age_recipient,
    command_line,
    database_address,
    district,
    existing_file,
    host_and_port,
    host_of,
    off_or_host_and_port,
    parts,
    time_zone,
    whole_path,
)
from ektp_core.announcements.announcement import BULK_RATE
from ektp_core.announcements.approval import SECOND_PERSON_OVER
from ektp_core.areas import Area
from ektp_core.country.beginning import FIRST_OFFICE, AnotherHome, Beginning, beginning_of
from ektp_core.country.offices import MOST_SUGGESTED, find_offices
from ektp_core.country.zones import zone_of

__all__ = ["PREFIX", "SECRETS", "SECRET_FILES", "Mode", "Settings", "WrongSettings", "load_settings"]

DATABASE = "sqlite+aiosqlite:///var/siaprekam{of_office}.db"
DEMO_DATABASE = "sqlite+aiosqlite:///var/contoh{of_office}.db"
"""Example data lives in a database of its own unless one is named. Of other offices than the first the code is part of the name."""

SECRETS = ("token", "webhook_secret", "database_url")
SECRET_FILES = tuple(name + OF_FILE for name in SECRETS)
"""Each may stand in a file of its own, which `SIAPREKAM_TOKEN_FILE` and so on name, or be a credential of systemd."""

A_NAME = re.compile(r"[A-Z0-9_]{1,40}")
LARGEST_ID = 2**52
"""Of a person, as the Bot API promises."""


class Mode(StrEnum):
    """How the bot reaches people; `auto` is the sandbox without a token and polling with one."""

    AUTO = "auto"
    SANDBOX = "sandbox"
    POLLING = "polling"
    WEBHOOK = "webhook"


class Settings(BaseSettings):
    """Every setting; the table in docs/operating.md and `.env.example` are compared with these lines."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, dotenv_filtering="only_existing", frozen=True, hide_input_in_errors=True
    )

    token: Annotated[
        str | None, Field(pattern=r"^[0-9]+:[A-Za-z0-9_-]+$"), Right("a token reads 123456:ABC..., as @BotFather gives it")
    ] = Field(default=None, description="Token from @BotFather; without one the bot runs in the sandbox", repr=False)
    mode: Annotated[Mode, BeforeValidator(str.lower), Right(f"choose one of {', '.join(Mode)}")] = Field(
        default=Mode.AUTO, description="`auto` (sandbox without a token, polling with one), `sandbox`, `polling` or `webhook`"
    )
    api_url: Annotated[Address, Right("an address reads https://host or http://127.0.0.1:8081")] = Field(
        default="https://api.telegram.org", description="Bot API server; calls go to `<url>/bot<token>/<method>`"
    )
    database_url: Annotated[
        Annotated[str, Field(pattern=r"^(?:sqlite\+aiosqlite|postgresql\+asyncpg)://.*$"), AfterValidator(database_address)] | None,
        Right("it reads sqlite+aiosqlite:///file or postgresql+asyncpg://user:password@host/database; what stands behind ? is ssl=require"),
    ] = Field(
        default=None,
        description="Database: `postgresql+asyncpg://user:password@host/database`; SQLite in `var/` when empty, named by the office",
        repr=False,
    )
    listen: Annotated[str, AfterValidator(host_and_port), Right("it reads host:port, such as 127.0.0.1:8080")] = Field(
        default="127.0.0.1:8080", description="Where the chat page, the public board and the webhook listen, `host:port`"
    )
    health_listen: Annotated[str, AfterValidator(off_or_host_and_port), Right("it reads host:port, such as 127.0.0.1:9464, or off")] = (
        Field(
            default="127.0.0.1:9464",
            description="Where `/healthz`, `/readyz` and `/metrics` listen, `host:port` or `off`; best on this machine alone",
        )
    )
    board: Annotated[bool, Right("it is yes or no")] = Field(
        default=True, description="`no` serves none of the public pages: board (`/papan`), open data (`/data/`), calendars (`/kalender/`)"
    )
    public_url: Annotated[Address | None, Right("an address reads https://host, what people open without /papan")] = Field(
        default=None, description="Where people reach the public pages, such as `https://host`; not told to anybody when empty"
    )
    webhook_url: Annotated[
        str | None,
        Field(pattern=r"^(?:https://[^\s/?#{}]+|http://(?:127\.0\.0\.1|localhost))(?:[:/?][^\s#{}]*)?$"),
        Right("Telegram posts to https addresses only, such as https://host/bot"),
    ] = Field(default=None, description="Public address that Telegram posts to, in webhook mode")
    webhook_secret: Annotated[
        str | None,
        Field(pattern=r"^[A-Za-z0-9_-]{16,256}$"),
        Right("use 16 to 256 letters, digits, _ or -; `openssl rand -hex 32` makes one"),
    ] = Field(default=None, description="Secret that proves a post comes from Telegram, in webhook mode", repr=False)
    admin_ids: Annotated[
        frozenset[Annotated[int, Field(gt=0, le=LARGEST_ID)]],
        NoDecode,
        BeforeValidator(parts),
        Right("ids are numbers separated by commas, such as 7201,7202"),
    ] = Field(default=frozenset(), description="Telegram ids of the first admins, separated by commas")
    bulk_rate: Annotated[
        float,
        Field(gt=0, le=FloodLimit.PAID_MESSAGES_PER_SECOND),
        Right("messages a second, such as 28; 30 at most, or 1000 with paid broadcasts"),
    ] = Field(default=BULK_RATE, description="Messages a second to subscribers, 30 at most; up to 1000 with paid broadcasts")
    paid_broadcast: Annotated[bool, Right("it is yes or no")] = Field(
        default=False, description="`yes` pays Telegram Stars (0.1 a message) for more than 30 messages a second"
    )
    second_person_over: Annotated[NonNegativeInt, Right("it is a number of people, such as 5000")] = Field(
        default=SECOND_PERSON_OVER, description="Announcements to more people than this need a second member of staff"
    )
    home: Annotated[Annotated[Area, BeforeValidator(district)] | None, NoDecode, Right("no office of just this code or name")] = Field(
        default=None, description="The office's district, by code or name: `32.01`, `Kabupaten Bogor`; Bangka Tengah when empty"
    )
    timezone: Annotated[
        ZoneInfo | None, BeforeValidator(time_zone), Right("no such time zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura")
    ] = Field(default=None, description="The office's time zone, its province's when empty; its midnight decides birthdays")
    office: Annotated[Annotated[Path, AfterValidator(existing_file)] | None, Right("no such file")] = Field(
        default=None, description="Office profile (TOML) for the first start; `python -m bot office new 32.01` writes one"
    )
    backup_to: Annotated[Annotated[Path, AfterValidator(whole_path)] | None, Right("it is a folder's whole path, such as /srv/backups")] = (
        Field(default=None, description="Folder for backups of a SQLite database; `backups` beside the database when empty")
    )
    backup_minutes: Annotated[int, Field(ge=0, le=1440), Right("it is a number of minutes, such as 15, a day at most; 0 makes none")] = (
        Field(default=15, description="Minutes between backups of a SQLite database; 0 makes none")
    )
    backup_key: Annotated[
        Annotated[str, AfterValidator(age_recipient)] | None, Right("it reads age1..., as `python -m bot backup --new-key FILE` prints it")
    ] = Field(default=None, description="Key (age) for which backups are encrypted; not encrypted when empty", repr=False)
    backup_command: Annotated[
        Annotated[str, AfterValidator(command_line)] | None,
        Right("it begins with a program's whole path, such as /usr/local/bin/away; a quote that is opened is closed"),
    ] = Field(default=None, description="Command that takes a backup elsewhere, given the file's path as its last word; needs the key")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is said: `load_settings` says what the environment and `.env` hold, a test what it needs on whosever machine."""
        return (init_settings,)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.bulk_rate > FloodLimit.MESSAGES_PER_SECOND and not self.paid_broadcast:
            raise WrongSettings(f"{PREFIX}BULK_RATE: more than 30 a second needs {PREFIX}PAID_BROADCAST=yes")
        if self.mode in (Mode.POLLING, Mode.WEBHOOK) and self.token is None:
            raise WrongSettings(
                f"{PREFIX}MODE: {self.mode} needs {PREFIX}TOKEN; @BotFather gives one, or leave the mode out for the sandbox"
            )
        if self.mode is Mode.WEBHOOK and not (self.webhook_url and self.webhook_secret):
            raise WrongSettings(f"{PREFIX}MODE: webhook needs {PREFIX}WEBHOOK_URL and {PREFIX}WEBHOOK_SECRET")
        if self.listen == self.health_listen and self.port:
            raise WrongSettings(f"{PREFIX}HEALTH_LISTEN: it is what {PREFIX}LISTEN names for the public; name another port, or off")
        if self.backup_command and not self.backup_key:
            raise WrongSettings(f"{PREFIX}BACKUP_COMMAND: only encrypted backups leave this machine; it needs {PREFIX}BACKUP_KEY")
        return self

    @property
    def secrets(self) -> list[str]:
        """What no log may hold, whatever it looks like."""
        password = make_url(self.database_url).password if self.database_url else None
        told = (self.token, self.webhook_secret, password, quote(password or ""))
        return [secret for secret in told if secret]

    @property
    def host(self) -> str:
        return host_of(self.listen)

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def health_address(self) -> tuple[str, int] | None:
        """Where health is told; None where it is not."""
        _, _, port = self.health_listen.rpartition(":")
        return None if self.health_listen == OFF else (host_of(self.health_listen), int(port))

    @property
    def in_sandbox(self) -> bool:
        return self.mode is Mode.SANDBOX or (self.mode is Mode.AUTO and self.token is None)

    @cached_property
    def beginning(self) -> Beginning:
        """What the office begins with. Raises WrongSettings when `home` and `office` are not of one office, and ProfileUnreadable."""
        try:
            return beginning_of(self.home, self.office)
        except AnotherHome as other:
            named, profile = other.named, other.of_profile
            raise WrongSettings(f"{PREFIX}HOME is {named.name}, and the profile is of {profile.name}: name one of them") from None

    @property
    def home_code(self) -> str:
        """The code of the office's district, without the country's files where neither a name nor a profile is given."""
        if self.office:
            return self.beginning.home.code
        return self.home.code if self.home else FIRST_OFFICE

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that is set, else that of the office's province."""
        return self.timezone or zone_of(self.home_code)

    @property
    def names_office(self) -> bool:
        """Whether it is said which office this is; else it is the one that the database is of."""
        return self.home is not None or self.office is not None

    def database(self, *, demo: bool) -> str:
        """The database in use: example data has one of its own unless one is named."""
        if self.database_url is not None:
            return self.database_url
        code = self.home_code
        return (DEMO_DATABASE if demo else DATABASE).format(of_office="" if code == FIRST_OFFICE else f"-{code}")


def load_settings() -> Settings:
    """Settings of this process: the environment first, then `.env`. Raises WrongSettings for a wrong or an unknown one."""
    check_env_file()
    environment, file = EnvSettingsSource(Settings), DotEnvSettingsSource(Settings)
    everything = {**file.env_vars, **environment.env_vars}
    _refuse_unknown(everything)
    given = {name: text.strip() for name, text in (file() | environment()).items()}
    of_files = {name: (everything.get(PREFIX.lower() + name) or "").strip() for name in SECRET_FILES}
    given |= secrets_in_files(SECRETS, given | of_files)
    try:
        return Settings(**{name: text for name, text in given.items() if text})
    except ValidationError as error:
        raise WrongSettings(_first_wrong(error) + _near_offices(error, given)) from None


def _refuse_unknown(names: Iterable[str]) -> None:
    known = {f"{PREFIX}{name.upper()}" for name in (*Settings.model_fields, *SECRET_FILES)}
    for name in sorted({name.upper() for name in names} - known):
        if name.startswith(PREFIX):
            named = name if A_NAME.fullmatch(name) else f"{PREFIX}..."  # what is no name may hold a secret
            raise WrongSettings(f"{named}: no such setting; .env.example lists them all")


def _first_wrong(error: ValidationError) -> str:
    name = str(error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"][0])
    right = next(item for item in Settings.model_fields[name].metadata if isinstance(item, Right))
    return f"{PREFIX}{name.upper()}: {right.says}"


def _near_offices(error: ValidationError, given: Mapping[str, str]) -> str:
    """Behind a wrong name of an office: those that may be meant."""
    if error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"][0] != "home":
        return ""
    near = [f"{area.code} ({area.name})" for area in find_offices(given["home"])[:MOST_SUGGESTED]]
    return f"; did you mean {', '.join(near)}?" if near else "; `python -m bot office find bogor` looks one up"
