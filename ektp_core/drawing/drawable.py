"""What can be drawn."""

from typing import Protocol


class Drawable(Protocol):
    """A frozen value of plain fields that can be pickled, with every word that the drawing says; equal ones draw the same.

    Whoever asks for a drawing makes one without loading a drawing library: `draw` imports it, in the child.
    """

    def draw(self) -> bytes:
        """The file's bytes: PNG, PDF or SVG."""
        ...
