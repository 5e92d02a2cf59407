"""What the buttons of visit requests do."""

from handlers.acts import Acts

ROUTE = "requests"

ACTS = Acts(ROUTE)

OPEN = ACTS.act("open", int)
"""One request, as it is now."""

NEW = ACTS.act("new")
