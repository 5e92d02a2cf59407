"""Update -> question -> reply -> Bot API calls, and the one error boundary."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from telegram.error import TelegramError

from bot.messaging.outgoing import NO_PREVIEW, outgoing
from bot.messaging.updates import Question, Update, membership_of, question_of
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.reply import Button, Notice, OutgoingFile, Preview, PrivateLink, Reply, reply
from handlers.request import ChatKind, Request, SentFile, TelegramSilent
from handlers.routes import BY_NAME
from handlers.texts import label, render

log = logging.getLogger(__name__)

HANDLING_SECONDS = 10.0
"""One question may take this long; then an apology with an error id. Waiting for Telegram to accept the answer is not counted."""

STAFF_SECONDS = 60.0
"""Staff read sheets of a whole province."""

Fetch = Callable[[str, Path], Awaitable[Path]]
"""Gets a file by its id into a folder."""

Ask = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
"""Asks Telegram something: a method and its parameters."""

ADMINS = ("creator", "administrator")


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call."""

    method: str
    parameters: Mapping[str, Any]
    file: OutgoingFile | None = None


class Dispatcher:
    """Turns updates into the calls that answer them. It sends nothing itself: `python -m bot ask` uses it too."""

    def __init__(self, office: Office, username: str, fetch: Fetch, ask: Ask) -> None:
        self.office = office
        self.username = username
        self._fetch = fetch
        self._ask = ask

    async def respond(self, update: Update) -> list[Call]:
        """The calls that answer one update; none for updates that ask nothing."""
        if membership := membership_of(update):
            await self.office.note_membership(membership.chat, membership.gone)
            return []
        question = question_of(update, self.username)
        if question is None:
            return []
        self.office.notes.saw(question.chat)
        request = self._request(question)
        try:
            async with asyncio.timeout(STAFF_SECONDS if request.member else HANDLING_SECONDS):
                found = await self._reply(question, request)
                return self._calls(question, request, found)
        except Exception as error:
            # The one boundary: whatever went wrong, the person hears of it and the log holds the same id.
            error_id = secrets.token_hex(4)
            log.exception("answer failed", extra={"error_id": error_id, "route": question.route, "error": type(error).__name__})
            return self._calls(question, request, reply("error", error_id=error_id))

    async def _reply(self, question: Question, request: Request) -> Reply:
        if question.notice and not (request.member and (request.file or request.attachment)):
            return reply(question.notice)
        return await answer(question.route, request, self.office)

    def _request(self, question: Question) -> Request:
        return Request(
            argument=question.argument,
            person=question.person,
            chat=question.chat,
            chat_kind=question.chat_kind,
            language=self.office.public.language_of(question.chat)
            or (Language.EN if question.language_code.startswith("en") else Language.ID),
            today=self.office.today(),
            now=self.office.now(),
            name=question.name,
            origin=question.origin,
            member=self.office.public.member(question.person),
            file=self._file(question.document) if question.document else None,
            act=question.act,
            tap=question.callback_id,
            message_id=question.message_id,
            html=question.html,
            attachment=question.attachment,
            replied=question.replied,
            quoted=question.quoted,
            is_chat_admin=partial(self._is_admin, question),
        )

    def _language(self, question: Question) -> Language:
        own = Language.EN if question.language_code.startswith("en") else Language.ID
        return self.office.public.language_of(question.chat) or own

    def _file(self, document: Mapping[str, Any]) -> SentFile:
        return SentFile(document.get("file_name", ""), document.get("file_size", 0), partial(self._fetch, document["file_id"]))

    async def _is_admin(self, question: Question) -> bool:
        """Whether the asker administers the group, now. Raises TelegramSilent."""
        if question.as_group:
            return True
        try:
            member = await self._ask("getChatMember", {"chat_id": question.chat, "user_id": question.person})
        except TelegramError as error:
            raise TelegramSilent from error
        return member["status"] in ADMINS

    def _calls(self, question: Question, request: Request, found: Reply) -> list[Call]:
        language = found.language or request.language
        calls = [Call("answerCallbackQuery", {"callback_query_id": question.callback_id})] if question.callback_id is not None else []
        chat = {"chat_id": request.chat}
        message = {**chat, **self._message(found, request.chat_kind, language)}
        if found.preview:
            calls.append(_preview(found.preview, request.chat))
        if found.file:
            calls.append(_with_file(message, found.file))
        elif question.callback_id is not None and not (found.as_new or found.preview or question.keeps_message):
            calls.append(Call("editMessageText", message | {"message_id": question.message_id}))
        else:
            if request.chat_kind is ChatKind.GROUP or found.quotes:
                message["reply_parameters"] = {"message_id": question.message_id, "allow_sending_without_reply": True}
            calls.append(Call("sendMessage", message))
        if found.removes is not None:
            calls.append(Call("deleteMessage", {**chat, "message_id": found.removes}))
        calls.extend(Call("sendMessage", {**chat, **self._message(each, request.chat_kind, language)}) for each in found.more)
        return [*calls, *(call for notice in found.notices for call in self._notice(notice))]

    def _notice(self, notice: Notice) -> list[Call]:
        preview = notice.reply.preview
        shown = [self.message_to(notice.person, notice.reply)]
        return [_preview(preview, notice.person), *shown] if preview else shown

    def message_to(self, person: int, found: Reply) -> Call:
        """A message that nobody has just asked for, in the language of its reader."""
        return Call("sendMessage", self._unasked(person, found))

    def edit_of(self, person: int, message_id: int, found: Reply) -> Call:
        """The same in place of an earlier message."""
        return Call("editMessageText", {**self._unasked(person, found), "message_id": message_id})

    def _unasked(self, person: int, found: Reply) -> dict[str, Any]:
        return {"chat_id": person, **self._message(found, ChatKind.PRIVATE, self.office.public.language_of(person) or Language.ID)}

    def _message(self, found: Reply, chat_kind: ChatKind, language: Language) -> dict[str, Any]:
        message: dict[str, Any] = {"text": render(found, language, self.username), "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
        if found.buttons:
            rows = [[self._button(item, chat_kind, language) for item in row] for row in found.buttons]
            message["reply_markup"] = {"inline_keyboard": rows}
        return message

    def _button(self, item: Button | PrivateLink, chat_kind: ChatKind, language: Language) -> dict[str, str]:
        """In a group a personal question's button leads to the private chat: tapped in place it would replace everybody's answer."""
        start = item.start if isinstance(item, PrivateLink) else item.route
        if isinstance(item, Button) and (chat_kind is ChatKind.PRIVATE or not BY_NAME[item.route].private):
            return {"text": label(item, language), "callback_data": item.data}
        return {"text": label(item, language), "url": f"https://t.me/{self.username}?start={start}"}


def _preview(preview: Preview, chat: int) -> Call:
    """A message as its recipients will get it."""
    method, parameters = outgoing(preview.html, preview.file, None)
    return Call(method, {"chat_id": chat, **parameters})


def _with_file(message: dict[str, Any], file: OutgoingFile) -> Call:
    """A document with the answer as its caption."""
    shown = {name: value for name, value in message.items() if name not in ("text", "link_preview_options")}
    return Call("sendDocument", shown | {"caption": message["text"]}, file)
