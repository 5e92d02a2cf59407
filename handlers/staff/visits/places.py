"""Where visits may go, and where to go instead of one."""

from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.visits.catch_up import catch_up_visits
from ektp_core.visits.places import Places
from ektp_core.visits.schedule import Visit
from handlers.request import Request
from handlers.texts.wording import in_words

OFFICE = 0
"""No visit has this number."""

VISITS_OFFERED = 3


def places_of(office: Office) -> Places:
    """What can be visited."""
    return Places(office.board.schools, office.board.areas, office.board.home.code)


def catch_ups(visit: Visit, request: Request, office: Office) -> dict[int, str]:
    """Where to go instead, in the order of offering: visits in the same subdistrict, the nearest others, and the office as number 0."""
    board = office.board
    near = catch_up_visits(visit, board.schedule, board.schools, request.today)[:VISITS_OFFERED]
    facts = (board.profile.fact(key).text for key in ("short_name", "address"))
    at_office = ", ".join(text[Language.ID] for text in facts if text) or board.home.name
    visits = {each.id: f"{each.place.name}, {in_words(each.first_day, Language.ID)}" for each in near}
    return {**visits, OFFICE: at_office}


def best_catch_up(visit: Visit, request: Request, office: Office) -> str:
    """The first of these."""
    return next(iter(catch_ups(visit, request, office).values()))
