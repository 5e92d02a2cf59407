"""A button that is tapped again, or too late, does nothing, says how it stands, and asks nothing: the next words are nobody's answer."""

import pytest

from bot.terminal.ask import plain
from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store.audit import entries
from ektp_core.store.drafts import awaited
from handlers.acts import ToolAct
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import (
    APPROVE,
    ASK_AUDIENCE,
    ASK_CANCEL,
    ASK_TEXT,
    ASK_TIME,
    CANCEL,
    CHOOSE_TIME,
    CONFIRM,
    EVERYONE,
    PAUSE,
    SCHOOLS,
    SEND_AT_ONCE,
    SUBDISTRICTS,
    VISITS,
    ChosenMoment,
    Decision,
    SchoolsPage,
)
from handlers.staff.announcements.progress import NothingDone
from handlers.texts import render
from tests.handlers.staff.announcements.desk import AT_FOUR, HENDRA, RATNA, Desk, newest, sent, subscribe, written

SEEN = Seen(1, 2)
DECIDED = Decision(SEEN, 0)
"""The draft as it stood when it was confirmed."""

BEING_SENT = {Language.ID: "sedang dikirim", Language.EN: "being sent"}
SCHEDULED = {Language.ID: "terjadwal", Language.EN: "scheduled"}
every_language = pytest.mark.parametrize("language", Language)


async def begun(office: Office) -> None:
    async with office.store.changing() as connection:
        await start_announcements(connection, office)


async def confirmed(office: Office, becomes: str) -> Desk:
    """Bu Ratna has confirmed an announcement, which has come so far since."""
    await subscribe(office, *range(1, 14 if becomes == "waiting" else 4))
    desk = await written(office)
    if becomes == "scheduled":
        await desk.presses(CHOOSE_TIME.button("", ChosenMoment(SEEN, AT_FOUR)))
    version = (await newest(office)).version
    await desk.presses(CONFIRM.button("", Decision(Seen(1, version), 0)))
    match becomes:
        case "sending":
            await begun(office)
        case "paused":
            await desk.presses(PAUSE.button("", SEEN))
        case "closed":
            await sent(office)
        case "cancelled":
            await desk.presses(CANCEL.button("", SEEN))
    return desk


async def asks_nothing(desk: Desk) -> bool:
    """Whether the next words of this person answer nothing."""
    return await awaited(desk.office.store, desk.person) is None


@every_language
async def test_what_is_sent_now_is_being_sent_from_the_first_screen_on(office: Office, language: Language) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    shown = [await desk.taps("announcement_send"), await desk.announces(), await desk.announces("A-1")]
    assert (await newest(office)).state is AnnouncementState.SCHEDULED
    for screen in shown:
        text = plain(render(screen, language))
        assert BEING_SENT[language] in text
        assert SCHEDULED[language] not in text
    assert {"announcement_pause", "announcement_cancel"} <= desk.offered


async def test_what_was_scheduled_is_being_sent_once_its_time_has_come(office: Office) -> None:
    await confirmed(office, "scheduled")
    found = await newest(office)
    assert found.as_of(office.now()) == found
    assert found.as_of(AT_FOUR).state is AnnouncementState.SENDING


@pytest.mark.parametrize("becomes", ["begun", "scheduled", "waiting", "sending", "paused", "cancelled", "closed"])
async def test_a_second_tap_on_send_says_how_it_stands_and_swallows_nothing(office: Office, becomes: str) -> None:
    desk = await confirmed(office, becomes)
    before = await newest(office)
    shown = await desk.presses(CONFIRM.button("", Decision(Seen(1, before.version), 0)))
    assert (shown.view, shown.values["nothing_done"]) == ("staff/announcements/progress", NothingDone.DONE_BEFORE)
    assert await newest(office) == before
    assert await asks_nothing(desk)
    assert (await desk.writes("SMAN 1 Koba")).view.startswith("schedule")


async def test_a_second_tap_on_agree_says_how_it_stands(office: Office) -> None:
    await confirmed(office, "waiting")
    hendra = Desk(office, HENDRA)
    await hendra.presses(APPROVE.button("", DECIDED))
    shown = await hendra.presses(APPROVE.button("", DECIDED))
    assert shown.values["nothing_done"] is NothingDone.DONE_BEFORE
    assert "sedang dikirim" in hendra.text


@pytest.mark.parametrize("act", [CONFIRM, APPROVE])
async def test_whoever_taps_after_somebody_else_hears_who_that_was(office: Office, act: ToolAct[Decision]) -> None:
    await confirmed(office, "begun")
    hendra = Desk(office, HENDRA)
    await hendra.presses(act.button("", DECIDED))
    assert "oleh Bu Ratna" in hendra.text
    assert "sedang dikirim" in hendra.text


@pytest.mark.parametrize("act", [ASK_TEXT, ASK_TIME, ASK_AUDIENCE, SUBDISTRICTS, VISITS, EVERYONE, SEND_AT_ONCE])
@pytest.mark.parametrize("becomes", ["begun", "sending", "paused", "closed"])
async def test_an_old_screen_asks_nothing_about_what_is_sent_and_changes_nothing(office: Office, act: ToolAct[Seen], becomes: str) -> None:
    desk = await confirmed(office, becomes)
    before = await newest(office)
    assert (await desk.presses(act.button("", SEEN))).view == "staff/announcements/progress"
    assert await asks_nothing(desk)
    assert await newest(office) == before


async def test_an_old_page_of_schools_asks_nothing_about_what_is_sent(office: Office) -> None:
    desk = await confirmed(office, "begun")
    await desk.presses(SCHOOLS.button("", SchoolsPage(SEEN, 2)))
    assert desk.screen.view == "staff/announcements/progress"
    assert await asks_nothing(desk)


async def test_an_answer_that_comes_after_it_was_sent_changes_nothing(office: Office) -> None:
    await subscribe(office, 1)
    ratna = await written(office)
    hendra = Desk(office, HENDRA)
    await hendra.presses(ASK_TEXT.button("", SEEN))
    await ratna.taps("announcement_send")
    await hendra.writes("Lusa kami datang ke sekolah.")
    assert "oleh Bu Ratna" in hendra.text
    assert (await newest(office)).text == "Kamis kami datang ke sekolah."
    assert await asks_nothing(hendra)


async def test_cancelling_what_begins_promises_nothing_about_those_who_get_it_meanwhile(office: Office) -> None:
    desk = await confirmed(office, "begun")
    await desk.taps("announcement_cancel")
    assert "kepada siapa pun" not in desk.text
    assert "pengiriman jalan terus" in desk.text
    assert (await desk.taps("keep")).view == "staff/announcements/progress"


async def test_cancelling_what_was_cancelled_says_so_and_not_that_all_was_sent(office: Office) -> None:
    desk = await confirmed(office, "cancelled")
    await desk.presses(ASK_CANCEL.button("", SEEN))
    assert "dibatalkan" in desk.text
    assert "semua sudah terkirim" not in desk.text


@every_language
async def test_whoever_proposed_it_is_told_that_somebody_else_must_agree(office: Office, language: Language) -> None:
    desk = await confirmed(office, "waiting")
    shown = await desk.presses(APPROVE.button("", DECIDED))
    assert shown.values["nothing_done"] is NothingDone.OWN_PROPOSAL
    text = plain(render(shown, language))
    assert {Language.ID: "harus petugas lain", Language.EN: "somebody else must agree"}[language] in text
    assert "Pak Hendra" in text
    found = await newest(office)
    assert (found.state, found.confirmed_by, found.approved_by) == (AnnouncementState.WAITING, RATNA, None)


async def test_whoever_proposed_it_hears_that_another_has_agreed_meanwhile(office: Office) -> None:
    desk = await confirmed(office, "waiting")
    await Desk(office, HENDRA).presses(APPROVE.button("", DECIDED))
    await desk.presses(APPROVE.button("", DECIDED))
    assert "oleh Pak Hendra" in desk.text
    assert "sedang dikirim" in desk.text


async def test_second_taps_are_no_acts(office: Office) -> None:
    desk = await confirmed(office, "begun")
    before = len(await entries(office.store))
    await desk.presses(CONFIRM.button("", SEEN))
    assert len(await entries(office.store)) == before
