"""Nothing is kept longer than docs/privacy/processing-register.md says: to the day, by the office's clock."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, delete, text
from sqlalchemy.exc import DBAPIError

from ektp_core.backups.endings import ENDINGS_KEPT
from ektp_core.backups.rotation import KEPT_AT_MOST
from ektp_core.privacy import (
    AUDIT_KEPT_MONTHS,
    CONTACTS_KEPT_MONTHS,
    COPIES_KEPT_DAYS,
    DRAFTS_KEPT,
    INVITATIONS_KEPT,
    LANGUAGES_KEPT_MONTHS,
    SCREENS_KEPT,
    months_before,
)
from ektp_core.store import Store, schema
from ektp_core.store.retention import forget_what_is_over
from ektp_core.store.team import TRIES_LAST
from ektp_core.subscriptions.subscribers import EXPIRES_AFTER_MONTHS
from ektp_core.unanswered import COUNTS_KEPT_MONTHS, TEXTS_KEPT
from ektp_core.visits.schedule import PlaceKind
from tests.processes import PROJECT
from tests.store.followers import BUDI, SITI, a_follower
from tests.store.records import a_visit_row, add, described, everything, how_many

NOW = datetime(2027, 3, 31, 5, tzinfo=UTC)
MOMENT = timedelta(seconds=1)
ACT = {"person": 7101, "name": "Bu Ratna", "role": "officer", "act": "change_figures", "outcome": "done", "kind": "", "thing": ""}
INVITATION = {"token_hash": "x", "role": "officer", "inviter": 7201, "state": "accepted", "person": 7101, "name": "Bu Ratna"}
REQUEST = {
    "school": "10900778",
    "pupils": 120,
    "days": 1,
    "wishes": "",
    "contact": "Bu Ani 0812345678",
    "state": "waiting",
    "asked_by": 7301,
}
DRAFT = {"person": 7101, "kind": "visits", "about": "", "body": "{}"}

GOES = "tests/store/test_retention.py::test_a_row_goes_once_it_is_too_old"

KEPT: list[tuple[Table, str, dict[str, Any], datetime]] = [
    (schema.draft, "updated", DRAFT, NOW - timedelta(90)),
    (schema.wrong_try, "moment", {"person": SITI}, NOW - timedelta(hours=1) + MOMENT),
    (schema.invitation, "expires", INVITATION, NOW - timedelta(30)),
    (schema.preference, "since", {"chat": SITI, "language": "en"}, datetime(2025, 3, 31, 5, tzinfo=UTC)),
    (schema.ending, "moment", {"mark": "x", "salt": "y", "kind": "erased"}, NOW - timedelta(35)),
    (schema.audit, "moment", ACT | {"details": "{}"}, datetime(2025, 3, 31, 5, tzinfo=UTC)),
]
"""A row of each kind, and the earliest moment at which it is still kept."""


@pytest.mark.parametrize(("table", "column", "row", "earliest"), KEPT, ids=[table.name for table, *_ in KEPT])
async def test_a_row_goes_once_it_is_too_old(migrated: Store, table: Table, column: str, row: dict[str, Any], earliest: datetime) -> None:
    await add(migrated, table, row | {column: earliest})
    await forget_what_is_over(migrated, NOW, NOW.date())
    assert await how_many(migrated, table) == 1
    await forget_what_is_over(migrated, NOW + MOMENT, NOW.date())
    assert await how_many(migrated, table) == 0


async def test_whom_a_school_named_goes_after_a_school_year_and_the_request_stays(started: Store) -> None:
    await add(started, schema.visit_request, *(REQUEST | {"asked_at": months_before(NOW, 12) - ago} for ago in (MOMENT, 0 * MOMENT)))
    await forget_what_is_over(started, NOW, NOW.date())
    contacts = [row[5] for row in (await everything(started))["visit_request"]]
    assert contacts == ["", "Bu Ani 0812345678"]


async def test_the_language_of_somebody_who_follows_something_stays(migrated: Store) -> None:
    await a_follower(migrated, BUDI)
    rows = [{"chat": chat, "language": "en", "since": NOW - timedelta(1000)} for chat in (SITI, BUDI)]
    await add(migrated, schema.preference, *rows)
    assert await forget_what_is_over(migrated, NOW, NOW.date()) == [SITI]
    assert [row[0] for row in (await everything(migrated))["preference"]] == [BUDI]


async def test_where_screens_stood_is_forgotten_a_month_behind_the_end(migrated: Store) -> None:
    await add(migrated, schema.area, {"code": "19.04.01", "level": "subdistrict", "name": "Koba"})
    await add(migrated, schema.visit, a_visit_row(school=None, place_kind=PlaceKind.OTHER))
    days = [NOW.date() - timedelta(31), NOW.date() - timedelta(30)]
    rows = [{"visit": 1, "chat": chat, "day": day, "is_open": False} for chat, day in zip((SITI, BUDI), days, strict=True)]
    await add(migrated, schema.tally_watch, *rows)
    await forget_what_is_over(migrated, NOW, NOW.date())
    assert [row[1] for row in (await everything(migrated))["tally_watch"]] == [BUDI]


async def test_the_audit_lets_nobody_delete_before_and_after_old_lines_went(migrated: Store) -> None:
    await add(migrated, schema.audit, *(ACT | {"details": "{}", "moment": NOW - timedelta(days)} for days in (800, 1)))
    async with migrated.reading() as connection:
        before = await connection.run_sync(described)
    await forget_what_is_over(migrated, NOW, NOW.date())
    async with migrated.reading() as connection:
        assert await connection.run_sync(described) == before
    for statement in (delete(schema.audit), text("UPDATE audit SET name = 'x'")):
        with pytest.raises(DBAPIError, match="append-only"):
            async with migrated.changing() as connection:
                await connection.execute(statement)
    assert await how_many(migrated, schema.audit) == 1


HOW_LONG = {
    "subscriptions, reminders": (
        f"{EXPIRES_AFTER_MONTHS} months after the last sign of life",
        "tests/store/test_subscriptions.py::test_who_gives_no_sign_of_life_for_24_months_is_removed_with_all_that_hangs_on_them",
    ),
    "reminders whose day has come": (
        "until sent, or the end of the day",
        "tests/store/test_reminders.py::test_each_is_told_once_on_the_day_in_their_language_and_then_not_kept",
    ),
    "that a chat cannot be written to": (
        "as long as it follows something",
        "tests/store/test_deliveries.py::test_of_whoever_is_never_written_to_nothing_is_kept",
    ),
    "chosen language of who follows nothing": (f"{LANGUAGES_KEPT_MONTHS} months", GOES),
    "copies: which chat got what": (
        f"{COPIES_KEPT_DAYS} days",
        "tests/store/test_deliveries.py::test_copies_are_forgotten_a_month_after_closing",
    ),
    "sentences that were allowed to be kept": (
        f"{TEXTS_KEPT.days} days",
        "tests/store/test_unanswered.py::test_sentences_are_erased_after_90_days",
    ),
    "counts of what fell through, by kind": (
        f"{COUNTS_KEPT_MONTHS} months",
        "tests/store/test_unanswered.py::test_counts_are_erased_after_12_months",
    ),
    "contact of a requested visit": (
        f"{CONTACTS_KEPT_MONTHS} months",
        "tests/store/test_retention.py::test_whom_a_school_named_goes_after_a_school_year_and_the_request_stays",
    ),
    "sheets that staff send": (
        "while they are read",
        "tests/bot/test_forgotten.py::test_a_sheet_that_was_sent_is_gone_once_it_was_read",
    ),
    "drafts": (f"{DRAFTS_KEPT.days} days", GOES),
    "wrong invitations": (f"{TRIES_LAST.total_seconds() / 3600:g} hour", GOES),
    "opened invitations": (f"{INVITATIONS_KEPT.days} days", GOES),
    "where screens stand that change by themselves": (
        f"{SCREENS_KEPT.days} days",
        "tests/store/test_retention.py::test_where_screens_stood_is_forgotten_a_month_behind_the_end",
    ),
    "audit": (f"{AUDIT_KEPT_MONTHS} months", GOES),
    "logs": ("30 days: the machine's journal keeps them", None),
    "notes of what was ended ([why](../reliability.md#what-was-ended-stays-ended))": (f"{ENDINGS_KEPT.days} days", GOES),
    "backups, and the database that a restored one took the place of": (
        f"{KEPT_AT_MOST.days} days",
        "tests/bot/backups/test_making.py::test_what_was_kept_aside_ends_with_the_backups_of_its_day",
    ),
}
"""Each row of the register: how long, and the test that moves a clock past it. The journal is the machine's own."""


def test_the_register_says_how_long_and_each_row_has_its_test() -> None:
    register = (PROJECT / "docs" / "privacy" / "processing-register.md").read_text(encoding="utf-8")
    table = register.partition("## How long")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| (.+?) \| (.+) \|$", table, re.MULTILINE))
    del rows["what"]
    assert set(rows) == set(HOW_LONG)
    assert [what for what, (said, _) in HOW_LONG.items() if not rows[what].startswith(said)] == []
    for test in filter(None, (test for _, test in HOW_LONG.values())):
        file, _, name = test.partition("::")
        assert f"def {name}(" in (PROJECT / file).read_text(encoding="utf-8"), test


@pytest.mark.parametrize(
    ("moment", "months", "earlier"),
    [
        (datetime(2028, 2, 29, 8, tzinfo=UTC), 12, datetime(2027, 2, 28, 8, tzinfo=UTC)),
        (datetime(2027, 3, 31, tzinfo=UTC), 1, datetime(2027, 2, 28, tzinfo=UTC)),
        (datetime(2027, 1, 31, tzinfo=UTC), 24, datetime(2025, 1, 31, tzinfo=UTC)),
        (datetime(2027, 12, 1, tzinfo=UTC), 12, datetime(2026, 12, 1, tzinfo=UTC)),
    ],
)
def test_months_earlier_on_the_last_day_of_a_shorter_month(moment: datetime, months: int, earlier: datetime) -> None:
    assert months_before(moment, months) == earlier
