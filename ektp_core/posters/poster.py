"""A poster of one visit, in one of its forms."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ektp_core.posters.notice import Notice

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Form(StrEnum):
    """What a poster is for."""

    PAPER = "paper"
    """A4, a PDF to print."""

    SQUARE = "square"
    """1080 x 1080, for a chat and for Instagram."""

    TALL = "tall"
    """1080 x 1920, for a status."""


@dataclass(frozen=True, slots=True)
class Poster:
    """A notice to hang up or to hand on; `start` is what its code opens in the bot of the name `bot`."""

    notice: Notice
    form: Form
    start: str
    bot: str = ""

    def of_bot(self, name: str) -> "Poster":
        """The same with a code that leads to this bot."""
        return replace(self, bot=name)

    @property
    def link(self) -> str:
        """The address in the code."""
        return f"https://t.me/{self.bot}?start={self.start}"

    def figure(self) -> "Figure":
        """Everything at its place."""
        from ektp_core.posters import figure, paper, screen

        sheet, lay_out = {
            Form.PAPER: (figure.A4, paper.laid_out),
            Form.SQUARE: (figure.SQUARE, screen.square),
            Form.TALL: (figure.TALL, screen.tall),
        }[self.form]
        return figure.figure(sheet, lay_out(self.notice, self.link), self.notice.mark)

    def draw(self) -> bytes:
        """PDF or PNG."""
        from ektp_core.posters.figure import pdf, png

        return pdf(self.figure(), self.notice.place) if self.form is Form.PAPER else png(self.figure())
