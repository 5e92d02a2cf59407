"""A bar while something on the terminal takes long; where nobody looks (a pipe, a log, a service) nothing is written."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """What is being done now, how much of it is done, and for how long. It is drawn on stderr: what a command says stays whole."""

    def __init__(self, to: TextIO) -> None:
        self._to = to
        self._shown: Progress | None = None

    def show(self, what: str, done: int = 0, of: int = 0) -> None:
        """`done` things of it `of` so many; 0 where nobody knows how many there are: then the bar only moves."""
        if not self._to.isatty():
            return
        if self._shown is None:
            self._shown = _progress(self._to)
            self._shown.start()
        counted = f"{done:,} of {of:,}" if of else f"{done:,}" if done else ""
        (task,) = self._shown.task_ids or (self._shown.add_task(what, total=None, counted=counted),)
        self._shown.update(task, description=what, completed=done, total=of or None, counted=counted)

    def migrated(self, done: int, of: int) -> None:
        """So many of the steps from an earlier version's database to this one's; after the last one it is gone."""
        self.show("Bringing the database to this version", done, of)
        if done == of:
            self.hide()

    def hide(self) -> None:
        """Leave no trace: a question, an answer or an error comes in its place."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None


@contextmanager
def bar(to: TextIO | None = None) -> Iterator[Bar]:
    """A bar that is gone at the end, however that comes; on stderr where nothing else is said."""
    shown = Bar(to or sys.stderr)
    try:
        yield shown
    finally:
        shown.hide()


def _progress(to: TextIO) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.fields[counted]}"), TimeElapsedColumn()
    return Progress(*words, console=Console(file=to), transient=True)
