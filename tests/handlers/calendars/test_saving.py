"""A button under the schedule sends the calendar as a file, and says how it keeps itself up to date."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ektp_core.board import Board
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.profile import Language
from handlers.calendars.named import calendar_named, feed_named
from handlers.reply import Button, Reply
from handlers.schedule import UnknownPlace, schedule
from handlers.texts import render
from tests.core.builders import TODAY, demo_board, published_board
from tests.handlers.calendars.reading import entries_of
from tests.rehearsal import ZONE, a_request

PUBLIC = "https://dukcapil.example"
DEMO, PUBLISHED = demo_board(), published_board()


async def asked(argument: str, board: Board, *, public_url: str | None = None, language: Language = Language.ID) -> Reply:
    nothing: Any = None
    office = Office(nothing, Public(nothing, board, {}, {}), OfficeSettings(ZONE, public_url=public_url), lambda: nothing)
    return await schedule(a_request(argument, language=language), office)


def saving(shown: Reply) -> list[str]:
    """The calendars that buttons of an answer offer."""
    buttons = [item for row in shown.buttons for item in row if isinstance(item, Button)]
    return [item.argument for item in buttons if item.label == "save_calendar"]


@pytest.mark.parametrize(
    ("argument", "offered"),
    [
        ("", ["i=semua"]),
        ("sman 1 koba", ["i=10900778"]),
        ("koba", ["i=19.04.01"]),
        ("SMKN 1 Sungai Selan", ["i=69856203"]),
        ("sman 1 sungai selan", []),
    ],
)
async def test_what_has_visits_to_come_can_be_saved(argument: str, offered: list[str]) -> None:
    assert saving(await asked(argument, DEMO)) == offered


async def test_without_a_visit_there_is_nothing_to_save() -> None:
    assert [saving(await asked(each, PUBLISHED)) for each in ("", "sman 1 koba", "koba")] == [[], [], []]


@pytest.mark.parametrize(
    ("name", "file", "days"),
    [
        ("semua", "rekam-ktp-kabupaten-bangka-tengah.ics", 8),
        ("10900778", "rekam-ktp-sman-1-koba.ics", 2),
        ("19.04.05", "rekam-ktp-kecamatan-namang.ics", 2),
        ("v2", "rekam-ktp-sman-1-koba.ics", 2),
    ],
)
async def test_a_file_holds_what_is_to_come(name: str, file: str, days: int) -> None:
    """Of the demo set all but the visit that is over; a day that a visit moved from is there, called off."""
    shown = await asked(f"i={name}", DEMO)
    assert shown.file
    entries = entries_of(shown.file.content)
    assert (shown.file.name, len(entries)) == (file, days)
    assert min(entry.day for entry in entries) >= TODAY
    off = sum(entry.status == "CANCELLED" for entry in entries)
    assert (shown.values["days"], shown.values["off"]) == (days - off, off)


async def test_the_address_of_the_feed_is_told_where_it_is_known() -> None:
    told = {language: render(await asked("i=10900778", DEMO, public_url=PUBLIC, language=language), language) for language in Language}
    assert f"<code>{PUBLIC}/kalender/10900778.ics</code>" in told[Language.ID]
    assert f"<code>{PUBLIC}/kalender/10900778.ics?lang=en</code>" in told[Language.EN]
    assert "tidak berubah sendiri" in render(await asked("i=10900778", DEMO), Language.ID)
    assert "https://" not in render(await asked("i=10900778", DEMO), Language.ID)


async def test_the_file_of_a_visit_tells_the_feed_of_its_school() -> None:
    assert (await asked("i=v2", DEMO, public_url=PUBLIC)).values["feed"] == f"{PUBLIC}/kalender/10900778.ics"


async def test_where_nothing_is_announced_there_is_a_sentence_and_no_file() -> None:
    shown = await asked("i=semua", PUBLISHED)
    assert (shown.view, shown.file) == ("calendars/empty", None)


@pytest.mark.parametrize("name", ["v9", "v", "10999999", "19.05.01", "19.04", "19", "../semua", "Semua", "v٣", "v1234567890"])
async def test_a_calendar_of_nothing_is_no_calendar(name: str) -> None:
    assert calendar_named(name, PUBLISHED) is None
    with pytest.raises(UnknownPlace):
        await asked(f"i={name}", PUBLISHED)


def test_one_visit_has_a_file_and_no_feed() -> None:
    """Its number may become another visit's."""
    assert calendar_named("v2", DEMO)
    assert feed_named("v2", DEMO) is None


async def test_what_is_over_is_in_no_file() -> None:
    board = DEMO
    old = [replace(event, day=TODAY - timedelta(1)) for event in board.calendar]
    assert (await asked("i=semua", replace(board, calendar=tuple(old)))).view == "calendars/empty"
