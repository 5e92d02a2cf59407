"""Every table and column, once. Migrations bring a database here (`migrations/`); a test compares the two."""

from ektp_core.store.schema.areas import area, boundary, school, state
from ektp_core.store.schema.figures import award, figure, figure_set
from ektp_core.store.schema.office import fact, old_version, requirement
from ektp_core.store.schema.outbox import (
    alarm,
    announcement,
    announcement_template,
    announcement_text,
    delivery,
    lead,
    notice_off,
    visit_told,
    watch,
)
from ektp_core.store.schema.people import ending, gone, muted, preference, reminder, subscriber, subscription
from ektp_core.store.schema.tables import metadata
from ektp_core.store.schema.team import audit, draft, invitation, member, wrong_try
from ektp_core.store.schema.unanswered import unanswered, unanswered_switch, unanswered_text, unmet
from ektp_core.store.schema.visits import calendar_event, loan, tally, tally_watch, visit, visit_day, visit_hours, visit_request

__all__ = [
    "alarm",
    "announcement",
    "announcement_template",
    "announcement_text",
    "area",
    "audit",
    "award",
    "boundary",
    "calendar_event",
    "delivery",
    "draft",
    "ending",
    "fact",
    "figure",
    "figure_set",
    "gone",
    "invitation",
    "lead",
    "loan",
    "member",
    "metadata",
    "muted",
    "notice_off",
    "old_version",
    "preference",
    "reminder",
    "requirement",
    "school",
    "state",
    "subscriber",
    "subscription",
    "tally",
    "tally_watch",
    "unanswered",
    "unanswered_switch",
    "unanswered_text",
    "unmet",
    "visit",
    "visit_day",
    "visit_hours",
    "visit_request",
    "visit_told",
    "watch",
    "wrong_try",
]
