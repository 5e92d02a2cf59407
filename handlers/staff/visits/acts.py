"""What the buttons of visits do."""

from ektp_core.audit import Seen
from ektp_core.roles import Act
from handlers.acts import Acts

VISITS = "visits"
"""The route, and the tool of its drafts."""

ACTS = Acts(VISITS)

OPEN = ACTS.act("open", int)
"""One visit, as it is now."""

ASK_CLOSE = ACTS.act("ask_close", Seen, right=Act.CHANGE_VISITS)
