"""Figures in versions: whole or not at all, the newest counts, any of the last ten is taken back."""

import asyncio
import signal
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import update

from ektp_core.audit import Changed
from ektp_core.coverage.figure import Definition, HeadCounts, Percentages, newest
from ektp_core.coverage.sources import DKB
from ektp_core.coverage.versions import SetState
from ektp_core.figures import Counts
from ektp_core.reading.calendar import AsOf
from ektp_core.roles import Act, NotAllowed, Role
from ektp_core.store import Store, load_board, open_store
from ektp_core.store.audit import acting, entries
from ektp_core.store.figures import NewSet, apply_figures, figure_sets, move_set, newest_set
from ektp_core.store.schema import figure_set
from ektp_core.store.team import make_first_admins, revoke
from tests.processes import Process
from tests.store.records import MOMENT, everything

ADMIN, OTHER_ADMIN = 7201, 7202
SEPTEMBER, OCTOBER = AsOf(2026, 9, 30), AsOf(2026, 10, 31)
KOBA = {"19.04.01": Counts(31_000, 30_500, 400, None)}


@pytest.fixture
async def office(started: Store) -> Store:
    """A database after the first start, with two admins."""
    await make_first_admins(started, [ADMIN, OTHER_ADMIN], MOMENT)
    return started


async def apply(
    store: Store,
    counts: Mapping[str, Counts] = KOBA,
    as_of: AsOf = SEPTEMBER,
    *,
    person: int = ADMIN,
    seen: int | None = None,
    source: str = DKB,
) -> int:
    async with acting(store, person, Act.CHANGE_FIGURES, MOMENT) as doing:
        known = await newest_set(doing.connection) if seen is None else seen
        set_id = await apply_figures(doing.connection, NewSet(as_of, source, "f" * 64, counts, "laporan.xlsx"), person, MOMENT, seen=known)
    return set_id


async def move(store: Store, set_id: int, state: SetState) -> None:
    async with acting(store, ADMIN, Act.CHANGE_FIGURES, MOMENT + timedelta(minutes=1)) as doing:
        await move_set(doing.connection, set_id, state)


async def measures(store: Store, code: str = "19.04.01") -> list[object]:
    return [figure.measure for figure in (await load_board(store)).figures_of(code)]


async def test_applied_figures_count_with_their_date_definition_and_source(office: Store) -> None:
    await apply(office)
    (figure,) = (await load_board(office)).figures_of("19.04.01")
    assert (figure.as_of, figure.definition, figure.measure) == (SEPTEMBER, Definition.WITH_EARLY, HeadCounts(31_000, 30_500, 400))
    assert figure.source == DKB
    (made, *_) = await figure_sets(office)
    assert (made.source, made.file) == (DKB, "laporan.xlsx")


async def test_a_source_that_is_the_name_of_a_file_is_the_office_for_citizens_and_a_file_for_staff(office: Store) -> None:
    await apply(office, source="dkb_final.xlsx")
    async with office.changing() as connection:
        await connection.execute(update(figure_set).values(file=None))  # as before files were kept apart
    board = await load_board(office)
    (figure,) = board.figures_of("19.04.01")
    assert figure.source == board.office_name
    (made, *_) = await figure_sets(office)
    assert (made.source, made.file) == (None, "dkb_final.xlsx")


async def test_a_percentage_alone_makes_no_counts(office: Store) -> None:
    await apply(office, {"19.04.01": Counts(percent=98.5)})
    assert await measures(office) == [Percentages(98.5)]


async def test_a_newer_version_of_the_same_date_replaces_and_taking_it_back_restores(office: Store) -> None:
    await apply(office)
    second = await apply(office, {"19.04.01": Counts(31_000, 30_700, 400, None)})
    assert await measures(office) == [HeadCounts(31_000, 30_700, 400)]
    await move(office, second, SetState.ROLLED_BACK)
    assert await measures(office) == [HeadCounts(31_000, 30_500, 400)]
    await move(office, second, SetState.IN_FORCE)
    assert await measures(office) == [HeadCounts(31_000, 30_700, 400)]


@pytest.mark.parametrize("order", [(None, 400), (400, None), (None, 400, None), (400, None, 400)])
async def test_of_one_date_citizens_see_what_was_applied_last(office: Store, order: tuple[int | None, ...]) -> None:
    for early in order:
        await apply(office, {"19.04.01": Counts(31_000, 30_500, early, None)})
    shown = newest((await load_board(office)).figures_of("19.04.01"))
    assert shown and shown.measure == HeadCounts(31_000, 30_500, order[-1])


async def test_what_was_published_stays_beside_the_versions(office: Store) -> None:
    before = (await load_board(office)).figures_of("19.04")
    set_id = await apply(office, {"19.04": Counts(170_000, 168_000, None, None)})
    await move(office, set_id, SetState.ROLLED_BACK)
    assert (await load_board(office)).figures_of("19.04") == before


async def test_who_looked_at_an_older_state_changes_nothing(office: Store) -> None:
    await apply(office, seen=0)
    before = await everything(office)
    with pytest.raises(Changed):
        await apply(office, seen=0, person=OTHER_ADMIN)
    assert await everything(office) == before


async def test_of_many_who_apply_at_once_one_wins(office: Store) -> None:
    ended = await asyncio.gather(*(apply(office, seen=0, person=person) for person in [ADMIN, OTHER_ADMIN] * 10), return_exceptions=True)
    assert [type(one) for one in ended].count(int) == 1
    assert len(await figure_sets(office)) == 1


async def test_an_error_in_the_middle_leaves_nothing(office: Store) -> None:
    before = await everything(office)
    with pytest.raises(Exception, match="figure"):
        await apply(office, KOBA | {"99.99": Counts(1, 1)})
    assert await everything(office) == before


async def test_a_version_is_taken_back_once(office: Store) -> None:
    set_id = await apply(office)
    await move(office, set_id, SetState.ROLLED_BACK)
    with pytest.raises(Changed):
        await move(office, set_id, SetState.ROLLED_BACK)


async def test_only_the_last_ten_versions_are_within_reach(office: Store) -> None:
    made = [await apply(office, as_of=AsOf(2015 + number)) for number in range(11)]
    assert [each.id for each in await figure_sets(office)] == made[:0:-1]
    with pytest.raises(Changed):
        await move(office, made[0], SetState.ROLLED_BACK)


async def test_a_revoked_officer_applies_nothing(office: Store) -> None:
    async with acting(office, ADMIN, Act.CHANGE_TEAM, MOMENT) as doing:
        await revoke(doing.connection, OTHER_ADMIN, MOMENT)
    before = await everything(office)
    with pytest.raises(NotAllowed):
        await apply(office, person=OTHER_ADMIN)
    assert await everything(office) == before


async def test_every_version_is_audited(office: Store) -> None:
    set_id = await apply(office)
    await move(office, set_id, SetState.ROLLED_BACK)
    newest, earlier = (await entries(office))[:2]
    assert (newest.person, newest.act, newest.role) == (ADMIN, Act.CHANGE_FIGURES, Role.ADMIN)
    assert earlier.moment < newest.moment


# Killed in the middle


KILLED = """
import asyncio, os, signal, sys
from sqlalchemy import event
from ektp_core.store import open_store
from tests.store.test_figures import ADMIN, KOBA, apply

async def main(url, last):
    store = open_store(url)
    @event.listens_for(store.engine.sync_engine, "before_cursor_execute")
    def _(connection, cursor, statement, *_):
        if last in statement:
            os.kill(os.getpid(), signal.SIGKILL)
    await apply(store)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("last", ["INSERT INTO figure_set", "INSERT INTO figure ", "UPDATE state", "INSERT INTO audit"])
async def test_an_upload_that_is_killed_leaves_the_figures_as_they_were(
    url: str, office: Store, child: Callable[..., Process], last: str
) -> None:
    before = await everything(office)
    await office.close()
    assert await child(KILLED, url, last).ends() == -signal.SIGKILL
    store = open_store(url)
    assert await everything(store) == before
    assert await apply(store)
    await store.close()
