"""A correction as a message of its own is answered as the bare birth, day or place that it puts right."""

from dataclasses import replace

import pytest

from ektp_core.profile import Language
from handlers.answer import answer
from tests.core.builders import demo_board
from tests.handlers.shown import messages_of
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()


@pytest.mark.parametrize(
    ("text", "view", "said"),
    [
        ("eh salah, lahirnya 3 feb 2010 ding", "eligibility", "3 Februari 2010"),
        ("maaf salah, yg bener 5 feb 2011", "eligibility", "5 Februari 2011"),
        ("salah ketik, 12-04-2011", "eligibility", "12 April 2011"),
        ("ralat: 5-2-2011", "eligibility", "5 Februari 2011"),
        ("12-3-2010 eh salah 12-3-2011", "eligibility", "12 Maret 2011"),
        ("bukan 12 maret 2010 tapi 21 maret 2011", "eligibility", "21 Maret 2011"),
        ("maaf, 16 tahun", "eligibility_range", "Umur 16 tahun"),
        ("maaf salah, 16", "bare_number", "16"),
        ("salah ketik, 31-02-2011", "refusal/impossible_date", "tidak ada di kalender"),
        ("maksudnya namang", "schedule_subdistrict", "Kecamatan Namang"),
        ("eh salah, namang maksudnya", "schedule_subdistrict", "Kecamatan Namang"),
        ("maksudnya sman 1 koba", "schedule_school", "SMAN 1 Koba"),
        ("ralat tanggal 27 november", "schedule_day", "27 November 2026"),
        ("maksudnya bangka tengah", "coverage", "Bangka Tengah"),
        ("tanggal lahir anak saya salah di kk", "topic", "Dukcapil"),
        ("berapa cakupan koba, maksud saya namang", "coverage", "Namang"),
        ("ganti nama", "elsewhere", "Ubah data kependudukan"),
    ],
)
async def test_a_correction_alone_is_what_it_puts_right(text: str, view: str, said: str) -> None:
    async with an_office(BOARD) as office:
        request = a_request(text)
        found = await answer(request, office)
        (shown,) = messages_of(found, request, office)
    assert found.view == view
    assert said in shown.text
    assert "12 Maret 2010" not in shown.text


async def test_it_is_heard_in_english_too() -> None:
    async with an_office(BOARD) as office:
        request = replace(a_request("sorry i meant april 3 2010"), language=Language.EN)
        (shown,) = messages_of(await answer(request, office), request, office)
    assert "Born Saturday, 3 April 2010: may be recorded now" in shown.text
