"""Cancelling and closing a visit: with the place where those go who were not recorded, and with what it came to."""

import msgspec

from ektp_core.audit import Seen, Subject, Thing
from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import visits as store
from ektp_core.store.drafts import DraftGone, Mark, mark_of
from ektp_core.visits.changes import NoSuchMove, as_seen, cancelled, closed
from ektp_core.visits.recaps import may_close, read_recap
from ektp_core.visits.schedule import Visit, VisitState
from handlers.acts import OldButton
from handlers.reply import Reply, Row, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.offers import offer_of
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.visits.acts import ASK_CANCEL, ASK_CLOSE, CANCEL, CHOOSE_CATCH_UP, CLOSE, DISCARD
from handlers.staff.visits.changes import as_it_is, change, done
from handlers.staff.visits.drafts import CATCH_UP, DRAFTS, RECAP, CancelVisit, CloseVisit
from handlers.staff.visits.places import best_catch_up, catch_ups

LONGEST_CATCH_UP = 160
LONGEST_LABEL = 24

EndDraft = CancelVisit | CloseVisit


@ASK_CANCEL.does
async def _ask_cancel(seen: Seen, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, seen)
    cancelled(visit, None, request.now)
    return await _keep(CancelVisit(seen, visit.catch_up or best_catch_up(visit, request, office)), request, office)


@ASK_CLOSE.does
async def _ask_close(seen: Seen, request: Request, office: Office) -> Reply:
    """The tally proposes the recap; without one it is asked for."""
    visit = as_seen(office.board.schedule, seen)
    tally = await store.tally_of(office.store, visit.id)
    if not may_close(visit, request.today):
        raise NoSuchMove(visit=visit, wanted=VisitState.DONE)
    catch_up = visit.catch_up or best_catch_up(visit, request, office)
    recap = tally.as_recap if tally.seen else None
    return await _keep(CloseVisit(seen, catch_up, recap, is_tallied=recap is not None), request, office)


async def typed(draft: EndDraft, request: Request, office: Office) -> Reply:
    """The recap in numbers, or another catch-up in words. Raises RecapUnclear; the draft stays."""
    if isinstance(draft, CloseVisit) and (draft.recap is None or any(letter.isdigit() for letter in request.argument)):
        recap = read_recap(request.argument)
        return await _keep(msgspec.structs.replace(draft, recap=recap, is_tallied=False), request, office)
    return await _keep(msgspec.structs.replace(draft, catch_up=request.argument[:LONGEST_CATCH_UP]), request, office)


@CHOOSE_CATCH_UP.does
async def _choose_catch_up(number: int, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.one(office.store, request.person)
    if not isinstance(draft, EndDraft):
        raise DraftGone()
    offered = catch_ups(as_seen(office.board.schedule, draft.seen), request, office)
    if number not in offered:
        raise OldButton
    return await _keep(msgspec.structs.replace(draft, catch_up=offered[number]), request, office)


async def _keep(draft: EndDraft, request: Request, office: Office) -> Reply:
    visit = as_seen(office.board.schedule, draft.seen)
    awaits = CATCH_UP if isinstance(draft, CancelVisit) else RECAP
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=awaits)
    others = _other_catch_ups(draft, visit, request, office)
    return _cancel_screen(draft, visit, others) if isinstance(draft, CancelVisit) else _close_screen(draft, visit, others)


def _other_catch_ups(draft: EndDraft, visit: Visit, request: Request, office: Office) -> list[Row]:
    offered = [(number, text) for number, text in catch_ups(visit, request, office).items() if text != draft.catch_up]
    return in_rows([CHOOSE_CATCH_UP.button("visit_catch_up", number, name=_short(text)) for number, text in offered], 1)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"


def _cancel_screen(draft: CancelVisit, visit: Visit, others: list[Row]) -> Reply:
    rows = [CANCEL.button("visit_cancel_now", mark_of(draft))], *others, [DISCARD.button("keep", mark_of(draft))]
    return reply("staff/visits/cancel", *rows, visit=visit, catch_up=draft.catch_up, example=visit.example)


def _close_screen(draft: CloseVisit, visit: Visit, others: list[Row]) -> Reply:
    recap = draft.recap
    pupils = recap.recorded + recap.absent + recap.failed if recap else 0
    return reply(
        "staff/visits/close",
        [CLOSE.button("visit_close_now", mark_of(draft))] if recap else [],
        *others,
        [DISCARD.button("keep", mark_of(draft))],
        visit=visit,
        recap=recap,
        tallied=draft.is_tallied,
        over=visit.expected is not None and pupils > visit.expected,
        catch_up=draft.catch_up,
        example=visit.example,
    )


@CANCEL.does
async def _cancel(mark: Mark, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed_as(CancelVisit, office.store, request.person, mark)
    visit = as_seen(office.board.schedule, draft.seen)
    after = cancelled(visit, draft.catch_up, request.now)
    await _carry_out("cancel", draft, visit, after, request, office)
    offer = await offer_of(as_it_is(visit.id, office), NoticeKind.CANCELLED, request, office)
    return done("cancel", as_it_is(visit.id, office), offer=offer)


@CLOSE.does
async def _close(mark: Mark, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed_as(CloseVisit, office.store, request.person, mark)
    if draft.recap is None:
        return await _keep(draft, request, office)
    visit = as_seen(office.board.schedule, draft.seen)
    after = closed(visit, draft.recap, draft.catch_up, request.now)
    await _carry_out("close", draft, visit, after, request, office)
    return done("close", as_it_is(visit.id, office))


async def _carry_out(kind: str, draft: EndDraft, before: Visit, after: Visit, request: Request, office: Office) -> None:
    about = Subject(Thing.VISIT, before.id)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_VISITS, request, office, about, seen=draft.seen) as doing:
        await change(kind, before, after, doing, request)
