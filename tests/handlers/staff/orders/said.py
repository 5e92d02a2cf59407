"""Somebody who says an order in a sentence, replies to a message of the bot, and taps under its answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.store.audit import Entry, entries
from ektp_core.store.tallies import tally_of
from ektp_core.visits.recaps import VisitTally
from ektp_core.visits.schedule import Visit
from handlers.answer import answer
from handlers.reply import Button, Reply, Tap
from handlers.request import Origin, Request
from handlers.texts import label, render
from tests.handlers.staff.visits.desk import RATNA, Desk
from tests.rehearsal import a_request

KOBA, LUBUK_BESAR, NAMANG = "SMAN 1 Koba", "SMAN 1 Lubuk Besar", "SMAN 1 Namang"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One member before the bot; `role` where the demo office has nobody of it."""

    office: Office
    person: int = RATNA
    role: Role | None = None

    async def says(self, text: str, under: Reply | None = None, message_id: int = 0) -> Reply:
        """Type something, or reply with it to a message of the bot."""
        request = replace(self._request(text, Origin.TYPED), message_id=message_id, replied=taps(under) if under else ())
        return self._checked(await answer(request, self.office))

    async def taps(self, screen: Reply, words: str, quoted: str = "") -> Reply:
        """Tap the button that begins with these words; `quoted` is what its message replied to."""
        found = next(each for each in buttons(screen) if label(each, Language.ID).startswith(words))
        assert screen.quotes or not quoted
        request = self._request(found.argument, Origin.TAPPED)
        request = replace(request, tap="1", act=found.act, route=found.route, quoted=quoted)
        return self._checked(await answer(request, self.office))

    def _request(self, argument: str, origin: Origin) -> Request:
        member = self.office.public.member(self.person)
        request = a_request(argument, self.person, origin=origin, member=member)
        return replace(request, member=Member(self.person, self.role, "Pak Dedi", request.now)) if self.role else request

    def _checked(self, screen: Reply) -> Reply:
        return Desk(self.office, self.person).checked(screen)


def taps(screen: Reply) -> tuple[Tap, ...]:
    """What the buttons of a message ask: Telegram hands them over with a reply to it."""
    return tuple(Tap(each.route, each.argument, act=each.act) for each in buttons(screen))


def buttons(screen: Reply) -> Sequence[Button]:
    return [item for row in screen.buttons for item in row if isinstance(item, Button)]


def labels(screen: Reply) -> list[str]:
    return [label(each, Language.ID) for each in buttons(screen)]


def text_of(screen: Reply) -> str:
    return plain(render(screen, Language.ID))


@dataclass(frozen=True, slots=True)
class Written:
    """All that an order may change: visits, counts, and what is noted of acts."""

    visits: Sequence[Visit]
    tallies: Sequence[VisitTally]
    entries: Sequence[Entry]


async def written(office: Office) -> Written:
    """What is written now."""
    visits = [*office.board.schedule]
    return Written(visits, [await tally_of(office.store, visit.id) for visit in visits], await entries(office.store))
