"""What staff and schools ask or order in their own words (docs/understanding.md#what-staff-ask)."""

from enum import StrEnum


class StaffIntent(StrEnum):
    """One label a message. It says what is asked, not that it is allowed: rights are looked at where the tool opens."""

    COVERAGE_LOWEST = "coverage.lowest"
    COVERAGE_HIGHEST = "coverage.highest"
    COVERAGE_BELOW = "coverage.below"
    COVERAGE_ABOVE = "coverage.above"
    COVERAGE_GAP = "coverage.gap"
    COVERAGE_CHANGE = "coverage.change"
    COVERAGE_COMPARE = "coverage.compare"
    COVERAGE_UNRECORDED = "coverage.unrecorded"
    COVERAGE_EARLY = "coverage.early"
    COVERAGE_POSITION = "coverage.position"
    COVERAGE_SHOW = "coverage.show"
    VISIT_ADD = "visit.add"
    VISIT_MOVE = "visit.move"
    VISIT_CANCEL = "visit.cancel"
    VISIT_CONFIRM = "visit.confirm"
    VISIT_AGENDA = "visit.agenda"
    VISIT_UNREACHED = "visit.unreached"
    TALLY_ADD = "tally.add"
    VISIT_CLOSE = "visit.close"
    KITS_BORROW = "kits.borrow"
    KITS_RETURN = "kits.return"
    KITS_FREE = "kits.free"
    REQUEST_NEW = "request.new"
    REQUEST_LIST = "request.list"
    REQUEST_ACCEPT = "request.accept"
    REQUEST_DECLINE = "request.decline"
    ANNOUNCE = "announce"
    FIGURES_UPDATE = "figures.update"
    EXPORT = "export"
    AUDIT_WHO = "audit.who"
    DESK = "desk"
    TEAM_LIST = "team.list"
    TEAM_INVITE = "team.invite"
    OFFICE_EDIT = "office.edit"
    SCHOOL_ADD = "school.add"
    SUBSCRIBERS_COUNT = "subscribers.count"
    SENDING_STATUS = "sending.status"
    CITIZEN = "citizen"
    """A citizen's question, asked by staff: it has a citizen's answer."""

    NONE = "none"
    """Nothing is asked: a greeting, a report, talk among colleagues."""


COVERAGE = frozenset(each for each in StaffIntent if each.startswith("coverage."))
"""Open to everybody: questions about published figures."""

LOOKING = frozenset(
    {
        StaffIntent.VISIT_AGENDA,
        StaffIntent.VISIT_UNREACHED,
        StaffIntent.KITS_FREE,
        StaffIntent.REQUEST_LIST,
        StaffIntent.EXPORT,
        StaffIntent.AUDIT_WHO,
        StaffIntent.DESK,
        StaffIntent.TEAM_LIST,
        StaffIntent.SUBSCRIBERS_COUNT,
        StaffIntent.SENDING_STATUS,
    }
)
"""They open a tool and begin no change."""

CHANGING = frozenset(StaffIntent) - COVERAGE - LOOKING - {StaffIntent.CITIZEN, StaffIntent.NONE}
"""They begin a change, which a tap confirms."""
