"""Looking at a database from outside, and rows with sensible defaults."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text

from ektp_core.coverage.figure import Definition
from ektp_core.store import Store, schema
from ektp_core.visits.schedule import PlaceKind, VisitState

MOMENT = datetime(2026, 11, 24, 5, tzinfo=UTC)


async def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but the board's version, which only ever grows."""
    async with store.reading() as connection:
        found = {
            table.name: [tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in schema.metadata.sorted_tables
        }
    return found | {"state": [(home, heard, bot) for _, _, home, heard, bot in found["state"]]}


async def board_version(store: Store) -> int:
    async with store.reading() as connection:
        return int((await connection.execute(select(schema.state.c.board_version))).scalar_one())


async def how_many(store: Store, table: Table) -> int:
    async with store.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


async def tables(store: Store) -> set[str]:
    async with store.reading() as connection:
        return set(await connection.run_sync(lambda connection: inspect(connection).get_table_names()))


async def add(store: Store, table: Table, *rows: dict[str, Any]) -> None:
    async with store.changing() as connection:
        for row in rows:
            await connection.execute(insert(table), row)


def described(connection: Connection) -> dict[str, Any]:
    """The schema as the database tells it: columns, keys, checks, uniques and indexes of each table, Alembic's too, and the triggers."""
    inspector = inspect(connection)

    def ordered(found: list[Any]) -> list[str]:
        return sorted(repr(sorted(item.items(), key=str)) for item in found)

    return _triggers(connection) | {
        name: {
            "columns": ordered([column | {"type": str(column["type"])} for column in inspector.get_columns(name)]),
            "key": inspector.get_pk_constraint(name),
            "checks": ordered(inspector.get_check_constraints(name)),
            "uniques": ordered(inspector.get_unique_constraints(name)),
            "references": ordered([key | {"name": "a column added in SQLite has none"} for key in inspector.get_foreign_keys(name)]),
            "indexes": ordered(inspector.get_indexes(name)),
        }
        for name in inspector.get_table_names()
    }


def _triggers(connection: Connection) -> dict[str, Any]:
    told = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": (
            "SELECT tgname, pg_get_triggerdef(t.oid) || pg_get_functiondef(tgfoid) FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        ),
    }
    return {row[0]: row[1] for row in connection.execute(text(told[connection.dialect.name]))}


def a_figure_row(**values: Any) -> dict[str, Any]:
    return {
        "area": "19.04",
        "as_of": "2026-10-31",
        "definition": Definition.WITH_EARLY,
        "obliged": 150_000,
        "recorded": 147_000,
        "early": 10_500,
        "source": "the office",
        "approximate": False,
        "example": False,
    } | values


def a_visit_row(**values: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "place_kind": PlaceKind.SCHOOL,
        "place_name": "SMAN 1 Koba",
        "subdistrict": "19.04.01",
        "school": "10900778",
        "kits": 2,
        "state": VisitState.PLANNED,
        "updated": MOMENT,
        "source": "the office",
        "example": False,
    } | values


def an_event_row(**values: Any) -> dict[str, Any]:
    """The first event of visit 1 in calendars: the office of Koba's subdistrict, on the day of MOMENT."""
    row = {
        "visit": 1,
        "number": 1,
        "day": MOMENT.date(),
        "stands": True,
        "place_kind": PlaceKind.SUBDISTRICT_OFFICE,
        "place_name": "Kantor Camat Koba",
        "subdistrict": "19.04.01",
        "school": None,
        "sequence": 0,
        "modified": MOMENT,
        "example": False,
        "removed": False,
    }
    return row | values


def a_day_row(day: date, *, visit: int = 1, moved_away: bool = False) -> dict[str, Any]:
    return {"visit": visit, "day": day, "moved_away": moved_away}


def a_loan_row(**values: Any) -> dict[str, Any]:
    return {"first_day": date(2026, 11, 24), "last_day": date(2026, 12, 10), "kits": 2, "example": False} | values


async def pragma(store: Store, said: str) -> Any:
    """What SQLite answers to it."""
    async with store.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        ((value,),) = await driver.execute_fetchall(f"PRAGMA {said}")
        return value
