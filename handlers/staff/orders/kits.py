"""Kits in a sentence: a loan that begins, one that is given back, how many are free on which day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from msgspec.structs import replace as changed

from ektp_core.audit import Seen
from ektp_core.kits.calendar import kits_of_days
from ektp_core.kits.line import LONGEST_LOAN, LONGEST_NOTE, LoanLine, LoanUnclear, line_of
from ektp_core.kits.loans import Loan
from ektp_core.office import Office
from ektp_core.reading.calendar import Days
from ektp_core.roles import Act, may
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from ektp_core.visits.line import MOST_KITS
from handlers.free_text.orders import Order
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.kits import CHANGE, KITS, NEW, OPEN, AddLoan, ChangeLoan, keep
from handlers.staff.orders.acts import ABOUT, About
from handlers.staff.orders.tapping import tapped
from handlers.staff.visits.acts import VISITS

MOST_OFFERED = 8
MOST_DAYS = 31
SOON = timedelta(days=6)
"""Of free kits, where no day is named: today and the days of a week."""


async def borrow(order: Order, request: Request, office: Office) -> Reply:
    """A new loan with all that was said; what is missing, and a period of which no day is named, is asked as for a typed line."""
    line, wrong = loan_line(order.slots)
    return await keep(AddLoan(line, begun=request.message_id), request, office, wrong=wrong)


async def give_back(order: Order, request: Request, office: Office) -> Reply:
    """The one loan that is meant, until the day on which it goes back, or from now on with the kits that stay; two days that fit are asked.

    One that ends on that day anyway is shown as it is.
    """
    slots = order.slots
    found = [loan for loan in office.board.loans if order.about == loan.id] if order.about else given(slots, request.today, office)
    if len(found) != 1:
        return _which(found)
    loan = found[0]
    seen, line, days = Seen(loan.id, loan.version), line_of(loan), possible_ends(slots, loan, request.today)
    returned = slots.amount(Measured.KITS)
    stay = loan.kits - (returned or loan.kits)
    if slots.unclear_days or slots.unread:
        lacks, words = ("days", slots.unclear_days[0].words) if slots.unclear_days else ("kits", ", ".join(slots.unread))
        return await keep(ChangeLoan(seen, line), request, office, wrong=LoanUnclear(lacks, words, line))
    if stay and days == [request.today]:
        return await keep(ChangeLoan(seen, replace(line, kits=stay)), request, office)
    if days == [loan.last] and not stay:
        return await tapped(OPEN, loan.id, request, office)
    if stay or len(days) != 1:
        return await tapped(CHANGE, seen, request, office)
    shown = await keep(ChangeLoan(seen, replace(line, last=days[0])), request, office)
    return replace(shown, ordered=replace(order, slots=changed(slots, days=(Days(days[0], days[0]),))))


async def free(order: Order, request: Request, office: Office) -> Reply:
    """How many kits are lent and free on each of the days, and who has the others. Raises what is unclear of the days."""
    for unclear in order.slots.unclear_days:
        raise unclear.refusal
    wanted = order.slots.days or (Days(request.today, request.today + SOON),)
    days = sorted({day for each in wanted for day in each.each})
    ways = [button(KITS)] if may(request.member, Act.CHANGE_KITS) else [button(VISITS, label="visits")]
    board = office.board
    shown = kits_of_days(days[:MOST_DAYS], board.loans, board.schedule, request.today)
    return reply("staff/orders/kits_free", ways, days=shown, today=request.today, hidden=len(days[MOST_DAYS:]))


# What was said of a loan


def loan_line(slots: StaffSlots) -> tuple[LoanLine, LoanUnclear | None]:
    """A sentence as a line of a loan, with what of it has to be asked; days apart are the ends of one loan."""
    named = [each for each in slots.days if each not in slots.periods]
    first, last = (min(each.first for each in named), max(each.last for each in named)) if named else (None, None)
    kits = slots.amount(Measured.KITS)
    line = LoanLine(first, last, kits if kits and kits <= MOST_KITS else None, slots.letter or None, slots.text[:LONGEST_NOTE] or None)
    without_days = replace(line, first=None, last=None)
    if slots.unclear_days:
        return without_days, LoanUnclear("days", slots.unclear_days[0].words, without_days)
    if first and last and (last - first).days > LONGEST_LOAN:
        return without_days, LoanUnclear("days", "", without_days)
    if slots.unread or (kits is not None and line.kits is None):
        return line, LoanUnclear("kits", ", ".join(slots.unread) or f"{kits}", line)
    return line, None


def given(slots: StaffSlots, today: date, office: Office) -> list[Loan]:
    """The loans that may be given back: begun and not over, on the day that is said where it lies in one, with so many kits at least."""
    out = [loan for loan in office.board.loans if loan.first <= today <= loan.last]
    on_days = [loan for loan in out if possible_ends(slots, loan, today)]
    return [loan for loan in on_days or out if loan.kits >= (slots.amount(Measured.KITS) or 0)]


def possible_ends(slots: StaffSlots, loan: Loan, today: date) -> list[date]:
    """The days of a loan on which it may go back: each that the words may mean; today where none is said."""
    if slots.periods or slots.unclear_days:
        return []
    said = [each.last for each in (*slots.days, *([slots.done] if slots.done else []))]
    return sorted({day for day in said or [today] if loan.first <= day <= loan.last})


def _which(found: Sequence[Loan]) -> Reply:
    """One of several, each a button that uses the same words; or that none is out."""
    rows = in_rows([ABOUT.button("loan_of", About(loan.id), day=loan.first, kits=loan.kits) for loan in found[:MOST_OFFERED]], 1)
    new = [] if found else [NEW.button("loan_add")]
    asked = reply("staff/orders/which_loan", *rows, [*new, button(KITS)], found=found[:MOST_OFFERED], hidden=len(found[MOST_OFFERED:]))
    return replace(asked, quotes=bool(found))
