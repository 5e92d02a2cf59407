"""Numbers that are said in words, as phones write them down: "dua ribu sepuluh", "sembilan belas", "sixteen"."""

from ektp_core.reading.words.token import Token

_UNITS = {
    word: value
    for value, words in enumerate(
        (
            "nol kosong zero",
            "satu sigi one",
            "dua due duo two",
            "tiga tige three",
            "empat ampat empet four",
            "lima lime five",
            "enam anam enem six",
            "tujuh tujoh seven",
            "delapan lapan lapen dlapan eight",
            "sembilan semilan sembilen smbilan nine",
        )
    )
    for word in words.split()
}
_ALONE = {
    "sepuluh": 10,
    "sebelas": 11,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
NUMBER_WORDS = frozenset({*_UNITS, *_ALONE, "belas", "puluh", "ratus", "ribu", "seribu", "seratus"})


def joined_numbers(tokens: list[Token]) -> list[Token]:
    """The tokens with each number in words as one number token."""
    if not any(token.word in NUMBER_WORDS for token in tokens):
        return tokens
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        value, length = _number_at(tokens, position)
        if length == 0:
            joined.append(tokens[position])
            position += 1
            continue
        first = tokens[position]
        digits = max(len(str(value)), 2 if first.word in ("nol", "kosong") else 1)
        text, last = first.text if length == 1 else str(value), tokens[position + length - 1]
        joined.append(Token(text, "", first.glued, value, digits, start=first.start, end=last.end))
        position += length
    return joined


def _number_at(tokens: list[Token], position: int) -> tuple[int, int]:
    """The number in words that begins here, and how many tokens it takes; 0 tokens when none does."""
    thousands, length = _thousands(tokens, position)
    below, more = _below_hundred(tokens, position + length)
    if length:
        return thousands + (below if more else 0), length + more
    return below, more


def _thousands(tokens: list[Token], position: int) -> tuple[int, int]:
    """Thousands and hundreds: "dua ribu lima ratus", "seratus"."""
    value, length = _counted(tokens, position, "ribu", 1000)
    hundreds, more = _counted(tokens, position + length, "ratus", 100)
    return value + hundreds, length + more


def _counted(tokens: list[Token], position: int, unit: str, worth: int) -> tuple[int, int]:
    """ "Seribu" and "dua ribu"."""
    word = _word(tokens, position)
    if word == f"se{unit}":
        return worth, 1
    if word in _UNITS and _word(tokens, position + 1) == unit:
        return _UNITS[word] * worth, 2
    return 0, 0


def _below_hundred(tokens: list[Token], position: int) -> tuple[int, int]:
    word = _word(tokens, position)
    if word in _ALONE:
        return _ALONE[word], 1
    if word not in _UNITS:
        return 0, 0
    if word in ("nol", "kosong") and _word(tokens, position + 1) in _UNITS:  # "nol lima": 05
        return _UNITS[_word(tokens, position + 1)], 2
    following = _word(tokens, position + 1)
    if following == "belas":
        return _UNITS[word] + 10, 2
    if following == "puluh":
        unit = _word(tokens, position + 2)
        single = unit in _UNITS and _word(tokens, position + 3) not in {"belas", "puluh", "ribu", "ratus"}
        return _UNITS[word] * 10 + (_UNITS[unit] if single else 0), 3 if single else 2
    return _UNITS[word], 1


def _word(tokens: list[Token], position: int) -> str:
    return tokens[position].word if position < len(tokens) else ""
