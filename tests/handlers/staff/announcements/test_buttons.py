"""What buttons carry: one that is forged, or of an older version, changes nothing."""

import pytest

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store.notice_switches import notices_off
from handlers.reply import Button
from handlers.staff.announcements.acts import CONFIRM, NEW, OPEN, Decision
from tests.handlers.staff.announcements.desk import HENDRA, Desk, newest, subscribe, written

FORGED = (
    ("confirm", ""),
    ("confirm", "1"),
    ("approve", "9.9"),
    ("open", "king"),
    ("open", "9"),
    ("toggle_subdistrict", "1.2.x"),
    ("toggle_school", "1.2.x"),
    ("choose_school", "1.2.x"),
    ("choose_visit", "1.2.999"),
    ("choose_visit", "1.2.king"),
    ("choose_time", "1.2.x"),
    ("open_template", "9"),
    ("take_template", "1.2.9"),
    ("delete_template", "9"),
    ("offer", "9.9"),
    ("switch_notice", "king.on"),
    ("switch_notice", "moved.perhaps"),
    ("send_rest", "1.2"),
    ("correct", "1.2"),
    ("retract", "1.2"),
    ("rule", "1.2"),
)


@pytest.mark.parametrize(("act", "argument"), FORGED)
async def test_a_forged_button_sends_nothing(office: Office, act: str, argument: str) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    before = await newest(office)
    await desk.presses(Button("", "announcements", argument, {}, act))
    assert await newest(office) == before
    assert await notices_off(office.store) == frozenset()


@pytest.mark.parametrize("argument", ["c=1.2", "n=", "H=moved.off", "v=1"])
async def test_a_button_of_an_earlier_version_says_that_it_is_old_and_does_nothing(office: Office, argument: str) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    before = await newest(office)
    assert (await desk.presses(Button("", "announcements", argument))).view == "old_button"
    assert await newest(office) == before


async def test_a_button_of_an_older_version_changes_nothing_and_says_who_was_first(office: Office) -> None:
    await subscribe(office, 1)
    ratna = await written(office)
    old = ratna.screen
    hendra = Desk(office, HENDRA)
    await hendra.presses(OPEN.button("", 1))
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
    await desk.presses(NEW.button(""))
    await desk.writes("Kamis kami datang ke sekolah anak Bapak Ibu.")
    draft = await newest(office)
    assert draft.audience is None
    await desk.presses(CONFIRM.button("", Decision(Seen(draft.id, draft.version), 0)))
    assert (await newest(office)).state is AnnouncementState.DRAFT
