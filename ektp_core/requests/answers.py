"""What a school's words say to an offer of days: a clear yes, other days, or no visit any more; everything else is asked back.

A yes is never guessed: it has nothing beside it but courtesy and the very days of the offer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from unicodedata import category

from ektp_core.reading.fields import WrongValue
from ektp_core.reading.words.calendar_words import is_of_calendar
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.requests.wishes import SAYING_NO_MORE, Wish, take_wish

AGREEING = word_set("setuju stuju disetujui menyetujui sepakat deal acc bersedia agree agreed accept accepted")
"""Said of nothing but an offer."""

NODDING = word_set("ya aok boleh bisa cocok terima terimalah")
"""A yes under the offer itself; by itself it may be about anything."""

YES = "ya"
RECEIVED = "diterima"
HEARD = word_set("oke baik diterima 👍 👌 ✅")
"""Says that something was read, and no more; "diterima" may be said of the message."""

REFUSING = word_set("tidak jangan bukan no")
OTHER = word_set("lain lainnya ganti pindah other another different")
AGAINST = word_set("ujian libur bentrok sibuk rapat bertepatan berhalangan halangan keberatan exam exams busy clash clashes conflict")
"""Speaks against a day without a yes or no: "wah ada ujian pak tanggal segitu"."""

ASKING = word_set("hari tanggal waktu jadwal harinya tanggalnya waktunya day days date dates minta tolong mau ada")
WITHDRAWING = word_set("batal dibatalkan batalkan membatalkan batalin cancel cancelled withdraw")
COURTESY = word_set(
    "ibu bapak min kak bang mas mbak kami saya dari sekolah pihak kepala kepsek untuk itu ini tersebut dengan yang saja makasih sudah"
    " dong deh kok nggih inggih hari tanggal sangat sekali assalamualaikum salam the with days day we"
    " gitu gt begitu saja segitu"
    " permintaan permintaannya kunjungan kunjungannya tawaran 🙏 😊 🙂 😀 😁"
)
HEDGING = word_set("mungkin misal misalnya kira kalau")
"""Beside a yes they make it none."""

ANSWERING = AGREEING | NODDING | HEARD | REFUSING | WITHDRAWING | word_set("lain lainnya other another")
ASKING_WHAT = word_set("kapan apa apakah berapa mana siapa when what which is are")
PAIRS = {
    **{("selamat", part): "salam" for part in ("pagi", "siang", "sore", "malam")},
    ("terima", "kasih"): "makasih",
    ("makasih", "kamu"): "makasih",
    ("tidak", "jadi"): "batal",
}
"""Two words that say something else than each."""


_OTHERS = re.compile(r"\b(?:lain|lainnya|ganti|pindah|other|another|different)\b", re.IGNORECASE)
_TAG = re.compile(
    r"\b(bisa|boleh|cocok)\s+(?:ga|gak|g|nggak|ngga|ndak|dak|tidak|tdk|tak|nda)\b(?=\s*(?:pak|bu|kak|mas|mbak|ya|tgl|tanggal|hari|[?.!,]|\d|$))",
    re.IGNORECASE,
)
"""A denial behind a yes that only asks: "hari lain bisa ga pak?"."""


class Answer(StrEnum):
    """What a school says to an offer."""

    AGREES = "agrees"
    NODS = "nods"
    """A yes to whatever was asked: an agreement only where the offer itself is what is answered."""

    OTHER_DAYS = "other_days"
    WISHES = "wishes"
    """Days and nothing else: other days only where the offer itself is what is answered."""

    OBJECTS = "objects"
    """Something is said to speak against the days: which others would do is asked, and the offer stands."""

    WITHDRAWS = "withdraws"
    UNCLEAR = "unclear"
    MAY_BE = "may_be"
    """Words of an answer among others: it may be about anything."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said, with the days that were asked for at once."""

    answer: Answer
    wish: Wish | None = None


def read_answer(text: str, offered: tuple[date, ...], today: date) -> Answered | None:
    """What a text says to an offer of these days; None for one without a word of an answer, unless it is a wish alone."""
    text = _TAG.sub(r"\1", text) if _OTHERS.search(text) else text
    whole = Text(text)
    words = _words([token for token in whole.tokens if _says_something(token)])
    wish, rest = _wish_in(text, words, today)
    says = frozenset(words)
    if says & AGAINST and not says & AGREEING and words[0] not in ASKING_WHAT:
        return Answered(Answer.OBJECTS)
    if not says & ANSWERING:
        is_wish = wish.is_said and all(word in SAYING_NO_MORE for word in rest)
        return Answered(Answer.WISHES, wish) if is_wish else None
    if _asks_for_others(words, rest):
        return Answered(Answer.OTHER_DAYS, wish if wish.is_said and not says & REFUSING else None)
    is_question = "?" in text
    is_withdrawn = sum(word in WITHDRAWING for word in words) == 1
    if is_withdrawn and not is_question and not wish.is_said and _is_only(rest, WITHDRAWING | HEARD | {YES}):
        return Answered(Answer.WITHDRAWS)
    is_of_offer = not wish.is_said or wish.days == offered
    if says & (AGREEING | NODDING) and is_of_offer and not is_question and _is_only(rest, AGREEING | NODDING | HEARD):
        is_sure = says & AGREEING or len(says & NODDING) > 1 or wish.is_said
        return Answered(Answer.AGREES if is_sure else Answer.NODS)
    is_about = says & AGREEING or _is_only(rest, ANSWERING | OTHER | ASKING)
    return Answered(Answer.UNCLEAR if is_about else Answer.MAY_BE)


def _asks_for_others(words: Sequence[str], rest: Sequence[str]) -> bool:
    """ "Hari lain", "tidak bisa", "tidak setuju", "jangan": a yes among these words is one that is denied."""
    says = frozenset(words)
    denied = {after for before, after in pairwise(words) if before in REFUSING}
    known = OTHER | ASKING | REFUSING | NODDING | AGREEING | HEARD | HEDGING
    # Days beside a denial are no wish, and no reason to take it for something else: which would do is asked.
    said = [word for word in rest if not (says & OTHER and (word.isdecimal() or is_of_calendar(word)))]
    is_of_days = bool(says & (OTHER | REFUSING)) and not _asks_whether(words) and ("sekolah", "lain") not in pairwise(words)
    return is_of_days and says & AGREEING <= denied and _is_only(said, known)


def _asks_whether(words: Sequence[str]) -> bool:
    """ "Boleh tidak", "cocok ga pak": what is denied behind a word is asked."""
    saying = [word for word in words if word not in COURTESY]
    return len(saying) > 1 and saying[-1] in REFUSING


def _wish_in(text: str, words: Sequence[str], today: date) -> tuple[Wish, Sequence[str]]:
    """The days of a text, and the words beside them; no days, and all the words, where they are not clear."""
    whole = Text(text)
    try:
        wish = take_wish(whole, today)
    except WrongValue:
        return Wish(), words
    return wish, _words([token for token, mark in whole.marked() if mark is None and _says_something(token)])


def _says_something(token: Token) -> bool:
    """Whether it is more than punctuation: a picture may deny the words beside it ("setuju 👎"); its colour of skin says nothing."""
    return token.text[0].isalnum() or category(token.text[0]) == "So"


def _words(tokens: Sequence[Token]) -> list[str]:
    """Each word in its standard spelling; one that is only near to another stays as it was written, for it says nothing sure."""
    words: list[str] = []
    for token in tokens:
        word = token.word if token.known else token.text
        pair = PAIRS.get((words[-1], word)) if words else None
        words[-1:] = [pair] if pair else [*words[-1:], word]
    return [RECEIVED if word == "terima" and "sudah" in words else word for word in words]


def _is_only(words: Sequence[str], meant: frozenset[str]) -> bool:
    return all(word in meant or word in COURTESY for word in words)
