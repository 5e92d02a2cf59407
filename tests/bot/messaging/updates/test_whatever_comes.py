"""No button data and no words, whatever they are, reach the apology."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from handlers.routes import ROUTES
from tests.bot.messaging.asking import APOLOGY, APOLOGY_IN_ENGLISH, a_tap, a_text, asked, errors

ROUTE_NAMES = st.sampled_from([route.name for route in ROUTES])
CHOICES = st.builds("{}={}".format, st.sampled_from("skdpt"), st.text("0123456789.-x ²٣", max_size=12))
ARGUMENTS = st.one_of(st.text(max_size=20), CHOICES, st.lists(CHOICES, max_size=3).map(" ".join))
BUTTON_DATA = st.one_of(
    st.binary(min_size=1, max_size=64).map(lambda data: data.decode("utf-8", "replace")),
    st.builds("1:{}:{}".format, ROUTE_NAMES, ARGUMENTS),
)


PATIENT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)


async def answered(dispatcher: Dispatcher, update: dict[str, Any], caplog: pytest.LogCaptureFixture) -> list[str]:
    """The texts of the answer, none of them an apology; every button within Telegram's 64 bytes."""
    caplog.clear()
    calls = await asked(dispatcher, update)
    assert errors(caplog) == [], errors(caplog)[0].exc_text
    texts = [call.parameters[name] for call in calls for name in ("text", "caption") if name in call.parameters]
    assert not any(APOLOGY in text or APOLOGY_IN_ENGLISH in text for text in texts)
    assert all(0 < len(text) <= 4096 for text in texts)
    for call in calls:
        for row in call.parameters.get("reply_markup", {}).get("inline_keyboard", []):
            assert all(1 <= len(button.get("callback_data", "x").encode()) <= 64 for button in row)
    return texts


@PATIENT
@given(data=BUTTON_DATA)
async def test_no_button_data_whatever_reaches_the_apology(dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, data: str) -> None:
    assert await answered(dispatcher, a_tap(data), caplog)


@PATIENT
@given(
    command=st.one_of(st.just(""), st.sampled_from([f"/{name} " for route in ROUTES for name in (route.command, route.alias)])),
    words=st.one_of(st.text(min_size=1), ARGUMENTS, st.sampled_from(["s=1", "k=1", "p=x", "d=1", "t=1", "ya", "19", "2010", "16 tahun m"])),
    language=st.sampled_from(["id", "en"]),
)
async def test_no_text_whatever_reaches_the_apology(
    dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture, command: str, words: str, language: str
) -> None:
    assert await answered(dispatcher, a_text(command + words, language=language), caplog)


def buttons_of(calls: list[Call]) -> list[str]:
    """The data of every button under an answer."""
    keyboards = [call.parameters.get("reply_markup", {}).get("inline_keyboard", []) for call in calls]
    return [button["callback_data"] for rows in keyboards for row in rows for button in row if "callback_data" in button]


async def test_every_button_that_can_be_reached_by_tapping_works(dispatcher: Dispatcher, caplog: pytest.LogCaptureFixture) -> None:
    to_tap = [*buttons_of(await asked(dispatcher, a_text("/bantuan"))), "1:schedule:", "1:privacy:", "1:awards:"]
    tapped: set[str] = set()
    while to_tap and len(tapped) < 500:
        data = to_tap.pop(0)
        if data not in tapped:
            tapped.add(data)
            assert await answered(dispatcher, a_tap(data), caplog), data
            to_tap += buttons_of(await asked(dispatcher, a_tap(data)))
    assert len(tapped) > 50
