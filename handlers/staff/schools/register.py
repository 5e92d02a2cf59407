"""/sekolah: the register of schools; a change is found by citizens at once."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from ektp_core.audit import Changed, Subject, Thing, change_of
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
from ektp_core.schools.numbers import NpsnUnclear, schools_named
from ektp_core.schools.register import School, Schools
from ektp_core.store import schools as store
from ektp_core.store.drafts import Mark, mark_of
from handlers.acts import OldButton
from handlers.reply import DraftName, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.schedule import SCHOOL
from handlers.staff.drafts.carrying_out import carrying_out, drop_overtaken
from handlers.staff.drafts.form import Choice, Field, Form, filled
from handlers.staff.drafts.going_on import continuing
from handlers.staff.drafts.tools import DraftTool, Fit, offer
from handlers.staff.schools import sheet
from handlers.staff.schools.acts import ACTS, ASK_REMOVE, ASK_SHEET, CORRECT, IN_SUBDISTRICT, NEW, OPEN, REMOVE, ROUTE, SAVE, SchoolSeen
from handlers.staff.schools.drafts import DRAFTS, FORMS, AddSheet, EditSchool
from handlers.staff.schools.subdistricts import finder

COMMAS_OF_A_LINE = 3


def _draft_name(draft: EditSchool | AddSheet, request: Request, office: Office) -> DraftName:
    if isinstance(draft, AddSheet):
        return DraftName("draft_school_sheet")
    return DraftName("draft_school", draft.name) if isinstance(draft.name, str) else DraftName("draft_school_new")


def _fit(text: str, draft: EditSchool | AddSheet, awaits: str | None, request: Request, office: Office) -> Fit:
    return Fit.MISREADS if isinstance(draft, AddSheet) else FORMS.fit(text, draft, awaits, request, office)


async def _show(draft: EditSchool | AddSheet, request: Request, office: Office) -> Reply:
    return await (sheet.show(draft, request, office) if isinstance(draft, AddSheet) else FORMS.show(draft, request, office))


offer(DraftTool(DRAFTS, _draft_name, _fit, _show))


async def schools(request: Request, office: Office) -> Reply:
    """The register by subdistrict; one school by name; a new one typed on one line or step by step; a sheet of them."""
    try:
        if request.act:
            return await ACTS.answer(request, office)
        if request.file or request.awaited == sheet.FILE:
            return await sheet.received(request, office)
        if request.awaited:
            return await FORMS.answered(request, office)
    except Changed as changed:
        await drop_overtaken(DRAFTS, changed, request, office)
        school = office.board.schools.get(str(changed.subject.thing))
        if school is None:
            raise
        return _card(school, office, changed_by=changed.by or "")
    return await _named(request, office) if request.argument else await _overview(request, office)


async def _overview(request: Request, office: Office) -> Reply:
    areas = office.board.subdistricts
    counts = [(area, len(office.board.schools.in_subdistrict(area.code))) for area in areas]
    rows = in_rows([IN_SUBDISTRICT.button("place", area.code, name=area.name) for area in areas], 3)
    waiting = await continuing(request, office, ROUTE)
    add = in_rows([NEW.button("school_add"), ASK_SHEET.button("school_sheet")])
    total = sum(count for _, count in counts)
    return reply("staff/schools/overview", *waiting, *rows, *add, [button("staff")], counts=counts, total=total)


@FORMS.discard.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return await _overview(request, office)


@IN_SUBDISTRICT.does
async def _in_subdistrict(code: str, request: Request, office: Office) -> Reply:
    if code not in {area.code for area in office.board.subdistricts}:
        raise OldButton
    known = office.board.schools.in_subdistrict(code)
    rows = in_rows([OPEN.button("place", school.npsn, name=school.name) for school in known])
    return reply("staff/schools/in_subdistrict", *rows, [button(ROUTE, label="back")], schools=known, area=office.board.areas[code])


async def _named(request: Request, office: Office) -> Reply:
    """`/sekolah SMAN 1 Koba` shows a school; a line with commas adds one."""
    if request.argument.count(",") >= COMMAS_OF_A_LINE:
        return await FORMS.begin(_with_line(request.argument, EditSchool(begun=request.message_id), office), request, office)
    known = office.board.schools
    one = known.get(request.argument.strip())
    try:
        meant = (one,) if one else schools_named(request.argument, known) or known.of_kind(request.argument)
    except NpsnUnclear as unclear:
        return reply(f"refusal/{unclear.key}", *_choices(unclear.near), **unclear.values)
    if len(meant) == 1:
        return _card(meant[0], office)
    return reply("staff/schools/found", *_choices(meant), schools=meant)


def _choices(meant: Sequence[School]) -> list[Row]:
    """The schools that may be meant, and the way to add another."""
    rows = in_rows([OPEN.button("place", school.npsn, name=school.name) for school in meant])
    return [*rows, [NEW.button("school_add"), button(ROUTE, label="back")]]


@OPEN.does
async def _open(npsn: str, request: Request, office: Office) -> Reply:
    return _card(_school(npsn, office), office)


def _card(school: School, office: Office, *, changed_by: str | None = None) -> Reply:
    rows = [CORRECT.button("school_correct", school.npsn), ASK_REMOVE.button("school_remove", school.npsn)]
    see = [button("schedule", f"{SCHOOL}={school.npsn}"), IN_SUBDISTRICT.button("back", school.subdistrict)]
    return reply("staff/schools/card", rows, see, school=school, area=office.board.areas[school.subdistrict], changed_by=changed_by)


def _school(npsn: str, office: Office) -> School:
    school = office.board.schools.get(npsn)
    if school is None:
        raise Changed(Subject(Thing.SCHOOL, npsn))
    return school


# A school that is typed: asked field by field, previewed, saved


async def begin_new(draft: EditSchool, request: Request, office: Office) -> Reply:
    """A new school of which something is known already."""
    return await FORMS.begin(draft, request, office)


@NEW.does
async def _new(_: None, request: Request, office: Office) -> Reply:
    return await begin_new(EditSchool(begun=request.message_id), request, office)


@CORRECT.does
async def _correct(npsn: str, request: Request, office: Office) -> Reply:
    school = _school(npsn, office)
    seen = SchoolSeen(npsn, school.version)
    return await FORMS.begin(EditSchool(seen, npsn, school.name, school.level, school.subdistrict, school.address), request, office)


def _with_line(text: str, draft: EditSchool, office: Office) -> EditSchool:
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
        return _with_line(text, draft, office)
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


def _told(school: School | None, office: Office) -> dict[str, str]:
    if school is None:
        return {}
    area = office.board.areas[school.subdistrict].short_name
    return {"name": school.name, "level": school.level, "subdistrict": area, "address": school.address}


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
            await store.correct_school(doing.connection, school, draft.seen.version, request.person, request.now)
        else:
            await store.add_schools(doing.connection, [school])
        doing.subject, doing.details = Subject(Thing.SCHOOL, school.npsn), {"act": "change" if before else "add", "name": school.name}
        doing.changes = [change_of(school.name, _told(before, office), _told(school, office))]
    rows = [OPEN.button("school_look", school.npsn)], [button(ROUTE, label="back")]
    return reply("staff/schools/saved", *rows, school=school, new=not draft.seen)


# A school that is removed


@ASK_REMOVE.does
async def _ask_remove(npsn: str, request: Request, office: Office) -> Reply:
    school = _school(npsn, office)
    rows = [REMOVE.button("school_remove_now", SchoolSeen(npsn, school.version))], [OPEN.button("keep", npsn)]
    return reply("staff/schools/remove", *rows, school=school)


@REMOVE.does
async def _remove(seen: SchoolSeen, request: Request, office: Office) -> Reply:
    school = _school(seen.npsn, office)
    async with office.acting(request, Act.CHANGE_SCHOOLS, Subject(Thing.SCHOOL, seen.npsn)) as doing:
        await store.remove_school(doing.connection, seen.npsn, seen.version, request.person, request.now)
        doing.details = {"name": school.name, "answer": "removed"}
        doing.changes = [change_of(school.name, _told(school, office), {})]
    return reply("staff/schools/removed", [button(ROUTE, label="back")], school=school)
