"""`office update-register`: a new edition of the area codes is shown, asked about, put in force whole, or refused in one line."""

import csv
import lzma
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ektp_core.country.files import AREAS
from ektp_core.store.connection import open_store
from tests.bot.command_line import siaprekam, the_line
from tests.databases import Filled, sqlite_file


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """An office of Bangka Tengah after its first start."""
    await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    return tmp_path / "office.db"


def edition(
    folder: Path, change: Callable[[str, str], tuple[str, str] | None] = lambda code, name: (code, name), *more: tuple[str, str]
) -> Path:
    """The province's codes as they ship, with changes; None leaves one out."""
    with lzma.open(AREAS, "rt", encoding="utf-8") as file:
        rows = [row for code, name in csv.reader(file) if code.startswith("19") and (row := change(code, name))]
    path = folder / "wilayah.csv"
    path.write_text("code,name\n" + "".join(f"{code},{name}\n" for code, name in (*rows, *more)), encoding="utf-8")
    return path


def split_and_renamed(code: str, name: str) -> tuple[str, str] | None:
    """Three villages of Sungai Selan become Simpang Baru, and Koba has another name."""
    if code[:8] == "19.04.03" and code[-4:] in ("2004", "2005", "2006"):
        return f"19.04.07.{code[-4:]}", name
    return code, "Koba Raya" if code == "19.04.01" else name


def asked(folder: Path, *arguments: str) -> tuple[int, str, str]:
    found = siaprekam(folder, "office", "update-register", *arguments, DATABASE_URL=f"sqlite+aiosqlite:///{folder / 'office.db'}")
    return found.returncode, found.stdout, found.stderr


def areas(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as connection:
        return dict(connection.execute("SELECT code, name FROM area WHERE closed IS NULL"))


def test_the_same_edition_changes_nothing(database: Path, tmp_path: Path) -> None:
    code, said, _ = asked(tmp_path, str(edition(tmp_path)), "--yes")
    assert (code, the_line(said)) == (0, "The areas are those of the file already.")


def test_what_changes_is_shown_with_what_hangs_on_it_and_what_the_office_decides(database: Path, tmp_path: Path) -> None:
    before = areas(database)
    code, said, _ = asked(tmp_path, str(edition(tmp_path, split_and_renamed, ("19.04.07", "Simpang Baru"))), "--dry-run")
    words = " ".join(said.split())
    assert code == 0
    assert "renamed 19.04.01 Kecamatan Koba Kecamatan Koba Raya" in words
    assert "recoded 19.04.03.2004 Desa Lampur 19.04.07.2004" in words
    assert "split off 19.04.07" in words
    assert "Simpang Baru came out of Sungai Selan: 3 schools, 0 coming visits, 0 followers stay with Sungai Selan" in words
    assert said.splitlines()[-1] == "Nothing was changed."
    assert areas(database) == before


def test_without_a_terminal_nothing_changes_until_it_is_said_that_it_may(database: Path, tmp_path: Path) -> None:
    before = areas(database)
    file = edition(tmp_path, split_and_renamed, ("19.04.07", "Simpang Baru"))
    code, _, complained = asked(tmp_path, str(file))
    assert (code, the_line(complained)) == (1, "Nothing was changed: answer on a terminal, or say --yes.")
    assert areas(database) == before
    code, said, _ = asked(tmp_path, str(file), "--yes")
    assert (code, said.splitlines()[-1]) == (0, "The areas of the file are in force.")
    assert before.items() ^ areas(database).items() == {
        ("19.04.01", "Koba"), ("19.04.01", "Koba Raya"), ("19.04.07", "Simpang Baru"),
        ("19.04.03.2004", "Lampur"), ("19.04.03.2005", "Sarang Mandi"), ("19.04.03.2006", "Munggu"),
        ("19.04.07.2004", "Lampur"), ("19.04.07.2005", "Sarang Mandi"), ("19.04.07.2006", "Munggu"),
    }  # fmt: skip


def test_it_is_in_the_audit_in_words(database: Path, tmp_path: Path) -> None:
    asked(tmp_path, str(edition(tmp_path, split_and_renamed, ("19.04.07", "Simpang Baru"))), "--yes")
    url = {"DATABASE_URL": f"sqlite+aiosqlite:///{database}"}
    shown = siaprekam(tmp_path, "ask", "--as", "admin", "--lang", "en", "/audit", **url).stdout
    assert "terminal: took over a new edition of the area codes: 1 new, 1 renamed, 3 recoded, 0 closed" in shown


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            lambda code, name: ("19.08", name) if code == "19.04" else None if code[:6] == "19.04." else (code, name),
            "has the code 19.08 there",
        ),
        (lambda code, name: None if code[:5] == "19.04" else (code, name), "Kabupaten Bangka Tengah (19.04) is not in it."),
        (
            lambda code, name: None if code[:8] in ("19.04.01", "19.04.02") else (code, name),
            "areas of Kabupaten Bangka Tengah, more than any",
        ),
        (lambda code, name: None if code.count(".") == 3 else (code, name), "it must go from provinces down to villages."),
        (lambda code, name: (code.replace(".", ""), name), "“1901” is no code like 19"),
    ],
)
def test_a_file_that_is_none_for_this_office_is_refused_in_one_line(
    database: Path, tmp_path: Path, change: Callable[[str, str], tuple[str, str] | None], line: str
) -> None:
    before = areas(database)
    code, _, complained = asked(tmp_path, str(edition(tmp_path, change)), "--yes")
    assert code == 2
    assert line in the_line(complained)
    assert areas(database) == before


def test_beside_a_running_bot_nothing_is_changed(database: Path, tmp_path: Path) -> None:
    running = open_store(f"sqlite+aiosqlite:///{database}", exclusive=True)
    code, _, complained = asked(tmp_path, str(edition(tmp_path, split_and_renamed, ("19.04.07", "Simpang Baru"))), "--yes")
    assert code == 75
    assert "already runs" in the_line(complained)
    assert running.is_exclusive
