"""Update -> question -> reply -> Bot API calls, and the one error boundary."""

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.incoming import Question, Update, question_of
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.reply import Button, PrivateLink, Reply, reply
from handlers.request import ChatKind, Request
from handlers.routes import BY_NAME
from handlers.texts import label, render

log = logging.getLogger(__name__)

HANDLING_SECONDS = 10.0
"""One question may take this long; then an apology with an error id. Waiting for Telegram to accept the answer is not counted."""

NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call."""

    method: str
    parameters: Mapping[str, Any]


class Dispatcher:
    """Turns updates into the calls that answer them. It sends nothing itself: `python -m bot ask` uses it too."""

    def __init__(self, office: Office, username: str) -> None:
        self.office = office
        self.username = username

    async def respond(self, update: Update) -> list[Call]:
        """The calls that answer one update; none for updates that ask nothing."""
        question = question_of(update, self.username)
        if question is None:
            return []
        request = self._request(question)
        try:
            async with asyncio.timeout(HANDLING_SECONDS):
                found = reply(question.notice) if question.notice else await answer(question.route, request, self.office)
                return self._calls(question, request, found)
        except Exception as error:
            # The one boundary: whatever went wrong, the person hears of it and the log holds the same id.
            error_id = secrets.token_hex(4)
            log.exception("answer failed", extra={"error_id": error_id, "route": question.route, "error": type(error).__name__})
            return self._calls(question, request, reply("error", error_id=error_id))

    def _request(self, question: Question) -> Request:
        chosen = self.office.language_of(question.chat)
        language = chosen or (Language.EN if question.language_code.startswith("en") else Language.ID)
        return Request(question.argument, question.person, question.chat, question.chat_kind, language, self.office.today())

    def _calls(self, question: Question, request: Request, found: Reply) -> list[Call]:
        language = found.language or request.language
        message: dict[str, Any] = {
            "chat_id": request.chat,
            "text": render(found, language),
            "parse_mode": "HTML",
            "link_preview_options": NO_PREVIEW,
        }
        if found.buttons:
            message["reply_markup"] = {
                "inline_keyboard": [[self._button(item, request.chat_kind, language) for item in row] for row in found.buttons]
            }
        if question.callback_id is not None:
            message["message_id"] = question.message_id
            return [Call("answerCallbackQuery", {"callback_query_id": question.callback_id}), Call("editMessageText", message)]
        if request.chat_kind is ChatKind.GROUP:
            message["reply_parameters"] = {"message_id": question.message_id, "allow_sending_without_reply": True}
        return [Call("sendMessage", message)]

    def _button(self, item: Button | PrivateLink, chat_kind: ChatKind, language: Language) -> dict[str, str]:
        """In a group a personal question's button leads to the private chat: tapped in place it would replace everybody's answer."""
        start = item.start if isinstance(item, PrivateLink) else item.route
        if isinstance(item, Button) and (chat_kind is ChatKind.PRIVATE or not BY_NAME[item.route].private):
            return {"text": label(item, language), "callback_data": item.data}
        return {"text": label(item, language), "url": f"https://t.me/{self.username}?start={start}"}
