"""Every route, asked by everybody, everywhere, in every way: without the right nothing happens, and each try is on record."""

from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import product

import pytest
import pytest_asyncio
from sqlalchemy import delete, insert

from ektp_core.exports import Export
from ektp_core.roles import RIGHTS, Act, Member, Outcome, Role
from ektp_core.store.drafts import Mark
from ektp_core.store.schema import member
from handlers.acts import Person
from handlers.reply import Button, parse_callback
from handlers.request import Origin
from handlers.routes import BY_NAME, ROUTES, STAFF_ROUTES, Route
from handlers.staff import exports, team, unanswered
from handlers.staff.figures import acts as figures
from handlers.staff.requests import acts as requests
from tests.handlers.staff.ways import (
    ADMIN,
    BY_OWN_HAND,
    CHATS,
    MAY_USE,
    NOBODY,
    NOT_ALLOWED,
    OFFICER,
    OLD_BUTTON,
    PEOPLE,
    RIGHT_NEEDED,
    ROLES,
    SCHOOL,
    TAPPED,
    VIEWER,
    WAYS,
    Asked,
    Desk,
    Seen,
    Way,
    a_value,
    acts_of,
    old,
    open_desk,
    posted,
    said_private_only,
    someone_elses,
    tapped,
    typed,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

EFFECTIVE: Mapping[str, tuple[Asked, ...]] = {
    "team": (
        team.INVITE.button("", Role.VIEWER),
        team.CHANGE_ROLE.button("", team.NewRole(Person(OFFICER), Role.ADMIN)),
        team.REVOKE.button("", Person(OFFICER)),
        team.ACCEPT.button("", 1),
    ),
    "export": (exports.TAKE.button("", Export.FIGURES), exports.TAKE.button("", Export.AUDIT), "figures", "audit"),
    "figures": (figures.APPLY.button("", Mark(1)), figures.TAKE_BACK.button("", figures.SetMove(1, Mark(1)))),
    "requests": (requests.SEND.button("", Mark(1)), requests.NEW.button("")),
}
"""What would do something for those who may."""

MORE_THAN_LOOKING: tuple[tuple[str, Asked, int], ...] = (
    *(("figures", asked, VIEWER) for asked in (*EFFECTIVE["figures"], "Koba 15-11-2026 wajib 31.500 rekam 30.800")),
    ("visits", "SMAN 1 Koba 12-01-2027", VIEWER),
    *(("export", asked, person) for asked in (exports.TAKE.button("", Export.AUDIT), "audit") for person in (VIEWER, OFFICER)),
    ("requests", requests.CLOSED.button("", 1), SCHOOL),
    *(("requests", act.button("", Mark(1)), SCHOOL) for act in (requests.DECLINE, requests.ACCEPT)),
    *(("staff", unanswered.SWITCH.button("", unanswered.Collecting.ON), person) for person in (OFFICER, VIEWER, SCHOOL)),
    *(("staff", unanswered.TEXTS.button("", 1), person) for person in (OFFICER, VIEWER, SCHOOL)),
    *(("staff", unanswered.DELETE.button("", unanswered.OnPage(1, "aaaaaa", 1)), person) for person in (OFFICER, VIEWER, SCHOOL)),
    ("staff", unanswered.OVERVIEW.button(""), SCHOOL),
    ("staff", unanswered.ASKED_FOR.button(""), SCHOOL),
)
"""What needs more than the right to open the tool, tapped or typed by somebody who has only that."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened


def cases(ways: tuple[Way, ...]) -> Iterator[tuple[str, int, str, int, Way]]:
    for (who, person), (kind, chat), way in product(PEOPLE.items(), CHATS.items(), ways):
        yield who, person, kind, chat or person, way


def has_right(route: Route, person: int, kind: str, way: Way) -> bool:
    return kind == "private" and way.own_hand and ROLES.get(person) in MAY_USE[route.name]


def questions(route: Route, buttons: Mapping[str, list[Asked]], way: Way) -> list[Asked]:
    """What would do something, and for a button also what the tool's own first screen offers, and what was never written there."""
    known: list[Asked] = ["", *EFFECTIVE.get(route.name, ())]
    return [*known, *buttons.get(route.name, [])[:3], "i=king"] if way.made is tapped else known[-1:]


NEEDS_MORE: Mapping[tuple[str, Act], str] = {
    ("figures", Act.CHANGE_FIGURES): """apply ask_put_back ask_source ask_take_back choose_column choose_date choose_source discard more
        preview put_back take_back""",
    ("visits", Act.CHANGE_VISITS): """ask_cancel ask_close ask_confirm ask_correct ask_remove ask_undo cancel cancel_and_announce change
        choose_catch_up choose_day choose_meant choose_place choose_subdistrict close close_day confirm discard edit end_early new
        plan_at_office plan_at_school recap_form remove remove_round resume round_page save save_and_announce save_recaps save_round undo
        use_tally wait_for_sheet workdays_only""",
    ("staff", Act.SEE_FIGURES): "asked_for unanswered",
    ("staff", Act.CHANGE_OFFICE): "delete_sentence sentences switch_collecting",
    ("staff", Act.CHANGE_FIGURES): "open_sheet",
    ("requests", Act.DECIDE_REQUEST): "accept ask_for ask_reason choose_school closed decline propose take_suggestion type_days",
    ("announcements", Act.RESUME_SENDING): "resume_sending",
    ("schools", Act.ANNOUNCE): "tell",
}
"""The acts for which the right to open their tool is not enough. Written down: what a declaration lost would be lost here as well."""


async def test_every_act_that_needs_more_than_its_tool_says_so_here() -> None:
    declared = {(route.name, act.name): act.right for route in STAFF_ROUTES for act in acts_of(route) if act.right}
    assert declared == {(tool, name): right for (tool, right), names in NEEDS_MORE.items() for name in names.split()}


async def test_every_tool_says_here_who_may_use_it() -> None:
    assert {route.name for route in STAFF_ROUTES} - set(MAY_USE) == set()
    assert [route.name for route in STAFF_ROUTES if route.act is None] == []
    assert [route.name for route in ROUTES if route.act] == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def buttons(desk: Desk) -> dict[str, list[Asked]]:
    """What the first screen of each tool offers to an admin, by route."""
    found: dict[str, list[Asked]] = {}
    for route in STAFF_ROUTES:
        seen = await desk.asked(typed(route, "", ADMIN, ADMIN, "private"))
        for data in _callbacks(seen):
            tap = parse_callback(data)
            assert tap
            found.setdefault(tap.route, []).append(Button("", tap.route, tap.argument, {}, tap.act))
    return found


def _callbacks(seen: Seen) -> Iterator[str]:
    for call in seen.calls:
        for row in call.parameters.get("reply_markup", {}).get("inline_keyboard", ()):
            yield from (item["callback_data"] for item in row if "callback_data" in item)


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_without_the_right_nothing_changes_and_the_try_is_on_record(
    route: Route, desk: Desk, buttons: dict[str, list[Asked]]
) -> None:
    wrong = []
    for who, person, kind, chat, way in cases(WAYS):
        if has_right(route, person, kind, way):
            continue
        for asked in questions(route, buttons, way):
            seen = await desk.asked(way.made(route, asked, person, chat, kind))
            if not is_refused(seen, route, way, kind):
                wrong.append((who, kind, way.name, asked, seen))
    assert wrong == []


def is_refused(seen: Seen, route: Route, way: Way, kind: str) -> bool:
    """A refusal, one line in the audit, and nothing else. What asks nothing (a channel's post) is not answered."""
    if way.made is posted or (kind == "channel" and way.made not in (tapped, someone_elses, old)):
        return seen == Seen([], 0, None)
    if way.made is old:
        return seen.changed == 0 and seen.texts == [OLD_BUTTON]
    entry = seen.entry
    on_record = entry is not None and (entry.outcome, entry.act, entry.kind) == (Outcome.REFUSED, route.act, route.name)
    on_record = on_record and entry.thing in set(Origin)
    return seen.changed == 1 and on_record and seen.texts in ([NOT_ALLOWED], [said_private_only(route)], *_rights_of(seen, kind))


def _rights_of(seen: Seen, kind: str) -> list[list[str]]:
    """Who has the right is told to members in private only."""
    is_member = seen.entry is not None and seen.entry.role is not None
    return [[told] for told in RIGHT_NEEDED.values()] if is_member and kind == "private" else []


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_with_the_right_the_tool_opens(route: Route, desk: Desk) -> None:
    shut = [
        (who, way.name)
        for who, person, kind, chat, way in cases(BY_OWN_HAND)
        if has_right(route, person, kind, way) and NOT_ALLOWED in (await desk.asked(way.made(route, "", person, chat, kind))).texts[0]
    ]
    assert shut == []


@pytest.mark.parametrize(("name", "asked", "person"), MORE_THAN_LOOKING)
async def test_a_tool_that_opens_does_not_do_everything_for_everybody(desk: Desk, name: str, asked: Asked, person: int) -> None:
    assert ROLES[person] in MAY_USE[name]
    come = tapped if isinstance(asked, Button) else typed
    seen = await desk.asked(come(BY_NAME[name], asked, person, person, "private"))
    assert seen.texts in [[told] for told in RIGHT_NEEDED.values()]
    assert (seen.changed, seen.entry.outcome) == (1, Outcome.REFUSED)


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_no_act_is_begun_without_its_right(route: Route, desk: Desk) -> None:
    """Each act that a tool declares, with an argument that a button could carry, tapped by whoever may not even begin it."""
    wrong = []
    for act, (who, person), (kind, chat) in product(acts_of(route), PEOPLE.items(), CHATS.items()):
        begins = MAY_USE[route.name] & RIGHTS[act.right] if act.right else MAY_USE[route.name]
        if kind == "private" and ROLES.get(person) in begins:
            continue
        seen = await desk.asked(tapped(route, act.button("", a_value(act.argument)), person, chat or person, kind))
        if not is_refused(seen, route, TAPPED, kind):
            wrong.append((act.name, who, kind, seen))
    assert wrong == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_what_citizens_ask_changes_nothing_but_their_own_choice(route: Route, desk: Desk) -> None:
    for _, person, kind, chat, way in cases(WAYS):
        seen = await desk.asked(way.made(route, "", person, chat, kind))
        assert seen.changed == 0
        assert NOT_ALLOWED not in seen.texts


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_a_link_into_a_tool_is_no_way_around_the_right(route: Route, desk: Desk) -> None:
    start = BY_NAME["start"]
    seen = await desk.asked(typed(start, route.name, NOBODY, NOBODY, "private"))
    assert is_refused(seen, route, BY_OWN_HAND[0], "private")


@pytest.mark.parametrize("left", [None, Role.VIEWER, Role.OFFICER])
async def test_an_acts_right_is_read_from_the_store_when_it_happens(desk: Desk, left: Role | None) -> None:
    """Another process took somebody's role away a moment ago, or left them a lesser one; this one still shows them as an admin."""
    late, now = 7499, desk.office.now()
    desk.office.public.appear_as(Member(late, Role.ADMIN, "P7499", now))
    async with desk.office.store.changing() as connection:
        if left:
            await connection.execute(insert(member).values(person=late, role=left, name="P7499", since=now))
    seen = await desk.asked(tapped(BY_NAME["team"], team.INVITE.button("", Role.VIEWER), late, late, "private"))
    async with desk.office.store.changing() as connection:
        await connection.execute(delete(member).where(member.c.person == late))
    assert (seen.texts, seen.changed) == ([NOT_ALLOWED], 1)
    assert seen.entry.outcome == Outcome.REFUSED
