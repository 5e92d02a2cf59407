"""Something that a message says, and where it says it."""

from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Said(Struct, Generic[T], frozen=True):
    """A value, and the tokens it stands in: `start` to before `end`."""

    value: T
    start: int
    end: int
