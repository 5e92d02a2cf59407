"""What the buttons of a count board do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ektp_core.visits.schedule import TallyKind
from handlers.acts import Acts

TALLY = "tally"
"""The route."""


class TallyStep(StrEnum):
    """What one tap counts."""

    RECORDED = "recorded"
    FIVE_RECORDED = "five_recorded"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many of which kind a step counts."""

    kind: TallyKind
    amount: int


COUNTS: Mapping[TallyStep, StepCount] = MappingProxyType(
    {
        TallyStep.RECORDED: StepCount(TallyKind.RECORDED, 1),
        TallyStep.FIVE_RECORDED: StepCount(TallyKind.RECORDED, 5),
        TallyStep.ABSENT: StepCount(TallyKind.ABSENT, 1),
        TallyStep.FAILED: StepCount(TallyKind.FAILED, 1),
    }
)


@dataclass(frozen=True, slots=True)
class Counting:
    """A visit, and what a tap counts there."""

    visit: int
    step: TallyStep


@dataclass(frozen=True, slots=True)
class EarlierTap:
    """A visit, and a tap that was counted there, by Telegram's id of it."""

    visit: int
    tap: str


@dataclass(frozen=True, slots=True)
class TypedCount:
    """A number that was typed: at which visit, in which message, how many were seen there when it was asked about, and of which kind."""

    visit: int
    message: int
    seen: int
    recorded: int | None
    absent: int | None
    failed: int | None

    @property
    def counts(self) -> Mapping[TallyKind, int]:
        """How many of each kind that was named."""
        named = {TallyKind.RECORDED: self.recorded, TallyKind.ABSENT: self.absent, TallyKind.FAILED: self.failed}
        return {kind: amount for kind, amount in named.items() if amount is not None}


ACTS = Acts(TALLY)
OPEN = ACTS.act("open", int)
CHOOSE = ACTS.act("choose")
"""All visits that have begun, where one of them was opened at once."""

COUNT = ACTS.act("count", Counting)
TAKE_BACK = ACTS.act("take_back", EarlierTap)
ADD = ACTS.act("add", TypedCount)
MAKE = ACTS.act("make", TypedCount)
"""The count becomes the typed number."""
