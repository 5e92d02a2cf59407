"""A text as words, numbers and signs, each in its standard spelling: what every reader reads."""

import re

from ektp_core.reading.words.number_words import joined_numbers
from ektp_core.reading.words.signs import LONGEST_TEXT, ODD_DIGIT
from ektp_core.reading.words.spelling import Spelling
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

MOST_DIGITS = 11
"""A longer number is only known to be one."""

MOST_TOKENS = 120
"""Read from the front and the back of a longer message: people greet first, and ask last."""

MONTH_BEGINNINGS = word_set("jan feb mar apr mei may jun jul aug agu sep oct okt nov dec des of")
SIGNS = {"%": "persen", "\n": ";", "!": ";"}
GROUPED = r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+"
"""A number whose thousands are told apart, 1.200 or 1,750,240."""

_LETTER = rf"[^\W\d_{ODD_DIGIT}]"
_TOKEN = re.compile(
    rf"(?P<until>(?<!\w)[sS]\s?[./]\s?[dD]\b\.?)|\b2[kK](?P<short>[0-9]{{2}})\b|(?P<grouped>(?<![0-9][.,/-])(?<![0-9]){GROUPED}(?![0-9]|[.,/-][0-9]))"
    rf"|(?P<slip>(?<![^\W_])(?:[0-9]+[lo][0-9]*|[loI][0-9]+)(?![^\W_])|[0-9]*{ODD_DIGIT}[0-9{ODD_DIGIT}]*)"
    rf"|{_LETTER}+(?:['’`´]{_LETTER}+)*|[0-9]+|\n|[^\w\s]"
)
_REPEATED = re.compile(r"(.)\1{2,}")


def tokens_of(text: str, spelling: Spelling) -> list[Token]:
    """The tokens of a text in its `normal` form; at most MOST_TOKENS."""
    found = list(_TOKEN.finditer(text[:LONGEST_TEXT]))
    if len(found) > MOST_TOKENS:
        found = [*found[: MOST_TOKENS // 2], *found[-MOST_TOKENS // 2 :]]
    drawn_out = _REPEATED.search(text) is not None
    tokens: list[Token] = []
    before = -1
    for match in found:
        start, end = match.span()
        written = match.group().lower()
        if match.lastgroup:
            tokens.append(_special(match, written, glued=start == before))
        elif written[0].isalpha():
            word, known = spelling.spelt(_REPEATED.sub(r"\1", written) if drawn_out else written)
            tokens.append(Token(written, word, start == before, None, 0, known, start, end))
        elif "0" <= written[0] <= "9":
            number = int(written) if len(written) <= MOST_DIGITS else None
            tokens.append(Token(written, "", start == before, number, len(written), False, start, end))
        else:
            tokens.append(Token(written, SIGNS.get(written, written), start == before, None, 0, False, start, end))
        before = end
    return joined_numbers(_without_doubling(tokens))


def _special(match: re.Match[str], written: str, *, glued: bool) -> Token:
    """ "s/d", 2k10, a number with a letter in it, and one whose thousands are told apart."""
    start, end = match.span()
    if match["until"]:
        return Token("sampai", "sampai", glued, known=True, start=start, end=end)
    if match["short"]:
        return Token(written, "", glued, 2000 + int(match["short"]), 4, start=start, end=end)
    if match["slip"]:  # "l2", "20l0", "①2": a number, but which?
        return Token(written, "", glued, None, len(written), start=start, end=end, grouped=True)
    digits = written.replace(".", "").replace(",", "")
    number = int(digits) if len(digits) <= MOST_DIGITS else None
    return Token(written, "", glued, number, len(digits), start=start, end=end, grouped=True)


ENDINGS = word_set("an nya st nd rd")


def _is_ending(token: Token, kept: list[Token], following: Token | None) -> bool:
    """What is glued to a number without meaning anything: "23an", "1st", "14th Dec"."""
    if not kept or kept[-1].number is None:
        return False
    before_month = following is not None and following.text[:3] in MONTH_BEGINNINGS
    if token.text == "of":
        return before_month
    behind_month = len(kept) > 1 and kept[-2].text[:3] in MONTH_BEGINNINGS
    return token.glued and (token.text in ENDINGS or (token.text == "th" and (before_month or behind_month)))


def _without_doubling(tokens: list[Token]) -> list[Token]:
    """Without what means nothing of its own: the 2 of "sekolah2", endings of numbers, the "dengan" of "sampai dengan"."""
    kept: list[Token] = []
    for position, token in enumerate(tokens):
        before = kept[-1] if kept else None
        if token.text == "sd" and before is not None and _is_between_days(before, tokens[position + 1 : position + 2]):
            token.text = token.word = "sampai"
        if before is None or not (token.glued or token.text == "of" or token.word == "dengan"):
            kept.append(token)
            continue
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        until = token.word == "dengan" and before.word == "sampai"
        if until or _is_doubling(token, before, following) or _is_ending(token, kept, following):
            before.end = token.end
        else:
            kept.append(token)
    return kept


def _is_between_days(before: Token, following: list[Token]) -> bool:
    """ "12 sd 14 jan" is a run, and no school."""
    return bool(following and following[0].digits) and (before.digits > 0 or before.text[:3] in MONTH_BEGINNINGS)


def _is_doubling(token: Token, before: Token, following: Token | None) -> bool:
    """ "sekolah2", "anak2": a 2 behind a word says it twice, unless it numbers a school ("sma2")."""
    if token.text != "2" or not token.glued or not before.text.isalpha() or len(before.text) < 4:
        return False
    return not before.text.startswith(("sma", "smk", "man", "slb", "mts")) and not (
        following and following.glued and following.text.isalpha() and len(following.text) > 3
    )
