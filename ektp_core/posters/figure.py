"""From what was laid out to a file: PDF for paper, PNG for phones."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from ektp_core.pictures.style import INK, PAPER
from ektp_core.posters import code
from ektp_core.posters.layout import Box, Code, Placed, Words
from ektp_core.posters.letters import font, width

PIXELS_AN_INCH = 128
"""Of pictures: 1080 pixels are 607.5 points, and the smallest letters are still read when a phone shows a third of them."""

REAL_FONTS: dict[Any, Any] = {"pdf.fonttype": 42, "text.hinting": "none"}
"""Whole TrueType fonts in the file: the words can be searched and copied, and any printer has the letters."""

MARK_STRENGTH = 0.16
MARK_SIZE, MARK_ROOM, MARK_ANGLE, MARK_NAME = 100.0, 0.95, 35, "mark"
EDGE = 1.4
INK_OF_CODE = "#000000"
PIXEL = 72 / PIXELS_AN_INCH
"""In points."""

GROUND, MARK, CODE, LETTERS = 1, 2, 3, 4
"""What lies above what: no mark runs over words or over a code."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of what is drawn, in points."""

    width: float
    height: float

    @property
    def inches(self) -> tuple[float, float]:
        return self.width / 72, self.height / 72


A4 = Sheet(210 / 25.4 * 72, 297 / 25.4 * 72)
SQUARE = Sheet(1080 / PIXELS_AN_INCH * 72, 1080 / PIXELS_AN_INCH * 72)
TALL = Sheet(1080 / PIXELS_AN_INCH * 72, 1920 / PIXELS_AN_INCH * 72)


def figure(sheet: Sheet, placed: Sequence[Placed], mark: str = "") -> Figure:
    """Everything at its place; `mark` runs across the sheet, behind the words."""
    with matplotlib.rc_context(REAL_FONTS):
        made = Figure(figsize=sheet.inches, dpi=PIXELS_AN_INCH, facecolor=PAPER)
        from_corner = Affine2D().scale(1 / 72, -1 / 72).translate(0, sheet.inches[1]) + made.dpi_scale_trans
        for item in placed:
            match item:
                case Words():
                    _add_words(made, sheet, item)
                case Box():
                    _add_box(made, item, from_corner)
                case Code():
                    _add_code(made, item, from_corner)
        if mark:
            _add_mark(made, sheet, mark)
        return made


def pdf(made: Figure, title: str) -> bytes:
    """For paper. The same figure is the same file."""
    return _saved(made, "pdf", {"Title": title, "CreationDate": None, "Creator": None, "Producer": None})


def png(made: Figure) -> bytes:
    """For phones."""
    return _saved(made, "png", {"Software": None})


def _saved(made: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    file = BytesIO()
    with matplotlib.rc_context(REAL_FONTS):
        made.savefig(file, format=kind, dpi=PIXELS_AN_INCH, metadata=metadata)
    return file.getvalue()


def _add_words(made: Figure, sheet: Sheet, item: Words) -> None:
    made.text(
        item.x / sheet.width,
        1 - item.baseline / sheet.height,
        item.words,
        fontproperties=font(item.size, bold=item.bold),
        color=item.colour,
        ha=item.align.value,
        va="baseline",
        parse_math=False,
        zorder=LETTERS,
    )


def _add_box(made: Figure, item: Box, from_corner: Transform) -> None:
    edge = EDGE if item.edge else 0
    frame = Rectangle((item.x, item.top), item.width, item.height, transform=from_corner, zorder=GROUND)
    frame.set(facecolor=item.fill or "none", edgecolor=item.edge or "none", linewidth=edge)
    made.add_artist(frame)


def _add_code(made: Figure, item: Code, from_corner: Transform) -> None:
    """One path for all of it, so that no line shows between rows; on whole pixels, so that none is grey."""
    x, top = (round(place / PIXEL) * PIXEL for place in (item.x, item.top))
    side = item.module * code.side(item.link)
    ground = Rectangle((x, top), side, side, facecolor=PAPER, edgecolor="none", transform=from_corner, zorder=CODE)
    made.add_artist(ground)
    squares = [
        Path.unit_rectangle().transformed(
            Affine2D().scale(length * item.module, item.module).translate(x + column * item.module, top + row * item.module)
        )
        for row, column, length in code.dark_runs(item.link)
    ]
    dark = PathPatch(Path.make_compound_path(*squares), facecolor=INK_OF_CODE, edgecolor="none", transform=from_corner, zorder=CODE + 0.5)
    dark.set_antialiased(False)
    made.add_artist(dark)


def _add_mark(made: Figure, sheet: Sheet, mark: str) -> None:
    """As large as the sheet is wide, from the lower left to the upper right."""
    size = MARK_SIZE * MARK_ROOM * sheet.width / width(mark, MARK_SIZE, bold=True)
    made.text(
        0.5,
        0.5,
        mark,
        fontproperties=font(size, bold=True),
        color=INK,
        alpha=MARK_STRENGTH,
        rotation=MARK_ANGLE,
        ha="center",
        va="center",
        zorder=MARK,
        gid=MARK_NAME,
    )
