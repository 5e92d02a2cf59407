"""/ingatkan: be told on the day a child may be recorded, and at 17. Only the day and its kind are kept, never the birth date."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from ektp_core.eligibility import Judgement, Verdict, judge
from ektp_core.office import Office
from ektp_core.reading.births.birth import Birth, BirthDate, ImpossibleAge
from ektp_core.reading.births.said_births import several
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.days.dates import NotADate
from ektp_core.refusal import Refusal
from ektp_core.store import reminders as store
from ektp_core.store.privacy import chat_data
from ektp_core.store.subscriptions import ConsentMissing
from ektp_core.subscriptions.reminders import Reminder, ReminderKind, can_be_asked, days_ahead
from ektp_core.understanding.details import Details
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.subscriptions.consent import ask_consent, consent_of, is_in_force

ASK, CANCEL, AGREE = "+", "-", "ok="
KINDS = {kind[0]: kind for kind in ReminderKind}
DAY = re.compile(r"([mc])=(\d{4}-\d{2}-\d{2})", re.ASCII)
BUTTON = re.compile(rf"(?P<act>\+|-|ok=(?P<version>[\d-]+),)(?P<days>{DAY.pattern}(?:,{DAY.pattern})?)", re.ASCII)
"""`+c=2027-03-12` asks for a day, `-c=2027-03-12` cancels it, `ok=2026-11,c=2027-03-12` agrees to the text first.

A second day, `+m=2027-03-12,c=2028-03-12`, is not asked for: it is offered under the answer.
"""


class ReminderPast(Refusal):
    """The day of a button is over, or none that a child living today can wait for."""

    key = "reminder_past"


async def reminders(request: Request, office: Office) -> Reply:
    """Offer the days that lie ahead of a birth date; keep or cancel the one that is tapped."""
    argument = request.argument.strip()
    tapped = None if request.is_sentence else BUTTON.fullmatch(argument)
    if not argument:
        return await _asked_for(request, office)
    if tapped is None:
        return await _offer(request, office)
    wanted, *others = [Reminder(request.chat, KINDS[kind], _day(day)) for kind, day in DAY.findall(tapped["days"])]
    if tapped["act"] == CANCEL:
        return await _cancel(request, office, wanted)
    if not _can_be_asked(wanted, request, office):
        raise ReminderPast()
    return await _keep(request, office, wanted, others, tapped["version"])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ReminderPast() from None


def _can_be_asked(wanted: Reminder, request: Request, office: Office) -> bool:
    return can_be_asked(wanted.day, request.today, office.board.rules.obliged_age)


async def _asked_for(request: Request, office: Office) -> Reply:
    """What one will be reminded of, and how to ask for more."""
    kept = await office.data_of_writer(request.chat)
    return reply("reminders", *cancel_rows(kept.reminders), [button("eligibility")], reminders=kept.reminders)


async def _offer(request: Request, office: Office) -> Reply:
    """A year or an age alone gives no day: the exact date is asked for, never guessed."""
    birth = _birth(request, office)
    if not isinstance(birth, BirthDate):
        return reply("reminders_exact")
    judgement = judge(birth.day, request.today, office.board.rules)
    asked = (await office.data_of_writer(request.chat)).reminders
    told_all = judgement.verdict is Verdict.TOO_YOUNG
    now = [] if told_all else [button("eligibility", birth.day.isoformat(), "may_record_now")]
    return reply("reminders_offer", *reminder_rows(judgement, request, asked), now, judgement=judgement)


def _birth(request: Request, office: Office) -> Birth | None:
    """What is said of a birth; None where that is nothing. Raises the refusals of a date that is nearly one."""
    try:
        return read_birth(request.argument, request.today)
    except (NotADate, ImpossibleAge):
        return _birth_among(office.public.reader.read(request.argument, request.today).details)


def _birth_among(said: Details) -> BirthDate | None:
    """The one birth date among other words. An age beside it says when to be reminded: "when he is 16, born 1 January 2011".

    Raises TwoReadings where several dates are births, and the refusal of one that is nearly a date.
    """
    dates = [birth for birth in dict.fromkeys(said.births) if isinstance(birth, BirthDate)]
    if said.unclear:
        raise said.unclear[0]
    if len(dates) > 1:
        raise several(dates)
    return dates[0] if dates else None


def reminder_rows(judgement: Judgement, request: Request, asked: Collection[Reminder] = ()) -> list[Row]:
    """A button for each day ahead, marked where it is asked for already; it carries the days and their kinds, and no birth date."""
    days = days_ahead(request.chat, judgement)
    return in_rows([_ask_button(each, [other for other in days if other != each], asked) for each in days])


def _ask_button(wanted: Reminder, others: Iterable[Reminder] = (), asked: Collection[Reminder] = ()) -> Button:
    return button("reminders", ASK + _written(wanted, *others), f"{'set' if wanted in asked else 'remind'}_{wanted.kind}")


def cancel_rows(asked: Iterable[Reminder]) -> list[Row]:
    """A button to cancel each."""
    return in_rows([button("reminders", CANCEL + _written(each), f"no_{each.kind}", day=each.day) for each in asked], 1)


def _written(*reminders: Reminder) -> str:
    return ",".join(f"{each.kind[0]}={each.day.isoformat()}" for each in reminders)


async def _cancel(request: Request, office: Office, unwanted: Reminder) -> Reply:
    await store.cancel(office.store, unwanted, request.now)
    again = [_ask_button(unwanted)] if _can_be_asked(unwanted, request, office) else []
    return reply("reminder_cancelled", again, [button("reminders")], reminder=unwanted)


async def _keep(request: Request, office: Office, wanted: Reminder, others: list[Reminder], version: str | None) -> Reply:
    """Keep the day once there is a consent to the text in force; the other day of the child stays on offer."""
    agreeing = consent_of(request) if version and is_in_force(version) else None
    try:
        is_new = await store.remind(office.store, wanted, request.today, agreeing)
    except ConsentMissing:
        agree = button("reminders", f"{AGREE}{consent_of(request).version},{_written(wanted, *others)}", "agree")
        return ask_consent(request, office, agree, reminder=wanted)
    kept = await chat_data(office.store, request.chat)
    who = kept.subscriber
    paused_until = who.paused_until if who and who.paused_until and who.is_paused(wanted.day) else None
    open_days = [each for each in others if each not in kept.reminders and _can_be_asked(each, request, office)]
    rows = [*in_rows([_ask_button(each) for each in open_days]), [button("reminders", CANCEL + _written(wanted), "cancel_reminder")]]
    return reply("reminder_kept", *rows, [button("reminders")], reminder=wanted, is_new=is_new, paused_until=paused_until)
