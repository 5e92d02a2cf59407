"""What the office says to each topic, and what of it only the office can say.

A topic's answer is a fact of the office, with date and source (docs/domain.md#what-is-asked-again-and-again).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ektp_core.profile import Fact, Profile
from ektp_core.topics.topic import Topic, key_of

UNANNOUNCED = "belum diumumkan"
"""An answer that says so of any part is still waiting for the office, whatever else it says."""

CONFIRMED_YEARS = 3
"""A telephone number that is older is not read out as the office's before the office has confirmed it."""

FREE_OF_CHARGE, REPORTING = "free_of_charge", "reporting"
"""Facts of the law: that everything is free, and where a fee is reported."""

_LAW: Mapping[Topic, tuple[str, ...]] = MappingProxyType({Topic.PRICE: (FREE_OF_CHARGE,), Topic.FEE_FRAUD: (FREE_OF_CHARGE, REPORTING)})
"""What is said first whatever an office writes: no edited sentence may make a fee look right."""

_OFFICE: Mapping[Topic, str] = MappingProxyType({Topic.HOURS: "hours", Topic.PHONE: "phone", Topic.FEE_FRAUD: "complaints"})
"""Facts of the office that a topic's answer says too; hours and phone are nothing without theirs."""

_NOTHING_WITHOUT = frozenset({Topic.HOURS, Topic.PHONE})


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a topic, in its order, each part with its date and source.

    `gap` is the key of the fact by which the office would say what is "belum diumumkan" now; None when nothing is left open.
    """

    topic: Topic
    said: tuple[Fact, ...]
    gap: str | None

    @property
    def sources(self) -> tuple[Fact, ...]:
        """One fact for each date and source that stands behind it."""
        return tuple({(fact.as_of, fact.source): fact for fact in self.said}.values())


def answer_to(topic: Topic, profile: Profile, today: date) -> Answer:
    """The law first where it stays, then the office's own facts, then the topic's sentence."""
    own = profile.fact(key_of(topic))
    of_office = _known(_OFFICE.get(topic), profile, today)
    law = [fact for fact in map(profile.fact, _LAW.get(topic, ())) if fact.text]
    said = tuple(fact for fact in (*law, *of_office, own) if fact.text)
    return Answer(topic, said, _gap(topic, own, said, is_of_office=bool(of_office)))


def gaps(profile: Profile, today: date) -> frozenset[str]:
    """The facts that would answer what is "belum diumumkan" now."""
    return frozenset(filter(None, (answer_to(topic, profile, today).gap for topic in Topic)))


def _gap(topic: Topic, own: Fact, said: tuple[Fact, ...], *, is_of_office: bool) -> str | None:
    if topic in _NOTHING_WITHOUT:
        return None if is_of_office else _OFFICE[topic]
    is_open = UNANNOUNCED in own.text.id.casefold() if own.text else not said
    return own.key if is_open else None


def _known(key: str | None, profile: Profile, today: date) -> tuple[Fact, ...]:
    """The office's fact, if it is said and may be read out."""
    fact = profile.fact(key) if key else None
    if fact is None or fact.text is None:
        return ()
    is_old = key == "phone" and (fact.as_of is None or today.year - fact.as_of.year > CONFIRMED_YEARS)
    return () if is_old else (fact,)
