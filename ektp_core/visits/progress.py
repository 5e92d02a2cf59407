"""How far a round has come: visits done of those planned, and pupils recorded of those expected."""

from collections.abc import Iterable
from dataclasses import dataclass

from ektp_core.visits.rounds import Round, round_of
from ektp_core.visits.schedule import Visit, VisitState


@dataclass(frozen=True, slots=True)
class Progress:
    """Some visits of a round: how many there are and are done, and the pupils.

    `recorded` is what the done ones came to. Those visits alone that say how many pupils are expected are held against that: `expected`
    pupils, `recorded_of_expected` recorded of them so far; `without_expected` visits do not say. `without_recap` are done and have no
    count.
    """

    visits: int
    done: int
    cancelled: int
    recorded: int
    expected: int
    recorded_of_expected: int
    without_expected: int
    without_recap: int

    @property
    def is_counted(self) -> bool:
        """Whether 0 pupils means 0: some of what is done has a count, or nothing is done yet."""
        return self.without_recap < self.done or not self.done


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round, and each subdistrict in which it has visits, by code."""

    round: Round
    whole: Progress
    subdistricts: tuple[tuple[str, Progress], ...]


def progress(visits: Iterable[Visit], of: Round) -> RoundProgress:
    """The visits that begin in a round; one that is cancelled reaches nobody, it is no plan any more and said apart."""
    ours = [visit for visit in visits if round_of(visit.first_day) == of]
    codes = sorted({visit.place.subdistrict for visit in ours if visit.state is not VisitState.CANCELLED})
    parts = tuple((code, _added_up([visit for visit in ours if visit.place.subdistrict == code])) for code in codes)
    return RoundProgress(of, _added_up(ours), parts)


def _added_up(visits: list[Visit]) -> Progress:
    held = [visit for visit in visits if visit.state is not VisitState.CANCELLED]
    done = [visit for visit in held if visit.state is VisitState.DONE]
    counted = [(visit, visit.recap.recorded) for visit in done if visit.recap]
    return Progress(
        visits=len(held),
        done=len(done),
        cancelled=len(visits) - len(held),
        recorded=sum(recorded for _, recorded in counted),
        expected=sum(visit.expected or 0 for visit in held),
        recorded_of_expected=sum(recorded for visit, recorded in counted if visit.expected is not None),
        without_expected=sum(visit.expected is None for visit in held),
        without_recap=len(done) - len(counted),
    )
