"""Reading a report in a process of its own, so that a huge sheet neither slows the bot nor stays in its memory."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ektp_core.areas import Areas
from ektp_core.figures.counts import Counts
from ektp_core.figures.reading import FiguresFile, read_figures


async def read_in_child(path: Path, areas: Areas, today: date, *, in_force: Mapping[str, Counts] | None, home: str) -> FiguresFile:
    """`read_figures` elsewhere. Raises its refusals."""
    read = partial(read_figures, path, areas, today, in_force=in_force, home=home)
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as child:
        return await asyncio.get_running_loop().run_in_executor(child, read)
