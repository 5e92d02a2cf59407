"""Where those go who were missed: the visits to come in the same subdistrict first, then the nearest others."""

from collections.abc import Sequence
from datetime import date

from ektp_core.areas import Level, level_of
from ektp_core.schools.register import Schools
from ektp_core.visits.nearest import Position, kilometres_between, position_of
from ektp_core.visits.schedule import Place, Schedule, Visit

FARTHEST = 20_100.0
"""Kilometres, more than there are on earth: of a place that nobody knows."""


def catch_up_visits(missed: Visit, schedule: Schedule, schools: Schools, today: date) -> tuple[Visit, ...]:
    """Visits that begin after today: those in the subdistrict of the missed one by day, then others by the way there, the nearest first.

    A place without trusted coordinates of its own lies in the middle of its subdistrict's schools; one that nobody knows comes last.
    """
    coming = [each for each in schedule.upcoming(today) if each.id != missed.id and each.first_day > today]
    here = _position(missed.place, schools)

    def order(visit: Visit) -> tuple[bool, float, date]:
        is_other = visit.place.subdistrict != missed.place.subdistrict or level_of(visit.place.subdistrict) is not Level.SUBDISTRICT
        there = _position(visit.place, schools)
        way = kilometres_between(here, there) if here and there else FARTHEST
        return is_other, way if is_other else 0.0, visit.first_day

    return tuple(sorted(coming, key=order))


def _position(place: Place, schools: Schools) -> Position | None:
    if own := position_of(place, schools):
        return own
    around = schools.in_subdistrict(place.subdistrict)
    return _middle([Position(each.latitude, each.longitude) for each in around if each.latitude is not None and each.longitude is not None])


def _middle(points: Sequence[Position]) -> Position | None:
    """The middle of points that lie near each other."""
    if not points:
        return None
    return Position(sum(point.latitude for point in points) / len(points), sum(point.longitude for point in points) / len(points))
