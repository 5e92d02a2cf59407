"""The bot in numbers, for Prometheus; nobody's id is among them. Made when they are asked for: until then the library is not loaded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from math import inf

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health.timings import Timings
from bot.health.vitals import Vitals, moment
from ektp_core.alarms import Fault
from ektp_core.office import Office
from ektp_core.roles import Act

PREFIX = "siaprekam_"


class Numbers(Collector):
    """What was observed, as it is now."""

    def __init__(self, seen: Vitals, office: Office, faults: Callable[[], Sequence[Fault]]) -> None:
        self._seen = seen
        self._office = office
        self._faults = faults

    def collect(self) -> Iterator[Metric]:
        """Every number, each with its meaning."""
        held = self._faults()
        yield _gauge("ready", "1 when the bot serves and nothing is at fault", float(self._seen.serving and not held))
        yield _by("fault", "1 while this fault holds", "fault", {fault: float(fault in held) for fault in Fault})
        yield from self._incoming()
        yield from self._outgoing()
        yield from self._machine()
        yield from self._backups()
        yield _counted("staff_actions", "What staff did, as in the audit", "action", self._office.acts)

    def _incoming(self) -> Iterator[Metric]:
        seen = self._seen
        yield CounterMetricFamily(f"{PREFIX}updates", "Updates that came in", seen.updates)
        yield _counted("updates_dropped", "Updates that were turned away, by reason", "reason", seen.dropped)
        if seen.fetching.completed is not None:
            ago = moment() - seen.fetching.completed
            yield _gauge("last_getupdates_timestamp", "When getUpdates was last answered, in seconds since 1970", seen.wall() - ago)
        oldest = next(iter(seen.in_work.values()), moment())
        yield _gauge("inbox_oldest_seconds", "How long the oldest update in work has been there", moment() - oldest)
        yield _histogram("reply_seconds", "From an update to the end of its answer", seen.reply_seconds)

    def _outgoing(self) -> Iterator[Metric]:
        sending = self._seen.sending
        yield _gauge("leads", "1 in the process that sends", float(sending.leads))
        if sending.leads:
            late = max(sending.reminder_lags, default=0.0)
            yield _gauge("reminder_lag_seconds", "How late reminders are that were due at the last look and not queued before", late)
        yield _counted("sends", "Requests for copies, by what became of them", "result", sending.fates)
        yield CounterMetricFamily(f"{PREFIX}ambiguous", "Requests of which nobody knows whether they arrived", sending.fates["ambiguous"])
        yield CounterMetricFamily(f"{PREFIX}uncertain", "Copies in doubt twice, which are not sent again", sending.uncertain)
        yield _by("outbox_rows", "Copies of what is being sent, by state", "state", sending.copies)
        yield _gauge("retry_after_seconds", "How long Telegram still has the outbox wait", max(0.0, sending.waits_until - moment()))
        yield _histogram("send_seconds", "A request for a copy", sending.seconds)

    def _machine(self) -> Iterator[Metric]:
        seen = self._seen
        yield _gauge("db_commit_seconds", "The last beat written to the database", seen.writing.seconds)
        if seen.free_bytes is not None:
            yield _gauge("db_free_bytes", "Room on the disk of the database", float(seen.free_bytes))
        if seen.skews:
            yield _gauge("clock_skew_seconds", "The machine's clock minus Telegram's", seen.skews[-1])

    def _backups(self) -> Iterator[Metric]:
        stand, now = self._office.backups, self._office.now()
        if stand is None:
            return
        age, drill_age = stand.age(now), stand.drill_age(now)
        seconds = inf if age is None else age.total_seconds()
        yield _gauge("backup_age_seconds", "Since the last good backup; +Inf while there is none", seconds)
        if drill_age is not None:
            yield _gauge("restore_drill_age_days", "Since a backup was last checked or restored", drill_age / timedelta(days=1))


def exposition(seen: Vitals, office: Office, faults: Callable[[], Sequence[Fault]]) -> bytes:
    """All numbers in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Numbers(seen, office, faults))
    return generate_latest(registry)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{PREFIX}{name}", meaning, value)


def _by(name: str, meaning: str, label: str, values: "dict[Fault, float] | dict[str, int]") -> Metric:
    family = GaugeMetricFamily(f"{PREFIX}{name}", meaning, labels=[label])
    for value, number in values.items():
        family.add_metric([str(value)], float(number))
    return family


def _counted(name: str, meaning: str, label: str, counts: Mapping[Act, int] | Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(f"{PREFIX}{name}", meaning, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([str(value)], count)
    return family


def _histogram(name: str, meaning: str, timings: Timings) -> Metric:
    return HistogramMetricFamily(f"{PREFIX}{name}", meaning, buckets=timings.up_to(), sum_value=timings.total)
