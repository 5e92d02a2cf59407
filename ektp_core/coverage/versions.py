"""Versions of the figures: each upload is a set that can be taken back (docs/reliability.md#figures-count-whole)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ektp_core.reading.calendar import AsOf


class SetState(StrEnum):
    """A set counts, or was taken back; it can be put in force again."""

    IN_FORCE = "in_force"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class FigureSet:
    """One upload: its date, who says so, and a fingerprint by which the same file is known again; `file` is the name that it had.

    Without a source of its own it is the office's.
    """

    id: int
    as_of: AsOf
    source: str | None
    fingerprint: str
    areas: int
    made_by: int
    made_at: datetime
    state: SetState
    file: str | None = None
