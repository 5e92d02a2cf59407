"""What the buttons of the register of schools do."""

from dataclasses import dataclass

from ektp_core.store.drafts import Mark
from handlers.acts import Acts

ROUTE = "schools"
"""The route, and the tool of its drafts."""


@dataclass(frozen=True, slots=True)
class SchoolSeen:
    """A school, by its NPSN, in the version that was on the screen."""

    npsn: str
    version: int


ACTS = Acts(ROUTE)
IN_SUBDISTRICT = ACTS.act("in_subdistrict", str)
OPEN = ACTS.act("open", str)
NEW = ACTS.act("new")
CORRECT = ACTS.act("correct", str)
SAVE = ACTS.act("save", Mark)
ASK_REMOVE = ACTS.act("ask_remove", str)
REMOVE = ACTS.act("remove", SchoolSeen)
ASK_SHEET = ACTS.act("ask_sheet")
SAVE_SHEET = ACTS.act("save_sheet", Mark)
