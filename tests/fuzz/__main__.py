"""`make fuzz`: goes on with seeds that were not tried before, for so many minutes; what failed is kept in var/fuzz/failed.jsonl.

A finding is tried again by its seed: the same seed makes the same input on every machine, as long as the makers stay the same.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from time import monotonic, process_time

from tests.fuzz.trials import an_office, env_file_trial, sheet_trials, update_trial

FOLDER = Path("var/fuzz")
NEXT = FOLDER / "next_seed"
FAILED = FOLDER / "failed.jsonl"
FIRST_SEED = 1_000_000
"""Below it `make test` has tried them."""

UPDATES, SHEETS, ENV_FILES = 2_000, 50, 500
"""Of each kind in a round; a round has an office of its own, so that what updates leave behind does not grow."""

SLOW_SECONDS = 10.0
"""Of the processor, for one update: then it is a finding as well."""

Finding = tuple[str, int, str]


def main() -> int:
    """0 when nothing was found."""
    return asyncio.run(_fuzz(float(sys.argv[1]) * 60))


async def _fuzz(seconds: float) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    began, seed, found = monotonic(), int(NEXT.read_text(encoding="utf-8")) if NEXT.exists() else FIRST_SEED, 0
    for number in count(1):
        async for kind, at, wrong in _round(seed):
            found += 1
            with FAILED.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"kind": kind, "seed": at, "wrong": wrong}) + "\n")
            print(f"{kind} {at}: {wrong.strip().splitlines()[-1]}")
        seed += UPDATES
        NEXT.write_text(str(seed), encoding="utf-8")
        if monotonic() - began >= seconds:
            print(f"{number * UPDATES} updates, {number * SHEETS} sheets, {number * ENV_FILES} .env files: {found} findings")
            return 1 if found else 0
    return 0


async def _round(seed: int) -> AsyncIterator[Finding]:
    async with an_office() as dispatcher:
        for at in range(seed, seed + UPDATES):
            before = process_time()
            wrong = await update_trial(at, dispatcher)
            if (took := process_time() - before) > SLOW_SECONDS:
                wrong = f"takes {took:.0f} s"
            if wrong:
                yield "update", at, wrong
    with tempfile.TemporaryDirectory() as folder:
        for at, wrong in (await sheet_trials(range(seed, seed + SHEETS), Path(folder))).items():
            yield "sheet", at, wrong
        for at in range(seed, seed + ENV_FILES):
            if wrong := env_file_trial(at, Path(folder)):
                yield ".env", at, wrong


if __name__ == "__main__":
    sys.exit(main())
