"""What was taken from an old register is confirmed: one school, those of a subdistrict, or all that have one."""

from collections.abc import Iterable

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.schools.register import School
from ektp_core.store import schools as store
from handlers.acts import OldButton
from handlers.reply import Reply, Row, button, reply
from handlers.request import Request
from handlers.staff.schools.acts import CONFIRM, CONFIRM_ALL, IN_SUBDISTRICT, ROUTE, SchoolSeen
from handlers.staff.schools.card import card, school_of


def all_of(code: str, schools: Iterable[School]) -> Row:
    """The tap that confirms what of these schools waits for it."""
    waiting = sum(school.awaits_confirmation for school in schools)
    return [CONFIRM_ALL.button("schools_confirm", code, count=waiting)] if waiting else []


def whole_list(office: Office) -> Row:
    """The tap that confirms every school whose subdistrict is known."""
    return all_of(office.board.home.code, office.board.schools)


def years_of(schools: Iterable[School]) -> dict[int, int]:
    """How many schools wait to be confirmed, by the year of the register that they were taken from."""
    years = [school.register_year for school in schools if school.awaits_confirmation and school.register_year]
    return {year: years.count(year) for year in sorted(set(years))}


@CONFIRM.does
async def _confirm(seen: SchoolSeen, request: Request, office: Office) -> Reply:
    """As it was on the screen. Raises Changed."""
    school = school_of(seen.npsn, office)
    async with office.acting(request, Act.CHANGE_SCHOOLS, Subject(Thing.SCHOOL, seen.npsn)) as doing:
        await store.hold_school(doing.connection, seen.npsn, seen.version)
        doing.has_effect = bool(await store.confirm_schools(doing.connection, [seen.npsn]))
        doing.details = {"act": "confirm", "name": school.name}
    return card(school_of(seen.npsn, office), office)


@CONFIRM_ALL.does
async def _confirm_all(code: str, request: Request, office: Office) -> Reply:
    """What somebody changed meanwhile is confirmed by that already."""
    board = office.board
    if code != board.home.code and code not in {area.code for area in board.subdistricts}:
        raise OldButton
    schools = board.schools if code == board.home.code else board.schools.in_subdistrict(code)
    waiting = [school.npsn for school in schools if school.awaits_confirmation]
    async with office.acting(request, Act.CHANGE_SCHOOLS, Subject(Thing.SCHOOLS)) as doing:
        confirmed = await store.confirm_schools(doing.connection, waiting)
        doing.has_effect = bool(confirmed)
        doing.details = {"act": "confirm", "count": len(confirmed), "confirmed": list(confirmed)}
    back = button(ROUTE, label="back") if code == board.home.code else IN_SUBDISTRICT.button("back", code)
    return reply("staff/schools/confirmed", [back], count=len(confirmed), area=board.areas[code])
