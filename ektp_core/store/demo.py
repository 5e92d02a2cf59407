"""The demo set, relative to today: what the sandbox and `--demo` rehearse with. Every answer that uses it says DATA CONTOH."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from sqlalchemy import delete, insert, select

from ektp_core.board import Board
from ektp_core.country.beginning import FIRST_OFFICE
from ektp_core.country.invented import earlier_than, invented_for
from ektp_core.coverage.figure import Definition
from ektp_core.holidays import is_workday
from ektp_core.requests.request import RequestState
from ektp_core.roles import Role
from ektp_core.store import schema
from ektp_core.store.board import load_board, visits_in
from ektp_core.store.calendars import forget_examples, keep_up_calendar
from ektp_core.store.connection import Store
from ektp_core.store.notices import remember
from ektp_core.visits.schedule import PlaceKind, VisitState

SOURCE = "data contoh"
NOON = time(12, tzinfo=UTC)

DISTRICT_COUNTS = {
    "19.01": (242_300, 239_150, 4_120),
    "19.02": (139_800, 138_960, 3_350),
    "19.03": (155_200, 153_180, 6_510),
    "19.04": (150_000, 147_000, 10_500),
    "19.05": (155_900, 154_490, 4_980),
    "19.06": (97_400, 96_230, 1_560),
    "19.71": (170_100, 168_570, 2_890),
}
"""Obliged, recorded, early: invented. Bangka Tengah's give the 98 + 7 = 105 of its story."""

SUBDISTRICT_COUNTS = {
    "19.04.01": (31_200, 31_150, 2_720),
    "19.04.02": (38_400, 38_010, 2_390),
    "19.04.03": (25_300, 23_900, 1_180),
    "19.04.04": (19_100, 18_760, 1_550),
    "19.04.05": (18_200, 17_960, 1_490),
    "19.04.06": (17_800, 17_220, 1_170),
}
"""The same for the subdistricts of Bangka Tengah, far and near ones: together they are the district's."""

ROUND = (
    # days from the first workday, school, kits, state
    ((-10,), "10900766", 2, VisitState.DONE),
    ((2, 3), "10900778", 2, VisitState.CONFIRMED),
    ((4,), "10901435", 2, VisitState.CONFIRMED),
    ((7,), "10901434", 1, VisitState.PLANNED),
    ((8,), "10900779", 2, VisitState.MOVED),
    ((9,), "10901437", 1, VisitState.PLANNED),
    ((10,), "69856203", 1, VisitState.CANCELLED),
)
HOURS = (("08:00", "11:00", "XI"), ("11:00", "14:00", "XII"))
TEAM = (
    (7101, Role.OFFICER, "Bu Ratna", None),
    (7102, Role.OFFICER, "Pak Hendra", None),
    (7201, Role.ADMIN, "Pak Julian", None),
    (7202, Role.ADMIN, "Bu Wulan", None),
    (7301, Role.SCHOOL, "TU SMAN 1 Koba", "10900778"),
    (7302, Role.SCHOOL, "TU SMAN 1 Namang", "10900779"),
)
"""The staff among the sandbox's personas."""

REQUESTED = (
    RequestState.WITHDRAWN,
    RequestState.DECLINED,
    RequestState.ACCEPTED,
    RequestState.PROPOSED,
    RequestState.WAITING,
)
"""The states of the requests, the oldest first."""

FIRST_CATCH_UP = "Kantor Dindukcapil Bangka Tengah, Koba, pada hari kerja"
EXAMPLE_CONTACT = "Bu Ani (contoh)"
CLERKS = (7301, 7302)
"""Whose school another office's set names."""


@dataclass(frozen=True, slots=True)
class DemoSet:
    """What one office rehearses with: counts by area now and of the home district earlier, visits in ROUND's order, the clerks' schools."""

    home: str
    counts: Mapping[str, tuple[int, int, int]]
    earlier: Sequence[tuple[int, int, int]]
    visited: Sequence[str]
    clerks: Sequence[tuple[str, str]]
    catch_up: str


def demo_set_of(board: Board) -> DemoSet:
    """The first office's is written out here; any other's is invented from its areas and schools."""
    home = board.home
    catch_up = f"Kantor {board.office_name}, pada hari kerja"
    if home.code == FIRST_OFFICE:
        clerks = [(npsn or "", name.removeprefix("TU ")) for _, _, name, npsn in TEAM if npsn]
        visited = [npsn for _, npsn, _, _ in ROUND]
        whole = DISTRICT_COUNTS[home.code]
        return DemoSet(home.code, DISTRICT_COUNTS | SUBDISTRICT_COUNTS, earlier_than(whole), visited, clerks, FIRST_CATCH_UP)
    found = invented_for(home, board.areas, board.schools)
    clerks = [(school.npsn, school.name) for school in found.schools[1 : 1 + len(CLERKS)]]
    return DemoSet(home.code, found.counts, found.earlier, [school.npsn for school in found.schools], clerks, catch_up)


async def load_demo(store: Store, today: date) -> None:
    """Replace the demo set by one for `today`, in one transaction. Its visits are no news to anybody: only changes to them are told."""
    chosen = demo_set_of(await load_board(store))
    async with store.changing_board() as connection:
        await _remove(connection)
        await connection.execute(insert(schema.figure), list(_figures(chosen, today)))
        await connection.execute(insert(schema.loan), list(_loans(today)))
        await connection.execute(insert(schema.member), list(_team(chosen, today)))
        names = {row.npsn: row for row in await connection.execute(select(schema.school))}
        visits: dict[str, int] = {}
        for npsn, (offsets, _, kits, state) in zip(chosen.visited, ROUND, strict=False):
            if npsn not in names:
                continue
            row = _visit(names[npsn], kits, state, chosen.catch_up, today)
            visit = (await connection.execute(insert(schema.visit).values(row).returning(schema.visit.c.id))).scalar_one()
            visits[names[npsn].npsn] = visit
            await connection.execute(insert(schema.visit_day), list(_days(visit, offsets, state, today)))
            hours = [
                {"visit": visit, "position": place, "starts": first, "ends": last, "class_name": name}
                for place, (first, last, name) in enumerate(HOURS)
            ]
            await connection.execute(insert(schema.visit_hours), hours)
        if asked := list(_requests(chosen, visits, today)):
            await connection.execute(insert(schema.visit_request), asked)
        examples = [visit for visit in await visits_in(connection) if visit.example]
        for planned in examples:
            await keep_up_calendar(connection, planned, planned.updated)
        await remember(connection, examples, datetime.combine(today, NOON))


async def remove_demo(store: Store) -> None:
    """Leave no example behind."""
    async with store.changing_board() as connection:
        await _remove(connection)


async def _remove(connection: Any) -> None:
    examples = select(schema.visit.c.id).where(schema.visit.c.example)
    await connection.execute(delete(schema.visit_told).where(schema.visit_told.c.visit.in_(examples)))
    await connection.execute(delete(schema.visit_request).where(schema.visit_request.c.contact == EXAMPLE_CONTACT))
    await forget_examples(connection)
    for table in (schema.figure, schema.loan, schema.visit):
        await connection.execute(delete(table).where(table.c.example))
    await connection.execute(delete(schema.member).where(schema.member.c.person.in_([person for person, *_ in TEAM])))


def workday(today: date, offset: int) -> date:
    """The workday `offset` workdays from today (0: today or the next one)."""
    step = 1 if offset >= 0 else -1
    day = today
    while not is_workday(day):
        day += timedelta(days=step)
    for _ in range(abs(offset)):
        day += timedelta(days=step)
        while not is_workday(day):
            day += timedelta(days=step)
    return day


def _team(chosen: DemoSet, today: date) -> Iterator[dict[str, Any]]:
    """The clerks are of schools of the district; an office with fewer schools has fewer of them."""
    schools = dict(zip(CLERKS, chosen.clerks, strict=False))
    for person, role, name, _ in TEAM:
        npsn, school = schools.get(person, (None, ""))
        if role is not Role.SCHOOL or npsn:
            called = f"TU {school}" if npsn else name
            yield {"person": person, "role": role, "name": called, "school": npsn, "since": datetime.combine(today, NOON)}


def _figures(chosen: DemoSet, today: date) -> Iterator[dict[str, Any]]:
    """Of the last month's end; of the home district half-years before, too."""
    as_of = today.replace(day=1) - timedelta(days=1)
    for code, counts in chosen.counts.items():
        yield _figure(code, as_of, counts)
    for back, counts in zip(range(len(chosen.earlier), 0, -1), chosen.earlier, strict=True):
        yield _figure(chosen.home, _half_years_before(as_of, back), counts)


def _half_years_before(day: date, back: int) -> date:
    """The end of June or December that lies so many half-years back."""
    halves = day.year * 2 + (1 if day.month > 6 else 0) - back
    return date(halves // 2, 12, 31) if halves % 2 else date(halves // 2, 6, 30)


def _figure(code: str, as_of: date, counts: tuple[int, int, int]) -> dict[str, Any]:
    obliged, recorded, early = counts
    return {
        "area": code,
        "as_of": as_of.isoformat(),
        "definition": Definition.WITH_EARLY,
        "obliged": obliged,
        "recorded": recorded,
        "early": early,
        "source": SOURCE,
        "approximate": False,
        "example": True,
    }


def _requests(chosen: DemoSet, visits: Mapping[str, int], today: date) -> Iterator[dict[str, Any]]:
    """One in every state, the one that was accepted is its school's visit; the first office begins without any."""
    npsns = [npsn for npsn, _ in chosen.clerks if npsn in visits and chosen.home != FIRST_OFFICE]
    offered = workday(today, 11).isoformat()
    for number, (state, npsn) in enumerate(zip(REQUESTED, cycle(npsns), strict=False)):
        is_offered = state is RequestState.PROPOSED
        yield {
            "school": npsn,
            "pupils": 60 + 40 * number,
            "days": 1,
            "wishes": "",
            "contact": EXAMPLE_CONTACT,
            "state": state,
            "reason": "alat dipakai di sekolah lain" if state is RequestState.DECLINED else None,
            "proposed": offered if is_offered else None,
            "proposed_kits": 1 if is_offered else None,
            "visit": visits[npsn] if state is RequestState.ACCEPTED else None,
            "asked_by": CLERKS[number % len(npsns)],
            "asked_at": datetime.combine(today, NOON) - timedelta(days=len(REQUESTED) - number),
        }


def _loans(today: date) -> Iterator[dict[str, Any]]:
    """The one that runs, and one that was given back."""
    for first, last in ((-10, 12), (-40, -16)):
        yield {
            "first_day": workday(today, first),
            "last_day": workday(today, last),
            "kits": 2,
            "note": "pinjaman provinsi (contoh)",
            "example": True,
        }


def _visit(school: Any, kits: int, state: VisitState, catch_up: str, today: date) -> dict[str, Any]:
    return {
        "place_kind": PlaceKind.SCHOOL,
        "place_name": school.name,
        "subdistrict": school.subdistrict,
        "school": school.npsn,
        "kits": kits,
        "state": state,
        "updated": datetime.combine(today, NOON) - timedelta(days=1),
        "catch_up": catch_up,
        "source": SOURCE,
        "example": True,
    }


def _days(visit: int, offsets: tuple[int, ...], state: VisitState, today: date) -> Iterator[dict[str, Any]]:
    for offset in offsets:
        yield {"visit": visit, "day": workday(today, offset), "moved_away": False}
    if state is VisitState.MOVED:
        yield {"visit": visit, "day": workday(today, offsets[0] - 3), "moved_away": True}
