"""What a planted mistake is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: in which file, what stands there, what is put in its place, and the test that must notice."""

    mistake: str
    file: str
    right: str
    wrong: str
    guard: str
