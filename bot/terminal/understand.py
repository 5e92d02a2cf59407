"""`python -m bot understand`: messages in, what they ask out, a JSON object a line (docs/understanding.md#names-in-the-output)."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.application import open_office, utc_now
from bot.settings import Settings
from ektp_core.reading.masking import mask_numbers
from ektp_core.roles import Role
from ektp_core.understanding.intents import STAFF
from ektp_core.understanding.reader import Question, Reader
from ektp_core.understanding.slots import slots_of
from ektp_core.understanding.staff.filling import slots_for
from ektp_core.understanding.staff.plain import plain
from ektp_core.understanding.staff.reading import acted_on, read_staff

CITIZEN = "citizen"


class NotAMessage(ValueError):
    """A line is no JSON object with a "text". Value: its number."""


async def open_reader(settings: Settings) -> tuple[Reader, date]:
    """The reader of the office's board, and the office's day."""
    async with open_office(settings, settings.database(demo=False), utc_now, demo=False, exclusive=False) as office:
        return office.public.reader, office.today()


def understood(lines: Iterable[str], reader: Reader, today: date, role: str | None = None) -> Iterator[str]:
    """{"text"} in, {"text", "intent", "slots", "topic"} out, in order; empty lines are passed over. Raises NotAMessage.

    A question about coverage has an "act" beside, with its slots; what a member of the team writes has "act" and "slots" alone.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        text = _text(line, number)
        question = reader.read(mask_numbers(text).text, today)
        if role is None:
            found = _of_anybody(question, today)
        elif role == CITIZEN:
            found = _of_citizen(text, question, reader, today)
        else:
            found = _of_staff(text, question, reader, Role(role), today)
        yield json.dumps({"text": text, **found}, ensure_ascii=False)


def _of_anybody(question: Question, today: date) -> dict[str, Any]:
    """The label says what is asked, not who asks: also what only staff do (docs/understanding.md#what-is-asked)."""
    return {
        "intent": question.intent.value,
        "slots": slots_of(question.intent, question.details, today),
        "topic": question.matter.topic or None,
    }


def _of_citizen(text: str, question: Question, reader: Reader, today: date) -> dict[str, Any]:
    """As the bot answers a citizen: who imitates an order of staff asks something else."""
    intent = next(each.intent for each in question.readings if each.intent not in STAFF)
    found = {"intent": intent.value, "slots": slots_of(intent, question.details, today)}
    if asked := question.matter.coverage:
        return {**found, "act": asked.value, "slots": plain(asked, slots_for(asked, text, reader, today)), "topic": None}
    return {**found, "topic": question.matter.topic or None}


def _of_staff(text: str, question: Question, reader: Reader, role: Role, today: date) -> dict[str, Any]:
    best = acted_on(read_staff(text, question, reader, role, today)[0])
    return {"act": best.intent.value, "slots": plain(best.intent, best.slots)}


def _text(line: str, number: int) -> str:
    try:
        message = json.loads(line)
    except ValueError:
        raise NotAMessage(number) from None
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        raise NotAMessage(number)
    return str(message["text"])
