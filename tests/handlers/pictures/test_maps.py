"""The answers about several areas as maps: the same facts as the words, coloured only where they may be compared."""

from dataclasses import replace

import pytest
from matplotlib.text import Text
from sqlalchemy import insert

from ektp_core.announcements.text import plain
from ektp_core.board import Board
from ektp_core.country.files import shapes
from ektp_core.pictures.maps import CoverageMap, drawn
from ektp_core.profile import Language
from ektp_core.store import schema
from handlers.answer import answer
from handlers.reply import Button, DrawnFile, Reply
from handlers.texts import render
from tests.core.builders import a_figure, demo_board, published_board
from tests.core.pictures.boxes import clipped, overlaps
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

PUBLISHED, DEMO = published_board(), demo_board()
ASKED = (("coverage", "m=k=19.04"), ("coverage", "m=k=19"), ("ranking", "m="))


async def asked(board: Board, route: str, argument: str, language: Language = Language.ID, *, with_shapes: bool = True) -> Reply:
    async with an_office(board) as office:
        if with_shapes:
            async with office.store.changing() as connection:
                rows = [{"area": code, "geometry": shape, "source": "MIT"} for code, shape in shapes("19")]
                areas = [
                    {"code": area.code, "name": area.name, "level": area.level, "parent": area.parent}
                    for area in sorted(board.areas, key=lambda area: area.code)
                ]
                await connection.execute(insert(schema.area), areas)
                await connection.execute(insert(schema.boundary), rows)
        return await answer(replace(a_request(argument), route=route, language=language), office)


def map_of(found: Reply) -> CoverageMap:
    assert isinstance(found.file, DrawnFile) and isinstance(found.file.what, CoverageMap)
    return found.file.what


@pytest.mark.parametrize("board", [PUBLISHED, DEMO], ids=["published", "demo"])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("route", "argument"), ASKED)
async def test_the_map_comes_with_the_same_words_and_is_clean(board: Board, language: Language, route: str, argument: str) -> None:
    words, found = await asked(board, route, argument.removeprefix("m="), language), await asked(board, route, argument, language)
    assert render(found, language) == render(words, language)
    if found.file is None:
        assert "map" not in labels(words)
        return
    picture = map_of(found)
    assert all(area.geometry for area in picture.areas)
    said = plain(render(words, language))
    assert [
        area.said
        for area in picture.areas
        if area.percent is not None and area.said.removeprefix("sekitar ").removeprefix("about ") not in said
    ] == []
    figure = drawn(picture).figure
    assert (overlaps(figure), clipped(figure)) == ([], [])


async def test_a_button_under_the_words_asks_for_the_map_and_none_under_the_map() -> None:
    for route, argument in (("coverage", "k=19.04"), ("ranking", "")):
        words = await asked(DEMO, route, argument)
        (item,) = [item for row in words.buttons for item in row if isinstance(item, Button) and item.label == "map"]
        found = await asked(DEMO, item.route, item.argument)
        assert map_of(found) and found.view == words.view and "map" not in labels(found)


async def test_figures_of_different_dates_are_not_coloured_and_each_has_its_date() -> None:
    board = replace(PUBLISHED, figures=(a_figure("Bangka", 95.32, as_of="2018-02"), a_figure("Belitung", 97.48, as_of="2021-08-07")))
    picture = map_of(await asked(board, "ranking", "m="))
    assert not picture.is_coloured
    assert [area.note for area in picture.areas if area.percent is not None] == ["Februari 2018", "7 Agustus 2021"]
    assert "tidak diwarnai" in picture.frame.as_of


async def test_home_is_marked_and_areas_without_a_figure_are_there() -> None:
    board = replace(PUBLISHED, figures=(a_figure("Bangka", 95.32), a_figure("Bangka Tengah", 105)))
    picture = map_of(await asked(board, "ranking", "m="))
    assert [area.name for area in picture.areas if area.is_home] == ["Bangka Tengah"]
    assert {area.name for area in picture.areas if area.percent is None} >= {"Belitung", "Pangkalpinang"}


@pytest.mark.parametrize(
    ("route", "argument"),
    [("coverage", "m="), ("coverage", "m=19.04"), ("coverage", "m=t=19.04"), ("coverage", "m=Atlantis"), ("coverage", "m=m=")],
)
async def test_where_there_is_no_map_the_answer_is_the_words(route: str, argument: str) -> None:
    found = await asked(DEMO, route, argument)
    assert found.file is None and found.view


async def test_areas_without_a_shape_stand_below_the_map() -> None:
    picture = map_of(await asked(DEMO, "ranking", "m=", with_shapes=False))
    figure = drawn(picture).figure
    assert {area.name for area in picture.areas} <= {text.get_text() for text in figure.findobj(Text)}
    assert (overlaps(figure), clipped(figure)) == ([], [])


def labels(found: Reply) -> set[str]:
    return {getattr(item, "label", "") for row in found.buttons for item in row}
