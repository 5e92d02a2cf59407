"""What the buttons of announcements do."""

from ektp_core.audit import Seen
from handlers.acts import Acts

ROUTE = "announcements"

ACTS = Acts(ROUTE)

OPEN = ACTS.act("open", int)
"""One announcement as it is now, whatever its version."""

OFFER = ACTS.act("offer", Seen)
"""A draft for the followers of a visit, ready-written."""
