"""What staff and schools write changes only their own draft and opens what their role may do; a citizen's words open no tool."""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import cache
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import delete

from ektp_core.roles import Act, Member, may
from ektp_core.store import schema
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.routes import BY_NAME, STAFF_ROUTES
from tests.handlers.staff.ways import ADMIN, NOBODY, OFFICER, SCHOOL, VIEWER, Desk, acts_of, effects, open_desk
from tests.rehearsal import a_request
from training.texts import TEXTS

in_one_loop = pytest.mark.asyncio(loop_scope="module")

EVERY = 1 if os.environ.get("SIAPREKAM_RELIABILITY") else 15
"""Every so many of the training texts is said: their neighbours order alike."""

LEFT_OPEN = 4
"""Of so many sentences one leaves its draft open, and the next is said beside it."""

FEWEST = 2_000 // EVERY


@cache
def sentences() -> list[str]:
    """All that staff are expected to write, of every kind, without the writer's role before it."""
    lines = [line for file in sorted((TEXTS / "staff").glob("*.txt")) for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [line.rpartition("|")[2] for line in lines][::EVERY]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened


async def said(desk: Desk, person: int) -> AsyncIterator[tuple[str, Reply]]:
    """Every sentence with its answer; most drafts are gone before the next."""
    for number, sentence in enumerate(sentences()):
        if number % LEFT_OPEN:
            async with desk.store.changing() as connection:
                await connection.execute(delete(schema.draft))
        member = desk.office.public.member(person)
        yield sentence, await answer(a_request(sentence, person, member=member), desk.office)


async def done(desk: Desk) -> dict[str, list[Any]]:
    """Every row but unfinished work with what is noted of it, refusals, files that somebody took, counts of what fell through or lacked.

    An announcement is a draft of its own table until it is sent.
    """
    rows = await effects(desk)
    announcement, audit = schema.announcement.columns.keys(), schema.audit.columns.keys()
    drafts = {str(row[announcement.index("id")]) for row in rows["announcement"] if row[announcement.index("state")] == "draft"}
    notes = [dict(zip(audit, row, strict=True)) for row in rows["audit"]]
    return rows | {
        "unanswered": [],
        "unmet": [],
        "announcement": [row for row in rows["announcement"] if str(row[announcement.index("id")]) not in drafts],
        "audit": [each for each in notes if each["act"] != Act.EXPORT and not (each["act"] == Act.ANNOUNCE and each["thing"] in drafts)],
    }


def screens(found: Reply) -> Iterator[Reply]:
    yield found
    for other in found.more:
        yield from screens(other)


def forbidden(found: Reply, member: Member | None) -> Sequence[str]:
    """The buttons of an answer that need a right which a person lacks."""
    offered = [item for screen in screens(found) for row in screen.buttons for item in row if isinstance(item, Button)]
    return [item.raw_data for item in offered if not all(may(member, right) for right in rights_of(item))]


def rights_of(item: Button) -> Iterator[Act]:
    route = BY_NAME[item.route]
    if route.act:
        yield route.act
    if item.act:
        yield from (act.right for act in acts_of(route) if act.name == item.act and act.right)


@in_one_loop
@pytest.mark.parametrize("person", [OFFICER, ADMIN, VIEWER, SCHOOL, NOBODY], ids=["officer", "admin", "viewer", "school", "citizen"])
async def test_a_sentence_changes_nothing_and_offers_only_what_its_writer_may_do(desk: Desk, person: int) -> None:
    member = desk.office.public.member(person)
    before = await done(desk)
    too_much, begun = [], 0
    async for sentence, found in said(desk, person):
        too_much += [(sentence, found.view, data) for data in forbidden(found, member)]
        assert not found.notices, sentence
        begun += found.ordered is not None
    assert too_much == []
    assert await done(desk) == before
    assert begun if person in (OFFICER, ADMIN, VIEWER) else begun == 0 or person == SCHOOL


@in_one_loop
async def test_a_citizen_who_writes_like_staff_sees_no_tool(desk: Desk) -> None:
    async for sentence, found in said(desk, NOBODY):
        for screen in screens(found):
            assert not screen.view.startswith("staff/"), sentence
            assert not {route.name for route in STAFF_ROUTES} & {
                item.route for row in screen.buttons for item in row if isinstance(item, Button)
            }


def test_every_kind_of_order_is_said() -> None:
    assert len(sentences()) >= FEWEST
    files = list((TEXTS / "staff").glob("*.txt"))
    orders = {"visit.cancel", "figures.update", "team.invite", "request.decline", "announce"}
    assert orders <= {file.stem for file in files}
