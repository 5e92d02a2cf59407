"""What the buttons of visits do."""

from dataclasses import dataclass
from datetime import date

from ektp_core.audit import Seen
from ektp_core.roles import Act
from ektp_core.store.drafts import DraftKey, Mark
from ektp_core.visits.rounds import Round
from ektp_core.visits.schedule import Visit
from handlers.acts import Acts

VISITS = "visits"
"""The route, and the tool of its drafts."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the agenda, by one of its days, and which page of it."""

    day: date
    page: int = 1


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """A place for a draft: a school's number, or a subdistrict's code."""

    draft: DraftKey
    place: str


@dataclass(frozen=True, slots=True)
class MeantOf:
    """One of the places that the name in a draft may mean, by its position."""

    draft: DraftKey
    number: int


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day for a draft."""

    draft: DraftKey
    day: date


ACTS = Acts(VISITS)

# Looking

WEEK = ACTS.act("week", Week)
OPEN = ACTS.act("open", int)
"""One visit, as it is now."""

UNREACHED = ACTS.act("unreached", Round)
"""The schools that a round has not reached."""

PROGRESS = ACTS.act("progress", Round)
PROGRESS_PICTURE = ACTS.act("progress_picture", Round)
ROUND_DAYS = ACTS.act("round_days", Round)
"""Where the team is on each day of a round, and with how many kits."""

DAYS_PICTURE = ACTS.act("days_picture", Round)

# Planning and changing one visit

NEW = ACTS.act("new", right=Act.CHANGE_VISITS)
PLAN_AT_SCHOOL = ACTS.act("plan_at_school", str, right=Act.CHANGE_VISITS)
PLAN_AT_OFFICE = ACTS.act("plan_at_office", str, right=Act.CHANGE_VISITS)
"""In a subdistrict, by its code: at its office, until another place is written."""

CHOOSE_SUBDISTRICT = ACTS.act("choose_subdistrict", PlaceOf, right=Act.CHANGE_VISITS)
CHOOSE_PLACE = ACTS.act("choose_place", PlaceOf, right=Act.CHANGE_VISITS)
"""A school's number, or a subdistrict's code for its office."""

CHOOSE_MEANT = ACTS.act("choose_meant", MeantOf, right=Act.CHANGE_VISITS)
"""One of the places that a name may mean."""

CHOOSE_DAY = ACTS.act("choose_day", DayOf, right=Act.CHANGE_VISITS)
WORKDAYS_ONLY = ACTS.act("workdays_only", DraftKey, right=Act.CHANGE_VISITS)
EDIT = ACTS.act("edit", DraftKey, right=Act.CHANGE_VISITS)
RESUME = ACTS.act("resume", DraftKey, right=Act.CHANGE_VISITS)
CHANGE = ACTS.act("change", Seen, right=Act.CHANGE_VISITS)
SAVE = ACTS.act("save", Mark, right=Act.CHANGE_VISITS)
SAVE_AND_ANNOUNCE = ACTS.act("save_and_announce", Mark, right=Act.CHANGE_VISITS)
"""A moved visit is saved, and what its followers will read is shown at once, ready to be sent."""

DISCARD = ACTS.act("discard", Mark, right=Act.CHANGE_VISITS)
"""Throws away the draft of any kind."""

# What is asked once more

ASK_CONFIRM = ACTS.act("ask_confirm", Seen, right=Act.CHANGE_VISITS)
CONFIRM = ACTS.act("confirm", Seen, right=Act.CHANGE_VISITS)
ASK_UNDO = ACTS.act("ask_undo", Seen, right=Act.CHANGE_VISITS)
UNDO = ACTS.act("undo", Seen, right=Act.CHANGE_VISITS)
ASK_REMOVE = ACTS.act("ask_remove", Seen, right=Act.CHANGE_VISITS)
REMOVE = ACTS.act("remove", Seen, right=Act.CHANGE_VISITS)
ASK_CANCEL = ACTS.act("ask_cancel", Seen, right=Act.CHANGE_VISITS)
CANCEL = ACTS.act("cancel", Mark, right=Act.CHANGE_VISITS)
CANCEL_AND_ANNOUNCE = ACTS.act("cancel_and_announce", Mark, right=Act.CHANGE_VISITS)
ASK_CLOSE = ACTS.act("ask_close", Seen, right=Act.CHANGE_VISITS)
CLOSE_DAY = ACTS.act("close_day", Seen, right=Act.CHANGE_VISITS)
"""Only today's count is done: the visit goes on."""

END_EARLY = ACTS.act("end_early", Seen, right=Act.CHANGE_VISITS)
"""The whole visit ends before its last day."""

USE_TALLY = ACTS.act("use_tally", right=Act.CHANGE_VISITS)
"""The recap is what was counted, not what was typed."""

CLOSE = ACTS.act("close", Mark, right=Act.CHANGE_VISITS)
ASK_CORRECT = ACTS.act("ask_correct", Seen, right=Act.CHANGE_VISITS)
"""Other numbers for a visit that is closed."""

CHOOSE_CATCH_UP = ACTS.act("choose_catch_up", int, right=Act.CHANGE_VISITS)
"""A visit where those go who were missed; 0: the office."""

# Sheets

WAIT_FOR_SHEET = ACTS.act("wait_for_sheet", right=Act.CHANGE_VISITS)
ROUND_PAGE = ACTS.act("round_page", int, right=Act.CHANGE_VISITS)
SAVE_ROUND = ACTS.act("save_round", Mark, right=Act.CHANGE_VISITS)
REMOVE_ROUND = ACTS.act("remove_round", Mark, right=Act.CHANGE_VISITS)
RECAP_FORM = ACTS.act("recap_form", right=Act.CHANGE_VISITS)
SAVE_RECAPS = ACTS.act("save_recaps", Mark, right=Act.CHANGE_VISITS)


def on_screen(visit: Visit) -> Seen:
    """The visit in the version that a button under it is about."""
    return Seen(visit.id, visit.version)
