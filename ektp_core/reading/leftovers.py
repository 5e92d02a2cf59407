"""What is left of a text when everything known has been read: numbers that look like a date, a year or an age are said, not dropped."""

from collections.abc import Sequence

from ektp_core.reading.births.ages import OBLIGED, OLDEST_SAID, OTHER_UNITS
from ektp_core.reading.days.written_dates import NUMBERED
from ektp_core.reading.masking import FEWEST_DIGITS, MARK
from ektp_core.reading.words.signs import ODD_DIGIT
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

COUNTED = OTHER_UNITS | word_set(
    "tahun alat unit lagi jam menit detik kilo meter kopi lembar rangkap foto berkas shift sesi gelombang anggota kk"
)
"""Behind a number that counts: nothing of a date or a person."""

SIGNS = frozenset("-/.,:\\")


def unread_numbers(text: Text, used: Sequence[tuple[int, int]] = (), *, speaks_of_age: bool = False) -> tuple[str, ...]:
    """The numbers in digits that nothing has used, nor stand between the `used` tokens, as they were written with their signs.

    "17" is the subject of every talk, and beside an age others are spoken of: "menikah minimal 19". A long number is never repeated.
    """
    found: list[str] = []
    position = 0
    while position < len(text.tokens):
        end = _run(position, text) if text.tokens[position].digits else position
        if end > position:
            of_age = speaks_of_age and end == position + 1 and _is_only_spoken_of(position, text)
            if not of_age and not any(start <= position < end for start, end in used) and not _is_known(position, end, text):
                is_long = sum(token.digits for token in text.tokens[position:end]) >= FEWEST_DIGITS
                found.append(MARK if is_long else text.words(position, end).replace(ODD_DIGIT, "?"))
            position = end
        position += 1
    return tuple(found)


def _is_only_spoken_of(position: int, text: Text) -> bool:
    """An age among others, "menikah minimal 19"; a number right before a date belongs to it: "4 1-03-2010"."""
    behind = range(position + 1, min(position + 3, len(text.tokens)))
    number = text.tokens[position].number
    return number is not None and number <= OLDEST_SAID and all(text.is_free(at) for at in behind)


def _run(position: int, text: Text) -> int:
    """The token behind a number that begins here, with what is glued to it: "12--03", "08.00"."""
    tokens = text.tokens
    if not _is_free_number(position, text):
        return position
    end = position + 1
    while end < len(tokens) and tokens[end].glued and text.is_free(end) and (tokens[end].digits or tokens[end].text in SIGNS):
        end += 1
    while tokens[end - 1].text in SIGNS:
        end -= 1
    return end


def _is_free_number(position: int, text: Text) -> bool:
    token: Token = text.tokens[position]
    return text.is_free(position) and token.digits > 0 and any(letter.isdigit() for letter in token.text)


def _is_known(position: int, end: int, text: Text) -> bool:
    """Whether the number counts or numbers something, is an hour, a percentage or a small step of a list."""
    tokens = text.tokens
    before = tokens[position - 1] if position else None
    following = tokens[end] if end < len(tokens) else None
    numbers = [token.number for token in tokens[position:end] if token.digits]
    if any(ODD_DIGIT in token.text for token in tokens[position:end]):
        return False
    if len(numbers) == 1 and (numbers[0] == OBLIGED or (tokens[position].grouped and numbers[0] is not None)):
        return True
    if before is not None and (before.word in NUMBERED or before.text in NUMBERED or before.word == "ke"):
        return True
    if following is not None and (following.word in COUNTED or following.text == "%"):
        return True
    is_hour = len(numbers) == 2 and tokens[position + 1].text in ".:" and tokens[end - 1].digits == 2
    return is_hour or (len(numbers) == 1 and following is not None and following.text in (")", ".") and tokens[position].digits == 1)
