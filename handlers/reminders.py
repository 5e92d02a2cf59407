"""/ingatkan: be told on the day a child may be recorded, and at 17. Only the day and its kind are kept, never the birth date (DESIGN 5)."""

import re
from collections.abc import Iterable
from datetime import date

from ektp_core.birth import BirthDate, read_birth
from ektp_core.eligibility import Judgement, judge
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.reminders import Reminder, ReminderKind, can_be_asked, days_ahead
from ektp_core.store import preferences
from ektp_core.store import reminders as store
from ektp_core.store.subscriptions import ConsentMissing
from handlers.consent import ask_consent, consent_of, is_in_force
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request

ASK, CANCEL, AGREE = "+", "-", "ok="
KINDS = {kind[0]: kind for kind in ReminderKind}
BUTTON = re.compile(r"(?P<act>\+|-|ok=(?P<version>[\d-]+),)(?P<kind>[mc])=(?P<day>\d{4}-\d{2}-\d{2})", re.ASCII)
"""`+c=2027-03-12` asks for a day, `-c=2027-03-12` cancels it, `ok=2026-11,c=2027-03-12` agrees to the text first."""


class ReminderPast(Refusal):
    """The day of a button is over, or none that a child living today can wait for."""

    key = "reminder_past"


async def reminders(request: Request, office: Office) -> Reply:
    """Offer the days that lie ahead of a birth date; keep or cancel the one that is tapped."""
    argument = request.argument.strip()
    tapped = BUTTON.fullmatch(argument)
    if not argument:
        return await _asked_for(request, office)
    if tapped is None:
        return _offer(request, office)
    wanted = Reminder(request.chat, KINDS[tapped["kind"]], _day(tapped["day"]))
    if tapped["act"] == CANCEL:
        await store.cancel(office.store, wanted)
        return reply("reminder_cancelled", [button("reminders"), button("subscriptions")], reminder=wanted)
    if not can_be_asked(wanted.day, request.today, office.board.rules.obliged_age):
        raise ReminderPast()
    return await _keep(request, office, wanted, tapped["version"])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ReminderPast() from None


async def _asked_for(request: Request, office: Office) -> Reply:
    """What one will be reminded of, and how to ask for more."""
    kept = await preferences.kept_about(office.store, request.chat)
    return reply("reminders", *cancel_rows(kept.reminders), [button("eligibility")], reminders=kept.reminders)


def _offer(request: Request, office: Office) -> Reply:
    """A year or an age alone gives no day: the exact date is asked for, never guessed."""
    birth = read_birth(request.argument, request.today)
    if not isinstance(birth, BirthDate):
        return reply("reminders_exact", [button("reminders")])
    judgement = judge(birth.day, request.today, office.board.rules)
    rows = [*reminder_rows(judgement, request), [button("eligibility", birth.day.isoformat(), "may_record_now")]]
    return reply("reminders_offer", *rows, judgement=judgement)


def reminder_rows(judgement: Judgement, request: Request) -> list[Row]:
    """A button for each day ahead; it carries the day and the kind, and no birth date."""
    return in_rows([button("reminders", ASK + _written(each), f"remind_{each.kind}") for each in days_ahead(request.chat, judgement)])


def cancel_rows(asked: Iterable[Reminder]) -> list[Row]:
    """A button to cancel each."""
    return in_rows([button("reminders", CANCEL + _written(each), f"no_{each.kind}", day=each.day) for each in asked], 1)


def _written(reminder: Reminder) -> str:
    return f"{reminder.kind[0]}={reminder.day.isoformat()}"


async def _keep(request: Request, office: Office, wanted: Reminder, version: str | None) -> Reply:
    agreeing = consent_of(request) if version and is_in_force(version) else None
    try:
        await store.remind(office.store, wanted, request.today, agreeing)
    except ConsentMissing:
        agree = button("reminders", f"{AGREE}{consent_of(request).version},{_written(wanted)}", "agree")
        return ask_consent(request, office, agree, reminder=wanted)
    who = (await preferences.kept_about(office.store, request.chat)).subscriber
    paused_until = who.paused_until if who and who.paused_until and who.is_paused(wanted.day) else None
    cancel: Button = button("reminders", CANCEL + _written(wanted), "cancel_reminder")
    return reply("reminder_kept", [cancel], [button("reminders"), button("subscriptions")], reminder=wanted, paused_until=paused_until)
