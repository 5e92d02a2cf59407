"""What the admins hear of faults: once when one begins, and once when it is over. One that comes and goes is one episode."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from ektp_core.alarms import Fault, Present

CALM_SECONDS = 60.0
"""So long a fault must be gone before it is called over."""

RESTLESS_CALM_SECONDS = 3600.0
"""The same for one that came back soon after it was called over."""

SOON_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say: a fault that holds since, or one that is over."""

    fault: Fault
    begun: datetime
    ended: datetime | None = None


@dataclass(slots=True)
class _Episode:
    begun: datetime
    calm: float
    gone_since: float | None = None
    ended: datetime | None = None
    told: bool = False


class Episodes:
    """Faults over time. Nothing is forgotten before it is told: what came and went while nobody could be reached is told afterwards."""

    def __init__(self) -> None:
        self._open: dict[Fault, _Episode] = {}
        self._over: dict[Fault, float] = {}

    def note(self, faults: Collection[Fault], moment: float, now: datetime) -> None:
        """What is at fault at this moment of the steady clock, which is `now` for people."""
        for fault in faults:
            if fault not in self._open:
                restless = moment - self._over.get(fault, -SOON_SECONDS) < SOON_SECONDS
                self._open[fault] = _Episode(now, RESTLESS_CALM_SECONDS if restless else CALM_SECONDS)
            self._open[fault].gone_since = None
        for fault, episode in self._open.items():
            if fault not in faults and episode.gone_since is None:
                episode.gone_since, episode.ended = moment, now

    def present(self) -> list[Present]:
        """What holds at this moment, oldest first."""
        return [Present(fault, episode.begun) for fault, episode in self._open.items() if episode.gone_since is None]

    def to_tell(self, moment: float) -> list[Told]:
        """What the admins have not heard yet, oldest first."""
        found = []
        for fault, episode in self._open.items():
            if episode.gone_since is None:
                found += [] if episode.told else [Told(fault, episode.begun)]
            elif moment - episode.gone_since >= episode.calm:
                found.append(Told(fault, episode.begun, episode.ended))
        return found

    def was_told(self, told: Told, moment: float) -> None:
        """The admins have heard it."""
        if told.ended is None:
            self._open[told.fault].told = True
        else:
            del self._open[told.fault]
            self._over[told.fault] = moment
