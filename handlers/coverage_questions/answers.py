"""The answer to a coverage question: the number first, then its date, definition and source in one line, and one way on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ektp_core.areas import Area, Level
from ektp_core.board import Board
from ektp_core.coverage.changes import Difference, Estimate, NoDifference, NoEstimate
from ektp_core.coverage.comparisons import Comparison, NotPlaced, Position
from ektp_core.coverage.extremes import Beyond, Extreme
from ektp_core.coverage.gaps import Gap, NoGoal
from ektp_core.coverage.lacking import figures_lacking
from ektp_core.coverage.people import People, PeopleByArea
from ektp_core.coverage.questions import Answer, Asked, CoverageQuestion, OneAlone, Shown, answer_question
from ektp_core.coverage.side_by_side import Apart, Group, Measured, NoFigures, percent_only
from ektp_core.reading.calendar import AsOf, Days
from handlers.coverage_questions.argument import PARTS_OF, written
from handlers.reply import Button, Reply, button, in_rows, reply

MOST_LINES = 15
"""Areas that are named one below the other; how many there are is said above them."""

MOST_OFFERED = 8


def answered(question: CoverageQuestion, board: Board, today: date) -> Reply:
    """What is shown for a question, short: whatever else is known is one tap away."""
    answer = answer_question(question, board, today)
    return replace(_shown(answer), lacks=tuple(figures_lacking(answer)))


def _shown(answer: Answer) -> Reply:
    match answer:
        case Shown():
            return reply("coverage_questions/show", [_card(answer.here.area)], here=answer.here, lacking=_period(answer.lacking))
        case Gap() | NoGoal():
            return _gap(answer)
        case Difference() | NoDifference() | Estimate() | NoEstimate():
            return _course(answer)
        case People():
            return reply("coverage_questions/people", [_card(answer.here.area)], found=answer)
        case Comparison() | OneAlone() | Apart() | NoFigures():
            return _beside(answer)
    return _of_group(answer)


def _of_group(answer: Extreme | Beyond | PeopleByArea | Position | NotPlaced) -> Reply:
    table = answer.table
    more = _list_of(table.group) if table.group else []
    few = percent_only(table.rows)
    match answer:
        case Extreme():
            way = [_card(answer.found[0].area)] if len(answer.found) == 1 else more
            return reply("coverage_questions/extreme", way, found=answer, few=few, source=_sources(table.rows))
        case Beyond(found=found):
            return reply("coverage_questions/beyond", more, found=answer, lines=found[:MOST_LINES], few=few, source=_sources(table.rows))
        case PeopleByArea(rows=rows):
            return reply("coverage_questions/people_by_area", more, found=answer, lines=rows[:MOST_LINES], source=_sources(table.rows))
        case Position():
            return reply("coverage_questions/position", more, found=answer, few=few, source=_sources(table.rows))
    return reply("coverage_questions/not_placed", more, found=answer, source=_sources(table.rows))


def _gap(answer: Gap | NoGoal) -> Reply:
    card = _card(answer.here.area)
    if isinstance(answer, NoGoal):
        year = answer.goal if isinstance(answer.goal, int) else None
        known = [answer.here, answer.there] if answer.there else [answer.here]
        return reply("coverage_questions/no_goal", [card], found=answer, year=year, source=_sources(known))
    rows = [answer.here, answer.goal] if answer.goal else [answer.here]
    foretold = [] if answer.is_reached or answer.goal else [_when(answer.here.area, answer.percent)]
    return reply("coverage_questions/gap", [card, *foretold], found=answer, source=_sources(rows))


def _course(answer: Difference | NoDifference | Estimate | NoEstimate) -> Reply:
    match answer:
        case Difference():
            source = _sources([answer.after, answer.before])
            way = [_card(answer.after.area)]
            return reply("coverage_questions/difference", way, found=answer, lacking=_period(answer.lacking), source=source)
        case NoDifference():
            lines = answer.others[-MOST_LINES:]
            way = [_card(answer.here.area)]
            source = _sources([answer.here, *lines])
            return reply("coverage_questions/no_difference", way, found=answer, lines=lines, source=source)
        case Estimate():
            return reply("coverage_questions/estimate", [_card(answer.here.area)], found=answer)
    return reply("coverage_questions/no_estimate", [_card(answer.here.area)], found=answer)


def _beside(answer: Comparison | OneAlone | Apart | NoFigures) -> Reply:
    match answer:
        case Comparison(rows=rows):
            cards = in_rows([_card(row.area, "place") for row in rows[:2]])
            return reply("coverage_questions/comparison", *cards, found=answer, few=percent_only(rows), source=_sources(rows))
        case OneAlone(area, others):
            offered = [_compared(area, other) for other in others[:MOST_OFFERED]]
            return reply("coverage_questions/one_alone", *(in_rows(offered) or [[_card(area)]]), area=area, offered=bool(offered))
        case Apart(rows=rows, group=group):
            way = _list_of(group) if group else [_card(rows[0].area)]
            return reply("coverage_questions/apart", way, found=answer, lines=rows[:MOST_LINES])
        case NoFigures(instead=instead, parts=parts):
            way = _list_of(parts) if parts else [_card(instead.area) if instead else button("ranking")]
            return reply("coverage_questions/no_figures", way, found=answer)


def _sources(rows: Sequence[Measured]) -> tuple[str, ...]:
    """Who says the figures, each once."""
    return tuple(dict.fromkeys(row.figure.source for row in rows))


def _period(days: Days | None) -> AsOf | Days | None:
    """As people say it: a year, a month, a day, or from one day to another."""
    as_of = AsOf.of_days(days) if days else None
    return as_of if as_of and as_of.days == days else days


def _card(area: Area, label: str = "whole_card") -> Button:
    return button("coverage", area.code, label, name=area.full_name if area.level is Level.VILLAGE else area.short_name)


def _list_of(group: Group) -> list[Button]:
    """Where the whole group is listed: the ranking of districts, the parts of an area; of what lies deeper its surroundings."""
    if group.level is Level.DISTRICT:
        return [button("ranking")]
    return [button("coverage", PARTS_OF + group.inside.code, "all_parts", name=group.inside.short_name)]


def _when(area: Area, percent: Fraction) -> Button:
    question = CoverageQuestion(Asked.FORECAST, area, target=float(percent))
    return button("coverage", written(question), "when_reached")


def _compared(area: Area, other: Area) -> Button:
    return button("coverage", written(CoverageQuestion(Asked.COMPARE, areas=(area, other))), "place", name=other.short_name)
