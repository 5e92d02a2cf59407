"""An answer as a card: the command's own answer, with links in place of its buttons (docs/domain.md#cards)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from handlers.eligibility import rule
from handlers.free_text.asks import Ask
from handlers.free_text.sentences import offer
from handlers.links.deep_links import link_of, opened_by
from handlers.reply import AnyButton, Button, PrivateLink, Reply, Row, ShareButton, button
from handlers.request import Request
from handlers.routes import BY_NAME

ROUTES = frozenset({"schedule", "coverage", "ranking", "requirements", "topics", "contact"})
"""What cards answer: what anybody may read. Nothing that is kept about a chat, and no tool of staff."""

VIEWS = (
    frozenset({"schedule", "schedule_school", "schedule_school_closed", "schedule_subdistrict", "schedule_day", "schedule_period"})
    | frozenset({"coverage", "coverage_below", "coverage_trend", "ranking", "ranking_not_comparable"})
    | frozenset({"requirement", "elsewhere", "topic", "topic_class", "contact", "eligibility_ask"})
    | frozenset(f"coverage_questions/{name}" for name in ("show", "extreme", "gap", "position", "people", "comparison", "difference"))
)
"""Answers; what asks back, or says that something is lacking, is no card."""

MOST_ROWS = 4
"""Of links under a card: a message in somebody's chat is no menu."""


@dataclass(frozen=True, slots=True)
class Card:
    """One answer to send: its id, its title as a button says it, and the answer, whose buttons are links alone.

    A button with data would let whoever taps it change a message that somebody else has sent.
    """

    id: str
    title: Button
    answer: Reply


async def card_of(ask: Ask, number: int, request: Request, office: Office) -> Card | None:
    """The card of what is asked; None where it has no answer for everybody. A birth is answered by the rule: a card is seen by many."""
    if ask.route == "eligibility":
        return Card("eligibility", button("eligibility", label="cards_rule"), _with_links(rule(office), "eligibility", office.board))
    if ask.route not in ROUTES:
        return None
    try:
        found = await BY_NAME[ask.route].handler(replace(request, route=None, argument=ask.argument), office)
    except Refusal:
        return None
    if found.view not in VIEWS:
        return None
    says_more = ask.unread or ask.unlisted or ask.outside  # what was typed and is not in the answer is said above it
    start = _link(Button("", ask.route, ask.argument), office.board)
    shown = _with_links(replace(found, understood=ask if says_more else None), start or ask.route, office.board)
    return Card(start or f"{ask.route}-{number}", offer(ask, office.board), shown)


def _with_links(found: Reply, start: str, board: Board) -> Reply:
    """The answer with a link to itself, where it is always of today, and then its own buttons as far as they have an address."""
    rows = [row for row in (_links(row, start, board) for row in found.buttons) if row]
    return replace(found, buttons=([PrivateLink("open_in_bot", start)], *rows[: MOST_ROWS - 1]))


def _links(row: Sequence[AnyButton], own: str, board: Board) -> Row:
    linked = [(item, _link(item, board)) for item in row if not isinstance(item, ShareButton)]
    return [PrivateLink(item.label, start, item.values) for item, start in linked if start is not None and start != own]


def _link(item: Button | PrivateLink, board: Board) -> str | None:
    """The address of what a button asks, where that is there: an office may lack a text that its buttons ask for."""
    start = link_of(item)
    return start if start and opened_by(start, board) else None
