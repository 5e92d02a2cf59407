"""What a new database starts with: the reference data of `ektp_core/data` and the office's profile, each with its source."""

import csv
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from ektp_core.areas import Level
from ektp_core.coverage.figure import Definition
from ektp_core.schools.register import tidy_name
from ektp_core.store import schema
from ektp_core.store.connection import Store
from ektp_core.store.migrate import start_alone

DATA = Path(__file__).parents[1] / "data"
DEFAULT_PROFILE = DATA / "bangka_tengah.toml"
LEVELS = {
    "provinsi": Level.PROVINCE,
    "kabupaten": Level.DISTRICT,
    "kota": Level.DISTRICT,
    "kecamatan": Level.SUBDISTRICT,
    "kelurahan": Level.VILLAGE,
    "desa": Level.VILLAGE,
}
BOUNDARIES = ("batas_babel_kabkota_simple.geojson", "batas_babel_kecamatan_simple.geojson", "batas_bateng_kecamatan.geojson")
"""Later files are finer and replace the shapes of earlier ones."""
MISPRINT_POINTS = 0.1
VOTERS = "DP4"
"""The list of potential voters: another denominator than the obliged."""
OWN_MARK = "seed "
"""How the list marks the article that the first office began with; no part of its address."""


async def load_first_start(store: Store, profile: Path = DEFAULT_PROFILE) -> bool:
    """Fill an empty database; True when it was empty. One transaction: killed in the middle, the next start begins again."""
    async with store.changing() as connection:
        await start_alone(connection)
        if (await connection.execute(select(schema.state.c.id))).first():
            return False
        office = _read_profile(profile)
        for table, rows in (
            (schema.area, list(_areas())),
            (schema.boundary, list(_boundaries())),
            (schema.school, list(_schools(office["home"]))),
            (schema.figure, list(_statements())),
            (schema.fact, list(_facts(office["facts"]))),
            (schema.requirement, list(_requirements(office["requirements"]))),
            (schema.award, list(_awards(office["awards"]))),
        ):
            await connection.execute(insert(table), rows)
        await connection.execute(insert(schema.state).values(id=1, board_version=1, home=office["home"]))
    return True


async def has_started(store: Store) -> bool:
    """Whether the database has been filled: before its first start there is no board in it."""
    async with store.reading() as connection:
        return (await connection.execute(select(schema.state.c.id))).first() is not None


def _read_profile(profile: Path) -> dict[str, Any]:
    return tomllib.loads(profile.read_text(encoding="utf-8"))


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _areas() -> Iterator[dict[str, Any]]:
    for row in sorted(_read("wilayah_babel.csv"), key=lambda row: row["code"]):
        yield {"code": row["code"], "name": row["name"], "level": LEVELS[row["level"]], "parent": row["parent"] or None}


def _boundaries() -> Iterator[dict[str, Any]]:
    shapes: dict[str, dict[str, Any]] = {}
    for name in BOUNDARIES:
        for feature in json.loads((DATA / name).read_text(encoding="utf-8"))["features"]:
            code = feature["properties"]["code"]
            shapes[code] = {"area": code, "geometry": json.dumps(feature["geometry"]), "source": "cahyadsn/wilayah_boundaries (MIT)"}
    yield from shapes.values()


def _schools(home: str) -> Iterator[dict[str, Any]]:
    """The schools of the home district. Coordinates outside their subdistrict are left out (docs/domain.md#the-register-of-schools)."""
    names = {row["code"]: row["name"] for row in _read("wilayah_babel.csv")}
    for row in _read("sekolah_babel_sma_sederajat.csv" if home != "19.04" else "sekolah_bateng.csv"):
        if row["kabkota_code"] != home:
            continue
        placed = row["lat"] and row["coord_check"] == "in_kecamatan"
        yield {
            "npsn": row["npsn"],
            "name": tidy_name(row["name"], names[row["kecamatan_code"]]),
            "level": row["level"],
            "subdistrict": row["kecamatan_code"],
            "address": row["address"],
            "latitude": float(row["lat"]) if placed else None,
            "longitude": float(row["lon"]) if placed else None,
            "source": "suryavip/daftar-sekolah-indonesia (MIT), Juni 2019",
        }


def _statements() -> Iterator[dict[str, Any]]:
    """Head counts where they stand, else the printed percentage, else the fragment there is (docs/domain.md#published-statements).

    Counts that disagree with the percentage printed beside them are a misprint, and only the percentage is kept.
    """
    for row in _read("angka_rekam_babel.csv"):
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


def _facts(facts: dict[str, dict[str, str]]) -> Iterator[dict[str, Any]]:
    for key, fact in facts.items():
        yield {"key": key, "text_id": fact.get("id"), "text_en": fact.get("en"), "as_of": fact.get("as_of"), "source": fact.get("source")}


def _requirements(requirements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
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


def _awards(awards: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for award in awards:
        yield {key: award.get(key) for key in ("year", "category", "area", "recipient", "given_on", "prize", "source")} | {
            f"note_{language}": award.get("note", {}).get(language) for language in ("id", "en")
        }
