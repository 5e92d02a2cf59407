"""What each view of the page is made of; all of it is what the commands answer from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ektp_core.board import Board
from ektp_core.country.outlines import HomeMaps
from ektp_core.profile import Language
from ektp_core.visits.schedule import Visit, VisitState
from handlers.board_page.code import code_of
from handlers.board_page.coverage import SHADES, AreasShown, areas_of, headline
from handlers.board_page.screens import CANCELLED_SHOWN, area_screens, visit_screens
from handlers.contact import SHOWN
from handlers.texts.examples import use_examples
from handlers.texts.pages import page


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


VISITS = {View.PAGE: 12, View.TV: 9, View.EMBED: 3}
"""The next visits that a view has room for; how many more there are is said."""

LONGEST_LIST = 40
"""Areas that a list holds; the rest is in the open data."""


def board_page(board: Board, today: date, view: View, language: Language, reached: Reached, maps: HomeMaps) -> str:
    """The page as HTML, the same for everybody."""
    use_examples(board)
    upcoming = board.schedule.upcoming(today)
    shown = upcoming[: VISITS[view]]
    values: dict[str, Any] = {
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
    cancelled = _cancelled(board, today)
    subdistricts = areas_of(board, board.home.code, maps.district)
    districts = areas_of(board, board.home.parent or "", maps.province)
    values |= {
        "subdistricts": subdistricts,
        "districts": districts,
        "province": board.areas[board.home.parent or ""],
        "facts": [board.profile.fact(key) for key in SHOWN],
        "shades": SHADES,
        "cancelled": cancelled,
    }
    if view is View.TV:
        of_visits = visit_screens(shown, board.areas), visit_screens(cancelled[:CANCELLED_SHOWN], board.areas)
        values |= _turning(subdistricts, districts, *of_visits)
        return page("board_tv", language, values | {"code": code_of(reached.bot) if reached.bot else None})
    return page("board_page", language, values | {"longest": LONGEST_LIST})


def _cancelled(board: Board, today: date) -> tuple[Visit, ...]:
    """Visits that people may still wait for in vain."""
    return tuple(visit for visit in board.schedule if visit.state is VisitState.CANCELLED and visit.last_day >= today)


def _turning(subdistricts: AreasShown, districts: AreasShown, visits: list[list[Visit]], cancelled: list[list[Visit]]) -> dict[str, object]:
    """What turns on a television, and how many screens it is: a headline, visits, both lists, the maps, the office."""
    of_areas = [
        *((subdistricts, "district", some, False) for some in area_screens(subdistricts, LONGEST_LIST)),
        *((districts, "province", some, True) for some in area_screens(districts, LONGEST_LIST)),
    ]
    maps = sum(bool(areas.drawing) for areas in (subdistricts, districts))
    return {
        "visit_screens": visits,
        "cancelled_screens": cancelled,
        "area_screens": of_areas,
        "count_of_screens": 2 + max(1, len(visits)) + len(cancelled) + len(of_areas) + maps,
    }
