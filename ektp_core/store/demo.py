"""The demo set, relative to today: what the sandbox and `--demo` rehearse with. Every answer that uses it says DATA CONTOH."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from ektp_core.coverage.figure import Definition
from ektp_core.holidays import is_workday
from ektp_core.roles import Role
from ektp_core.store import schema
from ektp_core.store.board import visits_in
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

CATCH_UP = "Kantor Dindukcapil Bangka Tengah, Koba, pada hari kerja"


async def load_demo(store: Store, today: date) -> None:
    """Replace the demo set by one for `today`, in one transaction. Its visits are no news to anybody: only changes to them are told."""
    async with store.changing_board() as connection:
        await _remove(connection)
        await connection.execute(insert(schema.figure), list(_figures(today)))
        await connection.execute(insert(schema.loan), [_loan(today)])
        await connection.execute(insert(schema.member), list(_team(today)))
        names = {row.npsn: row for row in await connection.execute(select(schema.school))}
        for offsets, npsn, kits, state in ROUND:
            if npsn not in names:
                continue
            row = _visit(names[npsn], kits, state, today)
            visit = (await connection.execute(insert(schema.visit).values(row).returning(schema.visit.c.id))).scalar_one()
            await connection.execute(insert(schema.visit_day), list(_days(visit, offsets, state, today)))
            hours = [
                {"visit": visit, "position": place, "starts": first, "ends": last, "class_name": name}
                for place, (first, last, name) in enumerate(HOURS)
            ]
            await connection.execute(insert(schema.visit_hours), hours)
        await remember(connection, [visit for visit in await visits_in(connection) if visit.example], datetime.combine(today, NOON))


async def remove_demo(store: Store) -> None:
    """Leave no example behind."""
    async with store.changing_board() as connection:
        await _remove(connection)


async def _remove(connection: Any) -> None:
    examples = select(schema.visit.c.id).where(schema.visit.c.example)
    await connection.execute(delete(schema.visit_told).where(schema.visit_told.c.visit.in_(examples)))
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


def _team(today: date) -> Iterator[dict[str, Any]]:
    for person, role, name, school in TEAM:
        yield {"person": person, "role": role, "name": name, "school": school, "since": datetime.combine(today, NOON)}


def _figures(today: date) -> Iterator[dict[str, Any]]:
    as_of = today.replace(day=1) - timedelta(days=1)
    for code, (obliged, recorded, early) in (DISTRICT_COUNTS | SUBDISTRICT_COUNTS).items():
        yield {
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


def _loan(today: date) -> dict[str, Any]:
    return {
        "first_day": workday(today, -10),
        "last_day": workday(today, 12),
        "kits": 2,
        "note": "pinjaman provinsi (contoh)",
        "example": True,
    }


def _visit(school: Any, kits: int, state: VisitState, today: date) -> dict[str, Any]:
    return {
        "place_kind": PlaceKind.SCHOOL,
        "place_name": school.name,
        "subdistrict": school.subdistrict,
        "school": school.npsn,
        "kits": kits,
        "state": state,
        "updated": datetime.combine(today, NOON) - timedelta(days=1),
        "catch_up": CATCH_UP,
        "source": SOURCE,
        "example": True,
    }


def _days(visit: int, offsets: tuple[int, ...], state: VisitState, today: date) -> Iterator[dict[str, Any]]:
    for offset in offsets:
        yield {"visit": visit, "day": workday(today, offset), "moved_away": False}
    if state is VisitState.MOVED:
        yield {"visit": visit, "day": workday(today, offsets[0] - 3), "moved_away": True}
