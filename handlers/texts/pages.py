"""Pages of the web: layouts without a word in `texts/layouts`, filled with the words of `texts/<language>`; HTML escaped by default."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from ektp_core.profile import Language
from handlers.texts import TEXTS, environment

LAYOUTS = TEXTS / "layouts"


@cache
def _layouts(language: Language) -> Environment:
    """The views' own environment, which finds the layouts beside the language's templates."""
    return environment(language).overlay(loader=FileSystemLoader([TEXTS / language, LAYOUTS]))


def sentence(name: str, language: Language, *about: str, words: str = "board_page/_words.html") -> str:
    """One of the words of the pages by the name of its macro, as plain text, for what is no page."""
    said: Markup = getattr(_layouts(language).get_template(words).module, name)(*about)
    return said.unescape()


def page(layout: str, language: Language, values: Mapping[str, Any]) -> str:
    """The page as HTML."""
    lines = _layouts(language).get_template(f"{layout}.html").render(values).splitlines()
    return "".join(f"{line}\n" for line in map(str.strip, lines) if line)
