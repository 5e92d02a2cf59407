"""How many of the fresh messages an office understands when its own people write them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ektp_core.areas import Area, Level
from ektp_core.board import Board
from ektp_core.reading.masking import mask_numbers
from ektp_core.understanding.reader import Question, Reader
from ektp_core.understanding.slots import FIGURES
from tests.core.understanding.filled import Filled, filled_messages
from tests.core.understanding.reading import TODAY

DISTRICTS = {
    "11.08": "Aceh",
    "12.07": "Sumatera",
    "32.01": "Jawa",
    "31.74": "DKI Jakarta",
    "34.02": "DI Yogyakarta",
    "62.01": "Kalimantan",
    "73.08": "Sulawesi",
    "53.03": "Nusa Tenggara",
    "81.01": "Maluku",
    "93.01": "Papua",
}
"""One district of each part of the country."""

NAMES_SCHOOLS = frozenset(["eligibility", "schedule", "coverage", "subscribe", "unsubscribe", "card_status", "contact", "announce"])
NAMES_AREAS = frozenset(["schedule", "subscribe", "unsubscribe", "card_status", "announce", *FIGURES])
"""What asks this may name such: elsewhere nothing follows from the name."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of all."""

    right: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.right / self.of


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked, and which schools and areas are named: of these the messages in which some are named, or taken to be."""

    asked: Share
    schools: Share
    areas: Share


def understood(board: Board) -> Understood:
    """Every message read by an office's reader; half right is wrong."""
    reader = Reader.of(board)
    read = [(each, reader.read(mask_numbers(each.text).text, TODAY)) for each in filled_messages(board)]
    return Understood(
        _share(each.intent == question.intent for each, question in read),
        _share(_schools(question) == each.schools for each, question in read if _names_school(each, question)),
        _share(_areas(each, question) == each.areas for each, question in read if _names_area(each, question)),
    )


def _share(right: Iterator[bool]) -> Share:
    found = list(right)
    return Share(sum(found), len(found))


def _names_school(message: Filled, question: Question) -> bool:
    named = message.schools or message.unlisted or _schools(question)
    return message.intent in NAMES_SCHOOLS and bool(named)


def _names_area(message: Filled, question: Question) -> bool:
    return message.intent in NAMES_AREAS and bool(message.areas or _areas(message, question))


def _schools(question: Question) -> Collection[str]:
    return {said.school.npsn for said in question.details.schools if said.school}


def _areas(message: Filled, question: Question) -> Collection[str | None]:
    """Of figures any area, what lies around another left out; elsewhere subdistricts."""
    named = question.details.areas
    if message.intent not in FIGURES:
        return _codes(named, Level.SUBDISTRICT)
    around = {area.parent for area in named if area.level is Level.SUBDISTRICT}
    return (_codes(named, Level.DISTRICT, Level.SUBDISTRICT) - around) or _codes(named, Level.PROVINCE)


def _codes(areas: Collection[Area], *levels: Level) -> set[str | None]:
    return {area.code for area in areas if area.level in levels}
