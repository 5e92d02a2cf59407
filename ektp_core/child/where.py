"""Where something broke, told without its words: these may be a person's."""

import traceback
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """A mistake of ours that a child met, as it tells its parent of it."""

    where: str


def where_it_broke(error: BaseException | None) -> str:
    """The way to an exception and its kind, also of those behind it, without their messages."""
    parts = []
    while error is not None:
        parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
        error = error.__cause__ or error.__context__
    return "\nafter\n".join(parts)
