"""What `siaprekam doctor` says of one thing that it looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at: how it is, and what to do when it is not well."""

    what: str
    well: bool
    says: str
