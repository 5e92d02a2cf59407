"""Joining by invitation, from the link to the role, as both people see it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import Outcome, Role
from ektp_core.store.audit import entries
from ektp_core.store.team import make_first_admins
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import INVITATION, ChatKind, Origin
from handlers.texts import label, render
from tests.databases import Filled, in_memory
from tests.rehearsal import ZONE, a_request

JULIAN, RATNA, STRANGER = 7201, 7101, 7_900_000_001
FORGED = (
    *("i=", "i=king", "i=school", "i=school.999", "i=school.", "i=officer.10900778.x", "i=ADMIN"),
    *("m=", "m=king", "m=999", "m=-1", "m=1e5", "m=99999999999999999999", "m=\u0661"),
    *("r=", "r=7101", "r=7101.king", "r=7101.school", "r=999.admin", "r=king.admin", "x=", "x=king", "X=", "X=king", "X=999"),
    *("y=", "y=king", "y=999", "y=4294967296", "y=999999999999999", "n=", "n=-1", "s=999", "s=king", "p=king", "p=999999", "z=", "=", "i"),
)


@dataclass(slots=True)
class Chat:
    """The team's tool as people use it, on the demo office."""

    office: Office

    async def asks(self, person: int, argument: str = "", route: str = "team", **more: object) -> Reply:
        request = a_request(argument, person, member=self.office.public.member(person), **more)  # type: ignore[arg-type]
        return await answer(route, request, self.office)

    async def invites(self, role: str = "i=officer", by: int = JULIAN) -> str:
        """The link's end of a new invitation."""
        found = await self.asks(by, role)
        return str(found.values["start"])

    async def joins(self, start: str, person: int = STRANGER, **more: object) -> Reply:
        return await self.asks(person, start, "start", **more)


@pytest.fixture
async def chat() -> AsyncIterator[Chat]:
    store = await in_memory(Filled.DEMO)
    yield Chat(await Office.open(store, OfficeSettings(ZONE), lambda: a_request().now))
    await store.close()


def data(found: Reply) -> list[str]:
    return [item.argument for row in found.buttons for item in row if isinstance(item, Button)]


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

    answered = await chat.asks(JULIAN, data(question.reply)[0])
    assert "sekarang petugas" in text(answered)
    (welcome,) = answered.notices
    assert welcome.person == STRANGER
    member = chat.office.public.member(STRANGER)
    assert member is not None
    assert member.role is Role.OFFICER
    assert (await chat.asks(STRANGER, route="staff")).view == "staff/desk/overview"


async def test_a_school_account_is_invited_for_its_school(chat: Chat) -> None:
    schools = await chat.asks(JULIAN, "s=")
    wanted = next(argument for argument in data(schools) if argument == "i=school.10900778")
    joined = await chat.joins(await chat.invites(wanted))
    assert "sekolah SMAN 1 Koba" in text(joined)
    await chat.asks(JULIAN, data(joined.notices[0].reply)[0])
    member = chat.office.public.member(STRANGER)
    assert member is not None
    assert (member.role, member.school) == (Role.SCHOOL, "10900778")


async def test_another_admin_cannot_confirm(chat: Chat) -> None:
    joined = await chat.joins(await chat.invites())
    found = await chat.asks(7202, data(joined.notices[0].reply)[0])
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
    await chat.asks(JULIAN, f"r={RATNA}.viewer")
    assert (await chat.asks(RATNA, "i=officer")).view == "refusal/staff/not_allowed"
    await chat.asks(JULIAN, f"X={RATNA}")
    assert (await chat.asks(RATNA, route="staff")).view == "refusal/staff/not_allowed"


async def test_revoking_asks_first(chat: Chat) -> None:
    asked = await chat.asks(JULIAN, f"x={RATNA}")
    assert "Cabut peran petugas dari Bu Ratna?" in text(asked)
    assert chat.office.public.member(RATNA) is not None


async def test_the_last_admin_cannot_leave(chat: Chat) -> None:
    await chat.asks(JULIAN, "X=7202")
    for argument in (f"X={JULIAN}", f"r={JULIAN}.officer"):
        assert (await chat.asks(JULIAN, argument)).view == "refusal/staff/last_admin"


async def test_a_forged_button_changes_nobody(chat: Chat) -> None:
    before = chat.office.public.members
    for argument in FORGED:
        found = await chat.asks(JULIAN, argument)
        for language in Language:
            assert text(found, language), argument
        assert [entry.subject for entry in await entries(chat.office.store) if entry.outcome is Outcome.DONE] == [], argument
    await chat.office.public.renew_team()
    assert chat.office.public.members == before


async def test_the_audit_names_who_was_invited_accepted_changed_and_revoked(chat: Chat) -> None:
    joined = await chat.joins(await chat.invites())
    await chat.asks(JULIAN, data(joined.notices[0].reply)[0])
    await chat.asks(JULIAN, f"r={STRANGER}.viewer")
    await chat.asks(JULIAN, f"X={STRANGER}")
    assert [str(entry.subject) for entry in reversed(await entries(chat.office.store))] == [
        "invite officer",
        f"accept officer Siti {STRANGER}",
        f"role viewer Siti {STRANGER}",
        f"revoke viewer Siti {STRANGER}",
    ]


async def test_a_large_team_pages(chat: Chat) -> None:
    await make_first_admins(chat.office.store, range(8000, 8060), a_request().now)
    await chat.office.public.renew_team()
    seen: list[str] = []
    argument = ""
    for _ in range(4):
        found = await chat.asks(JULIAN, argument)
        assert len(text(found)) <= 4096
        names = [item for item in data(found) if item.startswith("m=")]
        assert len(names) <= 20
        seen += names
        argument = next(item for item in data(found) if item.startswith("p="))
    assert sorted(seen) == sorted(f"m={member.person}" for member in chat.office.public.members)
    assert argument == "p=1"


async def test_every_button_has_its_words_in_both_languages(chat: Chat) -> None:
    found = await chat.asks(JULIAN)
    for language in Language:
        assert all(label(item, language) for row in found.buttons for item in row)
