"""Completed years that a message states of somebody; "17" is what most messages name without meaning anyone's age (NLU.md slots 2)."""

import re
from dataclasses import dataclass

from ektp_core.birth import OLDEST_AGE, Age
from ektp_core.understanding.calendar_words import Shape
from ektp_core.understanding.tokens import Token
from ektp_core.understanding.word_sets import word_set

_NUMBER = re.compile(r"[12]")
_HALF = re.compile(r"[12](?:[.,]1|h)")
_WITH_MONTHS = re.compile(r"[12](?:[.,]1)?Y?[_d,]{0,2}[12]B")

BEFORE_ITS_TIME = word_set("belum sebelum tunggu menanti minimal harus wajib batas maksimal sampai jelang syarat kapan minimum terendah")
"""Before a number: nobody is that old, or not said to be."""

ON_THE_WAY = word_set("jalan jln menuju mau hampir menjelang otw ke mendekati nyaris calon")
"""Before a number: one year less is completed. "Jalan 16" is 15."""

OF_SOMEBODY = word_set(
    "sudah masih baru genap pas umur saya dia anak adik kakak cucu teman nenek ibu bapak istri suami keponakan kami udh is am turned im"
)
"""Before a bare number: it is somebody's age."""

IN_GENERAL = word_set("kalau yang jika apa bagi untuk bila saat begitu setelah usia pas ketika nanti")

OTHER_UNITS = word_set(
    "persen orang siswa hari bulan minggu jam menit ribu rb rbu alat kali unit km kg lembar juta kelas buah rt rw meter anak"
    " desa kecamatan sekolah"
)

NUMBERED = word_set("jam tanggal kelas sma sman smk smkn man smp smpn mts sd no nomor pukul h rt rw ayat pasal uu nik kk jln km min smansa")


@dataclass(frozen=True, slots=True)
class SaidAge:
    """An age and the tokens it stands in."""

    age: Age
    start: int
    end: int


def ages_of(tokens: list[Token], shape: Shape, free: list[bool]) -> list[SaidAge]:
    """The ages that are stated, in order; `free` tells the tokens that no date has used."""
    found: list[SaidAge] = []
    position = 0
    while position < len(tokens):
        said = _age_at(position, tokens, shape) if free[position] and shape.letters[position] in "12" else None
        if said:
            found.append(said)
            position = said.end
        else:
            position += 1
    return found


def _age_at(position: int, tokens: list[Token], shape: Shape) -> SaidAge | None:
    letters = shape.letters
    years = tokens[position].number
    if years is None or years > OLDEST_AGE:
        return None
    months, end = _months(position, tokens, shape)
    unit = letters[end : end + 1] == "Y" or "Y" in letters[position:end]
    end += letters[end : end + 1] == "Y"
    if not months and letters[end : end + 1] in ("P", "l") and unit:  # "3 tahun lalu", "2 tahun lagi"
        return None
    if letters[end : end + 1] == "h":
        months, end = 6, end + 1
    before = [token.word for token in tokens[max(0, position - 4) : position]]
    if not _is_stated(years, before, position, end, tokens, shape, unit=unit or months is not None):
        return None
    return _adjusted(years, months, before, position, end, tokens, shape)


def _months(position: int, tokens: list[Token], shape: Shape) -> tuple[int | None, int]:
    """Months that are said with the years ("16 thn 7 bln", "15,5"), and the token after both."""
    if half := _HALF.match(shape.letters, position):
        last = tokens[half.end() - 1]
        if (shape.letters[half.end() - 1] == "h" or last.number == 5) and not shape.letters[half.end() :].startswith(("%", ".", ",")):
            return 6, half.end()
    if both := _WITH_MONTHS.match(shape.letters, position):
        months = tokens[both.end() - 2].number
        if months is not None and months < 12:
            return months, both.end()
    return None, position + 1


def _is_stated(years: int, before: list[str], position: int, end: int, tokens: list[Token], shape: Shape, *, unit: bool) -> bool:
    """Whether the number is somebody's age now: with a unit or "umur", or with a person right before it."""
    previous = before[-1] if before else ""
    following = tokens[end].word if end < len(tokens) else ""
    counted = not unit and (following in OTHER_UNITS or shape.letters[end : end + 1] in ("B", "D", "w", "m"))
    if previous in NUMBERED or counted:
        return False
    if BEFORE_ITS_TIME & set(before[-3:]) or following in ("+", "ke") or (previous in ("bawah", "dibawah", "atas")):
        return False
    about_age = "umur" in before
    if years < 1 or (years < 5 and not about_age):
        return False
    if years == OBLIGED and not _is_seventeen_stated(before, end, tokens):
        return False
    if unit or about_age or "kurang" in before:
        return True
    return 8 <= years <= 80 and (previous in OF_SOMEBODY or previous in ON_THE_WAY) and position > 0


OBLIGED = 17


def _is_seventeen_stated(before: list[str], end: int, tokens: list[Token]) -> bool:
    """ "17" is somebody's age only when it says so: "sudah 17", "umur saya 17", "17 kurang sebulan"."""
    following = [token.word for token in tokens[end : end + 2]]
    if IN_GENERAL & set(before[-3:]) or (following and following[0] in ("baru", "dulu")):
        return False
    if any(word == "kurang" for word in [*before[-3:], *following]):
        return True
    return bool({"sudah", "pas", "genap", "baru", "umur", "saya", "dia", "anak", "adik", *ON_THE_WAY} & set(before))


def _adjusted(
    years: int, months: int | None, before: list[str], position: int, end: int, tokens: list[Token], shape: Shape
) -> SaidAge | None:
    """The completed years: one less for "jalan 16", eleven months more for "17 kurang sebulan"."""
    lacking, end = _lacking(position, end, tokens, shape)
    if lacking:
        return SaidAge(Age(years - 1, 12 - lacking), position, end)
    if before and (before[-1] in ON_THE_WAY or (before[-1] in ("masuk", "umur") and len(before) > 1 and before[-2] in ON_THE_WAY)):
        return SaidAge(Age(years - 1, months), position, end)
    return SaidAge(Age(years, months), position, end)


def _lacking(position: int, end: int, tokens: list[Token], shape: Shape) -> tuple[int, int]:
    """Months that lack, said behind ("17 kurang 2 bulan") or before ("kurang sebulan 17"); and where the age ends."""
    after = tokens[end : end + 3]
    if after and after[0].word == "kurang":
        if len(after) > 1 and after[1].word == "sebulan":
            return 1, end + 2
        if len(after) > 2 and after[2].word == "bulan" and after[1].number and after[1].number < 12:
            return after[1].number, end + 3
    back = tokens[max(0, position - 4) : position]
    words = [token.word for token in back]
    if "kurang" in words:
        place = words.index("kurang")
        if "sebulan" in words[place:]:
            return 1, end
        number = next((token.number for token in back[place:] if token.number), None)
        if number and number < 12 and "bulan" in words[place:]:
            return number, end
    return 0, end
