"""The settings name the first admins by their ids: their first message tells who they are."""

from collections.abc import AsyncIterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.application import open_office
from bot.messaging.dispatch import Dispatcher
from bot.settings import Settings
from bot.terminal.ask import plain
from ektp_core.store.audit import entries
from tests.bot.messaging.asking import a_chat, a_tap, a_text, asked, no_files, no_telegram
from tests.databases import Filled, sqlite_file
from tests.rehearsal import GROUP, TODAY, ZONE

JULIAN, WULAN, RATNA = 7_900_000_001, 7_900_000_002, 7101


@pytest.fixture
async def dispatcher(tmp_path: Path) -> AsyncIterator[Dispatcher]:
    """An office with two admins of whom nobody knows more than the ids."""

    def noon() -> datetime:
        return datetime.combine(TODAY, time(12), ZONE)

    settings = Settings(timezone=ZONE, admin_ids=frozenset({JULIAN, WULAN}))
    database = await sqlite_file(tmp_path / "dispatcher.db", Filled.FIRST_START)
    async with open_office(settings, database, noon, demo=True, exclusive=False) as office:
        yield Dispatcher(office, "siaprekam_bot", no_files, no_telegram)


def by(update: dict[str, Any], person: int, first_name: str, last_name: str = "", language: str = "id") -> dict[str, Any]:
    """The same update from somebody else."""
    content = update.get("message") or update["callback_query"]
    content["from"] = {"id": person, "is_bot": False, "first_name": first_name, "last_name": last_name, "language_code": language}
    message = content.get("message", content)
    if message["chat"]["type"] == "private":
        message["chat"] = a_chat(person)
    return update


async def team_as_seen(dispatcher: Dispatcher, language: str = "id") -> str:
    calls = await asked(dispatcher, by(a_text("/tim"), WULAN, "Wulan", language=language))
    return plain(calls[-1].parameters["text"])


@pytest.mark.parametrize(
    "first",
    [a_text("/start"), a_text("halo"), a_text("/tim"), a_tap("1:team:"), a_text("/cakupan", GROUP)],
    ids=["start", "a sentence", "the tool itself", "a tap", "in a group"],
)
async def test_an_admin_of_the_settings_has_a_name_from_the_first_message_on(dispatcher: Dispatcher, first: dict[str, Any]) -> None:
    await asked(dispatcher, by(first, JULIAN, "Julian", "Saputra"))
    member = dispatcher.office.public.member(JULIAN)
    assert member is not None
    assert (member.name, member.is_named) == ("Julian Saputra", True)
    seen = await team_as_seen(dispatcher)
    assert "Julian Saputra: admin" in seen
    assert "Wulan: admin" in seen
    assert str(JULIAN) not in seen


@pytest.mark.parametrize(("language", "words"), [("id", "belum pernah menulis"), ("en", "has not written yet")])
async def test_whoever_has_not_written_yet_is_shown_as_such(dispatcher: Dispatcher, language: str, words: str) -> None:
    seen = await team_as_seen(dispatcher, language)
    assert f"{JULIAN}: admin ({words})" in seen
    assert seen.count(words) == 1


async def test_what_they_did_is_on_record_under_their_name(dispatcher: Dispatcher) -> None:
    await asked(dispatcher, by(a_tap("2:team:invite:officer"), JULIAN, "Julian", "Saputra"))
    assert [entry.name for entry in await entries(dispatcher.office.store)][:1] == ["Julian Saputra"]


async def test_a_name_that_is_known_stays_as_it_was(dispatcher: Dispatcher) -> None:
    for name in ("Julian", "Somebody Else"):
        await asked(dispatcher, by(a_text("/start"), JULIAN, name))
    await asked(dispatcher, by(a_text("/start"), RATNA, "Ratna dari rumah"))
    names = [getattr(dispatcher.office.public.member(person), "name", None) for person in (JULIAN, RATNA)]
    assert names == ["Julian", "Bu Ratna"]


async def test_a_nameless_account_stays_an_id(dispatcher: Dispatcher) -> None:
    await asked(dispatcher, by(a_text("/start"), JULIAN, ""))
    member = dispatcher.office.public.member(JULIAN)
    assert member is not None
    assert (member.name, member.is_named) == (str(JULIAN), False)
