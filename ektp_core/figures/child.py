"""Reading a report in a process of its own, so that a huge sheet neither slows the bot nor stays in its memory."""

import asyncio
import os
import pickle
import sys
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from ektp_core.areas import Areas
from ektp_core.figures.counts import Counts
from ektp_core.figures.reading import FiguresFile, read_figures
from ektp_core.refusal import Refusal


class ChildFailed(Exception):
    """The reading process ended without an answer."""


async def read_in_child(path: Path, areas: Areas, today: date, *, in_force: Mapping[str, Counts] | None, home: str) -> FiguresFile:
    """`read_figures` elsewhere. Raises its refusals, and ChildFailed; cancelled, it kills the process."""
    question = pickle.dumps(partial(read_figures, path, areas, today, in_force=in_force, home=home))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = (sys.executable, "-m", __name__)
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, env=environment)
    try:
        answered, _ = await child.communicate(question)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise ChildFailed(f"exit code {child.returncode}")
    found: FiguresFile | Refusal = pickle.loads(answered)  # noqa: S301 -- written by our own child
    if isinstance(found, Refusal):
        raise found
    return found


def main() -> None:
    """Read the question on stdin, and write what was found, or why it was refused, to stdout."""
    read = pickle.load(sys.stdin.buffer)  # noqa: S301 -- written by our own parent
    try:
        found = read()
    except Refusal as refusal:
        found = refusal
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    main()
