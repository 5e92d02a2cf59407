"""What a class says of recording: its usual ages and what holds for each, never a guessed birthday."""

import re
from collections.abc import Sequence
from itertools import groupby

from ektp_core.eligibility import Rules, Verdict, judge_range
from ektp_core.office import Office
from ektp_core.reading.births.birth import Age
from ektp_core.reading.grades import LAST, Grades
from ektp_core.topics import Answer, Topic
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request

_BEGIN = {"sma": 10, "smp": 7, "sd": 1}
_GRADES = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


def written(grades: Sequence[Grades]) -> str:
    """Classes as a button asks for them: "11", "10-12", "2,8,11" where it is not said of which school."""
    return ",".join(f"{each.first}-{each.last}" if each.last > each.first else str(each.first) for each in grades)


def read_grades(text: str) -> tuple[Grades, ...]:
    """The reverse of `written`; nothing for what is no class."""
    parts = [_GRADES.fullmatch(part) for part in text.split(",")]
    grades = tuple(Grades(int(part[1]), int(part[2] or part[1])) for part in parts if part)
    return grades if len(grades) == len(parts) and all(1 <= each.first <= each.last <= LAST for each in grades) else ()


def of_classes(grades: Sequence[Grades], answer: Answer, leads: Sequence[Row], request: Request, office: Office) -> Reply:
    """The usual ages of a class with their verdicts; which one is meant is asked where that is open."""
    if len(grades) > 1:
        return reply("topic_class_which", *in_rows([_choice(each) for each in grades]), *leads[-1:])
    youngest, oldest = grades[0].ages
    ages = [(years, _verdict(years, request, office.board.rules)) for years in range(youngest, oldest + 1)]
    groups = [
        ([years for years, _ in same], verdict) for verdict, same in ((key, list(each)) for key, each in groupby(ages, lambda age: age[1]))
    ]
    checks = [button("eligibility", f"{years} tahun", "check_age", years=years) for years in range(youngest, oldest + 1)]
    return reply("topic_class", *in_rows(checks), *leads, grades=grades[0], ages=(youngest, oldest), groups=groups, answer=answer)


def _choice(grades: Grades) -> Button:
    """A class by both its numbers: people count from the first of SD, or of their own school."""
    kind, first = next((kind, first) for kind, first in _BEGIN.items() if first <= grades.first)
    label = f"class_{kind}" if grades.first == grades.last else f"classes_{kind}"
    return button("topics", f"{Topic.CLASS_AGE} {written([grades])}", label, number=grades.first, own=grades.first - first + 1)


def _verdict(years: int, request: Request, rules: Rules) -> Verdict | None:
    """What holds for everybody of an age; None where it depends on the birthday."""
    found = judge_range(Age(years, None), request.today, rules)
    return found.latest.verdict if found.certain else None
