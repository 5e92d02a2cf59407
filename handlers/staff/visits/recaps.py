"""Recaps on a sheet, for places without signal: taken along empty, sent back filled in, previewed, all saved or none."""

import asyncio
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act
from ektp_core.sheets.writing import workbook
from ektp_core.store import visits as store
from ektp_core.store.drafts import keep_draft, take_draft
from ektp_core.visits.changes import NoSuchMove, closed
from ektp_core.visits.recaps import recaps_due
from ektp_core.visits.schedule import Recap, Visit
from ektp_core.visits.sheet import RecapRow, recap_sheet
from handlers.reply import OutgoingFile, Reply, button, reply
from handlers.request import Request
from handlers.staff.visits.buttons import SHEET, VISITS, Body, catch_ups, visit_at
from handlers.texts import TEXTS
from handlers.texts.wording import in_words

RECAPS = "recaps"
MOST_VISITS = 200


async def _recap_form(_: str, request: Request, office: Office) -> Reply:
    """The visits that wait for a recap, and those of the coming week: the team takes the sheet along."""
    due = recaps_due(office.board.schedule, request.today)
    coming = [visit for visit in office.board.schedule.upcoming(request.today) if visit not in due]
    sheet = recap_sheet([*due, *coming][:MOST_VISITS])
    names = _words(request.language)
    heading = f"{names['heading']} · {in_words(request.today, request.language)}"
    content = await asyncio.to_thread(workbook, [sheet], names, heading, names["example"])
    rows = [button(VISITS, "l=", "visits_sheet"), button(VISITS, label="back")]
    found = reply("staff/visits/recap_sheet", rows, count=len(sheet.rows), example=sheet.example)
    return replace(found, file=OutgoingFile(f"{names['file']}-{request.today}.xlsx", content))


@cache
def _words(language: Language) -> Mapping[str, str]:
    return tomllib.loads((TEXTS / language / "staff" / "visits" / "sheet.toml").read_text(encoding="utf-8"))


async def show(rows: tuple[RecapRow, ...], request: Request, office: Office) -> Reply:
    body: dict[str, Any] = {"what": RECAPS, "rows": [[row.row, row.visit, row.version, _numbers(row.recap), row.fault] for row in rows]}
    checked = [_checked(row, request, office) for row in body["rows"]]
    bad = [entry for entry in checked if entry["fault"]]
    await keep_draft(office.store, request.person, VISITS, body, request.now, awaits=SHEET if bad else None)
    save_now = [button(VISITS, "s=", "recaps_save", count=len(checked))] if not bad else []
    example = any(entry["visit"].example for entry in checked if entry["visit"])
    return reply("staff/visits/recaps", save_now, [button(VISITS, "q=", "visit_discard")], entries=checked, bad=bad, example=example)


def _numbers(recap: Recap | None) -> list[int] | None:
    return list(asdict(recap).values()) if recap else None


def _checked(row: list[Any], request: Request, office: Office) -> dict[str, Any]:
    """One row of a recap sheet with its visit, and why it cannot be taken, if so."""
    number, visit_number, version, recap, fault = row
    visit = visit_at(visit_number, office)
    entry = {"row": number, "visit": visit, "recap": Recap(*recap) if recap else None, "fault": fault}
    if fault:
        return entry
    if visit is None or visit.version != version:
        return {**entry, "fault": "changed"}
    if visit.first_day > request.today:
        return {**entry, "fault": "early"}
    try:
        closed(visit, Recap(*recap), None, request.now)
    except NoSuchMove:
        return {**entry, "fault": "changed"}
    return entry


async def save(body: Body, request: Request, office: Office) -> Reply:
    checked = [_checked(row, request, office) for row in body["rows"]]
    if any(entry["fault"] for entry in checked):
        return await show(tuple(_recap_row(row) for row in body["rows"]), request, office)
    async with office.acting(request, Act.CHANGE_VISITS) as doing:
        await take_draft(doing.connection, request.person, VISITS)
        for entry in checked:
            before: Visit = entry["visit"]
            after = closed(before, entry["recap"], before.catch_up or catch_ups(before, request, office)[0], request.now)
            await store.change_visit(doing.connection, before, after, request.person, request.now)
        numbers = [entry["visit"].id for entry in checked]
        doing.subject, doing.details = Subject(Thing.VISITS, len(numbers)), {"act": "recaps", "visits": numbers}
    example = any(entry["visit"].example for entry in checked)
    return reply("staff/visits/recaps_saved", [button(VISITS, label="visits")], count=len(checked), example=example)


def _recap_row(row: list[Any]) -> RecapRow:
    return RecapRow(row[0], row[1], row[2], Recap(*row[3]) if row[3] else None, row[4])


ACTS = {"t": _recap_form}
