"""The list of hours for the classroom's door, with room to write. It never holds a pupil's name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ektp_core.posters.notice import ClassHours

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class ClassList:
    """The list of one visit."""

    hours: ClassHours

    def figure(self) -> "Figure":
        """Everything at its place."""
        from ektp_core.posters import figure, table

        return figure.figure(figure.A4, table.laid_out(self.hours), self.hours.mark)

    def draw(self) -> bytes:
        """A PDF of one sheet of A4."""
        from ektp_core.posters.figure import pdf

        return pdf(self.figure(), f"{self.hours.title} {self.hours.place}")
