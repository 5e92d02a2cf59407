"""What the buttons of announcements do. A `Seen` names the announcement in the version that was on the screen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ektp_core.audit import Seen
from ektp_core.notices.due import NoticeKind
from ektp_core.roles import Act
from handlers.acts import Acts

ROUTE = "announcements"

ACTS = Acts(ROUTE)


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """A school by its NPSN, or a subdistrict by its code."""

    seen: Seen
    place: str


@dataclass(frozen=True, slots=True)
class ChosenVisit:
    """A visit by its number."""

    seen: Seen
    visit: int


@dataclass(frozen=True, slots=True)
class ChosenMoment:
    """A moment on the office's clock."""

    seen: Seen
    moment: datetime


@dataclass(frozen=True, slots=True)
class ChosenTemplate:
    """A kept text by its number."""

    seen: Seen
    template: int


@dataclass(frozen=True, slots=True)
class SchoolsPage:
    """A page of the schools, from 1."""

    seen: Seen
    page: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The version that was seen, and the mark of what its screen said against it: 0 for nothing (`contradictions.mark_of`)."""

    seen: Seen
    despite: int


class Switch(StrEnum):
    """What a switch becomes."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class NoticeSwitch:
    """A kind of automatic notices, and what it becomes: two people who tap the same button do not switch it back."""

    kind: NoticeKind
    becomes: Switch


# Begun and opened

NEW = ACTS.act("new")
OPEN = ACTS.act("open", int)
"""One announcement as it is now, whatever its version."""

OFFER = ACTS.act("offer", Seen)
"""A draft for the followers of a visit, ready-written."""

# Written

ASK_TEXT = ACTS.act("ask_text", Seen)
REMOVE_FILE = ACTS.act("remove_file", Seen)
ASK_TIME = ACTS.act("ask_time", Seen)
SEND_AT_ONCE = ACTS.act("at_once", Seen)
CHOOSE_TIME = ACTS.act("choose_time", ChosenMoment)

# Whom it reaches

ASK_AUDIENCE = ACTS.act("ask_audience", Seen)
EVERYONE = ACTS.act("everyone", Seen)
DISTRICT = ACTS.act("district", Seen)
SUBDISTRICTS = ACTS.act("subdistricts", Seen)
TOGGLE_SUBDISTRICT = ACTS.act("toggle_subdistrict", ChosenPlace)
SCHOOLS = ACTS.act("schools", SchoolsPage)
TOGGLE_SCHOOL = ACTS.act("toggle_school", ChosenPlace)
CHOOSE_SCHOOL = ACTS.act("choose_school", ChosenPlace)
VISITS = ACTS.act("visits", Seen)
CHOOSE_VISIT = ACTS.act("choose_visit", ChosenVisit)

# Sent

CONFIRM = ACTS.act("confirm", Decision)
APPROVE = ACTS.act("approve", Decision)
DISCARD = ACTS.act("discard", Seen)
PAUSE = ACTS.act("pause", Seen)
RESUME = ACTS.act("resume", Seen)
ASK_CANCEL = ACTS.act("ask_cancel", Seen)
CANCEL = ACTS.act("cancel", Seen)
RESUME_SENDING = ACTS.act("resume_sending", right=Act.RESUME_SENDING)
"""Of all that the bot sends, after a restored copy was put to use."""

# Over

CORRECT = ACTS.act("correct", Seen)
TELL_AGAIN = ACTS.act("tell_again", Seen)
"""A correction that is being written comes as a new message that replies to the old one."""

EDIT_QUIETLY = ACTS.act("edit_quietly", Seen)
"""It changes the old message alone, without a sound."""

RETRACT = ACTS.act("retract", Seen)
SEND_REST = ACTS.act("send_rest", Seen)

# Kept texts

TEMPLATES = ACTS.act("templates")
OPEN_TEMPLATE = ACTS.act("open_template", int)
BEGIN_WITH_TEMPLATE = ACTS.act("begin_with_template", int)
ASK_DELETE_TEMPLATE = ACTS.act("ask_delete_template", int)
DELETE_TEMPLATE = ACTS.act("delete_template", int)
TEMPLATES_FOR = ACTS.act("templates_for", Seen)
"""The same texts, to take one for the announcement on the screen."""

OPEN_TEMPLATE_FOR = ACTS.act("open_template_for", ChosenTemplate)
TAKE_TEMPLATE = ACTS.act("take_template", ChosenTemplate)
ASK_TEMPLATE_NAME = ACTS.act("ask_template_name", Seen)

# Told automatically

NOTICES = ACTS.act("notices")
SWITCH_NOTICE = ACTS.act("switch_notice", NoticeSwitch)
