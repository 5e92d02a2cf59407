"""How many of something a line says: "2 alat", "1.200 siswa" (docs/domain.md#numbers-as-offices-write-them)."""

from dataclasses import dataclass

from ektp_core.reading.said import Said
from ektp_core.reading.text import Text
from ektp_core.reading.token import Token
from ektp_core.reading.word_sets import word_set
from ektp_core.reading.written_dates import NUMBERED

KITS = word_set("alat unit set kit kits")
PUPILS = word_set("siswa anak orang peserta pupil pupils people")
VISIT_DAYS = word_set("hari")


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
    if not tokens[position].digits or not text.is_free(position):
        return None
    end = position + 1
    if end < len(tokens) and _is(tokens[end], units) and not (end + 1 < len(tokens) and tokens[end + 1].word == "lagi"):
        start = _start(position, tokens)
        end += end + 1 < len(tokens) and tokens[end + 1].text == "rekam"
        return Said(tokens[position].number if start == position else None, start, end + 1)
    before = position - 1
    if before > 0 and tokens[before].text in (":", "="):
        before -= 1
    named = before >= 0 and _is(tokens[before], units) and not (before and tokens[before - 1].digits)
    followed = end < len(tokens) and (tokens[end].text in "/.-" and tokens[end].glued)
    return Said(tokens[position].number, before, end) if named and not followed else None


def _is(token: Token, units: frozenset[str]) -> bool:
    return token.word in units or token.text in units


def _start(position: int, tokens: list[Token]) -> int:
    """Where a number begins that is written in parts: "2,5", "1 200". Which number such parts are is asked."""
    token, before = tokens[position], tokens[max(0, position - 2) : position]
    if len(before) == 2 and before[0].digits and before[1].text in (",", ".") and before[1].glued and token.glued:
        return position - 2
    is_apart = bool(before) and 0 < before[-1].digits <= 3 and token.digits == 3 and not token.grouped
    if is_apart and not before[-1].glued and not (len(before) == 2 and {before[0].text, before[0].word} & NUMBERED):
        return position - 1
    return position
