"""A drawn file on its way: drawn once however many ask for it, and sent again by the id that Telegram gave it."""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from telegram import Message

from bot.messaging.messages import Call
from ektp_core.drawing import Drawer, DrawingFailed
from handlers.reply import DrawnFile, OutgoingFile

log = logging.getLogger(__name__)

KNOWN = 2000
"""Ids that are kept: another day, board or language makes another drawing, and the oldest are not asked for any more."""

READY = 8
"""Drawings whose bytes are kept until Telegram has one."""


class Drawings:
    """What was drawn for answers. A drawing is known by everything that it shows, so that none can be of an earlier board."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer
        self._ids: OrderedDict[bytes, str] = OrderedDict()
        self._drawn: OrderedDict[bytes, asyncio.Task[bytes]] = OrderedDict()

    async def ready(self, call: Call) -> Call | None:
        """The same call with its file at hand: the id where Telegram has one, else the bytes; `instead` where it cannot be drawn."""
        file = call.file
        if not isinstance(file, DrawnFile):
            return call
        if known := self._ids.get(_key(file)):
            return replace(call, file=None, parameters={**call.parameters, KINDS[call.method]: known})
        try:
            return replace(call, file=OutgoingFile(file.name, await self._content(file)))
        except DrawingFailed as error:
            log.warning("no drawing, the words are sent without it", extra={"drawing": type(file.what).__name__, "error": str(error)})
            return replace(call.instead, thread=call.thread) if call.instead else None

    def note_sent(self, call: Call, sent: Message) -> None:
        """Keep the id of what was uploaded for a call."""
        sizes: Any = sent.photo[-1:] or [sent.document]
        if isinstance(call.file, DrawnFile) and sizes[0]:
            key = _key(call.file)
            self._ids[key] = sizes[0].file_id
            self._drawn.pop(key, None)
            if len(self._ids) > KNOWN:
                self._ids.popitem(last=False)

    def forget(self, call: Call) -> bool:
        """Telegram does not know the id any more; whether there was one, so that the file is worth uploading again."""
        return isinstance(call.file, DrawnFile) and self._ids.pop(_key(call.file), None) is not None

    async def _content(self, file: DrawnFile) -> bytes:
        """Ten people who ask at once wait for one drawing; one who goes away takes it from nobody."""
        key = _key(file)
        drawing = self._drawn.get(key)
        if drawing is None or (drawing.done() and (drawing.cancelled() or drawing.exception())):
            drawing = self._drawn[key] = asyncio.create_task(self._drawer.draw(file.what))
            if len(self._drawn) > READY:
                self._drawn.popitem(last=False)
        return await asyncio.shield(drawing)


def _key(file: DrawnFile) -> bytes:
    """Of everything that the drawing shows: a map carries the shapes of its areas, too much to keep for each."""
    return blake2b(repr(file).encode(), digest_size=16).digest()


KINDS = {"sendPhoto": "photo", "sendDocument": "document"}
"""Under which name each method takes its file."""
