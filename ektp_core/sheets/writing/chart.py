"""A sheet's rows as bars on a page of their own, with what they are of, and a line at the whole."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ektp_core.sheets.sheet import Chart, Sheet
from ektp_core.sheets.writing.widths import note_text, title_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chartsheet import Chartsheet

COLOURS = ("#0072B2", "#E69F00")
"""Told apart by those who do not see every colour (Okabe and Ito), and by their lightness in black and white."""

LINE_COLOUR = "#333333"
UPRIGHT_FROM = 13
"""Bars: names and numbers of more stand upright."""

SHOWN = "[$-421]0.00%"
"""With a decimal comma, as in the sheet."""

SHEET_NAME = 31
"""Letters that a program allows in the name of a sheet."""


def add_chart(book: "Workbook", sheet: Sheet, chart: Chart, words: Mapping[str, str], example: str, first_row: int) -> "Chartsheet":
    """A page with the chart, `example` in its title where the demo set is inside; the sheet's rows begin at `first_row`."""
    page = book.add_chartsheet(words[f"sheet_{chart.name}"][:SHEET_NAME])
    source = words[f"sheet_{sheet.name}"][:SHEET_NAME]

    def cells(column: str) -> list[Any]:
        place = sheet.columns.index(column)
        return [source, first_row, place, first_row + chart.rows - 1, place]

    def series(column: str, **how: Any) -> dict[str, Any]:
        return {"name": words[f"column_{column}"], "categories": cells(chart.names), "values": cells(column), **how}

    many = chart.rows >= UPRIGHT_FROM
    turned = {"rotation": -90} if many else {}
    bars, lines = book.add_chart({"type": "column", "subtype": "stacked"}), book.add_chart({"type": "line"})
    for column, colour in zip(chart.stacked, COLOURS, strict=False):
        bars.add_series(series(column, fill={"color": colour}, gap=40))
    lines.add_series(series(chart.line, line={"color": LINE_COLOUR, "width": 2, "dash_type": "dash"}))
    numbers = {"value": True, "position": "above", "num_format": SHOWN, "font": {"size": 9 if many else 12, "bold": True, **turned}}
    lines.add_series(series(chart.total, line={"none": True}, data_labels=numbers))
    bars.combine(lines)
    title = [title_of(sheet, words), *([example] if sheet.example else [])]
    bars.set_title({"name": " · ".join(title), "name_font": {"size": 16}})
    said = " · ".join(note_text(note, words) for note in sheet.notes)
    bars.set_x_axis({"num_font": {"size": 9 if many else 12, **turned}, "name": said, "name_font": {"size": 10, "bold": False}})
    bars.set_y_axis(
        {"min": 0, "num_format": "0%", "num_font": {"size": 11}, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    bars.set_legend({"position": "bottom", "font": {"size": 12}, "delete_series": [len(chart.stacked) + 1]})
    page.set_chart(bars)
    return page
