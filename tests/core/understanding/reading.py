"""Sentences read about the board of a first start, on Monday 23 November 2026."""

from datetime import date
from functools import cache

from ektp_core.reading.masking import mask_numbers
from ektp_core.understanding.details import Details
from ektp_core.understanding.reader import Question, Reader
from tests.core.builders import published_board

TODAY = date(2026, 11, 23)


@cache
def reader() -> Reader:
    return Reader.of(published_board())


def read(text: str) -> Question:
    """What a message asks, as the bot reads it: without its NIK."""
    return reader().read(mask_numbers(text).text, TODAY)


def details(text: str) -> Details:
    return read(text).details
