"""A map of any number of areas can be read: nothing on anything else, and colours only where figures may be compared."""

from fractions import Fraction
from functools import cache

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from ektp_core.country.files import shapes
from ektp_core.pictures import Frame
from ektp_core.pictures.maps import MOST_NAMED, CoverageMap, MapArea, MapWords, drawn, named
from ektp_core.pictures.style import MISSING, SCALE, shade
from tests.core.pictures.boxes import clipped, overlaps

FRAME = Frame("Cakupan per kecamatan", "Per 30 September 2026", ("Sumber: Dindukcapil Bangka Tengah",))
WORDS = MapWords(("di bawah 80 %", "80–89,9 %", "90–94,9 %", "95–99,9 %", "100 % ke atas"), "belum ada data", "504 wilayah lain")
LONG = "Kabupaten Kepulauan Siau Tagulandang Biaro"
PERCENTS = (None, 0.0, 79.99, 99.97, 100.0, 105.0, 140.0)


@cache
def districts(province: str = "") -> list[str]:
    """The shapes of a province's districts, or of the country's."""
    return [geometry for code, geometry in shapes(province) if len(code) == len("19.04")]


def areas(geometries: list[str], name: str = "", note: str = "") -> tuple[MapArea, ...]:
    found = []
    for number, geometry in enumerate(geometries):
        percent = PERCENTS[number % len(PERCENTS)]
        said = "belum ada data" if percent is None else f"{percent} %"
        found.append(MapArea(name or f"Wilayah {number}", said, geometry, percent, note, is_home=number == 3))
    return tuple(found)


CASES = {
    "none": (),
    "one": areas(districts("19")[:1]),
    "seven": areas(districts("19")),
    "seven with long names": areas(districts("19"), LONG),
    "seven with long names and dates": areas(districts("19"), LONG, "30 September 2026"),
    "one without its shape": (*areas(districts("19")[:3]), MapArea("Pulau Baru", "97 %", "", 97.0)),
    "forty": areas([*districts("33"), *districts("34")]),
    "the country": areas(districts()),
}


@pytest.mark.parametrize("case", CASES)
def test_nothing_stands_on_anything_else_and_nothing_leaves_the_paper(case: str) -> None:
    figure = drawn(CoverageMap(FRAME, CASES[case], WORDS, empty="Belum ada data")).figure
    assert overlaps(figure) == []
    assert clipped(figure) == []


@pytest.mark.parametrize("case", CASES)
def test_every_area_has_its_colour_and_every_named_one_its_words(case: str) -> None:
    figure = drawn(CoverageMap(FRAME, CASES[case], WORDS)).figure
    texts = [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text)]
    fills = {to_hex(patch.get_facecolor()) for patch in figure.findobj(PathPatch) if patch.get_facecolor()[3]}
    with_shape = [area for area in CASES[case] if area.geometry]
    assert fills == {shade(area.percent) if area.percent is not None else MISSING for area in with_shape}
    for at in named(CASES[case]):
        assert any(CASES[case][at].said in text for text in texts)


def test_of_too_many_the_ends_and_home_are_named_and_it_is_said() -> None:
    many = CASES["the country"]
    found = [many[at] for at in named(many)]
    assert len(found) <= MOST_NAMED and any(area.is_home for area in found)
    assert {0.0, 140.0} <= {area.percent for area in found}
    assert WORDS.unnamed in [text.get_text() for text in drawn(CoverageMap(FRAME, many, WORDS)).figure.findobj(Text)]


def test_figures_that_may_not_be_compared_have_no_colours_and_no_legend() -> None:
    figure = drawn(CoverageMap(FRAME, areas(districts("19"), note="Nov 2022"), WORDS, is_coloured=False)).figure
    assert {to_hex(patch.get_facecolor()) for patch in figure.findobj(PathPatch) if patch.get_facecolor()[3]} == {MISSING}
    assert not {*WORDS.scale} & {text.get_text() for text in figure.findobj(Text)}


@pytest.mark.parametrize(("percent", "step"), [(79.99, 0), (80, 1), (99.97, 3), (Fraction(9997, 100), 3), (100, 4), (140, 4)])
def test_what_is_below_a_hundred_is_not_coloured_as_a_hundred(percent: float | Fraction, step: int) -> None:
    assert shade(percent) == SCALE[step][1]
