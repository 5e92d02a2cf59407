"""The words of dates and ages in a message, one letter a token: patterns over these letters find what is said of time.

`1` to `9` a number by its count of digits, `0` a longer one or one with its thousands told apart
m month, W weekday, w "minggu" (Sunday, or a week) · Y year, B month, D day as units · t today, R "besok" and the like, E weekend,
q "seminggu", n "malam", g another part of a day · a, c, e the beginning, middle and end of a month, p "pertama"
T "tanggal", L "lahir", U "umur", J "jam", K what is counted · N next, F "kedepan", P past, i this, l "lagi", h half, k "kurang"
s "sebulan", v "sehari" · d "dan", u "sampai", o "atau", x "antara" · `_` any other word, signs as written.
"""

from functools import cache

from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ektp_core.reading.words.token import Token

MONTH_NAMES = (
    "januari january jan",
    "februari february pebruari feb peb",
    "maret march mart mar mrt",
    "april apr",
    "mei may mey",
    "juni june jun",
    "juli july jul",
    "agustus august agus agu ags agt agst aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
WEEKDAY_NAMES = (
    "senin sen monday mon",
    "selasa sel tuesday tue",
    "rabu rab wednesday wed",
    "kamis kam thursday thu",
    "jumat jum friday fri",
    "sabtu sab saturday sat",
    "ahad sunday sun",
)
ROMAN = {numeral: value for value, numeral in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1)}
_LETTERS = {
    "Y": "tahun",
    "B": "bulan",
    "D": "hari",
    "T": "tanggal",
    "L": "lahir nik",
    "U": "umur",
    "J": "jam pukul pkl",
    "K": "siswa orang alat unit set kit kits anak peserta",
    "N": "depan",
    "F": "kedepan",
    "P": "lalu lewat kemarin",
    "i": "ini sekarang",
    "l": "lagi",
    "h": "setengah",
    "s": "sebulan",
    "v": "sehari",
    "a": "awal",
    "e": "akhir",
    "c": "tengah pertengahan",
    "d": "dan & sama",
    "u": "sampai hingga sd to",
    "o": "atau apa",
    "x": "antara between",
    "t": "today arini hariini harini",
    "E": "weekend",
    "q": "seminggu",
    "k": "kurang",
    ".": "koma",
    "n": "malam",
    "g": "pagi siang sore wib",
}
_ORDINALS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
_FOLLOWING_DAYS = {"besok": 1, "lusa": 2, "tulat": 3, "tubin": 4}
NO_DAYS = frozenset({"jumatan", "mingguan", "harian", "bulanan", "tahunan"})
_SIGNS = frozenset("-/.,:;'+?()")


Letter = tuple[str, tuple[int, ...]]
"""A word's letter, and the numbers it stands for."""

OTHER: Letter = ("_", ())


def _known_words() -> dict[str, Letter]:
    known: dict[str, Letter] = {word: (letter, ()) for letter, words in _LETTERS.items() for word in words.split()}
    known |= {word: ("p", (number,)) for word, number in _ORDINALS.items()}
    known |= {word: ("R", (days,)) for word, days in _FOLLOWING_DAYS.items()}
    known |= {word: ("m", (month,)) for month, names in enumerate(MONTH_NAMES, 1) for word in names.split()}
    known |= {word: ("W", (day,)) for day, names in enumerate(WEEKDAY_NAMES) for word in names.split()}
    known |= {sign: (sign, ()) for sign in _SIGNS} | {"\\": ("/", ())}
    return known | {"minggu": ("w", ())}


_KNOWN = _known_words()


@cache
def _long_names() -> dict[str, str]:
    """Months and weekdays long enough to be recognised with a slip in them."""
    return {word: word for word, (letter, _) in _KNOWN.items() if letter in "mW" and len(word) >= 4 and word != "sept"}


CALENDAR_WORDS = tuple(word for word in _KNOWN if len(word) > 3)


class WordShape(Struct, frozen=True):
    """The letters of a message, and for each the numbers it stands for: a month, or two that a misspelt name may be."""

    letters: str
    values: tuple[tuple[int, ...], ...]

    def without(self, start: int, end: int) -> "WordShape":
        """The same where the words from `start` to before `end` are any others."""
        return WordShape(self.letters[:start] + "_" * (end - start) + self.letters[end:], self.values)


def shape_of(tokens: list[Token]) -> WordShape:
    """The shape of a message: as many letters as tokens."""
    found = [_letter(position, token, tokens) for position, token in enumerate(tokens)]
    return WordShape("".join([letter for letter, _ in found]), tuple([values for _, values in found]))


def used(letters: str, start: int, end: int) -> str:
    """The letters with # for what a reader has used: nothing reads it twice."""
    return letters[:start] + "#" * (end - start) + letters[end:]


def is_of_calendar(word: str) -> bool:
    """Whether a standard word is a month, a weekday or a unit of time."""
    return word.isalpha() and word in _KNOWN


def _letter(position: int, token: Token, tokens: list[Token]) -> Letter:
    text = token.text
    if token.digits:
        return (str(token.digits) if token.digits < 10 and not token.grouped else "0"), () if token.number is None else (token.number,)
    if found := _KNOWN.get(text):
        return found
    if text in NO_DAYS:
        return OTHER
    if is_until(position, tokens):
        return _KNOWN["sampai"]
    if text in ROMAN and _is_between_numbers(position, tokens):
        return "m", (ROMAN[text],)
    if found := _KNOWN.get(text.replace("'", "")) or (_KNOWN.get(token.word) if token.known or token.word == ";" else None):
        return found
    if token.known or not text.isalpha():
        return OTHER
    beside = any(each.digits for each in tokens[max(0, position - 1) : position + 2])
    return _misspelt(text, 4 if beside else 5) or _KNOWN.get(token.word) or OTHER


def is_until(position: int, tokens: list[Token]) -> bool:
    """ "14 smp 18 des", "3 des smp 7 des": between two days "smp" is "sampai" and no school; "kelas 9 smp 1" is one."""
    around = tokens[max(0, position - 2) : position], tokens[position + 1 : position + 3]
    if tokens[position].text != "smp" or not all(around):
        return False
    before, behind = around
    months = [token for token in (before[-1], *behind[1:]) if is_of_calendar(token.word) and not token.digits]
    return bool(behind[0].digits and months and (before[-1].digits or (len(before) > 1 and before[0].digits)))


def _is_between_numbers(position: int, tokens: list[Token]) -> bool:
    """12-III-2010, "12 III 2010": a numeral between a day and a year is a month; "XI 08.00" is a class, "12 x 2010" a product."""
    before, after = position - 1, position + 1
    if before < 0 or not (tokens[before].digits or tokens[before].text in "-/."):
        return _has_year_behind(after, tokens)
    signs = before >= 0 and after < len(tokens) and tokens[before].text == tokens[after].text and tokens[before].text in ("-", "/", ".")
    if signs:
        before, after = before - 1, after + 1
    if before < 0 or after >= len(tokens) or (not signs and len(tokens[position].text) < 2):
        return False
    return 0 < tokens[before].digits <= 2 and tokens[after].digits in ((2, 4) if signs else (4,))


def _has_year_behind(position: int, tokens: list[Token]) -> bool:
    """A sign and a year, glued: III-2010."""
    sign, year = (*tokens[position : position + 2], None, None)[:2]
    return sign is not None and year is not None and sign.text in "-/" and sign.glued and year.glued and year.digits == 4


def _misspelt(word: str, shortest: int) -> Letter | None:
    """A month or weekday with a slip, by its first letter; a month that may be two is kept as two: "juri" is 6 or 7."""
    if not shortest <= len(word) <= 11 or word[0] not in "jfmasond":
        return None
    near = process.extract(word, _long_names(), scorer=OSA.distance, score_cutoff=2 if len(word) >= 8 else 1, limit=None)
    months = {_KNOWN[name][1][0] for name, _, _ in near if _KNOWN[name][0] == "m" and name[0] == word[0]}
    if months:
        return "m", tuple(sorted(months))
    days = {_KNOWN[name][1][0] for name, _, _ in near if _KNOWN[name][0] == "W" and name[0] == word[0]}
    return ("W", (days.pop(),)) if len(days) == 1 else None
