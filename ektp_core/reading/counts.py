"""How many of something a line says: "2 alat", "1.200 siswa" (docs/domain.md#numbers-as-offices-write-them)."""

from dataclasses import dataclass

from ektp_core.reading.days.written_dates import NUMBERED
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

KITS = word_set("alat unit set kit kits")
PUPILS = word_set("siswa anak orang peserta pupil pupils people")
VISIT_DAYS = word_set("hari")
BESIDE = word_set("sebelum setelah sesudah selepas seusai before after")
DISTANCE = word_set("lagi depan kedepan lalu lewat")


@dataclass(frozen=True, slots=True)
class Counts:
    """Each count of one thing where it stands; None for a number that counts nothing: 2,5 kits."""

    said: tuple[Said[int | None], ...]

    @property
    def number(self) -> int | None:
        """The number; None where none is said, or different ones."""
        values = {each.value for each in self.said}
        return values.pop() if len(values) == 1 else None

    @property
    def is_clear(self) -> bool:
        """Whether it is said at most once, and as a whole number."""
        return not self.said or self.number is not None


def take_counts(text: Text, units: frozenset[str]) -> Counts:
    """Every number with one of the units behind it, or before it with a colon ("alat: 2"), taken out of the text."""
    found: list[Said[int | None]] = []
    for position in range(len(text.tokens)):
        if (said := _count_at(position, text, units)) and text.is_free(said.start):
            text.take(said.start, said.end)
            found.append(said)
    return Counts(tuple(found))


def _count_at(position: int, text: Text, units: frozenset[str]) -> Said[int | None] | None:
    tokens = text.tokens
    if _is_one_of(position, tokens, units):
        return Said(1, position, position + 1)
    if not tokens[position].digits or not text.is_free(position):
        return None
    end = position + 1
    if end < len(tokens) and _is(tokens[end], units) and not _is_of_date(position, tokens):
        if _is_distance(end + 1, tokens):
            return None
        start = _start(position, tokens)
        end += end + 1 < len(tokens) and tokens[end + 1].text == "rekam"
        has_another = end + 1 < len(tokens) and _is_count_of(end + 1, tokens)
        return Said(tokens[position].number if start == position and not has_another else None, start, end + 1)
    before = position - 1
    if before > 0 and tokens[before].text in (":", "="):
        before -= 1
    counted = before > 0 and tokens[before - 1].digits > 0 and not _is_of_date(before - 1, tokens)
    named = before >= 0 and _is(tokens[before], units) and not counted
    return Said(tokens[position].number, before, end) if named and _is_count_of(position, tokens) else None


def _is_one_of(position: int, tokens: list[Token], units: frozenset[str]) -> bool:
    """ "sehari" is one day, unless it only says how far off another is: "sehari lagi", "sehari sebelum", or is "sehari-hari"."""
    written, behind = tokens[position].text, tokens[position + 1 : position + 2]
    is_only = not behind or not (behind[0].word in BESIDE or behind[0].text == "-")
    return written.startswith("se") and written[2:] in units and is_only and not _is_distance(position + 1, tokens)


def _is_count_of(position: int, tokens: list[Token]) -> bool:
    """Whether a number stands behind what it counts, "alat 2": no unit of its own follows, and it begins no date."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if not tokens[position].digits:
        return False
    return following is None or not (following.text.isalpha() or (following.text in "/.-:" and following.glued))


def _is_distance(position: int, tokens: list[Token]) -> bool:
    """What stands behind days that lie between: "3 hari lagi", "3 hari ke depan", "3 hari yang lalu"."""
    behind = tokens[position : position + 2]
    if len(behind) == 2 and behind[0].word in ("ke", "yang"):
        behind = behind[1:]
    return bool(behind) and behind[0].word in DISTANCE


def _is_of_date(position: int, tokens: list[Token]) -> bool:
    """The year of 12/01/2027 counts nothing."""
    token = tokens[position]
    return position >= 2 and token.digits == 4 and token.glued and tokens[position - 1].text in "/-." and tokens[position - 2].digits > 0


def _is(token: Token, units: frozenset[str]) -> bool:
    return token.word in units or token.text in units


def _start(position: int, tokens: list[Token]) -> int:
    """Where a number begins that is written in parts: "2,5", "1 200", "120-150". Which number such parts are is asked."""
    token, before = tokens[position], tokens[max(0, position - 2) : position]
    if len(before) == 2 and before[0].digits and before[1].text in (",", ".") and before[1].glued and token.glued:
        return position - 2
    is_range = len(before) == 2 and 0 < before[0].digits <= 3 and before[1].word in ("-", "sampai", "atau", "/")
    if is_range and not _is_of_date(position - 2, tokens):
        return position - 2
    is_apart = bool(before) and 0 < before[-1].digits <= 3 and token.digits == 3 and not token.grouped
    if is_apart and not before[-1].glued and not (len(before) == 2 and {before[0].text, before[0].word} & NUMBERED):
        return position - 1
    return position
