"""A reminder of an age is offered without a date too, and who wants data erased that nobody keeps hears that."""

import pytest

from handlers.answer import answer
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("can u remind me when she turns 17", "reminders"),
        ("bisa ga diingetin pas dia udh 16", "reminders_exact"),
        ("ingetin pas umur 17 dong", "reminders"),
        ("remind me when my son born 12 march 2011 turns 16", "reminders_offer"),
        ("ingatkan kalau tim ke sman 1 koba", "consent"),
        ("jangan ingatkan lagi pas 17", "unsubscribed"),
        ("ga usah diingetin lagi pas 16", "unsubscribed"),
        ("hapus data sy", "erased"),
        ("hapus dataku ya", "erased"),
        ("hapus data saya", "erased"),
    ],
)
async def test_what_is_wished_is_offered(text: str, view: str) -> None:
    async with an_office(BOARD) as office:
        assert (await answer(a_request(text), office)).view == view
