"""Pages as a reader meets them: their tags, their links, and the words that are seen."""

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from ektp_core.board import Board
from ektp_core.country.outlines import HomeMaps, OutlineMap
from ektp_core.profile import Language
from handlers.board_page import Reached, View, board_page
from handlers.open_data import described
from tests.core.builders import TODAY

BOT = "siaprekam_bot"
REACHED = Reached(BOT, None, "gaya.css")


def maps_of(board: Board) -> HomeMaps:
    """A square for each area."""
    return HomeMaps(
        OutlineMap(10, 10, {area.code: "M0,0h9v9h-9z" for area in board.districts}),
        OutlineMap(10, 10, {area.code: "M0,0h9v9h-9z" for area in board.subdistricts}),
    )


def shown(
    board: Board, view: View = View.PAGE, language: Language = Language.ID, today: date = TODAY, reached: Reached = REACHED
) -> "Seen":
    """The page of a board."""
    return Seen.of(board_page(board, today, view, language, reached, maps_of(board)))


def data_page(board: Board, language: Language = Language.ID, address: str | None = None) -> "Seen":
    """The page about the open data of a board."""
    return Seen.of(described(board, TODAY, language, address, "gaya.css"))


@dataclass
class Seen(HTMLParser):
    """What a browser makes of a page."""

    html: str
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> "Seen":
        found = cls(html)
        HTMLParser.__init__(found)
        found.feed(html)
        found.close()
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def addresses(self) -> list[str]:
        """Everything that the page leads to or fetches."""
        return [value for _, attributes in self.tags for name, value in attributes.items() if name in {"href", "src", "action", "data"}]

    def all(self, tag: str, of_class: str) -> list[dict[str, str]]:
        """The attributes of the elements of a class."""
        return [attributes for name, attributes in self.tags if name == tag and of_class in attributes.get("class", "").split()]
