"""What the buttons of visit requests do."""

from ektp_core.audit import Seen
from ektp_core.roles import Act
from ektp_core.store.drafts import Mark
from handlers.acts import Acts

ROUTE = "requests"
"""The route, and the tool of its drafts."""

UNDER_OFFER = "under_offer"
"""What a school's text answers that may be meant for the office's offer: no field was asked for."""

ACTS = Acts(ROUTE)
LIST = ACTS.act("list", int)
CLOSED = ACTS.act("closed", int, right=Act.DECIDE_REQUEST)

OPEN = ACTS.act("open", int)
"""One request, as it is now."""

NEW = ACTS.act("new")
CHOOSE_SCHOOL = ACTS.act("choose_school", right=Act.DECIDE_REQUEST)
ASK_FOR = ACTS.act("ask_for", str, right=Act.DECIDE_REQUEST)
"""Staff ask for a school, by its NPSN."""

SEND = ACTS.act("send", Mark)
ASK_WITHDRAW = ACTS.act("ask_withdraw", Seen)
WITHDRAW = ACTS.act("withdraw", Seen)
AGREE = ACTS.act("agree", Seen)
OTHER_DAYS = ACTS.act("other_days", Seen)
"""Asks for the days; nothing is refused before they are sent."""

SEND_OTHER_DAYS = ACTS.act("send_other_days", Mark)

TAKE_SUGGESTION = ACTS.act("take_suggestion", Seen, right=Act.DECIDE_REQUEST)
TYPE_DAYS = ACTS.act("type_days", Seen, right=Act.DECIDE_REQUEST)
ASK_REASON = ACTS.act("ask_reason", Seen, right=Act.DECIDE_REQUEST)
ACCEPT = ACTS.act("accept", Mark, right=Act.DECIDE_REQUEST)
PROPOSE = ACTS.act("propose", Mark, right=Act.DECIDE_REQUEST)
DECLINE = ACTS.act("decline", Mark, right=Act.DECIDE_REQUEST)
