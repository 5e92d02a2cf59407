"""What stands around every picture: what it shows, of when, by which definition and from where."""

from dataclasses import dataclass


class Undated(ValueError):
    """A picture without its date, which nobody could place."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a picture, in the reader's language. Raises Undated.

    `corner` has lines (definition, source, what was left out), each wrapped and none cut; `as_of` is the first of them. `example` is the
    mark of example data ("CONTOH"), empty for real ones.
    """

    title: str
    as_of: str
    corner: tuple[str, ...] = ()
    subtitle: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        if not self.as_of.strip():
            raise Undated(self.title)
