"""Reading the whole board in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Table, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.areas import Area, Areas, Level
from ektp_core.awards import Award, Awards
from ektp_core.board import Board
from ektp_core.coverage.figure import Definition, Figure, Fragment, HeadCounts, Percentages
from ektp_core.coverage.sources import public_source
from ektp_core.coverage.versions import SetState
from ektp_core.eligibility import BirthYears, Election, LeapBirthday, Rules
from ektp_core.kits.loans import Loan
from ektp_core.profile import Fact, Localized, Profile, Requirement, TextKind
from ektp_core.reading.calendar import AsOf
from ektp_core.schools.register import School, Schools
from ektp_core.store import schema
from ektp_core.store.calendars import calendar_in
from ektp_core.store.connection import Store
from ektp_core.visits.schedule import Hours, Place, PlaceKind, Recap, Schedule, Visit, VisitState

NOTHING_MOVED: Mapping[int, SetState] = MappingProxyType({})


async def load_board(store: Store) -> Board:
    """Everything public at this moment, as immutable values."""
    async with store.reading() as connection:
        state = (await connection.execute(select(schema.state))).one()
        areas = _areas(await areas_in(connection), state.home)
        profile = Profile(
            [_fact(row) for row in await _rows(connection, schema.fact)],
            [_requirement(row) for row in await _rows(connection, schema.requirement, schema.requirement.c.position)],
        )
        return Board(
            version=state.board_version,
            home=areas[state.home],
            profile=profile,
            rules=rules_of(profile),
            areas=areas,
            schools=_schools(tuple(_school(row) for row in await _rows(connection, schema.school)), areas),
            figures=await figures_in(connection, profile.office_name(areas[state.home].name)),
            schedule=Schedule(await visits_in(connection)),
            calendar=await calendar_in(connection),
            loans=tuple(_loan(row) for row in await _rows(connection, schema.loan, schema.loan.c.first_day)),
            awards=Awards(_award(row) for row in await _rows(connection, schema.award, schema.award.c.id)),
        )


@lru_cache(maxsize=4)
def _areas(areas: tuple[Area, ...], home: str) -> Areas:
    """The same value for the same areas: what is made of their names once is not made again with each commit."""
    return Areas(areas, home)


@lru_cache(maxsize=4)
def _schools(schools: tuple[School, ...], areas: Areas) -> Schools:
    return Schools(schools, areas)


def rules_of(profile: Profile) -> Rules:
    """The rules in force, from the office's facts. Ages are in years, a range of birth years reads "2007-2008"."""

    def value(key: str) -> str | None:
        text = profile.fact(key).text
        return text.id if text else None

    def source(key: str) -> str:
        return profile.fact(key).source or ""

    election, years = value("election_day"), value("birth_years")
    first, _, last = (years or "").partition("-")
    standard = Rules()
    return Rules(
        obliged_age=int(value("obliged_age") or standard.obliged_age),
        minimum_age=int(value("minimum_age") or standard.minimum_age),
        leap_birthday=LeapBirthday(value("leap_birthday") or standard.leap_birthday),
        turns_17_by=Election(date.fromisoformat(election), source("election_day")) if election else None,
        birth_years=BirthYears(int(first), int(last or first), source("birth_years")) if years else None,
    )


async def _rows(connection: AsyncConnection, table: Table, *order: Any) -> Sequence[Any]:
    return (await connection.execute(select(table).order_by(*order or table.primary_key.columns))).all()


async def areas_in(connection: AsyncConnection) -> tuple[Area, ...]:
    """Every area, the closed ones too, in the order of their codes."""
    return tuple(_area(row) for row in await _rows(connection, schema.area))


async def figures_in(connection: AsyncConnection, office: str, moved: Mapping[int, SetState] = NOTHING_MOVED) -> tuple[Figure, ...]:
    """The statements, and of the sets in force the newest for each area, date and definition; in the order in which they were applied.

    `office` is who says what no name is known of. With `moved` as if these sets were in other states.
    """
    of_set, put_back = schema.figure_set.c, [each for each, state in moved.items() if state is SetState.IN_FORCE]
    in_force = or_(and_(of_set.state == SetState.IN_FORCE, of_set.id.not_in([*moved])), of_set.id.in_(put_back))
    counting = select(schema.figure).outerjoin(schema.figure_set).where(schema.figure.c.set_id.is_(None) | in_force)
    kept: dict[tuple[Any, ...], Figure] = {}
    for row in await connection.execute(counting.order_by(schema.figure.c.id)):
        key = (row.area, row.as_of, row.definition) if row.set_id else (row.id,)
        kept.pop(key, None)  # what was applied last stands last
        kept[key] = _figure(row, office)
    return tuple(kept.values())


async def visits_in(connection: AsyncConnection) -> list[Visit]:
    """Every visit, as it is in this transaction."""
    days: dict[int, list[date]] = defaultdict(list)
    moved: dict[int, list[date]] = defaultdict(list)
    hours: dict[int, list[Hours]] = defaultdict(list)
    for row in await _rows(connection, schema.visit_day):
        (moved if row.moved_away else days)[row.visit].append(row.day)
    for row in await _rows(connection, schema.visit_hours):
        hours[row.visit].append(Hours(time.fromisoformat(row.starts), time.fromisoformat(row.ends), row.class_name))
    return [
        Visit(
            id=row.id,
            place=Place(PlaceKind(row.place_kind), row.place_name, row.subdistrict, row.school),
            days=tuple(days[row.id]),
            hours=tuple(hours[row.id]),
            kits=row.kits,
            state=VisitState(row.state),
            updated=row.updated,
            moved_from=tuple(moved[row.id]),
            catch_up=row.catch_up,
            note=row.note,
            source=row.source,
            example=row.example,
            expected=row.expected,
            recap=None if row.recorded is None else Recap(row.recorded, row.absent or 0, row.failed or 0),
            version=row.version,
        )
        for row in await _rows(connection, schema.visit)
    ]


def _area(row: Any) -> Area:
    return Area(row.code, row.name, Level(row.level), row.parent, closed=row.closed)


def _school(row: Any) -> School:
    return School(**{**row._mapping, "closed_since": AsOf.parse(row.closed_since) if row.closed_since else None})


def _figure(row: Any, office: str) -> Figure:
    measure: HeadCounts | Percentages | Fragment
    if row.percent_total is not None:
        measure = Percentages(row.percent_total, row.percent_recorded, row.percent_early)
    elif row.obliged is not None and row.recorded is not None:
        measure = HeadCounts(row.obliged, row.recorded, row.early, row.printed)
    else:
        measure = Fragment(row.obliged, row.missing, row.early)
    return Figure(
        row.area,
        AsOf.parse(row.as_of),
        Definition(row.definition),
        measure,
        public_source(row.source, office) if row.set_id else row.source,
        row.note,
        approximate=row.approximate,
        example=row.example,
    )


def _award(row: Any) -> Award:
    note = _localized(row.note_id, row.note_en)
    return Award(row.year, row.category, row.area, row.recipient, row.given_on, row.prize, note, row.source, row.id, row.version)


def _loan(row: Any) -> Loan:
    return Loan(row.id, row.first_day, row.last_day, row.kits, row.note, number=row.number, version=row.version, example=row.example)


def _fact(row: Any) -> Fact:
    return Fact(row.key, _localized(row.text_id, row.text_en), AsOf.parse(row.as_of) if row.as_of else None, row.source)


def _requirement(row: Any) -> Requirement:
    lines = zip(row.lines_id.splitlines(), row.lines_en.splitlines(), strict=True)
    return Requirement(
        row.topic,
        frozenset(row.words.split()),
        Localized(row.title_id, row.title_en),
        tuple(Localized(*line) for line in lines),
        Localized(row.note_id, row.note_en),
        AsOf.parse(row.as_of),
        row.source,
        TextKind(row.kind),
    )


def _localized(indonesian: str | None, english: str | None) -> Localized | None:
    return None if indonesian is None else Localized(indonesian, english or indonesian)
