"""A visit of several days that is closed before its last: what ends is asked, and a day that did not come is never told as done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.terminal.ask import plain
from ektp_core.notices.due import Known, NoticeKind, coming
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.visits.changes import closed
from ektp_core.visits.schedule import Recap, Schedule, Visit, VisitState
from handlers.reply import Reply
from handlers.staff.announcements.acts import OFFER
from handlers.staff.visits import acts
from handlers.staff.visits.tally_acts import TallyStep
from handlers.texts import render
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import subscribe
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, RATNA, Desk, ask_close, count
from tests.rehearsal import ZONE

TOMORROW, PLACE = TODAY + timedelta(1), "Balai Desa Jelutung"
NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
RECAP = Recap(45, 0, 0)


async def two_days(office: Office, day: str = "24-25/11/2026") -> Visit:
    """A visit that began and is not over, confirmed, with five pupils counted today."""
    ratna = Desk(office, RATNA)
    before = {visit.id for visit in office.board.schedule}
    await ratna.presses(under(await ratna.writes(f"{PLACE}, Kec. Namang {day} 1 alat 120 siswa", "visits"), acts.SAVE))
    visit = next(visit for visit in office.board.schedule if visit.id not in before)
    await ratna.presses(acts.CONFIRM.button("visit_confirm_now", acts.on_screen(visit)))
    await ratna.presses(count(visit.id, TallyStep.FIVE_RECORDED), tap="7")
    return now_of(visit, office)


def now_of(visit: Visit, office: Office) -> Visit:
    found = office.board.schedule.find(visit.id)
    assert found
    return found


def text(shown: Reply) -> str:
    return plain(render(shown, Language.ID))


async def test_closing_before_the_last_day_asks_what_ends(office: Office) -> None:
    visit = await two_days(office)
    asked = await Desk(office, HENDRA).presses(ask_close(office, visit.id))
    assert asked.view == "staff/visits/close_which"
    assert "masih berlanjut Rabu, 25 November 2026" in text(asked)
    assert now_of(visit, office).state is VisitState.CONFIRMED


async def test_only_today_leaves_the_visit_as_it_is(office: Office) -> None:
    visit, hendra = await two_days(office), Desk(office, HENDRA)
    shown = await hendra.presses(under(await hendra.presses(ask_close(office, visit.id)), acts.CLOSE_DAY))
    assert "hitungan hari ini: 5 terekam" in text(shown)
    assert "Kunjungan berlanjut Rabu, 25 November 2026" in text(shown)
    assert now_of(visit, office) == visit


async def ended(office: Office, visit: Visit) -> Reply:
    """Pak Hendra ends all of it with 45 recorded."""
    hendra = Desk(office, HENDRA)
    await hendra.presses(under(await hendra.presses(ask_close(office, visit.id)), acts.END_EARLY))
    preview = await hendra.writes("45 0 0")
    assert "Rabu, 25 November 2026 tidak jadi" in text(preview)
    return await hendra.presses(under(preview, acts.CLOSE))


async def test_ending_all_of_it_calls_the_other_days_off(office: Office) -> None:
    visit = await two_days(office)
    shown = await ended(office, visit)
    after = now_of(visit, office)
    assert (after.state, after.days, after.called_off) == (VisitState.DONE, (TODAY,), (TOMORROW,))
    assert "Tidak jadi: Rabu, 25 November 2026" in text(shown)
    await subscribe(office, 1, subdistrict="19.04.05")
    announced = await Desk(office, HENDRA).presses(under(shown, OFFER))
    assert announced.preview
    assert "selesai lebih awal" in announced.preview.html
    assert "Tanggal Rabu, 25 November 2026 tidak jadi" in announced.preview.html


@pytest.mark.parametrize("asked", ["25/11/2026", "besok"])
async def test_citizens_who_ask_about_a_day_called_off_never_read_done(office: Office, asked: str) -> None:
    visit = await two_days(office)
    assert "tidak jadi" not in text(await Desk(office, 5).writes(asked, "schedule"))
    await ended(office, visit)
    shown = text(await Desk(office, 5).writes(asked, "schedule"))
    assert "Desa Jelutung: tidak jadi hari itu, selesai Sel 24 Nov 2026" in shown


async def test_one_day_or_the_last_day_is_closed_as_ever(office: Office) -> None:
    for day in ("24/11/2026", "23-24/11/2026"):
        visit = await two_days(office, day)
        assert (await Desk(office, HENDRA).presses(ask_close(office, visit.id))).view == "staff/visits/close"


async def test_a_recap_that_differs_from_the_count_is_named_with_it_everywhere(office: Office) -> None:
    """A day is never told to be larger than the whole visit without the difference being said."""
    visit, hendra = await two_days(office, "23-24/11/2026"), Desk(office, HENDRA)
    await hendra.presses(ask_close(office, visit.id))
    done = await hendra.presses(under(await hendra.writes("3"), acts.CLOSE))
    beside = "hitungan di tempat: 5 terekam"
    assert beside in text(done)
    assert f"Rekap: terekam 3, absen 0, gagal 0 ({beside})" in text(await hendra.presses(acts.OPEN.button("visit_open", visit.id)))
    assert f"3 terekam ({beside})" in text(await hendra.writes("", "visits"))
    recap = text(await hendra.writes("", "recap"))
    assert f"hitungan hari itu 5 terekam; seluruh harinya 3 terekam · ditutup Pak Hendra 12.00 ({beside})" in recap


@pytest.mark.parametrize(
    ("came", "left", "today", "days", "off"),
    [
        (1, 1, 0, 1, 1),
        (1, 2, 0, 1, 2),
        (2, 1, 1, 2, 1),
        (2, 0, 1, 2, 0),
        (2, 0, 5, 2, 0),
    ],
)
async def test_only_days_that_came_are_done(office: Office, came: int, left: int, today: int, days: int, off: int) -> None:
    visit = await two_days(office)
    visit = replace(visit, days=tuple(TODAY + timedelta(step) for step in range(came + left)))
    after = closed(visit, RECAP, None, NOW, today=TODAY + timedelta(today))
    assert (len(after.days), len(after.called_off)) == (days, off)


@pytest.mark.parametrize(("ends_early", "kind"), [(True, NoticeKind.CANCELLED), (False, NoticeKind.CATCH_UP)])
async def test_followers_hear_that_the_other_days_are_off(office: Office, ends_early: bool, kind: NoticeKind) -> None:
    visit = await two_days(office)
    after = closed(visit, RECAP, "kantor", NOW, today=TODAY if ends_early else TOMORROW)
    known = Known({visit.id: visit}, {}, {})
    (notice,) = coming(Schedule([after]), known, NOW, NOW + timedelta(minutes=11), ZONE)
    assert notice.kind is kind
    assert notice.known_days == ((TOMORROW,) if ends_early else visit.days)
