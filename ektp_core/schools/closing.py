"""A school that has closed is offered and planned for no more; what hangs on it stays (docs/domain.md#the-register-of-schools)."""

from ektp_core.refusal import Refusal
from ektp_core.schools.register import School, Schools


class SchoolClosed(Refusal):
    """The school has closed. Values: school, successor (the school that took it over, if staff have said which)."""

    key = "school_closed"

    def __init__(self, school: School, successor: School | None) -> None:
        self.successor = successor
        super().__init__(school=school, successor=successor)


class SchoolStillVisited(Refusal):
    """It cannot be closed while the team is still to come there. Values: name, visits (how many)."""

    key = "staff/school_still_visited"


def refuse_closed(school: School, schools: Schools) -> None:
    """Raises SchoolClosed for a school that has closed."""
    if school.is_closed:
        raise SchoolClosed(school, schools.get(school.successor))
