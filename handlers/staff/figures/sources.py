"""Who says the figures, as citizens will read it: the office, the ministry's report, who said earlier ones, or what is typed."""

import msgspec

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.coverage.sources import DKB, is_file_name
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue, read_words
from ektp_core.store import figures as store
from ektp_core.store.drafts import mark_of
from handlers.reply import Reply, in_rows, reply
from handlers.request import Request
from handlers.staff.figures.acts import ASK_SOURCE, CHOOSE_SOURCE, PREVIEW, ChosenSource
from handlers.staff.figures.draft import DRAFTS, SOURCE, draft_on_screen
from handlers.staff.figures.preview import keep_and_show
from handlers.staff.sources import LONGEST_SOURCE

MOST_OFFERED = 6


@ASK_SOURCE.does
async def _ask(_: None, request: Request, office: Office) -> Reply:
    """Names to tap; the person's next text is another one."""
    draft = await draft_on_screen(request, office)
    earlier = [each.source for each in await store.figure_sets(office.store) if each.source]
    offered = tuple(name for name in dict.fromkeys((office.board.office_name, DKB, *earlier)) if name != draft.source)[:MOST_OFFERED]
    draft = msgspec.structs.replace(draft, sources=offered)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=SOURCE)
    mark = mark_of(draft)
    rows = in_rows([CHOOSE_SOURCE.button("place", ChosenSource(mark, at), name=name) for at, name in enumerate(offered)], 1)
    return reply("staff/figures/source", *rows, [PREVIEW.button("back")], source=draft.source)


@CHOOSE_SOURCE.does
async def _choose(chosen: ChosenSource, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed(office.store, request.person, chosen.draft)
    if not 0 <= chosen.number < len(draft.sources):
        raise Changed(Subject(Thing.FIGURES))
    return await _keep(draft.sources[chosen.number], request, office)


async def source_given(text: str, request: Request, office: Office) -> Reply:
    """The figures are said by whom the text names. Raises WrongValue, also for the name of a file; Changed when the draft is gone."""
    source = read_words(text, "source", LONGEST_SOURCE)
    if is_file_name(source):
        raise WrongValue("source_file")
    return await _keep(source, request, office)


async def _keep(source: str, request: Request, office: Office) -> Reply:
    draft = await draft_on_screen(request, office)
    return await keep_and_show(msgspec.structs.replace(draft, source=source, sources=()), request, office)
