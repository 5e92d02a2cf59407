"""`make mutants`: plants each known mistake in a copy of the project and expects the test that guards against it to fail.

A test that passes on a planted mistake proves nothing (docs/reliability.md#how-it-is-tested). `python -m tests.mutants backup health`
plants those alone whose sentence, file or guarding test holds one of these words.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.planted.admission import ADMISSION
from tests.planted.asking import ASKING
from tests.planted.backups import BACKUPS
from tests.planted.faults import FAULTS
from tests.planted.groups import GROUPS
from tests.planted.health import HEALTH
from tests.planted.inbound import INBOUND
from tests.planted.install import INSTALL
from tests.planted.mutant import Mutant
from tests.planted.operation import OPERATION
from tests.planted.pace import PACE
from tests.planted.privacy import PRIVACY
from tests.planted.progress import PROGRESS
from tests.planted.reading import READING
from tests.planted.rights import RIGHTS_HELD
from tests.planted.sending import SENDING_TO_MANY
from tests.planted.uploads import UPLOADS
from tests.planted.words import WORDS_KEPT

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
PASSED, FAILED = 0, 1
"""What pytest ends with when tests have passed or failed; anything else means that they did not run."""

MUTANTS = (
    *SENDING_TO_MANY,
    *READING,
    *BACKUPS,
    *ADMISSION,
    *FAULTS,
    *GROUPS,
    *INSTALL,
    *PACE,
    *PROGRESS,
    *HEALTH,
    *OPERATION,
    *INBOUND,
    *RIGHTS_HELD,
    *UPLOADS,
    *WORDS_KEPT,
    *PRIVACY,
    *ASKING,
)

LONGEST_SECONDS = 1800.0
"""Of one guard. One that never ends names nothing, and counts as if it had not noticed."""

SOME_PASSED = re.compile(r"\b\d+ passed\b")
FAILURE = re.compile(r"^(?:FAILED|ERROR) (tests/.*)$", re.MULTILINE)
OF_THE_PLANTING = re.compile(r"\b(?:SyntaxError|IndentationError|NameError|UnboundLocalError|ImportError|ModuleNotFoundError)\b")
"""A mistake that cannot even run is noticed by any test, and proves nothing of its guard."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a guard ended: whether it passed, and what it says of its first failure."""

    passed: bool
    failure: str = ""

    @property
    def notices(self) -> bool:
        """Whether a test failed, and because of what was planted."""
        return bool(self.failure) and not OF_THE_PLANTING.search(self.failure)


def main(words: Sequence[str] = ()) -> int:
    """Plant each mistake in turn; 1 when a test did not notice one, or proves nothing without any."""
    planted = [mutant for mutant in MUTANTS if not words or any(word in f"{mutant.mistake} {mutant.file} {mutant.guard}" for word in words)]
    with _a_copy() as copy:
        for guard in sorted({mutant.guard for mutant in planted}):
            if not _run(copy, guard).passed:
                print(f"{guard} fails, or runs no test, without any mistake: it proves nothing.")
                return 1
    noticed = [_is_noticed(mutant) for mutant in planted]
    print(f"{sum(noticed)} of {len(planted)} planted mistakes were noticed.")
    return 0 if planted and all(noticed) else 1


def _is_noticed(mutant: Mutant) -> bool:
    with _a_copy() as copy:
        _plant(mutant, copy)
        ended = _run(copy, mutant.guard)
    print(f"{'noticed ' if ended.notices else 'SURVIVED'}  {mutant.mistake}  ({ended.failure or mutant.guard})", flush=True)
    return ended.notices


def _plant(mutant: Mutant, copy: Path) -> None:
    path = copy / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.right) != 1:
        raise SystemExit(f"{mutant.file} does not hold this once:\n{mutant.right}")
    path.write_text(source.replace(mutant.right, mutant.wrong), encoding="utf-8")


def _run(copy: Path, guard: str) -> Ended:
    command = [sys.executable, "-m", "pytest", "-x", "-rfE", guard]
    wide = os.environ | {"COLUMNS": "240"}
    try:
        ended = subprocess.run(command, cwd=copy, env=wide, capture_output=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Ended(passed=False)
    said = ended.stdout.decode(errors="replace")
    if ended.returncode not in (PASSED, FAILED):
        raise SystemExit(said)
    failure = FAILURE.search(said)
    is_proof = ended.returncode == PASSED and SOME_PASSED.search(said) is not None
    return Ended(is_proof, failure[1] if failure else "")


@contextmanager
def _a_copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="siaprekam-mutant-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        yield copy


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
