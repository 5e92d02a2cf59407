"""A map coloured by coverage: names and numbers stand in their areas; where there is no room, a number leads to a line below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ektp_core.country.shapes import Shape, shapes_of
from ektp_core.pictures.frame import Frame
from ektp_core.pictures.style import FAINT, HATCH, HELD, INK, MARGIN, MISSING, PAPER, RULE, SCALE, SMALL, WIDTH, shade

if TYPE_CHECKING:
    from ektp_core.pictures.map_labels import Placed, Wanted
    from ektp_core.pictures.sheet import Sheet

MOST_NAMED = 40
"""Areas that are all named; of more, home and the highest and lowest."""

ENDS = 5
"""How many highest and lowest are named then."""

MOST_INSIDE = 12
"""Areas whose words may stand on the map: more of them would hide it."""

HIGHEST = 1150
"""Of the map, in pixels."""

AROUND = 130
"""Above and below a map with many areas, for numbers that find no room in it."""

LINE, LEGEND, SAMPLE, INSIDE, GUTTER = 54, 56, 34, 14, 60
ACROSS = 3
"""Samples of the legend in a row."""

HALO, EDGE, HOME_EDGE, LEADER = 7, 2, 6, 3
NUMBER, SHORTEST = 58, 140
"""In a line: the room of its number, and what its name keeps in any case."""


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area: its GeoJSON geometry ("" where none is known), its coverage in percent (None without a figure), and the words for it."""

    name: str
    said: str
    geometry: str
    percent: float | None = None
    note: str = ""
    """Of when the figure is, where they differ in that."""

    is_home: bool = False


@dataclass(frozen=True, slots=True)
class MapWords:
    """The legend: a label for each colour of `style.SCALE`, one for areas without a figure; and how many areas are not named."""

    scale: tuple[str, ...]
    missing: str
    unnamed: str = ""


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """Areas coloured by coverage. Figures that are not of one date and one definition are not compared: then nothing `is_coloured`."""

    frame: Frame
    areas: tuple[MapArea, ...]
    words: MapWords
    is_coloured: bool = True
    empty: str = ""

    def draw(self) -> bytes:
        return drawn(self).png()


def named(areas: Sequence[MapArea]) -> tuple[int, ...]:
    """Which areas are named: all, or of too many home, and the highest and lowest."""
    if len(areas) <= MOST_NAMED:
        return tuple(range(len(areas)))
    measured = sorted((at for at, area in enumerate(areas) if area.percent is not None), key=lambda at: areas[at].percent or 0)
    ends = {*measured[:ENDS], *measured[-ENDS:]}
    return tuple(at for at, area in enumerate(areas) if at in ends or area.is_home)


def drawn(picture: CoverageMap) -> "Sheet":
    """The map on its sheet, its legend below, and below that the lines of the numbers."""
    from ektp_core.pictures.map_labels import placed
    from ektp_core.pictures.sheet import Sheet

    areas, chart = picture.areas, _Chart.of(picture.areas)
    chosen = named(areas)
    on_map = [at for at in chosen if at in chart.shapes]
    labels = placed([_wanted(areas[at], chart, at, len(areas) <= MOST_INSIDE) for at in on_map], (chart.width, chart.height))
    label_of = dict(zip(on_map, labels, strict=True))
    lines = [(_mark(label_of.get(at)), areas[at]) for at in chosen if not _says_itself(label_of.get(at))]
    legend, unnamed = _legend(picture), picture.words.unnamed if len(chosen) < len(areas) else ""
    below = LEGEND // 2 + -(-len(legend) // ACROSS) * LEGEND
    columns = 2 if len(lines) > MOST_INSIDE and not any(area.note for _, area in lines) else 1
    rows = -(-len(lines) // columns)
    sheet = Sheet(picture.frame, chart.height + below + (rows + bool(unnamed) + (not areas)) * LINE)
    left = sheet.left + (sheet.width - chart.width) / 2
    _draw_areas(sheet, picture, chart, left)
    for label in labels:
        if label:
            _draw_label(sheet, label, left)
    _draw_legend(sheet, legend, sheet.top + chart.height + LEGEND // 2)
    for first in range(0, len(lines), max(rows, 1)):
        _draw_lines(sheet, lines[first : first + rows], (first // rows, columns), sheet.top + chart.height + below)
    if said := unnamed or (not areas and picture.empty):
        sheet.text(said, sheet.left, sheet.bottom - LINE / 2, SMALL, colour=FAINT)
    return sheet


def _says_itself(label: "Placed | None") -> bool:
    """Whether the words of an area stand on the map."""
    return label is not None and label.number is None


def _mark(label: "Placed | None") -> str:
    """What begins an area's line: its number on the map, if it has one there."""
    return str(label.number) if label else "–"


@dataclass(frozen=True, slots=True)
class _Chart:
    """The shapes of the areas by their place among these, and how they are brought to pixels from the map's upper left corner."""

    shapes: dict[int, Shape]
    west: float
    north: float
    scale: float
    width: float
    height: float

    @classmethod
    def of(cls, areas: Sequence[MapArea]) -> "_Chart":
        """As wide as the sheet, or as high as a phone shows."""
        places = [at for at, area in enumerate(areas) if area.geometry]
        shapes = shapes_of([areas[at].geometry for at in places])
        if not shapes:
            return cls({}, 0, 0, 1, 0, 0)
        boxes = [shape.box for shape in shapes]
        west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
        east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
        scale = min((WIDTH - 2 * MARGIN) / max(east - west, 1e-9), HIGHEST / max(north - south, 1e-9))
        around = AROUND if len(areas) > MOST_INSIDE else 0
        height = (north - south) * scale + 2 * around
        return cls(dict(zip(places, shapes, strict=True)), west, north + around / scale, scale, (east - west) * scale, height)

    def pixels(self, point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - self.west) * self.scale, (self.north - point[1]) * self.scale

    def extent(self, at: int) -> float:
        west, south, east, north = self.shapes[at].box
        return (east - west) * (north - south)


def _wanted(area: MapArea, chart: _Chart, at: int, fits_inside: bool) -> "Wanted":
    """The words of home find their place first, then those of the largest areas."""
    from ektp_core.pictures.map_labels import Wanted

    words = tuple(word for word in (area.name, area.said, area.note) if word)
    extent = float("inf") if area.is_home else chart.extent(at)
    return Wanted(words, chart.pixels(chart.shapes[at].middle), extent, fits_inside)


def _draw_areas(sheet: "Sheet", picture: CoverageMap, chart: _Chart, left: float) -> None:
    """Home last, so that its edge is not covered by a neighbour's."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for at in sorted(chart.shapes, key=lambda at: picture.areas[at].is_home):
        area, rings = picture.areas[at], [ring for rings in chart.shapes[at].polygons for ring in rings]
        outlines = [[(left + x, sheet.top + y) for x, y in map(chart.pixels, ring)] for ring in rings]
        path = Path.make_compound_path(*(Path(outline, closed=True) for outline in outlines))
        is_missing = picture.is_coloured and area.percent is None
        colour = shade(area.percent) if picture.is_coloured and area.percent is not None else MISSING
        edge = (INK, HOME_EDGE) if area.is_home else (HELD, EDGE)
        sheet.place(PathPatch(path, facecolor=colour, edgecolor=RULE, linewidth=0, hatch=HATCH if is_missing else None))
        sheet.place(PathPatch(path, facecolor="none", edgecolor=edge[0], linewidth=edge[1], joinstyle="round"))


def _draw_label(sheet: "Sheet", label: "Placed", left: float) -> None:
    """The words of an area on a pale edge of their own, or its number, with a line to the area where it stands beside it."""
    from matplotlib.patheffects import withStroke

    from ektp_core.pictures.map_labels import DOT

    x, y = left + label.at[0], sheet.top + label.at[1]
    if label.number:
        middle = left + label.wanted.middle[0], sheet.top + label.wanted.middle[1]
        if max(abs(middle[0] - x), abs(middle[1] - y)) > DOT:
            sheet.line(middle, _towards(middle, (x, y)), INK, LEADER)
        sheet.box(label.box[0] + left, label.box[1] + sheet.top, label.box[2] - label.box[0], label.box[3] - label.box[1], PAPER, edge=INK)
        sheet.text(str(label.number), x, y, SMALL, bold=True, anchor="center")
        return
    height = (label.box[3] - label.box[1]) / len(label.wanted.lines)
    for number, words in enumerate(label.wanted.lines):
        line = sheet.text(words, x, sheet.top + label.box[1] + (number + 0.5) * height, SMALL, bold=number > 0, anchor="center")
        line.set_path_effects([withStroke(linewidth=HALO, foreground=PAPER)])


def _towards(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Where a line ends that leads to a number: at the edge of its place."""
    from ektp_core.pictures.map_labels import DOT

    across, down = end[0] - start[0], end[1] - start[1]
    part = 1 - DOT / max(abs(across), abs(down))
    return start[0] + across * part, start[1] + down * part


def _legend(picture: CoverageMap) -> list[tuple[str, str]]:
    """Colour and words; "" is the colour of areas without a figure, which stands only where there are some."""
    if not picture.is_coloured or not picture.areas:
        return []
    missing = [("", picture.words.missing)] if any(area.percent is None for area in picture.areas) else []
    return [*((colour, said) for (_, colour), said in zip(SCALE, picture.words.scale, strict=True)), *missing]


def _draw_legend(sheet: "Sheet", legend: Sequence[tuple[str, str]], top: float) -> None:
    from ektp_core.pictures.measuring import fits

    width = sheet.width / ACROSS
    for number, (colour, said) in enumerate(legend):
        x, y = sheet.left + number % ACROSS * width, top + number // ACROSS * LEGEND + (LEGEND - SAMPLE) / 2
        sheet.box(x, y, SAMPLE, SAMPLE, colour or MISSING, hatch="" if colour else HATCH, edge=RULE)
        words = fits(said, width - SAMPLE - 2 * INSIDE, SMALL)
        sheet.text(words.words, x + SAMPLE + INSIDE, y + SAMPLE / 2, words.size, colour=FAINT)


def _draw_lines(sheet: "Sheet", lines: Sequence[tuple[str, MapArea]], column: tuple[int, int], top: float) -> None:
    """Number, name and value of an area a line, in one of so many columns."""
    from ektp_core.pictures.measuring import fits, width_of

    width = (sheet.width - (column[1] - 1) * GUTTER) / column[1]
    x = sheet.left + column[0] * (width + GUTTER)
    for number, (mark, area) in enumerate(lines):
        y = top + (number + 0.5) * LINE
        value = fits(f"{area.said} ({area.note})" if area.note else area.said, width - NUMBER - SHORTEST, SMALL, bold=True)
        room = width - NUMBER - width_of(value.words, value.size, bold=True) - INSIDE
        name = fits(area.name, room, SMALL, bold=area.is_home)
        sheet.text(mark, x, y, SMALL, bold=True)
        sheet.text(name.words, x + NUMBER, y, name.size, bold=area.is_home)
        sheet.text(value.words, x + width, y, value.size, bold=True, anchor="right")
