"""What people send instead of words: each kind gets one apt sentence, and nothing of it is kept."""

from ektp_core.office import Office
from ektp_core.visits.nearest import Position, nearest_visit
from handlers.privacy import UNSEND
from handlers.questions import QUESTIONS
from handlers.reply import Reply, Row, button, reply
from handlers.request import PAPERS, ChatKind, Content, Request
from handlers.schedule import place_button

FAR_KILOMETRES = 100.0
"""From here on a straight line says where the district is, and not how to get to a visit."""

MOST_UNPLACED = 3
"""Visits to places without coordinates that an answer lists."""


def wordless(request: Request, office: Office) -> Reply:
    """The answer to what came without a word: where the nearest visit is, for a location; else what to write instead."""
    if request.position:
        return _nearest(request.position, request, office)
    content = request.content
    if content in PAPERS:
        return reply("sent/papers", [button("eligibility")], _unsend(request), content=content)
    if content is Content.CONTACT:
        return reply("sent/contact", [button("contact"), button("eligibility")], _unsend(request))
    return reply("sent/unreadable", *QUESTIONS, content=content)


def _unsend(request: Request) -> Row:
    """A button that deletes what should not have been sent; in a group the bot may not."""
    if request.chat_kind is ChatKind.GROUP or not request.message_id:
        return []
    return [button("privacy", f"{UNSEND}{request.message_id}", "unsend")]


def _nearest(here: Position, request: Request, office: Office) -> Reply:
    coming = office.board.schedule.upcoming(request.today)
    found = nearest_visit(here, coming, office.board.schools)
    school = office.board.schools.get(found.visit.place.npsn) if found.visit else None
    rows = [[place_button(school)] if school else [], [button("schedule", label="whole_schedule"), button("contact")]]
    return reply(
        "sent/location",
        *rows,
        visit=found.visit,
        kilometres=round(found.kilometres),
        is_far=found.kilometres >= FAR_KILOMETRES,
        unplaced=found.unplaced[:MOST_UNPLACED],
        count=len(found.unplaced),
        home=office.board.home,
        profile=office.board.profile,
    )
