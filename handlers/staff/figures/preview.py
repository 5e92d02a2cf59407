"""Figures before they count: what they say and would change, with every doubt; then their date, applied or not."""

import msgspec

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.figures import Kind, Weight
from ektp_core.figures.changes import changes
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.roles import Act
from ektp_core.store import figures as store
from ektp_core.store.drafts import Mark, mark_of
from handlers.paging import page_of
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.figures.acts import APPLY, CHOOSE_DATE, DISCARD, FIGURES, PREVIEW, TAKE_BACK
from handlers.staff.figures.draft import DATE, DRAFTS, FiguresDraft, draft_on_screen

ASKS_DATE = frozenset({Kind.MISSING_DATE, Kind.TWO_DATES})
"""Answered by the date that staff give."""

LARGEST_MOVES = 3
DOUBTS_A_PAGE = 6


async def keep_and_show(draft: FiguresDraft, request: Request, office: Office) -> Reply:
    """The preview of a draft; while it has no date, the person's next text is taken for one."""
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=None if draft.as_of else DATE)
    return _shown(draft, 1, office)


async def date_given(as_of: AsOf, request: Request, office: Office) -> Reply:
    """The figures are of this date. Raises Changed when the draft is gone."""
    draft = await draft_on_screen(request, office)
    doubts = tuple(doubt for doubt in draft.doubts if doubt.kind not in ASKS_DATE)
    return await keep_and_show(msgspec.structs.replace(draft, as_of=as_of, doubts=doubts), request, office)


@CHOOSE_DATE.does
async def _choose_date(as_of: AsOf, request: Request, office: Office) -> Reply:
    draft = await draft_on_screen(request, office)
    return await date_given(as_of, request, office) if as_of in draft.dates else _shown(draft, 1, office)


@PREVIEW.does
async def _preview(page: int, request: Request, office: Office) -> Reply:
    return _shown(await draft_on_screen(request, office), page, office)


def _shown(draft: FiguresDraft, number: int, office: Office) -> Reply:
    """Without a date, or with errors, figures cannot be applied."""
    home = office.board.home
    moves = changes(draft.counts, office.board.figures, office.board.areas)
    page = page_of(draft.doubts, DOUBTS_A_PAGE, number)
    can_apply = draft.as_of and draft.counts and not draft.errors
    label = "figures_apply_checked" if any(doubt.weight is Weight.DOUBT for doubt in draft.doubts) else "figures_apply"
    dates = () if draft.as_of else draft.dates
    return reply(
        "staff/figures/preview",
        *in_rows([CHOOSE_DATE.button("as_of_date", day, day=day) for day in dates]),
        [APPLY.button(label, mark_of(draft))] if can_apply else [],
        page.onward(lambda following: PREVIEW.button("figures_more", following)),
        [DISCARD.button("figures_discard", mark_of(draft))],
        as_of=draft.as_of,
        dates=draft.dates,
        source=draft.source,
        count=len(draft.counts),
        home=home,
        own=draft.counts.get(home.code),
        own_move=next((move for move in moves if move.area == home), None),
        moves=[move for move in moves if move.points and move.area != home][:LARGEST_MOVES],
        doubts=page.items,
        hidden=len(draft.doubts) - len(page.items),
        errors=draft.errors[:DOUBTS_A_PAGE],
    )


@APPLY.does
async def _apply(mark: Mark, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed(office.store, request.person, mark)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_FIGURES, request, office) as doing:
        if not draft.as_of or draft.errors:
            raise Changed(Subject(Thing.FIGURES))
        new = store.NewSet(draft.as_of, draft.source, draft.fingerprint, draft.counts)
        set_id = await store.apply_figures(doing.connection, new, request.person, request.now, seen=draft.seen)
        doing.subject = Subject(Thing.FIGURES, set_id)
        doing.details = {"as_of": draft.as_of.iso(), "areas": len(draft.counts), "source": draft.source}
    rows = [TAKE_BACK.button("figures_take_back", set_id)], [button("coverage"), button(FIGURES, label="back")]
    return reply("staff/figures/applied", *rows, new=new, set_id=set_id)
