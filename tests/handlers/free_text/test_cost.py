"""Whoever asks what it costs reads first that it is free; a lost or broken card is understood in any words."""

from dataclasses import replace

import pytest

from ektp_core.profile import Language
from handlers.answer import answer
from tests.core.builders import demo_board
from tests.handlers.shown import messages_of
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()
FREE = {Language.ID: "Gratis: perekaman dan KTP-el tidak dipungut biaya", Language.EN: "Free of charge: recording and the KTP-el cost"}


async def first_line(text: str, language: Language) -> str:
    async with an_office(BOARD) as office:
        request = replace(a_request(text), language=language)
        return messages_of(await answer(request, office), request, office)[0].text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(
            (text, Language.ID)
            for text in (
                "bayar brp bu",
                "gratis kan bu?",
                "ktp hilang bayar berapa",
                "berapa biaya bikin ktp",
                "rekam dipungut biaya ga",
                "bayar gak",
                "gratis kan?",
            )
        ),
        *(
            (text, Language.EN)
            for text in (
                "do i have to pay anything?",
                "is it free of charge",
                "how much is the fee",
                "is it free",
                "is this free?",
                "does it cost anything",
            )
        ),
    ],
)
async def test_a_question_about_the_cost_hears_first_that_it_is_free(text: str, language: Language) -> None:
    assert (await first_line(text, language)).startswith(FREE[language])


@pytest.mark.parametrize(
    "text",
    ["sim bayar berapa", "bayar pajak dimana", "wifi gratis", "free wifi", "do you have free time", "kk bayar ga", "syarat rekam apa aja"],
)
async def test_it_is_said_of_nothing_else(text: str) -> None:
    assert FREE[Language.ID] not in await first_line(text, Language.ID)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("replacement of lost id card", "Lost card"),
        ("my id card is broken what now", "Damaged card"),
    ],
)
async def test_a_lost_or_broken_card_has_its_text(text: str, said: str) -> None:
    assert said in await first_line(text, Language.EN)


@pytest.mark.parametrize(
    "text", ["kartu atm hilang", "kartu pelajar hilang lapor kemana", "sepeda saya rusak", "menangkan iphone gratis klik bit ly"]
)
async def test_another_card_or_thing_has_not(text: str) -> None:
    shown = await first_line(text, Language.ID)
    assert "KTP-el hilang" not in shown
    assert "Gratis:" not in shown
