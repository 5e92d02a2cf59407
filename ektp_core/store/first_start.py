"""What a new database starts with: the reference data of `ektp_core/data` and the office's profile, each with its source."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, inspect, select

from ektp_core.areas import Area
from ektp_core.country.beginning import Beginning, beginning_of
from ektp_core.country.files import DATA, areas, schools, shapes
from ektp_core.coverage.figure import Definition
from ektp_core.schools.tidy import tidy_name
from ektp_core.store import schema
from ektp_core.store.connection import Store
from ektp_core.store.migrate import start_alone

STATEMENTS = DATA.parent / "angka_rekam_babel.csv"
"""What newspapers published; of provinces that are not in it nothing is known."""

SHAPE_SOURCE = "cahyadsn/wilayah_boundaries (MIT)"
SCHOOL_SOURCE, REGISTER_YEAR = "suryavip/daftar-sekolah-indonesia (MIT), Juni 2019", 2019
"""Of the country's register of schools, and of a profile's list that names no other."""

BESIDE_DEGREES = 0.02
"""A school's place may lie so far outside the box around its subdistrict, whose shape is simplified."""

MISPRINT_POINTS = 0.1
VOTERS = "DP4"
"""The list of potential voters: another denominator than the obliged."""
OWN_MARK = "seed "
"""How the list marks the article that the first office began with; no part of its address."""


class AnotherOffice(Exception):
    """The database is another office's; `home` is the code of its district."""

    def __init__(self, home: str) -> None:
        super().__init__(home)
        self.home = home


async def home_of(store: Store) -> str | None:
    """The code of the district whose office a database is; None while it is empty."""
    async with store.reading() as connection:
        return await connection.run_sync(_home)


def _home(connection: Connection) -> str | None:
    return connection.scalar(select(schema.state.c.home)) if inspect(connection).has_table(schema.state.name) else None


async def load_first_start(store: Store, beginning: Beginning | None = None) -> bool:
    """Fill an empty database, with the first office's where no other is named; True when it was empty.

    One transaction: killed in the middle, the next start begins again.
    """
    beginning = beginning or beginning_of(None, None)
    filling = _rows_of(beginning)  # read before the transaction: another process that starts waits no longer than it must
    async with store.changing() as connection:
        await start_alone(connection)
        if (await connection.execute(select(schema.state.c.id))).first():
            return False
        for table, rows in filling:
            if rows:
                await connection.execute(insert(table), rows)
        await connection.execute(insert(schema.state).values(id=1, board_version=1, home=beginning.home.code))
    return True


def _rows_of(beginning: Beginning) -> list[tuple[Table, list[dict[str, Any]]]]:
    """What fills each table of an office that begins."""
    province = beginning.home.parent or ""
    known = {area.code: area for area in areas(province)}
    boundaries = dict(_boundaries(province, beginning.boundaries))
    return [
        (schema.area, [_area(area) for area in known.values()]),
        (schema.boundary, list(boundaries.values())),
        (schema.school, list(_schools(beginning, known, boundaries))),
        (schema.figure, [row for row in _statements() if row["area"] in known]),
        (schema.fact, list(_facts(beginning.facts))),
        (schema.requirement, list(_requirements(beginning.requirements))),
        (schema.award, list(_awards(beginning.awards))),
    ]


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _area(area: Area) -> dict[str, Any]:
    return {"code": area.code, "name": area.name, "level": area.level, "parent": area.parent}


def _boundaries(province: str, finer: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The shapes by code; those of the office's own file come last and replace the country's."""
    own = (
        [(each["properties"]["code"], json.dumps(each["geometry"])) for each in json.loads(finer.read_text(encoding="utf-8"))["features"]]
        if finer
        else []
    )
    for code, geometry in (*shapes(province), *own):
        yield code, {"area": code, "geometry": geometry, "source": SHAPE_SOURCE}


def _schools(beginning: Beginning, known: Mapping[str, Area], boundaries: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The schools of the home district. Coordinates outside their subdistrict are left out (docs/domain.md#the-register-of-schools).

    A school of which the register does not know the subdistrict is one of the district, without coordinates: nothing says where it is.
    """
    home, source = beginning.home.code, beginning.schools_source
    if beginning.schools:
        for row in _read(beginning.schools):
            placed = row["lat"] and row["coord_check"] == "in_kecamatan"
            place = (float(row["lat"]), float(row["lon"])) if placed else None
            yield _school(row["npsn"], row["name"], row["level"], known[row["kecamatan_code"]], row["address"], place, source)
        return
    for school in schools(home):
        is_near = school.place and school.area != home and _is_near(school.place, boundaries.get(school.area))
        yield _school(school.npsn, school.name, school.level, known[school.area], "", school.place if is_near else None)


def _school(
    npsn: str, name: str, level: str, subdistrict: Area, address: str, place: tuple[float, float] | None, source: str | None = None
) -> dict[str, Any]:
    """A school of the country's register, which staff confirm; or of the list that an office vouches for as its own `source`."""
    latitude, longitude = place or (None, None)
    return {
        "npsn": npsn,
        "name": tidy_name(name, subdistrict.name),
        "level": level,
        "subdistrict": subdistrict.code,
        "address": address,
        "latitude": latitude,
        "longitude": longitude,
        "source": source or SCHOOL_SOURCE,
        "register_year": None if source else REGISTER_YEAR,
    }


def _is_near(place: tuple[float, float], boundary: Mapping[str, Any] | None) -> bool:
    """Whether a place lies in the box around a shape; a place without a shape to compare it with is not trusted."""
    if boundary is None:
        return False
    points = list(_points(json.loads(boundary["geometry"])["coordinates"]))
    latitude, longitude = place
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    inside_east = min(easts) - BESIDE_DEGREES <= longitude <= max(easts) + BESIDE_DEGREES
    return inside_east and min(norths) - BESIDE_DEGREES <= latitude <= max(norths) + BESIDE_DEGREES


def _points(coordinates: Sequence[Any]) -> Iterator[Sequence[float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _points(part)


def _statements() -> Iterator[dict[str, Any]]:
    """Head counts where they stand, else the printed percentage, else the fragment there is (docs/domain.md#published-statements).

    Counts that disagree with the percentage printed beside them are a misprint, and only the percentage is kept.
    """
    for row in _read(STATEMENTS):
        obliged, recorded, missing, early = (
            _count(row[column]) for column in ("wajib_ktp", "sudah_rekam", "belum_rekam", "pra17_atau_pemula")
        )
        percent = float(row["persen_tertulis"]) if row["persen_tertulis"] else None
        if VOTERS in row["catatan"]:
            obliged = None
        of_obliged = recorded is None and missing is not None
        if obliged is not None and recorded is None and missing is not None:
            recorded = obliged - missing
        if percent and obliged and recorded and abs(recorded / obliged * 100 - percent) > MISPRINT_POINTS:
            obliged = recorded = missing = None
        counted = obliged is not None and recorded is not None
        with_early = not counted and percent is not None and early is not None
        yield {
            "area": row["kode"],
            "as_of": row["tanggal"],
            "definition": _definition(row["catatan"], with_early=with_early, of_obliged=of_obliged),
            "obliged": obliged,
            "recorded": recorded,
            "missing": missing,
            "early": None if counted or with_early else early,
            "printed": None,
            "percent_total": None if counted else percent,
            "percent_recorded": percent - early if with_early and percent and early else None,
            "percent_early": early if with_early else None,
            "source": row["sumber"].removeprefix(OWN_MARK),
            "note": row["catatan"] or None,
            "approximate": "sekitar" in row["catatan"] or "bulat" in row["catatan"],
            "example": False,
        }


def _definition(note: str, *, with_early: bool, of_obliged: bool) -> Definition:
    if with_early:
        return Definition.WITH_EARLY
    if "KEPEMILIKAN" in note:
        return Definition.OWNED
    return Definition.RECORDED if of_obliged else Definition.UNSTATED


def _count(text: str) -> int | None:
    return int(text) if text else None


def _facts(facts: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    for key, fact in facts.items():
        yield {"key": key, "text_id": fact.get("id"), "text_en": fact.get("en"), "as_of": fact.get("as_of"), "source": fact.get("source")}


def _requirements(requirements: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for position, requirement in enumerate(requirements):
        texts = {f"{part}_{language}": requirement[part][language] for part in ("title", "note") for language in ("id", "en")}
        lines = {f"lines_{language}": "\n".join(requirement[language]) for language in ("id", "en")}
        yield (
            {
                "topic": requirement["topic"],
                "position": position,
                "kind": requirement.get("kind", "card"),
                "words": requirement["words"],
                "as_of": requirement["as_of"],
                "source": requirement["source"],
            }
            | texts
            | lines
        )


def _awards(awards: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for award in awards:
        yield {key: award.get(key) for key in ("year", "category", "area", "recipient", "given_on", "prize", "source")} | {
            f"note_{language}": award.get("note", {}).get(language) for language in ("id", "en")
        }
