"""Questions about coverage as a colleague asks them, each answered by a rule over the figures that are in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from ektp_core.areas import LEVELS, Area, Areas, Level
from ektp_core.coverage.changes import Difference, Estimate, NoDifference, NoEstimate, difference, estimate
from ektp_core.coverage.comparisons import Comparison, NotPlaced, Position, compare, position
from ektp_core.coverage.extremes import Beyond, End, Extreme, Side, beyond, extreme
from ektp_core.coverage.figure import Figure, newest
from ektp_core.coverage.gaps import Gap, Goal, NoGoal, gap, gap_to_area, gap_to_last_year, office_target
from ektp_core.coverage.people import Counted, People, PeopleByArea, people, people_by_area
from ektp_core.coverage.side_by_side import (
    Apart,
    Measured,
    NoFigures,
    SideBySide,
    around,
    figures_of,
    group_of,
    known_among,
    measured,
    newest_of,
    side_by_side,
)
from ektp_core.profile import Profile
from ektp_core.reading.calendar import Days


class Asked(StrEnum):
    """What is asked. `forecast`: when a goal is reached if it goes on so."""

    SHOW = "show"
    LOWEST = "lowest"
    HIGHEST = "highest"
    BELOW = "below"
    ABOVE = "above"
    GAP = "gap"
    CHANGE = "change"
    COMPARE = "compare"
    UNRECORDED = "unrecorded"
    EARLY = "early"
    POSITION = "position"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class CoverageQuestion:
    """One question: what was left out is None, and then the home district, its parts and the office's target are meant.

    `area` is what the question is about, or whose parts are meant where a level below it is asked; `areas` are those to compare.
    `target` is a percentage, one of the office's goals, or an area to catch up with; `since` the period from which a change is asked.
    """

    asked: Asked
    area: Area | None = None
    areas: tuple[Area, ...] = ()
    level: Level | None = None
    percent: float | None = None
    target: float | Goal | Area | None = None
    since: Days | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest figure of an area, of the period that was asked for where there is one; else `lacking` is that period."""

    here: Measured
    lacking: Days | None


@dataclass(frozen=True, slots=True)
class OneAlone:
    """A comparison of which one place is known only: with which other is asked, `others` are its neighbours."""

    area: Area
    others: tuple[Area, ...]


Answer = (
    Shown
    | Extreme
    | Beyond
    | Gap
    | NoGoal
    | Difference
    | NoDifference
    | Comparison
    | OneAlone
    | People
    | PeopleByArea
    | Position
    | NotPlaced
    | Estimate
    | NoEstimate
    | Apart
    | NoFigures
)


class Figures(Protocol):
    """What a question needs of the board."""

    @property
    def home(self) -> Area: ...

    @property
    def areas(self) -> Areas: ...

    @property
    def figures(self) -> tuple[Figure, ...]: ...

    @property
    def profile(self) -> Profile: ...


def answer_question(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    """The answer to one question; what no figure exists for is answered by what does."""
    return _ANSWERS[question.asked](question, board, today)


def _show(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    here, since = _here(question, board), question.since
    if isinstance(here, NoFigures) or since is None:
        return here if isinstance(here, NoFigures) else Shown(here, None)
    of_period = [figure for figure in figures_of(here.area, board.figures) if since.hold(figure.as_of.days)]
    found = measured(here.area, newest(of_period))
    return Shown(found or here, None if found else since)


def _extreme(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    table = _table(question, board)
    return extreme(End(question.asked), table) if isinstance(table, SideBySide) else table


def _beyond(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    table = _table(question, board)
    percent = office_target(board.profile) if question.percent is None else question.percent
    return table if isinstance(table, NoFigures) else beyond(Side(question.asked), percent, table)


def _gap(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    here = _here(question, board)
    if isinstance(here, NoFigures):
        return here
    match question.target:
        case Area() as other if other == here.area:
            return _alone(other, board)
        case Area() as other:
            return gap_to_area(here, other, board.figures)
        case Goal.LAST_YEAR:
            return gap_to_last_year(here, board.figures, today)
    return gap(here, _percent(question, board))


def _forecast(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    """Of another area's or last year's percentage no month is foretold: the gap to it is told."""
    here = _here(question, board)
    if isinstance(here, NoFigures):
        return here
    if isinstance(question.target, Area | Goal) and question.target is not Goal.TARGET:
        return _gap(question, board, today)
    missing = gap(here, _percent(question, board))
    return missing if missing.is_reached else estimate(here, board.figures, missing.percent, today)


def _change(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    here = _here(question, board)
    return here if isinstance(here, NoFigures) else difference(here, board.figures, question.since)


def _compare(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    chosen = tuple(dict.fromkeys(question.areas))
    if len(chosen) > 1:
        found = compare(chosen, board.figures)
        instead = around(chosen[0], board.areas, board.figures)
        return NoFigures(chosen, instead=instead) if isinstance(found, NoFigures) else found
    return _alone(chosen[0] if chosen else question.area or board.home, board)


def _alone(area: Area, board: Figures) -> OneAlone:
    neighbours = known_among(group_of(board.areas, area, area.level).areas, board.figures)
    return OneAlone(area, tuple(each for each in neighbours if each != area))


def _people(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    """Of each part of an area where a level below it is asked; else of the area."""
    counted, area = Counted(question.asked), question.area or board.home
    if question.level and LEVELS.index(question.level) > LEVELS.index(area.level):
        table = _table(question, board)
        return table if isinstance(table, NoFigures) else people_by_area(counted, table)
    here = _here(question, board)
    return here if isinstance(here, NoFigures) else people(counted, here, board.figures)


def _position(question: CoverageQuestion, board: Figures, today: date) -> Answer:
    area = question.area or board.home
    table = side_by_side(group_of(board.areas, area, area.level), board.areas, board.figures)
    return position(area, table, board.figures) if isinstance(table, SideBySide) else table


def _here(question: CoverageQuestion, board: Figures) -> Measured | NoFigures:
    area = question.area or board.home
    return newest_of(area, board.figures) or NoFigures((area,), instead=around(area, board.areas, board.figures))


def _table(question: CoverageQuestion, board: Figures) -> SideBySide | Apart | NoFigures:
    return side_by_side(group_of(board.areas, question.area or board.home, question.level), board.areas, board.figures)


def _percent(question: CoverageQuestion, board: Figures) -> float:
    target = question.percent if question.target is None else question.target
    return float(target) if isinstance(target, int | float) else office_target(board.profile)


_ANSWERS: Mapping[Asked, Callable[[CoverageQuestion, Figures, date], Answer]] = MappingProxyType(
    {
        Asked.SHOW: _show,
        Asked.LOWEST: _extreme,
        Asked.HIGHEST: _extreme,
        Asked.BELOW: _beyond,
        Asked.ABOVE: _beyond,
        Asked.GAP: _gap,
        Asked.CHANGE: _change,
        Asked.COMPARE: _compare,
        Asked.UNRECORDED: _people,
        Asked.EARLY: _people,
        Asked.POSITION: _position,
        Asked.FORECAST: _forecast,
    }
)
