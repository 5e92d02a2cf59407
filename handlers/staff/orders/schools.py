"""A new school in a sentence: its form, with what was said of it."""

from collections.abc import Callable
from dataclasses import replace

import msgspec
from msgspec import UNSET

from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue
from ektp_core.schools.line import read_level, read_npsn, read_school_name
from ektp_core.schools.spoken import kind_at
from ektp_core.understanding.schools import SaidSchool
from ektp_core.understanding.staff.new_school import npsn_of
from ektp_core.understanding.staff.slots import StaffSlots
from handlers.free_text.orders import Order
from handlers.reply import Reply
from handlers.request import Request
from handlers.staff.orders.tapping import asked
from handlers.staff.schools.acts import ROUTE
from handlers.staff.schools.drafts import EditSchool
from handlers.staff.schools.typed import begin_new


async def add(order: Order, request: Request, office: Office) -> Reply:
    """What is missing is asked as the form asks it; a school of just this name that is in the register is shown instead."""
    name = order.slots.text
    if name and any(school.name.casefold() == name.casefold() for school in office.board.schools):
        return await asked(ROUTE, name, request, office)
    said = ", ".join([*([name] if name else []), *(area.full_name for area in order.slots.areas)])
    named = StaffSlots(schools=(SaidSchool(None, said, 0, 0),) if said else ())
    found = await begin_new(_draft(order, request, office), request, office)
    return replace(found, ordered=replace(order, slots=named))


def _draft(order: Order, request: Request, office: Office) -> EditSchool:
    """The parts that can be read; of several subdistricts, and of one that is not the office's, none."""
    draft = EditSchool(begun=request.message_id)
    name, npsn = order.slots.text, npsn_of(request.argument)
    codes = {area.code for each in order.slots.areas if (area := office.board.subdistrict_of(each))}
    kind = kind_at(name.casefold().split(), 0)
    if name:
        draft = _with(draft, "name", read_school_name, name)
        draft = _with(draft, "level", read_level, kind.kind if kind else "")
    if npsn and npsn not in office.board.schools:
        draft = _with(draft, "npsn", read_npsn, npsn)
    return msgspec.structs.replace(draft, subdistrict=codes.pop() if len(codes) == 1 else UNSET)


def _with(draft: EditSchool, field: str, read: Callable[[str], str], text: str) -> EditSchool:
    """The draft with a field, where it can be read; else it is asked."""
    try:
        return msgspec.structs.replace(draft, **{field: read(text)})
    except WrongValue:
        return draft
