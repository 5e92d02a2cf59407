"""Going on with what was begun: a button for each draft, and for words that may be meant for one."""

from collections import Counter
from dataclasses import replace
from typing import Any

from ektp_core.audit import Changed
from ektp_core.office import Office
from ektp_core.reading.corrections import read_correction
from ektp_core.roles import NotAllowed
from ektp_core.store.drafts import DraftGone, DraftKey, KeptDraft, bring_forward, drafts_of
from handlers.reply import Button, DraftName, Reply, Row
from handlers.request import Origin, Request
from handlers.routes import BY_NAME
from handlers.staff.drafts.tools import DraftTool, right_of, tool_of
from handlers.staff.drafts.under_preview import CORRECTED, NotForDraft, WordsGone
from handlers.staff.unanswered import ACTS

MOST_OFFERED = 3
"""Of what was begun, the newest."""

GO_ON = ACTS.act("go_on", DraftKey)
FOR_DRAFT = ACTS.act("for_draft", DraftKey)
"""The words of the message that was replied to are for the draft."""

AS_QUESTION = ACTS.act("as_question")
"""The same words ask something else; every draft stays."""


async def continuing(request: Request, office: Office, tool: str | None = None) -> list[Row]:
    """A button for each of the newest drafts, of one tool or of all. Raises DraftOld where the newest of the tool is one."""
    kept = [each for each in await drafts_of(office.store, request.person) if tool in (None, each.tool)]
    if tool and kept and (opened := tool_of(kept[0], request)):
        await opened.drafts.find(office.store, request.person)
    named = [(each, name) for each in kept if (name := _name_of(each, request, office))][:MOST_OFFERED]
    short = Counter(without_day(name) for _, name in named)
    return [[go_on_button(each, name if short[without_day(name)] > 1 else without_day(name))] for each, name in named]


def without_day(name: DraftName) -> DraftName:
    """The name of a draft that has no twin."""
    return replace(name, day=None)


def go_on_button(kept: KeptDraft, name: DraftName) -> Button:
    """Goes on with a draft."""
    return GO_ON.button("draft_go_on", kept.key, draft=name)


def name_of(kept: KeptDraft, request: Request, office: Office) -> DraftName | None:
    """What a draft is about; None for one that is not worth going on with."""
    name = _name_of(kept, request, office)
    return without_day(name) if name else None


def _name_of(kept: KeptDraft, request: Request, office: Office) -> DraftName | None:
    tool = tool_of(kept, request)
    draft = tool.drafts.decode(kept) if tool else None
    return tool.named(draft, request, office) if tool and draft is not None else None


async def _kept(key: DraftKey, request: Request, office: Office) -> tuple[KeptDraft, DraftTool[Any]]:
    """Raises DraftGone, NotAllowed."""
    kept = next((each for each in await drafts_of(office.store, request.person) if each.key == key), None)
    if kept is None:
        raise DraftGone()
    tool = tool_of(kept, request)
    if tool is None:
        right = right_of(kept.tool)
        raise NotAllowed(act=right) if right else DraftGone()
    return kept, tool


@GO_ON.does
async def _go_on(key: DraftKey, request: Request, office: Office) -> Reply:
    """What the draft still asks, or its preview. What it is about may have changed meanwhile: then it can only be begun again."""
    _, tool = await _kept(key, request, office)
    draft = await tool.drafts.keyed(office.store, request.person, key)
    try:
        return await tool.show(draft, request, office)
    except Changed:
        await tool.drafts.drop(office.store, request.person, draft)
        raise


@FOR_DRAFT.does
async def _for_draft(key: DraftKey, request: Request, office: Office) -> Reply:
    kept, _ = await _kept(key, request, office)
    await bring_forward(office.store, request.person, kept)
    field = CORRECTED if kept.awaits is None or read_correction(request.quoted) else kept.awaits
    return await BY_NAME[kept.tool].handler(replace(said_again(request), awaited=field), office)


@AS_QUESTION.does
async def _as_question(_: None, request: Request, office: Office) -> Reply:
    """Raises NotForDraft: whoever answers texts answers it as one."""
    said_again(request)
    raise NotForDraft


def said_again(request: Request) -> Request:
    """The tapped message replied to words of the member's own: as if they were typed now. Raises WordsGone."""
    if not request.quoted.strip():
        raise WordsGone()
    return replace(request, argument=request.quoted, origin=Origin.TYPED, route=None, act=None, tap=None, quoted="")
