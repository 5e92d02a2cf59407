"""When somebody last tried whether a backup can be restored: noted beside the backups by the command that did it, for the metrics."""

from datetime import UTC, datetime
from pathlib import Path

from bot.backups.names import PART

DRILL = "siaprekam-{home}.drill"
"""The name of the note: it holds one moment, and nothing of anybody."""


def note_drill(folder: Path, home: str, now: datetime) -> None:
    """A backup of this office was checked, or put in force, now. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    note = folder / DRILL.format(home=home)
    part = note.with_name(note.name + PART)
    part.touch(mode=0o600)
    part.write_text(now.astimezone(UTC).isoformat(), encoding="ascii")
    part.replace(note)


def last_drill(folder: Path, home: str) -> datetime | None:
    """When that was last so; None where nobody ever noted it, or the note cannot be read."""
    try:
        return datetime.fromisoformat((folder / DRILL.format(home=home)).read_text(encoding="ascii")).astimezone(UTC)
    except (OSError, ValueError):
        return None
