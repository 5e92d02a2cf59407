"""Values that nobody expects, and objects with such values somewhere in them."""

import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.core.hostile_texts import FORMULAS, HOSTILE

TEXTS = (
    *HOSTILE,
    *FORMULAS,
    *(
        "",
        " ",
        "\x00",
        "\ud800",
        "\u202e12-03-2010",
        "A\u0301" * 500,
        "😀" * 2_100,
        "<b>",
        "</b>",
        "<a href='tg://user?id=1'>",
        "&lt;",
        "&#0;",
    ),
    *(
        "%s%n{0}{{7*7}}",
        "'; DROP TABLE visit;--",
        "../../etc/passwd",
        "1" * 16,
        "1904044203100001",
        "٣٠-٠٢-٢٠١٠",
        "²³",
        "1e309",
        "-0",
        "NaN",
    ),
    *("/", "/@siaprekam_bot", "@siaprekam_bot", "/cek@", "/cek\n\n\n12-03-2010", "32-13-2010", "29-02-2010", "0-0-0", "12/13/14/15"),
)
NUMBERS = (0, -1, 1, 2**31, -(2**31), 2**52, 2**52 + 1, 2**63, -(2**63) - 1, 10**30, 0.5, 1e308, 1087968824, 136817688, 777000)
OTHERS: tuple[Any, ...] = (None, True, False, [], {}, [[]], {"": None}, [None] * 50)


def any_value(chance: random.Random) -> Any:
    """A text, a number or something else that a field is not."""
    return deepcopy(chance.choice(chance.choice((TEXTS, NUMBERS, OTHERS))))


def any_text(chance: random.Random) -> str:
    """A hostile text, two of them together, or letters of every alphabet."""
    if chance.random() < 0.3:
        return "".join(
            chr(chance.choice((32, 65, 128, 768, 1632, 8206, 65_280, 128_512)) + chance.randrange(64)) for _ in range(chance.randrange(80))
        )
    return "".join(chance.choice(TEXTS) for _ in range(chance.randrange(1, 3)))[:4_096]


def broken(value: Any, chance: random.Random, times: int) -> Any:
    """The same object with so many places missing, of a wrong type, or holding something hostile."""
    whole = {"whole": deepcopy(value)}
    for _ in range(times):
        _break_one(whole, chance)
    return whole["whole"]


def _break_one(whole: dict[str, Any], chance: random.Random) -> None:
    places = list(_places(whole["whole"]))
    if not places:
        return
    holder, key = chance.choice(places)
    what = chance.random()
    if what < 0.25:
        del holder[key]
    elif what < 0.35:
        holder[key] = [holder[key]]
    elif what < 0.45:
        holder[key] = {"x": holder[key]}
    elif what < 0.7 and isinstance(holder[key], str):
        holder[key] = any_text(chance)
    elif what < 0.9 and isinstance(holder[key], int):
        holder[key] = chance.choice(NUMBERS)
    else:
        holder[key] = any_value(chance)


def _places(holder: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of an object that something stands in: what holds it, and its name or number there."""
    for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
        yield holder, key
        if isinstance(value, dict | list):
            yield from _places(value)
