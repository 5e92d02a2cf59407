"""What people have ended, so that a copy of an earlier day does not begin it again (docs/reliability.md#what-was-ended-stays-ended)."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ektp_core.backups.rotation import KEPT_AT_MOST

ENDINGS_KEPT = KEPT_AT_MOST + timedelta(days=5)
"""As long as a backup can be there that holds what was ended, and a few days in which nobody looked."""


class EndingKind(StrEnum):
    """What was ended: all that was kept of somebody, one thing that they followed or were to be reminded of, or a role."""

    ERASED = "erased"
    UNFOLLOWED = "unfollowed"
    ROLE = "role"


def mark_of(salt: str, kind: EndingKind, whom: int, what: str = "") -> str:
    """Whose and what, as a keyed hash: known again where both are at hand, and readable nowhere else."""
    return hmac.digest(salt.encode(), f"{kind} {whom} {what}".encode(), "sha256").hex()


@dataclass(frozen=True, slots=True)
class EndedAgain:
    """What a restored copy ended once more, since it had been ended after it was made: people, things that chats followed, roles.

    `until` is how far that is known: what was ended later may be there again. None: nobody knows.
    """

    until: datetime | None
    erased: int = 0
    unfollowed: int = 0
    roles: int = 0
    leaves_admin: bool = True
    """Whether anybody is left in the copy who can invite staff."""
