"""What one process holds of the machine, looked at from outside, and what can be said of many such looks."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median_low


class Held(StrEnum):
    """What a descriptor stands for."""

    CONNECTION = "connections"
    FILE = "files"
    PIPE = "pipes"
    OTHER = "others"


CONNECTED = "01"
LISTENS = "0A"


@dataclass(frozen=True, slots=True)
class Sample:
    """One look: when, in which life of the bot, and what it held."""

    seconds: float
    life: int
    megabytes: float
    descriptors: Counter[Held]
    age: float
    """Seconds since this life began."""

    @property
    def beside_connections(self) -> int:
        """Descriptors whose number does not depend on how many people are being answered."""
        return self.descriptors.total() - self.descriptors[Held.CONNECTION]


def megabytes_of(pid: int) -> float:
    """Resident memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def descriptors_of(pid: int) -> Counter[Held]:
    """What its descriptors stand for. A listening socket is no connection: of these there is always the same number."""
    found, listening = Counter[Held](), _listening(pid)
    for each in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(each.readlink())
        except FileNotFoundError:  # closed meanwhile
            continue
        found[_kind(target, listening)] += 1
    return found


def _kind(target: str, listening: set[str]) -> Held:
    if target.startswith("socket:"):
        return Held.OTHER if target in listening else Held.CONNECTION
    if target.startswith("pipe:"):
        return Held.PIPE
    return Held.FILE if target.startswith("/") else Held.OTHER


def _listening(pid: int) -> set[str]:
    lines = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return {f"socket:[{line[9]}]" for line in lines if line[3] == LISTENS}


def slope(samples: Sequence[Sample], warm_up: float) -> float | None:
    """Megabytes an hour, by least squares over all lives: each has a beginning of its own, and they share the slope.

    Samples of a life's first `warm_up` seconds are left out. None where nothing can be said.
    """
    above = below = 0.0
    for life in lives_of(samples, warm_up):
        ages, sizes = [each.age for each in life], [each.megabytes for each in life]
        middle, size = sum(ages) / len(ages), sum(sizes) / len(sizes)
        above += sum((each.age - middle) * (each.megabytes - size) for each in life)
        below += sum((age - middle) ** 2 for age in ages)
    return above / below * 3600 if below else None


def lives_of(samples: Sequence[Sample], warm_up: float) -> list[list[Sample]]:
    """The samples of each life after its warm-up; lives that ended before are left out."""
    numbers = sorted({each.life for each in samples})
    found = [[each for each in samples if each.life == number and each.age >= warm_up] for number in numbers]
    return [life for life in found if life]


def growth(life: Sequence[Sample]) -> int:
    """By how many descriptors the last quarter exceeds the first, as most looks see them: what is open or closed for a moment is none."""
    return _growth([each.beside_connections for each in life])


def connections_growth(life: Sequence[Sample]) -> int:
    """The same of connections, which come and go with those who ask."""
    return _growth([each.descriptors[Held.CONNECTION] for each in life])


def _growth(counts: Sequence[int]) -> int:
    quarter = max(1, len(counts) // 4)
    return median_low(counts[-quarter:]) - median_low(counts[:quarter])
