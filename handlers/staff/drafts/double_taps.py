"""A button that carries a draft out is tapped twice: the second tap shows what the first one did, with its way back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from ektp_core.office import Office
from handlers.reply import Reply
from handlers.request import Request

DOUBLE_TAP = timedelta(minutes=1)
"""So long after the first tap: later the thing may have changed again, and its own screen tells how it stands."""


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody's last tap of this kind did."""

    button: tuple[str | None, str | None, str]
    moment: datetime
    shown: Reply


_LAST: WeakKeyDictionary[Office, dict[int, Done]] = WeakKeyDictionary()
"""By person. In memory only: without it the second tap is told in a message of its own, and the first one's answer stays too."""


def done(request: Request, office: Office, shown: Reply) -> Reply:
    """Remember what a tap did; the answer itself. Nobody is told of it twice."""
    _LAST.setdefault(office, {})[request.person] = Done(_button(request), request.now, replace(shown, notices=(), file=None))
    return shown


def done_already(request: Request, office: Office) -> Reply | None:
    """What the same button did for the same person just now, if it did anything."""
    last = _LAST.get(office, {}).get(request.person)
    same = last and last.button == _button(request) and request.now - last.moment <= DOUBLE_TAP
    return last.shown if last and same else None


def _button(request: Request) -> tuple[str | None, str | None, str]:
    return request.route, request.act, request.argument
