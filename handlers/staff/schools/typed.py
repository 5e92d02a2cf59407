"""A school that is typed: asked field by field, previewed, saved."""

from dataclasses import replace

import msgspec

from ektp_core.audit import Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.reading.fields import read_words
from ektp_core.roles import Act
from ektp_core.schools.line import (
    LEVELS,
    LONGEST_ADDRESS,
    SchoolLine,
    new_school,
    read_level,
    read_npsn,
    read_school_line,
    read_school_name,
    read_subdistrict,
)
from ektp_core.schools.register import School, Schools
from ektp_core.store import schools as store
from ektp_core.store.drafts import Mark, mark_of
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.form import Choice, Field, Form, filled
from handlers.staff.schools.acts import CORRECT, NEW, OPEN, ROUTE, SAVE, SchoolSeen
from handlers.staff.schools.card import school_of, told
from handlers.staff.schools.drafts import DRAFTS, FORMS, EditSchool
from handlers.staff.schools.subdistricts import finder


async def begin_new(draft: EditSchool, request: Request, office: Office) -> Reply:
    """A new school of which something is known already."""
    return await FORMS.begin(draft, request, office)


@NEW.does
async def _new(_: None, request: Request, office: Office) -> Reply:
    return await begin_new(EditSchool(begun=request.message_id), request, office)


@CORRECT.does
async def _correct(npsn: str, request: Request, office: Office) -> Reply:
    """One whose subdistrict is not known is asked for it first."""
    school = school_of(npsn, office)
    seen, subdistrict = SchoolSeen(npsn, school.version), school.subdistrict if school.is_placed else msgspec.UNSET
    return await FORMS.begin(EditSchool(seen, npsn, school.name, school.level, subdistrict, school.address), request, office)


def with_line(text: str, draft: EditSchool, office: Office) -> EditSchool:
    """The draft of a new school that one line tells. Raises WrongValue, SchoolExists."""
    line = read_school_line(text, finder(office))
    _is_free(line.npsn, office)
    return EditSchool(draft.seen, line.npsn, line.name, line.level, line.subdistrict, line.address, draft.begun)


def _is_free(npsn: str, office: Office) -> None:
    """Raises SchoolExists already while typing."""
    if npsn in office.board.schools:
        raise store.SchoolExists(name=office.board.schools[npsn].name)


def _read_npsn(text: str, draft: EditSchool, request: Request, office: Office) -> EditSchool:
    """The number alone, or the whole school on one line. A known school keeps its number."""
    if "," in text:
        return with_line(text, draft, office)
    npsn = read_npsn(text)
    if draft.seen:
        return msgspec.structs.replace(draft, npsn=draft.seen.npsn)
    _is_free(npsn, office)
    return msgspec.structs.replace(draft, npsn=npsn)


def _read_name(text: str, draft: EditSchool, request: Request, office: Office) -> EditSchool:
    return msgspec.structs.replace(draft, name=read_school_name(text))


def _read_level(text: str, draft: EditSchool, request: Request, office: Office) -> EditSchool:
    return msgspec.structs.replace(draft, level=read_level(text))


def _read_subdistrict(text: str, draft: EditSchool, request: Request, office: Office) -> EditSchool:
    return msgspec.structs.replace(draft, subdistrict=read_subdistrict(text, finder(office)))


def _read_address(text: str, draft: EditSchool, request: Request, office: Office) -> EditSchool:
    return msgspec.structs.replace(draft, address=read_words(text, "school_address", LONGEST_ADDRESS))


def _levels(draft: EditSchool, request: Request, office: Office) -> list[Choice]:
    return [Choice(level, "place", {"name": level}) for level in LEVELS]


def _subdistricts(draft: EditSchool, request: Request, office: Office) -> list[Choice]:
    return [Choice(area.code, "place", {"name": area.name}) for area in office.board.subdistricts]


async def _preview(draft: EditSchool, request: Request, office: Office) -> Reply:
    """The school as it would stand, and whether people find it by its name."""
    new = _school_of(draft, office)
    others = [school for school in office.board.schools if school.npsn != new.npsn]
    names = [*([] if draft.seen else ["npsn"]), "name", "level", "subdistrict", "address"]
    return reply(
        "staff/schools/preview",
        [SAVE.button("school_save", mark_of(draft))],
        *in_rows(FORMS.edit_buttons(draft, *names)),
        [FORMS.discard_button(draft)],
        school=new,
        old=_before(draft, office),
        found=new in Schools([*others, new], office.board.areas).find(new.name),
        areas=office.board.areas,
        visits=sum(visit.place.npsn == new.npsn for visit in office.board.schedule),
    )


def _before(draft: EditSchool, office: Office) -> School | None:
    return office.board.schools.get(draft.seen.npsn) if draft.seen else None


def _school_of(draft: EditSchool, office: Office) -> School:
    """The draft as a school, which keeps its coordinates while it stays in its subdistrict. Raises WrongValue while a field is open."""
    name, level, subdistrict, address = filled(draft.name), filled(draft.level), filled(draft.subdistrict), filled(draft.address) or ""
    old = _before(draft, office)
    if old is None:
        return new_school(SchoolLine(filled(draft.npsn), name, level, subdistrict, address), office.board.office_name)
    corrected = replace(old, name=name, level=level, subdistrict=subdistrict, address=address)
    return corrected if subdistrict == old.subdistrict else replace(corrected, latitude=None, longitude=None)


FORMS.add(
    Form(
        EditSchool,
        "schools/ask",
        (
            Field("npsn", _read_npsn),
            Field("name", _read_name, is_words=True),
            Field("level", _read_level, _levels),
            Field("subdistrict", _read_subdistrict, _subdistricts),
            Field("address", _read_address, optional=True, is_words=True),
        ),
        _preview,
    )
)


@SAVE.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed_as(EditSchool, office.store, request.person, mark)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_SCHOOLS, request, office) as doing:
        school, before = _school_of(draft, office), _before(draft, office)
        if draft.seen:
            await store.correct_school(doing.connection, school, draft.seen.version, request.person, request.now, request.today)
        else:
            await store.add_schools(doing.connection, [school])
        doing.subject, doing.details = Subject(Thing.SCHOOL, school.npsn), {"act": "change" if before else "add", "name": school.name}
        doing.changes = [change_of(school.name, told(before, office), told(school, office))]
    rows = [OPEN.button("school_look", school.npsn)], [button(ROUTE, label="back")]
    return reply("staff/schools/saved", *rows, school=school, new=not draft.seen)
