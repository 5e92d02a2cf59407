"""The numbers are those that the dashboard and the rules of alarm ask for, and hold nobody's id."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.health.metrics import exposition
from bot.health.vitals import Vitals, moment
from ektp_core.alarms import Fault
from tests.processes import PROJECT

pytestmark = pytest.mark.virtual_time
RULES = PROJECT / "deploy" / "prometheus" / "alerts.yml"
DASHBOARD = PROJECT / "deploy" / "grafana" / "siaprekam.json"
LABELS = {"fault", "state", "result", "le"}


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
    return seen


def numbers(seen: Vitals, *held: Fault) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Each name with its labels and values."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(exposition(seen, lambda: held).decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


async def test_what_happened_is_what_is_counted() -> None:
    seen = busy()
    seen.serving = True
    found = numbers(seen, Fault.CLOCK)
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
    assert numbers(seen)["siaprekam_ready"] == [({}, 1)]


async def test_before_anything_happened_there_are_numbers_too() -> None:
    assert numbers(Vitals(wall=moment))["siaprekam_updates_total"] == [({}, 0)]


@pytest.mark.parametrize("file", [RULES, DASHBOARD], ids=lambda file: file.name)
async def test_rules_and_dashboard_ask_for_numbers_that_there_are(file: object) -> None:
    asked = set(re.findall(r"siaprekam_\w+", RULES.read_text() if file is RULES else DASHBOARD.read_text()))
    assert asked
    assert asked - numbers(busy()).keys() == set()


async def test_every_number_but_the_parts_of_histograms_is_on_the_dashboard() -> None:
    shown = set(re.findall(r"siaprekam_\w+", DASHBOARD.read_text()))
    parts = ("_bucket", "_sum", "_count")
    assert {name for name in numbers(busy()) if not name.endswith(parts)} - shown == set()


async def test_labels_are_kinds_and_never_people() -> None:
    assert {label for samples in numbers(busy()).values() for labels, _ in samples for label in labels} <= LABELS
