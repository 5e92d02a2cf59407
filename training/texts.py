"""The labelled texts of the three models, and the mix in which people are expected to ask."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ektp_core.understanding.intents import Intent
from ektp_core.understanding.matters import OTHER
from ektp_core.understanding.staff_intents import COVERAGE, StaffIntent

TEXTS = Path(__file__).parent

ASKED_OF_600: Mapping[str, float] = {
    Intent.ELIGIBILITY: 150,
    Intent.SCHEDULE: 140,
    Intent.OUT_OF_SCOPE: 50,
    Intent.REQUIREMENTS: 36,
    Intent.CARD_STATUS: 32,
    Intent.COVERAGE: 32,
    Intent.RANKING: 28,
    Intent.CONTACT: 22,
    Intent.SUBSCRIBE: 22,
    Intent.ANNOUNCE: 18,
    Intent.UNSUBSCRIBE: 16,
    Intent.GREETING: 14,
    Intent.HELP: 14,
    Intent.UPDATE_FIGURES: 14,
    Intent.THANKS: 12,
}
"""Of 600 messages so many ask each (docs/understanding.md#the-model): some matters need more examples than they are asked."""

AS_STAFF_ASK: Mapping[Intent, StaffIntent] = {
    **dict.fromkeys((Intent.ELIGIBILITY, Intent.SCHEDULE, Intent.REQUIREMENTS, Intent.CARD_STATUS, Intent.CONTACT), StaffIntent.CITIZEN),
    **dict.fromkeys((Intent.SUBSCRIBE, Intent.UNSUBSCRIBE, Intent.HELP), StaffIntent.CITIZEN),
    **dict.fromkeys((Intent.GREETING, Intent.THANKS, Intent.OUT_OF_SCOPE), StaffIntent.NONE),
    Intent.ANNOUNCE: StaffIntent.ANNOUNCE,
    Intent.UPDATE_FIGURES: StaffIntent.FIGURES_UPDATE,
}
"""What a citizen's text is where staff write it. Of figures the staff's own texts say which question it is."""

WITHOUT_TOPIC = frozenset(
    {
        Intent.ELIGIBILITY,
        Intent.SCHEDULE,
        Intent.SUBSCRIBE,
        Intent.UNSUBSCRIBE,
        Intent.GREETING,
        Intent.THANKS,
        Intent.HELP,
        Intent.OUT_OF_SCOPE,
        Intent.ANNOUNCE,
        Intent.UPDATE_FIGURES,
    }
)
"""Whose texts are about no topic; of papers, cards and the office some are."""

OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what it asks; `role` is the writer's on the team."""

    text: str
    label: str
    role: str = ""


def intent_texts() -> list[Labelled]:
    """What citizens write, by intent."""
    rows = (json.loads(line) for file in sorted((TEXTS / "intents").glob("*.jsonl")) for line in _lines(file))
    return [Labelled(row["text"], Intent(row["intent"])) for row in rows]


def matter_texts() -> list[Labelled]:
    """What citizens ask, by topic and question of coverage, and enough that is about none of them."""
    others = (Labelled(each.text, OTHER) for each in intent_texts() if each.label in WITHOUT_TOPIC)
    return _once([*_labelled("matters"), *others])


def staff_texts() -> list[Labelled]:
    """What staff and schools write; before a text its writer's role, where that is no officer."""
    own = (_of_role(each) for each in _labelled("staff"))
    asked = (Labelled(each.text, each.label if each.label in COVERAGE else StaffIntent.CITIZEN, OFFICER) for each in _labelled("matters"))
    citizens = (Labelled(each.text, AS_STAFF_ASK[Intent(each.label)], OFFICER) for each in intent_texts() if each.label in AS_STAFF_ASK)
    return _once([*own, *asked, *citizens])


def _labelled(folder: str) -> list[Labelled]:
    """A text a line, in a file that is called by what it asks."""
    return [Labelled(line, file.stem) for file in sorted((TEXTS / folder).glob("*.txt")) for line in _lines(file)]


def _of_role(each: Labelled) -> Labelled:
    role, parted, text = each.text.partition("|")
    return Labelled(text, each.label, role) if parted else Labelled(each.text, each.label, OFFICER)


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line]


def _once(texts: list[Labelled]) -> list[Labelled]:
    """Each text as it was labelled first."""
    found: dict[str, Labelled] = {}
    for each in texts:
        found.setdefault(each.text, each)
    return list(found.values())
