"""Every act of staff is on record with what it did, and stays there."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import DBAPIError

from ektp_core.roles import RIGHTS, Act, NotAllowed, Outcome, Role
from ektp_core.store import Store, schema
from ektp_core.store.audit import PAGE, acting, acts, entries, names, newest_entries, note_refusal
from tests.store.records import MOMENT as NOW
from tests.store.records import board_version, everything, how_many
from tests.store.small_office import SCHOOL, open_small_office

JULIAN, RATNA, KOBA, STRANGER = 7201, 7101, 7301, 7_900_000_001
TEAM = ((JULIAN, Role.ADMIN, None), (RATNA, Role.OFFICER, None), (7401, Role.VIEWER, None), (KOBA, Role.SCHOOL, SCHOOL))


@pytest.fixture
async def small(migrated: Store) -> Store:
    return await open_small_office(migrated)


@pytest.fixture
async def office(small: Store) -> Store:
    """An office with somebody in each role."""
    async with small.changing() as connection:
        for person, role, school in TEAM:
            await connection.execute(insert(schema.member).values(person=person, role=role, name=f"P{person}", school=school, since=NOW))
    return small


async def an_act(store: Store, person: int = JULIAN, act: Act = Act.SEE_DESK, subject: str = "") -> None:
    async with acting(store, person, act, NOW) as doing:
        doing.subject = subject


async def test_only_the_roles_of_an_act_may_do_it(office: Store) -> None:
    for act, (person, role, _) in product(Act, TEAM):
        if role in RIGHTS[act]:
            await an_act(office, person, act)
            assert (await entries(office))[0].act is act
        else:
            with pytest.raises(NotAllowed):
                await an_act(office, person, act)
    with pytest.raises(NotAllowed):
        await an_act(office, STRANGER, Act.SEE_DESK)
    assert await how_many(office, schema.audit) == sum(len(roles) for roles in RIGHTS.values())


async def test_an_act_is_on_record_with_who_when_what(office: Store) -> None:
    async with acting(office, RATNA, Act.CHANGE_VISITS, NOW) as doing:
        doing.subject, doing.details = "visit 3", {"to": "12 Januari", "kits": 2}
    (entry,) = await entries(office)
    assert (entry.person, entry.name, entry.role, entry.moment) == (RATNA, "P7101", Role.OFFICER, NOW)
    assert (entry.act, entry.outcome, entry.subject) == (Act.CHANGE_VISITS, Outcome.DONE, "visit 3")
    assert entry.details == {"to": "12 Januari", "kits": 2}


async def test_an_act_that_fails_leaves_neither_effect_nor_record(office: Store) -> None:
    with pytest.raises(RuntimeError):
        async with acting(office, JULIAN, Act.CHANGE_TEAM, NOW) as doing:
            await doing.connection.execute(delete(schema.member).where(schema.member.c.person == RATNA))
            raise RuntimeError
    assert await how_many(office, schema.member) == len(TEAM)
    assert await how_many(office, schema.audit) == 0


@pytest.mark.parametrize(("changes", "grows"), [(True, 1), (False, 0)])
async def test_an_act_that_changes_the_board_says_so_to_whoever_holds_an_older_one(office: Store, changes: bool, grows: int) -> None:
    before = await board_version(office)
    async with acting(office, RATNA, Act.CHANGE_VISITS, NOW) as doing:
        doing.changes_board = changes
    assert await board_version(office) == before + grows


async def test_what_was_refused_is_on_record_too_also_for_people_without_a_role(office: Store) -> None:
    await note_refusal(office, STRANGER, "Siti", None, Act.CHANGE_TEAM, "team typed", NOW)
    (entry,) = await entries(office)
    assert (entry.person, entry.name, entry.role, entry.outcome, entry.subject) == (STRANGER, "Siti", None, Outcome.REFUSED, "team typed")


async def test_nothing_on_record_is_ever_changed_or_taken_out(office: Store) -> None:
    await an_act(office, subject="as it was")
    before = await everything(office)
    for change in (update(schema.audit).values(name="nobody"), delete(schema.audit), delete(schema.audit).where(schema.audit.c.id == 1)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with office.changing() as connection:
                await connection.execute(change)
    assert await everything(office) == before


async def test_the_newest_comes_first_ten_a_page_and_one_more_when_there_are_more(office: Store) -> None:
    for number in range(23):
        await an_act(office, subject=str(number))
    pages = [[entry.subject for entry in await entries(office, page=page)] for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [PAGE + 1, PAGE + 1, 3, 0]
    assert [subject for page in pages for subject in page[:PAGE]] == [str(number) for number in reversed(range(23))]


async def test_one_sees_one_person_one_act_or_what_was_refused(office: Store) -> None:
    await an_act(office, JULIAN, Act.CHANGE_TEAM, "a")
    await an_act(office, JULIAN, Act.EXPORT, "b")
    await an_act(office, RATNA, Act.EXPORT, "c")
    await note_refusal(office, RATNA, "Bu Ratna", Role.OFFICER, Act.CHANGE_TEAM, "d", NOW)

    async def seen(**by: object) -> str:
        return "".join(entry.subject for entry in await entries(office, **by))  # type: ignore[arg-type]

    assert await seen() == "dcba"
    assert await seen(person=RATNA) == "dc"
    assert await seen(act=Act.CHANGE_TEAM) == "da"
    assert await seen(outcome=Outcome.REFUSED) == "d"
    assert await seen(person=JULIAN, act=Act.EXPORT, outcome=Outcome.DONE) == "b"
    assert await seen(person=STRANGER) == ""
    assert await acts(office) == [Act.CHANGE_TEAM, Act.EXPORT]


async def test_people_are_named_as_they_were_last_and_whoever_acted_last_comes_first(office: Store) -> None:
    await note_refusal(office, STRANGER, "Siti", None, Act.EXPORT, "", NOW)
    await an_act(office, JULIAN)
    await note_refusal(office, STRANGER, "Siti Aminah", None, Act.EXPORT, "", NOW + timedelta(days=1))
    assert list((await names(office, 10)).items()) == [(STRANGER, "Siti Aminah"), (JULIAN, "P7201")]
    assert list(await names(office, 1)) == [STRANGER]
    assert [entry.name for entry in await newest_entries(office, 2)] == ["Siti Aminah", "P7201"]
