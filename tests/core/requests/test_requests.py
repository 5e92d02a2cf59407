"""A school asks on one line; the office is offered days with free kits for all its pupils."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ektp_core.holidays import is_workday
from ektp_core.kits.loans import kits_free
from ektp_core.profile import Fact, Localized, Profile
from ektp_core.reading.fields import NikNotKept, WrongValue
from ektp_core.requests.days import kits_for, pupils_per_kit_day, suggest_days
from ektp_core.requests.line import Asked, DaysAndKits, read_asked, split_kits, split_place
from ektp_core.requests.request import MOVES, RequestState, VisitRequest
from ektp_core.visits.schedule import VisitState
from tests.core.builders import TODAY, a_loan, a_visit, npsn_of

MONDAY = date(2026, 11, 30)
LOAN = a_loan(TODAY, date(2026, 12, 18), kits=2)
JANUARY = (date(2027, 1, 12), date(2027, 1, 13))


def a_request(pupils: int = 60, days: int = 1, *wishes: date, school: str = "SMAN 1 Koba") -> VisitRequest:
    asked_at = datetime(2026, 11, 24, 5, tzinfo=UTC)
    return VisitRequest(1, npsn_of(school), pupils, days, wishes, "Bu Ani 0812", RequestState.WAITING, 7301, asked_at, 1)


# What a line says


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("120 siswa, 2 hari, 12-13/01/2027, Bu Ani 0812-3456-7890", Asked(120, 2, JANUARY, "Bu Ani 0812-3456-7890")),
        ("Bu Ani 081234567890 12-13 januari 2027 2 hari 1.200 siswa", Asked(1200, 2, JANUARY, "Bu Ani 081234567890")),
        ("60 murid; Pak Budi (0718) 61001", Asked(60, None, (), "Pak Budi (0718) 61001")),
        ("80 pupils, 1 day, 12-01-2027 0812345678 Ani", Asked(80, 1, JANUARY[:1], "Ani 0812345678")),
        ("2 hari", Asked(days=2)),
        ("120", Asked()),
        ("", Asked()),
    ],
)
def test_a_line_is_read_in_any_order(line: str, asked: Asked) -> None:
    assert read_asked(line, TODAY) == asked


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("0 siswa", "pupils"),
        ("99999 siswa", "pupils"),
        ("20 siswa, 40 hari", "days_wanted"),
        ("20 siswa, 31/02/2027", "days"),
        ("20 siswa, 12/01/2020", "past_days"),
    ],
)
def test_what_cannot_be_is_named(line: str, what: str) -> None:
    with pytest.raises(WrongValue) as refused:
        read_asked(line, TODAY)
    assert refused.value.values["what"] == what


def test_a_nik_is_never_taken_for_a_contact() -> None:
    with pytest.raises(NikNotKept):
        read_asked("20 siswa, Bu Ani 1904035203100001 0812345678", TODAY)


def test_staff_name_the_school_first() -> None:
    assert split_place("SMAN 1 Koba 120 siswa, 2 hari") == ("SMAN 1 Koba", "120 siswa, 2 hari")


def test_kits_may_be_said_with_the_days() -> None:
    kits, rest = split_kits("19-20/01/2027 2 alat")
    assert (kits, rest.strip()) == (2, "19-20/01/2027")
    assert split_kits("19/01/2027") == (None, "19/01/2027")


# Days with free kits


def test_the_office_sets_how_many_pupils_a_kit_records_in_a_day() -> None:
    assert pupils_per_kit_day(Profile([], [])) == 60
    assert pupils_per_kit_day(Profile([Fact("pupils_per_kit_day", Localized("40", "40"))], [])) == 40


@pytest.mark.parametrize(("pupils", "days", "kits"), [(60, 1, 1), (61, 1, 2), (120, 2, 1), (121, 2, 2), (1, 3, 1)])
def test_kits_are_rounded_up(pupils: int, days: int, kits: int) -> None:
    assert kits_for(pupils, days, 60) == kits


def test_wished_days_come_first() -> None:
    wish = date(2026, 12, 9)
    assert suggest_days(a_request(60, 1, wish), [], [LOAN], TODAY, 60) == DaysAndKits((wish,), 1)


def test_as_many_days_as_asked_with_the_fewest_kits() -> None:
    found = suggest_days(a_request(120, 2, MONDAY, MONDAY + timedelta(1)), [], [LOAN], TODAY, 60)
    assert found == DaysAndKits((MONDAY, MONDAY + timedelta(1)), 1)


def test_more_days_when_the_kits_do_not_suffice_in_those_asked() -> None:
    found = suggest_days(a_request(360, 1, MONDAY), [], [LOAN], TODAY, 60)
    assert found is not None
    assert (len(found.days), found.kits) == (3, 2)


def test_a_taken_day_gives_way_to_the_nearest_free_one() -> None:
    taken = a_visit(MONDAY, school="SMAN 2 Koba", kits=2)
    assert suggest_days(a_request(60, 1, MONDAY), [taken], [LOAN], TODAY, 60) == DaysAndKits((MONDAY + timedelta(1),), 1)


def test_a_cancelled_visit_takes_no_kit() -> None:
    cancelled = a_visit(MONDAY, school="SMAN 2 Koba", kits=2, state=VisitState.CANCELLED)
    assert suggest_days(a_request(60, 1, MONDAY), [cancelled], [LOAN], TODAY, 60) == DaysAndKits((MONDAY,), 1)


def test_never_a_day_on_which_the_team_is_at_the_school_already() -> None:
    there = a_visit(MONDAY, school="SMAN 1 Koba")
    found = suggest_days(a_request(60, 1, MONDAY), [there], [LOAN], TODAY, 60)
    assert found is not None
    assert MONDAY not in found.days


def test_without_a_loan_nothing_is_suggested() -> None:
    assert suggest_days(a_request(), [], [], TODAY, 60) is None


@pytest.mark.parametrize("pupils", [1, 60, 200, 700])
@pytest.mark.parametrize("days", [1, 3])
def test_every_suggestion_can_be_kept(pupils: int, days: int) -> None:
    visits = [a_visit(MONDAY, date(2026, 12, 1), school="SMAN 2 Koba", kits=1)]
    found = suggest_days(a_request(pupils, days), visits, [LOAN], TODAY, 60)
    assert found is not None
    assert found.kits * len(found.days) * 60 >= pupils
    assert all(day > TODAY and is_workday(day) and kits_free(day, [LOAN], visits) >= found.kits for day in found.days)


# States


def test_what_is_decided_stays_decided() -> None:
    closed = (RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN)
    assert all(not MOVES[state] for state in closed)
    assert [a for a in RequestState if replace(a_request(), state=a).is_open] == [RequestState.WAITING, RequestState.PROPOSED]
