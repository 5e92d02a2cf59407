"""Somebody with a draft on their screen, of each tool: what tests of texts beside drafts begin with."""

from dataclasses import dataclass, replace

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store.drafts import drafts_of
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin
from handlers.staff.office import acts as office_acts
from handlers.staff.visits import acts as visits
from tests.handlers.staff.visits.desk import JULIAN, RATNA, TU_KOBA, Desk
from tests.rehearsal import a_request

OURS = "120 siswa, 2 hari, 9-10/12/2026, Bu Ani 0812-3456-7890"
ASKS_DAYS = ("visits", "SMAN 1 Koba")
PREVIEWED = ("visits", "SMAN 1 Koba 12/01/2027 2 alat")
LOAN = ("kits", "11-22/01/2027 3 alat")
FIGURES = ("figures", "Koba wajib 31.500 rekam 30.800")
REQUEST = ("requests", OURS)
OFFICERS_REQUEST = ("requests for a school", f"SMAN 1 Koba, {OURS}")
UNFINISHED_REQUEST = ("requests", "120 siswa")
CHANGE_PHONE, CHANGE_HOURS = (office_acts.CHANGE.button("", key) for key in ("phone", "hours"))
PHONE = ("office", CHANGE_PHONE)
HOURS = ("office", CHANGE_HOURS)
CANCEL = ("visits", visits.ASK_CANCEL.button("", Seen(4, 1)))
PEOPLE = {"requests": TU_KOBA, "office": JULIAN}
Begin = tuple[str, str | Button]


@dataclass(frozen=True, slots=True)
class Begun:
    """Somebody with a draft on their screen."""

    desk: Desk
    screen: Reply

    async def bodies(self) -> list[str]:
        return [each.body for each in await drafts_of(self.desk.office.store, self.desk.person)]

    async def tells(self, screen: Reply, button: Button, words: str) -> Reply:
        """Tap under an answer that replies to the words."""
        assert screen.quotes
        member = self.desk.office.public.member(self.desk.person)
        request = a_request(button.argument, self.desk.person, origin=Origin.TAPPED, member=member)
        request = replace(request, tap="1", act=button.act, route=button.route, quoted=words)
        return self.desk.checked(await answer(request, self.desk.office))


async def begun(office: Office, begin: Begin, *texts: str) -> Begun:
    tool, first = begin
    desk = Desk(office, PEOPLE.get(tool, RATNA))
    tool = tool.removesuffix(" for a school")
    screen = await (desk.presses(first) if isinstance(first, Button) else desk.writes(first, tool))
    for text in texts:
        screen = await desk.writes(text)
    return Begun(desk, screen)
