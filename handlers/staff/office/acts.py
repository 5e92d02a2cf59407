"""What the buttons of the office's data do."""

from dataclasses import dataclass

from ektp_core.requirements import Part
from ektp_core.store.drafts import Mark
from handlers.acts import Acts

ROUTE = "office"
"""The route, and the tool of its drafts."""


@dataclass(frozen=True, slots=True)
class PartOfText:
    """One part of one requirement text."""

    part: Part
    topic: str


ACTS = Acts(ROUTE)
OPEN = ACTS.act("open", str)
CHANGE = ACTS.act("change", str)
EMPTY = ACTS.act("empty", str)
"""A fact goes back to "belum diumumkan"."""

ANSWERS = ACTS.act("answers")
"""What is answered to each topic, and which answers are still waiting."""

TEXTS = ACTS.act("texts")
OPEN_TEXT = ACTS.act("open_text", str)
CHANGE_TEXT = ACTS.act("change_text", PartOfText)
PUT_BACK = ACTS.act("put_back", int)
APPLY = ACTS.act("apply", Mark)
