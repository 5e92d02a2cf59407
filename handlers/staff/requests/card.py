"""/permintaan, one request: what was asked, whether the wished days fit and why not, and what whoever looks may do about it."""

from dataclasses import dataclass
from datetime import date

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.requests.days import AgainstWish, DayNotFree, against_wish, pupils_per_kit_day, suggest_days
from ektp_core.requests.line import DaysAndKits
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.roles import Act, may
from handlers.reply import Reply, Row, button, reply
from handlers.request import Request
from handlers.staff.requests.acts import AGREE, ASK_REASON, ASK_WITHDRAW, OPEN, OTHER_DAYS, ROUTE, TAKE_SUGGESTION, TYPE_DAYS
from handlers.staff.requests.concerned import own_school

DAYS_ON_A_BUTTON = 3
REASONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """What the office can do for a request as it is: the days that fit best, whether they are the wished ones, and why these are not."""

    suggestion: DaysAndKits | None
    is_as_wished: bool
    against: tuple[AgainstWish, ...]


def judged(visit_request: VisitRequest, request: Request, office: Office) -> Judged:
    """A request against the loans and visits of this moment."""
    suggestion = suggested(visit_request, request, office)
    fits = suggestion is not None and visit_request.is_as_wished(suggestion.days)
    board = office.board
    against = against_wish(visit_request, board.schedule, board.loans, request.today, pupils_per_kit_day(board.profile))
    return Judged(suggestion, fits, () if fits else against[:REASONS_SHOWN])


def card(
    visit_request: VisitRequest, request: Request, office: Office, *, changed_by: str | None = None, lapsed: DayNotFree | None = None
) -> Reply:
    """One request; to those who decide also what helps: free days, and the school's visits to come.

    `changed_by` was first, `lapsed` is why days that were to be agreed to are no longer free.
    """
    decides = may(request.member, Act.DECIDE_REQUEST)
    found = judged(visit_request, request, office)
    visits = office.board.schedule.at_school(visit_request.school, request.today)
    coming = tuple(filter(None, [visits.next, *visits.later])) if decides else ()
    return reply(
        "staff/requests/card",
        *(decisions(visit_request, found) if decides else answers(visit_request)),
        [button(ROUTE, label="back")],
        request=visit_request,
        school=office.board.schools[visit_request.school],
        changed_by=changed_by,
        lapsed=lapsed.values if lapsed else None,
        office=not own_school(request),
        judged=found,
        visits=coming,
    )


def news(view: str, visit_request: VisitRequest, request: Request, office: Office) -> Reply:
    """What officers are told that a school asks, with the decisions at hand."""
    found, look = judged(visit_request, request, office), [OPEN.button("request_look", visit_request.id)]
    school = office.board.schools[visit_request.school]
    rows = *decisions(visit_request, found), look
    return reply(f"staff/requests/{view}", *rows, request=visit_request, school=school, judged=found)


def offer(visit_request: VisitRequest, request: Request, office: Office) -> Reply:
    """The office's offer as the school gets it: why its wish does not fit, and its three answers."""
    found, school = judged(visit_request, request, office), office.board.schools[visit_request.school]
    rows = answers(visit_request)
    return reply("staff/requests/proposed_school", *rows, request=visit_request, school=school, judged=found)


def suggested(visit_request: VisitRequest, request: Request, office: Office) -> DaysAndKits | None:
    """Days with free kits; None when no loan leaves room."""
    board = office.board
    return suggest_days(visit_request, board.schedule, board.loans, request.today, pupils_per_kit_day(board.profile))


def decisions(visit_request: VisitRequest, found: Judged) -> list[Row]:
    """What the office may decide: the wished days first where they fit, else those that do."""
    if not visit_request.is_open:
        return []
    seen = Seen(visit_request.id, visit_request.version)
    take: Row = []
    if found.suggestion:
        is_wish = found.is_as_wished and bool(visit_request.wishes or visit_request.within)
        label = "request_take_wish" if is_wish else "request_take" if found.is_as_wished else "request_offer"
        take = [TAKE_SUGGESTION.button(label, seen, days=short_days(found.suggestion.days))]
    return [take, [TYPE_DAYS.button("request_type_days", seen)], [ASK_REASON.button("request_decline", seen)]]


def answers(visit_request: VisitRequest) -> list[Row]:
    """What the school may answer: to an offer, or that it needs no visit any more."""
    if not visit_request.is_open:
        return []
    seen = Seen(visit_request.id, visit_request.version)
    if visit_request.state is not RequestState.PROPOSED:
        return [[ASK_WITHDRAW.button("request_withdraw", seen)]]
    withdraw = ASK_WITHDRAW.button("request_withdraw_offer", seen)
    return [[AGREE.button("request_agree", seen), OTHER_DAYS.button("request_other_days", seen)], [withdraw]]


def short_days(days: tuple[date, ...]) -> str:
    """Days on a button; many by the first and the last."""
    each = [f"{day.day}/{day.month}" for day in days]
    return ", ".join(each) if len(each) <= DAYS_ON_A_BUTTON else f"{each[0]} … {each[-1]}"
