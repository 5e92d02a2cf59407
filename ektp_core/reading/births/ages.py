"""Completed years that a message states of somebody; "17" is mostly named without meaning an age (docs/understanding.md#ages)."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ektp_core.reading.births.birth import Age
from ektp_core.reading.days.written_dates import NUMBERED
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

OBLIGED = 17
YOUNGEST_SAID, OLDEST_SAID = 8, 80
"""A bare number outside of these is hardly an age: "2 orang", "94 persen"."""

BEFORE_ITS_TIME = word_set(
    "sebelum tunggu menanti minimal harus wajib batas maksimal jelang syarat kapan minimum terendah dari mulai bawah dibawah atas"
)
"""Before a number: nobody is that old, or not said to be."""

NOT_YET = word_set("umur genap sampai masuk cukup ke")
"""Between "belum" and a number: "belum genap 17"; "belum kerja, umur 15" says an age."""

ON_THE_WAY = word_set("jalan jln menuju mau hampir menjelang otw mendekati nyaris calon")
"""Before a number: one year less is completed. "Jalan 16" is 15."""

OF_SOMEBODY = word_set(
    "sudah masih baru genap pas umur saya dia anak adik kakak cucu teman nenek ibu bapak istri suami keponakan kami is am turned im i'm im"
    " lilin lewat sekarang pertama kedua ketiga keempat sulung bungsu kembar putra putri udah"
)
"""Before a bare number: it is somebody's age."""

PEOPLE = word_set("anak adik kakak cucu saya dia putra putri keponakan teman sepupu istri suami janda duda siswa siswi")
IN_GENERAL = word_set("kalau yang jika apa bagi untuk bila saat begitu setelah usia ketika nanti atau")
AT_THE_TIME = word_set("pas waktu saat nanti")
"""Before "umur": not how old somebody is now. "Rekam pas umur 16 dulu"."""

OTHER_UNITS = word_set(
    "persen orang siswa hari bulan minggu jam menit ribu rb rbu alat kali unit km kg lembar juta kelas buah rt rw meter anak desa kecamatan"
    " sekolah"
)
BETWEEN_AGES = word_set(", dan & sama atau - / sampai apa tapi tetapi melainkan but salah keliru yang benar bener maksudnya eh maaf")
ONE_OF_SEVERAL = word_set(
    "kecil besar gede gedhe tua muda tengah sulung bungsu adiknya kakaknya younger older elder youngest oldest eldest middle"
)
"""Before a number: it is the age of that child, though "yang" stands before it: "yang sulung 17, bungsu 14"."""

CHILDREN_TOLD_APART = ONE_OF_SEVERAL | word_set("yang satu satunya pertama kedua ketiga adik kakak anak lagi one other the and")
"""Between the ages of several children: "yang kecil 15, yang gede 17"."""

ASKING = word_set(
    "cek umur usia tahun boleh bisa rekam direkam sudah belum apa kah ya gimana bagaimana ? . ! min kak bu pak old are years can"
    " anak saya kami aku punya my our kids children sons daughters we have i they"
)
"""Words that leave a message of nothing but ages what it is: "15 sama 17 boleh?"."""

FURTHEST = 4
"""Words between an age and another that is listed, or takes its place: "15, salah, yang benar 16"."""


_HALF = re.compile(r"[12](?:[.,]1|_{0,2}h|1/1(?=Y))")
_WITH_MONTHS = re.compile(r"[12](?:[.,]1)?Y?[_d,]{0,2}[12]B")
_LACKING = re.compile(r"k(?:s|[12]B)")
_LACKING_LITTLE = re.compile(r"k(?:[12][wD]|q|v)")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that may be an age: its place, what is said with it, and the standard words around."""

    position: int
    end: int
    years: int
    months: int | None
    has_unit: bool
    before: tuple[str, ...]
    following: str

    @property
    def previous(self) -> str:
        return self.before[-1] if self.before else ""

    def has_before(self, words: frozenset[str], reach: int) -> bool:
        return not words.isdisjoint(self.before[-reach:])


def ages_of(tokens: list[Token], shape: WordShape, free: list[bool], *, asked: bool = False) -> list[Said[Age]]:
    """The ages that are stated, in order; every number is one where an age was `asked` for. `free`: the tokens that no date has used."""
    found: list[Said[Age]] = []
    position = 0
    while position < len(tokens):
        said = None
        if free[position] and shape.letters[position] in ("123" if asked else "12"):
            said = _age_at(position, tokens, shape, after=found[-1].end if found else None, asked=asked)
        if said:
            found.append(said)
        position = said.end if said else position + 1
    return found


def _age_at(position: int, tokens: list[Token], shape: WordShape, *, after: int | None, asked: bool) -> Said[Age] | None:
    number = _number_at(position, tokens, shape)
    if number is None:
        return None
    between = tokens[after:position] if after is not None else []
    listed = 0 < len(between) <= FURTHEST and all(_is_between(token) for token in between)
    stated = _is_answer(number, shape) if asked else _is_stated(number, tokens, shape)
    if not (stated or (listed and number.years >= YOUNGEST_SAID and number.following not in OTHER_UNITS)):
        return None
    return _adjusted(number, tokens, shape)


def _is_between(token: Token) -> bool:
    return token.word in BETWEEN_AGES or token.word in CHILDREN_TOLD_APART or token.text in CHILDREN_TOLD_APART


def listed_ages(tokens: list[Token], shape: WordShape) -> tuple[Age, ...]:
    """The ages of several people in a message that says nothing else: "15 sama 17", "15 and 17", "yg kecil 15 yg gede 17 boleh?".

    Every number stands apart from the next by a word or a comma, and could be somebody's age; "15-17" and "15/17" are a range or a day.
    """
    if not _are_ages(tokens):
        return ()
    ages = [said.value for said in ages_of(tokens, shape, [True] * len(tokens), asked=True)]
    return tuple(ages) if len(ages) == sum(token.digits > 0 for token in tokens) else ()


def _are_ages(tokens: list[Token]) -> bool:
    numbers = [place for place, token in enumerate(tokens) if token.digits]
    return (
        len(numbers) > 1
        and all(YOUNGEST_SAID <= (tokens[place].number or 0) <= OLDEST_SAID for place in numbers)
        and all(_parts(tokens[place + 1 : following]) for place, following in pairwise(numbers))
        and all(token.digits or _is_between(token) or token.word in ASKING or token.text in ASKING for token in tokens)
    )


def _parts(between: list[Token]) -> bool:
    """Whether what stands between two numbers is more than the sign of a range or a day."""
    return bool(between) and not all(token.text in ("-", "/", ".", "sampai") for token in between)


def _number_at(position: int, tokens: list[Token], shape: WordShape) -> _Number | None:
    letters, years = shape.letters, tokens[position].number
    if years is None or not 0 <= years < 1000:
        return None
    months, end = _months(position, tokens, shape)
    unit = "Y" in letters[position : end + 1]
    end += letters[end : end + 1] == "Y"
    if months is None and unit and letters[end : end + 1] in ("P", "l"):  # "3 tahun lalu", "2 tahun lagi"
        return None
    if letters[end : end + 1] == "h":
        months, end = 6, end + 1
    before = tuple(token.word for token in tokens[max(0, position - 4) : position])
    following = tokens[end].word if end < len(tokens) else ""
    return _Number(position, end, years, months, unit or months is not None, before, following)


def _months(position: int, tokens: list[Token], shape: WordShape) -> tuple[int | None, int]:
    """Months that are said with the years ("16 thn 7 bln", "15,5", "16 1/2"), and the token after both."""
    letters = shape.letters
    if half := _HALF.match(letters, position):
        last = half.end() - 1
        is_half = letters[last] == "h" or "/" in half.group() or tokens[last].number == 5
        if not is_half and letters[half.end() : half.end() + 1] == "Y":
            return None, half.end()
        if is_half and not letters[half.end() :].startswith(("%", ".", ",")):
            return 6, half.end()
    if both := _WITH_MONTHS.match(letters, position):
        return tokens[both.end() - 2].number, both.end()
    return None, position + 1


def _is_stated(number: _Number, tokens: list[Token], shape: WordShape) -> bool:
    """Whether the number is somebody's age now: with a unit or "umur", or with a person right before it."""
    if _is_no_age(number, shape):
        return False
    about_age = number.has_before(frozenset({"umur"}), 2)
    if number.years < 5 and not (about_age and number.previous == "umur"):
        return False
    if number.years == OBLIGED and not _is_seventeen_stated(number, tokens):
        return False
    lacking = "kurang" in (*number.before, number.following)
    if number.has_unit or about_age or lacking:
        return True
    beside = number.previous if number.previous != "saja" else number.before[-2:][0]
    return YOUNGEST_SAID <= number.years <= OLDEST_SAID and (beside in OF_SOMEBODY or beside in ON_THE_WAY)


def _is_answer(number: _Number, shape: WordShape) -> bool:
    """Whether the number is the age that was asked for."""
    fraction = number.months is None and number.end - number.position > 2  # "15,7 thn"
    return not fraction and not _is_no_age(number, shape) and number.previous not in ("lahir", "tanggal")


def _is_no_age(number: _Number, shape: WordShape) -> bool:
    """A count of something else, a limit, an age that is not reached or was long ago."""
    if (number.previous in NUMBERED and number.previous != "umur") or number.following == "+":
        return True
    counts = number.following in OTHER_UNITS or shape.letters[number.end : number.end + 1] in ("B", "D", "w", "m")
    if counts and not number.has_unit and number.previous != "turned":
        return True
    if number.has_before(BEFORE_ITS_TIME, 3) or _is_not_yet(number.before):
        return True
    return (
        any(first in AT_THE_TIME and second == "umur" for first, second in pairwise(number.before))
        or number.previous == "apa"
        or _is_of_month(number, shape)
    )


def _is_of_month(number: _Number, shape: WordShape) -> bool:
    """ "Bulan 13 tahun 2010" names no age; "kurang 2 bulan 17" does."""
    return number.previous == "bulan" and not shape.letters[: number.position - 1].endswith(("1", "2"))


def _is_not_yet(before: tuple[str, ...]) -> bool:
    if "belum" not in before:
        return False
    between = before[len(before) - before[::-1].index("belum") :]
    return all(word in NOT_YET for word in between)


def _is_seventeen_stated(number: _Number, tokens: list[Token]) -> bool:
    """ "17" is somebody's age only when it says so: "sudah 17", "umur saya 17", "anak kami, 17 tahun"."""
    if "kurang" in (*number.before[-3:], number.following):
        return True
    if number.previous in ONE_OF_SEVERAL:
        return True
    if number.has_before(IN_GENERAL, 3) or number.following in ("baru", "dulu", "ke"):
        return False
    if number.has_unit and any(token.word in PEOPLE for token in tokens[: number.position]):
        return True
    if number.previous == "pas":
        return number.has_before(OF_SOMEBODY - {"pas"} | {"kemarin"}, 2)
    said = {"sudah", "genap", "baru", "umur", "saya", "dia", "anak", "adik", "turned", "lilin", "lewat", *ON_THE_WAY}
    return number.previous in PEOPLE or not said.isdisjoint(number.before)


def _adjusted(number: _Number, tokens: list[Token], shape: WordShape) -> Said[Age]:
    """The completed years: one less for "jalan 16", eleven months more for "17 kurang sebulan"."""
    lacking, end = _lacking(number, tokens, shape)
    if lacking:
        return Said(Age(number.years - 1, 12 - lacking), number.position, end)
    towards = number.previous in ON_THE_WAY or (
        number.previous in ("masuk", "umur", "ke") and number.before[-2:-1] and number.before[-2] in ON_THE_WAY
    )
    if towards or _is_ahead(number, shape):
        return Said(Age(number.years - 1, number.months), number.position, end)
    more, months = divmod(number.months or 0, 12)  # "15 tahun 12 bulan"
    return Said(Age(number.years + more, None if number.months is None else months), number.position, end)


def _is_ahead(number: _Number, shape: WordShape) -> bool:
    """ "Dua bulan lagi genap 17": the years are not completed yet."""
    return re.search(r"(?:[12][DwB]|[qs])l", shape.letters[max(0, number.position - 8) : number.position]) is not None


def _lacking(number: _Number, tokens: list[Token], shape: WordShape) -> tuple[int, int]:
    """Months that lack, said behind ("17 kurang 2 bulan") or before ("kurang sebulan 17"); and where the age ends. Weeks count as one."""
    behind = _LACKING.match(shape.letters, number.end) or _LACKING_LITTLE.match(shape.letters, number.end)
    start = max(0, number.position - 5)
    place = (
        behind or _LACKING.search(shape.letters, start, number.position) or _LACKING_LITTLE.search(shape.letters, start, number.position)
    )
    if place is None:
        return 0, number.end
    counted = tokens[place.start() + 1].number if place.group()[-1] == "B" else 1
    return min(counted or 1, 11), place.end() if behind else number.end
