"""The office's own words for sheets and for the audit, from `texts/<language>/staff/sheets.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ektp_core.profile import Language
from handlers.texts import TEXTS


@cache
def words(language: Language) -> Mapping[str, str]:
    """Names of sheets, columns, states and acts, by key."""
    return MappingProxyType(tomllib.loads((TEXTS / language / "staff" / "sheets.toml").read_text(encoding="utf-8")))
