"""Requests in the database: answered once, from the version that was seen; a visit and its request are one transaction."""

from datetime import date

import pytest

from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.reading.calendar import Days
from ektp_core.requests.days import DayNotFree, WhyNotFree
from ektp_core.requests.line import Asked, DaysAndKits
from ektp_core.requests.request import RequestState
from ektp_core.requests.wishes import Wish
from ektp_core.roles import Act, NotAllowed, Role
from ektp_core.store import Store, load_board, requests, schema
from ektp_core.store.audit import acting, who_changed
from ektp_core.store.requests import NoSuchRequest
from ektp_core.visits.schedule import Place, PlaceKind, Visit, VisitState
from tests.store.records import MOMENT, a_day_row, a_loan_row, a_visit_row, add, how_many

OFFICER, KOBA, NAMANG = 7101, 7301, 7302
DAYS = (date(2026, 12, 1), date(2026, 12, 2))
JANUARY = Days(date(2027, 1, 1), date(2027, 1, 31))


@pytest.fixture
async def office(started: Store) -> Store:
    """A team of an officer and two schools, and two kits until 10 December."""
    people = (
        (OFFICER, Role.OFFICER, "Bu Ratna", None),
        (KOBA, Role.SCHOOL, "TU Koba", "10900778"),
        (NAMANG, Role.SCHOOL, "TU Namang", "10900779"),
    )
    await add(started, schema.member, *({"person": p, "role": r, "name": n, "school": s, "since": MOMENT} for p, r, n, s in people))
    await add(started, schema.loan, a_loan_row())
    return started


async def asked(store: Store, person: int = KOBA) -> Seen:
    async with acting(store, person, Act.ASK_VISIT, MOMENT) as doing:
        school = await requests.own_school(doing.connection, person)
        number = await requests.ask(doing.connection, school or "", Asked(120, 2, DAYS, "Bu Ani 0812345678"), person, MOMENT)
        doing.subject = Subject(Thing.REQUEST, number)
    return Seen(number, 1)


def a_plan(kits: int = 1, days: tuple[date, ...] = DAYS) -> Visit:
    place = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
    return Visit(0, place, days, (), kits, VisitState.PLANNED, MOMENT, "the office", expected=120)


async def accept(store: Store, seen: Seen, plan: Visit) -> None:
    async with acting(store, OFFICER, Act.DECIDE_REQUEST, MOMENT) as doing:
        await requests.accept(doing.connection, seen, plan)
        doing.subject = Subject(Thing.REQUEST, seen.id)


async def propose(store: Store, seen: Seen, days: tuple[date, ...], kits: int = 1) -> None:
    async with acting(store, OFFICER, Act.DECIDE_REQUEST, MOMENT) as doing:
        await requests.propose(doing.connection, seen, DaysAndKits(days, kits), OFFICER)


async def test_a_request_is_read_as_it_was_asked(office: Store) -> None:
    seen = await asked(office)
    found = await requests.request(office, seen.id, "10900778")
    assert (found.pupils, found.days, found.wishes, found.contact) == (120, 2, DAYS, "Bu Ani 0812345678")
    assert (found.state, found.version) == (RequestState.WAITING, 1)


async def test_a_school_sees_its_own_requests_only(office: Store) -> None:
    seen = await asked(office)
    with pytest.raises(NoSuchRequest):
        await requests.request(office, seen.id, "10900779")
    assert await requests.requests(office, states=set(RequestState), school="10900779") == []
    assert len(await requests.requests(office, states=set(RequestState))) == 1


async def test_accepting_puts_the_visit_into_the_schedule(office: Store) -> None:
    seen = await asked(office)
    await accept(office, seen, a_plan())
    found = await requests.request(office, seen.id)
    visits = list((await load_board(office)).schedule)
    assert (found.state, found.visit) == (RequestState.ACCEPTED, visits[0].id)
    assert (visits[0].days, visits[0].kits, visits[0].expected, visits[0].state) == (DAYS, 1, 120, VisitState.PLANNED)


async def test_the_second_officer_is_told_and_nothing_is_written(office: Store) -> None:
    seen = await asked(office)
    async with acting(office, OFFICER, Act.DECIDE_REQUEST, MOMENT) as doing:
        await requests.decline(doing.connection, seen, "penuh")
        doing.subject = Subject(Thing.REQUEST, seen.id)
    with pytest.raises(Changed):
        await accept(office, seen, a_plan())
    assert await how_many(office, schema.visit) == 0
    assert (await requests.request(office, seen.id)).reason == "penuh"
    assert await who_changed(office, Subject(Thing.REQUEST, seen.id)) == "Bu Ratna"


@pytest.mark.parametrize(("kits", "days", "why"), [(3, DAYS, WhyNotFree.TAKEN), (1, (date(2026, 12, 11),), WhyNotFree.OUTSIDE_LOAN)])
async def test_days_without_kits_are_neither_accepted_nor_offered(
    office: Store, kits: int, days: tuple[date, ...], why: WhyNotFree
) -> None:
    seen = await asked(office)
    with pytest.raises(DayNotFree) as refused:
        await accept(office, seen, a_plan(kits, days))
    assert refused.value.values == {"day": days[0], "why": why}
    with pytest.raises(DayNotFree) as refused:
        await propose(office, seen, days, kits)
    assert refused.value.values == {"day": days[0], "why": why}
    assert await how_many(office, schema.visit) == 0
    assert (await requests.request(office, seen.id)).state is RequestState.WAITING


async def test_kits_of_cancelled_visits_and_days_moved_away_are_free(office: Store) -> None:
    await add(office, schema.visit, a_visit_row(id=50, state=VisitState.CANCELLED), a_visit_row(id=51))
    await add(office, schema.visit_day, a_day_row(DAYS[0], visit=50), a_day_row(DAYS[0], visit=51, moved_away=True))
    if office.engine.dialect.name == "postgresql":
        async with office.changing() as connection:
            await connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('visit', 'id'), 60)")
    seen = await asked(office)
    await accept(office, seen, a_plan(2))
    assert (await requests.request(office, seen.id)).state is RequestState.ACCEPTED


async def test_a_proposal_is_answered_by_its_school_only(office: Store) -> None:
    seen = await asked(office)
    await propose(office, seen, DAYS[:1])
    proposed = Seen(seen.id, 2)
    assert (await requests.request(office, seen.id)).proposed == DAYS[:1]
    with pytest.raises(Changed):
        async with acting(office, NAMANG, Act.ASK_VISIT, MOMENT) as doing:
            await requests.withdraw(doing.connection, proposed, await requests.own_school(doing.connection, NAMANG) or "")
    async with acting(office, KOBA, Act.ASK_VISIT, MOMENT) as doing:
        own = await requests.own_school(doing.connection, KOBA) or ""
        await requests.ask_for_other_days(doing.connection, proposed, own, Wish(within=JANUARY))
    found = await requests.request(office, seen.id)
    assert (found.state, found.proposed, found.version) == (RequestState.WAITING, (), 3)


async def test_an_answer_to_an_older_version_is_no_answer(office: Store) -> None:
    seen = await asked(office)
    await propose(office, seen, DAYS[:1])
    with pytest.raises(Changed):
        await propose(office, seen, DAYS)
    with pytest.raises(Changed):
        async with acting(office, OFFICER, Act.DECIDE_REQUEST, MOMENT) as doing:
            await requests.decline(doing.connection, seen, "penuh")
    found = await requests.request(office, seen.id)
    assert (found.state, found.proposed) == (RequestState.PROPOSED, DAYS[:1])


async def test_a_school_decides_nothing(office: Store) -> None:
    seen = await asked(office)
    with pytest.raises(NotAllowed):
        async with acting(office, KOBA, Act.DECIDE_REQUEST, MOMENT) as doing:
            await requests.decline(doing.connection, seen, "no")
    assert (await requests.request(office, seen.id)).state is RequestState.WAITING


async def test_what_a_school_refuses_is_kept_until_it_asks_for_that_very_day(office: Store) -> None:
    seen = await asked(office)

    async def offered_and_refused(version: int, days: tuple[date, ...], wish: Wish) -> None:
        await propose(office, Seen(seen.id, version), days)
        async with acting(office, KOBA, Act.ASK_VISIT, MOMENT) as doing:
            await requests.ask_for_other_days(doing.connection, Seen(seen.id, version + 1), "10900778", wish)

    await offered_and_refused(1, DAYS, Wish(within=JANUARY))
    first = await requests.request(office, seen.id)
    assert (first.wishes, first.within, first.refused) == ((), JANUARY, DAYS)
    await offered_and_refused(3, (date(2026, 12, 3),), Wish(DAYS[:1]))
    second = await requests.request(office, seen.id)
    assert (second.wishes, second.within, second.refused) == (DAYS[:1], None, (DAYS[1], date(2026, 12, 3)))
    kept = (second.pupils, second.days, second.contact, second.state, second.proposed_kits, second.proposed_by)
    assert kept == (120, 2, "Bu Ani 0812345678", RequestState.WAITING, None, None)


async def test_an_offer_knows_its_kits_who_made_it_and_the_one_that_it_replaces(office: Store) -> None:
    seen = await asked(office)
    await propose(office, seen, DAYS[:1], kits=2)
    first = await requests.request(office, seen.id)
    assert (first.proposed_kits, first.proposed_by, first.replaced) == (2, OFFICER, ())
    await propose(office, Seen(seen.id, 2), DAYS)
    assert (await requests.request(office, seen.id)).replaced == DAYS[:1]


async def test_an_offer_lapses_and_the_office_is_asked_again(office: Store) -> None:
    seen = await asked(office)
    await propose(office, seen, DAYS[:1])
    async with acting(office, KOBA, Act.ASK_VISIT, MOMENT) as doing:
        await requests.lapse(doing.connection, Seen(seen.id, 2), "10900778")
    found = await requests.request(office, seen.id)
    assert (found.state, found.proposed, found.wishes, found.refused) == (RequestState.WAITING, (), DAYS, ())
