"""Words by which somebody takes back what they wrote: "bukan koba, namang", "eh maksudnya jam 9", "jadi 3 hari", "sory yg bener 120"."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ektp_core.reading.words.signs import normal
from ektp_core.reading.words.text import Text

LONGEST = 300
"""Letters; a longer text is no correction."""

NEVER_MIND = frozenset(
    {"batal", "batalkan", "batal aja", "batal saja", "tidak jadi", "ga jadi", "gak jadi", "nggak jadi", "dak jadi", "cancel", "never mind"}
)
"""Take back what was begun, and answer nothing that was asked."""

_ITS = r"(?:nya|ny|ne|e| e|ku| saya| aku| sy| gua)?"
_OPENING = r"eh+|ehh?m|o+h?|aduh|waduh|ups|oops|hmm+|ya|iya|nah|tolong|mohon|coba|please|pls|wait|tunggu|min|pak|bu|bang|kak|mas|mbak"
_APOLOGY = r"mohon maaf|ma+[fp]|maa[fp]|sor+y+|sori+|sry|no|nope|nggak|enggak|gak|ga|ndak|dak|tidak|kelupaan|lupa"
_SURE = (
    rf"(?:maksud|mksd|mksud|maksut){_ITS}|ralat|koreksi|revisi|(?:se)?(?:harus|mesti|kudu)(?:nya|ny|e| e)|seharus|"
    rf"(?:yang|yg|nyang) (?:benar|bener|bnr|betul|btl){_ITS}|(?:benar|bener|betul)(?:nya|ny|e| e)|sebe?narnya|sebenernya|"
    r"i mean(?:t)?|(?:it )?should (?:be|have been|read)|make (?:it|that)|correction|scratch that|the right (?:one|date|time) is"
)
_CHANGING = r"ganti(?:kan|in|ken|nya)?|(?:di)?ubah|rubah|obah|change(?: (?:it|that|this))?"
_UNSURE = rf"{_CHANGING}|jadi(?:nya|kan|ken)?|menjadi|salah(?: ketik| tulis)?|keliru|typo|actually|rather|instead|wrong|it'?s"
_LINKING = r"ken|jadi|menjadi|ke|dengan|dgn|to|with|adalah|ialah|is|itu|tu|ni|the|saja|aja"
_SIGNS = r"[\s,;:.=>!-]*"
_WORD_ENDS = r"(?![\w'])"

_FIRST = re.compile(
    rf"{_SIGNS}(?:(?P<opening>{_OPENING})|(?P<sure>{_SURE})|(?P<unsure>{_APOLOGY}|{_UNSURE})|(?P<linking>{_LINKING})){_WORD_ENDS}", re.I
)
_FROM_TO = re.compile(rf"(?:dari |from )?(?P<wrong>.+?){_SIGNS}\s(?:jadi|menjadi|ke|dengan|dgn|to)\s+(?P<right>.+)", re.I | re.S)
_NOT = r"(?:bukan(?:nya)?|bkn|ukan|not)"
_RATHER = r"(?:tapi|tp|tetapi|melainkan|malah|but)\s"
_BUT = rf"(?:(?:,\s|;|\.\s|\s-+\s?|\s?[=-]*>)\s*(?:{_RATHER})?|\s{_RATHER})"
_NOT_THIS = re.compile(rf"{_NOT}\s+(?P<wrong>.+?)\s*{_BUT}\s*(?P<right>.+)", re.I | re.S)
_NOT_THAT = re.compile(rf"(?P<right>.+?)\s*,?\s+(?:{_NOT}|instead of)\s+(?P<wrong>.+)", re.I | re.S)
_DAY_ALONE = re.compile(r"(?:tgl|tanggal|tg|date)\.?\s*(?P<days>\d{1,2}(?:-\d{1,2})?)|(?:the )?(?P<nth>\d{1,2})(?:st|nd|rd|th)", re.I)
_WRONG = r"salah(?: ketik| tulis)?|keliru|typo|wrong|maaf|ma+f|sor+y+|sori"
_REPLACED = re.compile(
    rf"(?P<wrong>.+?)[\s,;:.-]+(?:(?:{_OPENING})[\s,;:.]+)*(?:{_SURE}|{_WRONG})[\s,;:.-]+"
    rf"(?:(?:{_OPENING}|{_SURE}|{_WRONG}|{_LINKING})[\s,;:.]+)*(?P<right>.+)",
    re.I | re.S,
)
_MARK_BEHIND = re.compile(rf"(?P<right>.+?)[\s,]+(?:maksud{_ITS}|mksd{_ITS}|i mean(?:t)?)[\s.!]*", re.I | re.S)
_DENIED = re.compile(rf"{_NOT}\s+(?P<wrong>.+)", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right instead, and what was wrong where that is said; "" for what is not said.

    `is_sure` tells words that hardly mean anything else ("maksudnya") from such as begin questions as well ("jadi kapan?").
    """

    right: str
    wrong: str = ""
    is_sure: bool = False


def read_correction(text: str) -> Correction | None:
    """The correction that a text says it is; None for any other text."""
    text = normal(text).strip()
    if len(text) > LONGEST or "\n" in text:
        return None
    rest, is_sure, is_marked, is_changing = _without_marks(text)
    if found := _NOT_THIS.fullmatch(rest):
        return Correction(_without_marks(found["right"])[0], found["wrong"].strip(), is_sure=True)
    if found := _DENIED.fullmatch(rest):
        return Correction("", _clean(found["wrong"]), is_sure=is_sure)
    if is_changing and (found := _FROM_TO.fullmatch(rest)):
        return Correction(_clean(found["right"]), found["wrong"].strip(), is_sure)
    if not rest.endswith("?") and (found := _NOT_THAT.fullmatch(rest)):
        return Correction(_clean(found["right"]), _clean(found["wrong"]), is_sure)
    return Correction(rest, is_sure=is_sure) if is_marked and rest else None


def takes_back(text: str) -> bool:
    """Whether a text takes back what was begun, and says nothing else: "batal aja"."""
    return " ".join(text.casefold().split()).strip(".,! ") in NEVER_MIND


def what_is_right(text: str) -> Correction | None:
    """What a text puts right, alone or in the place of something it says too: "salah, 5 feb 2011", "12-3-2010 eh salah 12-3-2011".

    None for any other text, and for who asks to change something: "ubah tanggal lahir 5 feb 2011" may mean what others have written.
    """
    text = normal(text).strip()
    behind = _MARK_BEHIND.fullmatch(text)
    left = behind["right"] if behind else text
    said = read_correction(left)
    if len(text) > LONGEST or (said and not said.is_sure and _without_marks(text)[3]):
        return None
    said = said or (Correction(left) if behind else None)
    replaced = _REPLACED.fullmatch(said.right if said else left)
    return Correction(_clean(replaced["right"]), _clean(replaced["wrong"])) if replaced else said


def beside_day(text: str, day: date | None, today: date) -> str:
    """ "Tgl 5" beside a day that stands there already is of its month, "jumat" of its week, as long as that is not over.

    Any other text is as it was.
    """
    if day is None:
        return text
    named = _DAY_ALONE.fullmatch(text.strip())
    if named is None:
        weekday = _weekday_alone(text)
        found = day if weekday is None else day + timedelta(weekday - day.weekday())
        return text if weekday is None or found < today else f"{found.day}/{found.month}/{found.year}"
    days = named["days"] or named["nth"]
    first, last = int(days.split("-")[0]), int(days.split("-")[-1])
    is_there = first >= 1 and last <= monthrange(day.year, day.month)[1]
    return f"{days}/{day.month}/{day.year}" if is_there and day.replace(day=first) >= today else text


def _weekday_alone(text: str) -> int | None:
    """The weekday that is all of a text: "jumat", "hari Jumat"."""
    shape = Text(re.sub(r"^\s*(?:hari|on)\s+", "", text, flags=re.I)).shape()
    return shape.values[0][0] if shape.letters == "W" else None


def with_unit(said: Correction, counts: Mapping[str, int | None]) -> str:
    """A number alone that takes the place of another, "bukan 3, 2", with the unit of what is so many; else what is right as it stands."""
    if not (said.right.isdecimal() and said.wrong.isdecimal()):
        return said.right
    units = [unit for unit, number in counts.items() if number == int(said.wrong)]
    return f"{said.right} {units[0]}" if len(units) == 1 else said.right


def _without_marks(text: str) -> tuple[str, bool, bool, bool]:
    """What is left behind the words that mark a correction; whether they are sure, whether there are any, whether one says "change"."""
    is_sure = is_marked = is_changing = False
    while found := _FIRST.match(text):
        if found["linking"] and not is_marked:
            break
        is_sure |= found["sure"] is not None
        is_marked |= found["sure"] is not None or found["unsure"] is not None
        is_changing |= bool(found["unsure"] and re.fullmatch(_CHANGING, found["unsure"], re.I))
        text = text[found.end() :]
    return _clean(text), is_sure, is_marked, is_changing


def _clean(text: str) -> str:
    return re.sub(rf"^{_SIGNS}(?<![-])|[\s,;:!]+$", "", text)
