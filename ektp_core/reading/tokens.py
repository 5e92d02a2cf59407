"""A message as words, numbers and signs, each in its standard spelling."""

import re
import unicodedata

from ektp_core.reading.number_words import joined_numbers
from ektp_core.reading.spelling import Spelling
from ektp_core.reading.token import Token
from ektp_core.reading.word_sets import word_set

LONGEST_TEXT = 4096
"""Characters that are read; Telegram sends no longer message."""

PIECE = 256
"""Characters that are brought to one form at a time."""

MOST_DIGITS = 11
"""A longer number is only known to be one."""

MOST_TOKENS = 120
"""Read from the front and the back of a longer message: people greet first, and ask last."""

MONTH_BEGINNINGS = word_set("jan feb mar apr mei may jun jul aug agu sep oct okt nov dec des of")
_DASHES = str.maketrans("–—−‐‑", "-----")
_SHORT_YEAR = re.compile(r"\b2k(\d\d)\b")
SIGNS = {"%": "persen", "\n": ";", "!": ";"}
_TOKEN = re.compile(r"[^\W\d_]+(?:['’`´][^\W\d_]+)*|[0-9]+|\n|[^\w\s]")
_UNTIL = re.compile(r"(?<!\w)s\s?[./]\s?d\b\.?")
_REPEATED = re.compile(r"(.)\1{2,}")
_MARKS = re.compile(r"[\u0300-\u036f\u200b-\u200f\ufe00-\ufe0f]")


def plain(text: str) -> str:
    """A text in lower case and in one form of each letter and digit, without accents: "１２ Mëi" is "12 mei"."""
    if text.isascii():
        return _written_out(text.lower())
    lowered = _composed(text).lower()
    digits = "".join(str(unicodedata.decimal(each)) if each.isdecimal() and not each.isascii() else each for each in lowered)
    return _written_out(_MARKS.sub("", unicodedata.normalize("NFKD", digits))[:LONGEST_TEXT].translate(_DASHES))


def _written_out(text: str) -> str:
    """ "s/d" is "sampai", "2k10" is 2010."""
    return _SHORT_YEAR.sub(r"20\1", _UNTIL.sub(" sampai ", text))


def _composed(text: str) -> str:
    """In one form of each letter, piece by piece: a single sign may stand for eighteen letters, and only so many are read."""
    pieces, length = [], 0
    for start in range(0, min(len(text), LONGEST_TEXT), PIECE):
        piece = unicodedata.normalize("NFKC", text[start : start + PIECE])
        pieces.append(piece)
        length += len(piece)
        if length >= LONGEST_TEXT:
            break
    return "".join(pieces)[:LONGEST_TEXT]


def tokens_of(text: str, spelling: Spelling) -> list[Token]:
    """The tokens of a message that `plain` has made plain; at most MOST_TOKENS."""
    found = list(_TOKEN.finditer(text[:LONGEST_TEXT]))
    if len(found) > MOST_TOKENS:
        found = [*found[: MOST_TOKENS // 2], *found[-MOST_TOKENS // 2 :]]
    drawn_out = _REPEATED.search(text) is not None
    tokens: list[Token] = []
    end = -1
    for match in found:
        written, glued, end = match.group(), match.start() == end, match.end()
        if written[0].isdigit():
            tokens.append(Token(written, "", glued, int(written) if len(written) <= MOST_DIGITS else None, len(written)))
        elif written[0].isalpha():
            word, known = spelling.spelt(_REPEATED.sub(r"\1", written) if drawn_out else written)
            tokens.append(Token(written, word, glued, known=known))
        else:
            tokens.append(Token(written, SIGNS.get(written, written), glued))
    return joined_numbers(_without_doubling(tokens))


ENDINGS = word_set("an nya st nd rd")


def _is_ending(token: Token, before: Token | None, following: Token | None) -> bool:
    """What is glued to a number without meaning anything: "23an", "1st", "14th Dec"."""
    if before is None or before.number is None:
        return False
    before_month = following is not None and following.text[:3] in MONTH_BEGINNINGS
    if token.text == "of":
        return before_month
    return token.glued and (token.text in ENDINGS or (token.text == "th" and before_month))


def _without_doubling(tokens: list[Token]) -> list[Token]:
    """ "sekolah2", "anak2": a 2 behind a word says it twice, unless it numbers a school ("sma2")."""
    kept: list[Token] = []
    for position, token in enumerate(tokens):
        before = kept[-1] if kept else None
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        doubled = (
            token.text == "2"
            and token.glued
            and before is not None
            and before.text.isalpha()
            and len(before.text) > 3
            and not before.text.startswith(("sma", "smk", "man", "slb", "mts"))
            and not (following and following.glued and following.text.isalpha() and len(following.text) > 3)
        )
        if not doubled and not _is_ending(token, before, following):
            kept.append(token)
    return kept
