"""What the buttons of figures do."""

from dataclasses import dataclass

from ektp_core.reading.calendar import AsOf
from ektp_core.roles import Act
from ektp_core.store.drafts import Mark
from handlers.acts import Acts

FIGURES = "figures"
"""The route, and the tool of its drafts."""

ACTS = Acts(FIGURES)

OPEN = ACTS.act("open", int)
"""One version."""


@dataclass(frozen=True, slots=True)
class SetMove:
    """A version, and what its taking or putting back was shown to change for citizens."""

    version: int
    shown: Mark


ASK_TAKE_BACK = ACTS.act("ask_take_back", int, right=Act.CHANGE_FIGURES)
TAKE_BACK = ACTS.act("take_back", SetMove, right=Act.CHANGE_FIGURES)
ASK_PUT_BACK = ACTS.act("ask_put_back", int, right=Act.CHANGE_FIGURES)
PUT_BACK = ACTS.act("put_back", SetMove, right=Act.CHANGE_FIGURES)

PREVIEW = ACTS.act("preview", right=Act.CHANGE_FIGURES)
"""What was sent and is not applied yet."""


@dataclass(frozen=True, slots=True)
class DoubtsPage:
    """A page of the doubts about a draft."""

    draft: Mark
    page: int


MORE = ACTS.act("more", DoubtsPage, right=Act.CHANGE_FIGURES)


@dataclass(frozen=True, slots=True)
class ChosenColumn:
    """Of the columns that a draft asks about, by its position."""

    draft: Mark
    number: int


CHOOSE_COLUMN = ACTS.act("choose_column", ChosenColumn, right=Act.CHANGE_FIGURES)


@dataclass(frozen=True, slots=True)
class ChosenSource:
    """Of the sources that are offered for a draft, by its position."""

    draft: Mark
    number: int


ASK_SOURCE = ACTS.act("ask_source", right=Act.CHANGE_FIGURES)
CHOOSE_SOURCE = ACTS.act("choose_source", ChosenSource, right=Act.CHANGE_FIGURES)
CHOOSE_DATE = ACTS.act("choose_date", AsOf, right=Act.CHANGE_FIGURES)
APPLY = ACTS.act("apply", Mark, right=Act.CHANGE_FIGURES)
DISCARD = ACTS.act("discard", Mark, right=Act.CHANGE_FIGURES)
