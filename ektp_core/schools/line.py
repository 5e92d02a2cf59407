"""A school of the register as staff type it: "10901234, SMAN 2 Namang, SMA, Namang"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.reading.fields import WrongValue, read_words
from ektp_core.reading.names import joined
from ektp_core.schools.register import School
from ektp_core.schools.tidy import tidy_name

LEVELS = ("SMA", "SMK", "MA", "SLB", "SMLB", "PKBM")


LONGEST_NAME = 60


LONGEST_ADDRESS = 120


HEADERS = {
    "npsn": {"npsn", "nomorpokoksekolahnasional"},
    "name": {"nama", "namasekolah", "sekolah", "name", "school"},
    "level": {"jenjang", "bentuk", "bentukpendidikan", "level"},
    "subdistrict": {"kecamatan", "kec", "namakecamatan", "subdistrict"},
    "address": {"alamat", "address"},
    "status": {"status", "statussekolah", "keterangan", "ket", "remarks"},
}


class Standing(StrEnum):
    """What a sheet says of whether a school is open."""

    UNSAID = "unsaid"
    OPEN = "open"
    CLOSED = "closed"


STANDINGS = {
    Standing.UNSAID: {"", "negeri", "swasta", "n", "s", "state", "private", "baru", "new", "ganti nama", "pindah", "renamed", "moved"},
    Standing.OPEN: {"aktif", "buka", "buka lagi", "dibuka lagi", "masih buka", "open", "active", "reopened"},
    Standing.CLOSED: {"tutup", "ditutup", "sudah tutup", "sudah ditutup", "telah tutup", "tidak aktif", "nonaktif", "bubar", "closed"},
}
_STANDING_OF = {joined(word): standing for standing, words in STANDINGS.items() for word in words}


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """What a line or a row says of a school; `subdistrict` is its code."""

    npsn: str
    name: str
    level: str
    subdistrict: str
    address: str = ""
    standing: Standing = Standing.UNSAID


FindSubdistrict = Callable[[str], str | None]
"""The code of a subdistrict that a text names."""


def read_npsn(text: str) -> str:
    """A school's national number. Raises WrongValue."""
    digits = text.strip().removesuffix(".0")
    if not re.fullmatch(r"[0-9]{8}", digits):
        raise WrongValue("npsn")
    return digits


def read_school_name(text: str) -> str:
    """A name as the school writes it; a register's capitals are made readable. Raises WrongValue."""
    name = read_words(text, "school_name", LONGEST_NAME)
    return tidy_name(name, "") if name.isupper() else name


def read_level(text: str) -> str:
    """SMA, SMK, MA, SLB, SMLB or PKBM, with or without the N of a state school. Raises WrongValue."""
    word = text.strip().upper()
    level = next((level for level in LEVELS if word in {level, f"{level}N", f"{level}S"}), None)
    if level is None:
        raise WrongValue("school_level")
    return level


def read_subdistrict(text: str, find: FindSubdistrict) -> str:
    """The code of a subdistrict of the home district. Raises WrongValue."""
    code = find(text.strip())
    if code is None:
        raise WrongValue("subdistrict")
    return code


def read_standing(text: str) -> Standing:
    """Whether a remark says that a school is open or closed; one that asks, or may say something else, is said. Raises WrongValue."""
    standing = None if "?" in text else _STANDING_OF.get(joined(text))
    if standing is None:
        raise WrongValue("school_status")
    return standing


def read_school_line(text: str, find: FindSubdistrict) -> SchoolLine:
    """ "10901234, SMAN 2 Namang, SMA, Namang", an address behind if wanted. Raises WrongValue."""
    parts = [part.strip() for part in text.split(",", 4)]
    return read_school(dict(zip(HEADERS, parts, strict=False)), find)


def read_school(cells: Mapping[str, str], find: FindSubdistrict) -> SchoolLine:
    """One school from its cells, by column. Raises WrongValue for the first that cannot be read."""
    address = cells.get("address", "").strip()
    return SchoolLine(
        npsn=read_npsn(cells.get("npsn", "")),
        name=read_school_name(cells.get("name", "")),
        level=read_level(cells.get("level", "")),
        subdistrict=read_subdistrict(cells.get("subdistrict", ""), find),
        address=read_words(address, "school_address", LONGEST_ADDRESS) if address else "",
        standing=read_standing(cells.get("status", "")),
    )


def new_school(line: SchoolLine, source: str) -> School:
    """A school of the register, without coordinates until somebody trusts them."""
    return School(line.npsn, line.name, line.level, line.subdistrict, line.address, None, None, source)
