"""What is told automatically, each kind with its switch."""

from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from ektp_core.store.audit import entries
from ektp_core.store.notice_switches import notices_off
from handlers.staff.announcements.acts import SWITCH_NOTICE, NoticeSwitch, Switch
from tests.handlers.staff.announcements.desk import HENDRA, Desk


async def test_automatic_notices_have_switches(office: Office) -> None:
    desk = Desk(office)
    await desk.announces()
    await desk.taps("notices")
    await desk.taps("notice_moved_off")
    assert await notices_off(office.store) == {NoticeKind.MOVED}
    await Desk(office, HENDRA).presses(SWITCH_NOTICE.button("", NoticeSwitch(NoticeKind.MOVED, Switch.OFF)))
    await desk.taps("notice_moved_on")
    assert await notices_off(office.store) == frozenset()
    assert [str(entry.subject) for entry in await entries(office.store)] == ["notice moved"] * 3
