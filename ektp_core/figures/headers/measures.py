"""What a header counts, told from its words (docs/domain.md#layouts-of-reports)."""

import re
import unicodedata
from enum import StrEnum

from ektp_core.reading.days.periods import month_named

LONGEST_HEADER = 160  # characters: a longer cell is a paragraph


class Measure(StrEnum):
    """What is counted. BARE is a number of people without a word of whom: "L", "P", "JML"."""

    OBLIGED = "obliged"
    RECORDED = "recorded"
    MISSING = "missing"
    PRINTED = "printed"
    UNPRINTED = "unprinted"
    EARLY = "early"
    POPULATION = "population"
    BARE = "bare"


DECISIVE = frozenset({Measure.OBLIGED, Measure.RECORDED, Measure.MISSING})
"""Two of them give the coverage."""

MALE = {"l", "lk", "laki", "lakilaki", "pria", "male"}
FEMALE = {"p", "pr", "perempuan", "wanita", "female"}
TOTAL = {"jml", "jumlah", "total", "lp", "lkpr", "jmlh"}
"""The words for men, women and both."""

TOTAL_WORDS = frozenset(MALE | FEMALE | TOTAL)

OF_PEOPLE = frozenset({"nama", "nik", "nisn", "nip"})
"""Words of a list of people."""

_AGE = r"(?:(?:ber|cukup |genap |mencapai )*(?:umur |usia |age )?(?:cukup |genap |mencapai )*1[67]\b)"
_NOT_YET = re.compile(rf"\b(?:belum|blm|belom|tidak|tdk|sisa|kekurangan)(?! ?{_AGE})")
CARD = re.compile(r"cetak|miliki|punya|memiliki|pemilikan|terbit")
_PRINTED_AFTER = re.compile(r"rekam\w*(?: (?!dan\b|dgn\b|dengan\b|serta\b)\w+)* (?:ter|di)?cetak\b")
"""Of those recorded the ones whose card is printed; "perekaman dan pencetakan" is a title for both."""

_NOT_PRINTED = re.compile(r"\b(?:belum|blm|belom|tidak|tdk) ?(?:di|ter)?(?:cetak|punya|me?miliki)")
_OBLIGED = re.compile(r"wajib|w ?ktp|obliged|\b(?:umur |usia |gt )?17 ?(?:tahun |thn |th )?(?:ke ?atas|plus|lebih)\b|\bgt 17\b")
_OUGHT = re.compile(r"\bwajib (?:me)?(?:miliki|mpunyai|punya|rekam|perekaman|rekaman)")
"""The words of the law: obliged to hold a card, to be recorded."""

_NOT_OBLIGED = re.compile(r"\b(?:pra|non|bukan|belum|blm|di ?luar) ?(?:wajib ?(?:ktp|e ktp)?|wktp)")
_EARLY = re.compile(
    r"\bpra ?(?:wajib|wktp|ktp)|\bpra$"
    rf"|\b(?:pra|(?:se)?belum|blm|kurang(?: dari)?|(?:di ?)?bawah|lt|under|below|(?:men)?jelang|akan) ?{_AGE}"
    r"|\b1[67] ?(?:tahun |thn |th )?ke ?bawah\b|\b16 ?(?:tahun|thn|th)\b(?! ke ?atas)|\b16 (?:s d |sd |sampai )?17\b|\b16 plus\b"
    r"|\b(?:usia|umur|age|rekam) 16\b(?! ke ?atas)|\bu ?17\b|\b(?:belum cukup|di ?bawah) umur\b|\bdini\b|\bearly\b"
    r"|\b(?:usia|anak) sekolah\b|\b(?:pelajar|siswa)\b"
)
"""People below 17 in the many names that offices give them."""

_PEOPLE = re.compile(r"\b(?:penduduk|akan|potensi|populasi|(?:jumlah|jml|total) (?:anak|siswa|pelajar|usia|umur|yang|penduduk))\b")
"""How many there are of an age, recorded or not."""

_ACT = re.compile(r"rekam|recorded|\b(?:sudah|telah|sdh)\b")
_MAY_BE_EARLY = re.compile(r"\b(?:pemula|anak|remaja)\b")
"""First-time voters: below 17 in one office, just obliged in another."""


_BELOW = re.compile(r"\b(?:pra|sebelum|belum|blm|kurang|bawah|dibawah|lt|non|pemula)\b")
_USUAL = re.compile(
    r"sudah|telah|sdh|yang|yg|me?lakukan|te?r?me?rekam|rekam|perekaman|perekam|ktp|el|e|ektp|ktpel|elektronik|wajib|w?ktp|wktp|penduduk|realisasi"
    r"|capaian|hasil|data|jiwa|orang|org|s|d|sd|sampai|dengan|dgn|hingga|bulan|bln|minggu|hari|tahun|thn|th|ini|lalu|kumulatif|komulatif"
    r"|akumulasi|dan|se|kabupaten|kab|kecamatan|kec|desa|jumlahnya|keseluruhan|seluruh|dinamis|awal|akhir|belum|blm|tercetak|cetak|sum|of|dari"
    r"|recorded|obliged|per|tgl|tanggal|periode|sebelumnya|berjalan|penambahan|tambah|bertambah|sebanyak|semester|smt|triwulan|tw|[iv]+"
)
_TOGETHER = re.compile(r"\b(?:termasuk|beserta|incl|including|di ?antaranya|dari (?:jumlah|yang|total)|of which)\b")
_APART = re.compile(r"\b(?:tidak termasuk|tdk termasuk|tanpa|di ?luar|selain|kecuali|excl|excluding)\b")


def holds_early(text: str) -> bool:
    """Whether a header says that those recorded early are counted among the others."""
    spaced = " ".join(header_words(text))
    return _TOGETHER.search(spaced) is not None and _APART.search(spaced) is None and _EARLY.search(spaced) is not None


def says_early(text: str) -> bool:
    """Whether a header or title speaks of an age below 17, or of school; not just of young people."""
    spaced = " ".join(header_words(text))
    return (_EARLY.search(spaced) or _NOT_OBLIGED.search(spaced)) is not None


def is_surely_early(text: str) -> bool:
    """Whether it also says that these were recorded, or that they are below 17: "16 tahun" alone may be everybody of that age."""
    spaced = " ".join(header_words(text))
    return says_early(text) and (_ACT.search(spaced) or _BELOW.search(spaced)) is not None


def begins_inside(text: str) -> bool:
    """Whether a header counts some of those in the column before it: "diantaranya belum 17 tahun"."""
    inside = _TOGETHER.search(" ".join(header_words(text)))
    return inside is not None and inside.start() == 0


def is_of_obliged(text: str) -> bool:
    """Whether a header of those recorded says that they are the obliged: "sudah rekam >= 17 tahun", "perekaman wajib KTP"."""
    return _OBLIGED.search(_NOT_OBLIGED.sub("", " ".join(header_words(text)))) is not None


def said_more(text: str) -> list[str]:
    """The words of a header that are neither a measure nor a time nor a sum: of a part, or of a kind of recording."""
    return [
        word for word in header_words(text) if not (_USUAL.fullmatch(word) or word in TOTAL_WORDS or word.isdecimal() or month_named(word))
    ]


def header_words(text: str) -> list[str]:
    """The words of a header in plain letters; "Perem-\\npuan" is one word, "WKTP_LK" two; without what a pivot table puts in front."""
    if len(text) > LONGEST_HEADER:
        return []
    unbroken = re.sub(r"-\s*[\r\n]+\s*", "", text)
    plain = re.sub(r"^\s*(?:sum of|jumlah dari)\s+", "", unicodedata.normalize("NFKD", unbroken).casefold())
    plain = re.sub(r"[<≤]\s*(?==?\s*1[67])", " lt ", plain)
    plain = re.sub(r"[>≥]\s*(?==?\s*1[67])", " gt ", plain)
    plain = re.sub(r"(?<=1[67])\s*\+", " plus ", plain)
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def measures_named(title: str) -> set[Measure]:
    """What a title says is counted: of several, all."""
    words = header_words(title)
    joined = "".join(words)
    measures = {measure_of(words, joined)} - {None}
    if Measure.RECORDED in measures and _OBLIGED.search(joined):
        measures.add(Measure.OBLIGED)
    if Measure.RECORDED in measures and CARD.search(joined):
        measures.add(Measure.PRINTED)
    return {measure for measure in measures if measure}


def is_not_yet(words: list[str]) -> bool:
    """Whether a header counts those who are left; "sebelum 17" and "belum 17" speak of an age."""
    return _NOT_YET.search(" ".join(words)) is not None


def measure_of(words: list[str], joined: str) -> Measure | None:
    """What the words of a header count, also given as one; None for what is none of these."""
    if OF_PEOPLE & set(words):
        return None
    spaced = " ".join(words)
    if (aside := _APART.search(spaced) or _TOGETHER.search(spaced)) and aside.start():
        words = spaced[: aside.start()].split()
        spaced, joined = " ".join(words), "".join(words)
    rest = _NOT_OBLIGED.sub("", spaced)
    is_obliged, not_yet = _OBLIGED.search(rest) is not None, is_not_yet(rest.split())
    if _PEOPLE.search(spaced) and not _ACT.search(spaced) and _EARLY.search(spaced):
        return None
    if _EARLY.search(spaced) or (_MAY_BE_EARLY.search(spaced) and not is_obliged) or (rest != spaced and "rekam" in rest):
        return None if not_yet or is_obliged else Measure.EARLY
    if not_yet:
        if _NOT_PRINTED.search(spaced) or ("rekam" not in joined and joined not in {"belum", "blm"}):
            return _unprinted(joined)
        return Measure.MISSING
    if _OUGHT.search(spaced):
        return Measure.OBLIGED
    if _PRINTED_AFTER.search(spaced):
        return Measure.PRINTED
    if "rekam" in joined or joined == "sudah" or "recorded" in words:
        return Measure.RECORDED
    if CARD.search(joined):
        return Measure.PRINTED
    if is_obliged:
        return Measure.OBLIGED
    if "penduduk" in joined:
        return Measure.POPULATION
    said = set(words) - MALE - FEMALE - TOTAL
    return Measure.PRINTED if said and "ktp" in joined and said <= {"ktp", "el", "ktpel", "ektp", "e", "sudah"} else None


def _unprinted(joined: str) -> Measure | None:
    """Not printed, or without a card; those not yet obliged are children."""
    if CARD.search(joined):
        return Measure.UNPRINTED
    return Measure.UNPRINTED if "ktp" in joined and not _OBLIGED.search(joined) else None
