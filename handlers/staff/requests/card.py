"""/permintaan, one request: what was asked, how it stands, and what whoever looks may do about it."""

from datetime import date

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.requests.days import pupils_per_kit_day, suggest_days
from ektp_core.requests.line import DaysAndKits
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.roles import Act, may
from handlers.reply import Reply, Row, button, reply
from handlers.request import Request
from handlers.staff.requests.acts import AGREE, ASK_REASON, ASK_WITHDRAW, OTHER_DAYS, ROUTE, TAKE_SUGGESTION, TYPE_DAYS
from handlers.staff.requests.concerned import own_school

DAYS_ON_A_BUTTON = 3


def card(visit_request: VisitRequest, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    """One request; to those who decide also what helps: free days, and the school's visits to come."""
    decides = may(request.member, Act.DECIDE_REQUEST)
    suggestion = suggested(visit_request, request, office) if decides and visit_request.is_open else None
    visits = office.board.schedule.at_school(visit_request.school, request.today)
    coming = tuple(filter(None, [visits.next, *visits.later])) if decides else ()
    rows = _decisions(visit_request, suggestion) if decides else _answers(visit_request)
    return reply(
        "staff/requests/card",
        *rows,
        [button(ROUTE, label="back")],
        request=visit_request,
        school=office.board.schools[visit_request.school],
        changed_by=changed_by,
        office=not own_school(request),
        suggestion=suggestion,
        visits=coming,
        example=any(visit.example for visit in coming) or bool(suggestion and any(loan.example for loan in office.board.loans)),
    )


def suggested(visit_request: VisitRequest, request: Request, office: Office) -> DaysAndKits | None:
    """Days with free kits; None when no loan leaves room."""
    board = office.board
    return suggest_days(visit_request, board.schedule, board.loans, request.today, pupils_per_kit_day(board.profile))


def _decisions(visit_request: VisitRequest, suggestion: DaysAndKits | None) -> list[Row]:
    if not visit_request.is_open:
        return []
    seen = Seen(visit_request.id, visit_request.version)
    take = [TAKE_SUGGESTION.button("request_take", seen, days=_short(suggestion.days))] if suggestion else []
    return [take, [TYPE_DAYS.button("request_type_days", seen)], [ASK_REASON.button("request_decline", seen)]]


def _answers(visit_request: VisitRequest) -> list[Row]:
    """What the school may answer."""
    if not visit_request.is_open:
        return []
    seen = Seen(visit_request.id, visit_request.version)
    proposed: list[Row] = [[AGREE.button("request_agree", seen)], [OTHER_DAYS.button("request_other_days", seen)]]
    withdraw: Row = [ASK_WITHDRAW.button("request_withdraw", seen)]
    return [*proposed, withdraw] if visit_request.state is RequestState.PROPOSED else [withdraw]


def _short(days: tuple[date, ...]) -> str:
    """Days on a button; many by the first and the last."""
    each = [f"{day.day}/{day.month}" for day in days]
    return ", ".join(each) if len(each) <= DAYS_ON_A_BUTTON else f"{each[0]} … {each[-1]}"
