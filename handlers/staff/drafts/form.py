"""A draft that is filled in field by field, typed or tapped; what cannot be read is asked again, and the rest is kept."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue
from ektp_core.store.drafts import DraftKey
from handlers.reply import Reply
from handlers.request import Request

D = TypeVar("D", bound=msgspec.Struct)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to tap instead of typing it."""

    value: str
    label: str
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of one of somebody's drafts."""

    draft: DraftKey
    field: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a tapped choice answers, of which draft, and with which value."""

    draft: DraftKey
    field: str
    value: str


Read = Callable[[str, D, Request, Office], D]
Offer = Callable[[D, Request, Office], Sequence[Choice]]


def _nothing(draft: msgspec.Struct, request: Request, office: Office) -> Sequence[Choice]:
    return ()


def _never(request: Request) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Field(Generic[D]):
    """One thing to fill in: an attribute of the draft, UNSET until it is; None of an optional one was left empty.

    `read` answers the draft as a text changes it, or raises a Refusal; `choices` are offered as buttons. `is_exact` reads days and numbers
    only, so that it can be told from a question; `is_words` takes any words. One with a `default` is not asked: it is taken unless it is
    said otherwise, and stays UNSET where there is none. `is_given` says who cannot choose it: then no button offers to change it.
    """

    name: str
    read: Read[D]
    choices: Offer[D] = _nothing
    optional: bool = False
    is_exact: bool = False
    is_words: bool = False
    default: Callable[[D, Request, Office], D] | None = None
    is_given: Callable[[Request], bool] = _never


@dataclass(frozen=True, slots=True)
class Form(Generic[D]):
    """How one kind of draft is filled in: fields in the order of asking, the view that asks them, and the preview once all are known.

    `line` reads several fields from one text, where it names them; `school` is the one that the draft is about, by its NPSN.
    """

    draft: type[D]
    view: str
    fields: Sequence[Field[D]]
    preview: Callable[[D, Request, Office], Awaitable[Reply]]
    line: Read[D] | None = None
    school: Callable[[D], str | None] | None = None

    def with_defaults(self, draft: D, request: Request, office: Office) -> D:
        """The draft with what is taken unless it is said otherwise, once nothing else is open."""
        open_fields = [each for each in self.fields if getattr(draft, each.name) is UNSET]
        if any(each.default is None for each in open_fields):
            return draft
        for each in open_fields:
            draft = each.default(draft, request, office) if each.default else draft
        return draft

    def field(self, name: str | None) -> Field[D] | None:
        """The field of this name."""
        return next((each for each in self.fields if each.name == name), None)

    def next(self, draft: D) -> Field[D] | None:
        """The first field that is not filled in."""
        return next((each for each in self.fields if getattr(draft, each.name) is UNSET), None)


def filled(value: V | UnsetType) -> V:
    """What was filled in. Raises WrongValue while it is not."""
    if isinstance(value, UnsetType):
        raise WrongValue("unfinished")
    return value
