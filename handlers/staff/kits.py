"""/alat: loans of kits from the province, the calendar of free kits, and the visits whose kits are not there."""

from dataclasses import asdict, replace

import msgspec

from ektp_core.audit import NOTHING, Changed, Seen, Subject, Thing
from ektp_core.kits.calendar import calendar
from ektp_core.kits.line import LoanLine, LoanUnclear, line_of, loan_of, read_loan_line
from ektp_core.kits.loans import Loan
from ektp_core.kits.told import loan_change
from ektp_core.office import Office
from ektp_core.planning import newly_stranded, stranded
from ektp_core.reading.corrections import beside_day, read_correction, with_unit
from ektp_core.reading.words.signs import normal
from ektp_core.roles import Act
from ektp_core.store import kits as store
from ektp_core.store.drafts import DraftGone, DraftKey, Drafts, Mark, mark_of
from ektp_core.understanding.staff_intents import StaffIntent
from handlers.acts import Acts
from handlers.free_text.orders import order_of
from handlers.reply import DraftName, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import carrying_out, drop_overtaken
from handlers.staff.drafts.going_on import continuing
from handlers.staff.drafts.tools import DraftTool, Fit, offer
from handlers.staff.drafts.under_preview import CORRECTED, UNDER_PREVIEW, NotForDraft
from handlers.staff.visits.acts import OPEN as OPEN_VISIT

KITS = "kits"
LINE = "line"
SHOWN = 6

ACTS = Acts(KITS)
NEW = ACTS.act("new")
OPEN = ACTS.act("open", int)
CHANGE = ACTS.act("change", Seen)
ASK_REMOVE = ACTS.act("ask_remove", Seen)
REMOVE = ACTS.act("remove", Seen)
TAKE_BACK = ACTS.act("take_back", Seen)
EDIT = ACTS.act("edit", DraftKey)
SAVE = ACTS.act("save", Mark)
DISCARD = ACTS.act("discard", Mark)

REMOVED = 0
"""The version of a loan that is there no more: taking it back puts it into force again."""


class AddLoan(msgspec.Struct, frozen=True, tag=True):
    """A loan that is being typed; `begun` is the message that began it."""

    line: LoanLine = LoanLine()
    begun: int = 0


class ChangeLoan(msgspec.Struct, frozen=True, tag=True):
    """A loan that is being changed, in the version that was on the screen."""

    seen: Seen
    line: LoanLine


LoanDraft = AddLoan | ChangeLoan
DRAFTS: Drafts[LoanDraft] = Drafts(
    KITS, AddLoan, ChangeLoan, about=lambda draft: f"new {draft.begun}" if isinstance(draft, AddLoan) else f"{draft.seen.id}"
)


async def kits(request: Request, office: Office) -> Reply:
    """The loans and the calendar, one loan, or a line. A loan that changed meanwhile is told, nothing is overwritten."""
    try:
        if request.act:
            return await ACTS.answer(request, office)
        if request.awaited:
            return await _typed(request, office)
        if request.argument:
            return await _read(request.argument, AddLoan(begun=request.message_id), request, office)
    except Changed as changed:
        await drop_overtaken(DRAFTS, changed, request, office)
        raise
    return await _overview(request, office)


async def _overview(request: Request, office: Office) -> Reply:
    board = office.board
    current = [loan for loan in board.loans if loan.last >= request.today]
    without = stranded(board.loans, board.schedule, request.today)
    rows = in_rows([OPEN.button("loan_of", loan.id, day=loan.first, kits=loan.kits) for loan in current[:SHOWN]], 1)
    visits = in_rows([OPEN_VISIT.button("place", visit.id, name=visit.place.name) for visit, _ in without[:SHOWN]])
    return reply(
        "staff/kits/overview",
        *await continuing(request, office, KITS),
        [NEW.button("loan_add")],
        *rows,
        *visits,
        [button("staff")],
        loans=current[:SHOWN],
        hidden=len(current[SHOWN:]),
        weeks=calendar(board.loans, board.schedule, request.today),
        stranded=without[:SHOWN],
    )


# A loan that is typed: asked, previewed, saved


@NEW.does
async def _new(_: None, request: Request, office: Office) -> Reply:
    return await keep(AddLoan(begun=request.message_id), request, office)


@CHANGE.does
async def _change(seen: Seen, request: Request, office: Office) -> Reply:
    draft = ChangeLoan(seen, line_of(_seen_loan(seen, office)))
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=LINE)
    return _ask(draft)


async def _typed(request: Request, office: Office) -> Reply:
    draft = await DRAFTS.one(office.store, request.person)
    if not request.argument:
        raise DraftGone()
    if request.awaited == UNDER_PREVIEW and not _says_something(request.argument, request):
        raise NotForDraft
    if isinstance(draft, ChangeLoan):
        _seen_loan(draft.seen, office)
    said = read_correction(request.argument) if request.awaited == CORRECTED else None
    text = with_unit(said, {"alat": draft.line.kits}) if said else request.argument
    if said and text.isdecimal():  # of what so many, nobody can tell
        return await keep(draft, request, office, wrong=LoanUnclear("kits", text, draft.line))
    return await _read(beside_day(text, draft.line.first, request.today), draft, request, office)


def _fit(text: str, draft: LoanDraft, awaits: str | None, request: Request, office: Office) -> Fit:
    if awaits is None:
        return Fit.READS if _says_something(text, request) else Fit.MISREADS
    try:
        line = read_loan_line(text, request.today)
    except LoanUnclear as unclear:
        if unclear.words == " ".join(normal(text).split()):  # nothing but days that cannot be: the draft says so
            return Fit.READS
        line = unclear.kept
    if replace(line, note=None) == LoanLine():
        return Fit.MISREADS
    return Fit.PARTLY if line.note and _orders_another(draft, request, office) else Fit.READS


def _orders_another(draft: LoanDraft, request: Request, office: Office) -> bool:
    """Whether a text is a sentence for a tool that begins something else than this draft: "balikin 2 alat hari ini"."""
    order = order_of(request, office)
    return order is not None and not (order.intent is StaffIntent.KITS_BORROW and isinstance(draft, AddLoan))


def _says_something(text: str, request: Request) -> bool:
    """Whether a text is about a loan and about nothing else."""
    try:
        line = read_loan_line(text, request.today)
    except LoanUnclear:
        return False
    is_birth = line.last is not None and line.last < request.today
    return bool(line.first or line.kits or line.number) and not (line.note or is_birth)


async def _read(text: str, draft: LoanDraft, request: Request, office: Office) -> Reply:
    """What the text says counts, what was there stays; a text that cannot be read leaves the rest of the draft."""
    try:
        line = read_loan_line(text, request.today)
    except LoanUnclear as unclear:
        return await keep(msgspec.structs.replace(draft, line=unclear.kept.over(draft.line)), request, office, wrong=unclear)
    return await keep(msgspec.structs.replace(draft, line=line.over(draft.line)), request, office)


async def keep(draft: LoanDraft, request: Request, office: Office, *, wrong: LoanUnclear | None = None) -> Reply:
    """Keep a draft and ask what it lacks, else show its preview; `wrong` is a part that could not be read."""
    waits = bool(draft.line.lacks or wrong)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=LINE if waits else None)
    if not waits:
        return _preview(draft, request, office)
    lacks, words = (wrong.lacks, wrong.words) if wrong else (draft.line.lacks, "")
    return _ask(draft, lacks=lacks, words=words)


def _ask(draft: LoanDraft, *, lacks: str | None = None, words: str = "") -> Reply:
    return reply("staff/kits/ask", [DISCARD.button("visit_discard", mark_of(draft))], line=draft.line, lacks=lacks, words=words)


def _preview(draft: LoanDraft, request: Request, office: Office) -> Reply:
    before = _loan(draft.seen.id, office) if isinstance(draft, ChangeLoan) else None
    new = loan_of(draft.line, before.id if before else 0)
    others = [loan for loan in office.board.loans if loan is not before]
    lost = newly_stranded(office.board.loans, [*others, new], office.board.schedule, request.today)
    return reply(
        "staff/kits/preview",
        [SAVE.button("loan_save_anyway" if lost else "loan_save", mark_of(draft))],
        [EDIT.button("visit_edit", DRAFTS.key(draft)), DISCARD.button("visit_discard", mark_of(draft))],
        loan=new,
        before=before,
        stranded=lost[:SHOWN],
        hidden=len(lost[SHOWN:]),
        overlapping=[loan for loan in others if loan.first <= new.last and new.first <= loan.last],
    )


@EDIT.does
async def _edit(key: DraftKey, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.keyed(office.store, request.person, key)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=LINE)
    return _ask(draft)


@DISCARD.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return await _overview(request, office)


@SAVE.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed(office.store, request.person, mark)
    if draft.line.lacks:
        raise DraftGone()
    about, seen = (Subject(Thing.LOAN, draft.seen.id), draft.seen) if isinstance(draft, ChangeLoan) else (NOTHING, None)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_KITS, request, office, about, seen=seen) as doing:
        saved = "add" if isinstance(draft, AddLoan) else "change"
        if isinstance(draft, AddLoan):
            before, number = None, await store.add_loan(doing.connection, loan_of(draft.line))
        else:
            before = _seen_loan(draft.seen, office)
            number = before.id
            after = replace(loan_of(draft.line, number), example=before.example)
            await store.change_loan(doing.connection, before, after, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.LOAN, number), {"act": saved, **asdict(draft.line)}
        doing.changes = [loan_change(before, draft.line)]
    return await _card(number, request, office, saved=saved)


offer(DraftTool(DRAFTS, lambda draft, request, office: DraftName("draft_loan"), _fit, keep))


# One loan: shown, removed, taken back


@OPEN.does
async def _show(number: int, request: Request, office: Office) -> Reply:
    return await _card(number, request, office)


async def _card(number: int, request: Request, office: Office, *, saved: str = "") -> Reply:
    loan = _loan(number, office)
    if loan is None:
        raise Changed(Subject(Thing.LOAN, number))
    seen = Seen(loan.id, loan.version)
    undo = [TAKE_BACK.button("visit_undo", seen)] if await store.has_earlier(office.store, loan.id) else []
    rows = [CHANGE.button("loan_change", seen), ASK_REMOVE.button("loan_remove", seen)], undo, [button(KITS, label="back")]
    return reply("staff/kits/loan", *rows, loan=loan, saved=saved)


@ASK_REMOVE.does
async def _ask_remove(seen: Seen, request: Request, office: Office) -> Reply:
    loan = _seen_loan(seen, office)
    others = [each for each in office.board.loans if each is not loan]
    lost = newly_stranded(office.board.loans, others, office.board.schedule, request.today)
    rows = [REMOVE.button("loan_remove_now", seen), OPEN.button("keep", loan.id)]
    return reply("staff/kits/remove", rows, loan=loan, stranded=lost[:SHOWN], hidden=len(lost[SHOWN:]))


@REMOVE.does
async def _remove(seen: Seen, request: Request, office: Office) -> Reply:
    loan = _seen_loan(seen, office)
    async with office.acting(request, Act.CHANGE_KITS, Subject(Thing.LOAN, loan.id), seen=seen) as doing:
        await store.remove_loan(doing.connection, loan, request.person, request.now)
        doing.details, doing.changes = {"act": "remove", **asdict(line_of(loan))}, [loan_change(loan, LoanLine())]
    rows = [TAKE_BACK.button("loan_put_back", Seen(loan.id, REMOVED)), button(KITS, label="back")]
    return reply("staff/kits/removed", rows, loan=loan)


@TAKE_BACK.does
async def _take_back(seen: Seen, request: Request, office: Office) -> Reply:
    """The loan as it was before its last change; a removed one comes back."""
    there, now = seen if seen.version != REMOVED else None, _loan(seen.id, office)
    async with office.acting(request, Act.CHANGE_KITS, Subject(Thing.LOAN, seen.id), seen=there) as doing:
        earlier = await store.take_back_loan(doing.connection, seen.id, seen.version)
        doing.details = {"act": "undo", **asdict(line_of(earlier))}
        doing.changes = [loan_change(now, line_of(earlier))]
    return await _card(seen.id, request, office, saved="undo")


def _loan(number: int, office: Office) -> Loan | None:
    return next((loan for loan in office.board.loans if loan.id == number), None)


def _seen_loan(seen: Seen, office: Office) -> Loan:
    """The loan of a button, in the version that was on the screen. Raises Changed."""
    loan = _loan(seen.id, office)
    if loan is None or loan.version != seen.version:
        raise Changed(Subject(Thing.LOAN, seen.id))
    return loan
