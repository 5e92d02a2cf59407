"""What single settings read: their types, and what is said when one is not right."""

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from ektp_core.areas import Area
from ektp_core.country.offices import NoSuchOffice, office_of

OFF = "off"
"""Instead of an address to listen on."""


@dataclass(frozen=True, slots=True)
class Right:
    """What a setting reads when it is right: said instead of the library's words, which may repeat a secret."""

    says: str


def host_and_port(text: str) -> str:
    """An address to listen on."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise ValueError
    host.encode("idna")
    return text


def off_or_host_and_port(text: str) -> str:
    """The same, or none."""
    return OFF if text.casefold() == OFF else host_and_port(text)


def host_of(listen: str) -> str:
    """The host of such an address as the system takes it: IPv6 without its brackets."""
    return listen.rpartition(":")[0].removeprefix("[").removesuffix("]")


OF_THE_DRIVER = frozenset({"ssl", "host", "port", "timeout", "command_timeout", "passfile", "target_session_attrs"})
"""What may stand behind the `?` of a PostgreSQL address; libpq's names, such as sslmode, are none that its driver knows."""


def database_address(url: str) -> str:
    """An address that can be opened: a file for SQLite, and for PostgreSQL nothing that its driver does not know."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise ValueError from None
    if address.get_backend_name() != "sqlite":
        known = not address.query.keys() - OF_THE_DRIVER
    else:
        is_file = (address.database or "").rpartition("/")[2] not in ("", ".", "..")
        known = is_file and not (address.query or address.host or address.username)
    if not known or not unquote(url).isprintable():
        raise ValueError
    return url


def time_zone(name: object) -> object:
    """Names that no file can have are OSError or UnicodeError to ZoneInfo, which pydantic lets through."""
    try:
        return ZoneInfo(name) if isinstance(name, str) else name
    except (OSError, LookupError) as error:
        raise ValueError from error


def district(said: str) -> Area:
    """The one district of this code or name."""
    try:
        return office_of(said)
    except NoSuchOffice as none:
        raise ValueError from none


def existing_file(path: Path) -> Path:
    """A file that is there."""
    if not os.path.isfile(path):  # noqa: PTH113 -- False for a name that is too long, which Path.is_file raises
        raise ValueError
    return path


Address = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+[^\s?#]*$"), AfterValidator(lambda address: address.rstrip("/"))]
"""Of a server: what stands before the paths, without the slash between."""


def parts(listed: object) -> object:
    """`7201, 7202,` is two parts."""
    return [part for part in listed.split(",") if part.strip()] if isinstance(listed, str) else listed


def age_recipient(key: str) -> str:
    """For whom backups are encrypted; the secret part of a key is none."""
    import pyrage  # 3 MB that only an office with a key needs

    try:
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise ValueError from None
    return key


def whole_path(path: Path) -> Path:
    """One that means the same folder wherever the bot is started."""
    if not path.is_absolute():
        raise ValueError
    return path


def command_line(line: str) -> str:
    """Words as a shell takes them apart, the first the whole path of a program."""
    words = shlex.split(line)
    if not words or not whole_path(Path(words[0])):
        raise ValueError
    return line
