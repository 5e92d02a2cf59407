"""Whenever a phone asks a feed, what it shows in the end is the schedule: staff's acts through the store, the feed as bytes."""

import random
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from ektp_core.board import Board
from ektp_core.store import Store, load_board
from ektp_core.store import visits as store
from ektp_core.visits.changes import cancelled, changed, closed, confirmed
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import MOVES, Place, PlaceKind, Recap, Visit, VisitState
from tests.core.builders import TODAY
from tests.databases import Filled, in_memory
from tests.handlers.calendars.reading import Shown, calendar_of, entries_of
from tests.store.records import MOMENT

RATNA = 7101
KOBA = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
NAMANG = Place(PlaceKind.SCHOOL, "SMAN 1 Namang", "19.04.05", "10900779")
OFFICE = Place(PlaceKind.SUBDISTRICT_OFFICE, "Kantor Camat Koba", "19.04.01")
PLACES = {"semua": (KOBA, NAMANG, OFFICE), "10900778": (KOBA,), "19.04.01": (KOBA, OFFICE), "10900779": (NAMANG,)}
"""The feeds, and which places each is about."""

ACTS = 30
SUBSCRIBERS = 3


@pytest.fixture
async def kept() -> AsyncIterator[Store]:
    opened = await in_memory(Filled.FIRST_START)
    yield opened
    await opened.close()


class Phone:
    """Subscribes to one feed: takes what is newer than what it has, forgets nothing it is not told about, hides what is cancelled."""

    def __init__(self, feed: str) -> None:
        self.feed = feed
        self._has: dict[str, Shown] = {}

    def polls(self, board: Board) -> None:
        for entry in entries_of(calendar_of(board, self.feed)):
            known = self._has.get(entry.uid)
            if known is None or entry.sequence > known.sequence:
                self._has[entry.uid] = entry
            else:
                assert entry == known, "changed without a greater SEQUENCE"

    def shows(self) -> list[tuple[str, date]]:
        return sorted((entry.location.partition(",")[0], entry.day) for entry in self._has.values() if entry.status != "CANCELLED")


def scheduled(board: Board, feed: str) -> list[tuple[str, date]]:
    visits = [visit for visit in board.schedule if visit.place in PLACES[feed] and visit.state is not VisitState.CANCELLED]
    return sorted((visit.place.name, day) for visit in visits for day in visit.days)


@pytest.mark.parametrize("seed", range(8))
async def test_whenever_a_phone_asked_it_shows_the_schedule_in_the_end(kept: Store, seed: int) -> None:
    chosen = random.Random(seed)
    phones = [Phone(feed) for feed in PLACES for _ in range(SUBSCRIBERS)]
    for _ in range(ACTS):
        await act(kept, chosen)
        board = await load_board(kept)
        for phone in chosen.sample(phones, 2):
            phone.polls(board)
    board = await load_board(kept)
    for phone in phones:
        phone.polls(board)
        assert phone.shows() == scheduled(board, phone.feed)
    assert any(phone.shows() for phone in phones)


async def act(kept: Store, chosen: random.Random) -> None:
    """Something that staff do: planned, moved, days more or less, confirmed, cancelled, closed, taken back, removed, planned again."""
    visits = list((await load_board(kept)).schedule)
    days = tuple(TODAY + timedelta(day) for day in sorted(chosen.sample(range(1, 12), chosen.randint(1, 3))))
    if not visits or chosen.random() < 0.25:
        planned = Visit(0, chosen.choice((KOBA, NAMANG, OFFICE)), days, (), 1, VisitState.PLANNED, MOMENT, "the office")
        async with kept.changing_board() as connection:
            await store.plan_visit(connection, planned)
        return
    visit = chosen.choice(visits)
    earlier = await store.earlier_version(kept, visit.id)
    changes = [
        *([confirmed(visit, MOMENT)] if VisitState.CONFIRMED in MOVES[visit.state] else []),
        *([changed(visit, VisitLine(days=days), MOMENT)] * 3 if VisitState.MOVED in MOVES[visit.state] else []),
        *([cancelled(visit, None, MOMENT)] if VisitState.CANCELLED in MOVES[visit.state] else []),
        *([closed(visit, Recap(1, 0, 0), None, MOMENT, today=days[0])] if VisitState.DONE in MOVES[visit.state] else []),
    ]
    async with kept.changing_board() as connection:
        if visit.state is VisitState.PLANNED and chosen.random() < 0.3:
            await store.remove_plan(connection, visit, RATNA, MOMENT)
        elif earlier and (not changes or chosen.random() < 0.3):
            await store.take_back_change(connection, visit.id, visit.version, MOMENT)
        elif changes:
            await store.change_visit(connection, visit, chosen.choice(changes), RATNA, MOMENT)
