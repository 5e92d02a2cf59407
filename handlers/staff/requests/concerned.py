"""Whom a request concerns: the school that asks, and the officers who answer."""

from ektp_core.office import Office
from ektp_core.requests.request import VisitRequest
from ektp_core.roles import Member, Role
from handlers.reply import Reply, ReplyTo
from handlers.request import Request


def own_school(request: Request) -> str | None:
    """The school that the member acts for; None for the office's staff."""
    return request.member.school if request.member else None


def to_officers(news: Reply, request: Request, office: Office) -> list[ReplyTo]:
    """A message for each officer but the one who acts."""
    return [ReplyTo(each.person, news) for each in office.public.members if each.role is Role.OFFICER and each.person != request.person]


def to_school(visit_request: VisitRequest, news: Reply, request: Request, office: Office) -> list[ReplyTo]:
    """A message for the person who asked and the school's accounts, as far as they are still in the team."""

    def is_concerned(member: Member) -> bool:
        return member.person != request.person and (member.person == visit_request.asked_by or member.school == visit_request.school)

    return [ReplyTo(each.person, news) for each in office.public.members if is_concerned(each)]
