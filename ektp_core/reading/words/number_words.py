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
_PARTS = frozenset({"belas", "puluh", "ratus", "ribu"})
NUMBER_WORDS = frozenset({*_UNITS, *_ALONE, "belas", "puluh", "ratus", "ribu", "seribu", "seratus"})


def joined_numbers(tokens: list[Token]) -> list[Token]:
    """The tokens with each number in words as one number token; digits that are only said one by one are its digits."""
    if not any(token.word in NUMBER_WORDS for token in tokens):
        return tokens
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        found = _in_thousands(tokens, position) or _in_words(tokens, position)
        joined.append(found[0] if found else tokens[position])
        position += found[1] if found else 1
    return joined


def _in_words(tokens: list[Token], position: int) -> tuple[Token, int] | None:
    """The number in words that begins here as one token, and how many it takes."""
    first = tokens[position]
    found, length = _number_at(tokens, position)
    spelt = _spelt(tokens, position)
    value: int | None = found
    digits = max(len(str(found)), 2 if first.word in ("nol", "kosong") else 1)
    if len(spelt) > max(length, 1):
        # Two are no number: "dua lima" may be 25, "dua tiga hari" are two or three.
        value = int("".join(map(str, spelt))) if len(spelt) > 2 else None
        length = digits = len(spelt)
    if length == 0:
        return None
    text = first.text if length == 1 else str(value) if value is not None else "".join(map(str, spelt))
    end = tokens[position + length - 1].end
    return Token(text, "", first.glued, value, digits, start=first.start, end=end, grouped=value is None), length


def _in_thousands(tokens: list[Token], position: int) -> tuple[Token, int] | None:
    """A number in digits with its thousands in a word as one token, and how many it takes: "2 ribu", "1,2 rb", "2 ribu 50"."""
    first = tokens[position]
    if (
        first.number is None
        or not 0 < first.digits <= 3
        or (first.glued and position and tokens[position - 1].text in (".", ",", "/", "-"))
    ):
        return None
    value, end = first.number * 1000, position + 1
    behind = tokens[end : end + 2]
    if len(behind) == 2 and behind[0].text in (",", ".") and behind[0].glued and behind[1].glued and behind[1].digits == 1:
        value, end = value + (behind[1].number or 0) * 100, end + 2
    if _word(tokens, end) != "ribu":
        return None
    end += 1
    if end < len(tokens) and 0 < tokens[end].digits <= 3 and value % 1000 == 0 and not tokens[end].glued:
        value, end = value + (tokens[end].number or 0), end + 1
    text = str(value)
    return Token(text, "", first.glued, value, len(text), start=first.start, end=tokens[end - 1].end, grouped=True), end - position


def _spelt(tokens: list[Token], position: int) -> list[int]:
    """The digits that are said one after the other from here on: "dua nol satu nol"."""
    found = []
    while _word(tokens, position) in _UNITS and _word(tokens, position + 1) not in _PARTS:
        found.append(_UNITS[_word(tokens, position)])
        position += 1
    return found if len(found) > 2 or (len(found) == 2 and found[0]) else []


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
    if position < len(tokens) and tokens[position].digits == 1 and _word(tokens, position + 1) in ("belas", "puluh"):  # "6 belas"
        number = tokens[position].number or 0
        return (number + 10 if _word(tokens, position + 1) == "belas" else number * 10), 2
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
