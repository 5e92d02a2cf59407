"""`python -m bot ask`: the very answers of Telegram, on the terminal."""

import json
from pathlib import Path

import pytest

from tests.bot.command_line import siaprekam
from tests.bot.words import EN, on_button

ON_THE_DAY = ("--today", "2026-11-24")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all questions: the office's database is made once."""
    return tmp_path_factory.mktemp("office")


def ask(folder: Path, *arguments: str) -> str:
    """What is answered; nothing else may be said."""
    ended = siaprekam(folder, "ask", *arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_words_need_no_quotes(folder: Path) -> None:
    said = ask(folder, *ON_THE_DAY, "12", "maret", "2010")
    assert said == ask(folder, *ON_THE_DAY, "12 maret 2010")
    assert "Jumat, 12 Maret 2010" in said
    assert "16 tahun 8 bulan" in said
    assert f"[ {on_button('schedule')} ]" in said
    assert "<b>" not in said


def test_another_day_gives_another_answer(folder: Path) -> None:
    assert "17 tahun" in ask(folder, "--today", "2027-03-12", "/cek 12-03-2010")
    assert "15 tahun 11 bulan" in ask(folder, "--today", "2026-03-11", "/cek 12-03-2010")


def test_json_has_text_buttons_and_files(folder: Path) -> None:
    answer = json.loads(ask(folder, *ON_THE_DAY, "--json", "/cek 12-03-2010"))
    assert answer.keys() == {"text", "buttons", "files"}
    assert "12 Maret 2010" in answer["text"]
    assert answer["files"] == []
    assert all(button.keys() == {"text", "callback_data"} for row in answer["buttons"] for button in row)


def test_an_answer_that_is_a_file_says_its_words_and_the_files_name(folder: Path) -> None:
    asked = (*ON_THE_DAY, "--demo", "--as", "officer", "/ekspor visits")
    answer = json.loads(ask(folder, "--json", *asked))
    assert "7 baris" in answer["text"]
    assert answer["files"] == ["kunjungan-2026-11-24.xlsx"]
    assert "<kunjungan-2026-11-24.xlsx>" in ask(folder, *asked)


def test_english_is_spoken_when_asked_for(folder: Path) -> None:
    said = ask(folder, *ON_THE_DAY, "--lang", "en", "12-03-2010")
    assert "12 March 2010" in said
    assert f"[ {on_button('requirements', EN)} ]" in said


def test_example_data_says_so_and_leaves_no_trace(folder: Path) -> None:
    assert "DATA CONTOH" in ask(folder, *ON_THE_DAY, "--demo", "/jadwal")
    assert "CONTOH" not in ask(folder, *ON_THE_DAY, "/jadwal")


def test_an_officer_asks_as_well(folder: Path) -> None:
    assert "105 %" in ask(folder, *ON_THE_DAY, "--as", "officer", "/cakupan")


@pytest.mark.parametrize(
    "arguments", [(), ("--today", "24-11-2026", "x"), ("--as", "gubernur", "x"), ("--lang", "nl", "x"), ("--nosuch", "x")]
)
def test_a_wrong_use_is_explained_and_exits_2(folder: Path, arguments: tuple[str, ...]) -> None:
    ended = siaprekam(folder, "ask", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Error: " in ended.stderr
    assert "Traceback" not in ended.stderr
