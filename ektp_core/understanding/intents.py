"""What a message may ask (docs/understanding.md#what-is-asked)."""

from enum import StrEnum


class Intent(StrEnum):
    """One label a message: what its last real question asks for."""

    ELIGIBILITY = "eligibility"
    SCHEDULE = "schedule"
    COVERAGE = "coverage"
    RANKING = "ranking"
    REQUIREMENTS = "requirements"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    CARD_STATUS = "card_status"
    CONTACT = "contact"
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    OUT_OF_SCOPE = "out_of_scope"
    ANNOUNCE = "announce"
    UPDATE_FIGURES = "update_figures"


STAFF = frozenset({Intent.ANNOUNCE, Intent.UPDATE_FIGURES})
"""What only the office does."""
