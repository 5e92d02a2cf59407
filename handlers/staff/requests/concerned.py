"""Whom a request concerns: the school that asks, and the officers who answer."""

from ektp_core.office import Office
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.roles import Role
from handlers.reply import Reply, ReplyTo
from handlers.request import Request


def own_school(request: Request) -> str | None:
    """The school that the member acts for; None for the office's staff."""
    return request.member.school if request.member else None


def to_officers(news: Reply, request: Request, office: Office, *, proposer: int | None = None) -> list[ReplyTo]:
    """A message for each officer but the one who acts, and for whoever made the offer that is answered."""
    others = [each for each in office.public.members if each.person != request.person]
    return [ReplyTo(each.person, news) for each in others if each.role is Role.OFFICER or each.person == proposer]


def to_school(visit_request: VisitRequest, news: Reply, offer: Reply | None, request: Request, office: Office) -> list[ReplyTo]:
    """A message for the school's accounts, with the `offer` that only they may answer, and for whoever asked in the school's name."""
    concerned = [each for each in office.public.members if each.person != request.person]
    ours = [ReplyTo(each.person, offer or news) for each in concerned if each.school == visit_request.school]
    return ours + [
        ReplyTo(each.person, news) for each in concerned if each.person == visit_request.asked_by and each.school != visit_request.school
    ]


def to_proposer(before: VisitRequest, news: Reply, request: Request, office: Office) -> list[ReplyTo]:
    """A message for whoever made the offer that a colleague has now decided otherwise; they may have asked for the school, too."""
    told = before.state is RequestState.PROPOSED and before.proposed_by not in (request.person, before.asked_by)
    return [ReplyTo(each.person, news) for each in office.public.members if told and each.person == before.proposed_by]
