"""What the buttons of visits carry: a visit's number, and the version of it that was on the screen."""

from collections.abc import Mapping
from typing import Any

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act, NotAllowed, may
from ektp_core.store.drafts import DraftGone, draft_of
from ektp_core.visits.places import Places
from ektp_core.visits.schedule import Visit
from handlers.request import Request
from handlers.texts.wording import in_words

VISITS = "visits"
"""The route, and the kind of its drafts."""

SHEET = "sheet"
"""What a draft awaits whose next file, or lines, is a round or recaps."""

LONGEST_NUMBER = 9

Body = Mapping[str, Any]
"""A draft: `what` it is, and what is known so far."""


def must_change(request: Request) -> None:
    """Drafts too are only for those who may change visits; the act itself reads the right again. Raises NotAllowed."""
    if not may(request.member, Act.CHANGE_VISITS):
        raise NotAllowed(act=Act.CHANGE_VISITS)


def number_of(text: str) -> int:
    """The number of a button; 0, which is nothing's, when it is forged."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


def seen(visit: Visit) -> str:
    """A visit as it is on the screen: "12.3" is visit 12 in its third version."""
    return f"{visit.id}.{visit.version}"


def visit_at(number: int, office: Office) -> Visit | None:
    """A visit by its number."""
    return next((visit for visit in office.board.schedule if visit.id == number), None)


def seen_visit(text: str, office: Office) -> Visit:
    """The visit of a button. Raises Changed when it is another version by now."""
    number, _, version = text.partition(".")
    found = visit_at(number_of(number), office)
    if found is None or found.version != number_of(version):
        raise Changed(Subject(Thing.VISIT, number_of(number)))
    return found


async def body_of(request: Request, office: Office, *whats: str) -> Body:
    """The draft that a button or text belongs to. Raises DraftGone when it is another one by now, or none."""
    draft = await draft_of(office.store, request.person, VISITS)
    if draft is None or (whats and draft.body["what"] not in whats):
        raise DraftGone()
    return draft.body


def places_of(office: Office) -> Places:
    """What can be visited."""
    return Places(office.board.schools, office.board.areas, office.board.home.code)


def source_of(office: Office) -> str:
    """Who says so: the office."""
    name = office.board.profile.fact("short_name").text
    return name[Language.ID] if name else office.board.home.name


def catch_ups(visit: Visit, request: Request, office: Office) -> list[str]:
    """Where to go instead: the next visit near, else anywhere; and the office."""
    others = [each for each in office.board.schedule.upcoming(request.today) if each.id != visit.id and each.first_day > request.today]
    near = next((each for each in others if each.place.subdistrict == visit.place.subdistrict), others[0] if others else None)
    next_visit = [f"{near.place.name}, {in_words(near.first_day, Language.ID)}"] if near else []
    facts = (office.board.profile.fact(key).text for key in ("short_name", "address"))
    return [*next_visit, ", ".join(text[Language.ID] for text in facts if text) or office.board.home.name]
