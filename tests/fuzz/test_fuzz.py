"""A fixed number of hostile inputs of each kind: `make fuzz` goes on from there with seeds that nobody has tried."""

from pathlib import Path

import pytest

from tests.fuzz.trials import an_office, env_file_trial, sheet_trials, update_trial
from tests.fuzz.updates import readable, update_of

UPDATES, SHEETS, ENV_FILES = 4_000, 160, 1_000


@pytest.mark.parametrize("part", range(4))
async def test_no_update_whatever_reaches_the_apology_or_is_refused_by_telegram(part: int) -> None:
    async with an_office() as dispatcher:
        found = {seed: await update_trial(seed, dispatcher) for seed in range(part, UPDATES, 4)}
    assert {seed: wrong for seed, wrong in found.items() if wrong} == {}


async def test_no_sheet_whatever_ends_otherwise_than_in_figures_or_a_refusal(tmp_path: Path) -> None:
    assert await sheet_trials(range(SHEETS), tmp_path) == {}


def test_no_env_file_whatever_ends_otherwise_than_in_settings_or_one_line_without_a_value(tmp_path: Path) -> None:
    assert {seed: found for seed in range(ENV_FILES) if (found := env_file_trial(seed, tmp_path))} == {}


def test_the_same_seed_makes_the_same_input() -> None:
    assert [update_of(seed) for seed in range(50)] == [update_of(seed) for seed in range(50)]
    assert len({update_of(seed) for seed in range(50)}) > 45


async def test_what_is_made_asks_something_often_enough() -> None:
    """Updates that nobody reads show nothing."""
    async with an_office() as dispatcher:
        asked = [await dispatcher.respond(update) for seed in range(300) if (update := readable(seed))]
    assert len(asked) > 200
    assert sum(map(bool, asked)) > 100
