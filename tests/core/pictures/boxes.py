"""Whether a drawn figure is clean, by its own boxes: words that meet other words, a bar's edge or a line, and what leaves the paper."""

from collections.abc import Iterator
from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

SLACK = 0.75
"""Pixels by which boxes may touch: letters do not fill theirs."""


def overlaps(figure: Figure) -> list[str]:
    """What cannot be read, in words: two texts on one another, a text across the edge of a bar or across a line, two bars."""
    texts, bars, lines = [*_texts(figure)], [*_bars(figure)], [*_lines(figure)]
    found = [f"{one!r} and {other!r}" for (one, a), (other, b) in combinations(texts, 2) if _meet(a, b)]
    found += [f"{words!r} across a bar's edge" for words, box in texts for bar in bars if _meet(box, bar) and not _inside(box, bar)]
    found += [f"{words!r} across a line" for words, box in texts for line in lines if _crosses(line, box)]
    return found + [f"bars at {a.bounds} and {b.bounds}" for a, b in combinations(bars, 2) if _meet(a, b) and not _nested(a, b)]


def clipped(figure: Figure) -> list[str]:
    """What does not lie on the paper with its whole box."""
    paper = Bbox.from_bounds(0, 0, *figure.canvas.get_width_height())
    boxes = [*_texts(figure), *(("a bar", box) for box in _bars(figure))]
    return [f"{words!r} at {box.bounds}" for words, box in boxes if not _inside(box, paper)]


def _texts(figure: Figure) -> Iterator[tuple[str, Bbox]]:
    renderer = _canvas(figure).get_renderer()
    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_visible() and text.get_text().strip():
            yield text.get_text(), text.get_window_extent(renderer)


def _bars(figure: Figure) -> Iterator[Bbox]:
    grounds = {figure.patch, *(axes.patch for axes in figure.axes)}
    for bar in figure.findobj(Rectangle):
        if isinstance(bar, Rectangle) and bar not in grounds and bar.get_visible():
            yield bar.get_window_extent(_canvas(figure).get_renderer())


def _lines(figure: Figure) -> Iterator[Line2D]:
    return (line for line in figure.findobj(Line2D) if isinstance(line, Line2D) and line.get_linestyle() != "None")


def _crosses(line: Line2D, box: Bbox) -> bool:
    path = line.get_path().transformed(line.get_transform())
    return bool(path.intersects_bbox(box.padded(-SLACK), filled=False))


def _canvas(figure: Figure) -> FigureCanvasAgg:
    return figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)


def _meet(one: Bbox, other: Bbox) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > SLACK and min(one.y1, other.y1) - max(one.y0, other.y0) > SLACK


def _inside(inner: Bbox, outer: Bbox) -> bool:
    return inner.x0 >= outer.x0 - SLACK and inner.y0 >= outer.y0 - SLACK and inner.x1 <= outer.x1 + SLACK and inner.y1 <= outer.y1 + SLACK


def _nested(one: Bbox, other: Bbox) -> bool:
    return _inside(one, other) or _inside(other, one)
