"""Two drafts of one tool are told apart by what they are about."""

import pytest

from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.texts import label
from tests.handlers.staff.visits.desk import RATNA, Desk


@pytest.mark.parametrize(
    ("lines", "offered"),
    [
        (["SMAN 1 Koba 1/12/2026", "SMAN 1 Koba 8/12/2026"], {"Lanjutkan: SMAN 1 Koba, 8 Des", "Lanjutkan: SMAN 1 Koba, 1 Des"}),
        (["1/12/2026", "8/12/2026"], {"Lanjutkan: kunjungan baru, 8 Des", "Lanjutkan: kunjungan baru, 1 Des"}),
        (["SMAN 1 Koba 1/12/2026", "8/12/2026"], {"Lanjutkan: kunjungan SMAN 1 Koba", "Lanjutkan: kunjungan baru"}),
        (["SMAN 1 Koba 1/12/2026"], {"Lanjutkan: kunjungan SMAN 1 Koba"}),
    ],
)
async def test_the_day_is_said_where_the_names_are_the_same(office: Office, lines: list[str], offered: set[str]) -> None:
    for number, line in enumerate(lines):
        await Desk(office, RATNA).writes(line, "visits", message_id=50 + number)
    shown = await Desk(office, RATNA).writes("", "visits")
    assert {label(item, Language.ID) for row in shown.buttons for item in row if item.label == "draft_go_on"} == offered
