"""What buttons carry: one that is forged, or of an older version, changes nothing."""

import pytest

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.office import Office
from tests.handlers.staff.announcements.desk import HENDRA, Desk, newest, subscribe, written


@pytest.mark.parametrize(
    "argument",
    ["c=", "c=1", "a=9.9", "v=king", "K=1.1.x", "S=1.2.x", "B=1.2.999", "W=1.2.x", "L=0.0.9", "Q=9", "j=9.9", "H=king.on", "y=1.2"],
)
async def test_a_forged_button_sends_nothing(office: Office, argument: str) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    before = await newest(office)
    await desk.presses("announcements", argument)
    assert await newest(office) == before


async def test_a_button_of_an_older_version_changes_nothing_and_says_who_was_first(office: Office) -> None:
    await subscribe(office, 1)
    ratna = await written(office)
    old = ratna.screen
    hendra = Desk(office, HENDRA)
    await hendra.presses("announcements", "v=1")
    await hendra.taps("announcement_text")
    await hendra.writes("Lusa kami datang ke sekolah.")
    ratna.screen = old
    await ratna.taps("announcement_send")
    assert "oleh Pak Hendra" in ratna.text
    assert ratna.preview.startswith("Lusa")
    assert (await newest(office)).state is AnnouncementState.DRAFT


async def test_a_forged_confirmation_of_a_draft_without_an_audience_sends_it_to_nobody(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office, HENDRA)
    await desk.presses("announcements", "n=")
    await desk.writes("Besok kami datang ke sekolah anak Bapak Ibu.")
    draft = await newest(office)
    assert draft.audience is None
    await desk.presses("announcements", f"c={draft.id}.{draft.version}")
    assert (await newest(office)).state is AnnouncementState.DRAFT
