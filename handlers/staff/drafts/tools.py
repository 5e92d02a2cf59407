"""What each tool tells of its drafts: what they are about, whether a text is meant for one, and the screen that goes on with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, Generic, TypeVar

from ektp_core.office import Office
from ektp_core.roles import Act, may
from ektp_core.store.drafts import Drafts, KeptDraft
from handlers.reply import DraftName, Reply
from handlers.request import Request
from handlers.routes import BY_NAME

D = TypeVar("D")


class Fit(StrEnum):
    """How a text fits a draft that waits, or whose preview is looked at."""

    READS = "reads"
    """It is a value that the draft takes."""

    WORDS = "words"
    """The field takes any words, so these too."""

    OTHER_PLACE = "other_place"
    """It could be read, and names another school or place than the draft's."""

    PARTLY = "partly"
    """Some of it is a value, and some of it is nothing that the draft knows."""

    MISREADS = "misreads"
    ANYTHING = "anything"
    """Whatever is written is what was asked for: the words of an announcement."""


@dataclass(frozen=True, slots=True)
class DraftTool(Generic[D]):
    """The drafts of one tool. `named` is None for what is not worth going on with; `fit` gets the field that is awaited, if any."""

    drafts: Drafts[D]
    named: Callable[[D, Request, Office], DraftName | None]
    fit: Callable[[str, D, str | None, Request, Office], Fit]
    show: Callable[[D, Request, Office], Awaitable[Reply]]
    takes_back: bool = True
    """Whether "batal" is asked about here; else the tool itself answers it."""


_TOOLS: dict[str, DraftTool[Any]] = {}


def offer(tool: DraftTool[D]) -> DraftTool[D]:
    """Let the drafts of a tool be gone on with."""
    _TOOLS[tool.drafts.tool] = tool
    return tool


def tool_of(kept: KeptDraft, request: Request) -> DraftTool[Any] | None:
    """The tool of a draft; None when there is no such tool any more, or the member may not go on with its drafts."""
    route = BY_NAME.get(kept.tool)
    if route is None or route.act is None or not may(request.member, right_of(kept.tool) or route.act):
        return None
    import_module(route.handler.module)
    return _TOOLS.get(kept.tool)


def right_of(tool: str) -> Act | None:
    """Who may go on with a draft of a tool; None where there is no such tool."""
    route = BY_NAME.get(tool)
    return (route.changes or route.act) if route else None
