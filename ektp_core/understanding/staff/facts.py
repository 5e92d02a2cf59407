"""What a sentence says that a fact of the office is to be: "jam pelayanan jumat diubah jadi 08.00-11.00"."""

import re

from msgspec import Struct

from ektp_core.reading.corrections import read_correction
from ektp_core.reading.office_hours import CLOSED_DAYS, DAYS, SPAN, days_of
from ektp_core.reading.phones import is_phone, numbers_in
from ektp_core.reading.words.signs import normal

_MAKES = (
    re.compile(r"\b(?:(?:di|ku)?jadi(?:kan|in|ken)?|menjadi|jd|jadinya)\b|->|=>", re.IGNORECASE),
    re.compile(r":\s(?!\d\d\b)", re.IGNORECASE),
    re.compile(r"\b(?:ke|to|adalah|yaitu)\b(?!\s+(?:warga|publik|masyarakat))", re.IGNORECASE),
    re.compile(r"\b(?:yang|yg)\s+(?:benar|bener|bnr|baru)\b|\b(?:harus|mesti)(?:nya|\s?e)\b", re.IGNORECASE),
)
"""What makes something of a fact, the clearest first: of one kind the last counts, of "ke" and the like the first."""

_FIRST_COUNTS = _MAKES[2:]
_PART = re.compile(
    r"\b(?:(?:di)?tambah(?:kan|in|ken)?|nambah|tambahi|juga|lagi|hapus|dihapus|hilangkan|cabut|add|remove|also|take .* out)\b",
    re.IGNORECASE,
)
_OF_STREETS = re.compile(r"\b(?:jl|jln|jalan|komplek|kompleks|gedung|gg|gang)\b.*", re.IGNORECASE | re.DOTALL)
_COURTESY = re.compile(
    r"[\s,.;]*\b(?:ya|yah|dong|deh|nih|tolong|mohon|makasih|terima kasih|min|pak|bu|kak|please|thanks"
    r"|(?:di)?(?:perbaiki|betulkan|betulin|betulken|perbarui|update|ubah|ganti|set)(?:\s+(?:ya|dong|(?:alamat|jam|nomor|info)\w*))?"
    r"(?:\s+di\s+bot)?)[\s,.]*$",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b\d{1,2}\b(?![.:/-]\d)")


class FactSaid(Struct, frozen=True):
    """The value, "" for none; `is_part` where it is to be added to what stands there, or taken from it."""

    value: str
    is_part: bool = False


def fact_said(fact: str, written: str) -> FactSaid:
    """What a fact is to be, in the writer's own words; what is said to be wrong is left out ("0718 1 bukan 0718 2")."""
    text = normal(written).strip()
    said = read_correction(text)
    if said and said.wrong and said.right:
        text = said.right
    readers = {"hours": _hours, "phone": _phone, "complaints": _complaints, "minimum_age": _age, "address": _address}
    return FactSaid(readers.get(fact, _made)(text), is_part=fact == "service_points" and _PART.search(text) is not None)


def _made(text: str) -> str:
    """What stands behind the words that make something of it."""
    for makes in _MAKES:
        found = list(makes.finditer(text))
        if found and (value := _tidy(text[found[0 if makes in _FIRST_COUNTS else -1].end() :])):
            return value
    return ""


def _tidy(text: str) -> str:
    while found := _COURTESY.search(text):
        text = text[: found.start()]
    return text.strip(" \t\n,.;:-!")


def _hours(text: str) -> str:
    """Days with their hours: from the first of them on; of what they are changed from only the days stay. A closing hour alone is none."""
    made = [*_MAKES[0].finditer(text), *_MAKES[3].finditer(text)]
    before, behind = (text[: made[-1].start()], text[made[-1].end() :]) if made else ("", text)
    first = min((found.start() for pattern in (DAYS, SPAN) if (found := pattern.search(behind))), default=None)
    if first is None:
        return ""
    limits = re.search(r"\b(?:selama|bulan|khusus|mulai|sampai|sementara|during|from)\b", behind[:first], re.IGNORECASE)
    value = _tidy(behind[limits.start() if limits else first :])
    days = DAYS.search(before)
    value = f"{days.group()} {value}" if days and not days_of(value) else value
    return value if SPAN.search(value) or CLOSED_DAYS.search(value) else ""


def _phone(text: str) -> str:
    numbers = numbers_in(text)
    return numbers[-1].strip() if numbers else ""


def _complaints(text: str) -> str:
    number = _phone(text)
    return number if is_phone(number) else _made(text) or number


def _age(text: str) -> str:
    """The one age; of several that which it becomes."""
    ages = set(_AGE.findall(text))
    of_made = _AGE.findall(_made(text))
    return of_made[0] if of_made else ages.pop() if len(ages) == 1 else ""


def _address(text: str) -> str:
    street = _OF_STREETS.search(text)
    return _made(text) or (_tidy(street.group()) if street else "")
