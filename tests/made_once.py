"""Tables that are made once: most tests need a migrated SQLite database, and running the migrations takes longer than they do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, inspect

Upgrade = Callable[[Connection], None]


@dataclass
class MadeOnce:
    """Migrates the first empty SQLite database for real, and gives every later one the same tables and rows.

    Databases that hold something, and PostgreSQL's, are always migrated for real.
    """

    really: Upgrade
    statements: list[str] = field(default_factory=list)
    rows: list[tuple[str, Sequence[Any]]] = field(default_factory=list)

    def __call__(self, connection: Connection) -> None:
        if connection.dialect.name != "sqlite" or inspect(connection).get_table_names():
            self.really(connection)
        elif self.statements:
            for statement in self.statements:
                connection.exec_driver_sql(statement)
            for insert, row in self.rows:
                connection.exec_driver_sql(insert, tuple(row))
        else:
            self.really(connection)
            self._remember(connection)

    def _remember(self, connection: Connection) -> None:
        made = connection.exec_driver_sql(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        ).all()
        triggers_last = sorted(made, key=lambda each: ("table", "index", "trigger").index(each.type))
        for each in made:
            if each.type == "table":
                for row in connection.exec_driver_sql(f"SELECT * FROM {each.name}").all():  # noqa: S608 -- a name of our schema
                    self.rows.append((f"INSERT INTO {each.name} VALUES ({', '.join('?' * len(row))})", row))  # noqa: S608
        self.statements = [each.sql for each in triggers_last]
