"""Counts of what fell through are written by the clock, and what is too old goes in the morning."""

from datetime import timedelta

import pytest

from ektp_core.store import unanswered
from ektp_core.unanswered import Length, Shape, Why
from tests.bot.sending.office_clock import TODAY, Time, at
from tests.store.followers import SITI

SHAPE = Shape(Why.OUT_OF_SCOPE, "kk", Length.FEW)


async def counted(when: Time) -> list[int]:
    return [each.times for each in await unanswered.top(when.office.store, TODAY - timedelta(days=3000))]


async def test_what_fell_through_is_written_every_hour(when: Time) -> None:
    await when.is_now(at(12))
    when.office.notes.fell_through(SHAPE)
    await when.is_now(at(12, 59))
    assert await counted(when) == []
    await when.is_now(at(13))
    assert await counted(when) == [1]


async def test_what_the_store_does_not_take_is_written_with_the_next_look(when: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise OSError("disk full")

    when.office.notes.fell_through(SHAPE)
    with monkeypatch.context() as patch:
        patch.setattr(unanswered, "count", broken)
        await when.is_now(at(13))
    assert await counted(when) == []
    await when.is_now(at(13, 1))
    assert await counted(when) == [1]


async def test_what_is_too_old_is_erased_in_the_morning(when: Time) -> None:
    async with when.office.store.changing() as connection:
        await unanswered.switch_collecting(connection, TODAY, on=True)
    await unanswered.keep_text(when.office.store, SITI, "kapan ke sekolah kami", Why.UNSURE, "schedule", TODAY)
    await unanswered.count(when.office.store, TODAY, {SHAPE: 1})
    await when.is_now(at(3, 0, TODAY + timedelta(days=90)))
    assert len(await unanswered.texts(when.office.store)) == 1
    await when.is_now(at(8, 0, TODAY + timedelta(days=90)))
    assert (await unanswered.texts(when.office.store), await counted(when)) == ([], [1])
    await when.is_now(at(8, 0, TODAY + timedelta(days=366)))
    assert await counted(when) == []
