"""/sekolah by sheet: what a CSV or Excel file adds to the register and changes in it, previewed before any of it counts."""

from collections.abc import Sequence
from functools import partial

from ektp_core.audit import Change, Changed, Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.schools.comparing import SchoolChange, SheetComparison, changed_by, compared
from ektp_core.schools.line import new_school
from ektp_core.schools.sheet import NoSchoolsSheet, SheetRow, read_school_sheet
from ektp_core.sheets.people import ListOfPeople
from ektp_core.store import schools as store
from ektp_core.store.drafts import DraftGone, Mark, mark_of
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.under_preview import NotForDraft
from handlers.staff.schools.acts import ASK_SHEET, OPEN, ROUTE, SAVE_SHEET
from handlers.staff.schools.card import school_of, told
from handlers.staff.schools.drafts import DRAFTS, FORMS, ChangedLine, Draft, SchoolSheet
from handlers.staff.schools.subdistricts import finder
from handlers.staff.sheets import read_sheet

FILE = "file"
SHOWN = 6
"""Schools of each kind that a preview names: what is wrong, where, and what stands there must fit the message, too."""


@ASK_SHEET.does
async def _ask(_: None, request: Request, office: Office) -> Reply:
    """The next file is a sheet of schools."""
    draft = SchoolSheet()
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=FILE)
    return _asked(draft)


def _asked(draft: Draft) -> Reply:
    return reply("staff/schools/sheet_ask", [FORMS.discard_button(draft)])


async def received(request: Request, office: Office) -> Reply:
    """What the sheet comes to beside the register, and every row that cannot be read."""
    if request.file is None:
        return _asked(await DRAFTS.one(office.store, request.person))
    read = partial(read_school_sheet, find=finder(office))
    try:
        rows = await read_sheet(request.file, read, request, no_sheet_of_ours=(NoSchoolsSheet, ListOfPeople))
    except NoSchoolsSheet:
        if request.awaited:
            raise NotForDraft from None
        raise
    return await shown(rows, request, office)


async def shown(rows: Sequence[SheetRow], request: Request, office: Office) -> Reply:
    """The preview of rows that were read."""
    visited = {visit.place.npsn for visit in office.board.schedule.upcoming(request.today) if visit.place.npsn}
    found = compared(rows, office.board.schools, visited)
    changed = tuple(
        ChangedLine(row.school, each.before.version)
        for each in found.changed
        for row in rows
        if row.school and row.npsn == each.before.npsn
    )
    draft = SchoolSheet(found.new, changed)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=FILE)
    return _preview(draft, found, office)


async def show(draft: SchoolSheet, request: Request, office: Office) -> Reply:
    """What a sheet that was sent comes to; without one it is asked for. Raises Changed."""
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=FILE)
    if not (draft.new or draft.changed):
        return _asked(draft)
    return _preview(draft, SheetComparison(draft.new, _changes(draft, office), (), (), ()), office)


def _preview(draft: SchoolSheet, found: SheetComparison, office: Office) -> Reply:
    count = len(draft.new) + len(draft.changed)
    kinds = {
        "closed": [each for each in found.changed if each.after.is_closed and not each.before.is_closed],
        "reopened": [each for each in found.changed if each.before.is_closed and not each.after.is_closed],
        "corrected": [each for each in found.changed if each.before.is_closed == each.after.is_closed],
    }
    return reply(
        "staff/schools/sheet",
        [SAVE_SHEET.button("school_save", mark_of(draft))] if count else [],
        [FORMS.discard_button(draft)],
        count=count,
        new=found.new,
        changed=kinds,
        unchanged=len(found.unchanged),
        unnamed=found.unnamed,
        wrong=found.wrong,
        most=SHOWN,
        areas=office.board.areas,
    )


def _changes(draft: SchoolSheet, office: Office) -> tuple[SchoolChange, ...]:
    """What the rows change of the schools as they were compared. Raises Changed when one of them is another by now."""
    for each in draft.changed:
        school_of(each.line.npsn, office, each.version)
    return tuple(_change(each, office) for each in draft.changed)


def _change(changed: ChangedLine, office: Office) -> SchoolChange:
    school = school_of(changed.line.npsn, office)
    return SchoolChange(school, changed_by(changed.line, school))


@SAVE_SHEET.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    """All or none: when somebody has added or changed one of the schools meanwhile it is named, and nothing is written."""
    draft = await DRAFTS.previewed_as(SchoolSheet, office.store, request.person, mark)
    if not (draft.new or draft.changed):
        raise DraftGone()
    try:
        return await _carried_out(draft, request, office)
    except Changed as changed:
        await DRAFTS.drop(office.store, request.person, draft)
        school = office.board.schools.get(str(changed.subject.thing))
        look = [OPEN.button("school_look", school.npsn)] if school else []
        return reply("staff/schools/sheet_overtaken", look, [ASK_SHEET.button("school_sheet")], school=school, by=changed.by)


async def _carried_out(draft: SchoolSheet, request: Request, office: Office) -> Reply:
    async with carrying_out(DRAFTS, draft, Act.CHANGE_SCHOOLS, request, office, Subject(Thing.SCHOOLS)) as doing:
        added = [new_school(line, office.board.office_name) for line in draft.new]
        await store.add_schools(doing.connection, added)
        changed = [_change(each, office) for each in draft.changed]
        for each, seen in zip(changed, draft.changed, strict=True):
            await store.correct_school(doing.connection, each.after, seen.version, request.person, request.now, request.today)
        doing.details = {
            "act": "sheet",
            "added": [school.npsn for school in added],
            "changed": [each.before.npsn for each in changed],
        }
        doing.changes = [*(_new(school.name, school.level) for school in added), *(_changed(each, office) for each in changed)]
    return reply("staff/schools/sheet_saved", [button(ROUTE, label="back")], added=len(added), changed=len(changed))


def _new(name: str, level: str) -> Change:
    return change_of(name, {}, {"level": level})


def _changed(change: SchoolChange, office: Office) -> Change:
    return change_of(change.after.name, told(change.before, office), told(change.after, office))
