"""A day or place in the text that contradicts the visit is asked about before anybody gets it."""

from dataclasses import replace
from datetime import date

import pytest

from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.contradictions import mark_of
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import schema
from ektp_core.visits.schedule import Schedule
from handlers.outgoing.contradicted import contradicted
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import APPROVE, CONFIRM, Decision
from handlers.staff.announcements.awaited import seen_of
from handlers.texts import render
from tests.handlers.staff.announcements.desk import HENDRA, KOBA, NAMANG, NOON, Desk, newest, subscribe

IN_ONE_LINE = "ke ortu sman 1 koba besok tim datang"


async def test_the_recipient_that_was_written_is_taken_and_another_day_than_the_visits_is_asked_about(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.announces(IN_ONE_LINE)
    found = await newest(office)
    assert (found.text, found.audience) == ("besok tim datang", Audience(AudienceKind.SCHOOLS, (KOBA,)))
    assert "Teksnya menyebut Rabu, 25 November 2026, padahal di jadwal: SMAN 1 Koba Kamis, 26 November 2026" in desk.text
    assert "The text says" in render(desk.screen, Language.EN)
    assert "announcement_send" not in desk.offered
    await desk.taps("announcement_despite")
    assert (await newest(office)).state is AnnouncementState.SCHEDULED


async def test_a_fee_is_pointed_out_before_anybody_gets_it_whomever_it_is_for(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    for line in ("ke ortu sman 1 koba lusa tim datang, biaya 20rb", "untuk semua: perekaman KTP-el di kantor, biaya 20rb"):
        await desk.announces(line)
        assert "biaya (biaya 20rb), padahal perekaman dan semua dokumen kependudukan gratis" in desk.text
        assert "padahal di jadwal" not in desk.text
        assert "are free" in render(desk.screen, Language.EN)
        assert "announcement_send" not in desk.offered
    await desk.taps("announcement_despite")
    assert (await newest(office)).state in (AnnouncementState.SCHEDULED, AnnouncementState.WAITING)


async def test_swapped_hours_of_classes_are_asked_about(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.announces("ke ortu sman 1 koba lusa tim datang, kelas XI jam 11.00-14.00, kelas XII jam 08.00-11.00")
    assert "kelas XII pukul 08.00–11.00" in desk.text
    assert "announcement_send" not in desk.offered


async def test_other_words_that_agree_with_the_visit_are_sent_as_ever(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.announces(IN_ONE_LINE)
    await desk.taps("announcement_text")
    await desk.writes("lusa tim datang")
    assert "padahal" not in desk.text
    assert "announcement_send" in desk.offered


async def test_a_button_that_did_not_name_the_contradiction_sends_nothing(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.announces(IN_ONE_LINE)
    seen = seen_of(await newest(office))
    for mark in (0, 12345):
        await desk.presses(CONFIRM.button("", Decision(seen, mark)))
        assert "padahal di jadwal" in desk.text
        assert (await newest(office)).state is AnnouncementState.DRAFT


async def test_tomorrow_is_the_day_after_it_is_sent(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.announces(IN_ONE_LINE)
    await desk.taps("announcement_time")
    await desk.writes("besok 16.00")
    assert "padahal" not in desk.text
    assert "announcement_schedule" in desk.offered


async def test_a_second_person_agrees_to_what_they_were_told_speaks_against_it(office: Office) -> None:
    await subscribe(office, *range(1, 14), school=KOBA)
    await Desk(office).announces(IN_ONE_LINE)
    first = Desk(office)
    found = await newest(office)
    await first.presses(CONFIRM.button("", Decision(seen_of(found), mark_of(contradicted(found, office)))))
    waiting = await newest(office)
    assert waiting.state is AnnouncementState.WAITING
    hendra = Desk(office, HENDRA)
    await hendra.presses(APPROVE.button("", Decision(seen_of(waiting), 0)))
    assert (await newest(office)).state is AnnouncementState.WAITING
    assert "padahal di jadwal" in hendra.text
    await hendra.taps("announcement_approve_despite")
    assert (await newest(office)).state is AnnouncementState.SCHEDULED


@pytest.mark.parametrize("to", ["ke ortu smk koba", "SMK Koba"])
async def test_two_schools_that_may_be_meant_are_asked_about_and_the_text_kept(office: Office, to: str) -> None:
    desk = Desk(office)
    await desk.announces(f"{to} Besok tim datang.")
    assert "bisa beberapa sekolah" in desk.text
    assert "Isinya: Besok tim datang." in desk.text
    await desk.taps("place", name="SMKN 2 Koba")
    found = await newest(office)
    assert (found.text, found.audience) == ("Besok tim datang.", Audience(AudienceKind.SCHOOLS, ("10901629",)))


async def test_who_is_asked_for_whom_may_answer_with_both(office: Office) -> None:
    desk = Desk(office)
    await desk.announces()
    await desk.taps("announcement_new")
    await desk.writes("untuk smk koba: besok libur")
    assert "Isinya: besok libur" in desk.text
    await desk.writes("ortu sman 1 namang")
    found = await newest(office)
    assert (found.text, found.audience) == ("besok libur", Audience(AudienceKind.SCHOOLS, (NAMANG,)))


async def test_the_formatting_of_the_message_stays_and_formatting_across_its_beginning_keeps_all(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.writes("ke sman 1 koba lusa tim datang", "announcements", html="ke sman 1 koba lusa <b>tim</b> datang")
    assert (await newest(office)).text == "lusa <b>tim</b> datang"
    await desk.writes("ke sman 1 koba lusa tim datang", "announcements", html="<b>ke sman 1 koba lusa</b> tim datang")
    assert (await newest(office)).text == "<b>ke sman 1 koba lusa</b> tim datang"
    assert "untuk siapa?" in desk.text


async def test_what_was_scheduled_waits_when_its_visit_is_moved_and_goes_once_somebody_says_so(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.announces("ke ortu sman 1 koba 26 November tim datang")
    await desk.taps("announcement_time")
    await desk.writes("besok 16.00")
    await desk.taps("announcement_schedule")
    visit = next(each for each in office.board.schedule if each.place.npsn == KOBA)
    moved = replace(visit, days=(date(2026, 12, 10),), version=visit.version + 1)
    others = [each for each in office.board.schedule if each is not visit]
    office.public.board = replace(office.board, schedule=Schedule([*others, moved]))
    async with office.store.changing() as connection:
        await connection.execute(schema.announcement.update().values(due=NOON))
        assert await start_announcements(connection, office) == 0
    found = await newest(office)
    assert (found.state, found.reason) == (AnnouncementState.PAUSED, Reason.CONTRADICTS)
    await desk.announces("A-1")
    assert "karena jadwalnya berubah dan isinya menyebut yang lain" in desk.text
    await desk.taps("announcement_resume")
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 1
