"""/cek: may this child be recorded now, and what happens next."""

import re
from collections.abc import Sequence

from ektp_core.eligibility import Judgement, Marriage, RangeJudgement, Stay, Verdict, judge, judge_range
from ektp_core.office import Office
from ektp_core.reading.births.ages import listed_ages
from ektp_core.reading.births.birth import Age, Birth, BirthDate, BirthMonth, BirthYear
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.days.dates import NotADate
from ektp_core.refusal import Refusal
from ektp_core.understanding.status import SaidStatus
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.subscriptions.reminders import reminder_rows

STAYS: dict[str, tuple[Stay, ...]] = {
    "": (),
    "c": (Stay.CITIZEN,),
    "p": (Stay.PERMANENT,),
    "l": (Stay.LIMITED,),
    "f": (Stay.PERMANENT, Stay.LIMITED),
    "x": (Stay.CITIZEN, Stay.PERMANENT, Stay.LIMITED),
}
MARRIAGES = {"": None, "n": Marriage.NONE, "m": Marriage.UNSAID, "r": Marriage.REGISTERED, "u": Marriage.UNREGISTERED}
_STAY_LETTERS = {stays: letter for letter, stays in STAYS.items()}
_MARRIAGE_LETTERS = {marriage: letter for letter, marriage in MARRIAGES.items()}
STATUS = re.compile(r"(?:^| )(?:s=(?P<stays>[cplfx]?)(?P<marriage>[nmru]?)|m)$")
"""At the end of a button's birth: what is said of nationality and marriage; ` m` is that of somebody married."""

STATUS_SAID = "status_said"
"""Among the values of a refusal: what was said beside the birth, so that its buttons ask for it too."""

MARRIED = SaidStatus(marriage=Marriage.UNSAID)
BIRTH_YEARS_OFFERED = 4

SEVERAL = re.compile(r"\d[^\d,&]*(?:,|&|\b(?:dan|sama|and)\b|\by(?:an)?g\b)\D*\d", re.IGNORECASE)
"""What may name several people: two numbers with a comma or a word between that lists."""

LONGEST_LIST = 120
"""Letters; a longer text says more than births."""

MOST_PEOPLE = 8
"""In one answer, each with a line and a button; that there are more is said."""


async def eligibility(request: Request, office: Office) -> Reply:
    """Judge a birth date exactly, and a month, a year or an age as a range (docs/domain.md#no-birthday-is-guessed)."""
    if people := people_in(request.argument, request, office):
        return of_births(people, request, office)
    return of_birth(*_asked(request.argument.strip(), request, office), request, office)


def people_in(text: str, request: Request, office: Office) -> tuple[Birth, ...]:
    """Several people whose births or ages are all that a text names: "15 sama 17", "12-03-2010 dan 5 mei 2012"; else nobody."""
    if len(text) > LONGEST_LIST or not SEVERAL.search(text):
        return ()
    reader = office.public.reader
    words = reader.text(text)
    if ages := listed_ages(words.tokens, words.shape()):
        return ages
    question = reader.read(text, request.today)
    details = question.details
    is_of_births_alone = question.is_bare and not (details.unclear or details.unread or details.status.is_said)
    return details.births if is_of_births_alone and len(details.births) > 1 else ()


def of_birth(birth: Birth | None, said: SaidStatus, request: Request, office: Office) -> Reply:
    """The answer about a birth that is read already, and what is said beside it; without a birth the rule for everybody."""
    if said.may_be_foreign:
        return _foreigner(birth, said, request, office)
    if birth is None:
        return _ask(said, request, office)
    status, rules = said.people[0], office.board.rules
    if isinstance(birth, BirthDate):
        judgement = judge(birth.day, request.today, rules, status)
        around = _around(judgement.verdict, request, office)
        return reply("eligibility", *_next_steps(judgement, request), judgement=judgement, rules=rules, **around)
    found = judge_range(birth, request.today, rules, status)
    around = _around(found.earliest.verdict, request, office)
    return reply(
        "eligibility_range", *_narrower(birth, said, request), *_range_steps(birth, found), birth=birth, found=found, rules=rules, **around
    )


def of_births(births: Sequence[Birth], request: Request, office: Office) -> Reply:
    """Several people: a short verdict each, and a button to the whole answer about each (docs/domain.md#no-birthday-is-guessed)."""
    rules, profile = office.board.rules, office.board.profile
    found = [(birth, judge_range(birth, request.today, rules)) for birth in births[:MOST_PEOPLE]]
    whole = in_rows([_whole_answer(birth) for birth, _ in found])
    rows = [*whole, [button("schedule"), button("requirements", "early")]]
    return reply("eligibility_several", *rows, found=found, left=len(births) - len(found), rules=rules, profile=profile)


def _whole_answer(birth: Birth) -> Button:
    """A button to all that there is to say about one of several."""
    match birth:
        case BirthDate(day):
            return button("eligibility", birth_words(birth), "this_date", day=day)
        case BirthMonth(year, month):
            return button("eligibility", birth_words(birth), "this_date", day=AsOf(year, month))
        case BirthYear(year):
            return button("eligibility", birth_words(birth), "year", year=year)
        case Age(years, None):
            return button("eligibility", birth_words(birth), "check_age", years=years)
        case Age(years, months):
            return button("eligibility", birth_words(birth), "check_age_months", years=years, months=months)


def _asked(argument: str, request: Request, office: Office) -> tuple[Birth | None, SaidStatus]:
    """The birth that is asked about, and what is said beside it; a sentence behind the command is read like one without.

    Raises the refusals of `read_birth`.
    """
    if marked := STATUS.search(argument):
        stays, marriage = marked["stays"], marked["marriage"]
        said = MARRIED if stays is None else SaidStatus(STAYS[stays], MARRIAGES[marriage])
        left = argument[: marked.start()]
        return (read_birth(left, request.today) if left else None), said
    if not argument:
        return None, SaidStatus()
    try:
        return read_birth(argument, request.today), SaidStatus()
    except NotADate:
        said, left = office.public.reader.status(argument)
        if not said.is_said:
            raise
    try:
        return (read_birth(left, request.today) if left else None), said
    except NotADate:
        if any(letter.isdigit() for letter in left):
            raise  # read on as a sentence (`free_text/commands.py`)
        return None, said
    except Refusal as refusal:
        refusal.values[STATUS_SAID] = said
        raise


def with_status(birth: Birth | None, said: SaidStatus) -> str:
    """A birth and what is said beside it, as a button asks for them."""
    words = birth_words(birth) if birth else ""
    if not said.is_said:
        return words
    mark = "m" if said == MARRIED else f"s={_STAY_LETTERS[said.stays]}{_MARRIAGE_LETTERS[said.marriage]}"
    return f"{words} {mark}".strip()


def birth_words(birth: Birth) -> str:
    """A birth as `typed_birth.read_birth` reads it."""
    match birth:
        case BirthDate(day):
            return day.isoformat()
        case BirthMonth(year, month):
            return f"{month:02d}-{year}"
        case BirthYear(year):
            return str(year)
        case Age(years, None):
            return f"{years} tahun"
        case Age(years, months):
            return f"{years} tahun {months} bulan"


def _ask(said: SaidStatus, request: Request, office: Office) -> Reply:
    """The rule for everybody, and what is needed to judge one child."""
    oldest = request.today.year - office.board.rules.obliged_age
    years = [
        button("eligibility", with_status(BirthYear(year), said), "year", year=year) for year in range(oldest, oldest + BIRTH_YEARS_OFFERED)
    ]
    values = {"rules": office.board.rules, "profile": office.board.profile, "marriage": said.marriage}
    return reply("eligibility_ask", years, is_asked=True, **values)


def rule(office: Office) -> Reply:
    """The rule for everybody where nobody is asked back: whoever reads it may be one of many."""
    rows = [button("eligibility"), button("requirements", "early")]
    return reply("eligibility_ask", rows, is_asked=False, rules=office.board.rules, profile=office.board.profile, marriage=None)


def _foreigner(birth: Birth | None, said: SaidStatus, request: Request, office: Office) -> Reply:
    """Every stay that may be meant is answered; without a birth, what holds for each (docs/domain.md#foreigners)."""
    rules, profile = office.board.rules, office.board.profile
    cases = [judge_range(birth, request.today, rules, status) for status in said.people] if birth else []
    stays = [button("eligibility", with_status(birth, SaidStatus((stay,), said.marriage)), f"stay_{stay}") for stay in said.stays]
    papers = [button("requirements", "foreigner")] if "foreigner" in profile.requirements else []
    rows = [stays if len(stays) > 1 else [], [*papers, button("contact")], [button("eligibility", label="another_child")]]
    return reply("eligibility_foreigner", *rows, stays=said.stays, cases=cases, rules=rules, profile=profile, marriage=said.marriage)


def _around(verdict: Verdict, request: Request, office: Office) -> dict[str, object]:
    """What the answer adds from the board: the next visit for those who may come, and the office."""
    board = office.board
    visit = board.schedule.near(None, request.today) if verdict is not Verdict.TOO_YOUNG else None
    return {"visit": visit, "profile": board.profile}


def _next_steps(judgement: Judgement, request: Request) -> list[Row]:
    topic = "first" if judgement.verdict is Verdict.OBLIGED else "early"
    rows: list[Row] = [[button("schedule"), button("requirements", topic)]]
    if judgement.verdict is not Verdict.OBLIGED:
        rows.extend(reminder_rows(judgement, request))
        rows.append(_marriages(BirthDate(judgement.birth), judgement))
    return [*rows, [button("eligibility", label="another_child")]]


def _marriages(birth: Birth, judgement: Judgement) -> Row:
    """What may be said of a marriage, and has not been."""
    match judgement.status.marriage:
        case Marriage.NONE:
            return [button("eligibility", with_status(birth, MARRIED), "ever_married")]
        case Marriage.UNSAID:
            kinds = (Marriage.REGISTERED, Marriage.UNREGISTERED)
            return [button("eligibility", with_status(birth, SaidStatus(marriage=kind)), f"married_{kind}") for kind in kinds]
    return []


def _narrower(asked: Birth, said: SaidStatus, request: Request) -> list[Row]:
    """After a year, its months up to today: the answer gets exact with a tap or two; a marriage in the register leaves nothing open."""
    if not isinstance(asked, BirthYear) or said.marriage in (Marriage.REGISTERED, Marriage.UNSAID):
        return []
    months = [BirthMonth(asked.year, month) for month in range(1, 13) if (asked.year, month) <= (request.today.year, request.today.month)]
    buttons: list[Button] = [button("eligibility", with_status(month, said), "month", month=month) for month in months]
    return in_rows(buttons, 4)


def _range_steps(birth: Birth, found: RangeJudgement) -> list[Row]:
    topic = "first" if found.earliest.verdict is Verdict.OBLIGED and found.certain else "early"
    kinds = _marriages(birth, found.latest) if found.latest.status.marriage is Marriage.UNSAID else []
    return [[button("schedule"), button("requirements", topic)], kinds, [button("eligibility", label="another_child")]]
