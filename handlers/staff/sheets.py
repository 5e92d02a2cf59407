"""Sheets that staff send: fetched for as long as they are read; one that cannot be read is refused with what is wrong with it."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ektp_core.profile import Language
from ektp_core.refusal import Refusal
from handlers.request import SentFile
from handlers.staff.findings import sentence

T = TypeVar("T")


class SheetUnreadable(Refusal):
    """The file is harmful, damaged or no sheet. Value: reason, the sentence of the reader."""

    key = "staff/file_unreadable"


async def read_sheet(file: SentFile, read: Callable[[Path], T], language: Language, *, no_sheet_of_ours: type[Refusal]) -> T:
    """What `read` finds in a file, in a thread of its own.

    Raises SheetUnreadable, and `no_sheet_of_ours` as it is: it says which columns are wanted.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = await file.fetch(Path(folder))
        named = path.with_suffix(Path(file.name).suffix)
        path.rename(named)
        try:
            return await asyncio.to_thread(read, named)
        except no_sheet_of_ours:
            raise
        except Refusal as refusal:
            raise SheetUnreadable(reason=sentence(refusal, language)) from None
