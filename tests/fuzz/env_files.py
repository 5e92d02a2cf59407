"""`.env` files: right lines, wrong values, hostile ones, lines that are none, and bytes that are no text."""

import random

from bot.settings import PREFIX, Settings
from tests.bot.setting_values import GOOD, WRONG
from tests.fuzz.values import any_text

NAMES = tuple(name.upper() for name in Settings.model_fields)
SECRET = "rahasia-yang-tidak-boleh-tampak"
"""Stands in some of the wrong values: no line that is said may repeat it."""


def env_file_of(seed: int) -> bytes:
    """What stands in an `.env`."""
    chance = random.Random(f"env {seed}")
    content = "\n".join(_line(chance) for _ in range(chance.randrange(1, 5))).encode("utf-8", "replace")
    return content + bytes(chance.randrange(256) for _ in range(5)) if chance.random() < 0.1 else content


def _line(chance: random.Random) -> str:
    name = chance.choice((chance.choice(NAMES), chance.choice(NAMES), any_text(chance)[:20]))
    known = [value for named, value, *_ in (*GOOD, *WRONG) if named == name]
    value = chance.choice((SECRET, any_text(chance), *known, f"{chance.choice(known or [''])}{SECRET}"))
    quote, beginning = chance.choice(("", "", '"', "'", "`")), chance.choice(("", "", "export ", "# "))
    prefix, sign = chance.choice((PREFIX, PREFIX, PREFIX.lower(), "")), chance.choice(("=", "=", " = ", ":", ""))
    return f"{beginning}{prefix}{name}{sign}{quote}{value}{quote}"
