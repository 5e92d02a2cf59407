"""The office's data is changed in three taps after /kantor: the fact, "Ubah", "Berlakukan"; typing is none."""

import pytest

from ektp_core.facts import BILINGUAL, READERS
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.requirements import Part
from ektp_core.topics import ANSWERS
from handlers.reply import Button, Reply
from handlers.staff.office import acts
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import JULIAN, Desk

TYPED = {
    "address": "Jl. Baru No. 1, Koba",
    "phone": "(0718) 999999",
    "hours": "Senin–Kamis 07.30–15.30",
    "service_points": "Mal Pelayanan Publik Koba",
    "complaints": "lapor.go.id",
    "website": "contoh.go.id",
    "minimum_age": "15",
    "election_day": "14-02-2029",
    "birth_years": "2010-2011",
    "target_percent": "99",
    "pupils_per_kit_day": "40",
}
ANSWER = "Menyusul di kantor tiap Jumat."
MOST_TAPS = 3
MOST_TAPS_FOR_A_TEXT = 4
"""The list of texts is one more."""


class Hand:
    """Somebody who taps and types, and whose taps are counted."""

    def __init__(self, desk: Desk, screen: Reply) -> None:
        self.desk = desk
        self.screen = screen
        self.taps = 0

    async def taps_on(self, label: str, **values: str) -> None:
        found = [item for row in self.screen.buttons for item in row if isinstance(item, Button) and item.label == label]
        button = next(item for item in found if values.items() <= item.values.items())
        self.taps += 1
        self.screen = await self.desk.presses(button)

    async def types(self, text: str) -> None:
        self.screen = await self.desk.writes(text)


async def at_the_office(office: Office) -> Hand:
    desk = Desk(office, JULIAN)
    return Hand(desk, await desk.writes("", acts.ROUTE))


@pytest.mark.parametrize("key", TYPED)
async def test_a_fact_is_changed_in_three_taps_from_today_on_with_the_office_as_its_source(office: Office, key: str) -> None:
    hand = await at_the_office(office)
    await hand.taps_on(f"fact_{key}")
    await hand.taps_on("office_edit")
    await hand.types(TYPED[key])
    if key in BILINGUAL:
        await hand.types("in English")
    await hand.taps_on("office_apply")
    assert (hand.screen.view, hand.taps) == ("staff/office/done", MOST_TAPS)
    fact, today = office.board.profile.fact(key), office.today()
    assert fact.text
    assert fact.as_of
    assert (fact.as_of.year, fact.as_of.month, fact.as_of.day) == (today.year, today.month, today.day)
    assert fact.source == office.board.office_name
    assert fact.text[Language.EN] == ("in English" if key in BILINGUAL else fact.text[Language.ID])


def test_every_fact_that_is_typed_is_counted() -> None:
    assert {*TYPED, "leap_birthday", *ANSWERS} == set(READERS)


async def test_an_answer_is_changed_in_four_taps(office: Office) -> None:
    hand = await at_the_office(office)
    await hand.taps_on("office_answers")
    await hand.taps_on("topic_absent")
    await hand.taps_on("office_edit")
    await hand.types(ANSWER)
    await hand.types("At the office on Fridays.")
    await hand.taps_on("office_apply")
    assert (hand.screen.view, hand.taps) == ("staff/office/done", MOST_TAPS_FOR_A_TEXT)
    fact = office.board.profile.fact("topic_absent")
    assert fact.text
    assert (fact.text.id, fact.source) == (ANSWER, office.board.office_name)


async def test_a_requirement_text_is_changed_alike(office: Office) -> None:
    hand = await at_the_office(office)
    await hand.taps_on("office_texts")
    await hand.taps_on("text", text=office.board.profile.texts["lost"].title)
    await hand.taps_on(f"edit_{Part.TITLE}")
    await hand.types("KTP-el tercecer")
    await hand.types("Lost card")
    await hand.taps_on("office_apply")
    assert (hand.screen.view, hand.taps) == ("staff/office/done", MOST_TAPS_FOR_A_TEXT)
    text = office.board.profile.texts["lost"]
    assert (text.title[Language.ID], text.source) == ("KTP-el tercecer", office.board.office_name)


async def test_date_and_source_have_a_button_each_and_are_corrected_in_words(office: Office) -> None:
    hand = await at_the_office(office)
    await hand.taps_on("fact_phone")
    await hand.taps_on("office_edit")
    await hand.types("(0718) 999999")
    await hand.taps_on("edit_source")
    await hand.types("SK Kepala Dinas 12/2026")
    assert hand.screen.values["fact"].source == "SK Kepala Dinas 12/2026"
    for text in ("maksudnya 2 Oktober 2026", "bukan 2 Oktober 2026, 3 Oktober 2026"):
        await hand.types(text)
        assert hand.screen.view == "staff/office/preview"
        assert hand.screen.values["fact"].as_of.day == int(text.split()[-3])
    await hand.types("bukan SK Kepala Dinas 12/2026, SK Kepala Dinas 13/2026")
    assert hand.screen.values["fact"].source == "SK Kepala Dinas 13/2026"
    assert under(hand.screen, acts.APPLY)
