"""A number that is typed before a count board: what it counts, and whether it is added or what the count comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.visits.recaps import Tally, is_beyond_kits
from ektp_core.visits.schedule import TallyKind

LARGEST = 9_999
LONGEST = 60
"""Letters; a longer text is no count."""

WORDS: Mapping[TallyKind, frozenset[str]] = {
    TallyKind.RECORDED: word_set("terekam rekam direkam merekam recorded"),
    TallyKind.ABSENT: word_set("absen alpa absent"),
    TallyKind.FAILED: word_set("gagal failed fail"),
}
NOT_THERE = word_set("tidak tdk tak gak nggak ga bukan not"), word_set("hadir datang masuk there here")
"""Two words that say "absent"."""

PEOPLE = word_set("orang org siswa siswi anak murid pelajar pupil pupils people students children")
ADDS = word_set("+ tambah tambahkan tambahan nambah plus add another more")
MAKES = word_set("sudah jadi jadikan menjadi total totalnya semuanya make total already = altogether")
SMALL = word_set(", ; : dan and ya dong nih lagi baru")
"""Say nothing of how many; "12 lagi" may be twelve more, or twelve to come."""


class Way(StrEnum):
    """What a number does to the count."""

    ADD = "add"
    MAKE = "make"


class Doubt(StrEnum):
    """Why a number is asked about before it counts."""

    OVER = "over"
    """More pupils than are expected."""

    BEYOND_KITS = "beyond_kits"
    """Far more than the visit's kits record in a day."""

    LOWER = "lower"
    """Less than is counted already."""


@dataclass(frozen=True, slots=True)
class SaidCount:
    """How many of which kind; `way` where the words say whether they are added or are what it comes to."""

    counts: Mapping[TallyKind, int]
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class WayOpen:
    """What a typed number may do, and what speaks against it."""

    way: Way
    doubts: tuple[Doubt, ...] = ()


def read_said_count(text: str) -> SaidCount | None:
    """ "12", "+12", "sudah 31", "dua belas orang", "31 terekam 2 absen"; None for a text that says anything else besides.

    A number without a kind is of pupils recorded. Kinds stand all before their numbers, or all behind them.
    """
    if len(text) > LONGEST:
        return None
    ways: set[Way] = set()
    parts: list[int | TallyKind] = []
    read = Text(text.strip().rstrip("."))
    tokens = read.tokens
    position = 0
    while position < len(tokens):
        token, following = tokens[position], tokens[position + 1 : position + 2]
        position += 1
        if token.digits:
            if not _is_whole(read.source[token.start : token.end], following) or token.number is None or token.number > LARGEST:
                return None
            parts.append(token.number)
        elif kind := _kind(token):
            parts.append(kind)
        elif _is(token, NOT_THERE[0]) and following and _is(following[0], NOT_THERE[1]):
            parts.append(TallyKind.ABSENT)
            position += 1
        elif way := _way(token):
            ways.add(way)
        elif not (_is(token, PEOPLE) or _is(token, SMALL)):
            return None
    counts = _paired(parts)
    return SaidCount(counts, ways.pop() if len(ways) == 1 else None) if counts else None


def said_way(text: Text) -> Way | None:
    """Whether the words of a sentence say that its numbers are added, or are what the count comes to; None for neither or both."""
    ways = {way for token in text.tokens if (way := _way(token))}
    return ways.pop() if len(ways) == 1 else None


def ways_open(said: SaidCount, counted: Tally, seen: int, expected: int | None, room: int) -> tuple[WayOpen, ...]:
    """What a number may do: one way without a doubt is done, anything else is asked.

    `counted` is what it would be added to, `seen` how many pupils the visit has seen altogether, `room` how
    many its kits record in a day. Where both ways come to the same there is
    nothing to ask.
    """
    ways = [said.way] if said.way else [*Way]
    changes = {way: change_of(said.counts, way, counted) for way in ways}
    if len(ways) > 1 and changes[Way.ADD] == changes[Way.MAKE]:
        del changes[Way.MAKE]
    elif len(ways) > 1 and not any(said.counts.values()):
        del changes[Way.ADD]
    return tuple(WayOpen(way, _doubts(change, counted, seen, expected, room)) for way, change in changes.items())


def change_of(counts: Mapping[TallyKind, int], way: Way, counted: Tally) -> Mapping[TallyKind, int]:
    """By how much each kind grows, or shrinks."""
    return dict(counts) if way is Way.ADD else {kind: amount - counted.of(kind) for kind, amount in counts.items()}


def _doubts(change: Mapping[TallyKind, int], counted: Tally, seen: int, expected: int | None, room: int) -> tuple[Doubt, ...]:
    found, more = [], change.get(TallyKind.RECORDED, 0)
    if expected is not None and sum(change.values()) > 0 and seen + sum(change.values()) > expected:
        found.append(Doubt.OVER)
    if more > 0 and is_beyond_kits(counted.recorded + more, room):
        found.append(Doubt.BEYOND_KITS)
    if any(amount < 0 for amount in change.values()):
        found.append(Doubt.LOWER)
    return tuple(found)


def _paired(parts: list[int | TallyKind]) -> Mapping[TallyKind, int]:
    """Each number with its kind; empty where that is not clear."""
    if len(parts) == 1 and isinstance(parts[0], int):
        return {TallyKind.RECORDED: parts[0]}
    kinds_first = bool(parts) and not isinstance(parts[0], int)
    if not kinds_first and len(parts) % 2:  # "31, 2 absen"
        parts = [parts[0], TallyKind.RECORDED, *parts[1:]]
    if len(parts) % 2:
        return {}
    pairs = [parts[at : at + 2] for at in range(0, len(parts), 2)]
    counts: dict[TallyKind, int] = {}
    for pair in pairs:
        kind, amount = pair if kinds_first else pair[::-1]
        if not isinstance(kind, TallyKind) or not isinstance(amount, int) or kind in counts:
            return {}
        counts[kind] = amount
    return counts


def _is_whole(written: str, following: list[Token]) -> bool:
    """Whether a number is all that is written there: neither "12,5" nor "8.30" or "12an", and no hour or phone number ("0800")."""
    is_rounded = written[0].isdigit() and not written[-1].isdigit()
    is_code = len(written) > 1 and written[0].isdecimal() and int(written[0]) == 0
    return not is_rounded and not is_code and not (following and following[0].glued and following[0].text not in (",", ";"))


def _kind(token: Token) -> TallyKind | None:
    return next((kind for kind, words in WORDS.items() if _is(token, words)), None)


def _way(token: Token) -> Way | None:
    return Way.ADD if _is(token, ADDS) else Way.MAKE if _is(token, MAKES) else None


def _is(token: Token, words: frozenset[str]) -> bool:
    return token.word in words or token.text in words
