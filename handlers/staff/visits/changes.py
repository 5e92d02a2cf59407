"""Confirming, cancelling, closing, taking back: each asked once more, each against the version that was on the screen."""

from dataclasses import asdict
from typing import Any

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from ektp_core.planning import doubts
from ektp_core.roles import Act
from ektp_core.store import visits as store
from ektp_core.store.drafts import keep_draft, take_draft
from ektp_core.visits.changes import NoSuchMove, cancelled, closed, confirmed
from ektp_core.visits.recaps import may_close, read_recap
from ektp_core.visits.schedule import Recap, Visit
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.offers import with_offer
from handlers.staff.visits import drafts, recaps, rounds
from handlers.staff.visits.buttons import VISITS, Body, body_of, catch_ups, number_of, seen, seen_visit, visit_at

CANCEL, CLOSE = "cancel", "close"
CATCH_UP, RECAP = "catch_up", "recap"
LONGEST_CATCH_UP = 160


async def _ask_confirm(wanted: str, request: Request, office: Office) -> Reply:
    visit = seen_visit(wanted, office)
    after = confirmed(visit, request.now)
    against = doubts(after, office.board.loans, office.board.schedule, request.today)
    return _question("confirm", "C", visit, doubts=against)


async def _ask_undo(wanted: str, request: Request, office: Office) -> Reply:
    visit = seen_visit(wanted, office)
    earlier = await store.earlier_version(office.store, visit.id)
    if earlier is None:
        raise Changed(Subject(Thing.VISIT, visit.id))
    return _question("undo", "Z", visit, earlier=earlier)


async def _ask_remove(wanted: str, request: Request, office: Office) -> Reply:
    return _question("remove", "H", seen_visit(wanted, office))


def _question(kind: str, act: str, visit: Visit, **values: Any) -> Reply:
    rows = [button(VISITS, f"{act}={seen(visit)}", f"visit_{kind}_now"), button(VISITS, f"v={visit.id}", "keep")]
    return reply("staff/visits/sure", rows, kind=kind, visit=visit, **({"doubts": (), "earlier": None} | values), example=visit.example)


async def _confirm(wanted: str, request: Request, office: Office) -> Reply:
    visit = seen_visit(wanted, office)
    await _change("confirm", visit, confirmed(visit, request.now), request, office)
    return _done("confirm", visit.id, office)


async def _undo(wanted: str, request: Request, office: Office) -> Reply:
    visit = seen_visit(wanted, office)
    async with office.acting(request, Act.CHANGE_VISITS) as doing:
        await store.take_back_change(doing.connection, visit.id, visit.version)
        doing.subject, doing.details = Subject(Thing.VISIT, visit.id), {"act": "undo", "place": visit.place.name}
    return _done("undo", visit.id, office)


async def _remove(wanted: str, request: Request, office: Office) -> Reply:
    visit = seen_visit(wanted, office)
    async with office.acting(request, Act.CHANGE_VISITS) as doing:
        await store.remove_plan(doing.connection, visit, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.VISIT, visit.id), {"act": "remove", "place": visit.place.name}
    return reply("staff/visits/done", [button(VISITS, label="visits")], kind="remove", visit=visit, example=visit.example)


async def _change(act: str, before: Visit, after: Visit, request: Request, office: Office, *, draft: Body | None = None) -> None:
    async with office.acting(request, Act.CHANGE_VISITS) as doing:
        if draft is not None:
            await take_draft(doing.connection, request.person, VISITS)
        await store.change_visit(doing.connection, before, after, request.person, request.now)
        recap = {"recap": asdict(after.recap)} if after.recap else {}
        doing.subject = Subject(Thing.VISIT, before.id)
        doing.details = {"act": act, "place": before.place.name, **recap}


def _done(kind: str, number: int, office: Office) -> Reply:
    visit = visit_at(number, office)
    if visit is None:
        raise Changed(Subject(Thing.VISIT, number))
    undo = [] if kind == "undo" else [button(VISITS, f"z={seen(visit)}", "visit_undo")]
    rows = [button(VISITS, f"v={number}", "visit_open"), *undo], [button(VISITS, label="visits")]
    return reply("staff/visits/done", *rows, kind=kind, visit=visit, example=visit.example)


# Cancelling and closing: with the place where those go who were not recorded


async def _ask_cancel(wanted: str, request: Request, office: Office) -> Reply:
    visit = seen_visit(wanted, office)
    cancelled(visit, None, request.now)
    offered = catch_ups(visit, request, office)
    body = {"what": CANCEL, "visit": visit.id, "version": visit.version, "catch_up": visit.catch_up or offered[0]}
    return await _keep(body, CATCH_UP, request, office)


async def _ask_close(wanted: str, request: Request, office: Office) -> Reply:
    """The tally proposes the recap; without one it is asked for."""
    visit = seen_visit(wanted, office)
    tally = await store.tally_of(office.store, visit.id)
    recap = tally.as_recap if tally.seen else None
    if not may_close(visit, request.today):
        raise NoSuchMove(visit=visit, wanted="done")
    offered = catch_ups(visit, request, office)
    body = {"what": CLOSE, "visit": visit.id, "version": visit.version, "catch_up": visit.catch_up or offered[0], "tallied": bool(recap)}
    return await _keep({**body, "recap": list(asdict(recap).values()) if recap else None}, RECAP, request, office)


async def typed(body: Body, request: Request, office: Office) -> Reply:
    """The recap in numbers, or another catch-up in words. Raises RecapUnclear; the draft stays."""
    if body["what"] == CLOSE and (not body["recap"] or any(letter.isdigit() for letter in request.argument)):
        return await _keep({**body, "recap": list(asdict(read_recap(request.argument)).values()), "tallied": False}, RECAP, request, office)
    return await _keep({**body, "catch_up": request.argument[:LONGEST_CATCH_UP]}, CATCH_UP, request, office)


async def _keep(body: Body, awaits: str, request: Request, office: Office) -> Reply:
    await keep_draft(office.store, request.person, VISITS, body, request.now, awaits=awaits)
    visit = seen_visit(f"{body['visit']}.{body['version']}", office)
    recap = Recap(*body["recap"]) if body.get("recap") else None
    offered = [text for text in catch_ups(visit, request, office) if text != body["catch_up"]]
    save = [button(VISITS, "s=", f"visit_{body['what']}_now")] if body["what"] == CANCEL or recap else []
    other = in_rows([_offer(text, visit, request, office) for text in offered], 1)
    discard = [button(VISITS, "q=", "keep")]
    seen_pupils = recap.recorded + recap.absent + recap.failed if recap else 0
    return reply(
        f"staff/visits/{body['what']}",
        save,
        *other,
        discard,
        visit=visit,
        recap=recap,
        tallied=body.get("tallied", False),
        over=visit.expected is not None and seen_pupils > visit.expected,
        catch_up=body["catch_up"],
        example=visit.example,
    )


def _offer(text: str, visit: Visit, request: Request, office: Office) -> Button:
    number = catch_ups(visit, request, office).index(text)
    short = text if len(text) <= 24 else f"{text[:23]}…"
    return button(VISITS, f"u={number}", "visit_catch_up", name=short)


async def _other_catch_up(wanted: str, request: Request, office: Office) -> Reply:
    body = await body_of(request, office, CANCEL, CLOSE)
    visit = seen_visit(f"{body['visit']}.{body['version']}", office)
    offered = catch_ups(visit, request, office)
    chosen = offered[min(number_of(wanted), len(offered) - 1)]
    return await _keep({**body, "catch_up": chosen}, CATCH_UP if body["what"] == CANCEL else RECAP, request, office)


async def _save(_: str, request: Request, office: Office) -> Reply:
    """Carry out the draft, whatever it is."""
    whats = (drafts.ADD, drafts.CHANGE, CANCEL, CLOSE, rounds.ROUND, recaps.RECAPS)
    body = await body_of(request, office, *whats)
    what = body["what"]
    if what in (drafts.ADD, drafts.CHANGE):
        return await drafts.save(request, office)
    if what == rounds.ROUND:
        return await rounds.save(body, request, office)
    if what == recaps.RECAPS:
        return await recaps.save(body, request, office)
    visit = seen_visit(f"{body['visit']}.{body['version']}", office)
    if what == CLOSE and not body["recap"]:
        return await _keep(body, RECAP, request, office)
    if what == CLOSE:
        after = closed(visit, Recap(*body["recap"]), body["catch_up"], request.now)
    else:
        after = cancelled(visit, body["catch_up"], request.now)
    await _change(what, visit, after, request, office, draft=body)
    done = _done(what, visit.id, office)
    return done if what == CLOSE else await with_offer(done, visit.id, NoticeKind.CANCELLED, request, office)


ACTS = {
    "c": _ask_confirm,
    "C": _confirm,
    "z": _ask_undo,
    "Z": _undo,
    "h": _ask_remove,
    "H": _remove,
    "x": _ask_cancel,
    "r": _ask_close,
    "u": _other_catch_up,
    "s": _save,
}
