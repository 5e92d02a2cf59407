"""Deep links, t.me/<bot>?start=…: what of the bot has an address, and what an address opens (docs/domain.md#links).

`s_10900778` is a school's visits, `k_19-04-01` a subdistrict's, `v_12` one visit, `c_19-04` the coverage of an area, `r_early` what to
bring for one matter, `t_price` a short answer; `fs_`, `fk_` and `fd_` offer to follow a school, a subdistrict or the whole district. A
route's name alone opens that: `eligibility` is the check of an age. Telegram takes 64 letters, digits, `_` and `-`: a dot is a `-` there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ektp_core.areas import Level
from ektp_core.board import Board
from ektp_core.topics import Topic
from handlers.followable import FOLLOW, existing, targets
from handlers.reply import Button, PrivateLink
from handlers.routes import BY_NAME

START = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What Telegram takes behind `start=` (https://core.telegram.org/api/links#bot-links)."""

KEY = re.compile(r"[A-Za-z0-9._]+")
BETWEEN = "_"
LONGEST_NUMBER = 9
HERE = "start"


@dataclass(frozen=True, slots=True)
class Kind:
    """What links of a kind open: a route with an argument that begins so, where the board holds what it names."""

    route: str
    beginning: str
    is_there: Callable[[str, Board], bool]


def _is_subdistrict(code: str, board: Board) -> bool:
    return code in board.areas and board.areas[code].level is Level.SUBDISTRICT and not board.areas[code].closed


def _is_visit(number: str, board: Board) -> bool:
    return number.isdecimal() and len(number) <= LONGEST_NUMBER and board.schedule.find(int(number)) is not None


def _is_matter(topic: str, board: Board) -> bool:
    return topic in board.profile.requirements or topic in board.profile.elsewhere


def _follows(letter: str) -> Kind:
    beginning = f"{FOLLOW}{letter}="
    return Kind("subscriptions", beginning, lambda key, board: len(existing(targets(beginning + key), board)) == 1)


KINDS: Mapping[str, Kind] = {
    "s": Kind("schedule", "s=", lambda npsn, board: npsn in board.schools),
    "k": Kind("schedule", "k=", _is_subdistrict),
    "v": Kind("schedule", "v=", _is_visit),
    "c": Kind("coverage", "", lambda code, board: code in board.areas),
    "r": Kind("requirements", "", _is_matter),
    "t": Kind("topics", "", lambda topic, board: topic in frozenset(Topic)),
    "fs": _follows("s"),
    "fk": _follows("k"),
    "fd": _follows("d"),
}
"""By the letters before the `_`: none of them is a route's name."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link asks, as a button would: a route and its argument."""

    route: str
    argument: str = ""


def opened_by(start: str, board: Board) -> Opened | None:
    """What a link opens; None for one that nobody has made, and for one whose school, visit or area is no more."""
    if not START.fullmatch(start):
        return None
    if start in BY_NAME:
        return Opened(start)
    letters, _, written = start.partition(BETWEEN)
    kind, key = KINDS.get(letters), written.replace("-", ".")
    if kind is None or not KEY.fullmatch(key) or not kind.is_there(key, board):
        return None
    return Opened(kind.route, kind.beginning + key)


def link_to(letters: str, key: str) -> str:
    """What stands behind `start=` for a thing of one of the KINDS: `link_to("s", "10900778")`."""
    return f"{letters}{BETWEEN}{key.replace('.', '-')}"


def link_of(item: Button | PrivateLink) -> str | None:
    """What stands behind `start=` to ask what a button asks; None for what has no address: acts, pages, a child's birth."""
    if isinstance(item, PrivateLink):
        return item.start
    if item.act is not None or BY_NAME[item.route].act or item.route == HERE:
        return None
    if not item.argument:
        return item.route
    for letters, kind in KINDS.items():
        key = item.argument.removeprefix(kind.beginning)
        if item.route == kind.route and item.argument.startswith(kind.beginning) and KEY.fullmatch(key):
            start = link_to(letters, key)
            return start if START.fullmatch(start) else None
    return None
