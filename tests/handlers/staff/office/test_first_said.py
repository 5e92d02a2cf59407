"""The first admin of an office without a profile is led from /mulai through what the office says first, until all of it is said."""

from collections.abc import AsyncIterator
from datetime import datetime, time

import pytest

from bot.terminal.ask import plain
from ektp_core.desk import FIRST_ASKED, unsaid
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.store.team import make_first_admins
from handlers.reply import Button, Reply
from handlers.texts import render
from tests.core.builders import TODAY
from tests.databases import Filled, in_memory
from tests.handlers.staff.visits.desk import JULIAN, Desk
from tests.rehearsal import ZONE

NOON = datetime.combine(TODAY, time(12), ZONE)
TYPED = {
    "hours": ("Senin-Jumat 08.00-15.00", "Monday to Friday 8:00-15:00"),
    "phone": ("(021) 1234567",),
    "address": ("Jl. Contoh No. 1", "1 Example Street"),
    "minimum_age": ("16",),
    "service_points": ("Mal Pelayanan Publik", "Public service mall"),
}
WELCOME = {Language.ID: "Belum diisi kantor", Language.EN: "The office has not filled in"}
ALL_SAID = {Language.ID: "sudah diisi kantor", Language.EN: "all said by the office"}


@pytest.fixture
async def bogor() -> AsyncIterator[Office]:
    store = await in_memory(Filled.FIRST_START, "32.01")
    await make_first_admins(store, [JULIAN], NOON)
    yield await Office.open(store, OfficeSettings(ZONE), lambda: NOON)
    await store.close()


def the(label: str, screen: Reply) -> Button:
    return next(item for row in screen.buttons for item in row if isinstance(item, Button) and item.label == label)


def labels(screen: Reply) -> list[str]:
    return [item.label for row in screen.buttons for item in row if isinstance(item, Button) and item.label]


async def said(desk: Desk, card: Reply, key: str) -> Reply:
    """The fact on a card is typed and put in force."""
    screen = await desk.presses(the("office_edit", card))
    for text in TYPED[key]:
        screen = await desk.writes(text)
    return await desk.presses(the("office_apply", screen))


@pytest.mark.parametrize("language", Language)
async def test_the_welcome_leads_from_one_fact_to_the_next_until_all_is_said(bogor: Office, language: Language) -> None:
    desk = Desk(bogor, JULIAN)
    screen = await desk.writes("", "start")
    assert WELCOME[language] in plain(render(screen, language))
    for key in FIRST_ASKED:
        assert unsaid(bogor.board.profile)[0] == key
        assert ALL_SAID[language] not in plain(render(screen, language))
        screen = await said(desk, await desk.presses(the(f"fact_{key}", screen)), key)
        assert screen.view == "staff/office/done"
    assert ALL_SAID[language] in plain(render(screen, language))
    assert not any(label.startswith("fact_") for label in labels(screen))
    assert WELCOME[language] not in plain(render(await desk.writes("", "start"), language))


async def test_the_desk_has_a_tap_for_each_and_one_less_for_each_that_is_said(bogor: Office) -> None:
    desk = Desk(bogor, JULIAN)
    assert [label for label in labels(await desk.writes("", "staff")) if label.startswith("fact_")] == [
        f"fact_{key}" for key in FIRST_ASKED
    ]
    await said(desk, await desk.presses(the("fact_address", await desk.writes("", "staff"))), "address")
    left = [f"fact_{key}" for key in FIRST_ASKED if key != "address"]
    assert [label for label in labels(await desk.writes("", "staff")) if label.startswith("fact_")] == left


async def test_the_age_of_the_law_is_not_the_offices_word_until_it_says_so(bogor: Office) -> None:
    assert "minimum_age" in unsaid(bogor.board.profile)
    desk = Desk(bogor, JULIAN)
    await said(desk, await desk.presses(the("fact_minimum_age", await desk.writes("", "staff"))), "minimum_age")
    assert (bogor.board.rules.minimum_age, "minimum_age" in unsaid(bogor.board.profile)) == (16, False)
