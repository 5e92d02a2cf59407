"""The numbers of a staff's sentence, each with what it counts: "88 ok, 5 absen", "rekam Koba jadi 20.415", "kurang dari 92%"."""

from collections.abc import Iterator, Mapping, Sequence

from ektp_core.figures.line import MEASURES
from ektp_core.reading.taken_back import without_taken_back
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.staff.slots import Measured
from ektp_core.visits.said_counts import PEOPLE, WORDS
from ektp_core.visits.schedule import TallyKind

Units = Mapping[Measured, frozenset[str]]

OF_TALLIES: Units = {
    Measured.RECORDED: WORDS[TallyKind.RECORDED]
    | word_set("ok oke beres sukses berhasil jadi selesai lancar kerekam perekaman aman hadir datang tambah nambah tambahan plus"),
    Measured.ABSENT: WORDS[TallyKind.ABSENT] | word_set("bolos sakit izin ijin mangkir"),
    Measured.FAILED: WORDS[TallyKind.FAILED] | word_set("error rusak ulang ditolak"),
}
OF_FIGURES: Units = {
    Measured.OBLIGED: MEASURES["obliged"],
    Measured.RECORDED: MEASURES["recorded"] | word_set("terekam kerekam"),
    Measured.EARLY: MEASURES["early"] | word_set("dini prapemula"),
    Measured.PRINTED: MEASURES["printed"],
    Measured.PERCENT: word_set("persen % persentase cakupan capaian"),
}
DENIES = word_set("tidak tak dak gak nggak ga belum tanpa")
THERE = word_set("hadir datang masuk ada terekam rekam")
BESIDE = PEOPLE | word_set("yang yg lagi lg nya : = ada jadi menjadi jd sebanyak sejumlah totalnya total cuma hanya baru ktp el ktpel -")
FINISHED = word_set("selesai beres rampung kelar tuntas usai done finished")
"""Behind a number it says what was recorded ("40 selesai"), elsewhere that the visit is over ("selesai, 40 rekam")."""

OF_WHOLE = word_set("dari of")
"""Before the number that another one is a part of: "40 dari 67"."""

FARTHEST = 6
LONG = 5
"""Digits of a count that might be read as a day, "141200"."""


def numbers_of(text: Text) -> list[Said[float]]:
    """The numbers that nothing else has used, decimals as such ("99,1"); what is taken back is none ("99,1 bukan 91,9")."""
    return without_taken_back(list(_numbers(text)), text.tokens)


def _numbers(text: Text) -> Iterator[Said[float]]:
    tokens = text.tokens
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.number is None or not text.is_free(position):
            position += 1
            continue
        behind = tokens[position + 1 : position + 3]
        is_decimal = len(behind) == 2 and behind[0].text in ",." and behind[0].glued and behind[1].glued and behind[1].digits in (1, 2)
        if is_decimal and text.is_free(position + 2):
            yield Said(float(f"{token.number}.{text.source[behind[1].start : behind[1].end]}"), position, position + 3)
        else:
            yield Said(token.number, position, position + 1)
        position += 3 if is_decimal else 1


def _is_of_early(tokens: Sequence[Token], position: int) -> bool:
    """The 17 of "pra-17", which counts nobody."""
    before = [token.text for token in tokens[max(0, position - 2) : position]]
    return tokens[position].number == 17 and (before[-1:] == ["pra"] or before == ["pra", "-"])


def long_counts(text: Text, units: Units) -> frozenset[int]:
    """The tokens of long counts beside their unit: "rekam 141200" is no 14 December 2000."""
    kinds = {at: kind for at in range(len(text.tokens)) if (kind := _kind_at(at, text, units))}
    long = [at for at, token in enumerate(text.tokens) if token.number is not None and token.digits >= LONG and text.is_free(at)]
    return frozenset(at for at in long if _unit(at - 1, -1, kinds, text) or _unit(at + 1, 1, kinds, text))


def _is_a_part(said: Said[float], text: Text) -> bool:
    """Whether a number goes on behind it, or is itself what another goes on with: "20 2100", "31k"."""
    beside = [at for at in (said.start - 1, said.end) if 0 <= at < len(text.tokens) and text.is_free(at)]
    behind = text.tokens[said.end : said.end + 1]
    return any(text.tokens[at].number is not None for at in beside) or any(each.glued and each.text[0].isalpha() for each in behind)


def amounts_of(text: Text, units: Units, usual: Measured | None = None) -> tuple[dict[Measured, float], tuple[str, ...]]:
    """Each number with the unit nearest to it, and those that belong to none; one without a unit is of the `usual` kind.

    A unit stands behind its number or before it, with nothing but small words and what is named already between: where both are
    possible, all stand as the first one does. A part of a longer number is of none, and a fraction is no number of people.
    """
    tokens = text.tokens
    for at in range(len(tokens)):
        if _is_of_early(tokens, at):
            text.take(at, at + 1)
    numbers = numbers_of(text)
    kinds = {at: kind for at in range(len(tokens)) if (kind := _kind_at(at, text, units))}
    is_kind_first = bool(kinds and numbers) and min(kinds) < numbers[0].start
    found: dict[Measured, float] = {}
    unread: list[str] = []
    alone: list[Said[float]] = []
    for said in numbers:
        if said.start and {tokens[said.start - 1].word, tokens[said.start - 1].text} & OF_WHOLE:
            continue
        behind, before = _unit(said.end, 1, kinds, text), _unit(said.start - 1, -1, kinds, text)
        kind = (before or behind) if is_kind_first else (behind or before)
        if Measured.PERCENT in units and not float(said.value).is_integer():  # people are whole
            kind = Measured.PERCENT if Measured.PERCENT in (behind, before) else None
        if _is_a_part(said, text):
            unread.append(text.words(said.start, said.end))
        elif kind is None:
            alone.append(said)
        elif found.setdefault(kind, said.value) != said.value:
            unread.append(text.words(said.start, said.end))
    for said in alone:
        if usual is not None and usual not in found:
            found[usual] = said.value
        else:
            unread.append(text.words(said.start, said.end))
    return found, tuple(unread)


def take_finished(text: Text) -> bool:
    """Whether a word says that the visit is over, which is taken out of the text: it counts nothing then."""
    tokens = text.tokens
    found = False
    for position, token in enumerate(tokens):
        if not (text.is_free(position) and _is(token, FINISHED)):
            continue
        before = position - 1
        while before > 0 and _is(tokens[before], PEOPLE):
            before -= 1
        if before >= 0 and tokens[before].number is not None and text.is_free(before):
            continue
        text.take(position, position + 1, "<finished>")
        found = True
    return found


def _kind_at(position: int, text: Text, units: Units) -> Measured | None:
    """What a word counts; two words "tidak hadir" say that somebody was absent."""
    token = text.tokens[position]
    if not text.is_free(position):
        return None
    is_denied = position > 0 and _is(text.tokens[position - 1], DENIES)
    if Measured.ABSENT in units and is_denied and _is(token, THERE):
        return Measured.ABSENT
    return next((kind for kind, words in units.items() if _is(token, words)), None)


def _unit(start: int, step: int, kinds: Mapping[int, Measured], text: Text) -> Measured | None:
    """The unit that stands beside a number on one side: behind it, nothing but small words are between; before it, no other number."""
    tokens = text.tokens
    for position in range(start, start + step * FARTHEST, step):
        if not 0 <= position < len(tokens):
            return None
        if position in kinds:
            return kinds[position]
        token = tokens[position]
        is_parted = token.digits > 0 or token.text in ",;" or _is(token, OF_WHOLE)
        passes = not is_parted if step < 0 else _is(token, BESIDE | DENIES)
        if text.is_free(position) and not passes:
            return None
    return None


def percent_of(text: Text) -> float | None:
    """The one number of a question of coverage; None where none or several are named."""
    values = {each.value for each in numbers_of(text)}
    return values.pop() if len(values) == 1 else None


def _is(token: Token, words: frozenset[str]) -> bool:
    return token.word in words or token.text in words
