"""How long one answer of the core takes, on the board of a first start with the demo set."""

import asyncio
import timeit
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from ektp_core.board import Board
from ektp_core.coverage.parts import coverage
from ektp_core.coverage.ranking import latest_comparable, rank
from ektp_core.eligibility import BirthYears, Election, Rules, judge, judge_range
from ektp_core.reading.births.birth import Age, BirthYear
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.masking import mask_numbers
from ektp_core.refusal import Refusal
from ektp_core.store import load_board
from tests.core.hostile_texts import HOSTILE
from tests.databases import Filled, in_memory

TODAY = date(2026, 11, 24)
LIMIT_MICROSECONDS = 100
LIMIT_OF_THE_WORST = 500
"""For 80 letters that are made to be hard: the reader that serves every door tries more than the field's own once did."""

LOOPS = 2_000
RULES = Rules(turns_17_by=Election(date(2027, 12, 15), "PKPU"), birth_years=BirthYears(2011, 2012, "kantor"))


async def demo_board() -> Board:
    """The board of a first start with the demo set."""
    store = await in_memory(Filled.DEMO)
    try:
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
        "judge an age": lambda: judge_range(Age(15), TODAY, RULES),
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
        _print_one(name, _best(answer, LOOPS))
    _print_one("read the worst of all texts", max(_best(lambda text=text: _read(text), 20) for text in HOSTILE), LIMIT_OF_THE_WORST)


def _print_one(name: str, best: float, limit: int = LIMIT_MICROSECONDS) -> None:
    print(f"{name:28s} {best:8.1f} us  {'ok' if best <= limit else f'over {limit} us'}")


def _best(answer: Callable[[], object], loops: int) -> float:
    return min(timeit.repeat(answer, number=loops, repeat=5)) / loops * 1e6


def _read(text: str) -> None:
    with suppress(Refusal):
        read_birth(text, TODAY)
