"""/cek: may this child be recorded now, and what happens next."""

import re

from ektp_core.eligibility import Judgement, RangeJudgement, Verdict, judge, judge_range
from ektp_core.office import Office
from ektp_core.reading.birth import BirthDate, BirthMonth, BirthYear
from ektp_core.reading.typed_birth import read_birth
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.subscriptions.reminders import reminder_rows

MARRIED = " m"
"""At the end of a button's birth date: has the person been married?"""

MARRIED_WORDS = re.compile(r"\b(?:sudah |pernah |udah |ever )?(?:menikah|nikah|kawin|married)\b", re.IGNORECASE)
UNMARRIED_WORDS = re.compile(r"\b(?:belum|blm|tidak|tdk|gak|not|never|un)\s*(?:pernah\s*)?(?:menikah|nikah|kawin|married)\b", re.IGNORECASE)
BIRTH_YEARS_OFFERED = 4


async def eligibility(request: Request, office: Office) -> Reply:
    """Judge a birth date exactly, and a month, a year or an age as a range (docs/domain.md#no-birthday-is-guessed)."""
    argument = request.argument.strip()
    if not argument:
        return _ask(request, office)
    argument, ever_married = marriage(argument)
    birth = read_birth(argument, request.today)
    rules = office.board.rules
    if isinstance(birth, BirthDate):
        judgement = judge(birth.day, request.today, rules, ever_married=ever_married)
        around = _around(judgement.verdict, request, office)
        return reply("eligibility", *_next_steps(judgement, request), judgement=judgement, rules=rules, **around)
    found = judge_range(birth, request.today, rules, ever_married=ever_married)
    around = _around(found.earliest.verdict, request, office)
    return reply("eligibility_range", *_narrower(birth, request), *_range_steps(found), found=found, rules=rules, **around)


def _ask(request: Request, office: Office) -> Reply:
    """The rule for everybody, and what is needed to judge one child."""
    oldest = request.today.year - 17
    years = [button("eligibility", str(year), "year", year=year) for year in range(oldest, oldest + BIRTH_YEARS_OFFERED)]
    return reply("eligibility_ask", years, rules=office.board.rules, profile=office.board.profile)


def marriage(argument: str) -> tuple[str, bool]:
    """The text without what it says of marriage, and whether it says married or ever married ("belum kawin" does not)."""
    if argument.endswith(MARRIED):
        return argument.removesuffix(MARRIED), True
    without = UNMARRIED_WORDS.sub(" ", argument)
    if without != argument:
        return without, False
    without = MARRIED_WORDS.sub(" ", argument)
    return without, without != argument


def _around(verdict: Verdict, request: Request, office: Office) -> dict[str, object]:
    """What the answer adds from the board: the next visit for those who may come, and the office."""
    board = office.board
    visit = board.schedule.near(None, request.today) if verdict is not Verdict.TOO_YOUNG else None
    return {"visit": visit, "profile": board.profile, "example": visit is not None and visit.example}


def _next_steps(judgement: Judgement, request: Request) -> list[Row]:
    topic = "first" if judgement.verdict is Verdict.OBLIGED else "early"
    rows: list[Row] = [[button("schedule"), button("requirements", topic)]]
    if judgement.verdict is not Verdict.OBLIGED:
        rows.extend(reminder_rows(judgement, request))
        rows.append([button("eligibility", judgement.birth.isoformat() + MARRIED, "ever_married")])
    return [*rows, [button("eligibility", label="another_child")]]


def _narrower(asked: object, request: Request) -> list[Row]:
    """After a year, its months up to today: the answer gets exact with a tap or two."""
    if not isinstance(asked, BirthYear):
        return []
    months = [BirthMonth(asked.year, month) for month in range(1, 13) if (asked.year, month) <= (request.today.year, request.today.month)]
    buttons: list[Button] = [button("eligibility", f"{month.month:02d}-{month.year}", "month", month=month) for month in months]
    return in_rows(buttons, 4)


def _range_steps(found: RangeJudgement) -> list[Row]:
    topic = "first" if found.earliest.verdict is Verdict.OBLIGED and found.certain else "early"
    return [[button("schedule"), button("requirements", topic)], [button("eligibility", label="another_child")]]
