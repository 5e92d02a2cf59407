"""One member of staff before the tools of visits, without Telegram, and what they begin with."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin, Request, SentFile
from handlers.staff.visits import acts
from handlers.staff.visits import tally_acts as tally
from handlers.staff.visits.tally_acts import Counting, TallyStep
from handlers.texts import label, render
from tests.core.builders import TODAY
from tests.handlers.staff.buttons import under
from tests.handlers.unfinished import TEXT_CHARACTERS, UNFINISHED
from tests.rehearsal import a_request

RATNA, HENDRA, JULIAN, TU_KOBA, TU_NAMANG = 7101, 7102, 7201, 7301, 7302
KOBA = "10900778"


@dataclass(frozen=True, slots=True)
class Desk:
    """One person before the bot, without Telegram."""

    office: Office
    person: int

    async def writes(self, text: str, route: str | None = None, file: SentFile | None = None, message_id: int = 0) -> Reply:
        request = replace(self._request(text, Origin.TYPED), file=file, route=route, message_id=message_id)
        return self.checked(await answer(request, self.office))

    async def presses(self, button: Button, tap: str = "1") -> Reply:
        request = replace(self._request(button.argument, Origin.TAPPED), tap=tap, act=button.act)
        return self.checked(await answer(replace(request, route=button.route), self.office))

    async def taps(self, route: str, argument: str, tap: str = "1") -> Reply:
        """A button of the grammar that asks a question: those of tools were of it once."""
        return self.checked(await answer(replace(self._request(argument, Origin.TAPPED), tap=tap, route=route), self.office))

    def _request(self, argument: str, origin: Origin) -> Request:
        return a_request(argument, self.person, origin=origin, member=self.office.public.member(self.person))

    def checked(self, screen: Reply) -> Reply:
        """Every answer can be written in both languages, fits a message, and its buttons fit Telegram."""
        for language in Language:
            text = plain(render(screen, language))
            assert 0 < len(text) <= TEXT_CHARACTERS
            assert not UNFINISHED.search(text), text
            for row in screen.buttons:
                for item in row:
                    assert label(item, language)
                    assert not isinstance(item, Button) or item.data
        return screen


def sent(name: str, content: bytes) -> SentFile:
    async def fetch(folder: Path) -> Path:
        path = folder / "file"
        await asyncio.to_thread(path.write_bytes, content)
        return path

    return SentFile(name, len(content), fetch)


def count(number: int, step: TallyStep) -> Button:
    return tally.COUNT.button("tally_one", Counting(number, step))


async def visit_of_today(office: Office, pupils: int = 40) -> int:
    ratna = Desk(office, RATNA)
    await ratna.presses(under(await ratna.writes(f"SMAN 1 Koba hari ini 2 alat {pupils} siswa", "visits"), acts.SAVE))
    return next(visit.id for visit in office.board.schedule if TODAY in visit.days)


async def close(office: Office, number: int, text: str, person: int = HENDRA) -> Reply:
    """Somebody closes a visit with the numbers that they type."""
    desk = Desk(office, person)
    await desk.presses(ask_close(office, number))
    return await desk.presses(under(await desk.writes(text), acts.CLOSE))


def ask_close(office: Office, number: int) -> Button:
    visit = office.board.schedule.find(number)
    assert visit
    return acts.ASK_CLOSE.button("visit_close", acts.on_screen(visit))
