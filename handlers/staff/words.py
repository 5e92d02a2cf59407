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


def subject_in_words(subject: str, language: Language) -> str:
    """ "invite officer SMAN 1 Koba" as people say it: the words that the tools write, up to the first name or number."""
    known, said = words(language), subject.split(" ")
    for place, word in enumerate(said):
        if f"subject_{word}" not in known:
            break
        said[place] = known[f"subject_{word}"]
    return " ".join(said)
