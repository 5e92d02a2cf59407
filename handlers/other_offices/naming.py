"""Who names a school or place of another office hears which office that is, and that recording away from home is possible."""

from collections.abc import Sequence
from dataclasses import dataclass

from ektp_core.areas import LEVELS_BEHIND, Area, Level
from ektp_core.country.index import Elsewhere
from ektp_core.office import Office
from ektp_core.reading.names import name_words
from ektp_core.refusal import Refusal
from ektp_core.schools.register import spoken
from ektp_core.schools.spoken import SCHOOL
from ektp_core.understanding.reader import Question
from ektp_core.understanding.schools import SaidSchool
from handlers.coverage import UnknownArea
from handlers.reply import Reply, button, reply

AWAY_FROM_HOME = "elsewhere"
"""The office's text on recording outside the address in the family card (Perpres 96/2018 article 22)."""

MOST_LISTED = 3
LONGEST_NAME = 7
"""Words, with those for a school's kind and number."""


@dataclass(frozen=True, slots=True)
class Away:
    """The answer about what lies outside the office's district, and whether that is all that was named."""

    reply: Reply
    is_all: bool


def said_elsewhere(question: Question, office: Office) -> Away | None:
    """What a sentence names outside the office's district; None where all is at home, or nowhere."""
    board, details = office.board, question.details
    away = [area for area in details.areas if area.level is not Level.PROVINCE and area != board.home and not board.subdistrict_of(area)]
    others = [school for school in details.schools if school.school is None and not _is_at_home(school, office)]
    found = [each for school in others for each in _whose(school, question, office)]
    found += [each for name in details.unknown for each in _listed(_with_level(name, question, office), office)]
    around = [_of_area(area, office) for area in (*away, *(school.area for school in others if school.area))]
    answer = _reply(found or around, office)
    if answer is None:
        return None
    at_home = [area for area in details.areas if area.level is not Level.PROVINCE and area not in away]
    return Away(answer, is_all=not at_home and len(others) == len(details.schools))


def unknown_elsewhere(question: Question, office: Office) -> Reply | None:
    """The answer to a question for figures of places that nobody bears here, and others do."""
    found = [each for name in question.details.unknown for each in _listed(_with_level(name, question, office), office)]
    return None if question.details.areas else _reply(found, office, of_figures=True)


def _is_at_home(school: SaidSchool, office: Office) -> bool:
    return school.area is not None and (school.area == office.board.home or office.board.subdistrict_of(school.area) is not None)


def _whose(school: SaidSchool, question: Question, office: Office) -> Sequence[Elsewhere]:
    """The schools that are meant: by the longest name that begins at the school's kind and is some school's, else by what was read."""
    said = [token.text for token in question.tokens[school.start : school.start + LONGEST_NAME]]
    named = (" ".join(said[:length]) for length in range(len(said), max(1, school.end - school.start - 1), -1))
    whole = next(filter(None, (_listed(name, office, slips=False) for name in named)), ())
    return whole or (_listed(school.name, office) if school.name else ())


def _with_level(name: str, question: Question, office: Office) -> str:
    """A name that nobody bears here with the word for its level that stands before it: "kec. Cibinong"."""
    words = [token.text for token in question.tokens if token.text != "."]
    own = name.split()
    start = next((at for at in range(1, len(words)) if words[at : at + len(own)] == own), 0)
    return f"{words[start - 1]} {name}" if start and words[start - 1] in office.board.areas.prefixes else name


def listed_elsewhere(refusal: Refusal, office: Office) -> Reply | None:
    """The answer to a name that no school or place of the office bears, nor one that is near, and others do."""
    name = refusal.values.get("name", "")
    if refusal.values.get("near") or refusal.values.get("near_areas"):
        return None
    return named_elsewhere(name, office, of_figures=refusal.key == UnknownArea.key)


def named_elsewhere(name: str, office: Office, *, of_figures: bool = False) -> Reply | None:
    """The answer to a whole text that is the name of another office's school or place."""
    return _reply(_listed(name, office, is_area=of_figures), office, of_figures=of_figures)


def _listed(name: str, office: Office, *, slips: bool = True, is_area: bool = False) -> Sequence[Elsewhere]:
    """Whose a name is; nothing is looked up that is not said to be a school's or a place's: "selesai" is a subdistrict somewhere.

    Only an area has figures: what is named there is one.
    """
    words = name_words(name)
    if not (office.country and words):
        return ()
    is_place = is_area or words[0] in office.board.areas.prefixes or words[-1] in LEVELS_BEHIND
    is_said = is_place or words[0] in SCHOOL or spoken(words)
    return office.country.find(name, home=office.board.home.code, slips=slips) if is_said else ()


def _of_area(area: Area, office: Office) -> Elsewhere:
    district = office.board.areas[area.code[: len(office.board.home.code)]]
    return Elsewhere(area.full_name, district.code, district.name)


def _reply(found: Sequence[Elsewhere], office: Office, *, of_figures: bool = False) -> Reply | None:
    if not found:
        return None
    away = None if of_figures else office.board.profile.requirements.get(AWAY_FROM_HOME)
    here = [button("coverage"), button("ranking")] if of_figures else [button("schedule"), button("contact")]
    rows = ([button("requirements", AWAY_FROM_HOME, "away_from_home")] if away else [], here)
    offices = list(dict.fromkeys(each.office for each in found))
    names = list(dict.fromkeys(each.name for each in found))
    return reply(
        "other_office",
        *rows,
        names=names,
        offices=offices[:MOST_LISTED],
        more=len(offices) > MOST_LISTED,
        far=not any(each.is_school or each.district[:2] == office.board.home.parent for each in found),
        home=office.board.home,
        province=office.board.areas[office.board.home.parent or ""] if of_figures else None,
        away=away,
    )
