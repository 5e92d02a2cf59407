"""The numbers are those that the dashboard and the rules of alarm ask for, and hold nobody's id."""

import re
from datetime import timedelta
from math import inf

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.health.metrics import exposition
from bot.health.vitals import Vitals, moment
from ektp_core.alarms import Fault
from ektp_core.backups.stand import BackupStand
from ektp_core.office import Office
from ektp_core.roles import Act
from tests.bot.health.conftest import NOON
from tests.processes import PROJECT

pytestmark = pytest.mark.virtual_time
RULES = PROJECT / "deploy" / "prometheus" / "alerts.yml"
DASHBOARD = PROJECT / "deploy" / "grafana" / "siaprekam.json"
LABELS = {"action", "fault", "le", "reason", "result", "state"}
SPECIFIED = {
    "updates_stored_total": "updates_total",  # an update is not stored: Telegram keeps it until its effect is
    "inbox_oldest_seconds": "inbox_oldest_seconds",
    "outbox_rows": "outbox_rows",
    "sends_total": "sends_total",
    "ambiguous_total": "ambiguous_total",
    "uncertain_total": "uncertain_total",
    "retry_after_seconds": "retry_after_seconds",
    "send_seconds": "send_seconds_bucket",
    "reply_seconds": "reply_seconds_bucket",
    "reminder_lag_seconds": "reminder_lag_seconds",
    "db_commit_seconds": "db_commit_seconds",
    "db_free_bytes": "db_free_bytes",
    "backup_age_seconds": "backup_age_seconds",
    "restore_drill_age_days": "restore_drill_age_days",
    "last_getupdates_timestamp": "last_getupdates_timestamp",
    "clock_skew_seconds": "clock_skew_seconds",
    "staff_actions_total": "staff_actions_total",
    "dropped": "updates_dropped_total",
}
"""What whoever runs the bot was promised numbers of, and their names."""


@pytest.fixture(autouse=True)
def at_noon(office: Office) -> None:
    """Its staff have worked, and its backups are made."""
    office.backups = BackupStand(timedelta(minutes=15), NOON - timedelta(minutes=4), drilled=NOON - timedelta(days=9))
    office.acts.update({Act.TALLY: 12, Act.ANNOUNCE: 1})


def busy() -> Vitals:
    """A bot that has done a little of everything."""
    seen = Vitals(wall=moment)
    seen.begin()
    seen.note_fetched()
    seen.note_written(moment())
    seen.note_outcome("delivered", has_ended=True)
    seen.note_outcome("wait", has_ended=False, halts=60)
    seen.note_sent(moment() - 0.2)
    seen.reply_seconds.note(0.03)
    seen.reply_seconds.note(100)
    seen.note_date("Tue, 24 Nov 2026 00:00:00 GMT")
    seen.sending.copies = {"pending": 3, "uncertain": 1}
    seen.note_outcome("ambiguous", has_ended=False)
    seen.sending.uncertain = 1
    seen.in_work = {17: moment() - 40, 18: moment()}
    seen.free_bytes, seen.updates = 10**9, 7
    seen.dropped.update({"person": 5, "queue": 1})
    seen.sending.leads, seen.sending.reminder_lags = True, [15.0, 70.0]
    return seen


def numbers(seen: Vitals, office: Office, *held: Fault) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Each name with its labels and values."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(exposition(seen, office, lambda: held).decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


async def test_what_happened_is_what_is_counted(office: Office) -> None:
    seen = busy()
    seen.serving = True
    found = numbers(seen, office, Fault.CLOCK)
    assert found["siaprekam_ready"] == [({}, 0)]
    assert {labels["fault"] for labels, value in found["siaprekam_fault"] if value} == {"clock"}
    assert len(found["siaprekam_fault"]) == len(Fault)
    assert found["siaprekam_updates_total"] == [({}, 7)]
    assert found["siaprekam_sends_total"] == [({"result": fate}, 1) for fate in ("ambiguous", "delivered", "wait")]
    assert found["siaprekam_ambiguous_total"] == found["siaprekam_uncertain_total"] == [({}, 1)]
    assert found["siaprekam_inbox_oldest_seconds"] == [({}, 40)]
    assert found["siaprekam_outbox_rows"] == [({"state": "pending"}, 3), ({"state": "uncertain"}, 1)]
    assert found["siaprekam_retry_after_seconds"] == [({}, 60)]
    assert found["siaprekam_reply_seconds_count"] == [({}, 2)]
    assert {labels["le"]: value for labels, value in found["siaprekam_reply_seconds_bucket"]}["0.05"] == 1
    assert found["siaprekam_updates_dropped_total"] == [({"reason": "person"}, 5), ({"reason": "queue"}, 1)]
    assert found["siaprekam_reminder_lag_seconds"] == [({}, 70)]
    assert found["siaprekam_backup_age_seconds"] == [({}, 240)]
    assert found["siaprekam_restore_drill_age_days"] == [({}, 9)]
    assert found["siaprekam_staff_actions_total"] == [({"action": "announce"}, 1), ({"action": "tally"}, 12)]
    assert numbers(seen, office)["siaprekam_ready"] == [({}, 1)]


async def test_before_anything_happened_there_are_numbers_too(office: Office) -> None:
    assert numbers(Vitals(wall=moment), office)["siaprekam_updates_total"] == [({}, 0)]


async def test_what_there_is_not_yet_is_no_number_and_a_backup_that_was_never_made_is_late_by_any_rule(office: Office) -> None:
    office.backups = BackupStand(timedelta(minutes=15))
    found = numbers(busy(), office)
    assert found["siaprekam_backup_age_seconds"] == [({}, inf)]
    assert "siaprekam_restore_drill_age_days" not in found
    office.backups = None
    assert "siaprekam_backup_age_seconds" not in numbers(busy(), office), "a server's database is backed up elsewhere"
    seen = busy()
    seen.sending.leads = False
    assert "siaprekam_reminder_lag_seconds" not in numbers(seen, office), "another process reminds"


async def test_every_number_that_was_promised_is_there(office: Office) -> None:
    assert {f"siaprekam_{name}" for name in SPECIFIED.values()} - numbers(busy(), office).keys() == set()


async def test_every_rule_says_what_it_means_and_each_promised_alarm_is_one() -> None:
    rules = RULES.read_text()
    assert rules.count("- alert: ") == rules.count("summary: ") == rules.count("expr: ")
    for asked in (
        "siaprekam_inbox_oldest_seconds > 30",
        "time() - siaprekam_last_getupdates_timestamp > 150",
        "siaprekam_uncertain_total",
        "siaprekam_backup_age_seconds > 1800",
        "siaprekam_restore_drill_age_days > 90",
        "siaprekam_reminder_lag_seconds > 60",
        "siaprekam_db_free_bytes < 500e6",
        "absent(up",
        "vector(1)",
    ):
        assert asked in rules


@pytest.mark.parametrize("file", [RULES, DASHBOARD], ids=lambda file: file.name)
async def test_rules_and_dashboard_ask_for_numbers_that_there_are(file: object, office: Office) -> None:
    asked = set(re.findall(r"siaprekam_\w+", RULES.read_text() if file is RULES else DASHBOARD.read_text()))
    assert asked
    assert asked - numbers(busy(), office).keys() == set()


async def test_every_number_but_the_parts_of_histograms_is_on_the_dashboard(office: Office) -> None:
    shown = set(re.findall(r"siaprekam_\w+", DASHBOARD.read_text()))
    parts = ("_bucket", "_sum", "_count")
    assert {name for name in numbers(busy(), office) if not name.endswith(parts)} - shown == set()


async def test_labels_are_kinds_and_never_people(office: Office) -> None:
    assert {label for samples in numbers(busy(), office).values() for labels, _ in samples for label in labels} <= LABELS
