"""What a free sentence is answered with: which handler, for whom, and what is counted when none fits."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ektp_core.office import Office
from ektp_core.roles import Member, Role
from ektp_core.store.unanswered import top
from ektp_core.unanswered import Often, Why
from handlers.answer import answer
from handlers.reply import Button, Reply, Tap
from handlers.request import ChatKind, Origin, Request
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import SITI, a_request

BOARD = demo_board()
OFFICER = Member(SITI, Role.OFFICER, "Ratna", datetime(2026, 1, 1, tzinfo=UTC))
VIEWER = replace(OFFICER, role=Role.VIEWER)
ANNOUNCEMENT = "umumkan ke semua warga besok ada rekam di SMAN 1 Koba"


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as open_office:
        yield open_office


def asked(found: Reply) -> set[str]:
    return {f"{item.route}:{item.argument}" for row in found.buttons for item in row if isinstance(item, Button)}


async def said(text: str, office: Office, **more: object) -> Reply:
    return await answer(replace(a_request(text), **more, route=None), office)


async def counted(office: Office) -> Sequence[Often]:
    """What fell through, as staff see it."""
    await office.notes.keep_unanswered()
    return await top(office.store, office.today())


async def test_a_doubtful_sentence_is_offered_its_readings_and_counted_without_its_words(office: Office) -> None:
    found = await said("koba gmn bang", office)
    assert found.view == "which_meant"
    assert {"schedule:k=19.04.01", "coverage:19.04.01"} <= asked(found)
    (often,) = await counted(office)
    assert (often.why, often.names) == (Why.UNSURE, ("subdistrict",))
    assert "gmn" not in repr(often)


async def test_what_is_handled_elsewhere_is_said_and_counted_by_its_matter(office: Office) -> None:
    found = await said("cara bikin kk baru gimana ya", office)
    assert (found.view, found.values["topic"].topic) == ("elsewhere", "kk")
    assert [(often.why, often.topic) for often in await counted(office)] == [(Why.OUT_OF_SCOPE, "kk")]


@pytest.mark.parametrize("member", [None, VIEWER])
async def test_words_of_staff_open_no_tool_for_others(member: Member | None, office: Office) -> None:
    found = await said(ANNOUNCEMENT, office, member=member)
    assert not found.view.startswith("staff/")


async def test_forwarded_words_are_no_act_of_staff(office: Office) -> None:
    found = await said(ANNOUNCEMENT, office, member=OFFICER, origin=Origin.FORWARDED)
    assert not found.view.startswith("staff/")


async def test_in_a_group_nothing_personal_is_answered(office: Office) -> None:
    found = await said("anak saya lahir 12 maret 2010 udah boleh rekam belum?", office, chat_kind=ChatKind.GROUP)
    assert found.view == "private_only"


async def test_a_nik_beside_a_question_is_told_of_and_its_message_can_be_deleted(office: Office) -> None:
    request: Request = replace(a_request("nik 1904035203100000 lahir 12 maret 2010 udah boleh rekam?"), message_id=5)
    found = await answer(request, office)
    assert (found.view, found.masked) == ("eligibility", "nik")
    (deleting,) = [item for row in found.buttons for item in row if isinstance(item, Button) and item.label == "unsend"]
    assert (await answer(replace(a_request(deleting.argument), origin=Origin.TAPPED, route=deleting.route), office)).removes == 5


async def test_a_reply_to_an_answer_about_coverage_asks_for_coverage(office: Office) -> None:
    first = await said("cakupan koba", office)
    taps = tuple(Tap(item.route, item.argument) for row in first.buttons for item in row if isinstance(item, Button))
    found = await said("kalau yang di Namang?", office, replied=taps)
    assert (found.view, found.values["area"].name) == ("coverage", "Namang")


async def test_a_reply_that_names_no_place_is_about_the_place_of_the_answer(office: Office) -> None:
    first = await said("kapan ke SMAN 1 Koba?", office)
    taps = tuple(Tap(item.route, item.argument) for row in first.buttons for item in row if isinstance(item, Button))
    found = await said("jam berapa?", office, replied=taps)
    assert (found.view, found.values["school"].name) == ("schedule_school", "SMAN 1 Koba")


async def test_a_school_that_the_office_does_not_list_is_said_to_be_unlisted(office: Office) -> None:
    found = await said("kapan tim ke SMAN 1 Simpang Katis?", office)
    assert found.understood.unlisted == "SMAN 1 Simpang Katis"


async def test_three_answers_at_most_are_given_to_one_message(office: Office) -> None:
    found = await said("jadwal di koba, namang, sungai selan, dan lubuk besar kapan?", office)
    assert 1 + len(found.more) == 3
