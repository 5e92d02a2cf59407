"""What people can mend, said with the way out: a sentence, an example, and the readings as buttons where there are some."""

from datetime import date

from ektp_core.refusal import Refusal
from handlers.reply import Button, Reply, Row, button, reply


def refused(refusal: Refusal) -> Reply:
    """The reply to a refusal: its own view, and one button for each reading that it offers."""
    readings: list[date] = [*refusal.values.get("readings", ()), *filter(None, [refusal.values.get("suggestion")])]
    rows: list[Row] = [[birth_button(day)] for day in readings]
    return reply(f"refusal/{refusal.key}", *rows, **refusal.values)


def birth_button(day: date) -> Button:
    """A button that asks about one birth date, written in words."""
    return button("eligibility", day.isoformat(), "this_date", day=day)
