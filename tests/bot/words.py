"""The texts that tests look for, from the templates and labels themselves: rewording one breaks no test."""

from typing import Any

from bot.terminal.ask import plain
from ektp_core.profile import Language
from handlers.questions import QUESTIONS
from handlers.reply import Button, PrivateLink, button, reply
from handlers.texts import label, render
from handlers.texts.examples import use_examples
from tests.core.builders import published_board

ID, EN = Language.ID, Language.EN
BOARD = published_board()


def words(view: str, language: Language = ID, **values: Any) -> str:
    """A view that needs no board, as people of the first office read it."""
    use_examples(BOARD)
    return plain(render(reply(view, **values), language))


def on_button(name: str, language: Language = ID) -> str:
    """The label of a button."""
    return label(button(name), language)


def apology(language: Language = ID) -> str:
    """The apology, as far as it is the same each time."""
    return words("error", language, error_id="#").split(".")[0]


MENU = [label(item, ID) for row in QUESTIONS for item in row if isinstance(item, Button)]
"""What is offered under the answer to what was not understood."""

IN_PRIVATE = label(PrivateLink("ask_in_private", ""), ID)
