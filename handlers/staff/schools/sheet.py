"""/sekolah by sheet: every new school of a CSV or Excel file, previewed row by row before any of them counts."""

import asyncio
import tempfile
from functools import partial
from pathlib import Path

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.roles import Act
from ektp_core.schools.line import new_school
from ektp_core.schools.sheet import NoSchoolsSheet, SheetRow, read_school_sheet
from ektp_core.store import schools as store
from ektp_core.store.drafts import DraftGone, keep_draft, take_draft
from handlers.reply import Reply, button, reply
from handlers.request import Request, SentFile
from handlers.staff import form as forms
from handlers.staff.findings import sentence
from handlers.staff.form import Tap
from handlers.staff.schools.register import ROUTE, code_of, own_source

FILE = "file"
SHEET = "sheet"
ROWS_SHOWN = 12


class SheetUnreadable(Refusal):
    """The file is harmful, damaged or no sheet. Value: reason, the sentence of the reader."""

    key = "staff/file_unreadable"


async def _wait(_: str, request: Request, office: Office) -> Reply:
    """The next file is a sheet of schools."""
    await keep_draft(office.store, request.person, ROUTE, {"form": SHEET, "schools": []}, request.now, awaits=FILE)
    return reply("staff/schools/sheet_ask", [forms.discard_button(ROUTE)])


async def received(request: Request, office: Office) -> Reply:
    """What the sheet would add, what is known already, and every row that cannot be read."""
    if request.file is None:
        return reply("staff/schools/sheet_ask", [forms.discard_button(ROUTE)])
    rows = await _read(request.file, request, office)
    known = [row for row in rows if row.values and row.values["npsn"] in office.board.schools]
    new = [row for row in rows if row.values and row not in known]
    wrong = [row for row in rows if not row.values]
    body = {"form": SHEET, "schools": [dict(row.values or {}) for row in new]}
    await keep_draft(office.store, request.person, ROUTE, body, request.now, awaits=FILE)
    save = [button(ROUTE, "A=", "school_save")] if new else []
    values = {"new": new[:ROWS_SHOWN], "count": len(new), "known": len(known), "wrong": wrong[:ROWS_SHOWN], "wrong_count": len(wrong)}
    return reply("staff/schools/sheet", save, [forms.discard_button(ROUTE)], areas=office.board.areas, **values)


async def _read(file: SentFile, request: Request, office: Office) -> list[SheetRow]:
    with tempfile.TemporaryDirectory() as folder:
        path = await file.fetch(Path(folder))
        named = path.with_suffix(Path(file.name).suffix)
        path.rename(named)
        try:
            return await asyncio.to_thread(read_school_sheet, named, partial(code_of, office))
        except NoSchoolsSheet:
            raise
        except Refusal as refusal:
            raise SheetUnreadable(reason=sentence(refusal, request.language)) from None


async def _save(_: str, request: Request, office: Office) -> Reply:
    """All or none: a school that somebody added meanwhile is named, and nothing is written."""
    async with office.acting(request, Act.CHANGE_SCHOOLS) as doing:
        body = (await take_draft(doing.connection, request.person, ROUTE)).body
        if body.get("form") != SHEET or not body["schools"]:
            raise DraftGone()
        added = [new_school(values, own_source(office)) for values in body["schools"]]
        await store.add_schools(doing.connection, added)
        doing.subject, doing.details = Subject(Thing.SCHOOLS), {"added": [school.npsn for school in added]}
    return reply("staff/schools/sheet_saved", [button(ROUTE, label="back")], schools=added)


ACTS: dict[str, Tap] = {"u": _wait, "A": _save}
