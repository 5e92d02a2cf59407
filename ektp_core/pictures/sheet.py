"""The paper of a picture: heading, corner and mark are on it, and content is put between them, in pixels from the upper left.

Loads matplotlib: for what draws only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from ektp_core.pictures.frame import Frame
from ektp_core.pictures.measuring import POINTS, letters, width_of, wrapped
from ektp_core.pictures.style import FAINT, INK, LARGE, LEADING, MARGIN, PAPER, PLAIN, RULE, SMALL, TITLE, WARNING, WIDTH

A = TypeVar("A", bound=Artist)

BETWEEN = 30
"""Between heading, content and corner."""

COLOURS = 128
"""Of a PNG: enough for the house's and for the edges of letters on them."""

BADGE = 14
"""Around the words of a badge."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Some words in lines of one kind."""

    lines: Sequence[str]
    size: int
    bold: bool = False
    colour: str = INK

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


class Sheet:
    """A page as wide as `style.WIDTH` and as high as its parts need. Content has the room from `top` to `bottom`."""

    def __init__(self, frame: Frame, content: float) -> None:
        self.left, self.right = MARGIN, WIDTH - MARGIN
        self.width = self.right - self.left
        heading = self._heading(frame)
        corner = [self._wrapped(words, SMALL, colour=FAINT) for words in (frame.as_of, *frame.corner) if words]
        self.top = round(MARGIN + sum(part.height for part in heading) + BETWEEN)
        self.bottom = self.top + content
        self.height = round(self.bottom + 2 * BETWEEN + sum(part.height for part in corner) + MARGIN)
        self.figure = Figure((WIDTH / POINTS, self.height / POINTS), dpi=POINTS, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._pixels = Affine2D().scale(1, -1).translate(0, self.height).scale(1 / POINTS) + self.figure.dpi_scale_trans
        self._write(heading, MARGIN)
        self.line((self.left, self.bottom + BETWEEN), (self.right, self.bottom + BETWEEN), RULE, 2)
        self._write(corner, self.bottom + 2 * BETWEEN)
        if frame.example:
            self._mark(frame.example)

    def text(
        self, words: str, x: float, y: float, size: int = PLAIN, *, bold: bool = False, colour: str = INK, anchor: str = "left"
    ) -> Text:
        """One line whose middle is at `y`; `x` is its left, its right or its center, as `anchor` says."""
        return self._add(
            Text(x, y, words, fontproperties=letters(size, bold=bold), color=colour, ha=anchor, va="center_baseline", parse_math=False)
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, hatch: str = "", edge: str = "none") -> Rectangle:
        """A filled box from its upper left corner: a bar, a day, a sample of a legend."""
        return self._add(Rectangle((x, y), width, height, facecolor=colour, edgecolor=edge, hatch=hatch or None, linewidth=0))

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float, *, dashed: bool = False) -> Line2D:
        """A straight line."""
        ends = [start[0], end[0]], [start[1], end[1]]
        return self._add(Line2D(*ends, color=colour, linewidth=width, linestyle="--" if dashed else "-"))

    def place(self, artist: Artist) -> Artist:
        """Any other artist of matplotlib, in the same pixels."""
        return self._add(artist)

    def png(self) -> bytes:
        """The finished picture: the same value draws the same bytes. Of few colours it is a third as large to send and to keep."""
        canvas, content = FigureCanvasAgg(self.figure), BytesIO()
        canvas.draw()
        drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())[:, :, :3])
        drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(content, "PNG")
        return content.getvalue()

    def _add(self, artist: A) -> A:
        artist.set_transform(self._pixels)
        artist.set_zorder(1)  # what is put later stands above; matplotlib would draw all lines above all boxes
        self.figure.add_artist(artist)
        return artist

    def _heading(self, frame: Frame) -> list[Lines]:
        """The title, beside the mark where there is one, and what is below it."""
        aside = width_of(frame.example, PLAIN, bold=True) + 2 * BADGE + MARGIN if frame.example else 0
        title = Lines(wrapped(frame.title, self.width - aside, TITLE, bold=True), TITLE, bold=True)
        return [title, *([self._wrapped(frame.subtitle, PLAIN)] if frame.subtitle else [])]

    def _wrapped(self, words: str, size: int, colour: str = INK) -> Lines:
        return Lines(wrapped(words, self.width, size), size, colour=colour)

    def _write(self, parts: Sequence[Lines], y: float) -> None:
        for part in parts:
            for number, words in enumerate(part.lines):
                self.text(words, self.left, y + (number + 0.5) * part.size * LEADING, part.size, bold=part.bold, colour=part.colour)
            y += part.height

    def _mark(self, words: str) -> None:
        """Example data say so in the upper right corner, on red."""
        width = width_of(words, PLAIN, bold=True) + 2 * BADGE
        self.box(self.right - width, MARGIN, width, LARGE + BADGE, WARNING)
        self.text(words, self.right - width / 2, MARGIN + (LARGE + BADGE) / 2, PLAIN, bold=True, colour=PAPER, anchor="center")
