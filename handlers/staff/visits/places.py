"""Where visits may go, and where to go instead of one."""

from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.visits.places import Places
from ektp_core.visits.schedule import Visit
from handlers.request import Request
from handlers.texts.wording import in_words


def places_of(office: Office) -> Places:
    """What can be visited."""
    return Places(office.board.schools, office.board.areas, office.board.home.code)


def catch_ups(visit: Visit, request: Request, office: Office) -> list[str]:
    """Where to go instead: the next visit near, else anywhere; and the office."""
    others = [each for each in office.board.schedule.upcoming(request.today) if each.id != visit.id and each.first_day > request.today]
    near = next((each for each in others if each.place.subdistrict == visit.place.subdistrict), others[0] if others else None)
    next_visit = [f"{near.place.name}, {in_words(near.first_day, Language.ID)}"] if near else []
    facts = (office.board.profile.fact(key).text for key in ("short_name", "address"))
    return [*next_visit, ", ".join(text[Language.ID] for text in facts if text) or office.board.home.name]
