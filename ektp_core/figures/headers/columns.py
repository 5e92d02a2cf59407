"""What a column holds, told from the words above it (docs/domain.md#layouts-of-reports)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.areas import Level
from ektp_core.reading.calendar import AsOf
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


class ColumnRole(StrEnum):
    """What a column is for."""

    NAME = "name"
    CODE = "code"
    LEVEL = "level"
    PERIOD = "period"
    COUNT = "count"
    PERCENT = "percent"


class ColumnPart(StrEnum):
    """Men, women, or both."""

    MALE = "male"
    FEMALE = "female"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its position, role and what belongs to the role. Of several denominators the one of highest `rank` counts.

    Its numbers are added to those of the columns `also`. A `contested` column may be what another one is, too: it has no measure then.
    """

    index: int
    role: ColumnRole
    text: str
    measure: Measure | None = None
    part: ColumnPart = ColumnPart.TOTAL
    level: Level | None = None
    rank: int = 1
    period: AsOf | None = None
    also: tuple[int, ...] = ()
    contested: Measure | None = None
    is_hidden: bool = False

    @property
    def means(self) -> Measure | None:
        """What it counts, or would count if it were taken."""
        return self.measure or self.contested


_LEVEL_WORDS = {
    Level.PROVINCE: {"prov", "prop", "provinsi", "propinsi", "province"},
    Level.DISTRICT: {"kab", "kabupaten", "kota", "kabkota", "kabko", "district"},
    Level.SUBDISTRICT: {"kec", "kecamatan", "subdistrict"},
    Level.VILLAGE: {"kel", "kelurahan", "desa", "ds", "deskel", "keldesa", "desakel", "village"},
}
_PLACE_WORDS = {"wilayah", "daerah", "nama", "nm", "area", "lokasi", "unit", "kerja", "administrasi", "uraian"}
_CODE_WORDS = {"kode", "kd", "no", "nomor", "id", "code", "kdwil", "kodewilayah"}
_CODE_NOISE = {"bps", "kemendagri", "wil", "permendagri"}
_MALE = {"l", "lk", "laki", "lakilaki", "pria", "male"}
_FEMALE = {"p", "pr", "perempuan", "wanita", "female"}
_TOTAL = {"jml", "jumlah", "total", "lp", "lkpr", "jmlh"}
TOTAL_WORDS = frozenset(_MALE | _FEMALE | _TOTAL)
"""The words for men, women and both."""

_PERIOD = {"periode", "bulan", "tanggal", "tgl", "tahun", "semester", "triwulan", "posisi"}
_ELSEWHERE = re.compile(
    r"identitasdigital|akta|blang?ko|printready|siapcetak|siapdicetak|duplicate|duplikat|anomali|kartukeluarga|ratarata|ranking|selisih"
    r"|target|sasaran|rencana|proyeksi|estimasi|kuota|potensi|gagal|ganda|bermasalah|perubahan|ulang|ditolak|meninggal|pindah|rusak|hilang|suket|permohonan|pemohon|antri|antre"
)
_ELSEWHERE_WORDS = {"alat", "petugas", "operator", "ikd", "kia", "prr", "sfe", "kk", "akte"}
_PERCENT = re.compile(r"persen|prosent|cakupan|pct|percent")
_AGE = r"(?:(?:ber|cukup |genap |mencapai )*(?:umur |usia |age )?(?:cukup |genap |mencapai )*1[67]\b)"
_NOT_YET = re.compile(rf"\b(?:belum|blm|belom|tidak|tdk|sisa|kekurangan)(?! ?{_AGE})")
_CARD = re.compile(r"cetak|miliki|punya|memiliki|pemilikan|terbit")
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
    """The words of a header in plain letters; "Perem-\\npuan" is one word, "WKTP_LK" two."""
    if len(text) > LONGEST_HEADER:
        return []
    unbroken = re.sub(r"-\s*[\r\n]+\s*", "", text)
    plain = unicodedata.normalize("NFKD", unbroken).casefold()
    plain = re.sub(r"[<≤]\s*(?==?\s*1[67])", " lt ", plain)
    plain = re.sub(r"[>≥]\s*(?==?\s*1[67])", " gt ", plain)
    plain = re.sub(r"(?<=1[67])\s*\+", " plus ", plain)
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def column_of(text: str) -> Column | None:
    """The column under a header text, at position 0; None when the words say nothing that the reader knows."""
    words = header_words(text)
    if not words:
        return Column(0, ColumnRole.PERCENT, text) if text.strip() == "%" else None
    joined = "".join(words)
    if _ELSEWHERE.search(joined) or _ELSEWHERE_WORDS & set(words):
        return None
    if "%" in text or _PERCENT.search(joined):
        known = _is_not_yet(words) or _CARD.search(joined) or joined.removeprefix("persen") in {"ktp", "ktpel"}
        is_recorded = "rekam" in joined and not _is_not_yet(words)
        return None if known and not is_recorded else Column(0, ColumnRole.PERCENT, text, part=part_of_header(words))
    if measure := _measure(words, joined):
        return Column(0, ColumnRole.COUNT, text, measure, part_of_header(words), rank=_rank(joined))
    return _place_column(words, text) or _bare(words, text)


def measures_named(title: str) -> set[Measure]:
    """What a title says is counted: of several, all."""
    words = header_words(title)
    joined = "".join(words)
    measures = {_measure(words, joined)} - {None}
    if Measure.RECORDED in measures and _OBLIGED.search(joined):
        measures.add(Measure.OBLIGED)
    if Measure.RECORDED in measures and _CARD.search(joined):
        measures.add(Measure.PRINTED)
    return {measure for measure in measures if measure}


def _is_not_yet(words: list[str]) -> bool:
    """Whether a header counts those who are left; "sebelum 17" and "belum 17" speak of an age."""
    return _NOT_YET.search(" ".join(words)) is not None


def _measure(words: list[str], joined: str) -> Measure | None:
    spaced = " ".join(words)
    if (aside := _APART.search(spaced) or _TOGETHER.search(spaced)) and aside.start():
        words = spaced[: aside.start()].split()
        spaced, joined = " ".join(words), "".join(words)
    rest = _NOT_OBLIGED.sub("", spaced)
    is_obliged, not_yet = _OBLIGED.search(rest) is not None, _is_not_yet(rest.split())
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
    if _CARD.search(joined):
        return Measure.PRINTED
    if is_obliged:
        return Measure.OBLIGED
    if "penduduk" in joined:
        return Measure.POPULATION
    said = set(words) - _MALE - _FEMALE - _TOTAL
    return Measure.PRINTED if said and "ktp" in joined and said <= {"ktp", "el", "ktpel", "ektp", "e", "sudah"} else None


def _unprinted(joined: str) -> Measure | None:
    """Not printed, or without a card; those not yet obliged are children."""
    if _CARD.search(joined):
        return Measure.UNPRINTED
    return Measure.UNPRINTED if "ktp" in joined and not _OBLIGED.search(joined) else None


def part_of_header(words: Sequence[str]) -> ColumnPart:
    """Whom a header counts: men, women, or both."""
    said = set(words)
    male, female = bool(said & _MALE), bool(said & _FEMALE)
    if male is female:
        return ColumnPart.TOTAL
    return ColumnPart.MALE if male else ColumnPart.FEMALE


def _rank(joined: str) -> int:
    """WKTP DINAMIS before a plain one before WKTP AWAL: today's denominator before that of the start (docs/domain.md#two-denominators)."""
    return 2 if "dinamis" in joined else 0 if "awal" in joined else 1


def _bare(words: list[str], text: str) -> Column | None:
    said = set(words)
    if said <= _MALE | _FEMALE | _TOTAL | {"dan"}:
        return Column(0, ColumnRole.COUNT, text, Measure.BARE, part_of_header(words))
    return None


def _place_column(words: list[str], text: str) -> Column | None:
    said = set(words)
    if words in (["level"], ["tingkat"], ["level", "wilayah"]):
        return Column(0, ColumnRole.LEVEL, text)
    if words == ["no"] or said == {"no", "urut"}:
        return None
    levels = [level for level, names in _LEVEL_WORDS.items() if said & names]
    known = _PLACE_WORDS | _CODE_WORDS | _CODE_NOISE | set().union(*_LEVEL_WORDS.values())
    if said <= known and (levels or said & (_PLACE_WORDS | _CODE_WORDS)):
        level = levels[-1] if len(levels) == 1 or levels == [Level.DISTRICT, Level.VILLAGE] else None
        return Column(0, ColumnRole.CODE if said & _CODE_WORDS else ColumnRole.NAME, text, level=level)
    if said & _PERIOD and len(words) <= 4:
        return Column(0, ColumnRole.PERIOD, text)
    return None
