"""A reply to a visit's card or notice is about that visit."""

import pytest

from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from handlers.outgoing.notices import notice_reply
from handlers.reply import Reply
from handlers.staff.visits.acts import OPEN
from tests.handlers.notices import a_notice
from tests.handlers.staff.orders.said import KOBA, NAMANG, Speaker, text_of, written
from tests.handlers.staff.visits.desk import RATNA, Desk


async def _card(office: Office, place: str) -> Reply:
    visit = next(each for each in office.board.schedule if each.place.name == place)
    return await Desk(office, RATNA).presses(OPEN.button("", visit.id))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("batalkan", "Batalkan SMAN 1 Namang"),
        ("geser ke tgl 9", "Rab 9 Des 2026"),
        ("jadi tgl 9", "Rab 9 Des 2026"),
        ("geser jam 9-12", "09.00–12.00"),
        ("jam 9-12", "09.00–12.00"),
        ("undur sehari", "Sab 5 Des 2026"),
        ("batalkan sman 1 lubuk besar", "Batalkan SMAN 1 Lubuk Besar"),
    ],
)
async def test_a_reply_to_a_card_is_about_its_visit_unless_another_is_named(office: Office, text: str, seen: str) -> None:
    card, before = await _card(office, NAMANG), await written(office)
    shown = text_of(await Speaker(office).says(text, under=card))
    assert seen in shown
    assert await written(office) == before


async def test_a_reply_to_a_notice_is_about_the_visit_at_its_school(office: Office) -> None:
    visit = next(each for each in office.board.schedule if each.place.name == NAMANG)
    notice = notice_reply(a_notice(NoticeKind.CONFIRMED, visit), office.board)
    assert "Batalkan SMAN 1 Namang" in text_of(await Speaker(office).says("batalkan", under=notice))


async def test_a_reply_to_another_visits_card_is_not_for_the_draft_that_is_open(office: Office) -> None:
    ratna = Speaker(office)
    card = await _card(office, NAMANG)
    await ratna.says("pindahkan kunjungan sman 1 koba")
    shown = text_of(await ratna.says("geser ke tgl 9 desember", under=card))
    assert "belum disimpan: SMAN 1 Namang" in shown
    assert KOBA in shown  # whose draft is kept, one tap away


async def test_a_reply_to_the_own_visits_card_goes_on_with_its_draft(office: Office) -> None:
    ratna = Speaker(office)
    card = await _card(office, NAMANG)
    await ratna.says("pindahkan kunjungan sman 1 namang")
    assert "Rab 9 Des 2026" in text_of(await ratna.says("9 desember", under=card))


async def test_a_question_under_a_card_is_no_order(office: Office) -> None:
    shown = text_of(await Speaker(office).says("alamatnya di mana", under=await _card(office, NAMANG)))
    assert "belum disimpan" not in shown
    assert "Dibaca: pindahkan" not in shown
