"""The rules of coverage questions agree with an independent computation (`by_hand.py`), over 200 sets of figures."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache, wraps
from inspect import signature
from typing import Any

import pytest

from ektp_core.areas import Level
from ektp_core.board import Board
from ektp_core.coverage.changes import Difference, Estimate, NoDifference, NoEstimate
from ektp_core.coverage.comparisons import Comparison, NotPlaced, Position
from ektp_core.coverage.extremes import Beyond, Extreme
from ektp_core.coverage.gaps import Gap, Goal, NoGoal
from ektp_core.coverage.people import People
from ektp_core.coverage.questions import Answer, Asked, CoverageQuestion, answer_question
from ektp_core.coverage.side_by_side import Apart, NoFigures, SideBySide
from ektp_core.reading.calendar import AsOf, Days
from tests.core.builders import TODAY, published_board
from tests.core.coverage.by_hand import (
    SEEDS,
    Row,
    all_sharing,
    area_in,
    areas_of,
    before,
    latest,
    rows_of,
    side_by_side,
    start_of,
    tables,
    to_reach,
)

PLACES = areas_of(Level.DISTRICT) + areas_of(Level.SUBDISTRICT)


def every_set(check: Callable[..., None]) -> Callable[..., None]:
    """One test goes through all the sets; what fails says in which."""

    @wraps(check)
    def through_all(**given: Any) -> None:
        for seed in SEEDS:
            try:
                check(seed, **given)
            except AssertionError as error:
                error.add_note(f"in set {seed}")
                raise

    ours = signature(check)
    kept = [each for name, each in ours.parameters.items() if name != "seed"]
    through_all.__signature__ = ours.replace(parameters=kept)  # type: ignore[attr-defined]  # functions may have one, their type does not say so
    return through_all


@cache
def board_of(seed: int) -> Board:
    return replace(published_board(), figures=tuple(row.figure for row in rows_of(seed)))


def asked(seed: int, question: CoverageQuestion) -> Answer:
    return answer_question(question, board_of(seed), TODAY)


@every_set
def test_lowest_and_highest_name_all_that_tie(seed: int) -> None:
    for level, around, _, right in tables(seed):
        for kind, pick in ((Asked.LOWEST, min), (Asked.HIGHEST, max)):
            found = asked(seed, CoverageQuestion(kind, around, level=level))
            if not isinstance(right, dict):
                assert isinstance(found, right)
                continue
            assert isinstance(found, Extreme)
            value = pick(row.shown for row in right.values())
            assert {row.area.code for row in found.found} == {code for code, row in right.items() if row.shown == value}
            assert {row.percent * 100 for row in found.found} == {value}


@every_set
def test_a_table_leaves_nobody_out_unsaid(seed: int) -> None:
    for level, around, codes, right in tables(seed):
        found = asked(seed, CoverageQuestion(Asked.LOWEST, around, level=level))
        if not isinstance(right, dict):
            continue
        assert isinstance(found, Extreme)
        table = found.table
        assert {row.area.code for row in table.rows} == set(right)
        assert {row.area.code for row in table.of_another_date} == {code for code in codes if code not in right and latest(seed, code)}
        assert {area.code for area in table.without_figure} == {code for code in codes if not latest(seed, code)}
        newer = {code for code, row in right.items() if (last := latest(seed, code)) and last.key > row.key}
        assert {row.area.code for row in table.newer} == newer


@every_set
@pytest.mark.parametrize("hundredths", [9500, 10000, 10250])
def test_below_and_above_a_value(seed: int, hundredths: int) -> None:
    for level, around, codes, right in tables(seed):
        for kind in (Asked.BELOW, Asked.ABOVE):
            found = asked(seed, CoverageQuestion(kind, around, level=level, percent=hundredths / 100))
            if right is NoFigures:
                assert isinstance(found, NoFigures)
                continue
            rows = right if isinstance(right, dict) else {code: row for code in codes if (row := latest(seed, code))}
            assert isinstance(found, Beyond)
            assert isinstance(found.table, SideBySide) == isinstance(right, dict)
            wanted = {code for code, row in rows.items() if (row.shown < hundredths if kind is Asked.BELOW else row.shown > hundredths)}
            assert {row.area.code for row in found.found} == wanted


@every_set
@pytest.mark.parametrize("hundredths", [10000, 10500, 9733])
def test_people_missing_to_a_percentage(seed: int, hundredths: int) -> None:
    for area in PLACES:
        found, right = asked(seed, CoverageQuestion(Asked.GAP, area, target=hundredths / 100)), latest(seed, area.code)
        if right is None:
            assert isinstance(found, NoFigures)
            continue
        assert isinstance(found, Gap)
        assert found.people == right.missing_to(hundredths)
        assert found.points * 100 == max(0, hundredths - right.shown)


@every_set
def test_people_missing_to_last_year(seed: int) -> None:
    for area in PLACES:
        found, here = asked(seed, CoverageQuestion(Asked.GAP, area, target=Goal.LAST_YEAR)), latest(seed, area.code)
        if here is None:
            assert isinstance(found, NoFigures)
            continue
        of_last = [row for row in rows_of(seed) if row.code == area.code and row.tells and row.key[0] == 2025]
        alike = [row for row in of_last if row.definition == here.definition]
        if here.key[0] <= 2025 or not alike:
            assert isinstance(found, NoGoal)
            continue
        goal = alike[0]
        for row in alike:
            goal = row if row.key >= goal.key else goal
        assert isinstance(found, Gap)
        assert found.people == to_reach(here, goal)


@every_set
def test_people_missing_to_another_place(seed: int) -> None:
    here, there = area_in(seed), area_in(seed, 1)
    found, mine = asked(seed, CoverageQuestion(Asked.GAP, here, target=there)), latest(seed, here.code)
    pair = all_sharing(seed, [here.code, there.code])
    if mine is None:
        assert isinstance(found, NoFigures)
    elif not pair:
        assert isinstance(found, NoGoal)
    else:
        assert isinstance(found, Gap)
        assert found.people == to_reach(pair[here.code], pair[there.code])


@every_set
@pytest.mark.parametrize("since", [None, "2025-01-01/2025-12-31", "2026-06-01/2026-06-30", "2026-01-01/2026-12-31", "2026-03-31"])
def test_change_since_the_last_figure_or_a_period(seed: int, since: str | None) -> None:
    period = Days.parse(since) if since else None
    for area in PLACES:
        found, here = asked(seed, CoverageQuestion(Asked.CHANGE, area, since=period)), latest(seed, area.code)
        if here is None:
            assert isinstance(found, NoFigures)
            continue
        rows = before(seed, here)
        if not rows:
            assert isinstance(found, NoDifference)
            continue
        start, is_right = start_of(rows, here, period)
        assert isinstance(found, Difference)
        assert (found.before.figure.as_of.iso(), found.points * 100) == (start.day, here.shown - start.shown)
        assert (found.lacking is None) == is_right


@every_set
@pytest.mark.parametrize("count", [2, 3])
def test_places_are_compared_on_one_date_only(seed: int, count: int) -> None:
    chosen = [area_in(seed, nth) for nth in range(count)]
    found = asked(seed, CoverageQuestion(Asked.COMPARE, areas=tuple(chosen)))
    known = [area.code for area in chosen if latest(seed, area.code)]
    right = all_sharing(seed, known) if len(known) > 1 else {}
    if not known:
        assert isinstance(found, NoFigures)
    elif not right:
        assert isinstance(found, Apart)
        assert {row.area.code for row in found.rows} == set(known)
    else:
        assert isinstance(found, Comparison)
        ordered = sorted(right.values(), key=lambda row: -row.shown)
        assert [row.percent * 100 for row in found.rows] == [row.shown for row in ordered]
        assert found.points * 100 == ordered[0].shown - ordered[-1].shown
        assert {area.code for area in found.without_figure} == {area.code for area in chosen} - set(known)


@every_set
def test_who_is_not_recorded_yet_and_who_was_early(seed: int) -> None:
    for area in PLACES:
        missing, early = (asked(seed, CoverageQuestion(kind, area)) for kind in (Asked.UNRECORDED, Asked.EARLY))
        here = latest(seed, area.code)
        if here is None:
            assert isinstance(missing, NoFigures)
            continue
        assert isinstance(missing, People)
        assert isinstance(early, People)
        counts = here.obliged is not None and here.definition != "owned"
        left = (here.obliged or 0) - here.recorded
        assert missing.people == (left if counts and left >= 0 else None)
        assert early.people == (here.early if counts else None)
        if here.hundredths is not None and here.definition != "owned":
            recorded = here.hundredths if here.recorded_hundredths is None else here.recorded_hundredths
            assert missing.share == (None if recorded > 10000 else pytest.approx((10000 - recorded) / 100))
        if counts:
            assert missing.at_least == (left >= 0 and here.early is None and here.definition != "recorded")


@every_set
def test_position_and_the_gap_to_those_before_and_behind(seed: int) -> None:
    for level in (Level.DISTRICT, Level.SUBDISTRICT):
        codes = [area.code for area in areas_of(level)]
        right = side_by_side(seed, codes)
        for area in areas_of(level):
            found = asked(seed, CoverageQuestion(Asked.POSITION, area))
            if not isinstance(right, dict):
                assert isinstance(found, right)
            elif area.code not in right:
                assert isinstance(found, NotPlaced)
            else:
                placed_rightly(found, right, area.code)


def placed_rightly(found: Answer, right: dict[str, Row], code: str) -> None:
    own = right[code].shown
    above = sorted({row.shown for row in right.values() if row.shown > own})
    below = sorted({row.shown for row in right.values() if row.shown < own})
    assert isinstance(found, Position)
    assert found.place == 1 + sum(row.shown > own for row in right.values())
    assert {row.area.code for row in found.before} == {each for each, row in right.items() if above and row.shown == above[0]}
    assert {row.area.code for row in found.behind} == {each for each, row in right.items() if below and row.shown == below[-1]}
    assert {row.area.code for row in found.beside} == {each for each, row in right.items() if row.shown == own} - {code}


@every_set
def test_a_month_is_foretold_only_between_the_slowest_and_the_fastest_pace(seed: int) -> None:
    for area in PLACES:
        found, here = asked(seed, CoverageQuestion(Asked.FORECAST, area, target=110.0)), latest(seed, area.code)
        if here is None or (here.obliged and here.missing_to(11000) == 0) or (here.hundredths or 0) >= 11000:
            assert isinstance(found, NoFigures | Gap)
            continue
        paces = [
            (here.shown - row.shown, (here.last - row.last).days)
            for row in before(seed, here)
            if row.key[1] and 28 <= (here.last - row.last).days <= 730
        ]
        days = [(11000 - here.shown) * span / gained if gained > 0 else float("inf") for gained, span in paces]
        is_told = here.key[1] and (TODAY - here.last).days <= 366 and len(paces) > 1 and max(days) <= 5 * 366
        if not is_told or here.last + timedelta(days=int(max(days))) < TODAY:
            assert isinstance(found, NoEstimate)
            continue
        assert isinstance(found, Estimate)
        first, last = (here.last + timedelta(days=int(span + 1e-9)) for span in (min(days), max(days)))
        first = max(first, TODAY)
        assert (found.first, found.last) == (AsOf(first.year, first.month), AsOf(last.year, last.month))


def test_the_sets_hold_what_they_are_for() -> None:
    kinds: Counter[str] = Counter()
    for seed in SEEDS:
        kinds.update(f"{level}: {right.__name__ if isinstance(right, type) else 'table'}" for level, _, _, right in tables(seed))
        kinds["percent only"] += any(row.hundredths is not None for row in rows_of(seed))
        kinds["over 100 %"] += any(row.tells and row.shown > 10000 for row in rows_of(seed))
        kinds["missing level"] += not any(row.code.count(".") == 3 for row in rows_of(seed))
        kinds["estimate"] += any(
            isinstance(asked(seed, CoverageQuestion(Asked.FORECAST, area, target=110.0)), Estimate) for area in areas_of(Level.DISTRICT)
        )
    wanted = {"district: table", "district: Apart", "subdistrict: table", "subdistrict: Apart", "village: table", "village: NoFigures"}
    assert {kind: kinds[kind] for kind in (*wanted, "percent only", "over 100 %", "missing level", "estimate") if kinds[kind] < 5} == {}
