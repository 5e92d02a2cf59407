"""Recaps on a sheet, for places without signal: taken along empty, sent back filled in, previewed, all saved or none."""

import asyncio
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ektp_core.audit import Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act
from ektp_core.sheets.writing import workbook
from ektp_core.store import visits as store
from ektp_core.store.drafts import Mark, mark_of
from ektp_core.store.tallies import tallies_of
from ektp_core.visits.changes import NoSuchMove, closed
from ektp_core.visits.places import NoPlace, PlaceFault, place_or_why
from ektp_core.visits.recaps import VisitTally, recaps_due
from ektp_core.visits.schedule import Recap, Visit, VisitState
from ektp_core.visits.sheet import RecapRow, recap_sheet
from ektp_core.visits.told import told
from handlers.reply import OutgoingFile, Reply, button, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.visits.acts import DISCARD, RECAP_FORM, SAVE_RECAPS, VISITS, WAIT_FOR_SHEET
from handlers.staff.visits.drafts import DRAFTS, SHEET, SaveRecaps
from handlers.staff.visits.places import best_catch_up, places_of
from handlers.staff.visits.sizes import SKIPPED_SHOWN, UNUSED_SHOWN, pages_of
from handlers.texts import TEXTS
from handlers.texts.wording import in_words

MOST_VISITS = 200
MOST_SHOWN = 25
FIXED_WORDS = 210
"""Characters of a line at the most, besides what its cells say."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A visit and the recap that closes it."""

    visit: Visit
    recap: Recap


@dataclass(frozen=True, slots=True)
class RecapLine:
    """One row of a recap sheet as it is previewed: the visit where it is known, and what it may close or why not."""

    row: int
    visit: Visit | None
    closing: Closing | None
    fault: str | None
    column: str = ""
    words: str = ""
    only: int | None = None
    """The pupils that there are, where the recap has more."""

    counted: Recap | None = None
    """What was counted on the day, where the recap says something else."""


@RECAP_FORM.does
async def _recap_form(_: None, request: Request, office: Office) -> Reply:
    """The visits that wait for a recap, and those of the coming week: the team takes the sheet along."""
    due = recaps_due(office.board.schedule, request.today)
    coming = [visit for visit in office.board.schedule.upcoming(request.today) if visit not in due]
    sheet = recap_sheet([*due, *coming][:MOST_VISITS])
    names = _words(request.language)
    heading = f"{names['heading']} · {in_words(request.today, request.language)}"
    content = await asyncio.to_thread(workbook, [sheet], names, heading, names["example"])
    rows = [WAIT_FOR_SHEET.button("visits_sheet"), button(VISITS, label="back")]
    form = reply("staff/visits/recap_sheet", rows, count=len(sheet.rows))
    return replace(form, file=OutgoingFile(f"{names['file']}-{request.today}.xlsx", content))


@cache
def _words(language: Language) -> Mapping[str, str]:
    return tomllib.loads((TEXTS / language / "staff" / "visits" / "sheet.toml").read_text(encoding="utf-8"))


async def show(draft: SaveRecaps, request: Request, office: Office) -> Reply:
    """What the sheet would close; with a row that cannot be taken, it waits for a better sheet."""
    tallies = await tallies_of(office.store, {row.visit for row in draft.rows})
    lines = [_held_against(tallies, _checked(row, request, office)) for row in draft.rows]
    bad = [line for line in lines if line.fault]
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=SHEET if bad else None)
    save = [] if bad else [SAVE_RECAPS.button("recaps_save", mark_of(draft), count=len(lines))]
    return reply(
        "staff/visits/recaps",
        save,
        [DISCARD.button("visit_discard", mark_of(draft))],
        entries=lines,
        shown=_shown(lines),
        bad=bad,
        unused=draft.unused[:UNUSED_SHOWN],
        more_unused=len(draft.unused) > UNUSED_SHOWN,
        skipped=draft.skipped[:SKIPPED_SHOWN],
        more_skipped=max(0, len(draft.skipped) - SKIPPED_SHOWN),
    )


def _shown(lines: Sequence[RecapLine]) -> int:
    """How many lines fit the preview."""
    pages = pages_of(lines, _room_of, MOST_SHOWN)
    return len(pages[0]) if pages else 0


def _room_of(line: RecapLine) -> int:
    return FIXED_WORDS + len(line.column) + len(line.words) + (len(line.visit.place.name) if line.visit else 0)


def _checked(row: RecapRow, request: Request, office: Office) -> RecapLine:
    """One row of a recap sheet with its visit, and why it cannot be taken, if so."""
    visit = office.board.schedule.find(row.visit)
    if row.fault or row.recap is None:
        return RecapLine(row.row, visit, None, row.fault or "numbers", row.column, row.words)
    if visit is None or visit.version != row.version:
        return RecapLine(row.row, visit, None, "changed")
    if visit.first_day > request.today:
        return RecapLine(row.row, visit, None, "early")
    if visit.last_day > request.today and visit.state not in (VisitState.DONE, VisitState.CANCELLED):
        return RecapLine(row.row, visit, None, "goes_on")
    try:
        closed(visit, row.recap, None, request.now, today=request.today)
    except NoSuchMove:
        return RecapLine(row.row, visit, None, "changed")
    if row.place and not _names(row.place, visit, office):
        return RecapLine(row.row, visit, None, "other_place", row.place_column, row.place)
    counted = row.recap.recorded + row.recap.absent + row.recap.failed
    only = min((pupils for pupils in (visit.expected, row.expected) if pupils and pupils < counted), default=None)
    return RecapLine(row.row, visit, Closing(visit, row.recap), None, only=only)


def _held_against(tallies: Mapping[int, VisitTally], line: RecapLine) -> RecapLine:
    """The line with the count of its visit, where that differs."""
    counted = tallies[line.visit.id].as_recap if line.visit and line.closing else None
    return replace(line, counted=counted) if line.closing and counted != line.closing.recap else line


def _names(text: str, visit: Visit, office: Office) -> bool:
    """Whether the place beside a code is that of its visit; in a sheet that was sorted in part it is another's."""
    if text.casefold() == visit.place.name.casefold():
        return True
    found = place_or_why(text, places_of(office))
    return visit.place in (found.places if isinstance(found, NoPlace) and found.fault is PlaceFault.SEVERAL else (found,))


@SAVE_RECAPS.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    """All or none."""
    draft = await DRAFTS.previewed_as(SaveRecaps, office.store, request.person, mark)
    lines = [_checked(row, request, office) for row in draft.rows]
    if any(line.fault for line in lines):
        return await show(draft, request, office)
    closings = [line.closing for line in lines if line.closing]
    async with carrying_out(DRAFTS, draft, Act.CHANGE_VISITS, request, office, Subject(Thing.VISITS, len(closings))) as doing:
        closed_now = []
        for each in closings:
            catch_up = each.visit.catch_up or best_catch_up(each.visit, request, office)
            after = closed(each.visit, each.recap, catch_up, request.now, today=request.today)
            await store.change_visit(doing.connection, each.visit, after, request.person, request.now)
            closed_now.append(change_of(each.visit.place.name, told(each.visit), told(after)))
        doing.details, doing.changes = {"act": "recaps", "visits": [each.visit.id for each in closings]}, closed_now
    return reply("staff/visits/recaps_saved", [button(VISITS, label="visits")], count=len(closings))
