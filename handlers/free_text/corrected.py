"""A correction that is a message of its own: "eh salah, lahirnya 3 feb 2010 ding" is the bare birth, day or place that it puts right."""

from dataclasses import replace

from ektp_core.reading.corrections import what_is_right
from ektp_core.understanding.details import Details
from ektp_core.understanding.reader import Reader
from handlers.free_text.bare import BARE_AGE
from handlers.request import Request


def corrected(request: Request, reader: Reader) -> Request:
    """The request with nothing but what is right, where that alone is a birth, a day or a place; else as it was."""
    correction = what_is_right(request.argument)
    if correction is None or not correction.right:
        return request
    wrong = reader.read(correction.wrong, request.today)
    right = reader.read(correction.right, request.today)
    is_alone = right.is_bare and wrong.is_bare and _names_something(right.details)
    return replace(request, argument=correction.right) if is_alone or BARE_AGE.fullmatch(correction.right) else request


def _names_something(said: Details) -> bool:
    places = said.schools or said.unclear_schools or said.areas
    return bool(said.births or said.unclear or said.days or said.unclear_days or places)
