"""A word of a sheet or of the audit, written in whatever language its reader has."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """A state, a kind or an act: `key` names it in the words, `values` fill it in."""

    key: str
    values: "Mapping[str, str | int | Word]" = field(default_factory=dict, hash=False)

    def said(self, words: Mapping[str, str]) -> str:
        """The word in the language of these words."""
        filled = {name: value.said(words) if isinstance(value, Word) else value for name, value in self.values.items()}
        return words[self.key].format(**filled) if filled else words[self.key]
