"""Whatever the values, names and numbers of areas: no picture has words on words, across a bar or off the paper, by its own boxes."""

from collections.abc import Callable, Iterator
from functools import cache, partial

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ektp_core.pictures import Frame
from ektp_core.pictures import bars as of_bars
from ektp_core.pictures import progress as of_progress
from ektp_core.pictures import trend as of_trend
from ektp_core.pictures import visit_days as of_days
from ektp_core.pictures.bars import MOST, MOST_NOTED, chosen
from ektp_core.pictures.sheet import Sheet
from ektp_core.pictures.style import EARLY, HELD, MARGIN, OBLIGED, PALE, SMALLEST, TALLEST
from tests.core.pictures.boxes import clipped, overlaps
from tests.core.pictures.examples import (
    COURSE,
    LONG_NAME,
    VALUES,
    WHOLE_YEAR,
    a_bar,
    a_point,
    bars,
    done,
    percent,
    round_done,
    some_bars,
    trend,
    visit_days,
)

LONG = Frame("Kepulauan Selat Nasik Barat " * 4, "2017", ("Sumber: " + "b" * 200,), "Bagian " * 20, example="CONTOH")
PARTS = [done(LONG_NAME if number % 2 else "Koba", number, 5) for number in range(9)]


def pictures() -> Iterator[tuple[str, Callable[[], Sheet]]]:
    for count in (0, 1, 7, 12, 13, 40, 41, 514):
        yield f"{count} bars", partial(of_bars.drawn, bars(count))
        yield f"{count} dated bars", partial(of_bars.drawn, bars(count, note="22 November 2022, kepemilikan kartu"))
    yield "a long frame", partial(of_bars.drawn, bars(7, frame=LONG))
    for recorded, early in (*VALUES, (92.0, 2.0)):
        alone = of_bars.CoverageBars(LONG, (a_bar(recorded, early, LONG_NAME * 2),), bars(0).words)
        yield f"one bar of {recorded} and {early}", partial(of_bars.drawn, alone)
    yield "a course", partial(of_trend.drawn, trend(*COURSE))
    yield "no course", partial(of_trend.drawn, trend())
    yield "one figure", partial(of_trend.drawn, trend(a_point(0, "2022-11-22")))
    yield "one year", partial(of_trend.drawn, trend(a_point(92.93, *WHOLE_YEAR)))
    yield "two days", partial(of_trend.drawn, trend(a_point(99.97, "2022-11-22"), a_point(140, "2022-11-23")))
    yield "sixteen years", partial(of_trend.drawn, trend(a_point(0, "2010-01-01"), a_point(105, "2026-11-23")))
    yield "eight days alike", partial(of_trend.drawn, trend(*(a_point(100, f"2022-11-{day}") for day in range(20, 28))))
    yield "at the left edge", partial(of_trend.drawn, trend(a_point(95.32, "2018-01-02"), a_point(100.4, "2026-10-31")))
    for months, lines in ((0, 0), (1, 1), (6, 26)):
        yield f"{months} months", partial(of_days.drawn, visit_days(months, lines, more="… dan 12 hari kunjungan lagi"))
    in_parts = round_done(done("Kunjungan selesai", 12, 30), done("Siswa", 25, 20, "x" * 90, "dua"), parts=PARTS)
    yield "a round", partial(of_progress.drawn, in_parts)
    yield "nothing planned", partial(of_progress.drawn, round_done())
    unknown = round_done(done("Kunjungan " * 6, 99_999, 100_000), done("Siswa direkam", 143, None, "tiga"))
    yield "unknown plan", partial(of_progress.drawn, unknown)


PICTURES = dict(pictures())
every_picture = pytest.mark.parametrize("name", PICTURES)


@cache
def drawn(name: str) -> Sheet:
    """Drawn when the first test asks for it: every worker reads this file, and one of them runs it."""
    return PICTURES[name]()


@every_picture
def test_nothing_overlaps_and_nothing_is_clipped(name: str) -> None:
    assert overlaps(drawn(name).figure) == []
    assert clipped(drawn(name).figure) == []


@every_picture
def test_a_phone_shows_it_whole_and_every_letter_is_read(name: str) -> None:
    assert drawn(name).height <= TALLEST
    assert min(text.get_fontsize() for text in texts(drawn(name).figure)) >= SMALLEST


@every_picture
def test_its_date_stands_on_it(name: str) -> None:
    dates = {"Per 22 November 2022", "2017"}
    assert dates & {text.get_text() for text in texts(drawn(name).figure)}


def texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


def boxes(sheet: Sheet, *colours: str) -> list[Rectangle]:
    """The bars of these colours, without the samples of the legend, in pixels from the upper left."""
    from matplotlib.colors import to_rgba

    wanted = [to_rgba(colour) for colour in colours]
    found = [box for box in sheet.figure.findobj(Rectangle) if isinstance(box, Rectangle) and box.get_facecolor() in wanted]
    return [box for box in found if box.get_height() != of_bars.SAMPLE]


def test_every_bar_begins_at_0_and_is_as_long_as_its_percent() -> None:
    parts = [(0.0, 0.0), (94.97, 5.0), (100.0, 0.0), (98.0, 7.0), (105.0, 35.0)]
    sheet = of_bars.drawn(of_bars.CoverageBars(LONG, tuple(a_bar(*each) for each in parts), bars(0).words))
    recorded, early = boxes(sheet, OBLIGED), boxes(sheet, EARLY)
    assert {box.get_x() for box in recorded} == {MARGIN}
    scale = recorded[2].get_width() / 100
    assert [box.get_width() / scale for box in recorded] == pytest.approx([0, 94.97, 100, 98, 105])
    assert [box.get_width() / scale for box in early] == pytest.approx([0, 5, 0, 7, 35], abs=1e-9)
    assert [one.get_x() + one.get_width() for one in recorded] == pytest.approx([box.get_x() for box in early])


def test_99_97_stays_below_100_in_words_and_in_length() -> None:
    sheet = of_bars.drawn(of_bars.CoverageBars(LONG, (a_bar(94.97, 5.0), a_bar(95.0, 5.0)), bars(0).words))
    said = [text.get_text() for text in texts(sheet.figure)]
    assert percent(99.97) in said and said.count(percent(100)) == 1
    nearly, full = (box.get_x() + box.get_width() for box in boxes(sheet, EARLY))
    assert nearly < full


def test_an_unknown_early_part_is_hatched_as_long_as_what_is_known_and_named_in_the_legend() -> None:
    sheet = of_bars.drawn(of_bars.CoverageBars(LONG, (a_bar(88.0, None), a_bar(88.0, 0.0)), bars(0).words))
    (unknown,), (known,) = boxes(sheet, PALE), boxes(sheet, OBLIGED)
    assert unknown.get_hatch() and unknown.get_width() == known.get_width()
    assert bars(0).words.unknown in {text.get_text() for text in texts(sheet.figure)}


def test_cards_held_have_a_colour_of_their_own() -> None:
    sheet = of_bars.drawn(of_bars.CoverageBars(LONG, (a_bar(97.0, None, is_held=True),), bars(0).words))
    assert len(boxes(sheet, HELD)) == 1
    said = {text.get_text() for text in texts(sheet.figure)}
    assert bars(0).words.held in said and bars(0).words.recorded not in said


@pytest.mark.parametrize(("count", "note", "most"), [(40, "", 40), (41, "", MOST), (514, "", MOST), (15, "2017", MOST_NOTED)])
def test_of_too_many_areas_the_highest_the_lowest_and_home_are_drawn_in_their_order(count: int, note: str, most: int) -> None:
    every = some_bars(count, note=note)
    shown = chosen(every)
    assert len(shown.bars) == most and shown.left_out == count - most
    assert [bar for bar in every if bar in shown.bars][: len(shown.bars)]
    measured = sorted(bar.total for bar in every if bar.total is not None)
    totals = sorted(bar.total for bar in shown.bars if bar.total is not None)
    assert (totals[0], totals[-1]) == (measured[0], measured[-1])
    assert any(bar.is_home for bar in shown.bars)


def test_home_is_drawn_where_it_is_in_the_middle_of_too_many() -> None:
    every = [a_bar(float(number), 0.0, f"{number}", is_home=number == 50) for number in range(100)]
    shown = [bar.name for bar in chosen(every).bars]
    assert shown == [str(number) for number in [*range(19), 50, *range(80, 100)]]


def test_a_point_lies_where_its_day_is_and_a_year_is_as_wide_as_it_is() -> None:
    plot = of_trend.Plot(0, 365, 0, 100, (2022, 2022), (0, 100))
    assert (plot.x(COURSE[6].first), plot.y(25)) == (325, 75)
    two = of_trend.Plot(0, 730, 0, 100, (2017, 2018), (0, 100))
    assert two.at(COURSE[0])[0] == pytest.approx(182)


def test_figures_of_another_definition_are_not_joined() -> None:
    from matplotlib.colors import to_rgba
    from matplotlib.lines import Line2D

    sheet = of_trend.drawn(trend(*COURSE))
    joins = [line for line in sheet.figure.findobj(Line2D) if isinstance(line, Line2D) and line.get_linewidth() == 5]
    assert len(joins) == len([point for point in COURSE if point.joined]) - 1
    assert {to_rgba(str(line.get_color())) for line in joins} == {to_rgba(OBLIGED)}


def test_days_are_never_shortened_where_places_are() -> None:
    sheet = of_days.drawn(visit_days(1, 4))
    said = {text.get_text() for text in texts(sheet.figure)}
    assert {"28 Sep – 10 Des", "Rab 28 Sep"} <= said
    assert any(words.endswith("…") for words in said)


def test_more_kits_out_than_lent_is_another_colour_in_the_month_and_in_the_line() -> None:
    short = [day for day in visit_days(1, 8).months[0].days if day.visits and day.is_short]
    lines = [line for line in visit_days(1, 8).lines if line.is_short]
    assert short and lines
    assert len(boxes(of_days.drawn(visit_days(1, 8)), EARLY)) == len(short) + len(lines)
