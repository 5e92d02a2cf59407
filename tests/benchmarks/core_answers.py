"""How long one answer of the core takes, on the board of a first start with the demo set."""

import asyncio
import timeit
from collections.abc import Callable
from datetime import date

from ektp_core.board import Board
from ektp_core.coverage.parts import coverage
from ektp_core.coverage.ranking import latest_comparable, rank
from ektp_core.eligibility import judge, judge_range
from ektp_core.reading.births import BirthYear, read_birth
from ektp_core.reading.masking import mask_numbers
from ektp_core.store import load_board, migrate, open_store
from ektp_core.store.demo import load_demo
from ektp_core.store.first_start import load_first_start

TODAY = date(2026, 11, 24)
LIMIT_MICROSECONDS = 100
LOOPS = 2_000


async def demo_board() -> Board:
    """The board of a first start with the demo set."""
    store = open_store("sqlite+aiosqlite:///:memory:")
    try:
        await migrate(store)
        await load_first_start(store)
        await load_demo(store, TODAY)
        return await load_board(store)
    finally:
        await store.close()


def answers(board: Board) -> dict[str, Callable[[], object]]:
    """One call for each public question of the core."""
    born, figures = date(2010, 3, 12), board.figures
    return {
        "read a birth date": lambda: read_birth("12 maret 2010", TODAY),
        "judge a birth date": lambda: judge(born, TODAY, board.rules),
        "judge a birth year": lambda: judge_range(BirthYear(2010), TODAY, board.rules),
        "mask numbers": lambda: mask_numbers("lahir 12-03-2010 nik 1904035203100000"),
        "find a school": lambda: board.schools.find("sman1koba"),
        "find a misspelt school": lambda: board.schools.find("sma 1 kobba"),
        "find an area": lambda: board.areas.find("bangka tengah", home=board.home.code),
        "find a misspelt area": lambda: board.areas.find("lubuk besr", home=board.home.code),
        "visits at a school": lambda: board.schedule.at_school("10900778", TODAY),
        "visits to come": lambda: board.schedule.upcoming(TODAY),
        "coverage": lambda: coverage(figures[-1]),
        "ranking of the districts": lambda: rank(latest_comparable(figures, board.districts), board.districts),
        "awards of a year": lambda: board.awards.of_year(2022),
    }


def print_core_answers() -> None:
    """Best of five, in microseconds, against the limit of the design."""
    for name, answer in answers(asyncio.run(demo_board())).items():
        best = min(timeit.repeat(answer, number=LOOPS, repeat=5)) / LOOPS * 1e6
        print(f"{name:28s} {best:8.1f} us  {'ok' if best <= LIMIT_MICROSECONDS else 'over ' + str(LIMIT_MICROSECONDS) + ' us'}")
