"""The country's reference data in `ektp_core/data/indonesia`, read row by row: opened, areas and schools would take 30 MB."""

import csv
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from ektp_core.areas import Area, level_of

DATA = Path(__file__).parents[1] / "data" / "indonesia"
AREAS, SCHOOLS = DATA / "wilayah.csv.xz", DATA / "sekolah.csv.xz"
PEOPLE = DATA / "penduduk.csv"
DISTRICT_SHAPES, SUBDISTRICT_SHAPES = DATA / "batas_kab.geojson.xz", DATA / "batas_kec.geojson.xz"


class SchoolRow(NamedTuple):
    """A school as the register of 2019 writes it; `area` is its subdistrict's code, of 201 schools only their district's.

    `place` is latitude and longitude in degrees, None where the register has none inside the country.
    """

    npsn: str
    name: str
    level: str
    area: str
    place: tuple[float, float] | None


class _Properties(msgspec.Struct):
    code: str


class _Feature(msgspec.Struct):
    """Of the 7,800 shapes of the country an office needs some fifty: the others' numbers are passed over as text."""

    properties: _Properties
    geometry: msgspec.Raw


class _Collection(msgspec.Struct):
    features: list[_Feature]


def areas(within: str = "") -> Iterator[Area]:
    """The areas inside a province or district with its own, or of the whole country, each after what it lies in."""
    for code, name in _rows(AREAS, within):
        yield area(code, name)


def districts() -> Iterator[Area]:
    """The 38 provinces and 514 districts. The codes of the districts alone are looked at, so that it takes no longer than needed."""
    with lzma.open(AREAS, "rt", encoding="utf-8") as file:
        for line in file:
            code, _, name = line.rstrip("\n").partition(",")
            if len(code) <= len("19.04") and code[0].isdigit():
                yield area(code, name)


def area(code: str, name: str) -> Area:
    """An area of which code and name are known: the code says its level and what it lies in."""
    return Area(code, name, level_of(code), code.rpartition(".")[0] or None)


def schools(within: str = "") -> Iterator[SchoolRow]:
    """The upper secondary schools of a district, or of the whole country."""
    with lzma.open(SCHOOLS, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if is_within(row["area"], within):
                place = (float(row["lat"]), float(row["lon"])) if row["lat"] else None
                yield SchoolRow(row["npsn"], row["name"], row["level"], row["area"], place)


def population() -> dict[str, int]:
    """People by the code of a province or district; "0" is the country."""
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: int(row["total"]) for row in csv.DictReader(file)}


def shapes(province: str) -> Iterator[tuple[str, str]]:
    """Codes and GeoJSON geometries, as text in degrees, of the districts and subdistricts of a province or of the country."""
    for path in (DISTRICT_SHAPES, SUBDISTRICT_SHAPES):
        with lzma.open(path) as file:
            features = msgspec.json.decode(file.read(), type=_Collection).features
        yield from ((each.properties.code, str(each.geometry, "utf-8")) for each in features if is_within(each.properties.code, province))


def is_within(code: str, around: str) -> bool:
    """Whether an area is another or lies in it; everything lies in ""."""
    return code == around or code.startswith(f"{around}." if around else "")


def _rows(path: Path, within: str) -> Iterator[list[str]]:
    """The rows of codes inside another; others are passed over as text, which takes a tenth of reading them."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        next(file)
        province = within[:2]
        yield from (row for row in csv.reader(line for line in file if line.startswith(province)) if is_within(row[0], within))
