"""A workbook as it comes out of a printer: A4 across, a heading and a page's number on every page, letters of 8 points at the least."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from ektp_core.exports import award_sheets, figure_sheets, kit_sheets, visit_sheets
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.sheet import Chart, Note, Percent, Sheet
from ektp_core.sheets.word import Word
from ektp_core.sheets.writing import workbook
from handlers.staff.words import words
from handlers.texts.wording import in_words
from tests.core.builders import demo_board
from tests.core.sheets.printed import page_of, part
from tests.patience import LONGEST

WORDS = words(Language.ID)
HEADING = "Dindukcapil R&D Bangka Tengah; diunduh 24 November 2026"
PAPER_MM, LEAST_POINTS, LETTERS = 297 - 2 * 12, 8, 11
ON_PAPER = 7.43 / 7
"""By how much columns grow where a digit is as wide as its letters say."""

DEMO = demo_board()
EVERY = [*figure_sheets(DEMO, partial(in_words, language=Language.ID)), *visit_sheets(DEMO), *kit_sheets(DEMO), *award_sheets(DEMO)]


def written(*sheets: Sheet, words: Mapping[str, str] = WORDS) -> bytes:
    return workbook(sheets, words, HEADING, "DATA CONTOH")


def a_sheet(*rows: tuple[Any, ...], columns: str = "area note", **more: Any) -> Sheet:
    return Sheet("visits", tuple(columns.split()), rows, **more)


@pytest.mark.parametrize("sheet", EVERY, ids=lambda sheet: sheet.name)
def test_every_page_of_every_export_fits_and_can_be_read(sheet: Sheet) -> None:
    page = page_of(written(sheet))
    assert LETTERS * page.scale / 100 >= LEAST_POINTS
    assert max(page.side_by_side(sheet.keys)) * ON_PAPER <= PAPER_MM
    assert '<pageSetup paperSize="9"' in page.xml
    assert 'orientation="landscape"' in page.xml


def test_a_page_of_figures_is_read_at_arms_length() -> None:
    assert all(LETTERS * page_of(written(sheet)).scale / 100 >= 12 for sheet in EVERY if sheet.name.startswith("ranking"))


def test_figures_come_first_and_sources_on_the_second_page_with_the_names_of_the_areas_again() -> None:
    statements = next(sheet for sheet in EVERY if sheet.name == "figures")
    content = written(statements)
    assert page_of(content).breaks == [statements.columns.index("source")]
    titles = re.search(r'_xlnm.Print_Titles"[^>]*>([^<]*)<', part(content, "workbook.xml"))
    assert titles is not None
    assert titles[1] == "Angka!$A:$B,Angka!$2:$2"


def test_the_header_is_frozen_filtered_and_repeated_in_print() -> None:
    content = written(a_sheet(("x", "y"), ("y", "z")))
    sheet, book = page_of(content).xml, part(content, "workbook.xml")
    assert re.search(r'<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"', sheet)
    assert '<autoFilter ref="A2:B4"' in sheet
    assert 'Print_Titles" localSheetId="0">Kunjungan!$2:$2' in book
    assert 'Print_Area" localSheetId="0">Kunjungan!$A$2:$B$4' in book


@pytest.mark.parametrize("language", Language)
def test_a_page_says_above_what_and_whose_it_is_and_below_from_which_file_and_which_of_how_many(language: Language) -> None:
    xml = page_of(written(a_sheet(("x", "y"), example=True), words=words(language))).xml
    above, below = re.search(r"<oddHeader>(.*)</oddHeader>", xml), re.search(r"<oddFooter>(.*)</oddFooter>", xml)
    assert above is not None
    assert below is not None
    assert "R&amp;&amp;D Bangka Tengah; diunduh 24 November 2026 · DATA CONTOH" in above[1]
    assert "&amp;F" in below[1]
    assert below[1].endswith({Language.ID: "Halaman &amp;P dari &amp;N", Language.EN: "Page &amp;P of &amp;N"}[language])


@pytest.mark.parametrize(
    ("column", "cell", "least"),
    [
        pytest.param("obliged", 1_234_567, "1.234.567", id="an amount"),
        pytest.param("percent", Percent(Fraction("114.15")), "114,15%", id="a percentage"),
        pytest.param("day", date(2026, 9, 22), "22 September 2026", id="a day"),
        pytest.param("as_of", AsOf(2026, 9, 22), "22 September 2026", id="a date of figures"),
        pytest.param("area", "Kecamatan Pangkalan Baru", "Kecamatan Pangkalan Baru", id="a name"),
    ],
)
def test_what_a_column_holds_is_shown_whole_on_one_line(column: str, cell: Any, least: str) -> None:
    """A number that does not fit would be shown as #### or in another form, a day too."""
    others = {"day": date(2026, 5, 1), "obliged": 5, "area": "Koba", "as_of": AsOf(2018), "percent": Percent(Fraction(98))}
    page = page_of(written(a_sheet((others[column],), (cell,), columns=column)))
    assert page.widths[0] >= 6.2 * len(least)
    assert " ht=" not in page.xml.partition('<row r="3"')[2]


@pytest.mark.parametrize(
    ("text", "widest", "lines"),
    [
        pytest.param("x" * 24, 190, 1, id="short"),
        pytest.param("kata " * 60, 430, 4, id="long"),
        pytest.param("kata " * 3000, 430, 27, id="longer than a row can be high"),
        pytest.param("kata\nkata\nkata", 190, 3, id="on several lines"),
        pytest.param("https://" + "x" * 200, 430, 3, id="one long word"),
    ],
)
def test_long_texts_are_folded_into_rows_that_are_high_enough(text: str, widest: int, lines: int) -> None:
    page = page_of(written(a_sheet(("Koba", text))))
    assert page.widths[1] <= widest
    height = re.search(r'<row r="3"[^>]* ht="([\d.]+)"', page.xml)
    assert (float(height[1]) if height else 15) >= min(15 * lines, 409)


def test_what_is_true_of_every_row_is_said_below_them_across_the_page_and_printed() -> None:
    content = written(a_sheet(("Koba", "x"), notes=(Note("source", "laporan " * 40), Note("definition", Word("definition_owned")))))
    xml = page_of(content).xml
    assert '<mergeCell ref="A5:B5"/><mergeCell ref="A6:B6"/>' in xml
    assert re.search(r'<row r="5"[^>]* ht="\d+"', xml)
    assert "Definisi: pemilik KTP-el" in part(content, "sharedStrings.xml")
    assert "$A$2:$B$6" in part(content, "workbook.xml")
    assert '<autoFilter ref="A2:B3"' in xml


def a_chart(rows: int) -> Sheet:
    cells = tuple((f"Kecamatan {number}", *map(Percent, map(Fraction, (105, 98, 7, 100)))) for number in range(rows))
    drawn = Chart("chart_ranking", rows, "area", STACKED, "percent", "all_obliged")
    title = Word("title_ranking", {"as_of": "31 Oktober 2026"})
    return a_sheet(*cells, ("Tanpa angka", None, None, None, None), columns=CHARTED, title=title, chart=drawn, example=True)


STACKED = ("percent_recorded", "percent_early")
CHARTED = "area percent percent_recorded percent_early all_obliged"


def test_places_are_drawn_from_0_with_the_line_at_100_the_day_and_the_mark_of_an_example() -> None:
    content = written(a_chart(3))
    drawn = part(content, "charts/chart1.xml")
    assert re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", drawn) == [f"Kunjungan!${letter}$3:${letter}$5" for letter in "CDEB"]
    assert '<c:grouping val="stacked"/>' in drawn
    assert '<c:min val="0"/>' in drawn
    assert "Peringkat cakupan kabupaten dan kota per 31 Oktober 2026 · DATA CONTOH" in drawn
    assert '<c:legendEntry><c:idx val="3"/><c:delete val="1"/>' in drawn
    sheet = part(content, "chartsheets/sheet1.xml")
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "DATA CONTOH" in sheet


@pytest.mark.parametrize(("rows", "upright"), [(7, False), (12, False), (13, True), (47, True)])
def test_names_and_numbers_of_many_bars_stand_upright(rows: int, upright: bool) -> None:
    assert ('rot="-5400000"' in part(written(a_chart(rows)), "charts/chart1.xml")) is upright


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: the printed pages are not looked at")
def test_what_libreoffice_prints_is_what_was_meant(tmp_path: Path) -> None:
    """Five exports at once: pages of A4 across, as many side by side as meant, each with its heading, no letter under 8 points."""
    (tmp_path / "angka.xlsx").write_bytes(written(*EVERY))
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = (str(OFFICE), own, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "angka.xlsx"))
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)
    with pypdfium2.PdfDocument(tmp_path / "angka.pdf") as printed:
        texts = [page.get_textpage().get_text_bounded() for page in printed]
        assert {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in printed} == {(297, 210)}
        assert min(_points(page) for page in printed) >= LEAST_POINTS
    for number, text in enumerate(texts, 1):
        assert "Bangka Tengah; diunduh 24 November 2026" in text
        assert f"Halaman {number} dari {len(texts)}" in text
    assert len([text for text in texts if text.startswith("Kunjungan ·")]) == 2
    assert len([text for text in texts if text.startswith("Peringkat cakupan kecamatan per 31 Oktober 2026 ·")]) == 2
    assert not any("###" in text for text in texts)


def _points(page: pypdfium2.PdfPage) -> float:
    """Of the smallest letters of what is no footer."""
    letters = page.get_textpage()
    sizes = [raw.FPDFText_GetFontSize(letters, place) for place in range(letters.count_chars()) if letters.get_charbox(place)[1] > 45]
    return min(size for size in sizes if size > 1)
