"""/start and /bantuan show each role its own things first, and the way to what citizens ask; citizens see what they always saw."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Member, Role, may
from handlers.answer import answer
from handlers.questions import QUESTIONS
from handlers.reply import Button, Reply
from handlers.request import ChatKind, Origin
from handlers.routes import FIRST, ROUTES, STAFF_ROUTES, first_of, menu, tools_of
from handlers.texts import label, render
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
MEMBERS = [Member(7100 + number, role, "Bu Ratna", SINCE, "10900778" if role is Role.SCHOOL else None) for number, role in enumerate(Role)]
MOST = 4
"""Own things that somebody takes in at a glance."""

every_role = pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.role)
every_language = pytest.mark.parametrize("language", Language)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as opened:
        yield opened


async def asks(office: Office, route: str, member: Member | None, **more: object) -> Reply:
    asked = a_request(person=member.person if member else 7001, member=member)
    return await answer(replace(asked, route=route, **more), office)


async def taps(office: Office, item: Button, member: Member) -> Reply:
    return await asks(office, item.route, member, argument=item.argument, act=item.act, origin=Origin.TAPPED)


def buttons(found: Reply) -> list[Button]:
    return [item for row in found.buttons for item in row if isinstance(item, Button)]


@pytest.mark.parametrize("role", Role)
def test_what_a_role_comes_for_first_is_theirs_to_use(role: Role) -> None:
    (member,) = (each for each in MEMBERS if each.role is role)
    assert 2 <= len(FIRST[role]) <= MOST
    assert all(route.act and may(member, route.act) for route in first_of(member))
    assert set(tools_of(member)) == {route for route in STAFF_ROUTES if route.act and may(member, route.act)}


@every_role
async def test_a_members_own_things_come_first_and_citizens_behind_one_button(office: Office, member: Member) -> None:
    shown = buttons(await asks(office, "start", member))
    names = [item.route for item in shown]
    own = names[: names.index("start")]
    assert own[: len(FIRST[member.role])] == [*FIRST[member.role]]
    assert 3 <= len(own) <= MOST
    assert {"eligibility", "coverage", "ranking", "reminders"}.isdisjoint(names)
    assert len(shown) <= MOST + 3


@every_role
async def test_each_of_them_opens_with_one_tap_and_a_citizens_question_with_two(office: Office, member: Member) -> None:
    welcome = buttons(await asks(office, "start", member))
    for item in welcome:
        assert not (await taps(office, item, member)).view.startswith("refusal/"), item
    (to_citizens,) = (item for item in welcome if item.label == "for_citizens")
    assert {item.data for row in QUESTIONS for item in row} <= {item.data for item in buttons(await taps(office, to_citizens, member))}


@every_role
@every_language
async def test_the_help_of_a_member_lists_every_command_of_their_role_before_citizens(
    office: Office, member: Member, language: Language
) -> None:
    text = plain(render(await asks(office, "help", member, language=language), language))
    commands = [f"/{route.alias if language is Language.EN else route.command}" for route in (*tools_of(member), *ROUTES)]
    places = [text.index(f"\n{command} ") for command in commands]
    assert places == sorted(places)
    others = {route.command for route in STAFF_ROUTES} - {route.command for route in tools_of(member)}
    assert [command for command in others if f"\n/{command} " in text] == []


async def test_a_clerk_of_a_school_reads_first_how_to_ask_for_a_visit(office: Office) -> None:
    (clerk,) = (each for each in MEMBERS if each.role is Role.SCHOOL)
    text = plain(render(await asks(office, "help", clerk), Language.ID))
    assert text.index("/permintaan") < text.index("/petugas") < text.index("/cek")
    assert "/permintaan 120 siswa, 2 hari" in text
    assert [label(item, Language.ID) for item in buttons(await asks(office, "start", clerk))][:3] == [
        "Permintaan",
        "Meja kerja",
        "Jadwal di sekolah kami",
    ]


@every_role
def test_the_menu_of_a_member_begins_with_the_same(member: Member) -> None:
    offered = [command for command, _ in menu(Language.ID, private=True, member=member)]
    assert offered[: len(FIRST[member.role])] == [route.command for route in first_of(member)]


@pytest.mark.parametrize("route", ["start", "help"])
async def test_a_citizen_sees_no_tool_of_staff(office: Office, route: str) -> None:
    names = {route.name for route in STAFF_ROUTES}
    shown = await asks(office, route, None)
    assert {item.data for row in QUESTIONS for item in row} <= {item.data for item in buttons(shown)}
    assert names.isdisjoint(item.route for item in buttons(shown))
    assert not any(f"/{route.command}" in render(shown, Language.ID) for route in STAFF_ROUTES)


@every_role
@pytest.mark.parametrize("route", ["start", "help"])
async def test_a_group_is_told_nothing_of_what_a_member_may_do(office: Office, member: Member, route: str) -> None:
    shown = await asks(office, route, member, chat_kind=ChatKind.GROUP)
    citizens = await asks(office, route, None, chat_kind=ChatKind.GROUP)
    assert (render(shown, Language.ID), shown.buttons) == (render(citizens, Language.ID), citizens.buttons)
