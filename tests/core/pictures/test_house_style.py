"""Every picture is read on a small phone, whole, with its date; the check of boxes finds what is not."""

import subprocess
import sys

import pytest
from matplotlib.text import Text

from ektp_core.pictures import Frame, Undated
from ektp_core.pictures.measuring import SHORTENED, fits, width_of, wrapped
from ektp_core.pictures.sheet import Sheet
from ektp_core.pictures.style import (
    EARLY,
    INK,
    MARGIN,
    OBLIGED,
    ON_EARLY,
    ON_OBLIGED,
    PAPER,
    PHONE,
    PLAIN,
    SCALE,
    SMALLEST,
    TITLE,
    WIDTH,
    on_shade,
    shade,
)
from tests.core.pictures.boxes import clipped, overlaps

LONG = "Kecamatan Kepulauan Pongok Barat Laut Dan Tenggara Raya"
FRAME = Frame("Bangka Tengah", "Per 22 November 2022", ("Definisi: perekaman wajib KTP + pra-17 dibagi wajib KTP.", "Sumber: contoh"))


def contrast(one: str, other: str) -> float:
    """Of WCAG 2."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_nothing_is_drawn_without_a_date():
    with pytest.raises(Undated):
        Frame("Bangka Tengah", " ")


def test_letters_are_eleven_pixels_on_a_phone_that_shows_the_picture_360_wide():
    assert WIDTH / PHONE == 360
    assert SMALLEST / PHONE >= 11


@pytest.mark.parametrize(("letters", "ground"), [(ON_OBLIGED, OBLIGED), (ON_EARLY, EARLY), *((on_shade(each), each) for _, each in SCALE)])
def test_numbers_are_read_on_every_colour(letters: str, ground: str):
    assert contrast(letters, ground) >= 4.5


@pytest.mark.parametrize("values", [(0, 79.99), (80, 89.99), (90, 94.99), (95, 99.97, 99.999), (100, 105, 140)])
def test_a_coverage_has_the_colour_of_its_class_and_99_97_is_not_100(values: tuple[float, ...]):
    assert len({shade(value) for value in values}) == 1
    assert [shade(value) for value in (0, 80, 90, 95, 100)] == [colour for _, colour in SCALE]


@pytest.mark.parametrize(
    "frame",
    [
        FRAME,
        Frame(LONG * 2, "Per 2017", (LONG * 6, LONG * 3), LONG, example="CONTOH"),
        Frame("N" * 90, "2017", ("https://" + "a" * 150,), example="EXAMPLE"),
        Frame("Biaya $5 dan $6", "2017"),
    ],
)
def test_heading_corner_and_mark_lie_on_the_paper_whole_and_apart(frame: Frame):
    sheet = Sheet(frame, 200)
    sheet.text("isi", sheet.left, sheet.top + 100)
    assert not overlaps(sheet.figure)
    assert not clipped(sheet.figure)
    said = "".join(text.get_text() for text in sheet.figure.findobj(Text)).replace(" ", "")
    assert all(words.replace(" ", "") in said for words in (frame.title, frame.as_of, *frame.corner, frame.subtitle, frame.example))


def test_the_same_frame_is_drawn_to_the_same_bytes():
    assert Sheet(FRAME, 100).png() == Sheet(FRAME, 100).png()
    assert Sheet(FRAME, 100).png()[:4] == b"\x89PNG"


def test_words_are_made_smaller_before_they_are_shortened():
    assert fits("Koba", 400, PLAIN).size == PLAIN
    smaller = fits(LONG, width_of(LONG, SMALLEST) + 1, PLAIN)
    assert (smaller.words, smaller.size, smaller.is_whole) == (LONG, SMALLEST, True)
    shortened = fits(LONG, 300, PLAIN)
    assert shortened.words.endswith(SHORTENED) and not shortened.is_whole
    assert width_of(shortened.words, shortened.size) <= 300


@pytest.mark.parametrize("words", [LONG, "a" * 200, "Sumber: https://" + "b" * 90 + " dan lainnya"])
def test_wrapped_words_lose_no_letter_and_fit(words: str):
    lines = wrapped(words, WIDTH - 2 * MARGIN, TITLE)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(width_of(line, TITLE) <= WIDTH - 2 * MARGIN for line in lines)


def test_the_check_of_boxes_finds_words_on_words_on_an_edge_on_a_line_and_off_the_paper():
    sheet = Sheet(FRAME, 400)
    assert not overlaps(sheet.figure)
    sheet.text("satu", 100, sheet.top + 50)
    sheet.text("dua", 110, sheet.top + 60)
    sheet.box(400, sheet.top, 100, 40, OBLIGED)
    sheet.text("di dalam", 600, sheet.top + 30, colour=PAPER)
    sheet.box(590, sheet.top, 300, 60, OBLIGED)
    sheet.text("tepi", 480, sheet.top + 20)
    sheet.line((0, sheet.top + 200), (900, sheet.top + 210), INK, 3)
    sheet.text("garis", 500, sheet.top + 205)
    sheet.text("keluar", WIDTH - 20, sheet.top + 300)
    assert overlaps(sheet.figure) == ["'satu' and 'dua'", "'tepi' across a bar's edge", "'garis' across a line"]
    assert [found.split(" at ")[0] for found in clipped(sheet.figure)] == ["'keluar'"]


def test_who_makes_a_picture_loads_no_drawing_library():
    loads = "import sys, ektp_core.pictures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], check=False).returncode == 0
