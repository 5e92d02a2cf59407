"""What each view of the page is made of; all of it is what the commands answer from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ektp_core.board import Board
from ektp_core.country.outlines import HomeMaps
from ektp_core.profile import Language
from ektp_core.visits.schedule import Visit, VisitState
from handlers.board_page.code import Code, code_of
from handlers.board_page.coverage import SHADES, Areas, Line, areas_of, headline
from handlers.contact import SHOWN
from handlers.texts.examples import use_examples
from handlers.texts.pages import page

T = TypeVar("T")


class View(StrEnum):
    """Where the board is looked at."""

    PAGE = "page"
    TV = "tv"
    EMBED = "embed"


@dataclass(frozen=True, slots=True)
class Reached:
    """How people reach it: the bot's name on Telegram ("" while it has none), the page's address if it is known, the style sheet's name."""

    bot: str
    address: str | None
    style: str


VISITS = {View.PAGE: 12, View.TV: 12, View.EMBED: 3}
"""The next visits that a view has room for; how many more there are is said."""

LINES_A_SCREEN, VISITS_A_SCREEN = 8, 4
"""On a television, read from four metres."""

LONGEST_LIST = 40
"""Areas that a list holds; the rest is in the open data."""


def board_page(board: Board, today: date, view: View, language: Language, reached: Reached, maps: HomeMaps) -> str:
    """The page as HTML, the same for everybody."""
    use_examples(board)
    upcoming = board.schedule.upcoming(today)
    shown = upcoming[: VISITS[view]]
    values: dict[str, object] = {
        "home": board.home,
        "office": board.office_name,
        "profile": board.profile,
        "today": today,
        "bot": reached.bot,
        "address": reached.address,
        "style": reached.style,
        "root": "../" if view is View.EMBED else "",
        "example": board.has_examples,
        "headline": headline(board),
        "visits": shown,
        "count": len(upcoming),
        "updated": max((visit.updated for visit in upcoming), default=None),
        "places": {visit.id: board.areas.subdistrict_at(visit.place.subdistrict) for visit in shown},
    }
    if view is View.EMBED:
        return page("board_embed", language, values)
    subdistricts = areas_of(board, board.home.code, maps.district)
    districts = areas_of(board, board.home.parent or "", maps.province)
    values |= {
        "subdistricts": subdistricts,
        "districts": districts,
        "province": board.areas[board.home.parent or ""],
        "facts": [board.profile.fact(key) for key in SHOWN],
        "shades": SHADES,
    }
    if view is View.TV:
        called_off = _cancelled(board, today)[:VISITS_A_SCREEN]
        return page("board_tv", language, values | _screens(subdistricts, districts, shown, called_off) | {"code": _code(reached.bot)})
    return page("board_page", language, values | {"cancelled": _cancelled(board, today), "longest": LONGEST_LIST})


def _cancelled(board: Board, today: date) -> tuple[Visit, ...]:
    """Visits that people may still wait for in vain."""
    return tuple(visit for visit in board.schedule if visit.state is VisitState.CANCELLED and visit.last_day >= today)


def _code(bot: str) -> Code | None:
    return code_of(bot) if bot else None


def _screens(subdistricts: Areas, districts: Areas, visits: Sequence[Visit], cancelled: Sequence[Visit]) -> dict[str, object]:
    """What turns on a television, and how many screens it is: a headline, visits, both lists, the maps, the office."""
    visit_screens = _shared_out(visits, VISITS_A_SCREEN)
    area_screens: list[tuple[Areas, str, Sequence[Line], bool]] = [
        *((subdistricts, "district", some, False) for some in _shared_out(subdistricts.lines[:LONGEST_LIST], LINES_A_SCREEN)),
        *((districts, "province", some, True) for some in _shared_out(districts.lines[:LONGEST_LIST], LINES_A_SCREEN)),
    ]
    maps = sum(bool(areas.drawing) for areas in (subdistricts, districts))
    count = 2 + max(1, len(visit_screens)) + bool(cancelled) + len(area_screens) + maps
    return {
        "visit_screens": visit_screens,
        "area_screens": area_screens,
        "cancelled": cancelled,
        "count_of_screens": count,
    }


def _shared_out(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items in equal parts, none larger than a screen holds."""
    count = -(-len(items) // size)
    return [items[number * len(items) // count : (number + 1) * len(items) // count] for number in range(count)]
