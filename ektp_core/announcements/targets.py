"""The audience of an announcement: as staff write it, the places it names, and whom each place reaches (docs/domain.md#following)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ektp_core.announcements.audience import Audience, AudienceKind, of_areas, of_place
from ektp_core.announcements.text import AnnouncementRefused, Placeholder, TextFault
from ektp_core.board import Board
from ektp_core.reading.words.signs import one_line
from ektp_core.refusal import Refusal
from ektp_core.schools.numbers import NpsnUnclear, schools_named
from ektp_core.schools.register import School
from ektp_core.subscriptions.subscribers import Scope, Subscription
from ektp_core.visits.places import Places, read_place
from ektp_core.visits.schedule import PlaceKind, Visit

MOST_TARGETS = 20
"""Schools or subdistricts of one announcement; more of them are a subdistrict, or the district."""

EVERYONE = frozenset({"semua", "semua pelanggan", "semua orang", "everyone", "everybody", "all"})
DISTRICT = frozenset({"kabupaten", "seluruh kabupaten", "satu kabupaten", "district", "whole district", "kota"})
_BETWEEN = re.compile(r"\s*(?:[,;\n]|(?<!\w)(?:dan|and)(?!\w))\s*", re.IGNORECASE)
LONGEST_WORDS = 400

SHORTEST_MESSAGE = 24
"""So many letters are a message, whatever they say."""


class AudienceFault(StrEnum):
    """Why words name no audience."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    """More than one school may be meant."""

    NPSN = "npsn"
    """A school's number that is unknown, or another's than the name beside it."""

    MIXED = "mixed"
    """Schools and subdistricts together."""

    TOO_MANY = "too_many"


class NoAudience(Refusal):
    """The words name no audience.

    Values: fault, words, schools (those that may have been meant), most (places of one audience), and those of NpsnUnclear.
    """

    key = "staff/announcement_audience"

    def __init__(self, fault: AudienceFault, words: str = "", schools: tuple[School, ...] = (), most: int = MOST_TARGETS) -> None:
        super().__init__(fault=fault, words=one_line(words), schools=schools, most=most)


class VisitGone(Refusal):
    """The visit whose followers were to be reached is not in the schedule any more."""

    key = "staff/announcement_visit_gone"


@dataclass(frozen=True, slots=True)
class Target:
    """One place of an audience: its name, whom it reaches, and the visit that its placeholders are filled from."""

    name: str
    followed: tuple[Subscription, ...]
    visit: Visit | None


def read_audience(text: str, board: Board) -> Audience:
    """The audience that words name: "semua", "kabupaten", or schools or subdistricts, several with commas. Raises NoAudience."""
    words = " ".join(text.split()).casefold()
    if words in EVERYONE:
        return Audience(AudienceKind.EVERYONE)
    if says_district(words, board):
        return Audience(AudienceKind.DISTRICT)
    parts = [part for part in _BETWEEN.split(text[:LONGEST_WORDS].strip()) if part]
    found = [place_of_audience(part, board) for part in parts]
    kinds = {kind for kind, _ in found}
    if not found or len(text) > LONGEST_WORDS:
        raise NoAudience(AudienceFault.UNKNOWN)
    if len(kinds) > 1:
        raise NoAudience(AudienceFault.MIXED, text.strip())
    return with_targets(kinds.pop(), tuple(target for _, target in found))


def is_message(words: str) -> bool:
    """Whether words that name no audience are a message rather than a misspelt place: long, a sentence, or several plain words."""
    is_sentence = words.rstrip().endswith((".", "!", "?"))
    several = len(words.split()) > 2 and not any(letter.isdigit() for letter in words)
    return len(words) >= SHORTEST_MESSAGE or is_sentence or several


def says_district(words: str, board: Board) -> bool:
    """Whether words mean the whole district."""
    return words.casefold() in DISTRICT | {board.home.name.casefold(), board.home.short_name.casefold()}


def place_of_audience(words: str, board: Board) -> tuple[AudienceKind, str]:
    """A school, or else a subdistrict; a village or another place is nothing that anybody follows. Raises NoAudience."""
    try:
        schools = schools_named(words, board.schools)
    except NpsnUnclear as unclear:
        fault = NoAudience(AudienceFault.NPSN, words, unclear.near)
        fault.values |= unclear.values
        raise fault from None
    if len(schools) > 1:
        raise NoAudience(AudienceFault.SEVERAL, words, schools)
    if schools:
        return AudienceKind.SCHOOLS, schools[0].npsn
    found = read_place(words, Places(board.schools, board.areas, board.home.code))
    choices = found if isinstance(found, tuple) else (found,)
    offices = [place for place in choices if place.kind is PlaceKind.SUBDISTRICT_OFFICE]
    if not offices:
        raise NoAudience(AudienceFault.UNKNOWN, words)
    return AudienceKind.SUBDISTRICTS, offices[0].subdistrict


def with_targets(kind: AudienceKind, targets: tuple[str, ...]) -> Audience:
    """An audience of places, each once. Raises NoAudience for more than MOST_TARGETS."""
    each_once = tuple(dict.fromkeys(targets))
    if len(each_once) > MOST_TARGETS:
        raise NoAudience(AudienceFault.TOO_MANY)
    return Audience(kind, each_once)


def targets_of(audience: Audience, board: Board, today: date) -> tuple[Target, ...]:
    """The places of an audience, in its order; none for everyone and for the district. Raises VisitGone."""
    match audience.kind:
        case AudienceKind.SCHOOLS:
            return tuple(_school(npsn, board, today) for npsn in audience.targets)
        case AudienceKind.SUBDISTRICTS:
            return tuple(_subdistrict(code, board, today) for code in audience.targets)
        case AudienceKind.VISIT:
            visit = visit_of(audience, board)
            if visit is None:
                raise VisitGone()
            return (Target(visit.place.name, of_place(visit.place, board.schools, board.areas), visit),)
    return ()


def followed_in(audience: Audience, board: Board, today: date) -> tuple[Subscription, ...] | None:
    """Whoever follows one of these hears of it; None: whoever follows anything. Raises VisitGone."""
    if audience.kind is AudienceKind.EVERYONE:
        return None
    if audience.kind is AudienceKind.DISTRICT:
        return of_areas([Subscription(Scope.DISTRICT, board.home.code)], board.schools, board.areas)
    return tuple(dict.fromkeys(each for target in targets_of(audience, board, today) for each in target.followed))


def visit_of(audience: Audience, board: Board) -> Visit | None:
    """The visit whose followers are the audience, while it is in the schedule."""
    if audience.kind is not AudienceKind.VISIT:
        return None
    (number,) = audience.targets
    return board.schedule.find(int(number))


def visit_said(placeholder: Placeholder, target: Target) -> Visit:
    """The visit from which a placeholder is filled in at one place. Raises AnnouncementRefused when it has nothing to say there."""
    visit = target.visit
    if visit is None:
        raise AnnouncementRefused(TextFault.NO_VISIT, name=target.name)
    if placeholder is Placeholder.SCHOOL and visit.place.npsn is None:
        raise AnnouncementRefused(TextFault.NO_SCHOOL, name=visit.place.name)
    if placeholder is Placeholder.HOURS and not visit.hours:
        raise AnnouncementRefused(TextFault.NO_HOURS, name=visit.place.name)
    return visit


def said_together(placeholder: Placeholder, said: Sequence[tuple[str, str]]) -> list[str]:
    """What a placeholder says of several places (their names, and the words of each): what is the same once, what differs with its place.

    A school and a place are names themselves.
    """
    different = list(dict.fromkeys(words for _, words in said))
    if len(different) == 1 or placeholder in (Placeholder.SCHOOL, Placeholder.PLACE):
        return different
    return [f"{words} ({name})" for name, words in said]


def _school(npsn: str, board: Board, today: date) -> Target:
    school = board.schools.get(npsn)
    followed = of_areas([Subscription(Scope.SCHOOL, npsn)], board.schools, board.areas)
    return Target(school.name if school else npsn, followed, board.schedule.at_school(npsn, today).next)


def _subdistrict(code: str, board: Board, today: date) -> Target:
    name = board.areas[code].name if code in board.areas else code
    followed = of_areas([Subscription(Scope.SUBDISTRICT, code)], board.schools, board.areas)
    return Target(name, followed, next(iter(board.schedule.in_subdistrict(code, today)), None))
