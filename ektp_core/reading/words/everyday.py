"""Words of every day, which name a place only where a word before them says so: "ayah", "kabar", "tapi"."""

from functools import cache
from importlib.resources import files

from ektp_core.reading.words.calendar_words import CALENDAR_WORDS
from ektp_core.reading.words.number_words import NUMBER_WORDS
from ektp_core.reading.words.spelling import standard_words


@cache
def chat_words() -> frozenset[str]:
    """The words of the chat in every writing, of the calendar and of numbers: no message is without one."""
    return frozenset([*standard_words(), *CALENDAR_WORDS, *NUMBER_WORDS])


@cache
def everyday_words() -> frozenset[str]:
    """These, and the words of `everyday.txt`, which stand for no place whose name is another.

    They are the words of a dictionary (Sastrawi's roots) that the beginnings of two words of some subdistrict or district make, and those
    usual ones that are the second word of a subdistrict; but for short forms that are heard more often than the word: "Jabar", "Sulut".
    """
    listed = files(__package__).joinpath("everyday.txt").read_text(encoding="utf-8").split()
    return chat_words().union(listed)
