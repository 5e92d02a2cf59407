"""The schools whose subdistrict nobody knows: one a screen, and one tap says where it lies."""

from dataclasses import replace
from functools import partial

from ektp_core.audit import Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.schools.register import School
from ektp_core.store import schools as store
from handlers.acts import OldButton
from handlers.paging import page_of
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.schools.acts import OPEN, PLACE, ROUTE, UNPLACED, Placing, SchoolSeen
from handlers.staff.schools.card import school_of, told


def to_be_placed(count: int) -> list[Button]:
    """The way to so many of them."""
    return [UNPLACED.button("schools_unplaced", 1, count=count)] if count else []


@UNPLACED.does
async def _unplaced(number: int, request: Request, office: Office) -> Reply:
    return _screen(number, office)


def _screen(number: int, office: Office, placed: School | None = None) -> Reply:
    """One of them with every subdistrict to choose from, `placed` being the one before it; how many there still are."""
    waiting = office.board.schools.unplaced
    back = [button(ROUTE, label="back")]
    if not waiting:
        return reply("staff/schools/unplaced", back, school=None, count=0, placed=placed, area=_area(placed, office))
    page = page_of(waiting, 1, number)
    school = page.items[0]
    seen = SchoolSeen(school.npsn, school.version)
    rows = (
        *in_rows([PLACE.button("place", Placing(seen, area.code), name=area.name) for area in office.board.subdistricts], 3),
        [OPEN.button("school_look", school.npsn)],
        page.around(partial(UNPLACED.button, "earlier"), partial(UNPLACED.button, "later")),
        back,
    )
    return reply("staff/schools/unplaced", *rows, school=school, count=len(waiting), placed=placed, area=_area(placed, office))


def _area(placed: School | None, office: Office) -> object:
    return office.board.areas[placed.subdistrict] if placed else None


@PLACE.does
async def _place(wanted: Placing, request: Request, office: Office) -> Reply:
    """Put a school where it lies; its visits follow, and the next one is asked. Raises Changed."""
    if wanted.subdistrict not in {area.code for area in office.board.subdistricts}:
        raise OldButton
    before = school_of(wanted.seen.npsn, office)
    number = next((at for at, each in enumerate(office.board.schools.unplaced, 1) if each.npsn == before.npsn), 1)
    placed = replace(before, subdistrict=wanted.subdistrict, latitude=None, longitude=None)
    async with office.acting(request, Act.CHANGE_SCHOOLS, Subject(Thing.SCHOOL, before.npsn)) as doing:
        await store.correct_school(doing.connection, placed, wanted.seen.version, request.person, request.now, request.today)
        doing.details = {"act": "change", "name": before.name}
        doing.changes = [change_of(before.name, told(before, office), told(placed, office))]
    return _screen(number, office, placed)
