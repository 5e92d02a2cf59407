"""One table of schools and areas as people write them, through every door that takes a name: the same place, or the same question.

`places.txt` holds a phrase a line: what is visited there, what has figures, and what a door makes of it that differs.
"""

import csv
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ektp_core.areas import Area
from ektp_core.figures.line import LineUnreadable, read_line
from ektp_core.office import Office
from ektp_core.schools.finding import visited
from ektp_core.schools.numbers import NpsnUnclear
from ektp_core.schools.register import School
from ektp_core.subscriptions.subscribers import Scope
from ektp_core.visits.line import VisitLine, read_visit_line
from ektp_core.visits.places import PlaceFault, Places
from ektp_core.visits.schedule import Place, PlaceKind
from ektp_core.visits.sheet import read_visit_sheet
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.staff.requests.asking import schools_named
from tests.core.builders import TODAY, demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()
NAMED_BY = {Scope.SCHOOL: "{}", Scope.SUBDISTRICT: "Kecamatan {}"}
NOTHING = "-"
Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase means: `places` at home, `areas` that have figures; `doors` are the exceptions."""

    text: str
    places: Names
    areas: Names
    doors: dict[str, Names]


def names(text: str) -> Names:
    return frozenset(part.strip() for part in text.split(";")) - {NOTHING, ""}


def phrases() -> list[Phrase]:
    lines = (Path(__file__).parent / "places.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    found = []
    for text, places, areas, *exceptions in rows:
        doors = dict(part.split("=") for part in exceptions)
        found.append(Phrase(text.strip(), names(places), names(areas), {door.strip(): names(meant) for door, meant in doors.items()}))
    return found


PHRASES = phrases()


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as opened:
        yield opened


# What each door makes of a phrase


def called(found: Iterable[School | Area]) -> Names:
    return frozenset(each.name if isinstance(each, School) else each.full_name for each in found)


def of_buttons(found: Reply) -> Names:
    """The places that are offered."""
    offered = []
    for item in (item for row in found.buttons for item in row if isinstance(item, Button)):
        kind, _, key = item.argument.strip("+").partition("=")
        offered.append(BOARD.schools[key] if kind == "s" else BOARD.areas[key])
    return called(offered)


def of_schedule(found: Reply) -> Names:
    if found.understood and getattr(found.understood, "unlisted", ""):
        return frozenset()
    match found.view:
        case "schedule_school":
            return frozenset({found.values["school"].name})
        case "schedule_subdistrict":
            return called([found.values["area"]])
        case "schedule_which":
            return of_buttons(found)
    return frozenset()


def of_coverage(found: Reply) -> Names:
    if found.view == "coverage_which":
        codes = [item.argument for row in found.buttons for item in row if isinstance(item, Button)]
        return frozenset(BOARD.areas.told_apart(BOARD.areas[code]) for code in codes)
    return frozenset({BOARD.areas.told_apart(found.values["area"])}) if found.view in ("coverage", "coverage_none") else frozenset()


async def asked(office: Office, text: str, route: str | None = None) -> Reply:
    return await answer(replace(a_request(text), route=route), office)


async def by_schedule(text: str, office: Office) -> Names:
    return of_schedule(await asked(office, text, "schedule"))


async def by_first_word(text: str, office: Office) -> Names:
    return of_schedule(await asked(office, f"jadwal {text}"))


async def by_bare(text: str, office: Office) -> Names:
    return of_schedule(await asked(office, text))


async def by_sentence(text: str, office: Office) -> Names:
    found = await asked(office, f"kapan tim rekam ke {text}?")
    return frozenset().union(*(of_schedule(each) for each in (found, *found.more)))


async def by_subscriptions(text: str, office: Office) -> Names:
    found = await asked(office, text, "subscriptions")
    if found.view == "subscriptions_which":
        return of_buttons(found)
    followed = found.values["followed"] if found.view == "consent" else ()
    return frozenset(NAMED_BY[each.scope].format(each.name) for each in followed if each.scope in NAMED_BY)


async def by_coverage(text: str, office: Office) -> Names:
    return of_coverage(await asked(office, text, "coverage"))


async def by_coverage_sentence(text: str, office: Office) -> Names:
    return of_coverage(await asked(office, f"berapa cakupan {text}?"))


async def by_figures_line(text: str, office: Office) -> Names:
    try:
        area, _, _ = read_line(f"{text} 31-10-2026 wajib 1.000 rekam 900", BOARD.areas, TODAY, BOARD.home)
    except LineUnreadable as unreadable:
        return frozenset(unreadable.values["areas"])
    return frozenset({BOARD.areas.told_apart(area)})


def of_line(line: VisitLine) -> Names:
    several = [place for wrong in line.wrongs if wrong.fault == PlaceFault.SEVERAL for place in wrong.places]
    places = [line.place] if line.place else several
    return frozenset(map(of_place, places))


def of_place(place: Place) -> str:
    return place.name.replace("Kantor Camat", "Kecamatan") if place.kind is PlaceKind.SUBDISTRICT_OFFICE else place.name


async def by_visit_line(text: str, office: Office) -> Names:
    return of_line(read_visit_line(f"{text} 12/01/2027 2 alat", Places(BOARD.schools, BOARD.areas, BOARD.home.code), TODAY))


async def by_request(text: str, office: Office) -> Names:
    try:
        return called(schools_named(text, office))
    except NpsnUnclear:
        return frozenset()


Door = Callable[[str, Office], Awaitable[Names]]
OF_CITIZENS: dict[str, Door] = {
    "jadwal": by_schedule,
    "first word": by_first_word,
    "bare": by_bare,
    "sentence": by_sentence,
    "langganan": by_subscriptions,
}
OF_STAFF: dict[str, Door] = {"kunjungan": by_visit_line}
OF_FIGURES: dict[str, Door] = {"cakupan": by_coverage, "cakupan sentence": by_coverage_sentence, "angka": by_figures_line}


def meant_at(phrase: Phrase, door: str) -> Names:
    if door in phrase.doors:
        return phrase.doors[door]
    if door in OF_FIGURES:
        return phrase.areas
    if door in OF_CITIZENS:  # a village stands for its subdistrict
        return called(visited([each for each in BOARD_PLACES if next(iter(called([each]))) in phrase.places], BOARD.areas))
    if door == "permintaan":
        return frozenset(school.name for school in BOARD.schools if school.name in phrase.places)
    return phrase.places


BOARD_PLACES = (*BOARD.schools, *(area for area in BOARD.areas if area.code.startswith(f"{BOARD.home.code}.")))


def test_the_table_is_long_and_says_nothing_twice() -> None:
    assert len(PHRASES) >= 100
    assert len({phrase.text for phrase in PHRASES}) == len(PHRASES)
    known = called(BOARD_PLACES)
    assert all(phrase.places <= known for phrase in PHRASES)


@pytest.mark.parametrize("door", [*OF_CITIZENS, *OF_STAFF, *OF_FIGURES, "permintaan"])
async def test_a_name_means_the_same_at_every_door(door: str, office: Office) -> None:
    through = {**OF_CITIZENS, **OF_STAFF, **OF_FIGURES, "permintaan": by_request}[door]
    found = {phrase.text: await through(phrase.text, office) for phrase in PHRASES}
    meant = {phrase.text: meant_at(phrase, door) for phrase in PHRASES}
    assert {text: sorted(found[text]) for text in meant if found[text] != meant[text]} == {
        text: sorted(meant[text]) for text in meant if found[text] != meant[text]
    }


def test_a_cell_of_a_sheet_means_the_same_as_a_line(tmp_path: Path) -> None:
    file = tmp_path / "putaran.csv"
    with file.open("w", encoding="utf-8", newline="") as sheet:
        csv.writer(sheet).writerows([("Sekolah", "Tanggal"), *((phrase.text, "12/01/2027") for phrase in PHRASES)])
    rows = read_visit_sheet(file, Places(BOARD.schools, BOARD.areas, BOARD.home.code), TODAY).round
    found = {phrase.text: of_line(row.line) for phrase, row in zip(PHRASES, rows, strict=True)}
    assert found == {phrase.text: meant_at(phrase, "sheet") for phrase in PHRASES}
