"""Something to draw that takes all that the drawing library needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words beside it."""

    def draw(self) -> bytes:
        from io import BytesIO

        from matplotlib.figure import Figure

        figure = Figure()
        axes = figure.subplots()
        axes.plot([1, 2, 3])
        axes.set_title("Cakupan")
        file = BytesIO()
        figure.savefig(file)
        return file.getvalue()
