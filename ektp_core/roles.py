"""Who may do what in the office (docs/reliability.md#only-a-role-held-now-acts)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ektp_core.refusal import Refusal

IMPERSONAL = frozenset({1087968824, 136817688, 777000})
"""Anonymous admins, channels and Telegram's own forwards: many people behind one id, so they can never hold a role."""


class Role(StrEnum):
    """What somebody is in the office. A school's account is bound to one school."""

    ADMIN = "admin"
    OFFICER = "officer"
    VIEWER = "viewer"
    SCHOOL = "school"


class Act(StrEnum):
    """What staff do. Looking is an act too: it needs a role."""

    SEE_DESK = "see_desk"
    CHANGE_TEAM = "change_team"
    SEE_FIGURES = "see_figures"
    CHANGE_FIGURES = "change_figures"
    SEE_VISITS = "see_visits"
    CHANGE_VISITS = "change_visits"
    TALLY = "tally"
    CHANGE_KITS = "change_kits"
    ASK_VISIT = "ask_visit"
    DECIDE_REQUEST = "decide_request"
    ANNOUNCE = "announce"
    RESUME_SENDING = "resume_sending"
    CHANGE_SCHOOLS = "change_schools"
    CHANGE_OFFICE = "change_office"
    CHANGE_AWARDS = "change_awards"
    SEE_AUDIT = "see_audit"
    EXPORT = "export"


_EVERYONE = frozenset(Role)
_OFFICE = frozenset({Role.ADMIN, Role.OFFICER, Role.VIEWER})
_WORKING = frozenset({Role.ADMIN, Role.OFFICER})
_ADMIN = frozenset({Role.ADMIN})

RIGHTS: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.SEE_DESK: _EVERYONE,
        Act.CHANGE_TEAM: _ADMIN,
        Act.SEE_FIGURES: _OFFICE,
        Act.CHANGE_FIGURES: _WORKING,
        Act.SEE_VISITS: _OFFICE,
        Act.CHANGE_VISITS: _WORKING,
        Act.TALLY: _WORKING,
        Act.CHANGE_KITS: _WORKING,
        Act.ASK_VISIT: frozenset({Role.ADMIN, Role.OFFICER, Role.SCHOOL}),
        Act.DECIDE_REQUEST: _WORKING,
        Act.ANNOUNCE: _WORKING,
        Act.RESUME_SENDING: _ADMIN,
        Act.CHANGE_SCHOOLS: _WORKING,
        Act.CHANGE_OFFICE: _ADMIN,
        Act.CHANGE_AWARDS: _WORKING,
        Act.SEE_AUDIT: _ADMIN,
        Act.EXPORT: _OFFICE,
    }
)
"""The roles that may act; nobody else may."""


CHANGES_BOARD = frozenset(
    {
        Act.CHANGE_FIGURES,
        Act.CHANGE_VISITS,
        Act.CHANGE_KITS,
        Act.ASK_VISIT,
        Act.DECIDE_REQUEST,
        Act.CHANGE_SCHOOLS,
        Act.CHANGE_OFFICE,
        Act.CHANGE_AWARDS,
    }
)
"""Acts after which the public may be told something else: the board is read again. A school that agrees to days plans a visit."""


class InvitationState(StrEnum):
    """An invitation is opened by one person (claimed) and then accepted or declined by the inviter; or it ends unused."""

    OPEN = "open"
    CLAIMED = "claimed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of an act, for the audit."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role: their Telegram id, the name they had when they joined, and a school's NPSN for role school."""

    person: int
    role: Role
    name: str
    since: datetime
    school: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether their name is known: of the first admins the settings know the id alone, until they write."""
        return self.name != str(self.person)


class NotAllowed(Refusal):
    """The person holds no role for this act (any more)."""

    key = "staff/not_allowed"


class NoAdmin(Refusal):
    """Nobody runs this office's bot yet, so that nobody could be asked for a role: whoever installs it needs their own number."""

    key = "staff/no_admin"


def may(member: Member | None, act: Act) -> bool:
    """Whether a member may act; without a role nobody may."""
    return member is not None and member.person not in IMPERSONAL and member.role in RIGHTS[act]


def includes(role: Role, other: Role) -> bool:
    """Whether whoever holds a role may do all that another may; schools are compared nowhere here."""
    return all(role in allowed for allowed in RIGHTS.values() if other in allowed)


def require(member: Member | None, act: Act) -> None:
    """Raise NotAllowed unless a member may act: before anything is kept for them."""
    if not may(member, act):
        raise NotAllowed(act=act)
