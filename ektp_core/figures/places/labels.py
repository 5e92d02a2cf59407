"""What the cells of a row say of its area: codes, names, and the words of totals (docs/domain.md#layouts-of-reports)."""

import re
from dataclasses import dataclass

from ektp_core.areas import Level
from ektp_core.reading.names import joined

_TOTAL = re.compile(
    r"\b(?:(?:sub|grand)\s?(?:jumlah|total)|jumlah|jml|jmlh|grand|total|tot|t o t a l|j u m l a h|rekap(?:itulasi)?|keseluruhan"
    r"|se-?\s?(?:kab|kabupaten|kota|kecamatan|kec|provinsi|prov))\b[\s:.]*",
    re.IGNORECASE,
)
_NO_AREA = re.compile(
    r"\b(?:rata[ -]?rata|rerata|persentase|persen|prosentase|kenaikan|penurunan|selisih|target|sasaran|sisa"
    r"|bulan|minggu|tahun|hari|triwulan|semester|blanko|blangko|keterangan|catatan|pindahan|ranking|peringkat|rasio|capaian|realisasi)\b",
    re.IGNORECASE,
)
"""Words of a row below the areas that reckons something else, or is of another time."""

_VILLAGE = re.compile(r"^(?:ds|d|kel ?/ ?desa|desa ?/ ?kel(?:urahan)?|kelurahan ?/ ?desa|desa ?/ ?kelurahan)\b[. ]*", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?P<code>[0-9][0-9.]*)?[\s.):/-]*(?P<name>[^\W\d].*?)(?:\s+\(?(?P<after>[0-9][0-9.]{3,})\)?)?\s*$")


@dataclass(frozen=True, slots=True)
class Key:
    """What a row says of its area: codes and names, of the whole or by level; the lowest filled level is the row's own."""

    code: str | None = None
    name: str = ""
    level: Level | None = None
    above: tuple[tuple[Level, str], ...] = ()
    is_dotted: bool = False
    """The code is written with dots, which BPS has none of."""


def is_total(text: str) -> bool:
    """Whether a label says total: "JUMLAH", "Total Kec. Koba"."""
    return bool(_TOTAL.search(text)) and not text.strip().lower().startswith("jumlah penduduk")


def is_no_area(text: str) -> bool:
    """Whether a row says itself that it is of no area: an average, a share, a total of last month."""
    return _NO_AREA.search(text) is not None


def is_blank(text: str) -> bool:
    """Whether a label is what a pivot table calls rows without one: "(blank)"."""
    return joined(text) in {"blank", "kosong"}


def without_total(text: str) -> str:
    """The rest of a total's label, the area it names."""
    return _TOTAL.sub("", text).strip(" :.-/()")


def code_and_name(text: str) -> tuple[str | None, str]:
    """ "19.04.01 KOBA" and "KOBA (190401)" taken apart; a number in front such as "1." is neither."""
    match = _NUMBERED.match(text)
    if not match:
        return None, text.strip()
    code = match["code"] or match["after"] or ""
    return (code.rstrip(".") if len(code.replace(".", "")) >= 4 else None), _VILLAGE.sub("desa ", match["name"].strip())
