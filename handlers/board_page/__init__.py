"""/papan: the board as a web page, a turning screen for the office's television, and a small page that other sites embed."""

from handlers.board_page.page import Reached, View, board_page

__all__ = ["Reached", "View", "board_page"]
