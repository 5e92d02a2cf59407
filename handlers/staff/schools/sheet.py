"""/sekolah by sheet: every new school of a CSV or Excel file, previewed row by row before any of them counts."""

from collections.abc import Sequence
from functools import partial

from ektp_core.audit import Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.schools.line import new_school
from ektp_core.schools.sheet import NoSchoolsSheet, SheetRow, read_school_sheet
from ektp_core.sheets.people import ListOfPeople
from ektp_core.store import schools as store
from ektp_core.store.drafts import DraftGone, Mark, mark_of
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.under_preview import NotForDraft
from handlers.staff.schools.acts import ASK_SHEET, ROUTE, SAVE_SHEET
from handlers.staff.schools.drafts import DRAFTS, FORMS, AddSheet, EditSchool
from handlers.staff.schools.subdistricts import finder
from handlers.staff.sheets import read_sheet

FILE = "file"
ROWS_SHOWN = 12
WRONG_SHOWN = 8
"""Fewer: what is wrong, where, and what stands there must fit the message, too."""


@ASK_SHEET.does
async def _ask(_: None, request: Request, office: Office) -> Reply:
    """The next file is a sheet of schools."""
    draft = AddSheet()
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=FILE)
    return _asked(draft)


def _asked(draft: EditSchool | AddSheet) -> Reply:
    return reply("staff/schools/sheet_ask", [FORMS.discard_button(draft)])


async def received(request: Request, office: Office) -> Reply:
    """What the sheet would add, what is known already, and every row that cannot be read."""
    if request.file is None:
        return _asked(await DRAFTS.one(office.store, request.person))
    read = partial(read_school_sheet, find=finder(office))
    try:
        rows = await read_sheet(request.file, read, request.language, no_sheet_of_ours=(NoSchoolsSheet, ListOfPeople))
    except NoSchoolsSheet:
        if request.awaited:
            raise NotForDraft from None
        raise
    return await shown(rows, request, office)


async def shown(rows: Sequence[SheetRow], request: Request, office: Office) -> Reply:
    """The preview of rows that were read, of which known schools are left out."""
    new = tuple(row.school for row in rows if row.school and row.school.npsn not in office.board.schools)
    wrong = [row for row in rows if not row.school]
    return await show(AddSheet(new), request, office, wrong=wrong, known=len(rows) - len(new) - len(wrong))


async def show(draft: AddSheet, request: Request, office: Office, *, wrong: Sequence[SheetRow] = (), known: int = 0) -> Reply:
    """What a sheet would add; without one it is asked for."""
    new = draft.schools
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=FILE)
    if not (new or wrong or known):
        return _asked(draft)
    return reply(
        "staff/schools/sheet",
        [SAVE_SHEET.button("school_save", mark_of(draft))] if new else [],
        [FORMS.discard_button(draft)],
        new=new[:ROWS_SHOWN],
        count=len(new),
        known=known,
        wrong=wrong[:WRONG_SHOWN],
        wrong_count=len(wrong),
        areas=office.board.areas,
    )


@SAVE_SHEET.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    """All or none: a school that somebody added meanwhile is named, and nothing is written."""
    draft = await DRAFTS.previewed_as(AddSheet, office.store, request.person, mark)
    if not draft.schools:
        raise DraftGone()
    async with carrying_out(DRAFTS, draft, Act.CHANGE_SCHOOLS, request, office, Subject(Thing.SCHOOLS)) as doing:
        added = [new_school(line, office.board.office_name) for line in draft.schools]
        await store.add_schools(doing.connection, added)
        doing.details = {"added": [school.npsn for school in added]}
        doing.changes = [change_of(school.name, {}, {"level": school.level}) for school in added]
    return reply("staff/schools/sheet_saved", [button(ROUTE, label="back")], schools=added)
