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
from ektp_core.sheets.child import in_child
from ektp_core.sheets.sheet import Sheet
from ektp_core.sheets.writing import workbook
from ektp_core.store.audit import newest_entries
from ektp_core.store.requests import all_requests
from handlers.acts import Acts
from handlers.reply import OutgoingFile, Reply, button, in_rows, reply
from handlers.request import Request, Stage, Step
from handlers.staff.deeds.sentences import deed_and_parts
from handlers.staff.words import words
from handlers.texts.wording import in_words

MOST_ENTRIES = 20_000
"""Lines of the audit in one sheet, the newest; written in some two seconds."""

CLAUSES = "; "
"""Parts the day on which a sheet is taken away from the day of its figures, for people and for what reads reports."""

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
    request.tell(Step(Stage.GATHERING))
    sheets = await _sheets(wanted, request.language, office)
    lines = sum(len(sheet.rows) for sheet in sheets)
    content = await _file(sheets, lines, request, office)
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
    """Made in a thread, of values that nobody changes: twenty thousand sentences take half a second."""
    board = office.board
    match wanted:
        case Export.FIGURES:
            making = partial(exports.figure_sheets, board, partial(in_words, language=language))
        case Export.VISITS:
            making = partial(exports.visit_sheets, board)
        case Export.REQUESTS:
            making = partial(exports.request_sheets, board, await all_requests(office.store), office.zone)
        case Export.KITS:
            making = partial(exports.kit_sheets, board)
        case Export.AWARDS:
            making = partial(exports.award_sheets, board)
        case Export.AUDIT:
            entries = await newest_entries(office.store, MOST_ENTRIES)
            told = partial(deed_and_parts, language=language, zone=office.zone)
            making = partial(exports.audit_sheets, entries, office.zone, told, example=board.has_examples)
    return await asyncio.to_thread(making)


async def _file(sheets: tuple[Sheet, ...], lines: int, request: Request, office: Office) -> bytes:
    """Written in a process of its own (`sheets.child`): in this one all answers would be a little late, and its memory would not shrink."""

    def hear(rows: int) -> None:
        request.tell(Step(Stage.WRITING, rows, lines))

    hear(0)
    language = request.language
    short_name = office.board.profile.fact("short_name").text
    taken = words(language)["taken"].format(day=in_words(office.today(), language))
    heading = CLAUSES.join([*([short_name[language]] if short_name else []), taken])
    return await in_child(partial(workbook, sheets, dict(words(language)), heading, words(language)["example"]), hear=hear)
