"""/rekap: what the visits of a day came to so far; what is still counted is marked as running."""

from datetime import date, datetime, timedelta

from ektp_core.office import Office
from ektp_core.reading.words.signs import one_line
from ektp_core.store.tallies import tallies_of
from ektp_core.store.visits import last_change
from ektp_core.understanding.details import Details
from ektp_core.visits.recaps import DayCount, added, counts_on
from ektp_core.visits.schedule import Visit, VisitState
from handlers.acts import FIRST_DAY, LAST_DAY, Acts, OldButton
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.visits.acts import OPEN, VISITS
from handlers.staff.visits.agenda import card
from handlers.staff.visits.board import name_in

RECAP = "recap"
MOST_SHOWN = 12
A_DAY = timedelta(days=1)

ACTS = Acts(RECAP)
OF_DAY = ACTS.act("of_day", date)


async def recap(request: Request, office: Office) -> Reply:
    """Today's recap, that of a day, or of one school's last visit; what else is written behind it is asked about."""
    if request.act:
        return await ACTS.answer(request, office)
    if not request.argument:
        return await _of_day(request.today, request, office)
    named = office.public.reader.read(request.argument, request.today).details
    if visit := _last_at(named, request, office):
        return await card(visit, request, office)
    days = [*named.days, *named.past]
    one_day = days[0].first if len(days) == 1 and days[0].first == days[0].last and not named.areas else None
    if one_day is None or one_day > request.today:
        return _ask(one_day, request)
    return await _of_day(one_day, request, office)


def _last_at(named: Details, request: Request, office: Office) -> Visit | None:
    """The last visit that has begun at the one school that is named."""
    schools = {said.school.npsn for said in named.schools if said.school and not said.others}
    begun = [visit for visit in office.board.schedule if visit.place.npsn in schools and visit.first_day <= request.today]
    return begun[-1] if begun and len(schools) == 1 else None


def _ask(ahead: date | None, request: Request) -> Reply:
    """Which day is meant; a day without its year is read as the next one, and a recap lies behind."""
    behind = [day for day in _the_same_before(ahead) if day <= request.today] if ahead else []
    offered = [OF_DAY.button("this_date", day, day=day) for day in behind[:1]] + [OF_DAY.button("recap_today", request.today)]
    words = one_line(request.argument)
    coverage = [button("coverage", words)] if button("coverage", words).fits else []
    return reply("staff/visits/recap_which", *in_rows(offered), [*coverage, button(VISITS)])


def _the_same_before(day: date) -> list[date]:
    """The same day a month and a year before, where the calendar has it; the nearest first."""
    month_before = day.replace(day=1) - A_DAY
    found = [month_before.replace(day=day.day)] if day.day <= month_before.day else []
    return [*found, *([day.replace(year=day.year - 1)] if (day.month, day.day) != (2, 29) else [])]


@OF_DAY.does
async def _of_day(day: date, request: Request, office: Office) -> Reply:
    if not FIRST_DAY < day < LAST_DAY:
        raise OldButton
    begun = [visit for visit in office.board.schedule if visit.first_day <= day]
    tallies = await tallies_of(office.store, [visit.id for visit in begun])
    counts = counts_on(day, begun, tallies)
    return reply(
        "staff/visits/recap_day",
        *in_rows([OPEN.button("place", each.visit.id, name=each.visit.place.name) for each in counts[:MOST_SHOWN]]),
        [*_step("recap_before", day - A_DAY), *(_step("recap_after", day + A_DAY) if day < request.today else [])],
        [button(VISITS, label="visits"), button("staff")],
        day=day,
        is_today=day == request.today,
        lines=[(each, *await _closed(each, office), await _names(each, office)) for each in counts[:MOST_SHOWN]],
        hidden=len(counts[MOST_SHOWN:]),
        total=added(counts) if len(counts) > 1 else None,
        unsure=[each.visit.place.name for each in counts if each.is_unsure],
    )


def _step(label: str, day: date) -> list[Button]:
    return [OF_DAY.button(label, day)]


async def _closed(each: DayCount, office: Office) -> tuple[str, datetime | None]:
    """Who closed it, and when by the office's clock."""
    change = await last_change(office.store, each.visit.id) if each.visit.state is VisitState.DONE else None
    return (await name_in(change.person, office), change.moment.astimezone(office.zone)) if change else ("", None)


async def _names(each: DayCount, office: Office) -> list[str]:
    """Who counts there."""
    return [name for person in each.people if (name := await name_in(person, office))]
