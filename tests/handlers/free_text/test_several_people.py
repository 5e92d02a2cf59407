"""Several people in one message get a short verdict each, by the same rules as one."""

from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.eligibility import MOST_PEOPLE
from handlers.reply import Button, Reply
from handlers.request import ChatKind, Request
from handlers.texts import render
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()


async def answered(request: Request) -> Reply:
    async with an_office(BOARD) as office:
        words = request.argument.removeprefix("/cek ")
        return await answer(replace(request, argument=words, route="eligibility" if words != request.argument else None), office)


def people(found: Reply) -> list[str]:
    """ "15 no", "17 must": each with what holds for them."""
    marks = {"belum": "no", "sudah boleh": "may", "sudah wajib": "must", "tergantung": "depends"}
    told = (line.partition(": ") for line in plain(render(found, Language.ID)).splitlines())
    return [f"{who} {mark}" for who, _, what in told for words, mark in marks.items() if what.startswith(words)]


BOTH = ["Umur 15 tahun no", "Umur 17 tahun must"]
SEVERAL = {
    "yg kecil 15 thn yg gede 17 thn": BOTH,
    "15 sama 17": BOTH,
    "15 and 17": BOTH,
    "15, 17": BOTH,
    "15 dan 17 tahun": BOTH,
    "15 thn sama 17 thn boleh?": BOTH,
    "yg kecil 15 yg gede 17": BOTH,
    "yg kecil 15 yg gede 17 boleh rekam?": BOTH,
    "anak saya 15 sama 17 udah boleh rekam belum": BOTH,
    "cek 15 sama 17": BOTH,
    "/cek 15 sama 17": BOTH,
    "/cek 15 thn, 17 thn": BOTH,
    "12-03-2010 dan 5 mei 2012": ["Lahir 12 Maret 2010 may", "Lahir 5 Mei 2012 no"],
    "/cek 12-03-2010, 05-05-2012": ["Lahir 12 Maret 2010 may", "Lahir 5 Mei 2012 no"],
    "kakaknya 17 adiknya 15": ["Umur 17 tahun must", "Umur 15 tahun no"],
    "my kids are 15 and 17": BOTH,
    "we have 15 and 17 years old kids": BOTH,
    "anak kami 15 sama 17": BOTH,
    "yg sulung 17, bungsu 15": BOTH[::-1],
    "yg sulung 17, bungsu 14, yg tengah 16 thn": ["Umur 17 tahun must", "Umur 14 tahun no", "Umur 16 tahun may"],
    "yg gede 17, adiknya 15 thn, bisa rekam?": BOTH[::-1],
    "14, 15 dan 16": ["Umur 14 tahun no", "Umur 15 tahun no", "Umur 16 tahun may"],
    "anak lahir 12-03-2010 dan 5 mei 2012 boleh rekam?": ["Lahir 12 Maret 2010 may", "Lahir 5 Mei 2012 no"],
    "kelahiran 2009 sama 2010 boleh rekam?": ["Kelahiran 2009 depends", "Kelahiran 2010 depends"],
}


@pytest.mark.parametrize("text", SEVERAL)
async def test_each_person_gets_a_verdict(text: str) -> None:
    found = await answered(a_request(text))
    assert (found.view, people(found)) == ("eligibility_several", SEVERAL[text])
    assert plain(render(found, Language.EN))
    assert len({item.argument for row in found.buttons for item in row if isinstance(item, Button) and item.route == "eligibility"}) == len(
        SEVERAL[text]
    )


@pytest.mark.parametrize(
    "text",
    ["15-17", "15/10", "15", "jam 8 sama 10", "tgl 15 sama 17", "2 dan 3", "sman 1 dan 2", "kelas 10 dan 11", "15 jam 17", "105 dan 98"],
)
async def test_other_numbers_are_nobodys_ages(text: str) -> None:
    assert (await answered(a_request(text))).view != "eligibility_several"


async def test_more_people_than_fit_are_said_to_be_left() -> None:
    ages = " dan ".join(str(years) for years in range(9, 9 + MOST_PEOPLE + 2))
    found = await answered(a_request(ages))
    assert (len(people(found)), found.values["left"]) == (MOST_PEOPLE, 2)
    assert "Masih ada 2 orang lagi" in plain(render(found, Language.ID))


async def test_in_a_group_a_link_leads_to_the_private_chat() -> None:
    assert (await answered(replace(a_request("15 sama 17"), chat_kind=ChatKind.GROUP))).view == "private_only"
