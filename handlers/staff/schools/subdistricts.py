"""The subdistricts of the office's district, as the register names them."""

from collections.abc import Callable
from functools import partial

from ektp_core.office import Office
from ektp_core.schools.finding import subdistrict_named


def finder(office: Office) -> Callable[[str], str | None]:
    """Finds the code of a subdistrict of this district, by code or name."""
    board = office.board
    return partial(subdistrict_named, schools=board.schools, areas=board.areas, home=board.home.code)
