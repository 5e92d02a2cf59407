"""Update -> Request -> reply -> Bot API calls, and the one error boundary."""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.reply import Button, PrivateLink, Reply, parse_callback, reply
from handlers.request import ChatKind, Request
from handlers.routes import BY_COMMAND, BY_NAME
from handlers.texts import label, render

log = logging.getLogger(__name__)

HANDLING_SECONDS = 10.0
"""One question may take this long; then an apology with an error id. Waiting for Telegram to accept the answer is not counted."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call."""

    method: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """An update that asks something: the route (None: a free sentence), the request, and what is answered to."""

    route: str | None
    request: Request
    message_id: int
    callback_id: str | None = None
    notice: str | None = None
    """A view that replaces the answer: for what the bot cannot read."""


class Dispatcher:
    """Turns updates into the calls that answer them. It sends nothing itself: `python -m bot ask` uses it too."""

    def __init__(self, office: Office, username: str) -> None:
        self.office = office
        self.username = username

    async def respond(self, update: Update) -> list[Call]:
        """The calls that answer one update; none for updates that ask nothing."""
        question = self._question(update)
        if question is None:
            return []
        try:
            async with asyncio.timeout(HANDLING_SECONDS):
                found = reply(question.notice) if question.notice else await answer(question.route, question.request, self.office)
                return self._calls(question, found)
        except Exception as error:
            # The one boundary: whatever went wrong, the person hears of it and the log holds the same id.
            error_id = secrets.token_hex(4)
            log.exception("answer failed", extra={"error_id": error_id, "route": question.route, "error": type(error).__name__})
            return self._calls(question, reply("error", error_id=error_id))

    def _question(self, update: Update) -> Question | None:
        if update.callback_query:
            return self._pressed(update.callback_query)
        message = update.message or update.edited_message
        if message is None or message.from_user is None or message.chat.type == ChatType.CHANNEL:
            return None
        return self._written(message, message.from_user)

    def _pressed(self, query: CallbackQuery) -> Question | None:
        if query.message is None or query.data is None:
            return None
        parsed = parse_callback(query.data)
        known = parsed if parsed and parsed[0] in BY_NAME else None
        route, argument = known or ("start", "")
        request = self._request(argument, query.from_user, query.message.chat.id, query.message.chat.type)
        return Question(route, request, query.message.message_id, query.id, None if known else "old_button")

    def _written(self, message: Message, person: User) -> Question | None:
        text = message.text or message.caption
        in_private = message.chat.type == ChatType.PRIVATE
        if text is None:
            notice = "only_text" if in_private else None
            return (
                Question(None, self._request("", person, message.chat.id, message.chat.type), message.message_id, None, notice)
                if notice
                else None
            )
        route, argument = None, text
        if text.startswith("/"):
            command, _, argument = text[1:].partition(" ") if " " in text.split("\n", 1)[0] else text[1:].partition("\n")
            name, _, addressee = command.partition("@")
            if addressee and addressee.casefold() != self.username.casefold():
                return None
            found = BY_COMMAND.get(name.casefold())
            if found is None:
                return (
                    None
                    if not in_private
                    else Question(None, self._request("", person, message.chat.id, message.chat.type), message.message_id)
                )
            route = found.name
        elif not in_private:
            argument = _without_mention(message, text)
        return Question(route, self._request(argument.strip(), person, message.chat.id, message.chat.type), message.message_id)

    def _request(self, argument: str, person: User, chat: int, chat_type: str) -> Request:
        kind = ChatKind.PRIVATE if chat_type == ChatType.PRIVATE else ChatKind.GROUP
        language = self.office.language_of(chat) or (Language.EN if (person.language_code or "").startswith("en") else Language.ID)
        return Request(argument, person.id, chat, kind, language, self.office.today())

    def _calls(self, question: Question, found: Reply) -> list[Call]:
        request = question.request
        language = found.language or request.language
        message: dict[str, Any] = {
            "chat_id": request.chat,
            "text": render(found, language),
            "parse_mode": "HTML",
            "link_preview_options": NO_PREVIEW,
        }
        if found.buttons:
            message["reply_markup"] = {"inline_keyboard": [[self._button(item, language) for item in row] for row in found.buttons]}
        if question.callback_id is None:
            if request.chat_kind is ChatKind.GROUP:
                message["reply_parameters"] = {"message_id": question.message_id, "allow_sending_without_reply": True}
            return [Call("sendMessage", message)]
        message["message_id"] = question.message_id
        return [Call("answerCallbackQuery", {"callback_query_id": question.callback_id}), Call("editMessageText", message)]

    def _button(self, item: Button | PrivateLink, language: Language) -> dict[str, str]:
        if isinstance(item, Button):
            return {"text": label(item, language), "callback_data": item.data}
        return {"text": label(item, language), "url": f"https://t.me/{self.username}?start={item.start}"}


NO_PREVIEW = {"is_disabled": True}


def _without_mention(message: Message, text: str) -> str:
    """The words beside "@bot" in a group."""
    for mention in message.parse_entities([MessageEntity.MENTION]).values():
        text = text.replace(mention, " ")
    return text
