"""The subdistricts of the office's district, as the register names them."""

from ektp_core.office import Office
from handlers.schedule import find_subdistrict


def code_of(office: Office, text: str) -> str | None:
    """The code of a subdistrict of this district, by code or name."""
    if text in {area.code for area in office.board.subdistricts}:
        return text
    area = find_subdistrict(text, office)
    return area.code if area else None
