"""The subdistricts of the office's district, as the register names them."""

from ektp_core.areas import Area
from ektp_core.office import Office
from ektp_core.schools.finding import visited


def code_of(office: Office, text: str) -> str | None:
    """The code of a subdistrict of this district, by code or name."""
    if text in {area.code for area in office.board.subdistricts}:
        return text
    found = [place.code for place in visited(office.board.named(text), office.board.areas) if isinstance(place, Area)]
    return found[0] if len(found) == 1 else None
