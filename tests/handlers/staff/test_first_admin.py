"""An office begins without any admin: whoever installs it learns from the bot the number that makes the first one."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.store.team import make_first_admins
from handlers.answer import answer
from handlers.request import ChatKind
from handlers.texts import render
from tests.databases import Filled, in_memory
from tests.rehearsal import ZONE, a_request

INSTALLER, CITIZEN = 5_900_000_017, 5_900_000_018


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    store = await in_memory(Filled.FIRST_START)
    yield await Office.open(store, OfficeSettings(ZONE), lambda: a_request().now)
    await store.close()


async def asks(office: Office, person: int, language: Language = Language.ID, chat_kind: ChatKind = ChatKind.PRIVATE) -> str:
    request = a_request("", person, chat_kind, language, member=office.public.member(person))
    return plain(render(await answer(replace(request, route="staff"), office), language, "siaprekam_bot"))


@pytest.mark.parametrize("language", Language)
async def test_without_an_admin_a_person_hears_their_own_number_and_where_it_goes(office: Office, language: Language) -> None:
    assert f"SIAPREKAM_ADMIN_IDS={INSTALLER}" in await asks(office, INSTALLER, language)


async def test_a_group_hears_nobodys_number(office: Office) -> None:
    assert str(INSTALLER) not in await asks(office, INSTALLER, chat_kind=ChatKind.GROUP)


async def test_once_there_is_an_admin_nobody_else_is_told_how_to_become_one(office: Office) -> None:
    await make_first_admins(office.store, [INSTALLER], a_request().now)
    await office.public.renew_team()
    assert "SIAPREKAM_ADMIN_IDS" not in await asks(office, CITIZEN)
    assert "Ini hanya untuk petugas" in await asks(office, CITIZEN)
    assert "SIAPREKAM_ADMIN_IDS" not in await asks(office, INSTALLER)
