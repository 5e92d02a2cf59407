"""What a column holds, told from the words above it (docs/domain.md#layouts-of-reports)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.area_words import LOCAL_WORDS
from ektp_core.areas import Level
from ektp_core.figures.headers.measures import CARD, FEMALE, MALE, TOTAL, Measure, header_words, is_not_yet, measure_of
from ektp_core.reading.calendar import AsOf


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
    place: str = ""
    """Where it stands when that is no column: the rows of a turned sheet."""

    @property
    def means(self) -> Measure | None:
        """What it counts, or would count if it were taken."""
        return self.measure or self.contested


_LEVEL_WORDS = {
    Level.PROVINCE: {"prov", "prop", "provinsi", "propinsi", "province"},
    Level.DISTRICT: {"kab", "kabupaten", "kota", "kabkota", "kabko", "district"},
    Level.SUBDISTRICT: {"kec", "kecamatan", "subdistrict", *(word for word, usual in LOCAL_WORDS.items() if usual == "kecamatan")},
    Level.VILLAGE: {"kel", "kelurahan", "desa", "ds", "deskel", "keldesa", "desakel", "village"}
    | {word for word, usual in LOCAL_WORDS.items() if usual == "desa"},
}
_PLACE_WORDS = {"wilayah", "daerah", "nama", "nm", "area", "lokasi", "unit", "kerja", "administrasi", "uraian"}
_CODE_WORDS = {"kode", "kd", "no", "nomor", "id", "code", "kdwil", "kodewilayah"}
_CODE_NOISE = {"bps", "kemendagri", "wil", "permendagri"}
_PERIOD = {"periode", "bulan", "tanggal", "tgl", "tahun", "semester", "triwulan", "posisi"}
_ELSEWHERE = re.compile(
    r"identitasdigital|akta|blang?ko|printready|siapcetak|siapdicetak|duplicate|duplikat|anomali|kartukeluarga|ratarata|ranking|selisih"
    r"|target|sasaran|rencana|proyeksi|estimasi|kuota|potensi|gagal|ganda|bermasalah|perubahan|ulang|ditolak|meninggal|pindah|rusak|hilang|suket|permohonan|pemohon|antri|antre"
)
_ELSEWHERE_WORDS = {"alat", "petugas", "operator", "ikd", "kia", "prr", "sfe", "kk", "akte"}
_PERCENT = re.compile(r"persen|prosent|cakupan|pct|percent")


def column_of(text: str) -> Column | None:
    """The column under a header text, at position 0; None when the words say nothing that the reader knows."""
    words = header_words(text)
    if not words:
        return Column(0, ColumnRole.PERCENT, text) if text.strip() == "%" else None
    joined = "".join(words)
    if _ELSEWHERE.search(joined) or _ELSEWHERE_WORDS & set(words):
        return None
    if "%" in text or _PERCENT.search(joined):
        known = is_not_yet(words) or CARD.search(joined) or joined.removeprefix("persen") in {"ktp", "ktpel"}
        is_recorded = "rekam" in joined and not is_not_yet(words)
        return None if known and not is_recorded else Column(0, ColumnRole.PERCENT, text, part=part_of_header(words))
    if measure := measure_of(words, joined):
        return Column(0, ColumnRole.COUNT, text, measure, part_of_header(words), rank=_rank(joined))
    return _place_column(words, text) or _bare(words, text)


def part_of_header(words: Sequence[str]) -> ColumnPart:
    """Whom a header counts: men, women, or both."""
    said = set(words)
    male, female = bool(said & MALE), bool(said & FEMALE)
    if male is female:
        return ColumnPart.TOTAL
    return ColumnPart.MALE if male else ColumnPart.FEMALE


def _rank(joined: str) -> int:
    """WKTP DINAMIS before a plain one before WKTP AWAL: today's denominator before that of the start (docs/domain.md#two-denominators)."""
    return 2 if "dinamis" in joined else 0 if "awal" in joined else 1


def _bare(words: list[str], text: str) -> Column | None:
    said = set(words)
    if said <= MALE | FEMALE | TOTAL | {"dan"}:
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
