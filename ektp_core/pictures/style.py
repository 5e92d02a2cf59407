"""The house style: sizes, colours and letters of every picture; readable on a small phone, light, safe for the colour-blind."""

from fractions import Fraction

WIDTH = 1080
"""Pixels of a picture; a small phone shows it 360 wide, a third of that."""

TALLEST = 3600
"""Telegram makes photos 1280 pixels high at the most: a taller one would be narrower than the phone that shows it."""

MARGIN = 48
PHONE = 3
"""Pixels of a picture for one of the small phone."""

SMALLEST = 11 * PHONE
"""Letters below this are not read on the phone."""

SMALL, PLAIN, LARGE, TITLE = SMALLEST, 38, 48, 58
LEADING = 1.28
"""From line to line, by the size of the letters."""

PAPER, INK, FAINT, RULE = "#ffffff", "#1b1b1b", "#575757", "#c9c9c9"
"""The ground, words, words beside them, thin lines. Contrast of words 7:1 at least."""

OBLIGED, EARLY = "#0072b2", "#e69f00"
"""Okabe and Ito's blue and orange: told apart with every kind of colour blindness, and in grey."""

ON_OBLIGED, ON_EARLY = "#ffffff", INK
"""Numbers on them."""

PALE = "#cfe3f1"
"""The ground of what is hatched: its length is known, its parts are not."""

HELD = "#7a7a7a"
"""Cards held: another measure than recordings."""

LENT = "#009e73"
WARNING = "#b3261e"
"""CONTOH, and nothing else."""

HATCH = "//"
MISSING = "#e8e8e8"
"""An area without a figure; hatched too, where it is a surface."""

FULL = 100
"""Percent: the line in every picture of coverage."""

SCALE: tuple[tuple[int | None, str], ...] = (
    (80, "#f0f3d9"),
    (90, "#c0dfb5"),
    (95, "#73c2bd"),
    (100, "#2f8fc0"),
    (None, "#0b3c7d"),
)
"""Coverage from light to dark: each colour with the percentage below which it counts; None for everything from the last one up."""


def shade(percent: Fraction | float) -> str:
    """The colour of a coverage: 99.97 % is below 100, whatever it rounds to."""
    return next(colour for below, colour in SCALE if below is None or percent < below)


def on_shade(colour: str) -> str:
    """The colour of letters that are read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 100 else PAPER
