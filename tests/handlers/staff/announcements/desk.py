"""One member of staff before the announcements tool, without Telegram, and what they begin with."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import select, update

from bot.terminal.ask import plain
from ektp_core.announcements.announcement import Announcement, AnnouncementState, FileKind, SentBefore
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import announcements as store
from ektp_core.store import schema
from ektp_core.subscriptions.subscribers import Scope, Subscription
from handlers.answer import answer
from handlers.outgoing.start import start_announcements
from handlers.reply import Button, Reply
from handlers.request import Origin
from handlers.texts import label, render
from tests.core.builders import TODAY
from tests.handlers.unfinished import LONGEST_LABEL, TEXT_CHARACTERS, UNFINISHED
from tests.rehearsal import ZONE, a_request
from tests.store.followers import a_follower

RATNA, HENDRA, JULIAN, WULAN = 7101, 7102, 7201, 7202
KOBA, NAMANG, SMKN_1_KOBA = "10900778", "10900779", "10901435"
NOON = datetime.combine(TODAY, time(12), ZONE)
AT_FOUR = datetime.combine(TODAY, time(16), ZONE)
PHOTO = SentBefore(FileKind.PHOTO, "AgAC", "")


@dataclass(slots=True)
class Desk:
    """One person before the bot, without Telegram."""

    office: Office
    person: int = RATNA
    taps_so_far: int = 0
    screen: Reply = field(default_factory=lambda: Reply(""))

    async def writes(self, text: str, route: str | None = None, **more: Any) -> Reply:
        return self._seen(await answer(replace(self._request(text, Origin.TYPED), **more, route=route), self.office))

    async def announces(self, text: str = "") -> Reply:
        return await self.writes(text, "announcements")

    async def taps(self, label_key: str, **values: Any) -> Reply:
        """Tap the button with this label on the screen."""
        buttons = [item for row in self.screen.buttons for item in row if isinstance(item, Button)]
        found = [
            item for item in buttons if item.label == label_key and all(item.values.get(name) == value for name, value in values.items())
        ]
        assert found, f"no {label_key} {values} among {[(item.label, dict(item.values)) for item in buttons]}"
        return await self.presses(found[0])

    async def presses(self, item: Button) -> Reply:
        """Tap a button, whether or not it is on the screen: of an earlier message, or forged."""
        self.taps_so_far += 1
        tap = f"{self.person}-{self.taps_so_far}"
        request = replace(self._request(item.argument, Origin.TAPPED), tap=tap, message_id=40, act=item.act)
        return self._seen(await answer(replace(request, route=item.route), self.office))

    def gets(self, told: Reply) -> Reply:
        """What came unasked stands on the screen."""
        return self._seen(told)

    def _request(self, argument: str, origin: Origin) -> Any:
        asked = a_request(argument, self.person, origin=origin, member=self.office.public.member(self.person))
        return replace(asked, now=self.office.now())

    def _seen(self, found: Reply) -> Reply:
        """Every screen can be written in both languages, fits a message and a small phone."""
        for shown in (found, *(notice.reply for notice in found.notices)):
            for language in Language:
                text = plain(render(shown, language))
                assert 0 < len(text) <= TEXT_CHARACTERS
                assert not UNFINISHED.search(text), text
                for row in shown.buttons:
                    for item in row:
                        own = shown.view.startswith("staff/announcements/screen")
                        assert not own or 0 < len(label(item, language)) <= LONGEST_LABEL[len(row)], label(item, language)
                        assert not isinstance(item, Button) or item.data
        self.screen = found
        return found

    @property
    def text(self) -> str:
        return plain(render(self.screen, Language.ID))

    @property
    def preview(self) -> str:
        return plain(self.screen.preview.html) if self.screen.preview else ""

    @property
    def offered(self) -> set[str]:
        return {item.label for row in self.screen.buttons for item in row}


async def subscribe(office: Office, *chats: int, school: str | None = None, subdistrict: str | None = None) -> None:
    """These chats follow a school, a subdistrict, or the district."""
    target = (Scope.SCHOOL, school) if school else (Scope.SUBDISTRICT, subdistrict) if subdistrict else (Scope.DISTRICT, "19.04")
    for chat in chats:
        await a_follower(office.store, chat, Subscription(*target))


async def number_of_newest(office: Office) -> int:
    async with office.store.reading() as connection:
        return int(
            (await connection.execute(select(schema.announcement.c.id).order_by(schema.announcement.c.id.desc()).limit(1))).scalar_one()
        )


async def newest(office: Office) -> Announcement:
    return await store.one(office.store, await number_of_newest(office))


async def written(office: Office, person: int = RATNA, to: str = "SMAN 1 Koba", text: str = "Kamis kami datang ke sekolah.") -> Desk:
    """An announcement that is ready to be confirmed, on this person's screen."""
    desk = Desk(office, person)
    await desk.announces(to)
    await desk.writes(text)
    return desk


async def sent(office: Office, *, but: int = 0) -> Announcement:
    """The newest announcement, begun and delivered, as the engine does it; `but` copies are uncertain."""
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    found = await newest(office)
    async with office.store.changing() as connection:
        copies = list((await connection.execute(select(schema.delivery.c.id).where(schema.delivery.c.announcement == found.id))).scalars())
        for place, copy in enumerate(copies):
            ended = (
                {"state": DeliveryState.UNCERTAIN, "ambiguous": 2}
                if place < but
                else {"state": DeliveryState.DELIVERED, "message_id": 900 + copy}
            )
            await connection.execute(update(schema.delivery).where(schema.delivery.c.id == copy).values(**ended))
        counts = {"delivered": len(copies) - but, "unreachable": 0, "skipped": 0, "uncertain": but}
        ended = {"state": AnnouncementState.CLOSED, "closed": NOON, **counts}
        await connection.execute(update(schema.announcement).where(schema.announcement.c.id == found.id).values(**ended))
    return await newest(office)
