"""Who says a figure, as citizens read it: a name that they understand, never a file's (docs/domain.md#who-says-it)."""

import re

DKB = "Laporan DKB Ditjen Dukcapil"
"""The half-yearly count of the ministry, which every office has."""

_FILE = re.compile(r"[^/]*\.(?:csv|tsv|txt|xls[xmb]?|ods|docx?|pdf|zip|rar|7z|png|jpe?g)\b[^/]*", re.IGNORECASE)
_JOINED = re.compile(r"[^\s/]*_[^\s/]*")


def is_file_name(source: str) -> bool:
    """Whether a source is the name of a file: by its ending, or by words that only a file's name joins; an address is none."""
    return bool(_FILE.fullmatch(source) or _JOINED.fullmatch(source))


def public_source(source: str, office: str) -> str:
    """The source that citizens read: the office itself where only a file's name is known."""
    return office if is_file_name(source) else source
