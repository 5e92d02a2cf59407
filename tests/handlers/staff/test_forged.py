"""Buttons that were never written get a sentence, and change nothing."""

from collections.abc import AsyncIterator
from itertools import product

import pytest
import pytest_asyncio

from handlers.reply import Button
from handlers.routes import STAFF_ROUTES, Route
from tests.handlers.staff.ways import MAY_USE, ROLES, Desk, acts_of, effects, open_desk, tapped

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORGED = ("i=king", "r=7101.king", "X=99999999999999", "s=0", "../..", "\u0661", "a" * 50, "=", "a=", "-1", "0.0.0.0.0")
FORGED_ARGUMENTS = ("-1", "9" * 9, "9" * 16, "999999.9", "1.x", "\u0661", "x" * 24)
"""Of acts that there are; an act without an argument gets none of them either."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_a_forged_button_gets_a_sentence_and_changes_nothing(route: Route, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    before = await effects(desk)
    for argument, (person, role) in product(FORGED, ROLES.items()):
        if role in MAY_USE[route.name]:
            seen = await desk.asked(tapped(route, argument, person, person, "private"))
            assert [record.exc_text for record in caplog.records if record.levelname == "ERROR"] == [], (argument, role)
            assert len(seen.texts) == 1, (argument, role)
    assert await effects(desk) == before


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_a_forged_argument_gets_a_sentence_and_changes_nothing(route: Route, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    before = await effects(desk)
    for act, argument, (person, role) in product(acts_of(route), FORGED_ARGUMENTS, ROLES.items()):
        if role in MAY_USE[route.name] and act.is_done:
            seen = await desk.asked(tapped(route, Button("", route.name, argument, {}, act.name), person, person, "private"))
            assert [record.exc_text for record in caplog.records if record.levelname == "ERROR"] == [], (act.name, argument, role)
            assert len(seen.texts) == 1, (act.name, argument, role)
    assert await effects(desk) == before
