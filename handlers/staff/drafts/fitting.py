"""Which fields of a form a text fits: days and numbers that only they read, or words that correct what one of them holds."""

from typing import TypeVar

import msgspec
from msgspec import UNSET

from ektp_core.office import Office
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.corrections import Correction
from ektp_core.refusal import Refusal
from handlers.request import Request
from handlers.staff.drafts.form import Form, Read

D = TypeVar("D", bound=msgspec.Struct)


def read_into(read: Read[D], text: str, draft: D, request: Request, office: Office) -> D | None:
    """The draft as a text changes it; None where it cannot be read so."""
    try:
        return read(text, draft, request, office)
    except Refusal:
        return None


def read_exactly(form: Form[D], text: str, draft: D, request: Request, office: Office) -> dict[str, D]:
    """The draft as a text changes it, for each field of days and numbers that reads it; for a line that names its fields, that alone."""
    if form.line and (changed := read_into(form.line, text, draft, request, office)) is not None:
        return {"": changed}
    exact = (each for each in form.fields if each.is_exact)
    return {each.name: changed for each in exact if (changed := read_into(each.read, text, draft, request, office)) is not None}


def read_in_words(form: Form[D], said: Correction, draft: D, request: Request, office: Office) -> dict[str, D]:
    """The same for every field that is filled in; those alone that hold what is said to be wrong, where any does.

    Of several fields one that takes any words is not meant by what the others cannot read: "salah, 3" is no source.
    """
    changed: dict[str, D] = {}
    holding: set[str] = set()
    for each in form.fields:
        value = getattr(draft, each.name)
        if value in (UNSET, None) or (found := read_into(each.read, said.right, draft, request, office)) is None:
            continue
        changed[each.name] = found
        is_held = isinstance(value, str) and said.wrong.casefold() in value.casefold()
        if said.wrong and (is_held or read_into(each.read, said.wrong, draft, request, office) == draft):
            holding.add(each.name)
    words = {each.name for each in form.fields if each.is_words} if len(form.fields) > 1 else frozenset()
    meant = holding or changed.keys() - words
    return {name: found for name, found in changed.items() if name in meant}


def is_birth(request: Request) -> bool:
    """Whether a text is a birth that may be asked about as well: a date, an age, a year."""
    try:
        read_birth(request.argument, request.today)
    except Refusal:
        return False
    return True


def names_another(text: str, school: str | None, request: Request, office: Office) -> bool:
    """Whether a text names a school, and not this one."""
    named = {each.school.npsn for each in office.public.reader.read(text, request.today).details.schools if each.school}
    return school is not None and bool(named) and school not in named
