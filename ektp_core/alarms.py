"""What the admins must hear of, as soon as Telegram lets them."""

from enum import StrEnum


class AlarmKind(StrEnum):
    """Why the admins are woken."""

    TOKEN_REFUSED = "token_refused"  # noqa: S105 -- a kind of alarm
    """401: nothing can be sent until there is another token."""

    HELD = "held"
    """The database is a restored copy: nothing is sent until an admin says so."""

    LONG_WAIT = "long_wait"
    """Telegram asked to wait for more than a minute."""

    TEXT_REFUSED = "text_refused"
    """Telegram refused an announcement's text."""

    SECOND_PERSON = "second_person"
    """An announcement's audience has grown past what one person may send to (docs/reliability.md#a-large-announcement-needs-two-people)."""
