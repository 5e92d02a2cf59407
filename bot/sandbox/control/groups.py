"""`/sandbox/...`: what a group's creator does with it, and what the bot is told of that. The contract is the docstring of each function."""

from aiohttp import web

from bot.sandbox.control.bodies import body_of, told, whole, wrong
from bot.sandbox.world.personas import Group
from bot.sandbox.world.topics import GENERAL
from bot.sandbox.world.world import MIGRATED_FROM, MIGRATED_TO, World


class Groups:
    """The creators' side of a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/sandbox/group", self.group),
            web.post("/sandbox/migrate", self.migrate),
            web.post("/sandbox/topic", self.topic),
        ]

    async def group(self, request: web.Request) -> web.Response:
        """The bot is added to a group (`chat`), or removed: `member`."""
        body = await body_of(request)
        group, creator = self._group(whole(body, "chat"))
        return told({"update_id": await self._world.move_bot(group, creator, is_in=bool(body.get("member")))})

    async def migrate(self, request: web.Request) -> web.Response:
        """A group (`chat`) becomes a supergroup, `moved_to`; `told` lists its service messages in the order in which the bot gets them."""
        body = await body_of(request)
        group, creator = self._group(whole(body, "chat"))
        messages = body.get("told", [MIGRATED_TO, MIGRATED_FROM])
        if not isinstance(messages, list) or not {MIGRATED_TO, MIGRATED_FROM}.issuperset(messages):
            raise wrong("Pesan layanan itu tidak ada.")
        update_id, new = await self._world.migrate(group, creator, messages)
        return told({"update_id": update_id, "moved_to": new.id})

    async def topic(self, request: web.Request) -> web.Response:
        """A topic begins in a group (`chat`) under its `name`, its `thread` is answered; or a `thread` (0 is General) changes its `state`.

        `open`, `closed`, or `deleted`, which no bot is told.
        """
        body = await body_of(request)
        group, creator = self._group(whole(body, "chat"))
        if "thread" not in body:
            update_id, thread = await self._world.open_topic(group, creator, str(body.get("name", "")))
            return told({"update_id": update_id, "thread": thread})
        thread, state = whole(body, "thread"), body.get("state")
        if thread not in group.topics or state not in ("open", "closed", "deleted") or (thread == GENERAL and state == "deleted"):
            raise wrong("Topik itu tidak ada, atau tidak bisa begitu.")
        if state == "deleted":
            self._world.delete_topic(group, thread)
            return told({})
        return told({"update_id": await self._world.change_topic(group, creator, thread, is_open=state == "open")})

    def _group(self, chat: int) -> tuple[Group, int]:
        """A group, and who made it."""
        group = self._world.personas.groups.get(chat)
        if group is None or group.creator is None or group.moved_to is not None:
            raise wrong("Grup itu tidak ada, atau tidak ada yang membuatnya.")
        return group, group.creator
