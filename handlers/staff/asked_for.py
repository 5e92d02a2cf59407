"""Behind /petugas: what citizens asked this month and nobody could answer, each with the tool that fills what is lacking."""

from collections.abc import Iterable
from datetime import date

from ektp_core.areas import Area
from ektp_core.desk import AskedFor, asked_for, facts_unsaid
from ektp_core.office import Office
from ektp_core.roles import may
from ektp_core.schools.register import School
from ektp_core.store.unanswered import lacking, unannounced
from ektp_core.unanswered import Lack
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.figures.acts import FIGURES
from handlers.staff.office import acts as office_facts
from handlers.staff.schools import acts as schools
from handlers.staff.unanswered import ASKED_FOR, DESK
from handlers.staff.visits import acts as visits
from handlers.texts import fact_label

LINES_A_KIND = 5
"""Of visits, schools, figures and facts each: twenty lines with their buttons fit a phone's screen twice."""


def month_of(today: date) -> date:
    """The day from which is counted what was asked this month."""
    return today.replace(day=1)


@ASKED_FOR.does
async def asked(_: None, request: Request, office: Office) -> Reply:
    """The most asked of each kind; a tap for what the role may fill."""
    await office.notes.keep_unanswered()
    since = month_of(request.today)
    unsaid = facts_unsaid(office.board, await unannounced(office.store, since), request.today)
    facts = [item for item in unsaid if item.asked]
    items = asked_for(office.board, await lacking(office.store, since), request.today)
    kinds = {
        "visits": [item for item in items if item.lack is Lack.VISIT],
        "schools": [item for item in items if item.lack is Lack.SCHOOL],
        "figures": [item for item in items if item.lack not in (Lack.VISIT, Lack.SCHOOL)],
    }
    shown = [item for kind in kinds.values() for item in kind[:LINES_A_KIND]]
    told = [office_facts.OPEN.button(fact_label(item.key), item.key) for item in facts[:LINES_A_KIND] if may(request.member, item.act)]
    return reply(
        "staff/unanswered/asked_for",
        *in_rows([*once(fill_button(item) for item in shown if may(request.member, item.act)), *told]),
        [button(DESK)],
        **kinds,
        facts=facts,
        most=LINES_A_KIND,
        since=since,
    )


def once(buttons: Iterable[Button]) -> list[Button]:
    """Each tool once: a school that nobody knows is added by one form, and figures are typed at one place."""
    return [*{each.raw_data: each for each in buttons}.values()]


def fill_button(item: AskedFor) -> Button:
    """The tool that fills what is lacking, as far as it is known where."""
    match item.lack, item.place:
        case Lack.VISIT, School(npsn=npsn, name=name):
            return visits.PLAN_AT_SCHOOL.button("asked_visit", npsn, name=name)
        case Lack.VISIT, Area(code=code, name=name):
            return visits.PLAN_AT_OFFICE.button("asked_visit", code, name=name)
        case Lack.SCHOOL, _:
            return schools.NEW.button("school_add")
    return button(FIGURES, label="desk_figures")
