"""/penghargaan: what the offices were awarded, by year and category. Awards are not ranks (docs/domain.md#awards-are-not-ranks)."""

import re

from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.roles import Act, may
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import ChatKind, Request

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


class NoSuchYear(Refusal):
    """The text holds no year."""

    key = "no_such_year"


async def awards(request: Request, office: Office) -> Reply:
    """The awards of a year; of the newest year when none is named."""
    known = office.board.awards
    year = YEAR.search(request.argument)
    if request.argument.strip() and year is None:
        raise NoSuchYear()
    chosen = int(year.group()) if year else max(known.years(), default=request.today.year)
    others = [button("awards", str(other), "year", year=other) for other in known.years() if other != chosen]
    edit = [button("award_edit")] if may(request.member, Act.CHANGE_AWARDS) and request.chat_kind is ChatKind.PRIVATE else []
    rows = [*in_rows(others, 4), [button("coverage"), button("ranking")], edit]
    return reply("awards", *rows, year=chosen, awards=known.of_year(chosen), areas=office.board.areas)
