"""A file of area codes is read whole, or is none: the line that says so is named."""

import lzma
from pathlib import Path

import pytest

from ektp_core.country.files import AREAS
from ektp_core.country.register import NotARegister, RegisterFault, read_register

GOOD = "code,name\n19,Bangka Belitung\n19.04,Kabupaten Bangka Tengah\n19.04.01,Koba\n19.04.01.2002,Nibung\n"


def written(folder: Path, data: str | bytes, name: str = "wilayah.csv") -> Path:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def test_the_edition_that_ships_with_the_project_is_one() -> None:
    assert len(read_register(AREAS).areas) == 91_599


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        GOOD.encode("utf-8-sig"),
        GOOD.replace(",", ";").replace("\n", "\r\n"),
        GOOD.replace("code,name", "KODE,Nama"),
        GOOD.replace("code,name", "code,name,people").replace("Koba\n", "Koba,3\n\n"),
        "\n".join(",".join(reversed(line.split(","))) for line in GOOD.splitlines()),
        "\n".join([GOOD.splitlines()[0], *reversed(GOOD.splitlines()[1:])]),
    ],
)
def test_columns_separators_and_order_may_differ(tmp_path: Path, data: str | bytes) -> None:
    found = [(each.code, each.name) for each in read_register(written(tmp_path, data)).areas.values()]
    assert found == [tuple(line.split(",")) for line in GOOD.splitlines()[1:]]


def test_it_may_be_packed(tmp_path: Path) -> None:
    assert len(read_register(written(tmp_path, lzma.compress(GOOD.encode()), "wilayah.csv.xz")).areas) == 4


@pytest.mark.parametrize(
    ("data", "fault", "line"),
    [
        ("", RegisterFault.COLUMNS, 1),
        ("Kecamatan;Wajib KTP\nKoba;31200\n", RegisterFault.COLUMNS, 1),
        (GOOD.replace("code,name", "code,kode,name"), RegisterFault.COLUMNS, 1),
        ("code,name\n", RegisterFault.EMPTY, 0),
        ("code,name\nMY-01,Johor\n", RegisterFault.CODE, 2),
        (GOOD.replace("19.04.01.2002", "1904012002"), RegisterFault.CODE, 5),
        (GOOD.replace("19.04.01,", "19.4,"), RegisterFault.CODE, 4),
        (GOOD.replace("Nibung", ""), RegisterFault.NAME, 5),
        (GOOD.replace("Nibung", "12"), RegisterFault.NAME, 5),
        (GOOD.replace(",Nibung", ""), RegisterFault.NAME, 5),
        (GOOD.replace("Nibung", "N" * 81), RegisterFault.NAME, 5),
        (GOOD.replace("Nibung", "Ni\x07bung"), RegisterFault.NAME, 5),
        (GOOD.replace("Kabupaten ", "KABUPATEN "), RegisterFault.KIND, 3),
        (GOOD + "19.04.01,Koba\n", RegisterFault.TWICE, 6),
        (GOOD + "19.05.01,Mentok\n", RegisterFault.ALONE, 6),
        (GOOD.replace("19.04.01.2002,Nibung\n", ""), RegisterFault.PARTS, 0),
        (GOOD.encode().replace(b"Nibung", b"Nib\xfcng"), RegisterFault.UNREADABLE, 0),
        (b"PK\x03\x04\x00\x00", RegisterFault.UNREADABLE, 0),
    ],
)
def test_what_is_no_edition_is_refused_whole(tmp_path: Path, data: str | bytes, fault: RegisterFault, line: int) -> None:
    with pytest.raises(NotARegister) as refused:
        read_register(written(tmp_path, data))
    assert (refused.value.fault, refused.value.line) == (fault, line)


def test_a_packed_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotARegister) as refused:
        read_register(written(tmp_path, lzma.compress(GOOD.encode())[:-8], "wilayah.csv.xz"))
    assert refused.value.fault is RegisterFault.UNREADABLE
