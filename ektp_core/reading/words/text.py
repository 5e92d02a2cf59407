"""A text as its readers share it: tokens, and what each was used for; so nothing is read twice, and what is left over can be said."""

from collections.abc import Iterable, Iterator
from functools import cache

from ektp_core.reading.words.calendar_words import CALENDAR_WORDS, WordShape, shape_of
from ektp_core.reading.words.number_words import NUMBER_WORDS
from ektp_core.reading.words.signs import normal
from ektp_core.reading.words.spelling import Spelling
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.tokens import tokens_of
from ektp_core.reading.words.word_sets import word_set

ALIKE = ("menit", "detik", "sekelas", "seangkatan", "koma")
"""Words that are close to others by chance: they are no slips."""

SMALL = word_set("hari tanggal pada di itu ini ya min bapak ibu kak dan untuk mulai dari nya dong pukul jam wib sama on the of in at")
"""Words beside a day that say nothing more."""

_BLANK = Token("_", "_", glued=False)


def spelling_of(names: Iterable[str] = ()) -> Spelling:
    """The spelling in which the words of names, of the calendar and of numbers are right as they are."""
    return Spelling([*names, *CALENDAR_WORDS, *NUMBER_WORDS, *ALIKE])


usual_spelling = cache(spelling_of)
"""The spelling of what names no place: fields that staff fill in, notes."""


MEANINGFUL = frozenset("%$+=*<>@#^&|~\\€£")
"""Signs that give a number beside them another meaning."""


def _is_small(token: Token, small: frozenset[str]) -> bool:
    if not token.text[0].isalnum():
        return token.text not in MEANINGFUL
    return token.word in small or token.text in small


class Text:
    """The tokens of a text; `source` is the text in its normal form, in which they stand."""

    def __init__(self, text: str, spelling: Spelling | None = None) -> None:
        self.source = normal(text)
        self.tokens = tokens_of(self.source, spelling or usual_spelling())
        self._marks: list[str | None] = [None] * len(self.tokens)
        self._shape: WordShape | None = None

    def take(self, start: int, end: int, mark: str = "") -> None:
        """The tokens from `start` to before `end` stand for one thing that is named."""
        self._marks[start:end] = [mark, *[""] * (end - start - 1)]
        if self._shape is not None:
            self._shape = self._shape.without(start, end)

    def take_written(self, start: int, end: int) -> None:
        """Take the tokens that stand in the source between two places."""
        within = [at for at, token in enumerate(self.tokens) if token.start < end and start < token.end]
        if within:
            self.take(within[0], within[-1] + 1)

    def is_free(self, position: int) -> bool:
        """Whether nothing has used the token."""
        return self._marks[position] is None

    @property
    def free(self) -> list[bool]:
        """For each token whether nothing has used it."""
        return [mark is None for mark in self._marks]

    def shape(self) -> WordShape:
        """The shape of the text without what is named already."""
        if self._shape is None:
            self._shape = shape_of([token if mark is None else _BLANK for token, mark in self.marked()])
        return self._shape

    def marked(self) -> Iterator[tuple[Token, str | None]]:
        """Each token with what it was used for, None for nothing."""
        return zip(self.tokens, self._marks, strict=True)

    def leftover(self, small: frozenset[str] = SMALL) -> list[Token]:
        """The tokens that nothing has used and that are no small words."""
        return [token for token, mark in self.marked() if mark is None and not _is_small(token, small)]

    def rest(self) -> str:
        """The source without what was used."""
        pieces: list[str] = []
        end = 0
        for token, mark in self.marked():
            pieces.append(self.source[end : token.start] if mark is None or end == 0 else " ")
            pieces.append(self.source[token.start : token.end] if mark is None else " ")
            end = token.end
        return "".join([*pieces, self.source[end:]])

    def words(self, start: int, end: int) -> str:
        """As the tokens were written."""
        return self.source[self.tokens[start].start : self.tokens[end - 1].end]
