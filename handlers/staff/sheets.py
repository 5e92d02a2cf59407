"""Sheets that staff send: fetched for as long as they are read; one that cannot be read is refused with what is wrong with it."""

import re
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from ektp_core.refusal import Refusal
from ektp_core.sheets.child import in_child
from handlers.request import LARGEST_FILE, Request, SentFile, Stage, Step, TooLargeToFetch
from handlers.staff.findings import sentence

T = TypeVar("T")

LONGEST_STEM = 50
"""Letters, each of up to four bytes: file systems take 255 bytes."""

NOT_IN_NAMES = re.compile(r"[^\w .()&,+-]")


class FileUnreadable(Refusal):
    """The file is harmful, damaged or no sheet. Value: reason, the sentence of the reader."""

    key = "staff/file_unreadable"


@asynccontextmanager
async def fetched(file: SentFile) -> AsyncIterator[Path]:
    """The file for as long as it is read, under its own name as far as that is harmless: a CSV's sheet is called by it.

    Raises TooLargeToFetch, for a size that is only said too, and NotFetched.
    """
    if file.size > LARGEST_FILE:
        raise TooLargeToFetch
    with tempfile.TemporaryDirectory() as folder:
        path = await file.fetch(Path(folder))
        yield path.rename(path.with_name(harmless(file.name)))


def harmless(name: str) -> str:
    """A file's name without folders and without signs that mean something to a file system, not too long, its suffix kept."""
    words = NOT_IN_NAMES.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, dot, suffix = words.rpartition(".")
    return f"{(stem or 'file')[:LONGEST_STEM]}.{suffix[:LONGEST_STEM]}" if dot else (words or "file")[:LONGEST_STEM]


async def read_sheet(file: SentFile, read: Callable[..., T], request: Request, *, no_sheet_of_ours: tuple[type[Refusal], ...] = ()) -> T:
    """What `read` finds in a file, in a process of its own (`sheets.child`); whoever sent it is told how far it is.

    `read` takes the file's path, and `hear` for the rows that it has read. Raises FileUnreadable, and `no_sheet_of_ours` as they are: they
    say which columns are wanted; and what `fetched` raises.
    """
    request.tell(Step(Stage.FETCHING))
    async with fetched(file) as path:
        request.tell(Step(Stage.READING))
        try:
            return await in_child(partial(read, path), hear=lambda rows: request.tell(Step(Stage.READING, rows)))
        except no_sheet_of_ours:
            raise
        except Refusal as refusal:
            raise FileUnreadable(reason=sentence(refusal, request.language)) from None
