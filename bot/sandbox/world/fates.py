"""What can become of a person or a group, and why the bot then cannot write to them."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

from bot.sandbox.rules.refusals import Refused, bad_request, forbidden


class ChatFate(StrEnum):
    """The state of a chat, as the bot meets it."""

    OPEN = "open"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    KICKED = "kicked"
    MIGRATED = "migrated"
    NO_RIGHTS = "no_rights"


OF_GROUPS = frozenset({ChatFate.OPEN, ChatFate.NOT_FOUND, ChatFate.KICKED, ChatFate.MIGRATED, ChatFate.NO_RIGHTS})
OF_PEOPLE = frozenset({ChatFate.OPEN, ChatFate.NOT_FOUND, ChatFate.NOT_STARTED, ChatFate.BLOCKED, ChatFate.DEACTIVATED})

NOTHING_WRITTEN: Mapping[ChatFate, Callable[[], Refused]] = {
    ChatFate.NOT_STARTED: partial(forbidden, "bot can't initiate conversation with a user"),
    ChatFate.BLOCKED: partial(forbidden, "bot was blocked by the user"),
    ChatFate.DEACTIVATED: partial(forbidden, "user is deactivated"),
    ChatFate.NO_RIGHTS: partial(bad_request, "not enough rights to send text messages to the chat"),
}
"""Fates that refuse new messages; what was written before may still be edited and deleted."""
