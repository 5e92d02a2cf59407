"""A round as a whole: progress and calendar, in words and as pictures, for all who see the agenda."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.terminal.ask import plain
from ektp_core.board import Board
from ektp_core.pictures import progress as of_progress
from ektp_core.pictures import visit_days as of_days
from ektp_core.pictures.visit_days import MOST_LINES
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.visits.rounds import Round
from ektp_core.visits.schedule import Recap, Schedule, Visit, VisitState
from handlers.answer import answer
from handlers.reply import DrawnFile, Reply
from handlers.staff.visits.acts import DAYS_PICTURE, PROGRESS, PROGRESS_PICTURE, ROUND_DAYS
from handlers.texts import render
from tests.core.builders import TODAY, a_loan, a_visit, demo_board, published_board
from tests.core.pictures.boxes import clipped, overlaps
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

PUBLISHED = published_board()
DEMO = demo_board()
VIEWER = Member(7401, Role.VIEWER, "Pak Adi", a_visit().updated)
ROUND = Round(2026, 2)


def with_visits(*visits: Visit, kits: int = 2) -> Board:
    return replace(PUBLISHED, schedule=Schedule(visits), loans=(a_loan(TODAY, TODAY + timedelta(20), kits=kits),))


async def asked(board: Board, act: Any, language: Language = Language.ID, of: Round = ROUND) -> Reply:
    async with an_office(board) as office:
        item = act.button("picture", of)
        request = replace(a_request(item.argument, VIEWER.person, member=VIEWER), route=item.route, act=item.act, language=language)
        return await answer(request, office)


def picture_of(found: Reply) -> Any:
    assert isinstance(found.file, DrawnFile)
    return found.file.what


def words(found: Reply) -> str:
    return plain(render(found, Language.ID))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("in_words", "as_picture"), [(PROGRESS, PROGRESS_PICTURE), (ROUND_DAYS, DAYS_PICTURE)])
async def test_a_viewer_sees_the_words_and_the_picture_with_the_same_words(in_words: Any, as_picture: Any, language: Language) -> None:
    said, found = await asked(DEMO, in_words, language), await asked(DEMO, as_picture, language)
    assert said.file is None and render(said, language) == render(found, language)
    picture = picture_of(found)
    sheet = of_days.drawn(picture) if isinstance(picture, of_days.VisitDays) else of_progress.drawn(picture)
    assert (overlaps(sheet.figure), clipped(sheet.figure)) == ([], [])
    assert picture.frame.example


@pytest.mark.parametrize(("act", "as_picture"), [(PROGRESS, PROGRESS_PICTURE), (ROUND_DAYS, DAYS_PICTURE)])
async def test_an_empty_round_has_words_and_no_picture(act: Any, as_picture: Any) -> None:
    for each in (act, as_picture):
        found = await asked(with_visits(), each)
        assert found.file is None and "belum ada kunjungan" in words(found)
        assert "picture" not in {item.label for row in found.buttons for item in row}


async def test_progress_says_visits_and_pupils_as_the_picture_does() -> None:
    done = replace(a_visit(state=VisitState.DONE, number=1), recap=Recap(80, 2, 1), expected=100)
    unsaid = replace(a_visit(state=VisitState.DONE, number=2, school="SMAN 1 Namang", subdistrict="Namang"), recap=Recap(30, 0, 0))
    coming = replace(a_visit(TODAY + timedelta(3), number=3), expected=200)
    found = await asked(with_visits(done, unsaid, coming), PROGRESS_PICTURE)
    visits, pupils = picture_of(found).whole
    assert (visits.said, visits.done, visits.planned) == ("2 dari 3", 2, 3)
    assert (pupils.said, pupils.done, pupils.planned) == ("80 dari 300", 80, 300)
    assert pupils.notes == ("seluruhnya 110", "1 kunjungan belum menyebut jumlah siswa")
    assert "2 dari 3 kunjungan selesai" in words(found) and "80 dari 300, seluruhnya 110" in words(found)
    assert [(part.name, part.said) for part in picture_of(found).parts] == [("Koba", "1 dari 2"), ("Namang", "1 dari 1")]


async def test_pupils_that_nobody_counted_are_not_said_to_be_0() -> None:
    found = await asked(with_visits(a_visit(state=VisitState.DONE)), PROGRESS_PICTURE)
    assert picture_of(found).whole[1].said == "belum ada rekap"
    assert "belum ada rekap" in words(found)


async def test_a_day_says_where_the_team_is_and_kits_out_beside_those_lent() -> None:
    board = with_visits(a_visit(kits=2), a_visit(TODAY, school="SMAN 1 Namang", subdistrict="Namang", kits=1, number=2), kits=2)
    found = await asked(board, DAYS_PICTURE)
    (line,) = picture_of(found).lines
    assert (line.where, line.kits, line.is_short) == ("SMAN 1 Koba, SMAN 1 Namang", "3/2", True)
    assert "Sel 24 Nov: SMAN 1 Koba, SMAN 1 Namang · 3/2 ⚠️" in words(found)
    (day,) = [day for month in picture_of(found).months for day in month.days if day.visits]
    assert (day.number, day.visits, day.out, day.lent) == (24, 2, 3, 2)


@pytest.mark.parametrize(
    ("days", "when"),
    [
        ([TODAY], "Sel 24 Nov"),
        ([TODAY, TODAY + timedelta(1)], "24–25 Nov"),
        ([date(2026, 11, 30), date(2026, 12, 1)], "30 Nov – 1 Des"),
    ],
)
async def test_days_are_written_whole(days: list[date], when: str) -> None:
    assert [line.when for line in picture_of(await asked(with_visits(a_visit(*days)), DAYS_PICTURE)).lines] == [when]


async def test_a_holiday_is_flagged_in_the_words_and_in_the_picture() -> None:
    found = await asked(with_visits(a_visit(date(2026, 12, 25))), DAYS_PICTURE)
    assert "libur" in words(found) and "hari libur" in picture_of(found).lines[0].where
    (holiday,) = [day for month in picture_of(found).months for day in month.days if day.visits]
    assert holiday.is_holiday


async def test_a_cancelled_visit_is_on_no_day() -> None:
    found = await asked(with_visits(a_visit(state=VisitState.CANCELLED), a_visit(TODAY + timedelta(1), number=2)), DAYS_PICTURE)
    assert [line.when for line in picture_of(found).lines] == ["Rab 25 Nov"]


async def test_of_too_many_days_those_to_come_are_shown_and_the_others_counted() -> None:
    first = date(2026, 7, 6)
    visits = [a_visit(first + timedelta(5 * at), number=at + 1) for at in range(33)]
    found = await asked(with_visits(*visits), DAYS_PICTURE)
    picture = picture_of(found)
    assert len(picture.lines) == MOST_LINES and picture.more == "… dan 7 hari kunjungan lagi"
    assert picture.lines[-1].when == "Min 13 Des" and "… 7 yang lebih awal." in words(found)
