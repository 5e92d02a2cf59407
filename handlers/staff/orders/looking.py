"""What staff look at by a sentence: files, who did what, what needs them, how many follow, how far sending is."""

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.announcements.audience import of_areas
from ektp_core.areas import Level
from ektp_core.audit import Audited
from ektp_core.exports import Export
from ektp_core.office import Office
from ektp_core.roles import Act, may
from ektp_core.schools.register import School
from ektp_core.store.announcements import last_over, under_way
from ektp_core.store.audiences import Followers, followers
from ektp_core.subscriptions.subscribers import Scope, Subscription
from ektp_core.understanding.staff.slots import StaffSlots
from handlers.free_text.orders import Order
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.announcements.acts import ROUTE
from handlers.staff.announcements.progress import progress_now
from handlers.staff.audit import SHOW, Filter
from handlers.staff.orders.tapping import asked, tapped

MOST_UNDER_WAY = 50
EXPORTS = {
    "coverage": Export.FIGURES,
    "visits": Export.VISITS,
    "requests": Export.REQUESTS,
    "kits": Export.KITS,
    "awards": Export.AWARDS,
}


async def export(order: Order, request: Request, office: Office) -> Reply:
    """The sheet that is named, else the choice."""
    return await asked("export", EXPORTS.get(order.slots.what, ""), request, office)


async def who(order: Order, request: Request, office: Office) -> Reply:
    """Who did what, of the kind of things and on the days that are said. Raises what is unclear of the days."""
    for unclear in order.slots.unclear_days:
        raise unclear.refusal
    wanted = Filter(what=Audited(order.slots.what) if order.slots.what else None)
    if order.slots.days:
        days = order.slots.days[0]
        wanted = Filter(what=wanted.what, first=days.first, days=(days.last - days.first).days + 1)
    return await tapped(SHOW, wanted, request, office)


async def desk(order: Order, request: Request, office: Office) -> Reply:
    return await asked("staff", "", request, office)


async def sending(order: Order, request: Request, office: Office) -> Reply:
    """How far the newest announcement of the office itself is that was confirmed; the list where there is none."""
    confirmed = [each for each in await under_way(office.store, MOST_UNDER_WAY) if each.state is not AnnouncementState.DRAFT]
    newest = [*confirmed, *await last_over(office.store, 1)]
    if not newest:
        return await asked(ROUTE, "", request, office)
    return await progress_now(max(each.id for each in newest), office)


# Followers


async def subscribers(order: Order, request: Request, office: Office) -> Reply:
    """How many follow each place that is named, or anything at all, and how many an announcement there reaches: numbers only.

    Raises NpsnUnclear for a school's number that is none.
    """
    slots = order.slots
    for unclear in slots.unclear_schools:
        raise unclear
    places = _followed(slots, office)
    lines: list[tuple[str, Followers | None, Followers]] = []
    for name, place in places:
        itself = await followers(office.store, (place,), request.today)
        reached = await followers(office.store, of_areas([place], office.board.schools, office.board.areas), request.today)
        lines.append((name, itself, reached))
    unknown = [*slots.unknown, *(each.name or each.written or "?" for each in slots.schools if each.school is None and not each.others)]
    unknown += [area.full_name for area in slots.areas if not _is_followed(area.code, area.level, office)] if not places else []
    if not places and not unknown:
        lines.append(("", None, await followers(office.store, None, request.today)))
    ways = [button(ROUTE, label="announcements")] if may(request.member, Act.ANNOUNCE) else []
    return reply("staff/orders/subscribers", ways, lines=lines, unknown=unknown)


def _followed(slots: StaffSlots, office: Office) -> list[tuple[str, Subscription]]:
    """The schools, subdistricts and the district that are named, as they are followed."""
    schools: list[School] = [each for said in slots.schools for each in (said.school, *said.others) if each]
    found = [(each.name, Subscription(Scope.SCHOOL, each.npsn)) for each in dict.fromkeys(schools)]
    if found:
        return found
    return [
        (area.full_name, Subscription(Scope.DISTRICT if area.level is Level.DISTRICT else Scope.SUBDISTRICT, area.code))
        for area in slots.areas
        if _is_followed(area.code, area.level, office)
    ]


def _is_followed(code: str, level: Level, office: Office) -> bool:
    """Whether an area can be followed: the home district and its subdistricts."""
    home = office.board.home.code
    return code == home or (level is Level.SUBDISTRICT and code.startswith(f"{home}."))
