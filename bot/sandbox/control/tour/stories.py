"""`/sandbox/tour`: the stories that the page plays with the bot. The contract is the docstring of each function."""

from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.control.bodies import told
from bot.sandbox.control.tour.script import Script, Step, read
from bot.sandbox.world.personas import FIRST_SCHOOL
from bot.sandbox.world.world import World

STORIES = tuple(sorted((Path(__file__).parent / "stories").glob("*.txt")))
"""The scripts, in the order in which they are offered."""


class Tour:
    """The stories, about the school of the world's clerk."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/sandbox/tour", self.tour)]

    async def tour(self, request: web.Request) -> web.Response:
        """The stories with their steps: who does what where, what is seen then, and what is told of it, in Indonesian and English."""
        return told({"stories": [self._story(read(path)) for path in STORIES]})

    def _story(self, script: Script) -> dict[str, Any]:
        titles = {language: self._here(script.settings[language]) for language in ("id", "en")}
        return {"name": script.name.removesuffix(".txt"), "title": titles, "steps": [self._step(step) for step in script.steps]}

    def _step(self, step: Step) -> dict[str, Any]:
        person, chat = step.place
        return {
            "person": person,
            "chat": chat,
            "act": step.act.name.lower(),
            "words": self._here(step.words),
            "checks": [{"what": check.what.name.lower(), "words": self._here(check.words)} for check in step.checks],
            "told": {language: self._here(sentence) for language, sentence in step.told.items()},
        }

    def _here(self, words: str) -> str:
        """The words for whichever office rehearses: its clerk's school in place of the one that is written."""
        return words.replace(FIRST_SCHOOL, self._world.personas.school)
