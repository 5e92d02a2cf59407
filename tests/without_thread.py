"""SQLite in memory without aiosqlite's thread: a statement there takes microseconds, handing it to a thread and back ten times as long.

Whoever asks still waits for one turn of the loop, so that what others do in between comes in between here too.
"""

from collections.abc import Callable
from typing import Any

import aiosqlite
from aiosqlite.core import set_exception, set_result
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


class _Queue:
    """Stands in for the queue to the thread."""

    def put_nowait(self, item: tuple[Any, Callable[[], Any]]) -> None:
        future, function = item
        try:
            result = function()
        except BaseException as error:  # as the thread does: whoever waits is told
            if future:
                future.get_loop().call_soon(set_exception, future, error)
            return
        if future:
            future.get_loop().call_soon(set_result, future, result)


class _NoThread:
    """Stands in for the thread."""

    def start(self) -> None:
        """Nothing is to be started."""


def open_at_once(*arguments: Any, **named: Any) -> aiosqlite.Connection:
    """A connection whose statements run where they are asked for."""
    connection = aiosqlite.connect(*arguments, **named)
    without_thread: Any = connection
    without_thread._tx, without_thread._thread = _Queue(), _NoThread()
    return connection


def run_at_once(engine: AsyncEngine) -> None:
    """Every connection that this engine opens is such a one."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def _open(_dialect: Any, _record: Any, _arguments: list[Any], named: dict[str, Any]) -> None:
        named["async_creator_fn"] = open_at_once
