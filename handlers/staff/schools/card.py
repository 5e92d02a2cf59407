"""One school of the register: its card, and how the audit tells it."""

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.schools.register import School
from handlers.reply import Button, Reply, button, reply
from handlers.schedule import SCHOOL
from handlers.staff.schools.acts import (
    ASK_CLOSE,
    ASK_REMOVE,
    CLOSED,
    CONFIRM,
    CORRECT,
    IN_SUBDISTRICT,
    OPEN,
    REOPEN,
    UNPLACED,
    SchoolSeen,
)


def card(school: School, office: Office, *, changed_by: str | None = None) -> Reply:
    """What the register has of a school, and what can be done with it."""
    successor = office.board.schools.get(school.successor)
    seen = SchoolSeen(school.npsn, school.version)
    confirm = [CONFIRM.button("school_confirm", seen)] if school.awaits_confirmation else []
    rows = (
        confirm,
        [CORRECT.button("school_correct", school.npsn), ASK_CLOSE.button(f"school_close{'d' * school.is_closed}", school.npsn)],
        [*([REOPEN.button("school_reopen", seen)] if school.is_closed else []), ASK_REMOVE.button("school_remove", school.npsn)],
        [OPEN.button("place", successor.npsn, name=successor.name)] if successor else [],
        [button("schedule", f"{SCHOOL}={school.npsn}"), _back(school)],
    )
    return reply(
        "staff/schools/card",
        *rows,
        school=school,
        area=office.board.areas.subdistrict_at(school.subdistrict),
        successor=successor,
        changed_by=changed_by,
    )


def _back(school: School) -> Button:
    """To the list that the school stands in."""
    if school.is_closed:
        return CLOSED.button("back")
    return IN_SUBDISTRICT.button("back", school.subdistrict) if school.is_placed else UNPLACED.button("back", 1)


def school_of(npsn: str, office: Office, version: int | None = None) -> School:
    """A school by its number. Raises Changed when it is there no more, or no longer in that version."""
    school = office.board.schools.get(npsn)
    if school is None or version not in (None, school.version):
        raise Changed(Subject(Thing.SCHOOL, npsn))
    return school


def told(school: School | None, office: Office) -> dict[str, str | None]:
    """A school's values, for the audit."""
    if school is None:
        return {}
    area, successor = office.board.areas.subdistrict_at(school.subdistrict), office.board.schools.get(school.successor)
    return {
        "name": school.name,
        "level": school.level,
        "subdistrict": area.short_name if area else None,
        "address": school.address,
        "standing": "closed" if school.is_closed else None,
        "since": school.closed_since.iso() if school.closed_since else None,
        "successor": successor.name if successor else None,
    }
