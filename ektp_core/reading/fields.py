"""What staff type into a form, read strictly: what is wrong is said with an example, and the rest of the form is kept."""

from datetime import date

from ektp_core.reading.days.typed_days import DaysUnclear, take_days
from ektp_core.reading.masking import NumberKind, mask_numbers
from ektp_core.reading.words.signs import one_line
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.refusal import Refusal


class WrongValue(Refusal):
    """A field cannot be read. Values: what (the field), lowest, highest or longest where they are the reason, words that were not read."""

    key = "staff/wrong_value"

    def __init__(self, what: str, *, lowest: int = 0, highest: int = 0, longest: int = 0, words: str = "") -> None:
        super().__init__(what=what, lowest=lowest, highest=highest, longest=longest, words=words)


class NikNotKept(Refusal):
    """A NIK or KK number stands in a text that would be kept or shown (docs/domain.md#nik-and-family-card-numbers)."""

    key = "staff/nik_not_kept"


def read_count(text: str, what: str, lowest: int, highest: int) -> int:
    """A whole number, with a word behind it or not: "120", "1.200 siswa". Raises WrongValue outside lowest to highest."""
    number, *behind = [*Text(text.strip()).tokens, Token("", "", glued=False)]
    is_one = number.number is not None and len(behind) <= 2 and all(token.text == "" or token.text.isalpha() for token in behind)
    if not is_one or number.number is None or not lowest <= number.number <= highest:
        raise WrongValue(what, lowest=lowest, highest=highest)
    return number.number


def read_words(text: str, what: str, longest: int) -> str:
    """Words on one line without control characters. Raises WrongValue when empty or too long, NikNotKept for a NIK."""
    if NumberKind.NIK_OR_KK in mask_numbers(text).found:
        raise NikNotKept()
    words = one_line(text)
    if not words or len(words) > longest:
        raise WrongValue(what, longest=longest)
    return words


def coming_days(whole: Text, today: date) -> tuple[date, ...]:
    """The days of a line from today on, taken out of it. Raises WrongValue "days", and "past_days" for one before today."""
    try:
        days = take_days(whole, today)
    except DaysUnclear as unclear:
        raise WrongValue("days", words=unclear.words) from None
    if days and days[0] < today:
        raise WrongValue("past_days")
    return days


def read_days(text: str, today: date) -> tuple[date, ...]:
    """One day or several and nothing else: "12-13/01/2027", "besok". Raises WrongValue like `coming_days`."""
    whole = Text(text)
    days = coming_days(whole, today)
    if not days or whole.leftover():
        raise WrongValue("days")
    return days
