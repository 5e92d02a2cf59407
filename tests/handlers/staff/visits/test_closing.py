"""A visit is closed with numbers that are held against the count, once; whoever comes second hears of it, and may correct them."""

import pytest
from sqlalchemy import delete

from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import schema
from ektp_core.store.tallies import tally_of
from ektp_core.visits.schedule import Recap, VisitState
from handlers.reply import Button
from handlers.staff.visits.acts import ASK_CORRECT, CLOSE, USE_TALLY
from handlers.staff.visits.tally_acts import TallyStep
from handlers.texts import render
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, RATNA, Desk, ask_close, close, count, visit_of_today


async def test_typed_numbers_that_differ_from_the_count_are_asked_about_with_who_counted(office: Office) -> None:
    number = await visit_of_today(office)
    await Desk(office, RATNA).presses(count(number, TallyStep.FIVE_RECORDED))
    hendra = Desk(office, HENDRA)
    await hendra.presses(ask_close(office, number))
    asked = await hendra.writes("31 2")
    words = render(asked, Language.ID)
    assert "terekam 31, absen 2, gagal 0?" in words
    assert "terekam 5, absen 0, gagal 0 (Bu Ratna 5 terekam)" in words
    shown = await hendra.presses(under(asked, USE_TALLY))
    await hendra.presses(under(shown, CLOSE))
    visit = office.board.schedule.find(number)
    assert visit
    assert visit.recap == Recap(5, 0, 0)


async def test_equal_numbers_are_not_asked_about(office: Office) -> None:
    number = await visit_of_today(office)
    await Desk(office, RATNA).presses(count(number, TallyStep.FIVE_RECORDED))
    hendra = Desk(office, HENDRA)
    await hendra.presses(ask_close(office, number))
    shown = await hendra.writes("5")
    assert USE_TALLY.name not in {item.act for row in shown.buttons for item in row if isinstance(item, Button)}


@pytest.mark.parametrize("text", [None, "31 2"], ids=["the count", "typed numbers"])
async def test_a_visit_is_not_closed_with_a_count_that_has_moved_since_it_was_shown(office: Office, text: str | None) -> None:
    number = await visit_of_today(office)
    await Desk(office, RATNA).presses(count(number, TallyStep.FIVE_RECORDED))
    hendra = Desk(office, HENDRA)
    shown = await hendra.presses(ask_close(office, number))
    if text:
        shown = await hendra.writes(text)
    await Desk(office, RATNA).presses(count(number, TallyStep.ABSENT), "meanwhile")
    again = await hendra.presses(under(shown, CLOSE))
    assert (again.view, again.values["anew"]) == ("staff/visits/close", True)
    visit = office.board.schedule.find(number)
    assert visit
    assert visit.state is not VisitState.DONE
    await hendra.presses(under(again, CLOSE), "again")
    closed = office.board.schedule.find(number)
    assert closed
    assert closed.recap == (Recap(31, 2, 0) if text else Recap(5, 1, 0))


async def test_a_tap_after_the_end_tells_who_closed_it_with_what_and_leads_to_a_correction(office: Office) -> None:
    number = await visit_of_today(office)
    await close(office, number, "31 2")
    ratna = Desk(office, RATNA)
    shown = await ratna.presses(count(number, TallyStep.RECORDED))
    assert "sudah ditutup oleh Pak Hendra 12.00: 31 terekam, 2 absen." in render(shown, Language.ID)
    await ratna.presses(under(shown, ASK_CORRECT))
    corrected = await ratna.presses(under(await ratna.writes("33 2"), CLOSE))
    assert "terekam 33, absen 2, gagal 0" in render(corrected, Language.ID)
    visit = office.board.schedule.find(number)
    assert visit
    assert (visit.state, visit.recap) == (VisitState.DONE, Recap(33, 2, 0))


async def test_numbers_typed_for_a_visit_that_a_colleague_has_closed_may_correct_theirs(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    await ratna.presses(ask_close(office, number))
    await close(office, number, "31 2")
    shown = await ratna.writes("33 2")
    words = render(shown, Language.ID)
    assert "Sudah ditutup oleh Pak Hendra: 31 terekam, 2 absen." in words
    assert "terekam 33, absen 2, gagal 0?" in words
    await ratna.presses(under(shown, CLOSE))
    visit = office.board.schedule.find(number)
    assert visit
    assert visit.recap == Recap(33, 2, 0)


async def test_the_name_of_who_closed_it_stays_when_their_role_is_gone(office: Office) -> None:
    number = await visit_of_today(office)
    await close(office, number, "31")
    async with office.store.changing() as connection:
        await connection.execute(delete(schema.member).where(schema.member.c.person == HENDRA))
    await office.public.renew_team()
    assert "oleh Pak Hendra" in render(await Desk(office, RATNA).presses(count(number, TallyStep.RECORDED)), Language.ID)


@pytest.mark.parametrize(("typed", "is_asked"), [("170 0 0", False), ("180 0 0", True), ("338 0 0", True), ("100 90 0", False)])
async def test_more_than_the_kits_record_in_a_day_is_said_before_it_closes(office: Office, typed: str, is_asked: bool) -> None:
    """Two kits record about 120 pupils a day."""
    number, hendra = await visit_of_today(office, pupils=500), Desk(office, HENDRA)
    await hendra.presses(ask_close(office, number))
    shown = await hendra.writes(typed)
    assert ("2 alat selama kunjungan ini, kira-kira 120 siswa" in render(shown, Language.ID)) is is_asked


async def test_a_typed_count_that_the_kits_cannot_record_counts_only_after_a_tap(office: Office) -> None:
    number, hendra = await visit_of_today(office, pupils=500), Desk(office, HENDRA)
    for said in ("sudah 333", "+1000"):
        shown = await hendra.writes(said, "tally")
        assert shown.view == "staff/visits/typed_count"
        assert "kira-kira 120 siswa" in render(shown, Language.ID)
    assert (await tally_of(office.store, number)).total.seen == 0
