"""What the buttons of the register of schools do."""

from dataclasses import dataclass

from ektp_core.roles import Act
from ektp_core.store.drafts import Mark
from handlers.acts import Acts

ROUTE = "schools"
"""The route, and the tool of its drafts."""


@dataclass(frozen=True, slots=True)
class SchoolSeen:
    """A school, by its NPSN, in the version that was on the screen."""

    npsn: str
    version: int


@dataclass(frozen=True, slots=True)
class Placing:
    """A school as it was seen, and the code of the subdistrict that it lies in."""

    seen: SchoolSeen
    subdistrict: str


ACTS = Acts(ROUTE)
IN_SUBDISTRICT = ACTS.act("in_subdistrict", str)
CLOSED = ACTS.act("closed")
OPEN = ACTS.act("open", str)
NEW = ACTS.act("new")
CORRECT = ACTS.act("correct", str)
SAVE = ACTS.act("save", Mark)
ASK_REMOVE = ACTS.act("ask_remove", str)
REMOVE = ACTS.act("remove", SchoolSeen)
ASK_SHEET = ACTS.act("ask_sheet")
SAVE_SHEET = ACTS.act("save_sheet", Mark)

CONFIRM = ACTS.act("confirm", SchoolSeen)
CONFIRM_ALL = ACTS.act("confirm_all", str)
"""All that are not confirmed in a subdistrict, by its code, or in the whole district."""

UNPLACED = ACTS.act("unplaced", int)
"""The schools whose subdistrict nobody knows, one a screen, from 1."""
PLACE = ACTS.act("place", Placing)

ASK_CLOSE = ACTS.act("ask_close", str)
CLOSE = ACTS.act("close", Mark)
REOPEN = ACTS.act("reopen", SchoolSeen)
TELL = ACTS.act("tell", str, right=Act.ANNOUNCE)
"""An announcement to those who follow a school that has closed, ready-written."""
