"""An announcement to many needs a second person, who agrees to one text (docs/reliability.md#a-large-announcement-needs-two-people)."""

from bot.terminal.ask import plain
from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import APPROVE, ASK_TEXT, CHOOSE_TIME, CONFIRM, EVERYONE, OPEN, ChosenMoment, Decision
from handlers.texts import label
from tests.handlers.staff.announcements.desk import AT_FOUR, HENDRA, JULIAN, RATNA, WULAN, Desk, newest, subscribe, written


async def many(office: Office) -> Desk:
    """An announcement for more people than one person may send to, confirmed by Bu Ratna."""
    await subscribe(office, *range(1, 14))
    desk = await written(office)
    assert "petugas kedua harus menyetujui" in desk.text
    await desk.taps("announcement_propose")
    return desk


async def revoke(person: int, office: Office) -> None:
    """Pak Julian takes somebody's role."""
    member = office.public.member(person)
    assert member is not None
    julian = Desk(office, JULIAN)
    await julian.writes("", "team")
    await julian.taps("place", name=member.name)
    await julian.taps("revoke")
    await julian.taps("revoke_now")


async def test_an_announcement_to_many_waits_for_a_second_person_and_shows_it_to_them(office: Office) -> None:
    desk = await many(office)
    assert (await newest(office)).state is AnnouncementState.WAITING
    assert {notice.person for notice in desk.screen.notices} == {HENDRA, JULIAN, WULAN}
    for notice in desk.screen.notices:
        assert notice.reply.preview is not None
        assert plain(notice.reply.preview.html).startswith("Kamis kami datang")
        assert "announcement_approve" in {item.label for row in notice.reply.buttons for item in row}


async def test_the_first_person_learns_who_may_agree_and_how_many_were_told(office: Office) -> None:
    desk = await many(office)
    assert "Yang bisa: Pak Hendra, Pak Julian dan Bu Wulan. Pemberitahuan dikirim kepada 3 orang." in desk.text
    await desk.announces("A-1")
    assert "Pemberitahuan dikirim" not in desk.text


async def test_where_nobody_else_may_agree_that_is_said(office: Office) -> None:
    for person in (HENDRA, WULAN):
        await revoke(person, office)
    await subscribe(office, *range(1, 14))
    desk = await written(office, JULIAN)
    await revoke(RATNA, office)
    await desk.taps("announcement_propose")
    assert "Belum ada petugas lain yang bisa" in desk.text


async def test_agreeing_to_what_is_scheduled_says_when_it_goes(office: Office) -> None:
    await subscribe(office, *range(1, 14))
    desk = await written(office)
    await desk.presses(CHOOSE_TIME.button("", ChosenMoment(Seen(1, 2), AT_FOUR)))
    await desk.taps("announcement_propose")
    for shown in [notice.reply for notice in desk.screen.notices]:
        assert label(shown.buttons[0][0], Language.ID) == "Setujui: 24 November 2026 16.00"
    hendra = Desk(office, HENDRA)
    await hendra.announces("A-1")
    await hendra.taps("announcement_approve_for", hour="16.00")
    assert (await newest(office)).state is AnnouncementState.SCHEDULED


async def test_whoever_agrees_is_warned_of_the_night_as_well(office: Office) -> None:
    await subscribe(office, *range(1, 14))
    desk = await written(office)
    await desk.presses(CHOOSE_TIME.button("", ChosenMoment(Seen(1, 2), AT_FOUR.replace(hour=22))))
    await desk.taps("announcement_propose")
    hendra = Desk(office, HENDRA)
    await hendra.announces("A-1")
    assert "jam malam" in hendra.text


async def test_nobody_is_their_own_second_person(office: Office) -> None:
    desk = await many(office)
    await desk.presses(APPROVE.button("", Decision(Seen(1, 2), 0)))
    await desk.presses(CONFIRM.button("", Decision(Seen(1, 2), 0)))
    found = await newest(office)
    assert (found.state, found.approved_by) == (AnnouncementState.WAITING, None)
    await desk.presses(OPEN.button("", 1))
    assert "announcement_approve" not in desk.offered


async def test_the_second_person_sends_it(office: Office) -> None:
    await many(office)
    hendra = Desk(office, HENDRA)
    await hendra.presses(APPROVE.button("", Decision(Seen(1, 2), 0)))
    found = await newest(office)
    assert (found.state, found.confirmed_by, found.approved_by) == (AnnouncementState.SCHEDULED, RATNA, HENDRA)


async def test_an_edit_voids_the_approval(office: Office) -> None:
    await many(office)
    julian, hendra = Desk(office, JULIAN), Desk(office, HENDRA)
    await julian.presses(ASK_TEXT.button("", Seen(1, 2)))
    await julian.writes("Lusa kami datang ke sekolah.")
    await hendra.presses(APPROVE.button("", Decision(Seen(1, 2), 0)))
    found = await newest(office)
    assert (found.state, found.version, found.confirmed_by, found.approved_by) == (AnnouncementState.DRAFT, 3, None, None)
    assert "oleh Pak Julian" in hendra.text


async def test_what_is_scheduled_is_a_draft_again_once_it_is_edited(office: Office) -> None:
    await subscribe(office, *range(1, 14))
    desk = await written(office)
    await desk.presses(CHOOSE_TIME.button("", ChosenMoment(Seen(1, 2), AT_FOUR)))
    await desk.taps("announcement_propose")
    hendra = Desk(office, HENDRA)
    await hendra.presses(APPROVE.button("", Decision(Seen(1, 3), 0)))
    await hendra.presses(EVERYONE.button("", Seen(1, 3)))
    found = await newest(office)
    assert (found.state, found.confirmed_by, found.approved_by) == (AnnouncementState.DRAFT, None, None)
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 0


async def test_a_first_person_whose_role_is_gone_does_not_count(office: Office) -> None:
    await many(office)
    await revoke(RATNA, office)
    hendra = Desk(office, HENDRA)
    await hendra.presses(APPROVE.button("", Decision(Seen(1, 2), 0)))
    found = await newest(office)
    assert (found.state, found.confirmed_by) == (AnnouncementState.WAITING, HENDRA)
    await hendra.presses(APPROVE.button("", Decision(Seen(1, 2), 0)))
    assert (await newest(office)).state is AnnouncementState.WAITING
    await Desk(office, WULAN).presses(APPROVE.button("", Decision(Seen(1, 2), 0)))
    assert (await newest(office)).approved_by == WULAN


async def test_a_second_person_whose_role_is_gone_cannot_agree(office: Office) -> None:
    await many(office)
    hendra = Desk(office, HENDRA)
    late = office.public.member(HENDRA)
    await revoke(HENDRA, office)
    assert late is not None
    office.public.appear_as(late)
    await hendra.presses(APPROVE.button("", Decision(Seen(1, 2), 0)))
    assert hendra.screen.view == "refusal/staff/not_allowed"
    assert (await newest(office)).state is AnnouncementState.WAITING


async def test_the_desk_shows_what_waits_to_everybody_but_the_first_person(office: Office) -> None:
    ratna = await many(office)
    await ratna.writes("", "staff")
    assert "A-1" not in ratna.text
    hendra = Desk(office, HENDRA)
    await hendra.writes("", "staff")
    assert "A-1: perlu persetujuan petugas kedua" in hendra.text
