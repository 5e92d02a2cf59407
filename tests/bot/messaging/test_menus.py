"""Telegram's menus are the routes, for each kind of chat and each language."""

import asyncio

import pytest

from ektp_core.profile import Language
from handlers.routes import ROUTES, menu
from tests.patience import LONGEST
from tests.rehearsal import ENGLISH_SPEAKER, GROUP, SITI, Rehearsal

EVERY_MENU = 4


@pytest.mark.parametrize(
    ("person", "chat", "language"),
    [
        (SITI, SITI, Language.ID),
        (SITI, GROUP, Language.ID),
        (ENGLISH_SPEAKER, ENGLISH_SPEAKER, Language.EN),
        (ENGLISH_SPEAKER, GROUP, Language.EN),
    ],
)
async def test_the_menu_that_people_see_is_made_from_the_routes(bot: Rehearsal, person: int, chat: int, language: Language) -> None:
    async with asyncio.timeout(LONGEST):
        while len(await bot.calls("setMyCommands")) < EVERY_MENU:
            await asyncio.sleep(0.01)
    async with bot.http.get("/sandbox/chat", params={"as": person, "chat": chat}) as answer:
        shown = [(item["command"], item["description"]) for item in (await answer.json())["menu"]]
    assert shown == menu(language, private=chat > 0)
    assert all(call["ok"] for call in await bot.calls("setMyCommands"))


@pytest.mark.parametrize("language", Language)
def test_a_groups_menu_offers_nothing_personal(language: Language) -> None:
    personal = {name for route in ROUTES if route.private for name in (route.command, route.alias)}
    assert personal.isdisjoint(command for command, _ in menu(language, private=False))
    assert personal & {command for command, _ in menu(language, private=True)}


def test_no_two_commands_have_the_same_name() -> None:
    names = [name for route in ROUTES for name in {route.command, route.alias}]
    assert len(names) == len(set(names))


async def menu_of(bot: Rehearsal, person: int) -> set[str]:
    async with bot.http.get("/sandbox/chat", params={"as": person, "chat": person}) as answer:
        return {item["command"] for item in (await answer.json())["menu"]}


async def until(bot: Rehearsal, person: int, *, offered: bool) -> None:
    async with asyncio.timeout(LONGEST):
        while ("angka" in await menu_of(bot, person)) is not offered:
            await asyncio.sleep(0.01)


async def test_staff_are_offered_what_their_role_may_do_until_it_is_revoked(demo_bot: Rehearsal) -> None:
    await until(demo_bot, 7101, offered=True)
    assert "tim" not in await menu_of(demo_bot, 7101)
    assert "angka" not in await menu_of(demo_bot, SITI)
    admin = demo_bot.phone(7201)
    await admin.writes("/tim")
    for button in ("Bu Ratna", "Cabut perannya", "Ya, cabut"):
        await admin.taps(button)
    await until(demo_bot, 7101, offered=False)
