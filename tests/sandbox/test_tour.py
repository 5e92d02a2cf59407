"""The stories as the page gets them."""

from tests.sandbox.line import SITI, Line


async def test_the_page_is_given_five_stories_with_who_does_what_where_and_what_is_told_of_it(line: Line) -> None:
    stories = (await line.asks("tour"))["stories"]
    assert len(stories) == 5
    first = stories[0]
    assert first["title"]["en"].startswith("A parent")
    assert first["steps"][0] == {
        "person": SITI,
        "chat": SITI,
        "act": "writes",
        "words": "anak saya 16 tahun 8 bulan, sudah boleh rekam?",
        "checks": [{"what": "shown", "words": "sudah boleh direkam sekarang"}, {"what": "buttons", "words": "Syarat"}],
        "told": first["steps"][0]["told"],
    }


async def test_everybody_in_a_story_is_in_the_chat_where_they_act(line: Line) -> None:
    stories, personas = (await line.asks("tour"))["stories"], await line.asks("personas")
    chats = {person["id"]: {chat["id"] for chat in person["chats"]} for person in personas["people"]}
    assert [step for story in stories for step in story["steps"] if step["chat"] not in chats[step["person"]]] == []


async def test_the_stories_of_another_office_are_about_its_own_school(line: Line) -> None:
    line.telegram.world.personas.work_at({7301: "SMAN 2 Sungailiat", 7302: "SMAN 1 Belinyu"})
    stories = str((await line.asks("tour"))["stories"])
    assert "SMAN 2 Sungailiat" in stories
    assert "SMAN 1 Koba" not in stories
