"""Tables of a web page, which many systems save as .xls: HTML, or MHTML around it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from html.parser import HTMLParser

from ektp_core.reading.cells import Cell, Merge
from ektp_core.sheets.delimited import decode
from ektp_core.sheets.hostile import MOST_ROWS, MOST_SHEETS, check_extent, is_archived_page
from ektp_core.sheets.refusals import FileBroken

MOST_TITLES = 20  # lines above a table
LONGEST_SPAN = 6  # digits
_UNSEEN = frozenset({"script", "style", "title"})
_LINES = frozenset({"br", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li"})
_CELLS = frozenset({"td", "th"})
Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class WebTable:
    """The cells of one table, and which of them are merged."""

    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


def web_tables(data: bytes) -> Iterator[WebTable]:
    """The tables of a page in their order, a table inside a cell before the one around it.

    Raises FileBroken for MHTML without a page, SheetTooLarge.
    """
    reader = _TableReader()
    reader.feed(_archived_page(data) if is_archived_page(data) else decode(data))
    reader.close()
    yield from reader.tables


def _archived_page(data: bytes) -> str:
    pages = [part for part in message_from_bytes(data, policy=policy.default).walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise FileBroken
    try:
        return str(max((page.get_content() for page in pages), key=len))
    except (LookupError, ValueError) as reason:
        raise FileBroken from reason


class _TableReader(HTMLParser):
    """Collects the cells of every table that has some."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[WebTable] = []
        self._open: list[WebTable] = []
        self._text: list[str] | None = None
        self._value: float | None = None
        self._span = (1, 1)
        self._is_in_row = False
        self._outside: list[str] = []
        self._covered: list[dict[int, int]] = []
        """For each open table the rows that a cell from above still covers, by column."""

        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(WebTable([[line] for line in self._titles()]))
            self._covered.append({})
            self._is_in_row = False
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].rows.append([])
            self._is_in_row = True
            self._skip_covered()
        elif self._open and tag in _CELLS:
            self._end_cell()
            if not self._is_in_row:
                self._open[-1].rows.append([])
                self._is_in_row = True
            self._begin_cell(dict(attrs))
        elif tag in _LINES:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _CELLS or tag == "tr":
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._end_table()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            (self._outside if self._text is None else self._text).append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()
        while self._open:
            self._end_table()

    def _titles(self) -> list[str]:
        """The lines above a table."""
        lines = [" ".join(line.split()) for line in "".join(self._outside).splitlines()]
        self._outside.clear()
        return [line for line in lines if line][-MOST_TITLES:]

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._text = []
        self._value = _number(attributes.get("x:num"))
        self._span = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            return
        text, self._text = "".join(self._text).strip(), None
        table, (down, across) = self._open[-1], self._span
        row, at = table.rows[-1], len(table.rows[-1])
        check_extent(len(table.rows) + down, at + across)
        row += [self._value if self._value is not None else text, *[None] * (across - 1)]
        if down > 1 or across > 1:
            top = len(table.rows) - 1
            table.merges.append(Merge(top, at, top + down - 1, at + across - 1))
        if down > 1:
            self._covered[-1] |= dict.fromkeys(range(at, at + across), down)
        self._skip_covered()

    def _skip_covered(self) -> None:
        """Leave the columns free that a cell of an earlier row covers."""
        row, covered = self._open[-1].rows[-1], self._covered[-1]
        check_extent(1, len(row))
        while covered.get(len(row), 0) > 1:
            covered[len(row)] -= 1
            row.append(None)

    def _end_table(self) -> None:
        table = self._open.pop()
        self._covered.pop()
        self._is_in_row = bool(self._open)
        if any(len(row) > 1 for row in table.rows):
            self.tables.append(table)
            if len(self.tables) > MOST_SHEETS:
                check_extent(MOST_ROWS + 1, 1)


def _span(written: str | None) -> int:
    """A span as written, 1 for what is none; more than a sheet has is refused by its extent."""
    return int(written) or 1 if written and written.isascii() and written.isdigit() and len(written) <= LONGEST_SPAN else 1


def _number(written: str | None) -> float | None:
    """The value that Excel notes beside the text it shows."""
    try:
        return float(written) if written else None
    except ValueError:
        return None
