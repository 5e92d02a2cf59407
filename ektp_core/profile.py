"""What the office says of itself: facts with a date and a source, and what to bring for each matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ektp_core.reading.calendar import AsOf


class Language(StrEnum):
    """The languages every text exists in."""

    ID = "id"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in both languages. Names and numbers read the same; any other that does is Indonesian only, and quoted in English."""

    id: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.en if language is Language.EN else self.id


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the office; `text` is None while nobody has published it, and then it is answered as "belum diumumkan"."""

    key: str
    text: Localized | None
    as_of: AsOf | None = None
    source: str | None = None


class TextKind(StrEnum):
    """What an office text is about."""

    CARD = "card"
    """The KTP-el: /syarat lists it."""

    ELSEWHERE = "elsewhere"
    """A matter that this bot does not serve: the text says where it is handled."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What to bring for one matter (docs/domain.md#what-to-bring), or where a matter is handled; `words` are what people call it."""

    topic: str
    words: frozenset[str]
    title: Localized
    lines: tuple[Localized, ...]
    note: Localized
    as_of: AsOf
    source: str
    kind: TextKind = TextKind.CARD


class Profile:
    """The facts and texts of one office, by key: `requirements` are about the card, `elsewhere` about what others handle."""

    def __init__(self, facts: Iterable[Fact], requirements: Iterable[Requirement]) -> None:
        self.facts: Mapping[str, Fact] = MappingProxyType({fact.key: fact for fact in facts})
        self.texts: Mapping[str, Requirement] = MappingProxyType({requirement.topic: requirement for requirement in requirements})
        self.requirements = self._of(TextKind.CARD)
        self.elsewhere = self._of(TextKind.ELSEWHERE)

    def _of(self, kind: TextKind) -> Mapping[str, Requirement]:
        return MappingProxyType({topic: text for topic, text in self.texts.items() if text.kind is kind})

    def office_name(self, district: str) -> str:
        """What the office is called where it is the source itself: by its short name, else by its district's."""
        text = self.fact("short_name").text
        return text.id if text else f"Dindukcapil {district}"

    def fact(self, key: str) -> Fact:
        """The fact under `key`, unknown when the office has never recorded it."""
        return self.facts.get(key) or Fact(key, None)
