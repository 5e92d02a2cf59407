"""What can become of a person or a group, and why the bot then cannot write to them."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

from bot.sandbox.rules.refusals import Refused, bad_request, forbidden


class Fate(StrEnum):
    """The state of a chat, as the bot meets it."""

    OPEN = "open"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    KICKED = "kicked"
    MIGRATED = "migrated"
    NO_RIGHTS = "no_rights"


OF_GROUPS = frozenset({Fate.OPEN, Fate.NOT_FOUND, Fate.KICKED, Fate.MIGRATED, Fate.NO_RIGHTS})
OF_PEOPLE = frozenset({Fate.OPEN, Fate.NOT_FOUND, Fate.NOT_STARTED, Fate.BLOCKED, Fate.DEACTIVATED})

NOTHING_WRITTEN: Mapping[Fate, Callable[[], Refused]] = {
    Fate.NOT_STARTED: partial(forbidden, "bot can't initiate conversation with a user"),
    Fate.BLOCKED: partial(forbidden, "bot was blocked by the user"),
    Fate.DEACTIVATED: partial(forbidden, "user is deactivated"),
    Fate.NO_RIGHTS: partial(bad_request, "not enough rights to send text messages to the chat"),
}
"""Fates that refuse new messages; what was written before may still be edited and deleted."""
