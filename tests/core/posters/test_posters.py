"""What is hung up can be read whole: nothing is cut, nothing lies on another, on paper, on phones and without colours."""

import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from ektp_core.pictures.style import INK, PAPER, SMALLEST
from ektp_core.posters import ClassList, Form
from ektp_core.posters.figure import MARK_NAME, PIXEL
from ektp_core.posters.layout import ACCENT
from tests.core.pictures.boxes import clipped, overlaps
from tests.core.pictures.test_house_style import contrast
from tests.core.posters.notices import CROWDED, NOTICES, SIXTY_LETTERS, USUAL, a_poster, some_class_hours

TWELVE_MM = 12 / 25.4
AROUND_PICTURES = 1 / 40
"""Of a picture's width."""

HOSTILE = (
    "SMA 🎉 Koba 😀",
    "مدرسة الهدى الثانوية",
    "SMA \u202eterbalik\u202c Koba",
    "SMA \"Bakti\" <b>&amp; 'Jaya'</b>",
    "SMA $x^2$ 50% _a_ {b} \\frac{1}{2}",
    "S" * 90,
    "漢字学校",
    "SMA\nKoba\tBaru  dan   Lama",
    "👨\u200d🎓👩\u200d🎓",
    "e\u0301cole Ñandú Đồng ½ № 1",
    SIXTY_LETTERS,
)

every_form = pytest.mark.parametrize("form", Form)


def without_mark(figure: Figure) -> Figure:
    """The mark lies behind everything on purpose."""
    for text in figure.findobj(Text):
        if text.get_gid() == MARK_NAME:
            text.set_visible(False)
    return figure


def faults(figure: Figure) -> list[str]:
    """Lines of a table may cross; words may meet nothing."""
    found = without_mark(figure)
    return [*clipped(found), *(fault for fault in overlaps(found) if not fault.startswith("bars at"))]


def outside(figure: Figure, margin: float) -> list[str]:
    """Words that are nearer to an edge than the margin, in inches."""
    renderer, dpi = FigureCanvasAgg(figure).get_renderer(), figure.dpi
    width, height = (side * dpi for side in figure.get_size_inches())
    edge = margin * dpi
    found = []
    for text in without_mark(figure).findobj(Text):
        if text.get_visible() and text.get_text():
            box = text.get_window_extent(renderer)
            if box.x0 < edge or box.y0 < edge or box.x1 > width - edge or box.y1 > height - edge:
                found.append(text.get_text())
    return found


def said(figure: Figure) -> str:
    return " ".join(text.get_text() for text in figure.findobj(Text)).replace("\u00a0", " ")


def words_of(figure: Figure) -> Iterator[Text]:
    return (text for text in figure.findobj(Text) if text.get_text() and text.get_gid() != MARK_NAME)


@every_form
@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_nothing_is_cut_and_nothing_lies_on_another(form, notice):
    assert faults(a_poster(notice, form).figure()) == []


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_paper_keeps_twelve_millimetres_for_the_printer_and_pictures_their_border(notice):
    assert outside(a_poster(notice).figure(), TWELVE_MM) == []
    for form in (Form.SQUARE, Form.TALL):
        figure = a_poster(notice, form).figure()
        assert outside(figure, AROUND_PICTURES * figure.get_size_inches()[0]) == []


@pytest.mark.parametrize("name", HOSTILE)
@every_form
def test_any_name_is_drawn_whole_with_the_letters_that_the_font_has(form, name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = a_poster(replace(CROWDED, place=name), form).figure()
        FigureCanvasAgg(figure).draw()
    assert faults(figure) == []


@pytest.mark.parametrize("name", ["漢字学校", "👨\u200d🎓👩\u200d🎓🏫", "\u202e\u200b"])
@every_form
def test_a_place_without_a_letter_that_can_be_drawn_is_called_by_its_number(form, name):
    figure = a_poster(replace(USUAL, place=name), form).figure()
    assert USUAL.number in said(figure)


@every_form
def test_the_place_and_the_day_are_the_largest(form):
    sizes = {text.get_text(): text.get_fontsize() for text in words_of(a_poster(form=form).figure())}
    largest = sorted(sizes, key=lambda words: -sizes[words])[:2]
    assert largest == [USUAL.place, USUAL.days[0]]


@every_form
@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_every_form_says_who_invites_where_when_who_may_come_and_of_which_day_it_is(form, notice):
    shown = said(a_poster(notice, form).figure())
    days = notice.days if form is Form.PAPER or len(notice.days) <= 2 else (notice.period,)
    office = notice.office if form is Form.PAPER else notice.office_short
    for words in (office, notice.title, notice.place, *days, notice.hours, notice.born, notice.as_of, notice.moved, *notice.warnings):
        assert words.replace("\u00a0", " ") in shown


@pytest.mark.parametrize("form", [Form.PAPER, Form.TALL])
def test_every_class_has_its_hours(form):
    shown = said(a_poster(CROWDED, form).figure())
    assert [name for name, hours in CROWDED.classes if name not in shown or hours not in shown] == []


@pytest.mark.parametrize("form", [Form.SQUARE, Form.TALL])
def test_a_phone_that_shows_a_usual_picture_360_wide_shows_no_letter_below_eleven_pixels(form):
    assert min(text.get_fontsize() for text in words_of(a_poster(form=form).figure())) >= SMALLEST * PIXEL - 0.01


@every_form
def test_example_data_are_marked_across_the_sheet_and_in_words(form):
    shown = said(a_poster(CROWDED, form).figure())
    assert "CONTOH" in shown.split() and CROWDED.example in shown
    assert "CONTOH" not in said(a_poster(USUAL, form).figure())


def test_a_printer_without_colours_prints_everything_dark_on_light_or_light_on_dark():
    assert contrast(ACCENT, PAPER) >= 7
    assert contrast(INK, PAPER) >= 7


@pytest.mark.parametrize("notice", [USUAL, CROWDED, replace(CROWDED, place="S" * 90)], ids=["usual", "crowded", "hostile"])
def test_the_list_for_the_door_has_every_class_its_hours_and_room_to_write(notice):
    figure = ClassList(some_class_hours(notice)).figure()
    shown = said(figure)
    assert faults(figure) == [] and outside(figure, TWELVE_MM) == []
    assert [name for name, hours in notice.classes if name not in shown or hours not in shown] == []
    assert "Catatan" in shown and "Perkiraan siswa seluruhnya: 120" in shown


def test_the_same_poster_is_the_same_file():
    for form in Form:
        assert a_poster(form=form).draw() == a_poster(form=form).draw()


def test_whoever_asks_for_a_poster_loads_no_drawing_library():
    asks = (
        "import sys, handlers.posters.posters, ektp_core.posters; print([m for m in ('matplotlib', 'segno', 'numpy') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
