"""The offices that are walked through: what is published, the demo set, a crowded one, a bare one, and one that speaks Indonesian only."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ektp_core.awards import Awards
from ektp_core.board import Board
from ektp_core.coverage.figure import Figure, HeadCounts, Percentages
from ektp_core.facts import BILINGUAL
from ektp_core.profile import Fact, Localized, Profile, Requirement
from ektp_core.reading.calendar import AsOf
from ektp_core.schools.register import School, Schools
from ektp_core.store.board import rules_of
from ektp_core.topics import ANSWERS
from ektp_core.visits.schedule import Schedule
from tests.core.builders import demo_board, published_board

FURTHER_ROUNDS = 6
"""Rounds of visits more than the demo set holds, so that every list needs its pages."""

ALWAYS_KNOWN = frozenset({"name", "short_name", "minimum_age", "obliged_age", "leap_birthday"})
SAID = {
    "address": "Jl. Raya By Pass No. 5, Koba 33181",
    "hours": "Senin sampai Kamis 07.30–15.30, dan Jumat pagi",
    "service_points": "Mal Pelayanan Publik, pada hari kerja",
    "complaints": "lapor.go.id",
    "election_day": "2029-02-14",
    "birth_years": "2007-2012",
    **dict.fromkeys(ANSWERS, "Tanyakan kepada petugas kantor, dan bawa kartu keluarga."),
}


def board_of(data: str) -> Board:
    """One of the offices by its name."""
    match data:
        case "published":
            return published_board()
        case "demo":
            return demo_board()
        case "crowded":
            return _crowded(demo_board())
        case "bare":
            return _bare(published_board())
        case "Indonesian":
            return _in_indonesian(demo_board())
    raise LookupError(data)


def _crowded(board: Board) -> Board:
    """More visits than a page holds; SMKN 2 Koba has closed, and of SMA Bakti nobody knows the subdistrict."""
    visits = list(board.schedule)
    later = [
        replace(visit, id=visit.id + 100 * more, days=tuple(day + timedelta(weeks=3 * more) for day in visit.days), moved_from=())
        for more in range(1, FURTHER_ROUNDS + 1)
        for visit in visits
    ]
    schools = [_as_closed(school) if school.npsn == "10901629" else school for school in board.schools]
    unplaced = School("10999001", "SMA Bakti", "SMA", board.home.code, "", None, None, "a register", register_year=2019)
    schedule = Schedule([*visits, *(visit for visit in later if visit.state != "cancelled")])
    figures = (*board.figures, *_further(board))
    return replace(board, schedule=schedule, figures=figures, schools=Schools([*schools, unplaced], board.areas))


def _as_closed(school: School) -> School:
    return replace(school, is_closed=True, closed_since=AsOf(2026, 6), successor="10900753")


def _further(board: Board) -> Iterator[Figure]:
    """Earlier figures of one subdistrict, which rises; and those of the villages of another, one of them of another date."""
    newest = {figure.area: figure for figure in board.figures}
    rising, other = newest[f"{board.home.code}.03"], newest[f"{board.home.code}.01"]
    for as_of, total in ((AsOf(2026, 6, 30), 97.0), (AsOf(2026, 8, 31), 98.0)):
        yield replace(rising, as_of=as_of, measure=Percentages(total))
    for number, village in enumerate(board.areas.children(other.area)):
        as_of = other.as_of if number else AsOf(2026, 6, 30)
        yield replace(other, area=village.code, as_of=as_of, measure=HeadCounts(1000, 950 + number, 20))


def _bare(board: Board) -> Board:
    """An office of which next to nothing is known yet."""
    facts = [fact if key in ALWAYS_KNOWN else Fact(key, None) for key, fact in board.profile.facts.items()]
    profile = Profile(facts, ())
    return replace(board, profile=profile, rules=rules_of(profile), figures=(), schedule=Schedule([]), loans=(), awards=Awards(()))


def _in_indonesian(board: Board) -> Board:
    """What staff typed without its English."""
    assert SAID.keys() >= BILINGUAL
    said = [Fact(key, Localized(text, text), AsOf(2026), "surat kepala dinas dan laman kantor") for key, text in SAID.items()]
    facts = [fact for key, fact in board.profile.facts.items() if key not in SAID]
    profile = Profile([*facts, *said], [_untranslated(text) for text in board.profile.texts.values()])
    return replace(board, profile=profile, rules=rules_of(profile))


def _untranslated(text: Requirement) -> Requirement:
    lines = tuple(Localized(line.id, line.id) for line in text.lines)
    return replace(text, title=Localized(text.title.id, text.title.id), lines=lines, note=Localized(text.note.id, text.note.id))
