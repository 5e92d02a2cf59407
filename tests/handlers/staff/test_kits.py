"""Kits as the handlers answer them."""

from ektp_core.office import Office
from handlers.staff import kits
from tests.handlers.staff.visits.desk import RATNA, Desk


async def test_a_forged_loan_ends_in_a_sentence_and_a_number_too_many_keeps_the_rest(office: Office) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes("11-22/01/2027 99 alat no 470/2026", "kits")
    assert (shown.view, shown.values["lacks"], shown.values["line"].number) == ("staff/kits/ask", "kits", "470/2026")
    assert (await ratna.writes("3 alat")).view == "staff/kits/preview"
    assert (await ratna.presses(kits.SAVE.button("loan_save"))).values["loan"].kits == 3
