"""What is only offered ends nothing at first sight, says what is new, and speaks of the group in a group."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import subscriptions
from ektp_core.store.privacy import chat_data
from ektp_core.subscriptions.subscribers import CONSENT_VERSION, ChatSort, Consent, Scope, Subscription
from handlers.answer import answer
from handlers.followable import STOP
from handlers.reply import Button, Reply
from handlers.request import ChatKind, Origin, Request
from tests.core.builders import demo_board
from tests.handlers.shown import messages_of
from tests.handlers.walk import an_office
from tests.rehearsal import GROUP, SITI, TODAY, a_request

BOARD = demo_board()
KOBA = Subscription(Scope.SCHOOL, "10900778")


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as opened:
        yield opened


async def follow(office: Office, request: Request, sort: ChatSort = ChatSort.PRIVATE) -> None:
    agreed = Consent(request.chat, sort, Language.ID, CONSENT_VERSION, request.now)
    await subscriptions.follow(office.store, request.chat, [KOBA], request.now, TODAY, agreed)


def buttons(found: Reply) -> list[Button]:
    return [item for row in found.buttons for item in row if isinstance(item, Button)]


def ends(tap: Button) -> bool:
    return tap.route == "unsubscribe" or tap.argument.startswith(STOP)


@pytest.mark.parametrize(
    "text",
    [
        "ngape dak jawab yg tadi",
        "tapi knp kunjungan sman 1 koba dibatalin",
        "kok sman 1 koba batal",
        "bukan wna",
        "kenapa batal",
        "udah ga usah deh pusing",
        "gak jadi deh sman 1 koba",
    ],
)
async def test_a_doubtful_sentence_never_offers_first_what_ends_something(text: str, office: Office) -> None:
    found = await answer(a_request(text), office)
    assert not buttons(found) or not ends(buttons(found)[0])


async def test_ending_everything_that_was_only_offered_asks_once_more(office: Office) -> None:
    request = a_request("ngape dak jawab yg tadi")
    await follow(office, request)
    (stop,) = [tap for tap in buttons(await answer(request, office)) if ends(tap)]
    asked = await answer(replace(request, route=stop.route, argument=stop.argument, origin=Origin.TAPPED), office)
    assert asked.view == "unsubscribe_offer"
    assert (await chat_data(office.store, SITI)).subscriber is not None
    sure = buttons(asked)[0]
    done = await answer(replace(request, route=sure.route, argument=sure.argument, origin=Origin.TAPPED), office)
    assert done.view == "unsubscribed"
    assert (await chat_data(office.store, SITI)).subscriber is None


async def test_a_command_to_stop_is_carried_out_at_once(office: Office) -> None:
    request = replace(a_request(), route="unsubscribe")
    await follow(office, request)
    assert (await answer(request, office)).view == "unsubscribed"
    assert (await chat_data(office.store, SITI)).subscriber is None


async def test_of_several_places_only_the_new_ones_are_offered(office: Office) -> None:
    request = a_request("kabari saya kalau ke sman 1 koba sama sman 1 namang")
    await follow(office, request)
    found = await answer(request, office)
    (shown,) = messages_of(found, request, office)
    assert "Ikuti SMAN 1 Namang?" in shown.text
    assert "SMAN 1 Koba sudah diikuti." in shown.text
    assert KOBA.target not in buttons(found)[0].argument


@pytest.mark.parametrize(("chat_kind", "said"), [(ChatKind.PRIVATE, "Anda mengikuti"), (ChatKind.GROUP, "Grup ini mengikuti")])
async def test_the_welcome_says_who_follows(chat_kind: ChatKind, said: str, office: Office) -> None:
    chat = SITI if chat_kind is ChatKind.PRIVATE else GROUP
    request = replace(a_request(chat_kind=chat_kind), chat=chat, route="start")
    await follow(office, request, ChatSort.PRIVATE if chat_kind is ChatKind.PRIVATE else ChatSort.GROUP)
    (shown,) = messages_of(await answer(request, office), request, office)
    assert said in shown.text


@pytest.mark.parametrize(
    ("text", "language", "lines"),
    [
        ("16 tahun 8 bulan", Language.ID, 0),
        ("2010", Language.ID, 2),
        ("november 2010", Language.ID, 2),
        ("2010", Language.EN, 2),
    ],
)
async def test_each_part_of_a_range_says_where_it_begins(text: str, language: Language, lines: int, office: Office) -> None:
    request = replace(a_request(text), language=language)
    (shown,) = messages_of(await answer(request, office), request, office)
    parts = [line for line in shown.text.splitlines() if line.startswith(("• lahir", "• born"))]
    assert len(parts) == lines
    if parts:
        after = {Language.ID: "lahir setelah 24 November 2010: ", Language.EN: "born after 24 November 2010: "}[language]
        assert "setelah" not in parts[0]
        assert "after" not in parts[0]
        assert after in parts[1]
