"""What is named and taken back in the same text is not said: "bukan 12 maret 2010 tapi 21 maret 2011", "12-3-2010 eh salah 12-3-2011"."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set


class Placed(Protocol):
    """Something that is said, in the tokens from `start` to before `end`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Placed)

BESIDE = word_set(
    "tanggal hari bulan tahun umur lahir kelahiran di ke pada untuk kecamatan desa kabupaten kota sekolah yang the in on at for born"
)
"""Between a denial and what it denies: "bukan tanggal 12", "not in Koba"."""

WRONG = frozenset({"salah", "keliru", "typo", "wrong", "ralat", "koreksi", "maaf", "maap", "sorry", "sori"})
RIGHT = word_set("maksud maksudnya benar bener bnr betul btl benarnya seharusnya harusnya meant mean correction actually")
AROUND = word_set("eh ehm oh aduh waduh yang yg nyang ya i saya ketik tulis tapi tp , . ; : - ( )")


def without_taken_back(found: Sequence[T], tokens: Sequence[Token]) -> list[T]:
    """The things of one kind, in their order, without those that are denied or that the next one takes the place of."""
    following = [*(each.start for each in found[1:]), -1]
    return [
        each
        for each, start in zip(found, following, strict=False)
        if not is_denied(tokens, each.start) and not _takes_the_place(tokens[each.end : max(start, each.end)])
    ]


def is_denied(tokens: Sequence[Token], start: int) -> bool:
    """Whether what begins here is said not to be so; "bukan hanya" and the tail of a question, "... bukan?", deny nothing."""
    position = start - 1
    while position >= 0 and (tokens[position].word in BESIDE or tokens[position].text in BESIDE):
        position -= 1
    if position < 0:
        return False
    before = tokens[position]
    return (
        before.word == "bukan" or before.text == "not" or (before.text == "of" and position > 0 and tokens[position - 1].text == "instead")
    )


def _takes_the_place(between: Sequence[Token]) -> bool:
    """Whether nothing but words that correct stand between two things."""
    words = [token.text for token in between if token.word not in BESIDE and token.text not in AROUND]
    return bool(words) and all(word in WRONG or word in RIGHT for word in words)
