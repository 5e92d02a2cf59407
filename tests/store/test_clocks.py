"""Midnight of the office decides: a birthday begins in Jayapura two hours before it begins in Koba."""

from datetime import UTC, date, datetime

import pytest

from ektp_core.country.beginning import beginning_of
from ektp_core.country.offices import office_of
from ektp_core.eligibility import Verdict, judge
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import migrate, open_store
from ektp_core.store.first_start import load_first_start

BIRTHDAY = date(2010, 12, 1)
BEFORE, AFTER = Verdict.TOO_YOUNG, Verdict.MAY_PRE_RECORD


@pytest.mark.parametrize(
    ("home", "midnight"),
    [
        ("Kota Jayapura", datetime(2026, 11, 30, 15, tzinfo=UTC)),
        ("Kota Ambon", datetime(2026, 11, 30, 15, tzinfo=UTC)),
        ("Kota Makassar", datetime(2026, 11, 30, 16, tzinfo=UTC)),
        ("Kota Mataram", datetime(2026, 11, 30, 16, tzinfo=UTC)),
        ("Kabupaten Bangka Tengah", datetime(2026, 11, 30, 17, tzinfo=UTC)),
        ("Kota Pontianak", datetime(2026, 11, 30, 17, tzinfo=UTC)),
    ],
)
async def test_a_day_begins_at_the_offices_midnight(home: str, midnight: datetime) -> None:
    store = open_store("sqlite+aiosqlite:///:memory:")
    await migrate(store)
    await load_first_start(store, beginning_of(office_of(home), None))
    clock = [midnight]
    office = await Office.open(store, OfficeSettings(), lambda: clock[0])
    found = []
    for moment in (midnight.replace(minute=0, second=0, microsecond=0), midnight):
        clock[0] = moment
        found.append(office.today())
    clock[0] = midnight.replace(hour=midnight.hour - 1, minute=59, second=59)
    assert (office.today(), found) == (date(2026, 11, 30), [date(2026, 12, 1)] * 2)
    verdicts = [judge(BIRTHDAY, day, office.board.rules) for day in (office.today(), found[0])]
    assert [each.verdict for each in verdicts] == [BEFORE, AFTER]
    await store.close()
