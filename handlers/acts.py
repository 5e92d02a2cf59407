"""What the buttons of staff's tools do: each act is declared once, by a word and the type of its argument.

A button is made from the declaration, and so are the way back from its data, the check that it fits, and the list that a crawler taps.
What does not parse is a button of an earlier version: whoever taps it hears so, and nothing is done.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, get_args, get_type_hints, overload

from ektp_core.office import Office
from ektp_core.roles import Act, require
from ektp_core.store.drafts import DraftKey, Mark
from handlers.reply import Button, ButtonTooLong, Reply
from handlers.request import Request

A = TypeVar("A")
D = TypeVar("D", date, datetime)
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


class ActNotDone(Exception):
    """No function does the act: the tool's entry module does not import the one that holds it."""


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
        if not made.fits:
            raise ButtonTooLong(made.raw_data)
        return made

    def fits(self, argument: A) -> bool:
        """Whether a button can carry the argument: ids that Telegram makes may be long."""
        return Button("", self.tool, encoded(argument), act=self.name).fits

    async def answer(self, request: Request, office: Office) -> Reply:
        """Do it. Raises OldButton for an argument of another version, NotAllowed."""
        argument = decoded(self.argument, request.argument)
        if self.right:
            require(request.member, self.right)
        if self._does is None:
            raise ActNotDone(self.tool, self.name)
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

    def ends_draft(self, name: str | None) -> bool:
        """Whether the act of this name carries a draft out or discards it."""
        act = self._acts.get(name or "")
        return act is not None and act.argument is Mark

    async def answer(self, request: Request, office: Office) -> Reply:
        """Do what the tapped button says. Raises OldButton, NotAllowed, and what the act refuses."""
        act = self._acts.get(request.act or "")
        if act is None:
            raise OldButton
        return await act.answer(request, office)


def encoded(argument: object) -> str:
    """An argument as a button carries it: "12.3" is thing 12 in its version 3. TypeError for what no button can carry."""
    match argument:
        case None:
            return ""
        case datetime():
            return argument.strftime(MINUTE)
        case date():
            return argument.isoformat()
        case str() | int():
            return str(argument)
    if isinstance(argument, type) or not is_dataclass(argument):
        raise TypeError(f"no button carries {type(argument).__name__}")
    return ".".join(encoded(getattr(argument, each.name)) for each in fields(argument))


def decoded(kind: type[A], text: str) -> A:
    """The reverse of `encoded`. Raises OldButton."""
    try:
        value = _decoded(kind, text)
    except ValueError:
        raise OldButton from None
    if not isinstance(value, kind):
        raise OldButton
    return value


def _decoded(kind: Any, text: str) -> object:
    """ValueError for a text that no button of this kind carries."""
    if isinstance(kind, UnionType):
        return _decoded(get_args(kind)[0], text) if text else None
    if is_dataclass(kind):
        return _of_fields(kind, text)
    return _READ.get(kind, kind)(text)


def _of_fields(kind: Any, text: str) -> object:
    """Each field has as many parts as it has fields itself; the last has the rest, with dots of its own."""
    parts, values = text.split("."), {}
    *first, last = _kinds(kind).items()
    for name, of_field in first:
        width = _width(of_field)
        values[name], parts = _decoded(of_field, ".".join(parts[:width])), parts[width:]
    if not parts:
        raise ValueError(f"too few parts: {text!r}")
    return kind(**values, **{last[0]: _decoded(last[1], ".".join(parts))})


def _kinds(kind: Any) -> dict[str, Any]:
    """The type of each field, in their order."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _width(kind: Any) -> int:
    return sum(map(_width, _kinds(kind).values())) if is_dataclass(kind) else 1


def _none(text: str) -> None:
    if text:
        raise ValueError(f"no argument is wanted: {text!r}")


def _number(text: str) -> int:
    number = _person(text)
    if abs(number) > _LARGEST:
        raise ValueError(f"nothing has the number {number}")
    return int(number)


def _person(text: str) -> Person:
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"no whole number: {text!r}")
    return Person(text)


def _day(text: str) -> date:
    return _in_bounds(date.fromisoformat(text))


def _moment(text: str) -> datetime:
    return _in_bounds(datetime.strptime(text, MINUTE))


def _in_bounds(day: D) -> D:
    if not FIRST_DAY <= (day.date() if isinstance(day, datetime) else day) <= LAST_DAY:
        raise ValueError(f"no day of an office's work: {day}")
    return day


_READ: Mapping[Any, Callable[[str], object]] = {
    NoneType: _none,
    int: _number,
    Person: _person,
    Mark: lambda text: Mark(_number(text)),
    DraftKey: lambda text: DraftKey(_number(text)),
    str: str,
    date: _day,
    datetime: _moment,
}
"""Of kinds that read themselves, a StrEnum, none is here."""
