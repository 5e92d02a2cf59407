"""From every answer to a member of the team the desk is one tap away, by one button."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ektp_core.office import Office
from ektp_core.roles import Member, Role
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import ChatKind, Origin
from handlers.routes import ROUTES, STAFF_ROUTES
from handlers.staff.way_to_desk import TO_DESK
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
MEMBERS = [Member(7100 + number, role, "Bu Ratna", SINCE, "10900778" if role is Role.SCHOOL else None) for number, role in enumerate(Role)]
TEXTS = (
    *("12 maret 2010", "sman 1 koba", "halo", "qwrt zxcv plmk", "resep lempah kuning dong", "31-04-2010", "ikuti sman 1 koba"),
    *("kapan tim ke sma koba? trus bawa apa", "1904035203100001", "hp saya 081234567890", "berhenti", "angka", "umumkan besok libur"),
)

every_role = pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.role)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as opened:
        yield opened


async def asks(office: Office, member: Member, text: str = "", **more: object) -> Reply:
    return await answer(replace(a_request(text, member.person, member=member), **more), office)


def ways(found: Reply) -> int:
    """How many buttons of an answer, with all its messages, lead to the desk."""
    rows = [row for each in (found, *found.more) for row in each.buttons]
    return sum(isinstance(item, Button) and item.data == TO_DESK.data for row in rows for item in row)


@every_role
async def test_every_command_answers_with_one_way_to_the_desk(office: Office, member: Member) -> None:
    """Also what the role may not use, what is not there, and what citizens ask."""
    for route in (*STAFF_ROUTES, *ROUTES):
        for text in ("", "zzz", "SMAN 1 Koba"):
            found = await asks(office, member, text, route=route.name)
            assert ways(found) == (not found.view.startswith("staff/desk/")), (route.name, text, found.view)


@every_role
@pytest.mark.parametrize("text", TEXTS)
async def test_every_sentence_is_answered_with_one_way_to_the_desk(office: Office, member: Member, text: str) -> None:
    assert ways(await asks(office, member, text)) == 1


@every_role
async def test_a_button_that_is_old_leads_on_too(office: Office, member: Member) -> None:
    found = await asks(office, member, "1.2", route="announcements", act="confirm", origin=Origin.TAPPED)
    refusals = [f"refusal/staff/{why}" for why in ("not_allowed", "no_admin", "announcement_gone")]
    assert ways(found) == 1
    assert found.view in ["old_button", *refusals]


async def test_one_tap_opens_it(office: Office) -> None:
    for member in MEMBERS:
        opened = await asks(office, member, TO_DESK.argument, route=TO_DESK.route, origin=Origin.TAPPED)
        assert opened.view in ("staff/desk/overview", "staff/desk/school")


@every_role
async def test_no_group_sees_a_way_to_the_desk(office: Office, member: Member) -> None:
    for route in (*STAFF_ROUTES, *ROUTES):
        assert ways(await asks(office, member, route=route.name, chat_kind=ChatKind.GROUP)) == 0


async def test_a_citizen_has_no_desk(office: Office) -> None:
    for route in ROUTES:
        assert ways(await answer(replace(a_request(), route=route.name), office)) == 0


async def test_several_answers_to_one_message_lead_there_from_the_last(office: Office) -> None:
    found = await asks(office, MEMBERS[0], "kapan tim ke sman 1 koba? syarat rekam ktp apa saja?")
    assert found.more
    assert ways(replace(found, more=())) == 0
    assert ways(found.more[-1]) == 1
