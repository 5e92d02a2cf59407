"""Packing a database into a backup and unpacking it: gzip, and age where there is a key. Nothing is ever whole in memory."""

import gzip
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage

AGE, GZIP, SQLITE = b"age-encryption.org/", b"\x1f\x8b", b"SQLite format 3\0"
LEVEL = 6
IDENTITY = "AGE-SECRET-KEY-"


class NotWhole(Exception):
    """The file is damaged, cut off, or no backup."""


class NeedsIdentity(Exception):
    """The file is encrypted, and no identity was given."""


class WrongIdentity(Exception):
    """The identity cannot be read, or is not of the key with which the file was encrypted."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was said of a file by how it is packed: whether it is encrypted, and when the database was copied, where it says so."""

    is_encrypted: bool
    made: datetime | None


def pack(database: Path, packed: Path, made: datetime) -> None:
    """Pack a database, with its moment, and read it again: what cannot be unpacked here is no backup."""
    with (
        database.open("rb") as plain,
        packed.open("wb") as file,
        gzip.GzipFile("", "wb", LEVEL, file, mtime=made.timestamp()) as into,
    ):
        shutil.copyfileobj(plain, into)
    with gzip.open(packed) as again:
        while again.read(1 << 20):
            pass


def encrypt(packed: Path, encrypted: Path, key: str) -> None:
    """Encrypt for whoever has the identity of this key."""
    with packed.open("rb") as plain, encrypted.open("wb") as into:
        pyrage.encrypt_io(plain, into, [pyrage.x25519.Recipient.from_str(key)])


def unpack(file: Path, identity: Path | None, database: Path, work: Path) -> Unpacked:
    """Make the database of a backup again, or of a plain copy. Raises NotWhole, NeedsIdentity, WrongIdentity."""
    is_encrypted = _begins_with(file, AGE)
    if is_encrypted:
        _decrypt(file, identity, work)
    packed = work if is_encrypted else file
    if _begins_with(packed, SQLITE):
        shutil.copyfile(packed, database)
        return Unpacked(is_encrypted, None)
    if not _begins_with(packed, GZIP):
        raise NotWhole
    try:
        with gzip.open(packed) as archive, database.open("wb") as into:
            shutil.copyfileobj(archive, into)
            moment = archive.mtime
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise NotWhole from error
    return Unpacked(is_encrypted, datetime.fromtimestamp(moment, UTC) if moment else None)


def new_identity(file: Path) -> str:
    """Write a new identity into a file that only its owner reads, and give its key. Raises FileExistsError."""
    identity = pyrage.x25519.Identity.generate()
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(f"# public key: {identity.to_public()}\n{identity}\n", encoding="ascii")
    return str(identity.to_public())


def _decrypt(file: Path, identity: Path | None, packed: Path) -> None:
    if identity is None:
        raise NeedsIdentity
    with _told_apart(), file.open("rb") as encrypted, packed.open("wb") as into:
        pyrage.decrypt_io(encrypted, into, _identities(identity))


@contextmanager
def _told_apart() -> Iterator[None]:
    """age says the same of a wrong identity before the first byte, and of a damaged file anywhere, by its words only."""
    try:
        yield
    except pyrage.DecryptError as error:
        raise (WrongIdentity if "matching" in str(error).lower() else NotWhole) from error
    except OSError as error:
        if error.errno is None:  # a part that does not fit its seal is an input error of age's own, without a number of the system
            raise NotWhole from error
        raise


def _identities(file: Path) -> list[pyrage.x25519.Identity]:
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith(IDENTITY)]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise WrongIdentity from error
    if not found:
        raise WrongIdentity
    return found


def _begins_with(file: Path, mark: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(mark)) == mark
