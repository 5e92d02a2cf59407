"""/sekolah: the register of schools; a change is found by citizens at once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue, read_words
from ektp_core.roles import Act
from ektp_core.schools.line import (
    LEVELS,
    LONGEST_ADDRESS,
    new_school,
    read_level,
    read_npsn,
    read_school_line,
    read_school_name,
    read_subdistrict,
)
from ektp_core.schools.register import School, Schools
from ektp_core.store import schools as store
from ektp_core.store.audit import who_changed
from ektp_core.store.drafts import drop_draft, take_draft
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.schedule import SCHOOL, find_subdistrict
from handlers.staff import form as forms
from handlers.staff.form import Body, Choice, Field, Form, Tap, number_of

ROUTE = "schools"
COMMAS_OF_A_LINE = 3


async def schools(request: Request, office: Office) -> Reply:
    """The register by subdistrict; one school by name; a new one typed on one line or step by step; a sheet of them."""
    from handlers.staff.schools import sheet

    all_forms = {SCHOOL_FORM.name: SCHOOL_FORM}
    if request.awaited == sheet.FILE:
        return await sheet.received(request, office)
    if request.awaited:
        return await forms.answered(all_forms, request, office)
    act, separator, rest = request.argument.partition("=")
    if separator and act in {forms.EDIT, forms.CHOOSE, forms.SKIP, forms.RESUME}:
        return await forms.tapped(all_forms, act, rest, request, office)
    if separator and act == forms.DISCARD:
        await forms.discard(ROUTE, request, office)
        return await _overview("", request, office)
    found = {**ACTS, **sheet.ACTS}.get(act) if separator else None
    if found:
        return await found(rest, request, office)
    return await _named(request, office) if request.argument and not separator else await _overview("", request, office)


async def _overview(_: str, request: Request, office: Office) -> Reply:
    areas = office.board.areas.children(office.board.home.code)
    counts = [(area, len(office.board.schools.in_subdistrict(area.code))) for area in areas]
    rows = in_rows([button(ROUTE, f"k={area.code}", "place", name=area.name) for area, _ in counts], 3)
    waiting = await forms.continued({SCHOOL_FORM.name: SCHOOL_FORM}, request, office)
    add = [button(ROUTE, "n=", "school_add"), button(ROUTE, "u=", "school_sheet")]
    return reply(
        "staff/schools/overview", waiting, *rows, *in_rows(add), [button("staff")], counts=counts, total=sum(count for _, count in counts)
    )


async def _in_subdistrict(code: str, request: Request, office: Office) -> Reply:
    if code not in {area.code for area in office.board.areas.children(office.board.home.code)}:
        return await _overview("", request, office)
    found = office.board.schools.in_subdistrict(code)
    rows = in_rows([button(ROUTE, f"s={school.npsn}", "place", name=school.name) for school in found])
    return reply("staff/schools/in_subdistrict", *rows, [button(ROUTE, label="back")], schools=found, area=office.board.areas[code])


async def _named(request: Request, office: Office) -> Reply:
    """`/sekolah SMAN 1 Koba` shows a school; a line with commas adds one."""
    if request.argument.count(",") >= COMMAS_OF_A_LINE:
        return await forms.begin(SCHOOL_FORM, request, office, _line(request.argument, office), npsn="", seen=0)
    known = office.board.schools
    one = known.get(request.argument.strip())
    found = (one,) if one else known.find(request.argument) or known.of_kind(request.argument)
    if len(found) == 1:
        return await _one(found[0].npsn, request, office)
    rows = in_rows([button(ROUTE, f"s={school.npsn}", "place", name=school.name) for school in found])
    return reply("staff/schools/found", *rows, [button(ROUTE, "n=", "school_add"), button(ROUTE, label="back")], schools=found)


async def _one(npsn: str, request: Request, office: Office, changed_by: str | None = None) -> Reply:
    school = _school(npsn, office)
    rows = [button(ROUTE, f"b={npsn}", "school_correct"), button(ROUTE, f"r={npsn}", "school_remove")]
    see = [button("schedule", f"{SCHOOL}={npsn}"), button(ROUTE, f"k={school.subdistrict}", "back")]
    return reply("staff/schools/card", rows, see, school=school, area=office.board.areas[school.subdistrict], changed_by=changed_by)


def _school(npsn: str, office: Office) -> School:
    found = office.board.schools.get(npsn)
    if found is None:
        raise Changed()
    return found


async def _new(_: str, request: Request, office: Office) -> Reply:
    return await forms.begin(SCHOOL_FORM, request, office, {}, npsn="", seen=0)


async def _correct(npsn: str, request: Request, office: Office) -> Reply:
    school = _school(npsn, office)
    values = {name: getattr(school, name) for name in ("npsn", "name", "level", "subdistrict", "address")}
    return await forms.begin(SCHOOL_FORM, request, office, values, npsn=npsn, seen=school.version)


def code_of(office: Office, text: str) -> str | None:
    """The code of a subdistrict of this district, by code or name."""
    codes = {area.code for area in office.board.areas.children(office.board.home.code)}
    if text in codes:
        return text
    area = find_subdistrict(text, office)
    return area.code if area else None


def _line(text: str, office: Office) -> dict[str, str]:
    values = read_school_line(text, lambda name: code_of(office, name))
    _is_free(values["npsn"], office)
    return values


def _is_free(npsn: str, office: Office) -> None:
    """Raises SchoolExists already while typing."""
    if npsn in office.board.schools:
        raise store.SchoolExists(name=office.board.schools[npsn].name)


def _read_npsn(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    """The number alone, or the whole school on one line. A known school keeps its number."""
    if "," in text:
        return _line(text, office)
    npsn = read_npsn(text)
    if npsn != body["npsn"]:
        _is_free(npsn, office)
    return {"npsn": body["npsn"] or npsn}


def _read_name(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"name": read_school_name(text)}


def _read_level(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"level": read_level(text)}


def _read_subdistrict(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"subdistrict": read_subdistrict(text, lambda name: code_of(office, name))}


def _read_address(text: str, body: Body, request: Request, office: Office) -> Mapping[str, Any]:
    return {"address": read_words(text, "school_address", LONGEST_ADDRESS)}


def _levels(body: Body, request: Request, office: Office) -> list[Choice]:
    return [Choice(level, "place", {"name": level}) for level in LEVELS]


def _subdistricts(body: Body, request: Request, office: Office) -> list[Choice]:
    return [Choice(area.code, "place", {"name": area.name}) for area in office.board.areas.children(office.board.home.code)]


async def _preview(body: Body, request: Request, office: Office) -> Reply:
    """The school as it would stand, and whether people find it by its name."""
    new = _draft_school(body, office)
    old = office.board.schools.get(body["npsn"])
    others = [school for school in office.board.schools if school.npsn != new.npsn]
    found = new in Schools([*others, new], office.board.areas).find(new.name)
    names = [*([] if body["npsn"] else ["npsn"]), "name", "level", "subdistrict", "address"]
    rows = [button(ROUTE, "a=", "school_save")], *in_rows(forms.form_buttons(SCHOOL_FORM, *names))
    visits = [visit for visit in office.board.schedule if visit.place.npsn == new.npsn]
    return reply(
        "staff/schools/preview",
        *rows,
        [forms.discard_button(ROUTE)],
        school=new,
        old=old,
        found=found,
        areas=office.board.areas,
        visits=len(visits),
    )


def _draft_school(body: Body, office: Office) -> School:
    """A corrected school keeps its coordinates while it stays in its subdistrict."""
    values = {**body["values"], "address": body["values"]["address"] or ""}
    old = office.board.schools.get(body["npsn"])
    if old is None:
        return new_school(values, own_source(office))
    corrected = replace(old, name=values["name"], level=values["level"], subdistrict=values["subdistrict"], address=values["address"])
    return corrected if corrected.subdistrict == old.subdistrict else replace(corrected, latitude=None, longitude=None)


def own_source(office: Office) -> str:
    """Who says so: the office."""
    text = office.board.profile.fact("short_name").text
    return text.id if text else office.board.home.name


SCHOOL_FORM = Form(
    "school",
    ROUTE,
    "schools/ask",
    (
        Field("npsn", _read_npsn),
        Field("name", _read_name),
        Field("level", _read_level, _levels),
        Field("subdistrict", _read_subdistrict, _subdistricts),
        Field("address", _read_address, optional=True),
    ),
    _preview,
)


async def _save(_: str, request: Request, office: Office) -> Reply:
    body: Body = {}
    try:
        async with office.acting(request, Act.CHANGE_SCHOOLS) as doing:
            body = (await take_draft(doing.connection, request.person, ROUTE)).body
            if body.get("form") != SCHOOL_FORM.name or SCHOOL_FORM.next(body):
                raise WrongValue("unfinished")
            new = _draft_school(body, office)
            if body["npsn"]:
                await store.correct_school(doing.connection, new, body["seen"], request.person, request.now)
            else:
                await store.add_schools(doing.connection, [new])
            doing.subject, doing.details = Subject(Thing.SCHOOL, new.npsn), {"name": new.name}
    except Changed:
        await drop_draft(office.store, request.person, ROUTE)
        return await _told(body["npsn"], request, office)
    rows = [button(ROUTE, f"s={new.npsn}", "school_look")], [button(ROUTE, label="back")]
    return reply("staff/schools/saved", *rows, school=new, new=not body["npsn"])


async def _ask_remove(npsn: str, request: Request, office: Office) -> Reply:
    school = _school(npsn, office)
    rows = [button(ROUTE, f"R={npsn}.{school.version}", "school_remove_now")], [button(ROUTE, f"s={npsn}", "keep")]
    return reply("staff/schools/remove", *rows, school=school)


async def _remove(seen: str, request: Request, office: Office) -> Reply:
    npsn, _, version = seen.partition(".")
    school = _school(npsn, office)
    try:
        async with office.acting(request, Act.CHANGE_SCHOOLS) as doing:
            await store.remove_school(doing.connection, npsn, number_of(version), request.person, request.now)
            doing.subject, doing.details = Subject(Thing.SCHOOL, npsn), {"name": school.name, "answer": "removed"}
    except Changed:
        return await _told(npsn, request, office)
    return reply("staff/schools/removed", [button(ROUTE, label="back")], school=school)


async def _told(npsn: str, request: Request, office: Office) -> Reply:
    """Who was first, and the school as it stands; the refusal alone when it is gone."""
    return await _one(npsn, request, office, await who_changed(office.store, Subject(Thing.SCHOOL, npsn)) or "")


ACTS: dict[str, Tap] = {"k": _in_subdistrict, "s": _one, "n": _new, "b": _correct, "a": _save, "r": _ask_remove, "R": _remove}
