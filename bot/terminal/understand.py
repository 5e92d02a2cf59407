"""`python -m bot understand`: messages in, what they ask out, a JSON object a line (docs/understanding.md#names-in-the-output)."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from bot.application import open_office, utc_now
from bot.settings import Settings
from ektp_core.reading.masking import mask_numbers
from ektp_core.understanding.reader import Reader
from ektp_core.understanding.slots import slots_of


class NotAMessage(ValueError):
    """A line is no JSON object with a "text". Value: its number."""


async def open_reader(settings: Settings) -> tuple[Reader, date]:
    """The reader of the office's board, and the office's day."""
    async with open_office(settings, settings.database(demo=False), utc_now, demo=False, exclusive=False) as office:
        return office.public.reader, office.today()


def understood(lines: Iterable[str], reader: Reader, today: date) -> Iterator[str]:
    """{"text"} in, {"text", "intent", "slots"} out, in order; empty lines are passed over. Raises NotAMessage."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        text = _text(line, number)
        question = reader.read(mask_numbers(text).text, today)
        found = {"text": text, "intent": question.intent.value, "slots": slots_of(question.intent, question.details, today)}
        yield json.dumps(found, ensure_ascii=False)


def _text(line: str, number: int) -> str:
    try:
        message = json.loads(line)
    except ValueError:
        raise NotAMessage(number) from None
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        raise NotAMessage(number)
    return str(message["text"])
