"""What can be followed, on buttons and by name: `s=10900778` is a school, `k=19.04.01` a subdistrict, `d=19.04` the whole district."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.board import Board
from ektp_core.subscriptions.subscribers import Scope, Subscription, exists
from handlers.reply import Button, button

SCOPES = {"s": Scope.SCHOOL, "k": Scope.SUBDISTRICT, "d": Scope.DISTRICT}
LETTERS = {scope: letter for letter, scope in SCOPES.items()}
TARGET = re.compile(r"([skd])=([\w.]+)", re.ASCII)
FOLLOW, STOP = "+", "-"
"""Before a target: follow it, or stop following it."""


class Told(StrEnum):
    """Where in a forum something is told, seen from the topic in which that is asked."""

    HERE = "here"
    GENERAL = "general"
    OTHER_TOPIC = "other_topic"


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that is followed, by the name it has today."""

    scope: Scope
    name: str
    told: Told | None = None
    is_closed: bool = False
    """Of a school that has closed since."""


def told_in(thread: int | None, seen_from: int | None) -> Told:
    """Where what is followed in this thread is told."""
    if thread == seen_from:
        return Told.HERE
    return Told.GENERAL if thread is None else Told.OTHER_TOPIC


def written(things: Iterable[Subscription]) -> str:
    """Things as they stand on a button."""
    return ",".join(f"{LETTERS[each.scope]}={each.target}" for each in things)


def targets(argument: str) -> tuple[Subscription, ...]:
    """The things of a button, whether they are there or not."""
    return tuple(Subscription(SCOPES[letter], target) for letter, target in TARGET.findall(argument))


def existing(things: Iterable[Subscription], board: Board) -> tuple[Subscription, ...]:
    """Those that can be followed: a forged button may name anything, and the office removes schools."""
    return tuple(each for each in things if exists(each, board.home.code, board.schools, board.areas))


def named(thing: Subscription, board: Board) -> Followed:
    """What a thing is called; its number when the office has removed it."""
    if thing.scope is Scope.SCHOOL:
        school = board.schools.get(thing.target)
        return Followed(thing.scope, school.name, is_closed=school.is_closed) if school else Followed(thing.scope, thing.target)
    return Followed(thing.scope, board.areas[thing.target].short_name if thing.target in board.areas else thing.target)


def follow_button(scope: Scope, target: str, board: Board) -> Button:
    """Under an answer about a place: be told when something changes there."""
    thing = Subscription(scope, target)
    return button("subscriptions", FOLLOW + written([thing]), f"follow_{scope}", name=named(thing, board).name)


def things_button(argument: str, board: Board) -> Button:
    """What an argument does to one thing or several, named on its button: `+s=10900778` follows a school, `-s=10900778` stops that."""
    things, is_stop = targets(argument), argument.startswith(STOP)
    if len(things) == 1:
        return stop_button(things[0], board) if is_stop else follow_button(things[0].scope, things[0].target, board)
    return button("subscriptions", argument, "stop_these" if is_stop else "follow_these")


def stop_button(thing: Subscription, board: Board) -> Button:
    """Follow it no more."""
    return button("subscriptions", STOP + written([thing]), f"stop_{thing.scope}", name=named(thing, board).name)
