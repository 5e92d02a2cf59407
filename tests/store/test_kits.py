"""Loans are changed against the version that was seen, and taken back."""

from dataclasses import replace
from datetime import date

import pytest

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.kits.loans import Loan
from ektp_core.store import Store, load_board
from ektp_core.store import kits as store
from tests.store.records import MOMENT

RATNA = 7101
A_LOAN = Loan(0, date(2027, 1, 11), date(2027, 1, 22), 2, "diantar", "470/12/2026")


async def added(started: Store) -> Loan:
    async with started.changing() as connection:
        number = await store.add_loan(connection, A_LOAN)
    return await now(started, number)


async def now(started: Store, number: int) -> Loan:
    return next(loan for loan in (await load_board(started)).loans if loan.id == number)


async def test_a_loan_is_read_back_as_it_was_noted(started: Store) -> None:
    loan = await added(started)
    assert loan == replace(A_LOAN, id=loan.id)


async def test_a_change_is_taken_back(started: Store) -> None:
    loan = await added(started)
    async with started.changing() as connection:
        await store.change_loan(connection, loan, replace(loan, kits=5, note=None), RATNA, MOMENT)
    assert (await now(started, loan.id)).kits == 5
    async with started.changing() as connection:
        await store.take_back_loan(connection, loan.id, loan.version + 1)
    assert replace(await now(started, loan.id), version=loan.version) == loan
    assert not await store.has_earlier(started, loan.id)


async def test_a_removed_loan_comes_back_once(started: Store) -> None:
    loan = await added(started)
    async with started.changing() as connection:
        await store.remove_loan(connection, loan, RATNA, MOMENT)
    async with started.changing() as connection:
        await store.take_back_loan(connection, loan.id, 0)
    assert replace(await now(started, loan.id), version=loan.version) == loan
    with pytest.raises(Changed):
        async with started.changing() as connection:
            await store.take_back_loan(connection, loan.id, 0)


async def test_the_second_of_two_officers_changes_nothing(started: Store) -> None:
    loan = await added(started)
    async with started.changing() as connection:
        await store.change_loan(connection, loan, replace(loan, kits=5), RATNA, MOMENT)
    with pytest.raises(Changed):
        async with started.changing() as connection:
            await store.change_loan(connection, loan, replace(loan, kits=1), RATNA, MOMENT)
    with pytest.raises(Changed) as removing:
        async with started.changing() as connection:
            await store.remove_loan(connection, loan, RATNA, MOMENT)
    assert removing.value.subject == Subject(Thing.LOAN, loan.id)
    assert (await now(started, loan.id)).kits == 5


async def test_a_number_used_again_is_another_version(started: Store) -> None:
    loan = await added(started)
    async with started.changing() as connection:
        await store.remove_loan(connection, loan, RATNA, MOMENT)
    again = await added(started)
    assert again.id != loan.id or again.version > loan.version
    assert not await store.has_earlier(started, again.id)
