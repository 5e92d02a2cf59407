"""Runs every script of this folder through the sandbox, and every story of the chat page. How to write one: README.md beside this file."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from bot.sandbox.control.tour.script import NotAScript, read
from bot.sandbox.control.tour.stories import STORIES
from tests.conversations.scripts import FOLDER, play
from tests.rehearsal import TODAY, ZONE, rehearsal

ANY_MOMENTS = (
    datetime.combine(TODAY, time(12), ZONE),
    datetime(2026, 11, 29, 21, 30, tzinfo=ZONE),  # a Sunday night
    datetime(2027, 12, 31, 4, 0, tzinfo=ZONE),
)
TWICE = 2


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
async def test_conversation(path: Path, tmp_path: Path) -> None:
    script = read(path)
    async with rehearsal(tmp_path, today=script.today or TODAY, demo=script.demo) as bot:
        await play(script, bot.phone)


@pytest.mark.parametrize("moment", ANY_MOMENTS, ids=lambda moment: f"{moment:%d %b %H}")
async def test_the_stories_are_true_on_any_day_and_when_told_again(moment: datetime, tmp_path: Path) -> None:
    """The page plays them whenever somebody comes, one after the other, as often as they like."""
    async with rehearsal(tmp_path, today=moment.date(), demo=True) as bot:
        bot.clock.moment = moment
        for path in STORIES * TWICE:
            await play(read(path), bot.phone)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_each_step_of_a_story_tells_what_is_seen_in_both_languages_and_checks_it(path: Path) -> None:
    story = read(path)
    assert story.demo
    assert {"id", "en"} <= story.settings.keys()
    assert [step.words for step in story.steps if step.told.keys() != {"id", "en"}] == []
    assert [step.words for step in story.steps if not step.checks and step.act != "melihat"] == []


def test_a_story_is_played_with_the_example_data_of_any_day() -> None:
    assert [read(path).today for path in STORIES] == [None] * 5


@pytest.mark.parametrize(
    "line",
    ["Bot: sebelum ada yang bertanya", "Budi: halo", "Siti memotret: kucing", "halo", "id: sebelum ada yang bertanya", "Bot mengetuk: x"],
)
def test_a_line_that_nobody_can_play_is_refused_with_its_place(line: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(f"# A remark.\n{line}\n", encoding="utf-8")
    with pytest.raises(NotAScript, match=r"wrong\.txt, line 2"):
        read(path)


def test_a_day_that_a_script_names_is_the_offices_day(tmp_path: Path) -> None:
    path = tmp_path / "day.txt"
    path.write_text("@today 2027-03-12\nSiti: halo\n", encoding="utf-8")
    assert read(path).today == date(2027, 3, 12)
