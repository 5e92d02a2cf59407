"""The answers of /cakupan and /peringkat as pictures: the same facts as the words, for whoever may see these."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from ektp_core.announcements.text import plain
from ektp_core.board import Board
from ektp_core.coverage.figure import Definition, Figure, HeadCounts
from ektp_core.pictures.bars import MOST, CoverageBars
from ektp_core.pictures.bars import drawn as drawn_bars
from ektp_core.pictures.trend import CoverageTrend
from ektp_core.pictures.trend import drawn as drawn_trend
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.reply import Button, DrawnFile, Reply
from handlers.texts import render
from tests.core.builders import a_figure, board_of_office, demo_board, published_board
from tests.core.pictures.boxes import clipped, overlaps
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

PUBLISHED, DEMO = published_board(), demo_board()
ASKED = (
    ("coverage", "g="),
    ("coverage", "g=19.03"),
    ("coverage", "g=19.04@2022"),
    ("coverage", "g=k=19"),
    ("coverage", "g=t=19.04"),
    ("coverage", "g=t=19.71"),
    ("ranking", "g="),
)


async def asked(board: Board, route: str, argument: str, language: Language = Language.ID) -> Reply:
    async with an_office(board) as office:
        return await answer(replace(a_request(argument), route=route, language=language), office)


def picture_of(found: Reply) -> Any:
    assert isinstance(found.file, DrawnFile)
    return found.file.what


def with_figures(*figures: Figure, board: Board = PUBLISHED) -> Board:
    return replace(board, figures=figures)


def said(picture: CoverageBars) -> Sequence[tuple[str, str]]:
    return [(bar.name, bar.said) for bar in picture.bars]


@pytest.mark.parametrize("board", [PUBLISHED, DEMO], ids=["published", "demo"])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("route", "argument"), ASKED)
async def test_the_picture_comes_with_the_same_words_and_is_clean(board: Board, language: Language, route: str, argument: str) -> None:
    words, found = await asked(board, route, argument.removeprefix("g="), language), await asked(board, route, argument, language)
    assert render(found, language) == render(words, language)
    picture = picture_of(found)
    sheet = drawn_trend(picture) if isinstance(picture, CoverageTrend) else drawn_bars(picture)
    assert (overlaps(sheet.figure), clipped(sheet.figure)) == ([], [])


@pytest.mark.parametrize("board", [PUBLISHED, DEMO], ids=["published", "demo"])
@pytest.mark.parametrize(("route", "argument"), ASKED)
async def test_every_number_and_date_in_the_picture_stands_in_the_words(board: Board, route: str, argument: str) -> None:
    found = await asked(board, route, argument)
    words, picture = plain(render(found, Language.ID)), picture_of(found)
    shown = picture.points if isinstance(picture, CoverageTrend) else picture.bars
    assert [each.said for each in shown if each.said.removeprefix("sekitar ") not in words] == []
    assert [point.when for point in shown if isinstance(picture, CoverageTrend) and point.when not in words] == []
    assert picture.frame.as_of


async def test_a_button_under_the_words_asks_for_the_picture_and_none_under_the_picture() -> None:
    for route, argument in (("coverage", ""), ("coverage", "k=19.04"), ("coverage", "t=19.04"), ("ranking", "")):
        words = await asked(DEMO, route, argument)
        (item,) = [item for row in words.buttons for item in row if isinstance(item, Button) and item.label == "picture"]
        found = await asked(DEMO, item.route, item.argument)
        assert picture_of(found) and found.view == words.view
        assert "picture" not in {getattr(item, "label", "") for row in found.buttons for item in row}


@pytest.mark.parametrize(
    ("board", "route", "argument"),
    [
        (PUBLISHED, "coverage", "g=19.06"),
        (PUBLISHED, "coverage", "g=k=19.04"),
        (with_figures(), "ranking", "g="),
        (DEMO, "coverage", "g=Atlantis"),
        (DEMO, "coverage", "g=t=99.99"),
        (DEMO, "coverage", "g=g=19.04"),
        (DEMO, "coverage", "g=" * 2000),
        (DEMO, "coverage", "g=nibung"),
    ],
)
async def test_where_there_is_nothing_to_draw_the_answer_is_the_words(board: Board, route: str, argument: str) -> None:
    found = await asked(board, route, argument)
    assert found.file is None and found.view
    assert "picture" not in {getattr(item, "label", "") for row in found.buttons for item in row} or found.view == "coverage"


async def test_places_are_those_of_the_ranking_and_areas_without_a_figure_have_none() -> None:
    alike = [
        a_figure(name, total) for name, total in (("Bangka", 99.1), ("Belitung", 99.1), ("Bangka Tengah", 105), ("Bangka Barat", 99.97))
    ]
    picture = picture_of(await asked(with_figures(*alike), "ranking", "g="))
    assert said(picture) == [
        ("1. Bangka Tengah", "105\u00a0%"),
        ("2. Bangka Barat", "99,97\u00a0%"),
        ("3. Bangka", "99,1\u00a0%"),
        ("3. Belitung", "99,1\u00a0%"),
        ("Bangka Selatan", "belum ada data"),
        ("Belitung Timur", "belum ada data"),
        ("Pangkalpinang", "belum ada data"),
    ]
    assert [bar.name for bar in picture.bars if bar.is_home] == ["1. Bangka Tengah"]


async def test_without_a_ranking_each_bar_has_its_own_date_and_none_a_place() -> None:
    differ = a_figure("Bangka", 95.32, as_of="2018-02"), a_figure("Belitung", 97.48, as_of="2021-08-07", definition=Definition.OWNED)
    picture = picture_of(await asked(with_figures(*differ), "ranking", "g="))
    assert [bar.name for bar in picture.bars][:2] == ["Bangka", "Belitung"]
    assert [bar.note for bar in picture.bars if bar.total is not None] == ["Februari 2018", "7 Agustus 2021, kepemilikan kartu"]
    assert "berbeda" in picture.frame.as_of


async def test_parts_are_drawn_where_they_are_known_and_add_up_to_the_total() -> None:
    figures = a_figure("Bangka Tengah", HeadCounts(30_000, 29_401, 2_099)), a_figure("Bangka", HeadCounts(1000, 950))
    drawn = [picture_of(await asked(with_figures(*figures), "coverage", f"g={code}")) for code in ("19.04", "19.01")]
    home, other = (each.bars[0] for each in drawn)
    assert (home.said, home.said_recorded, home.said_early) == ("105\u00a0%", "98\u00a0%", "+ 7\u00a0%")
    assert home.recorded + home.early == pytest.approx(home.total)
    assert (other.recorded, other.early, other.is_hatched) == (None, None, True)


async def test_the_corner_names_date_definition_and_source_and_example_data_are_marked() -> None:
    frame = picture_of(await asked(DEMO, "coverage", "g=k=19.04")).frame
    assert (frame.as_of, frame.example) == ("Per 31 Oktober 2026", "CONTOH")
    assert frame.corner == ("Definisi: perekaman wajib KTP + pra-17 dibagi wajib KTP.", "Sumber: data contoh")
    published = picture_of(await asked(PUBLISHED, "coverage", "g=", Language.EN)).frame
    assert (published.as_of, published.example) == ("As of 22 November 2022", "")
    assert published.corner[1].startswith("Source: ")


async def test_a_fall_in_january_or_july_is_explained_in_the_trend() -> None:
    figures = (
        a_figure(measure=104, as_of="2022-06-30"),
        a_figure(measure=101, as_of="2022-07-31"),
        a_figure(measure=103, as_of="2022-12-31"),
    )
    picture = picture_of(await asked(with_figures(*figures), "coverage", "g=t=19.04"))
    assert any("diperbarui tiap semester" in line for line in picture.frame.corner)
    steady = picture_of(await asked(with_figures(figures[0], figures[2]), "coverage", "g=t=19.04"))
    assert any("diperbarui tiap semester" in line for line in steady.frame.corner)
    rising = picture_of(await asked(with_figures(figures[1], figures[2]), "coverage", "g=t=19.04"))
    assert not any("diperbarui tiap semester" in line for line in rising.frame.corner)


async def test_figures_of_another_definition_are_in_the_trend_and_not_joined() -> None:
    figures = (
        a_figure(measure=97, as_of="2020", definition=Definition.OWNED),
        a_figure(measure=101, as_of="2022-07-31"),
        a_figure(measure=103),
    )
    points = picture_of(await asked(with_figures(*figures), "coverage", "g=t=19.04")).points
    assert [(point.when, point.joined, point.note) for point in points] == [
        ("2020", False, "kepemilikan kartu"),
        ("31 Juli 2022", True, ""),
        ("22 November 2022", True, ""),
    ]


@pytest.fixture
def garut() -> Board:
    return board_of_office("32.05")


async def test_of_the_42_subdistricts_of_garut_it_is_said_how_many_are_left_out(garut: Board) -> None:
    figures = [a_figure(child.code, 90 + at / 100) for at, child in enumerate(garut.areas.children("32.05"))]
    picture = picture_of(await asked(with_figures(*figures, board=garut), "coverage", "g=k=32.05"))
    assert (len(figures), len(picture.bars)) == (42, MOST)
    assert "2 dari 42 wilayah tidak tampak." in picture.frame.corner[-1]
