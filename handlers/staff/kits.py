"""/alat: loan windows from the province, the calendar of free kits, and visits that a loan leaves without kits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.kits.calendar import calendar
from ektp_core.kits.line import LoanLine, LoanUnclear, line_of, loan_of, read_loan_line
from ektp_core.kits.loans import Loan
from ektp_core.office import Office
from ektp_core.planning import newly_stranded, stranded
from ektp_core.roles import Act
from ektp_core.store import kits as store
from ektp_core.store.drafts import DraftGone, draft_of, drop_draft, keep_draft, take_draft
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.visits.buttons import VISITS, number_of

KITS = "kits"
LINE = "line"
ADD, CHANGE = "add", "change"
SHOWN = 6

Body = Mapping[str, Any]


async def kits(request: Request, office: Office) -> Reply:
    """The loans and the calendar, one loan, or a line. A loan that changed meanwhile is told, nothing is overwritten."""
    act, separator, rest = request.argument.partition("=")
    try:
        if request.awaited:
            return await _typed(request, office)
        if separator and act in ACTS:
            return await ACTS[act](rest, request, office)
        if request.argument:
            return await _read(request.argument, {"what": ADD, "line": _to_json(LoanLine())}, request, office)
    except Changed:
        await drop_draft(office.store, request.person, KITS)
        raise
    return _overview(request, office)


def _overview(request: Request, office: Office) -> Reply:
    board = office.board
    current = [loan for loan in board.loans if loan.last >= request.today]
    without = stranded(board.loans, board.schedule, request.today)
    rows = in_rows([button(KITS, f"l={loan.id}", "loan_of", day=loan.first, kits=loan.kits) for loan in current[:SHOWN]], 1)
    visits = in_rows([button(VISITS, f"v={visit.id}", "place", name=visit.place.name) for visit, _ in without[:SHOWN]])
    return reply(
        "staff/kits/overview",
        [button(KITS, "n=", "loan_add")],
        *rows,
        *visits,
        [button("staff")],
        loans=current[:SHOWN],
        hidden=len(current[SHOWN:]),
        over=len(board.loans) - len(current),
        weeks=calendar(board.loans, board.schedule, request.today),
        stranded=without[:SHOWN],
        today=request.today,
        example=_has_example(current, without),
    )


def _has_example(loans: Sequence[Loan], without: Sequence[Any] = ()) -> bool:
    return any(loan.example for loan in loans) or any(visit.example for visit, _ in without)


async def _new(_: str, request: Request, office: Office) -> Reply:
    return await _keep({"what": ADD, "line": _to_json(LoanLine())}, request, office)


async def _typed(request: Request, office: Office) -> Reply:
    draft = await draft_of(office.store, request.person, KITS)
    if draft is None or not request.argument:
        raise DraftGone()
    return await _read(request.argument, draft.body, request, office)


async def _read(text: str, body: Body, request: Request, office: Office) -> Reply:
    """What the text says counts, what was there stays; a text that cannot be read leaves the rest of the draft."""
    earlier = _from_json(body["line"])
    try:
        line = read_loan_line(text, request.today)
    except LoanUnclear as unclear:
        return await _keep({**body, "line": _to_json(unclear.kept.over(earlier))}, request, office, wrong=unclear)
    return await _keep({**body, "line": _to_json(line.over(earlier))}, request, office)


async def _keep(body: Body, request: Request, office: Office, *, wrong: LoanUnclear | None = None) -> Reply:
    line = _from_json(body["line"])
    waits = bool(line.lacks or wrong)
    await keep_draft(office.store, request.person, KITS, body, request.now, awaits=LINE if waits else None)
    if waits:
        lacks = wrong.lacks if wrong else line.lacks
        words = wrong.words if wrong else ""
        return reply(
            "staff/kits/ask", [button(KITS, "q=", "visit_discard")], line=line, lacks=lacks, words=words, changing=body["what"] == CHANGE
        )
    return _preview(body, line, request, office)


def _preview(body: Body, line: LoanLine, request: Request, office: Office) -> Reply:
    before = _loan(body.get("loan", 0), office)
    new = loan_of(line, before.id if before else 0)
    others = [loan for loan in office.board.loans if loan is not before]
    lost = newly_stranded(office.board.loans, [*others, new], office.board.schedule, request.today)
    return reply(
        "staff/kits/preview",
        [button(KITS, "s=", "loan_save_anyway" if lost else "loan_save")],
        [button(KITS, "e=", "visit_edit"), button(KITS, "q=", "visit_discard")],
        loan=new,
        before=before,
        stranded=lost[:SHOWN],
        hidden=len(lost[SHOWN:]),
        overlapping=[loan for loan in others if loan.first <= new.last and new.first <= loan.last],
        example=_has_example([before] if before else [], lost),
    )


async def _edit(_: str, request: Request, office: Office) -> Reply:
    body = await _body(request, office)
    await keep_draft(office.store, request.person, KITS, body, request.now, awaits=LINE)
    line = _from_json(body["line"])
    return reply("staff/kits/ask", [button(KITS, "q=", "visit_discard")], line=line, lacks=None, words="", changing=True)


async def _save(_: str, request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.CHANGE_KITS) as doing:
        body = (await take_draft(doing.connection, request.person, KITS)).body
        line = _from_json(body["line"])
        if line.lacks:
            raise DraftGone()
        if body["what"] == ADD:
            number = await store.add_loan(doing.connection, loan_of(line))
        else:
            before = _seen_loan(f"{body['loan']}.{body['version']}", office)
            number = before.id
            after = replace(loan_of(line, number), example=before.example)
            await store.change_loan(doing.connection, before, after, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.LOAN, number), {"act": body["what"], **_to_json(line)}
    return await _card(str(number), request, office, saved=body["what"])


async def _show(wanted: str, request: Request, office: Office) -> Reply:
    return await _card(wanted, request, office)


async def _card(wanted: str, request: Request, office: Office, *, saved: str = "") -> Reply:
    loan = _loan(number_of(wanted), office)
    if loan is None:
        raise Changed(Subject(Thing.LOAN))
    mark = f"{loan.id}.{loan.version}"
    undo = [button(KITS, f"z={mark}", "visit_undo")] if await store.has_earlier(office.store, loan.id) else []
    rows = [button(KITS, f"m={mark}", "loan_change"), button(KITS, f"x={mark}", "loan_remove")], undo, [button(KITS, label="back")]
    return reply("staff/kits/loan", *rows, loan=loan, saved=saved, example=loan.example)


async def _change(wanted: str, request: Request, office: Office) -> Reply:
    loan = _seen_loan(wanted, office)
    body = {"what": CHANGE, "loan": loan.id, "version": loan.version, "line": _to_json(line_of(loan))}
    await keep_draft(office.store, request.person, KITS, body, request.now, awaits=LINE)
    return reply("staff/kits/ask", [button(KITS, "q=", "visit_discard")], line=line_of(loan), lacks=None, words="", changing=True)


async def _ask_remove(wanted: str, request: Request, office: Office) -> Reply:
    loan = _seen_loan(wanted, office)
    others = [each for each in office.board.loans if each is not loan]
    lost = newly_stranded(office.board.loans, others, office.board.schedule, request.today)
    rows = [button(KITS, f"X={wanted}", "loan_remove_now"), button(KITS, f"l={loan.id}", "keep")]
    return reply("staff/kits/remove", rows, loan=loan, stranded=lost[:SHOWN], hidden=len(lost[SHOWN:]), example=_has_example([loan], lost))


async def _remove(wanted: str, request: Request, office: Office) -> Reply:
    loan = _seen_loan(wanted, office)
    async with office.acting(request, Act.CHANGE_KITS) as doing:
        await store.remove_loan(doing.connection, loan, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.LOAN, loan.id), {"act": "remove", **_to_json(line_of(loan))}
    rows = [button(KITS, f"z={loan.id}.0", "loan_put_back"), button(KITS, label="back")]
    return reply("staff/kits/removed", rows, loan=loan, example=loan.example)


async def _take_back(wanted: str, request: Request, office: Office) -> Reply:
    """The loan as it was before its last change; a removed one comes back."""
    number, _, version = wanted.partition(".")
    async with office.acting(request, Act.CHANGE_KITS) as doing:
        await store.take_back_loan(doing.connection, number_of(number), number_of(version))
        doing.subject, doing.details = Subject(Thing.LOAN, number_of(number)), {"act": "undo"}
    return await _card(number, request, office, saved="undo")


async def _discard(_: str, request: Request, office: Office) -> Reply:
    await drop_draft(office.store, request.person, KITS)
    return _overview(request, office)


ACTS = {
    "n": _new,
    "l": _show,
    "m": _change,
    "x": _ask_remove,
    "X": _remove,
    "z": _take_back,
    "e": _edit,
    "s": _save,
    "q": _discard,
}


async def _body(request: Request, office: Office) -> Body:
    draft = await draft_of(office.store, request.person, KITS)
    if draft is None:
        raise DraftGone()
    return draft.body


def _loan(number: int, office: Office) -> Loan | None:
    return next((loan for loan in office.board.loans if loan.id == number), None)


def _seen_loan(text: str, office: Office) -> Loan:
    """The loan of a button, in the version that was on the screen. Raises Changed."""
    number, _, version = text.partition(".")
    loan = _loan(number_of(number), office)
    if loan is None or loan.version != number_of(version):
        raise Changed(Subject(Thing.LOAN))
    return loan


def _to_json(line: LoanLine) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(line).items()}


def _from_json(body: Mapping[str, Any]) -> LoanLine:
    first, last = (date.fromisoformat(body[name]) if body[name] else None for name in ("first", "last"))
    return LoanLine(first, last, body["kits"], body["number"], body["note"])
