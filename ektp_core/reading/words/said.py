"""Something that a message says, and where it says it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value, and the tokens it stands in: `start` to before `end`."""

    value: T
    start: int
    end: int
