"""`/sandbox/...`: what the chat page and the tests do in people's name. The contract is the docstring of each function."""

import asyncio
import secrets
from pathlib import Path
from typing import Any

import msgspec
from aiohttp import web

from bot.sandbox.api.parameters import LONGEST_TEXT
from bot.sandbox.control.bodies import body_of, place_of, told, whole, wrong
from bot.sandbox.world.message import ChatMessage, File
from bot.sandbox.world.personas import BOT_ID, BOT_NAME, BOT_USERNAME
from bot.sandbox.world.world import World

PAGE = Path(__file__).parent / "page"
KEEP_ALIVE_SECONDS = 15.0


class People:
    """The people's side of a world."""

    def __init__(self, world: World, closing: asyncio.Event) -> None:
        self._world = world
        self._closing = closing

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/personas", self.personas),
            web.get("/sandbox/chat", self.chat),
            web.get("/sandbox/events", self.events),
            web.post("/sandbox/send", self.send),
            web.post("/sandbox/upload", self.upload),
            web.post("/sandbox/edit", self.edit),
            web.post("/sandbox/tap", self.tap),
            web.post("/sandbox/block", self.block),
            web.get("/sandbox/file/{id}", self.file),
        ]

    async def personas(self, request: web.Request) -> web.Response:
        """Who there is: the bot, the people with their chats, and a school to ask about."""
        people = [
            {"id": person.id, "name": person.name, "role": person.role, "language": person.language, "chats": self._chats_of(person.id)}
            for person in self._world.personas.people.values()
            if person.id < 10_000
        ]
        bot = {"id": BOT_ID, "username": BOT_USERNAME, "name": BOT_NAME}
        return told({"bot": bot, "people": people, "school": self._world.personas.school})

    async def chat(self, request: web.Request) -> web.Response:
        """The messages of a chat as one person sees them, and the menu of commands there."""
        person, chat = place_of(request.query, self._world)
        shown = [self._world.chats.as_shown(message) for message in self._world.chats.in_chat(chat)]
        return told({"messages": shown, "menu": self._world.menu(person, chat)})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What happens in a chat from now on, as server-sent events."""
        person, chat = place_of(request.query, self._world)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        closing = asyncio.create_task(self._closing.wait())
        try:
            with self._world.chats.watched() as happening:
                await stream.write(b": hello\n\n")  # who reads it misses nothing that comes after
                while not closing.done():
                    next_event = asyncio.create_task(happening.get())
                    await asyncio.wait([next_event, closing], timeout=KEEP_ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                    if not next_event.done():
                        next_event.cancel()
                        await stream.write(b": still here\n\n")
                        continue
                    event = next_event.result()
                    if event.chat == chat and event.person in (None, person):
                        await stream.write(b"event: %s\ndata: %s\n\n" % (event.kind.encode(), msgspec.json.encode(event.body)))
        except ConnectionResetError:
            pass  # The page was closed: there is nobody left to tell.
        finally:
            closing.cancel()
        return stream

    async def send(self, request: web.Request) -> web.Response:
        """Write a message: `as`, `chat`, `text`, `reply_to`; `thread` in a topic."""
        body = await body_of(request)
        person, chat = place_of(body, self._world)
        text = str(body.get("text", ""))
        if not text.strip():
            raise wrong("Tulis dulu pesannya.")
        if len(text) > LONGEST_TEXT:
            raise wrong("Pesan terlalu panjang: paling banyak 4096 huruf.")
        thread = body.get("thread")
        if thread is not None and thread not in self._world.personas.topics(chat):
            raise wrong("Topik itu tidak ada.")
        update_id, message = await self._world.write(person, chat, text, reply_to=body.get("reply_to"), thread=thread)
        return told({"update_id": update_id, "message_id": message.id})

    async def upload(self, request: web.Request) -> web.Response:
        """Send a file: `as`, `chat`, `caption`, `file`."""
        form = await request.post()
        person, chat = place_of(form, self._world)
        sent = form.get("file")
        if not isinstance(sent, web.FileField):
            raise wrong("Pilih dulu berkasnya.")
        kind: Any = "photo" if sent.content_type in ("image/jpeg", "image/png") else "document"
        file = File(secrets.token_urlsafe(24), sent.filename, sent.file.read(), sent.content_type, kind)
        update_id, message = await self._world.write(person, chat, str(form.get("caption", "")), file=file)
        return told({"update_id": update_id, "message_id": message.id})

    async def edit(self, request: web.Request) -> web.Response:
        """Change what one wrote: `as`, `chat`, `message_id`, `text`."""
        body = await body_of(request)
        message = self._message(body)
        if message.sender != place_of(body, self._world)[0]:
            raise wrong("Hanya pesan sendiri yang bisa diubah.")
        return told({"update_id": await self._world.edit(message, str(body.get("text", "")))})

    async def tap(self, request: web.Request) -> web.Response:
        """Tap a button, also a forged one: `as`, `chat`, `message_id`, `data`."""
        body = await body_of(request)
        update_id = await self._world.tap(place_of(body, self._world)[0], self._message(body), str(body.get("data", "")))
        return told({"update_id": update_id})

    async def block(self, request: web.Request) -> web.Response:
        """Shut the bot out, or let it in: `as`, `blocked`."""
        body = await body_of(request)
        person, _ = place_of(body | {"chat": body.get("as")}, self._world)
        return told({"update_id": await self._world.block(person, blocked=bool(body.get("blocked")))})

    async def file(self, request: web.Request) -> web.Response:
        """A file's bytes."""
        file = self._world.chats.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        kind = "inline" if file.kind == "photo" else "attachment"
        response = web.Response(body=file.content, content_type=file.shown_type)
        response.headers["Content-Disposition"] = f'{kind}; filename="{file.name.encode("ascii", "replace").decode().replace(chr(34), "")}"'
        return response

    def _chats_of(self, person: int) -> list[dict[str, Any]]:
        groups = [group for group in self._world.personas.groups.values() if person in group.members and group.moved_to is None]
        private = {"id": person, "title": BOT_NAME, "kind": "private"}
        return [private, *({"id": group.id, "title": group.title, "kind": "group"} for group in groups)]

    def _message(self, body: dict[str, Any]) -> ChatMessage:
        message = self._world.chats.find(place_of(body, self._world)[1], whole(body, "message_id"))
        if message is None:
            raise wrong("Pesan itu sudah tidak ada.")
        return message
