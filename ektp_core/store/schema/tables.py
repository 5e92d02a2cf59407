"""What every table has in common: names of its constraints, and strict types in SQLite."""

from sqlalchemy import CheckConstraint, Column, Index, MetaData, Table, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def table(name: str, *items: Column[object] | CheckConstraint | UniqueConstraint | Index) -> Table:
    """A table of the schema, with strict types in SQLite."""
    return Table(name, metadata, *items, sqlite_strict=True)
