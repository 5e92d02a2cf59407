"""Figures in a sentence: the preview of `/angka` with what was said of one area; what is missing is asked, nothing is taken for said."""

from collections.abc import Sequence
from dataclasses import replace

from msgspec.structs import replace as changed

from ektp_core.areas import Area
from ektp_core.figures import Counts
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from handlers.free_text.orders import Order
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.figures.acts import FIGURES
from handlers.staff.figures.preview import keep_and_show
from handlers.staff.figures.received import draft_of_line
from handlers.staff.orders.acts import ABOUT, About

PEOPLE = (Measured.OBLIGED, Measured.RECORDED, Measured.EARLY, Measured.PRINTED)


async def update(order: Order, request: Request, office: Office) -> Reply:
    """The one area with its people, or its percentage where no people are said; of which area is asked where it is not said."""
    areas = _areas(order, office)
    if len(areas) != 1:
        return _which(areas, office)
    counts, unread = _counts(order.slots)
    as_of = AsOf.of_days(order.slots.as_of) if order.slots.as_of else None
    draft = await draft_of_line(areas[0], as_of, counts, request, office)
    shown = await keep_and_show(draft, request, office)
    return replace(shown, ordered=replace(order, slots=changed(order.slots, areas=tuple(areas), unread=unread)))


def _areas(order: Order, office: Office) -> list[Area]:
    """The areas that are named, each that others lie in left out; the tapped one alone."""
    if order.about is not None:
        return [area for area in _every(office) if number_of(area) == order.about]
    named = order.slots.areas
    return [area for area in named if not any(other.code.startswith(f"{area.code}.") for other in named)]


def _every(office: Office) -> Sequence[Area]:
    """Every area that figures may be of."""
    return tuple(office.board.areas)


def number_of(area: Area) -> int:
    """An area's code as the number of a button: 19.04.01 is 190401."""
    return int(area.code.replace(".", ""))


def _which(areas: Sequence[Area], office: Office) -> Reply:
    """Of which area? Those that are named, else the office's own; the tap uses the same words."""
    offered = areas or [office.board.home, *office.board.subdistricts]
    rows = in_rows([ABOUT.button("place", About(number_of(area)), name=area.full_name) for area in offered])
    asked = reply("staff/orders/which_area", *rows, [button(FIGURES, label="back")], several=bool(areas))
    return replace(asked, quotes=True)


def _counts(slots: StaffSlots) -> tuple[Counts, tuple[str, ...]]:
    """The people, and what was left unread; a percentage beside people is one of them."""
    people = {str(measure): number for measure in PEOPLE if (number := slots.amount(measure)) is not None}
    percent = slots.amounts.get(Measured.PERCENT)
    if not people:
        return Counts(percent=percent), slots.unread
    return Counts(**people), (*slots.unread, *([f"{percent:g} %"] if percent is not None else []))
