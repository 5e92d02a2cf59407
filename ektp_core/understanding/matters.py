"""What a citizen's question is about, beside what it asks: a topic of the office, or a question about coverage."""

from collections.abc import Sequence

from msgspec import Struct

from ektp_core.understanding.intents import Intent
from ektp_core.understanding.staff_intents import COVERAGE, StaffIntent

OTHER = "other"
"""The label of what is about no topic."""

SURE = 0.3
"""Probability from which a question is about a topic."""

BESIDE_OTHER = 0.8
"""So much of the probability that it is about none a topic must have: an answer too many is read over, none is asked for again."""

SURE_OUTSIDE, CLEARLY_OUTSIDE = 0.75, 0.9
"""The same, where it is understood as clearly as that as no matter of the bot: "free wifi"."""

SURE_BESIDE = 0.4
"""The same, where it is understood as asking something else that has an answer of its own."""

OF_FIGURES = frozenset({Intent.COVERAGE, Intent.RANKING})
WITH_TOPICS = frozenset({Intent.REQUIREMENTS, Intent.CARD_STATUS, Intent.CONTACT, Intent.OUT_OF_SCOPE, Intent.HELP})
"""What topics are about; the others are answered by rules of their own."""


OPPOSITES = {
    StaffIntent.COVERAGE_LOWEST: StaffIntent.COVERAGE_HIGHEST,
    StaffIntent.COVERAGE_HIGHEST: StaffIntent.COVERAGE_LOWEST,
    StaffIntent.COVERAGE_BELOW: StaffIntent.COVERAGE_ABOVE,
    StaffIntent.COVERAGE_ABOVE: StaffIntent.COVERAGE_BELOW,
}
NOT_RULED_OUT = 0.1
"""So much of its opposite's probability leaves a question in doubt: who is last is no answer to who is first ("yg paling tnggi")."""


class Matter(Struct, frozen=True):
    """A topic by its name, or a question about coverage; both empty for none of them."""

    topic: str = ""
    probability: float = 0.0
    coverage: StaffIntent | None = None
    opposite: StaffIntent | None = None
    """Where the words do not rule out the opposite question about coverage."""


NO_MATTER = Matter()


def matter_of(ranked: Sequence[tuple[float, str]], intent: Intent, sure: float) -> Matter:
    """What the most probable labels make of a question that is read as an intent, as probable as `sure`.

    A question of coverage is one where the figures are asked about; a topic needs more where another answer is understood clearly.
    """
    (probability, label), (second, following) = ranked[:2]
    if label == OTHER and second >= BESIDE_OTHER * probability and not following.startswith("coverage."):
        probability, label = second, following
    if label == OTHER:
        return NO_MATTER
    if label.startswith("coverage."):
        asked = StaffIntent(label)
        is_asked = asked in COVERAGE and (intent in OF_FIGURES or probability >= SURE_BESIDE)
        return Matter(coverage=asked, opposite=_opposite(asked, probability, ranked)) if is_asked else NO_MATTER
    needed = SURE if intent in WITH_TOPICS or sure < SURE else SURE_BESIDE
    if intent is Intent.OUT_OF_SCOPE and sure >= CLEARLY_OUTSIDE:
        needed = SURE_OUTSIDE
    return Matter(topic=label, probability=probability) if probability >= needed else NO_MATTER


def _opposite(asked: StaffIntent, probability: float, ranked: Sequence[tuple[float, str]]) -> StaffIntent | None:
    """The opposite question, where it is not ruled out."""
    opposite = OPPOSITES.get(asked)
    likely = next((sure for sure, label in ranked if label == opposite), 0.0)
    return opposite if likely >= NOT_RULED_OUT * probability else None
