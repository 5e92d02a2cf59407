"""What the buttons of staff's tools do: each act is declared once, by a word and the type of its argument.

A button is made from the declaration, and so are the way back from its data, the check that it fits, and the list that a crawler taps.
What does not parse is a button of an earlier version: whoever taps it hears so, and nothing is done.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, get_args, get_type_hints, overload

from ektp_core.office import Office
from ektp_core.roles import Act, require
from handlers.reply import CALLBACK_BYTES, Button, ButtonTooLong, Reply
from handlers.request import Request

A = TypeVar("A")
Does = Callable[[A, Request, Office], Awaitable[Reply]]

MINUTE = "%Y%m%d%H%M"
"""A moment on the office's clock, as a button carries it."""

_WHOLE = re.compile(r"-?[0-9]{1,16}")
"""Telegram's ids have 52 bits at most."""

_LARGEST = 2**31 - 1
"""Of the numbers that PostgreSQL gives to rows; a larger one is an error there, and nothing's number."""


FIRST_DAY, LAST_DAY = date(2001, 1, 1), date(2199, 12, 31)
"""Of the days that a button may carry: reckoning with others leaves the calendar, and no work of an office is about them."""


class Person(int):
    """Somebody's id, as Telegram gives it; any other whole number in a button is a thing of the office, a version, a page."""


class OldButton(Exception):
    """A button that this version never made."""


class ActTwice(Exception):
    """Two acts of one tool have the same name, two functions claim to do one act, or two lists of acts are one tool's."""


class ToolAct(Generic[A]):
    """One act of a tool. `right` is who may even begin it, where that is fewer than may open the tool."""

    def __init__(self, tool: str, name: str, argument: type[A], right: Act | None) -> None:
        self.tool = tool
        self.name = name
        self.argument = argument
        self.right = right
        self._does: Does[A] | None = None

    def does(self, function: Does[A]) -> Does[A]:
        """Decorates the function that does the act."""
        if self._does is not None:
            raise ActTwice(self.tool, self.name)
        self._does = function
        return function

    @property
    def is_done(self) -> bool:
        """Whether a function does it: the tool's entry module must import the one that holds it."""
        return self._does is not None

    @overload
    def button(self: "ToolAct[None]", label: str, /, **values: Any) -> Button: ...
    @overload
    def button(self, label: str, argument: A, /, **values: Any) -> Button: ...
    def button(self, label: str, argument: A | None = None, /, **values: Any) -> Button:
        """A button that does this; `values` fill its label. Raises ButtonTooLong past Telegram's 64 bytes."""
        made = Button(label, self.tool, encoded(argument), values, self.name)
        if len(made.raw_data.encode()) > CALLBACK_BYTES:
            raise ButtonTooLong(made.raw_data)
        return made

    def fits(self, argument: A) -> bool:
        """Whether a button can carry the argument: ids that Telegram makes may be long."""
        return len(Button("", self.tool, encoded(argument), {}, self.name).raw_data.encode()) <= CALLBACK_BYTES

    async def answer(self, request: Request, office: Office) -> Reply:
        """Do it. Raises OldButton for an argument of another version, NotAllowed."""
        argument = decoded(self.argument, request.argument)
        if self.right:
            require(request.member, self.right)
        if self._does is None:
            raise NotImplementedError(f"nothing does {self.tool} {self.name}")
        return await self._does(argument, request, office)


ALL: dict[str, "Acts"] = {}
"""The acts of every tool that has been imported, by the name of its route."""


class Acts:
    """The acts of one tool; each tool has one list, which `everything` holds. Raises ActTwice, at import."""

    def __init__(self, tool: str, everything: MutableMapping[str, "Acts"] = ALL) -> None:
        if tool in everything:
            raise ActTwice(tool)
        everything[tool] = self
        self.tool = tool
        self._acts: dict[str, ToolAct[Any]] = {}

    @overload
    def act(self, name: str, *, right: Act | None = None) -> ToolAct[None]: ...
    @overload
    def act(self, name: str, argument: type[A], *, right: Act | None = None) -> ToolAct[A]: ...
    def act(self, name: str, argument: Any = None, *, right: Act | None = None) -> ToolAct[Any]:
        """Declare an act. Raises ActTwice, at import."""
        if name in self._acts:
            raise ActTwice(self.tool, name)
        declared: ToolAct[Any] = ToolAct(self.tool, name, argument or NoneType, right)
        self._acts[name] = declared
        return declared

    def __iter__(self) -> Iterator[ToolAct[Any]]:
        return iter(self._acts.values())

    async def answer(self, request: Request, office: Office) -> Reply:
        """Do what the tapped button says. Raises OldButton, NotAllowed, and what the act refuses."""
        act = self._acts.get(request.act or "")
        if act is None:
            raise OldButton
        return await act.answer(request, office)


def encoded(argument: object) -> str:
    """An argument as a button carries it: "12.3" is thing 12 in its version 3."""
    match argument:
        case None:
            return ""
        case datetime():
            return argument.strftime(MINUTE)
        case date():
            return argument.isoformat()
        case str() | int():
            return str(argument)
    return ".".join(encoded(getattr(argument, each.name)) for each in fields(argument))  # type: ignore[arg-type]  # a dataclass


def decoded(kind: type[A], text: str) -> A:
    """The reverse of `encoded`. Raises OldButton."""
    value: Any = _decoded(kind, text)
    return value  # type: ignore[no-any-return]  # what `kind` says


def _decoded(kind: Any, text: str) -> Any:
    if kind is NoneType:
        return _none(text)
    if isinstance(kind, UnionType):
        return _decoded(get_args(kind)[0], text) if text else None
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        names = [each.name for each in fields(kind)]
        parts = text.split(".", len(names) - 1)
        if len(parts) != len(names):
            raise OldButton
        values = {name: _decoded(hints[name], part) for name, part in zip(names, parts, strict=True)}
        return _made(lambda: kind(**values))
    return _made(lambda: _READ[kind](text) if kind in _READ else _choice(kind, text))


def _made(value: Callable[[], Any]) -> Any:
    try:
        return value()
    except ValueError:
        raise OldButton from None


def _none(text: str) -> None:
    if text:
        raise OldButton


def _number(text: str) -> int:
    number = _person(text)
    if abs(number) > _LARGEST:
        raise OldButton
    return int(number)


def _person(text: str) -> Person:
    if not _WHOLE.fullmatch(text):
        raise OldButton
    return Person(text)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OldButton
    return day


def _moment(text: str) -> datetime:
    moment = datetime.strptime(text, MINUTE)
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise OldButton
    return moment


def _choice(kind: type[StrEnum], text: str) -> StrEnum:
    return kind(text)


_READ: dict[Any, Callable[[str], Any]] = {
    int: _number,
    Person: _person,
    str: str,
    date: _day,
    datetime: _moment,
}
