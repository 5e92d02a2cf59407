"""The answers about several areas as maps, made of the very values that their words show."""

from ektp_core.coverage.figure import Definition, are_comparable
from ektp_core.office import Office
from ektp_core.pictures.maps import CoverageMap, MapArea, MapWords, named
from ektp_core.profile import Language
from ektp_core.store.boundaries import boundaries_of
from handlers.pictures.coverage import Line, corner_of, lines_of, title_of, total_said
from handlers.pictures.words import MAP_LABEL, Words, with_picture
from handlers.reply import Reply

STEPS = ("below_80", "from_80", "from_90", "from_95", "from_100")
"""Labels of the colours of `ektp_core.pictures.style.SCALE`."""


async def mapped(words: Reply, office: Office, language: Language) -> Reply:
    """An answer with its map; as it is where there is nothing to colour: one area, or no figures."""
    said, lines = Words(language), lines_of(words)
    figures = [figure for _, figure, _ in lines if figure]
    if len(lines) < 2 or not figures:
        return words
    shapes = await boundaries_of(office.store, [area.code for area, _, _ in lines])
    comparable = are_comparable(figures)
    areas = tuple(_area(line, shapes.get(line[0].code, ""), office.board.home.code, said, with_date=not comparable) for line in lines)
    unnamed = len(areas) - len(named(areas))
    legend = MapWords(
        tuple(said.label(step) for step in STEPS), said.label("no_data"), said.label("unnamed", count=unnamed) if unnamed else ""
    )
    corner = corner_of(words, said, on_map=True)
    frame = said.frame(title_of(words, said), corner, office.board)
    return with_picture(words, said.label("file_map"), CoverageMap(frame, areas, legend, comparable), MAP_LABEL)


def _area(line: Line, geometry: str, home: str, said: Words, *, with_date: bool) -> MapArea:
    area, figure, parts = line
    if figure is None or parts is None:
        return MapArea(area.short_name, said.label("no_data"), geometry, is_home=area.code == home)
    dated = "dated_held" if figure.definition is Definition.OWNED else "dated"
    note = said.label(dated, day=said.as_of(figure.as_of)) if with_date else ""
    return MapArea(area.short_name, total_said(figure, parts, said), geometry, float(parts.total), note, area.code == home)
