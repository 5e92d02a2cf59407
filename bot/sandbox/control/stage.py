"""`/sandbox/...`: what tests arrange (crowds, fates, faults, rules) and what they look up (calls, deliveries, the pace kept)."""

from typing import Any

from aiohttp import web

from bot.sandbox.api.calls import CallLog
from bot.sandbox.control.bodies import body_of, told, whole, wrong
from bot.sandbox.rules.faults import Fault
from bot.sandbox.world.crowd import TooMany, gather
from bot.sandbox.world.deliveries import PaceKept
from bot.sandbox.world.fates import OF_GROUPS, OF_PEOPLE, ChatFate
from bot.sandbox.world.personas import Group
from bot.sandbox.world.world import World

LONGEST_WAIT_SECONDS = 120.0
HOUR = 3600


class Stage:
    """The tests' side of a world. The contract is the docstring of each function."""

    def __init__(self, world: World, calls: CallLog) -> None:
        self._world = world
        self._calls = calls

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/settled", self.settled),
            web.get("/sandbox/calls", self.calls),
            web.get("/sandbox/deliveries", self.deliveries),
            web.get("/sandbox/delivered", self.delivered),
            web.get("/sandbox/paced", self.paced),
            web.post("/sandbox/paced", self.start_pacing),
            web.post("/sandbox/updates", self.updates),
            web.post("/sandbox/crowd", self.crowd),
            web.post("/sandbox/fate", self.fate),
            web.post("/sandbox/age", self.age),
            web.post("/sandbox/faults", self.faults),
            web.post("/sandbox/rules", self.rules),
        ]

    async def settled(self, request: web.Request) -> web.Response:
        """Whether the bot has confirmed an update: `update_id`, `timeout` in seconds."""
        seconds = min(whole(request.query, "timeout", 0), LONGEST_WAIT_SECONDS)
        return told({"settled": await self._world.updates.is_settled(whole(request.query, "update_id"), seconds)})

    async def calls(self, request: web.Request) -> web.Response:
        """The bot's calls from number `since` on, as far as they were kept, and how many there were of each method."""
        return told({"calls": self._calls.since(whole(request.query, "since", 0)), "counted": self._calls.counted})

    async def deliveries(self, request: web.Request) -> web.Response:
        """By chat: how many messages it has got, how many of them silently, and how many requests to send it met."""
        return told(self._world.deliveries.told)

    async def delivered(self, request: web.Request) -> web.Response:
        """The bot's messages in a `chat`, in order, deleted ones too."""
        messages = self._world.chats.delivered(whole(request.query, "chat"))
        return told({"messages": [message.logged for message in messages]})

    async def paced(self, request: web.Request) -> web.Response:
        """How many messages were accepted and refused (429), when the first and last, and the most within any second."""
        return told(self._world.pace_kept.told)

    async def start_pacing(self, request: web.Request) -> web.Response:
        """Measure the pace anew from here."""
        self._world.pace_kept = PaceKept()
        return told({})

    async def updates(self, request: web.Request) -> web.Response:
        """A load: `count` people write `text` at once."""
        body = await body_of(request)
        first, last = await self._world.write_many(whole(body, "count"), str(body.get("text", "")))
        return told({"first_update_id": first, "last_update_id": last})

    async def crowd(self, request: web.Request) -> web.Response:
        """Make `count` people and groups who have started the bot: `fates` (their shares), `groups` (share), `seed`."""
        body = await body_of(request)
        shares: Any = body.get("fates") or {}
        try:
            fates = {ChatFate(name): float(share) for name, share in shares.items()}
            made = gather(self._world.personas, whole(body, "count"), fates, float(body.get("groups", 0)), whole(body, "seed", 0))
        except TooMany:
            raise wrong("Bagian-bagiannya lebih dari seluruhnya.") from None
        except (AttributeError, TypeError, ValueError) as error:
            raise wrong(f"Kerumunan itu tidak bisa dibuat: {error}.") from None
        return told({"chats": made.chats, "fates": made.fates, "migrated": made.migrated})

    async def fate(self, request: web.Request) -> web.Response:
        """What becomes of a `chat`, unseen by the bot: `fate`; for a group that migrates, `moved_to` is answered."""
        body = await body_of(request)
        chat, fate = whole(body, "chat"), str(body.get("fate"))
        found = self._world.personas.people.get(chat) or self._world.personas.groups.get(chat)
        if found is None or fate not in (OF_GROUPS if isinstance(found, Group) else OF_PEOPLE):
            raise wrong("Obrolan itu tidak ada, atau nasib itu bukan untuknya.")
        if isinstance(found, Group) and fate == ChatFate.MIGRATED:
            return told({"moved_to": self._world.personas.migrate(found).id})
        found.fate = ChatFate(fate)
        return told({})

    async def age(self, request: web.Request) -> web.Response:
        """Make a message look older: `chat`, `message_id`, `hours`."""
        body = await body_of(request)
        message = self._world.chats.find(whole(body, "chat"), whole(body, "message_id"))
        if message is None:
            raise wrong("Pesan itu sudah tidak ada.")
        message.date -= whole(body, "hours") * HOUR
        return told({})

    async def faults(self, request: web.Request) -> web.Response:
        """What the next calls to a `chat` meet, in order: `faults`, null for none."""
        body = await body_of(request)
        try:
            faults = [None if name is None else Fault(name) for name in body["faults"]]
        except (KeyError, TypeError, ValueError) as error:
            raise wrong(f"Gangguan itu tidak ada: {error}.") from None
        self._world.faults.script(whole(body, "chat"), faults)
        return told({})

    async def rules(self, request: web.Request) -> web.Response:
        """Change what is enforced: any fields of `LimitRules`, all or none."""
        try:
            self._world.rules.change(await body_of(request))
        except (TypeError, ValueError) as error:
            raise wrong(f"Aturan itu tidak ada, atau nilainya tidak bisa: {error}.") from None
        return told({})
