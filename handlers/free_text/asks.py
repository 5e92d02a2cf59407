"""What a free sentence asks, as a button would ask it: a route and its argument. So every sentence reaches the commands' handlers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ektp_core.areas import Area, Level
from ektp_core.board import Board
from ektp_core.eligibility import Marriage
from ektp_core.profile import Requirement
from ektp_core.reading.births.birth import Age, Birth
from ektp_core.reading.calendar import AsOf, Days
from ektp_core.reading.words.word_sets import word_set
from ektp_core.subscriptions.subscribers import Scope, Subscription
from ektp_core.understanding.denials import Said, said_of
from ektp_core.understanding.details import Details
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.models.features import speaks_of
from ektp_core.understanding.reader import Question
from ektp_core.understanding.status import SaidStatus
from handlers.coverage import CODES_APART, OF, SUBDISTRICTS
from handlers.eligibility import birth_words, with_status
from handlers.followable import FOLLOW, STOP, written
from handlers.schedule import DAY, SCHOOL, SUBDISTRICT

EARLY, FIRST, COLLECT, FOREIGNER = "early", "first", "collect", "foreigner"
"""The office's texts that answer where no other is meant."""

LOST_OR_DAMAGED = frozenset({"lost", "damaged"})

OF_NUMBERS = frozenset({"eligibility", "schedule", "coverage", "ranking", "reminders", "subscriptions"})
"""Routes whose answer may change with a number that was not read."""

COST = word_set("bayar gratis charge cost")
CARD = word_set("ktp ektp id")
BESIDE_COST = word_set("is it this that be does do anything something itu ini ya kan apa kah tidak gak ga perlu bu pak kak min bang ? ! .")
"""Words beside the cost that ask of nothing else: "is it free", "bayar gak"."""

LONGEST_OF_COST = 8
"""Words; of a longer sentence that was not understood the cost is hardly the question."""


POSSIBLE = 0.04
"""Probability of a reading from which words that say the same decide for it."""

REMINDED_AT = frozenset({16, 17})
NO_MORE = word_set("berhenti stop jangan hapus batal batalkan usah matikan hentikan")

MOST_AT_ONCE = 3
"""Answers to one message."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One answer to give: the route, its argument, and the birth, place or days that it is about, for its first line."""

    route: str
    argument: str = ""
    birth: Birth | None = None
    place: str = ""
    days: Days | None = None
    status: SaidStatus = SaidStatus()
    unread: tuple[str, ...] = ()
    """Numbers that were typed and say nothing that is known."""

    unlisted: str = ""
    """A school that was named and stands in no register of the office."""

    outside: str = ""
    """An area that was named and is no part of the office's district."""

    births: tuple[Birth, ...] = ()
    """Several people: a short verdict each."""


def asks_of(intent: Intent, question: Question, board: Board) -> tuple[Ask, ...]:
    """The answers that a question needs when it is read as this intent; none where the bot has nothing to look up."""
    asks = ASKS[intent](question, board)[:MOST_AT_ONCE] if intent in ASKS else ()
    unread = question.details.unread
    return tuple(replace(ask, unread=(*ask.unread, *unread)) if ask.route in OF_NUMBERS else ask for ask in asks) if unread else asks


def _eligibility(question: Question, board: Board) -> tuple[Ask, ...]:
    details = question.details
    if len(details.births) > 1 and not details.status.is_said:
        return (Ask("eligibility", births=details.births),)
    births = tuple(Ask("eligibility", with_status(birth, details.status), birth, status=details.status) for birth in details.births)
    return births or (Ask("eligibility", with_status(None, details.status), status=details.status),)


def _schedule(question: Question, board: Board) -> tuple[Ask, ...]:
    details = question.details
    several = details.days or details.past
    unlisted = "" if any(school.school for school in details.schools) else _unlisted(details)
    outside = next((area.short_name for area in details.areas if _is_outside(area, board)), "")
    open_names = [Ask("schedule", name) for name in _open(details)]
    places = [(f"{letter}={key}", name) for letter, key, name in _places(details, board)]
    asks = [
        Ask(
            "schedule",
            ",".join(filter(None, [place, f"{DAY}={days.iso()}" if days else ""])),
            place=name,
            days=days,
            unlisted=unlisted,
            outside=outside,
        )
        for place, name in places or ([("", "")] if not open_names or several else [])
        for days in _at_most(several, MOST_AT_ONCE // max(1, len(places)))
    ]
    return (*open_names, *asks)


def _is_outside(area: Area, board: Board) -> bool:
    """Whether the office's teams do not go there: a district that is not its own, or a place in one."""
    return area.level is not Level.PROVINCE and area != board.home and board.subdistrict_of(area) is None


def _at_most(several: tuple[Days, ...], most: int) -> tuple[Days | None, ...]:
    """Each of the days, or from the first to the last where one message cannot answer each; None for no day."""
    if len(several) > max(1, most):
        return (Days(min(days.first for days in several), max(days.last for days in several)),)
    return several or (None,)


def _unlisted(details: Details) -> str:
    return next((school.name for school in details.schools if school.name and school.school is None), "")


def _open(details: Details) -> list[str]:
    """Names as they were written that mean several schools, or no place that is known: the route asks back, or says so."""
    return [school.written for school in details.schools if school.others and school.written] + list(details.unknown)


def _places(details: Details, board: Board) -> list[tuple[str, str, str]]:
    """Schools and subdistricts as the schedule's buttons name them; a village or a school that is not listed stands for its subdistrict."""
    sure = [school.school for school in details.schools if school.school and not school.others]
    places = [(SCHOOL, school.npsn, school.name) for school in sure]
    unlisted = () if any(school.school for school in details.schools) else (school.area for school in details.schools if school.area)
    subdistricts = dict.fromkeys(filter(None, map(board.subdistrict_of, [*details.areas, *unlisted])))
    return places + [(SUBDISTRICT, area.code, _place_name(area, details, board)) for area in subdistricts]


def _place_name(subdistrict: Area, details: Details, board: Board) -> str:
    """A subdistrict's name, and before it the one village of it that was named instead."""
    inside = [area for area in details.areas if board.subdistrict_of(area) == subdistrict]
    is_village = len(inside) == 1 and inside[0].level is Level.VILLAGE
    return f"{inside[0].full_name}, {subdistrict.name}" if is_village else subdistrict.name


def _coverage(question: Question, board: Board) -> tuple[Ask, ...]:
    """Of each area that is named; one that another lies in only says where. A school has no figures, nor has what nobody knows."""
    details = question.details
    around = {area.parent for area in details.areas if area.level is Level.VILLAGE}
    around |= {area.code for area in details.areas if area.level is Level.PROVINCE}
    smaller = [area for area in details.areas if area.code not in around] or list(details.areas)
    villages = [area for area in smaller if area.level is Level.VILLAGE]
    meant = dict.fromkeys(each.code for area in villages for each in (area, *_namesakes(area, details, board)))
    named = [(area.code, area.short_name) for area in smaller if area not in villages]
    if meant:
        named.append((CODES_APART.join(meant), villages[0].full_name if len(meant) == 1 else ""))
    periods = [OF + AsOf.of_days(days).iso() for days in details.as_of] or [""]
    asks = [Ask("coverage", codes + of, place=name) for codes, name in named for of in periods]
    nowhere = [*details.unknown, *(school.name or school.written for school in details.schools if not asks)]
    return (*(Ask("coverage", name) for name in nowhere if name), *asks) or tuple(
        Ask("coverage", board.home.code + of, place=board.home.short_name) for of in periods
    )


def _namesakes(village: Area, details: Details, board: Board) -> tuple[Area, ...]:
    """The other villages of that name, unless it is said where it lies."""
    return () if any(area.code == village.parent for area in details.areas) else board.areas.find(village.full_name)


def _ranking(question: Question, board: Board) -> tuple[Ask, ...]:
    """The districts in order; the home district's subdistricts where the question is about these."""
    if "kecamatan" in question.words or any(area.level is Level.SUBDISTRICT for area in question.details.areas):
        return (Ask("coverage", SUBDISTRICTS + board.home.code, place=board.home.short_name),)
    # A ranking is of the newest figures: the year that was asked for is said to be passed over.
    return (Ask("ranking", unread=tuple(str(AsOf.of_days(days).year) for days in question.details.as_of)),)


def _requirements(question: Question, board: Board) -> tuple[Ask, ...]:
    obliged, status = board.rules.obliged_age, question.details.status
    if status.may_be_foreign and FOREIGNER in board.profile.requirements:
        return (Ask("requirements", FOREIGNER),)
    grown = status.marriage in (Marriage.REGISTERED, Marriage.UNSAID) or any(
        isinstance(birth, Age) and birth.years >= obliged for birth in question.details.births
    )
    usual = FIRST if grown else EARLY
    return (Ask("requirements", matter_of(question, board, frozenset({EARLY, FIRST, "elsewhere", FOREIGNER})) or usual),)


def _card_status(question: Question, board: Board) -> tuple[Ask, ...]:
    foreign = question.details.status.may_be_foreign and FOREIGNER in board.profile.requirements
    usual = FOREIGNER if foreign else COLLECT
    return (Ask("requirements", matter_of(question, board, LOST_OR_DAMAGED) or usual),)


def matter_of(question: Question, board: Board, topics: frozenset[str]) -> str | None:
    """The one of the office's texts whose words are in the message; None for none or several: a wrong list costs people a journey."""
    named = [topic for topic, text in board.profile.requirements.items() if topic in topics and text.words & question.words]
    return named[0] if len(named) == 1 else None


def speaks_of_cost(question: Question) -> bool:
    """Whether it is asked what something costs that is no other office's matter."""
    return bool(COST & question.words) and not is_of_another_matter(question)


def asks_only_of_cost(question: Question) -> bool:
    """Whether nothing is said but that: it is then clear whatever the sentence resembles."""
    words = [{token.word, token.text} for token in question.tokens]
    return bool(COST & question.words) and all(each & COST or each & BESIDE_COST for each in words)


def of_card(question: Question, board: Board) -> Intent | None:
    """What a question about a card that is lost or broken, or about the cost, asks, though its words are those of no sentence known."""
    if is_of_another_matter(question):
        return None
    if CARD & question.words and matter_of(question, board, LOST_OR_DAMAGED):
        return Intent.CARD_STATUS
    is_short = len(question.tokens) <= LONGEST_OF_COST and question.unknown <= 2
    is_possible = any(each.intent is Intent.REQUIREMENTS and each.probability >= POSSIBLE for each in question.readings)
    is_meant = asks_only_of_cost(question) or (bool(COST & question.words) and is_short and is_possible)
    return Intent.REQUIREMENTS if is_meant else None


def is_of_another_matter(question: Question) -> bool:
    """Whether a word speaks of what is handled elsewhere; that a word is English says nothing."""
    tags = [speaks_of(word) for word in question.words]
    return any("@elsewhere" in each and "@foreign" not in each for each in tags)


def elsewhere(question: Question, board: Board) -> Requirement | None:
    """The office's text on a matter that this bot does not serve: the one that most words speak of, of as many the office's first."""
    named = [text for text in board.profile.elsewhere.values() if text.words & question.words]
    return max(named, key=lambda text: len(text.words & question.words), default=None)


def _things(details: Details, board: Board) -> list[Subscription]:
    scopes = {SCHOOL: Scope.SCHOOL, SUBDISTRICT: Scope.SUBDISTRICT}
    return [Subscription(scopes[letter], key) for letter, key, _ in _places(details, board)][:MOST_AT_ONCE]


def _subscribe(question: Question, board: Board) -> tuple[Ask, ...]:
    """Follow what is named; a birth asks for the reminder at 16 and 17."""
    if births := question.details.births:
        return tuple(Ask("reminders", birth_words(birth), birth) for birth in births)
    if asks_for_reminder(question):
        return (Ask("reminders"),)
    things = _things(question.details, board)
    if not things and (names := _open(question.details)):
        return (Ask("subscriptions", names[0]),)
    return (Ask("subscriptions", FOLLOW + written(things) if things else ""),)


def asks_for_reminder(question: Question) -> bool:
    """Whether somebody wants to be reminded of an age: "when she turns 17", "pas dia udh 16"; the date of birth is then asked for."""
    words = [token.word for token in question.tokens]
    asked = [at for at, word in enumerate(words) if word == "ingatkan"]
    details = question.details
    names_age = bool(details.births) or any(token.number in REMINDED_AT for token in question.tokens)
    is_wanted = bool(asked) and all(said_of(words, at, at + 1) is Said.SO for at in asked) and not NO_MORE & question.words
    return is_wanted and names_age and not (details.schools or details.areas or details.days)


def _unsubscribe(question: Question, board: Board) -> tuple[Ask, ...]:
    things = _things(question.details, board)
    return (Ask("subscriptions", STOP + written(things)),) if things else (Ask("unsubscribe"),)


ASKS: Mapping[Intent, Callable[[Question, Board], tuple[Ask, ...]]] = {
    Intent.ELIGIBILITY: _eligibility,
    Intent.SCHEDULE: _schedule,
    Intent.COVERAGE: _coverage,
    Intent.RANKING: _ranking,
    Intent.REQUIREMENTS: _requirements,
    Intent.CARD_STATUS: _card_status,
    Intent.CONTACT: lambda question, board: (Ask("contact"),),
    Intent.SUBSCRIBE: _subscribe,
    Intent.UNSUBSCRIBE: _unsubscribe,
    Intent.HELP: lambda question, board: (Ask("help"),),
}
