"""What a database of a test holds, to be compared."""

import sqlite3
from pathlib import Path

OF_RESTORING = ('INSERT INTO "lead"', 'INSERT INTO "alarm"', 'INSERT INTO "announcement" ')


def tables_of(path: Path) -> list[str]:
    """Everything that the database holds, but who leads, what is held and told because of it."""
    connection = sqlite3.connect(path)
    said = [line for line in connection.iterdump() if not line.startswith(OF_RESTORING)]
    connection.close()
    return said
