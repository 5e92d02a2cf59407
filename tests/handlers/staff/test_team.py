"""Joining by invitation, from the link to the role, as both people see it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import Outcome, Role
from ektp_core.store.audit import entries
from ektp_core.store.team import make_first_admins
from handlers.acts import Person, ToolAct
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import INVITATION, ChatKind, Origin
from handlers.staff.deeds.sentences import deed
from handlers.staff.team import ASK_REVOKE, CHANGE_ROLE, CHOOSE_SCHOOL, INVITE, INVITE_SCHOOL, OPEN, PAGE, REVOKE, NewRole
from handlers.texts import label, render
from tests.at_once import at_once
from tests.databases import Filled, in_memory
from tests.handlers.unfinished import TEXT_CHARACTERS
from tests.rehearsal import ZONE, a_request

JULIAN, RATNA, STRANGER = 7201, 7101, 7_900_000_001
FORGED = (
    *(("invite", argument) for argument in ("", "king", "school", "ADMIN", "officer.10900778")),
    *(("invite_school", argument) for argument in ("", "999", "10900778.x", "officer")),
    *(("open", argument) for argument in ("", "king", "999", "-1", "1e5", "99999999999999999999", "\u0661")),
    *(("change_role", argument) for argument in ("", "7101", "7101.king", "7101.school", "999.admin", "king.admin")),
    *((act, argument) for act in ("ask_revoke", "revoke") for argument in ("", "king", "999")),
    *((act, argument) for act in ("accept", "decline") for argument in ("", "king", "999", "-1", "4294967296", "999999999999999")),
    *((act, argument) for act in ("page", "choose_school") for argument in ("999", "king", "999999", "-1")),
    *((act, argument) for act in ("y", "=", "") for argument in ("", "1")),
    *((None, argument) for argument in ("i=officer", "X=7101", "=", "i")),
)
"""Acts and arguments that no button has; without an act: buttons of an earlier version."""


@dataclass(slots=True)
class Chat:
    """The team's tool as people use it, on the demo office."""

    office: Office

    async def asks(self, person: int, argument: str = "", route: str = "team", **more: object) -> Reply:
        request = a_request(argument, person, member=self.office.public.member(person), **more)
        return await answer(replace(request, route=route), self.office)

    async def presses(self, person: int, button: Button) -> Reply:
        member = self.office.public.member(person)
        request = a_request(button.argument, person, member=member, origin=Origin.TAPPED)
        return await answer(replace(request, act=button.act, route=button.route), self.office)

    async def invites(self, invite: Button | None = None, by: int = JULIAN) -> str:
        """The link's end of a new invitation."""
        found = await self.presses(by, invite or INVITE.button("", Role.OFFICER))
        return str(found.values["start"])

    async def joins(self, start: str, person: int = STRANGER, **more: object) -> Reply:
        return await self.asks(person, start, "start", **more)


@pytest.fixture
async def chat() -> AsyncIterator[Chat]:
    store = await in_memory(Filled.DEMO)
    yield Chat(await Office.open(store, OfficeSettings(ZONE), lambda: a_request().now))
    await store.close()


def buttons(found: Reply, act: ToolAct[Any] | None = None) -> list[Button]:
    """The buttons of a screen, or those of one act."""
    every = [item for row in found.buttons for item in row if isinstance(item, Button)]
    return [item for item in every if act is None or item.act == act.name]


def revoking(person: int) -> Button:
    return REVOKE.button("", Person(person))


def becoming(person: int, role: Role) -> Button:
    return CHANGE_ROLE.button("", NewRole(Person(person), role))


def text(found: Reply, language: Language = Language.ID) -> str:
    return plain(render(found, language, "siaprekam_bot"))


async def test_a_link_carries_128_random_bits_and_is_new_every_time(chat: Chat) -> None:
    starts = {await chat.invites() for _ in range(50)}
    assert len(starts) == 50
    for start in starts:
        assert re.fullmatch(INVITATION + r"[A-Za-z0-9_-]{22}", start)
        assert len(start) <= 64  # Telegram's limit for a start parameter


async def test_from_the_link_to_the_role(chat: Chat) -> None:
    joined = await chat.joins(await chat.invites())
    assert "begitu pengundang mengonfirmasi" in text(joined)
    (question,) = joined.notices
    assert question.person == JULIAN
    assert str(STRANGER) in text(question.reply)
    assert chat.office.public.member(STRANGER) is None

    answered = await chat.presses(JULIAN, buttons(question.reply)[0])
    assert "sekarang petugas" in text(answered)
    (welcome,) = answered.notices
    assert welcome.person == STRANGER
    member = chat.office.public.member(STRANGER)
    assert member is not None
    assert member.role is Role.OFFICER
    assert (await chat.asks(STRANGER, route="staff")).view == "staff/desk/overview"


async def test_a_school_account_is_invited_for_its_school(chat: Chat) -> None:
    schools = await chat.presses(JULIAN, CHOOSE_SCHOOL.button("", 1))
    wanted = next(item for item in buttons(schools, INVITE_SCHOOL) if item.argument == "10900778")
    joined = await chat.joins(await chat.invites(wanted))
    assert "sekolah SMAN 1 Koba" in text(joined)
    await chat.presses(JULIAN, buttons(joined.notices[0].reply)[0])
    member = chat.office.public.member(STRANGER)
    assert member is not None
    assert (member.role, member.school) == (Role.SCHOOL, "10900778")


async def test_another_admin_cannot_confirm(chat: Chat) -> None:
    joined = await chat.joins(await chat.invites())
    found = await chat.presses(7202, buttons(joined.notices[0].reply)[0])
    assert found.view == "refusal/staff/invitation_invalid"
    assert chat.office.public.member(STRANGER) is None


@pytest.mark.parametrize(
    "more", [{"chat_kind": ChatKind.GROUP}, *({"origin": origin} for origin in Origin if origin not in ("typed", "tapped"))]
)
async def test_a_link_is_opened_by_ones_own_hand_in_private(chat: Chat, more: dict[str, object]) -> None:
    start = await chat.invites()
    found = await chat.joins(start, **more)
    assert (found.view, found.notices) == ("staff/team/join_private", ())
    assert (await chat.joins(start)).view == "staff/team/joined"


async def test_five_wrong_links_and_then_none(chat: Chat) -> None:
    start = await chat.invites()
    views = [(await chat.joins(INVITATION + f"wrong{number}")).view for number in range(6)]
    assert views == ["refusal/staff/invitation_invalid"] * 5 + ["refusal/staff/too_many_tries"]
    assert (await chat.joins(start)).view == "refusal/staff/too_many_tries"


async def test_a_role_counts_with_the_next_update_and_so_does_its_end(chat: Chat) -> None:
    await chat.presses(JULIAN, becoming(RATNA, Role.VIEWER))
    assert (await chat.presses(RATNA, INVITE.button("", Role.OFFICER))).view == "refusal/staff/not_allowed"
    await chat.presses(JULIAN, revoking(RATNA))
    assert (await chat.asks(RATNA, route="staff")).view == "refusal/staff/not_allowed"


async def test_revoking_asks_first(chat: Chat) -> None:
    asked = await chat.presses(JULIAN, ASK_REVOKE.button("", Person(RATNA)))
    assert "Cabut peran petugas dari Bu Ratna?" in text(asked)
    assert chat.office.public.member(RATNA) is not None


async def test_the_last_admin_cannot_leave(chat: Chat) -> None:
    await chat.presses(JULIAN, revoking(7202))
    for leaving in (revoking(JULIAN), becoming(JULIAN, Role.OFFICER)):
        assert (await chat.presses(JULIAN, leaving)).view == "refusal/staff/last_admin"


async def test_a_forged_button_changes_nobody(chat: Chat) -> None:
    before = chat.office.public.members
    for act, argument in FORGED:
        found = await chat.presses(JULIAN, Button("", "team", argument, {}, act))
        for language in Language:
            assert text(found, language), (act, argument)
        assert [entry.subject for entry in await entries(chat.office.store) if entry.outcome is Outcome.DONE] == [], (act, argument)
    await chat.office.public.renew_team()
    assert chat.office.public.members == before


async def test_the_audit_names_who_was_invited_accepted_changed_and_revoked(chat: Chat) -> None:
    joined = await chat.joins(await chat.invites())
    await chat.presses(JULIAN, buttons(joined.notices[0].reply)[0])
    await chat.presses(JULIAN, becoming(STRANGER, Role.VIEWER))
    await chat.presses(JULIAN, revoking(STRANGER))
    done = [*reversed(await entries(chat.office.store))]
    assert [deed(entry, Language.ID, ZONE) for entry in done] == [
        "mengundang petugas",
        "menerima Siti sebagai petugas",
        "mengubah peran Siti dari petugas menjadi pengamat",
        "mencabut peran Siti, pengamat",
    ]
    assert [entry.subject.number for entry in done] == [1, 1, STRANGER, STRANGER]


async def test_the_audit_shows_a_schools_invitation_in_words(chat: Chat) -> None:
    await chat.invites(INVITE_SCHOOL.button("", "10900778"))
    assert "mengundang sekolah SMAN 1 Koba" in text(await chat.asks(JULIAN, route="audit"))


async def test_a_large_team_pages(chat: Chat) -> None:
    await make_first_admins(chat.office.store, range(8000, 8060), a_request().now)
    await chat.office.public.renew_team()
    listed: list[str] = []
    onward = PAGE.button("", 1)
    for _ in range(4):
        found = await chat.presses(JULIAN, onward)
        assert len(text(found)) <= TEXT_CHARACTERS
        names = [item.argument for item in buttons(found, OPEN)]
        assert len(names) <= 20
        listed += names
        (onward,) = buttons(found, PAGE)
    assert sorted(listed) == sorted(f"{member.person}" for member in chat.office.public.members)
    assert onward.argument == "1"


async def test_every_button_has_its_words_in_both_languages(chat: Chat) -> None:
    found = await chat.asks(JULIAN)
    for language in Language:
        assert all(label(item, language) for row in found.buttons for item in row)


async def test_a_role_that_is_given_ten_times_at_once_is_noted_once(office: Office) -> None:
    chat = Chat(office)
    button = CHANGE_ROLE.button("", NewRole(Person(RATNA), Role.VIEWER))
    cards = await at_once(*(chat.presses(JULIAN, button) for _ in range(10)))
    assert {card.view for card in cards} == {"staff/team/member"}
    assert office.public.member(RATNA).role is Role.VIEWER
    noted = [entry.details for entry in await entries(office.store) if entry.subject.kind == "role"]
    assert [(each["from"], each["to"]) for each in noted] == [("officer", "viewer")]
