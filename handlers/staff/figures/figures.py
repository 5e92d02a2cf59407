"""/angka: figures from a report or typed by hand, previewed, applied whole, and taken back."""

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.coverage.figure import Figure, HeadCounts
from ektp_core.coverage.figure_sets import SetState
from ektp_core.coverage.ranking import latest
from ektp_core.figures import Counts, FiguresFile, Kind, Weight
from ektp_core.figures.changes import changes
from ektp_core.figures.line import read_as_of, read_line
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.refusal import Refusal
from ektp_core.roles import Act, may, require
from ektp_core.store import figures as store
from ektp_core.store.drafts import Draft, draft_of, drop_draft, keep_draft, take_draft
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request, SentFile
from handlers.staff.findings import sentence

KIND = "figures"
DATE = "as_of"
SEEING = {"s": Act.SEE_FIGURES, "v": Act.SEE_FIGURES}
"""Buttons that only look."""

ASKS_DATE = frozenset({Kind.MISSING_DATE, Kind.TWO_DATES})
"""Answered by the date that staff give."""

LARGEST_MOVES = 3
DOUBTS_A_PAGE = 6


class FileUnreadable(Refusal):
    """The file is harmful, damaged or no report. Value: reason, the sentence of the reader."""

    key = "staff/file_unreadable"


async def figures(request: Request, office: Office) -> Reply:
    """Versions, or what was sent: a file, a line, the date that was asked for; then preview, apply, discard, take back."""
    if request.file or request.awaited or request.argument:
        require(request.member, SEEING.get(request.argument.partition("=")[0], Act.CHANGE_FIGURES))
    if request.file:
        return await _read_file(request.file, request, office)
    if request.awaited == DATE:
        return await _date(read_as_of(request.argument, request.today), request, office)
    act, separator, rest = request.argument.partition("=")
    if separator and act in ACTS:
        return await ACTS[act](rest, request, office)
    if request.argument:
        return await _read_line(request, office)
    return await _versions("", request, office)


async def _versions(_: str, request: Request, office: Office) -> Reply:
    sets = await store.figure_sets(office.store)
    rows = in_rows([button("figures", f"s={each.id}", "place", name=f"{each.id}") for each in sets], 4)
    draft = await draft_of(office.store, request.person, KIND)
    waiting = [button("figures", "p=1", "figures_draft")] if draft else []
    return reply("staff/figures/overview", waiting, *rows, [button("staff")], sets=sets, home=office.board.home)


async def _read_file(file: SentFile, request: Request, office: Office) -> Reply:
    """Read a report in a process of its own; nothing counts before it is applied."""
    from ektp_core.figures.child import read_in_child

    with tempfile.TemporaryDirectory() as folder:
        path = await file.fetch(Path(folder))
        fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()
        named = path.with_suffix(Path(file.name).suffix)
        path.rename(named)
        board = office.board
        try:
            found = await read_in_child(named, board.areas, request.today, in_force=figures_in_force(board.figures), home=board.home.code)
        except Refusal as refusal:
            raise FileUnreadable(reason=sentence(refusal, request.language)) from None
    body = _body(found, request) | {"source": file.name, "fingerprint": fingerprint}
    return await _keep_and_show(body, request, office)


async def _read_line(request: Request, office: Office) -> Reply:
    area, as_of, counts = read_line(request.argument, office.board.areas, request.today, office.board.home)
    by = office.board.profile.fact("short_name").text
    body: dict[str, Any] = {
        "as_of": as_of.iso() if as_of else None,
        "dates": [],
        "counts": {area.code: astuple(counts)},
        "doubts": [],
        "errors": [],
        "source": by.id if by else request.name,
        "fingerprint": hashlib.sha256(request.argument.encode()).hexdigest(),
    }
    return await _keep_and_show(body, request, office)


def _body(found: FiguresFile, request: Request) -> dict[str, Any]:
    doubts = [*found.doubts, *found.notes]
    return {
        "as_of": found.as_of.iso() if found.as_of else None,
        "dates": sorted({day.as_of.iso() for day in found.dates_found}),
        "counts": {code: astuple(counts) for code, counts in found.areas.items()},
        "doubts": [[sentence(doubt, request.language), doubt.weight is Weight.DOUBT, doubt.kind] for doubt in doubts],
        "errors": [sentence(error, request.language) for error in found.errors],
    }


async def _keep_and_show(body: Mapping[str, Any], request: Request, office: Office) -> Reply:
    body = {**body, "seen": await store.seen_now(office.store)}
    await keep_draft(office.store, request.person, KIND, body, request.now, awaits=None if body["as_of"] else DATE)
    return _preview(body, 1, office)


async def _date(as_of: AsOf, request: Request, office: Office) -> Reply:
    draft = await _draft(request, office)
    answered = [doubt for doubt in draft.body["doubts"] if doubt[2] not in ASKS_DATE]
    body = {**draft.body, "as_of": as_of.iso(), "doubts": answered}
    await keep_draft(office.store, request.person, KIND, body, request.now)
    return _preview(body, 1, office)


async def _chosen_date(iso: str, request: Request, office: Office) -> Reply:
    draft = await _draft(request, office)
    return await _date(AsOf.parse(iso), request, office) if iso in draft.body["dates"] else _preview(draft.body, 1, office)


async def _page(page: str, request: Request, office: Office) -> Reply:
    draft = await _draft(request, office)
    return _preview(draft.body, int(page) if page.isascii() and page.isdigit() else 1, office)


def _preview(body: Mapping[str, Any], page: int, office: Office) -> Reply:
    """What the figures say and would change, with every doubt; without a date, or with errors, they cannot be applied."""
    counts = _counts(body)
    moves = changes(counts, office.board.figures, office.board.areas)
    doubts = body["doubts"]
    last = max(1, -(-len(doubts) // DOUBTS_A_PAGE))
    page = min(max(page, 1), last)
    can_apply = body["as_of"] and counts and not body["errors"]
    label = "figures_apply_checked" if any(is_doubt for _, is_doubt, _ in doubts) else "figures_apply"
    dates = [button("figures", f"d={iso}", "as_of_date", day=AsOf.parse(iso)) for iso in body["dates"]] if not body["as_of"] else []
    return reply(
        "staff/figures/preview",
        *in_rows(dates),
        [button("figures", "a=", label)] if can_apply else [],
        [button("figures", f"p={page + 1 if page < last else 1}", "figures_more")] if last > 1 else [],
        [button("figures", "x=", "figures_discard")],
        as_of=AsOf.parse(body["as_of"]) if body["as_of"] else None,
        dates=body["dates"],
        source=body["source"],
        count=len(counts),
        home=office.board.home,
        own=counts.get(office.board.home.code),
        own_move=next((move for move in moves if move.area == office.board.home), None),
        moves=[move for move in moves if move.points and move.area != office.board.home][:LARGEST_MOVES],
        doubts=doubts[(page - 1) * DOUBTS_A_PAGE : page * DOUBTS_A_PAGE],
        hidden=len(doubts) - len(doubts[(page - 1) * DOUBTS_A_PAGE : page * DOUBTS_A_PAGE]),
        errors=body["errors"][:DOUBTS_A_PAGE],
    )


async def _apply(_: str, request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.CHANGE_FIGURES) as doing:
        draft = await take_draft(doing.connection, request.person, KIND)
        body = draft.body
        if not body["as_of"] or body["errors"]:
            raise Changed(Subject(Thing.FIGURES))
        new = store.NewSet(AsOf.parse(body["as_of"]), body["source"], body["fingerprint"], _counts(body))
        set_id = await store.apply_figures(doing.connection, new, request.person, request.now, seen=body["seen"])
        doing.subject, doing.details = (
            Subject(Thing.FIGURES, set_id),
            {"as_of": body["as_of"], "areas": len(new.counts), "source": new.source},
        )
    rows = [button("figures", f"b={set_id}", "figures_take_back")], [button("coverage"), button("figures", label="back")]
    return reply("staff/figures/applied", *rows, new=new, set_id=set_id)


async def _discard(_: str, request: Request, office: Office) -> Reply:
    await drop_draft(office.store, request.person, KIND)
    return await _versions("", request, office)


async def _set(set_id: str, request: Request, office: Office) -> Reply:
    found = next((each for each in await store.figure_sets(office.store) if str(each.id) == set_id), None)
    if found is None:
        raise Changed(Subject(Thing.FIGURES))
    move = ("b", "figures_take_back") if found.state is SetState.IN_FORCE else ("f", "figures_put_back")
    changing = [button("figures", f"{move[0]}={set_id}", move[1])] if may(request.member, Act.CHANGE_FIGURES) else []
    by = office.public.member(found.made_by)
    return reply("staff/figures/set", changing, [button("figures", label="back")], set=found, by=by)


async def _take_back(set_id: str, request: Request, office: Office) -> Reply:
    return await _move(set_id, SetState.ROLLED_BACK, request, office)


async def _put_back(set_id: str, request: Request, office: Office) -> Reply:
    return await _move(set_id, SetState.IN_FORCE, request, office)


async def _move(set_id: str, state: SetState, request: Request, office: Office) -> Reply:
    number = int(set_id) if set_id.isascii() and set_id.isdigit() and len(set_id) < 10 else 0
    async with office.acting(request, Act.CHANGE_FIGURES) as doing:
        await store.move_set(doing.connection, number, state)
        doing.subject, doing.details = Subject(Thing.FIGURES, set_id), {"state": state}
    return await _set(set_id, request, office)


ACTS = {"s": _set, "p": _page, "d": _chosen_date, "a": _apply, "x": _discard, "b": _take_back, "f": _put_back, "v": _versions}


async def _draft(request: Request, office: Office) -> Draft:
    draft = await draft_of(office.store, request.person, KIND)
    if draft is None:
        raise Changed(Subject(Thing.FIGURES))
    return draft


def _counts(body: Mapping[str, Any]) -> dict[str, Counts]:
    return {code: Counts(*values) for code, values in body["counts"].items()}


def figures_in_force(figures: Iterable[Figure]) -> dict[str, Counts]:
    """The head counts that count now, by which a stale copy is known."""
    return {
        figure.area: Counts(figure.measure.obliged, figure.measure.recorded, figure.measure.early, figure.measure.printed)
        for figure in latest(figures)
        if isinstance(figure.measure, HeadCounts)
    }
