"""/ekspor: what the office knows, as sheets to take away. Who took what is audited."""

import asyncio
from dataclasses import replace
from functools import partial

from ektp_core import exports
from ektp_core.audit import Subject, Thing
from ektp_core.exports import Export
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act, may, require
from ektp_core.sheets.sheet import Sheet
from ektp_core.sheets.writing import workbook
from ektp_core.store.audit import newest_entries
from ektp_core.store.requests import all_requests
from handlers.acts import Acts
from handlers.reply import OutgoingFile, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.deeds.sentences import deed_and_parts
from handlers.staff.words import words
from handlers.texts.wording import in_words

MOST_ENTRIES = 20_000
"""Lines of the audit in one sheet, the newest; written in some two seconds."""

RIGHTS = {Export.AUDIT: Act.SEE_AUDIT}
"""What needs more than the right to export."""

ACTS = Acts("export")
TAKE = ACTS.act("take", Export)


async def export(request: Request, office: Office) -> Reply:
    """The choice, or the file that was named."""
    if request.act:
        return await ACTS.answer(request, office)
    if request.argument in frozenset(Export):
        return await _take(Export(request.argument), request, office)
    return _choice(request)


@TAKE.does
async def _take(wanted: Export, request: Request, office: Office) -> Reply:
    act = RIGHTS.get(wanted, Act.EXPORT)
    require(request.member, act)
    sheets = await _sheets(wanted, request.language, office)
    content = await asyncio.to_thread(_file, sheets, request.language, office)
    lines = sum(len(sheet.rows) for sheet in sheets)
    async with office.acting(request, act, Subject(Thing.EXPORT, wanted)) as doing:
        doing.details = {"lines": lines}
    name = f"{words(request.language)[f'file_{wanted}']}-{request.today.isoformat()}.xlsx"
    exported = reply(
        "staff/exports/exported",
        [button("export", label="back")],
        wanted=wanted,
        lines=lines,
    )
    return replace(exported, file=OutgoingFile(name, content))


def _choice(request: Request) -> Reply:
    offered = [each for each in Export if may(request.member, RIGHTS.get(each, Act.EXPORT))]
    return reply("staff/exports/overview", *in_rows([TAKE.button(f"export_{each}", each) for each in offered]), [button("staff")])


async def _sheets(wanted: Export, language: Language, office: Office) -> tuple[Sheet, ...]:
    board = office.board
    match wanted:
        case Export.FIGURES:
            return exports.figure_sheets(board, partial(in_words, language=language))
        case Export.VISITS:
            return exports.visit_sheets(board)
        case Export.REQUESTS:
            return exports.request_sheets(board, await all_requests(office.store), office.zone)
        case Export.KITS:
            return exports.kit_sheets(board)
        case Export.AWARDS:
            return exports.award_sheets(board)
        case Export.AUDIT:
            entries = await newest_entries(office.store, MOST_ENTRIES)
            return exports.audit_sheets(
                entries, office.zone, partial(deed_and_parts, language=language, zone=office.zone), example=board.has_examples
            )


def _file(sheets: tuple[Sheet, ...], language: Language, office: Office) -> bytes:
    short_name = office.board.profile.fact("short_name").text
    said = [short_name[language]] if short_name else []
    heading = " · ".join([*said, in_words(office.today(), language)])
    return workbook(sheets, words(language), heading, words(language)["example"])
