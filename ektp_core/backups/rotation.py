"""Which backups are kept (docs/reliability.md#backups-restore): all of the last day, one a day for thirty days, none that is older."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

KEPT_ALL = timedelta(days=1)
KEPT_AT_MOST = timedelta(days=30)
"""What somebody has had erased is in no backup any more after this long."""


def superseded(made: Iterable[datetime], now: datetime) -> list[datetime]:
    """The moments of the backups to delete, oldest first; the newest backup stays, however old it is.

    Of a day that is over the newest is kept; days are UTC's. One from the future, made before a clock was put right, stays until then.
    """
    moments = sorted(set(made))
    newest_of_day = {moment.astimezone(UTC).date(): moment for moment in moments}
    return [
        moment
        for moment in moments[:-1]
        if not _is_kept(moment, now, is_last_of_day=newest_of_day[moment.astimezone(UTC).date()] == moment)
    ]


def _is_kept(moment: datetime, now: datetime, *, is_last_of_day: bool) -> bool:
    age = now - moment
    return age <= KEPT_ALL or (is_last_of_day and age <= KEPT_AT_MOST)
