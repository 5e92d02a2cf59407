"""Where else in Indonesia a school or place lies: an index in a file of its own, so that the process does not hold the country.

The list in memory would take 17 MB; the file is asked only of what the office's own board does not know.
"""

import asyncio
import sqlite3
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ektp_core.area_words import AREA_NAMES
from ektp_core.areas import KIND_SAID, Level
from ektp_core.country import files
from ektp_core.country.offices import offices
from ektp_core.reading.names import LONG, SHORTEST_MISSPELT, name_words, numbered, pieces_of
from ektp_core.schools.register import SpokenName, spoken, without_level
from ektp_core.schools.spoken import alike
from ektp_core.schools.tidy import tidy_name

MOST_FOUND = 20
"""Places of one name; a name that more bear says nothing."""

SCHEMA = """
CREATE TABLE place (key TEXT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL);
CREATE INDEX place_by_key ON place (key);
CREATE INDEX place_by_code ON place (code);
CREATE TABLE school (kind TEXT NOT NULL, number TEXT NOT NULL, own TEXT NOT NULL, name TEXT NOT NULL, area TEXT NOT NULL);
CREATE INDEX school_by_name ON school (kind, number, own);
"""


ROWS = 3
"""Raised when the rows are made in another way of the same data."""


class IndexNotMade(Exception):
    """The process that was to make the index ended without one; its code."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A school or place of another office: its name, and the district whose office serves it."""

    name: str
    district: str
    office: str
    """The district's name."""

    is_school: bool = False


class Country:
    """The index, open for reading."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def close(self) -> None:
        self._connection.close()

    def find(self, name: str, *, home: str, slips: bool = True) -> tuple[Elsewhere, ...]:
        """What a name means outside the district `home`: schools by number and name, with a slip in it; districts and subdistricts.

        Of several those in the province of `home`; none where so many bear the name that it says nothing.
        """
        words = name_words(name)
        asked = spoken(words)
        found = self._schools(asked, slips=slips) if asked and asked.kind and asked.own else self._places(words)
        outside = list(dict.fromkeys(each for each in found if each.district != home))
        near = [each for each in outside if each.district[:2] == home[:2]]
        return tuple(near or outside) if len(near or outside) <= MOST_FOUND else ()

    def _schools(self, asked: SpokenName, *, slips: bool) -> Iterator[Elsewhere]:
        own = numbered(alike(asked.own))
        exact = self._rows("SELECT name, area FROM school WHERE kind = ? AND number = ? AND own = ?", asked.kind, asked.number, own)
        return self._elsewhere(exact or (self._misspelt(asked, own) if slips else []), is_school=True)

    def _misspelt(self, asked: SpokenName, own: str) -> list[tuple[str, ...]]:
        """Schools of the kind and number whose own name is closest, all that are equally close; its first letter is as it was written."""
        if len(own) < SHORTEST_MISSPELT:
            return []
        alike = self._rows(
            "SELECT own, name, area FROM school WHERE kind = ? AND number = ? AND own >= ? AND own < ?",
            *(asked.kind, asked.number, own[0], chr(ord(own[0]) + 1)),
        )
        names = {row[0] for row in alike}
        close = process.extract(own, names, scorer=OSA.distance, score_cutoff=2 if len(own) >= LONG else 1, limit=None)
        best = {spelling for spelling, slips, _ in close if slips == min(each[1] for each in close)}
        return [(name, area) for spelling, name, area in alike if spelling in best]

    def _places(self, words: Sequence[str]) -> Iterator[Elsewhere]:
        """Districts and subdistricts of just this name, with a word for their level before it or without."""
        found = self._rows("SELECT name, code FROM place WHERE key = ?", numbered(words))
        if len(words) > 1 and not found:
            found = self._rows("SELECT name, code FROM place WHERE key = ?", numbered(words[1:]))
            kind = KIND_SAID.get(words[0])
            found = [row for row in found if kind and row[0].startswith(kind)] or found
        return self._elsewhere(found)

    def _elsewhere(self, rows: Iterable[tuple[str, ...]], *, is_school: bool = False) -> Iterator[Elsewhere]:
        for name, code in rows:
            district = code[: len("19.04")]
            found = self._rows("SELECT name FROM place WHERE code = ?", district)
            yield Elsewhere(name, district, found[0][0], is_school)

    def _rows(self, statement: str, *values: str) -> list[tuple[str, ...]]:
        return self._connection.execute(statement, values).fetchall()


async def index_of(folder: Path) -> Path:
    """The index of the data as they are now; where it is not there it is made, in a process of its own, so that this one does not grow.

    It is kept beside the data that it is made of, like compiled code, or in `folder` where nobody may write there. Raises IndexNotMade.
    """
    if found := _found(folder):
        return found
    making = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, str(folder), stdout=PIPE, stderr=DEVNULL)
    told, _ = await making.communicate()
    if making.returncode:
        raise IndexNotMade(making.returncode)
    return Path(told.decode().strip())


def index_at(folder: Path) -> Path:
    """The index in one of the places where it may be, made in the first that can be written to. Raises OSError when none can."""
    if found := _found(folder):
        return found
    with suppress(OSError):
        return make_index(files.DATA)
    return make_index(folder)


def _found(folder: Path) -> Path | None:
    return next((place / file_name() for place in (files.DATA, folder) if (place / file_name()).exists()), None)


def file_name() -> str:
    """Another edition of the data, of the schema, or of how rows are made has another index."""
    return f"index-{_edition()}.db"


@cache
def _edition() -> str:
    digest = blake2b(f"{ROWS} {SCHEMA}".encode(), digest_size=5)
    for path in (files.AREAS, files.SCHOOLS, AREA_NAMES):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_index(folder: Path) -> Path:
    """Make the index in a folder: beside its place first, so that nothing half-made is ever opened. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        beside = Path(file.name)
    try:
        with closing(sqlite3.connect(beside)) as connection:
            connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
            connection.executemany("INSERT INTO place VALUES (?, ?, ?)", _place_rows())
            connection.executemany("INSERT INTO school VALUES (?, ?, ?, ?, ?)", _school_rows())
            connection.commit()
        return beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _place_rows() -> Iterator[tuple[str, str, str]]:
    named = {numbered(pieces_of(area.own_name)) for area in files.areas() if area.level is not Level.VILLAGE}
    for area in files.areas():
        own = numbered(pieces_of(area.own_name))
        if area.level in (Level.PROVINCE, Level.DISTRICT):  # also for short, unless another place is called so
            yield from ((key, area.full_name, area.code) for key in sorted(offices().spellings_of(area) - (named - {own})))
        elif area.level is Level.SUBDISTRICT:
            yield own, area.full_name, area.code


def _school_rows() -> Iterator[tuple[str, ...]]:
    names = {area.code: area.name for area in files.areas() if area.level is Level.SUBDISTRICT}
    for school in files.schools():
        words = pieces_of(school.name)
        name = spoken(words) or SpokenName("", "", tuple(words))
        whole = alike(name.own)
        for own in dict.fromkeys((whole, without_level(whole, offices()))):
            yield name.kind, name.number, numbered(own), tidy_name(school.name, names.get(school.area, "")), school.area


if __name__ == "__main__":
    print(index_at(Path(sys.argv[1])))
