"""A visit that is sure, and boards that know only some visits."""

from dataclasses import replace
from datetime import date, time

from ektp_core.board import Board
from ektp_core.visits.schedule import Hours, Schedule, Visit
from tests.core.builders import a_visit, published_board

KOBA, NAMANG = "10900778", "10900779"
FIRST, SECOND = date(2026, 11, 26), date(2026, 11, 27)
BY_CLASS = (Hours(time(8), time(11), "XI"), Hours(time(11), time(14), "XII"))
SURE = replace(a_visit(FIRST, SECOND, hours=BY_CLASS), place=replace(a_visit().place, npsn=KOBA))

BOARD = published_board()


def with_visits(*visits: Visit) -> Board:
    return replace(BOARD, schedule=Schedule(visits))
