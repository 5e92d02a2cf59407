"""Figures before they count: what they say and would change, with every doubt; then their date, applied or not."""

from typing import NamedTuple

import msgspec

from ektp_core.areas import Area
from ektp_core.audit import Changed, Subject, Thing
from ektp_core.coverage.figure import newest
from ektp_core.figures import Counts, Kind, Weight
from ektp_core.figures.changes import changes
from ektp_core.figures.plausible import beside_published
from ektp_core.figures.told import level_of, told_counts
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.roles import Act
from ektp_core.store import figures as store
from ektp_core.store.drafts import Mark, mark_of
from handlers.paging import page_of
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.figures.acts import (
    APPLY,
    ASK_SOURCE,
    ASK_TAKE_BACK,
    CHOOSE_COLUMN,
    CHOOSE_DATE,
    DISCARD,
    FIGURES,
    MORE,
    PREVIEW,
    ChosenColumn,
    DoubtsPage,
)
from handlers.staff.figures.draft import ASKS_DATE, DATE, DRAFTS, FiguresDraft, Remark, draft_on_screen, remarks

LARGEST_MOVES = 3
DOUBTS_A_PAGE = 6


async def keep_and_show(draft: FiguresDraft, request: Request, office: Office) -> Reply:
    """The preview of a draft, compared with the figures of now; the person's next text is taken for what it lacks: people, its date."""
    draft = msgspec.structs.replace(draft, beside=_beside(draft, request, office))
    awaits = draft.lacks or (None if draft.as_of or draft.asked else DATE)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=awaits)
    return _shown(draft, 1, office)


def _beside(draft: FiguresDraft, request: Request, office: Office) -> tuple[Remark, ...]:
    """Nothing while it is still to be chosen which column is meant, or people are to be said."""
    counts = {} if draft.asked or draft.lacks else draft.counts
    return remarks(beside_published(counts, draft.as_of, office.board.figures, office.board.areas), request.language)


async def date_given(as_of: AsOf, request: Request, office: Office) -> Reply:
    """The figures are of this date. Raises Changed when the draft is gone."""
    draft = await draft_on_screen(request, office)
    doubts = tuple(doubt for doubt in draft.doubts if doubt.kind not in ASKS_DATE)
    return await keep_and_show(msgspec.structs.replace(draft, as_of=as_of, doubts=doubts), request, office)


@CHOOSE_DATE.does
async def _choose_date(as_of: AsOf, request: Request, office: Office) -> Reply:
    draft = await draft_on_screen(request, office)
    return await date_given(as_of, request, office) if as_of in draft.dates else _shown(draft, 1, office)


class Choice(NamedTuple):
    """A column that may be what was asked about, and what the office's district has in it."""

    header: str
    people: int | None


def _choices(draft: FiguresDraft, home: Area) -> list[Choice]:
    asked, size = draft.asked[0], len(draft.readings) // len(draft.asked[0].headers)
    own = [draft.readings[number * size].counts.get(home.code, Counts()) for number in range(len(asked.headers))]
    return [Choice(header, getattr(counts, asked.measure, None)) for header, counts in zip(asked.headers, own, strict=True)]


@CHOOSE_COLUMN.does
async def _choose_column(column: ChosenColumn, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed(office.store, request.person, column.draft)
    if not draft.asked or not 0 <= column.number < len(draft.asked[0].headers):
        raise Changed(Subject(Thing.FIGURES))
    return await keep_and_show(draft.chosen(column.number), request, office)


@PREVIEW.does
async def _preview(_: None, request: Request, office: Office) -> Reply:
    return _shown(await draft_on_screen(request, office), 1, office)


@MORE.does
async def _more(wanted: DoubtsPage, request: Request, office: Office) -> Reply:
    return _shown(await DRAFTS.previewed(office.store, request.person, wanted.draft), wanted.page, office)


def _shown(draft: FiguresDraft, number: int, office: Office) -> Reply:
    """Without a date or people, or with errors, figures cannot be applied; nor while a column is to be chosen, which comes first."""
    home = office.board.home
    area = office.board.areas[next(iter(draft.counts))] if draft.file is None else home
    moves = changes(draft.counts, office.board.figures, office.board.areas)
    doubts = draft.all_doubts
    page = page_of(doubts, DOUBTS_A_PAGE, number)
    mark = mark_of(draft)
    asked = draft.asked[0] if draft.asked else None
    choices = _choices(draft, home) if asked else []
    errors = [error for error in draft.errors if not asked or error.kind is not Kind.COLUMNS_COMPETE]
    can_apply = draft.as_of and draft.counts and not draft.errors and not asked and not draft.lacks
    label = "figures_apply_checked" if any(doubt.weight is Weight.DOUBT for doubt in doubts) else "figures_apply"
    dates = () if draft.as_of or asked else draft.dates
    may_say_source = draft.as_of and not asked and not draft.lacks
    return reply(
        "staff/figures/preview",
        *[[CHOOSE_COLUMN.button("figures_column", ChosenColumn(mark, at), column=each.header)] for at, each in enumerate(choices)],
        *in_rows([CHOOSE_DATE.button("as_of_date", day, day=day) for day in dates]),
        [APPLY.button(label, mark)] if can_apply else [],
        page.onward(lambda following: MORE.button("figures_more", DoubtsPage(mark, following))),
        [*([ASK_SOURCE.button("edit_source")] if may_say_source else []), DISCARD.button("figures_discard", mark)],
        as_of=draft.as_of,
        dates=draft.dates,
        source=draft.source,
        count=len(draft.counts),
        home=home,
        area=area,
        own=draft.counts.get(area.code),
        own_move=next((move for move in moves if move.area == area), None),
        moves=[move for move in moves if move.points and move.area != area][:LARGEST_MOVES],
        doubts=page.items,
        hidden=len(doubts) - len(page.items),
        errors=errors[:DOUBTS_A_PAGE],
        asked=asked,
        lacks=draft.lacks,
        stands=_stands(draft, area, office),
        choices=choices,
        columns=draft.columns,
        file=draft.file,
    )


class Stands(NamedTuple):
    """The people of now that are asked anew."""

    people: int
    as_of: AsOf


def _stands(draft: FiguresDraft, area: Area, office: Office) -> Stands | None:
    now = newest(office.board.figures_of(area.code)) if draft.lacks else None
    people = getattr(now.measure, str(draft.lacks), None) if now else None
    return Stands(people, now.as_of) if now and people is not None else None


@APPLY.does
async def _apply(mark: Mark, request: Request, office: Office) -> Reply:
    """Put it in force; what is doubtful by now only, since other figures were taken back or put back meanwhile, is shown first."""
    draft = await DRAFTS.previewed(office.store, request.person, mark)
    if {doubt.kind for doubt in _beside(draft, request, office)} - {doubt.kind for doubt in draft.beside}:
        return await keep_and_show(draft, request, office)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_FIGURES, request, office) as doing:
        if not draft.as_of or draft.errors or draft.lacks:
            raise Changed(Subject(Thing.FIGURES))
        new = store.NewSet(draft.as_of, draft.source, draft.fingerprint, draft.counts, draft.file)
        set_id = await store.apply_figures(doing.connection, new, request.person, request.now, seen=draft.seen)
        doing.subject = Subject(Thing.FIGURES, set_id)
        doing.details = {"as_of": draft.as_of.iso(), "areas": len(draft.counts), "source": draft.source, "file": draft.file}
        doing.details = {**doing.details, "level": level_of(draft.counts, office.board.areas)}
        doing.changes = told_counts(draft.counts, office.board.figures, office.board.areas)
    rows = [ASK_TAKE_BACK.button("figures_take_back", set_id)], [button("coverage"), button(FIGURES, label="back")]
    shown = newest(office.board.figures_of(office.board.home.code))
    return reply("staff/figures/applied", *rows, new=new, set_id=set_id, newer=shown if shown and shown.as_of != new.as_of else None)
