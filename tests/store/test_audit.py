"""Every act of staff is on record with what it did, and stays there."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import DBAPIError

from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.kits.loans import Loan
from ektp_core.roles import CHANGES_BOARD, RIGHTS, Act, NotAllowed, Outcome, Role
from ektp_core.store import Store, schema
from ektp_core.store.audit import PAGE, acting, acts, entries, names, newest_entries, note_refusal
from ektp_core.store.kits import add_loan
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


async def an_act(store: Store, person: int = JULIAN, act: Act = Act.SEE_DESK, thing: str = "") -> None:
    async with acting(store, person, act, NOW, Subject(Thing.EXPORT, thing)):
        pass


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
        doing.subject, doing.details = Subject(Thing.VISIT, 3), {"to": "12 Januari", "kits": 2}
    (entry,) = await entries(office)
    assert (entry.person, entry.name, entry.role, entry.moment) == (RATNA, "P7101", Role.OFFICER, NOW)
    assert (entry.act, entry.outcome, entry.subject) == (Act.CHANGE_VISITS, Outcome.DONE, Subject("visit", "3"))
    assert entry.details == {"to": "12 Januari", "kits": 2}


async def test_an_act_that_fails_leaves_neither_effect_nor_record(office: Store) -> None:
    with pytest.raises(RuntimeError):
        async with acting(office, JULIAN, Act.CHANGE_TEAM, NOW) as doing:
            await doing.connection.execute(delete(schema.member).where(schema.member.c.person == RATNA))
            raise RuntimeError
    assert await how_many(office, schema.member) == len(TEAM)
    assert await how_many(office, schema.audit) == 0


async def test_an_act_that_changes_the_board_says_so_to_whoever_holds_an_older_one(office: Store) -> None:
    for act, (person, role, _) in product(Act, TEAM):
        if role in RIGHTS[act]:
            before = await board_version(office)
            await an_act(office, person, act)
            assert await board_version(office) == before + (act in CHANGES_BOARD), act


async def test_an_act_on_another_version_than_was_seen_does_nothing_and_says_who_was_first(office: Store) -> None:
    async with acting(office, JULIAN, Act.CHANGE_KITS, NOW) as doing:
        number = await add_loan(doing.connection, Loan(0, NOW.date(), NOW.date(), 2))
        doing.subject = Subject(Thing.LOAN, number)
    about = Subject(Thing.LOAN, number)
    with pytest.raises(Changed) as changed:
        async with acting(office, RATNA, Act.CHANGE_KITS, NOW, about, seen=Seen(number, 2)) as doing:
            await doing.connection.execute(delete(schema.loan))
    assert (changed.value.subject, changed.value.by, changed.value.key) == (about, f"P{JULIAN}", "staff/loan_changed")
    assert await how_many(office, schema.loan) == 1
    async with acting(office, RATNA, Act.CHANGE_KITS, NOW, about, seen=Seen(number, 1)):
        pass
    assert len(await entries(office)) == 2


async def test_what_was_refused_is_on_record_too_also_for_people_without_a_role(office: Store) -> None:
    await note_refusal(office, STRANGER, "Siti", None, Act.CHANGE_TEAM, Subject("team", "typed"), NOW)
    (entry,) = await entries(office)
    assert (entry.person, entry.name, entry.role, entry.outcome, entry.subject) == (
        STRANGER,
        "Siti",
        None,
        Outcome.REFUSED,
        Subject("team", "typed"),
    )


async def test_nothing_on_record_is_ever_changed_or_taken_out(office: Store) -> None:
    await an_act(office, thing="as it was")
    before = await everything(office)
    for change in (update(schema.audit).values(name="nobody"), delete(schema.audit), delete(schema.audit).where(schema.audit.c.id == 1)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with office.changing() as connection:
                await connection.execute(change)
    assert await everything(office) == before


async def test_the_newest_comes_first_ten_a_page_and_one_more_when_there_are_more(office: Store) -> None:
    for number in range(23):
        await an_act(office, thing=str(number))
    pages = [[str(entry.subject.thing) for entry in await entries(office, page=page)] for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [PAGE + 1, PAGE + 1, 3, 0]
    assert [subject for page in pages for subject in page[:PAGE]] == [str(number) for number in reversed(range(23))]


async def test_one_sees_one_person_one_act_or_what_was_refused(office: Store) -> None:
    await an_act(office, JULIAN, Act.CHANGE_TEAM, "a")
    await an_act(office, JULIAN, Act.EXPORT, "b")
    await an_act(office, RATNA, Act.EXPORT, "c")
    await note_refusal(office, RATNA, "Bu Ratna", Role.OFFICER, Act.CHANGE_TEAM, Subject("team", "d"), NOW)

    async def seen(**by: object) -> str:
        return "".join(str(entry.subject.thing) for entry in await entries(office, **by))

    assert await seen() == "dcba"
    assert await seen(person=RATNA) == "dc"
    assert await seen(act=Act.CHANGE_TEAM) == "da"
    assert await seen(outcome=Outcome.REFUSED) == "d"
    assert await seen(person=JULIAN, act=Act.EXPORT, outcome=Outcome.DONE) == "b"
    assert await seen(person=STRANGER) == ""
    assert await acts(office) == [Act.CHANGE_TEAM, Act.EXPORT]


async def test_one_sees_the_acts_of_a_kind_and_of_some_days_the_last_moment_left_out(office: Store) -> None:
    await an_act(office, JULIAN, Act.CHANGE_TEAM, "a")
    await note_refusal(office, RATNA, "Bu Ratna", Role.OFFICER, Act.EXPORT, Subject("export", "b"), NOW + timedelta(days=1))
    await note_refusal(office, RATNA, "Bu Ratna", Role.OFFICER, Act.TALLY, Subject("tally", "c"), NOW + timedelta(days=2))

    async def seen(**by: object) -> str:
        return "".join(str(entry.subject.thing) for entry in await entries(office, **by))

    assert await seen(among=frozenset({Act.CHANGE_TEAM, Act.TALLY})) == "ca"
    assert await seen(among=frozenset()) == ""
    assert await seen(since=NOW + timedelta(days=1)) == "cb"
    assert await seen(since=NOW, until=NOW + timedelta(days=2)) == "ba"
    assert await seen(among=frozenset({Act.TALLY}), until=NOW + timedelta(days=2)) == ""


async def test_people_are_named_as_they_were_last_and_whoever_acted_last_comes_first(office: Store) -> None:
    await note_refusal(office, STRANGER, "Siti", None, Act.EXPORT, Subject(), NOW)
    await an_act(office, JULIAN)
    await note_refusal(office, STRANGER, "Siti Aminah", None, Act.EXPORT, Subject(), NOW + timedelta(days=1))
    assert list((await names(office, 10)).items()) == [(STRANGER, "Siti Aminah"), (JULIAN, "P7201")]
    assert list(await names(office, 1)) == [STRANGER]
    assert [entry.name for entry in await newest_entries(office, 2)] == ["Siti Aminah", "P7201"]
