"""Where the code on a poster leads."""

from ektp_core.visits.schedule import Visit


def start_of(visit: Visit) -> str:
    """What stands behind `start=`: the schedule, where a changed day is seen by whoever scans an old paper."""
    return "schedule"
