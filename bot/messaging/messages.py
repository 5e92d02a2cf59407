"""From a reply to the Bot API calls that show it: texts, buttons, previews, files, and what others are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import quote

from bot.messaging.outgoing import NO_PREVIEW, outgoing
from ektp_core.announcements.announcement import LONGEST_CAPTION
from ektp_core.announcements.text import units
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store.watches import Live
from handlers.inline.cards import Card
from handlers.inline.queries import Cards
from handlers.reply import AnyButton, Button, DrawnFile, OutgoingFile, Preview, PrivateLink, Reply, ReplyTo, ShareButton, reply
from handlers.request import ChatKind, Request
from handlers.routes import BY_NAME
from handlers.texts import label, render, render_alone
from handlers.texts.keyboard import laid_out
from handlers.texts.plain import for_whatsapp, plain

WHATSAPP = "https://wa.me/?text="
LONGEST_ADDRESS = 2_000
"""Letters that every browser and app takes."""

LINES_OF_DESCRIPTION = 2
"""The answer, and what comes next: phones show no more under a card's title."""

CACHED_SECONDS = 10
"""Telegram gives the same cards to who types the same again (`is_personal`: they are in the asker's language). A visit that has been moved
is seen at the next look, and a letter taken back asks nothing.
"""


@dataclass(frozen=True, slots=True)
class Shows:
    """What a message of staff shows that changes by itself, and in which language."""

    live: Live
    language: Language


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call.

    What it sends goes into the topic of `thread`; where that takes nothing, to General, with `not_in_topic` above it. One that `has_moved`
    goes to the supergroup that its group has become, and that becomes nothing else. What a new message `shows` that changes by itself is
    noted with its number; `numbered` hears that number, too. A file that cannot be drawn is left out: then `instead` is sent, if anything.
    """

    method: str
    parameters: Mapping[str, Any]
    file: OutgoingFile | DrawnFile | None = None
    instead: "Call | None" = None
    thread: int | None = None
    not_in_topic: str = ""
    has_moved: bool = False
    shows: Shows | None = None
    numbered: Callable[[int], None] | None = None


def takes_place(request: Request, found: Reply) -> bool:
    """Whether the answer is written in the message whose button was tapped, in place of what that showed."""
    return request.tap is not None and not (found.as_new or found.preview or found.file or request.keeps_message)


class Messages:
    """Words replies in the language of who reads them, with links to the bot of this name."""

    def __init__(self, office: Office, username: str) -> None:
        self._office = office
        self._username = username

    def answering(self, request: Request, found: Reply) -> list[Call]:
        """The calls that answer a request, in order."""
        language = found.language or request.language
        calls = self._answering(request, found, language)
        if request.thread is None:
            return calls
        told = render(reply("not_in_topic"), language)
        in_topic = partial(replace, thread=request.thread, not_in_topic=told)
        return [in_topic(call) if call.parameters.get("chat_id") == request.chat else call for call in calls]

    def _answering(self, request: Request, found: Reply, language: Language) -> list[Call]:
        calls = [Call("answerCallbackQuery", {"callback_query_id": request.tap})] if request.tap is not None else []
        chat = {"chat_id": request.chat}
        message = {**chat, **self._message(found, request.chat_kind, language)}
        shows = Shows(found.live, language) if found.live and request.chat_kind is ChatKind.PRIVATE else None
        if found.preview:
            calls.append(_preview(found.preview, request.chat))
        if found.file:
            file = found.file.of_bot(self._username) if isinstance(found.file, DrawnFile) else found.file
            calls.extend(_with_file(message, file, render(reply("not_drawn"), language)))
        elif takes_place(request, found):
            calls.append(Call("editMessageText", message | {"message_id": request.message_id}, shows=shows))
        else:
            if (request.chat_kind is ChatKind.GROUP or found.quotes) and request.message_id:
                message["reply_parameters"] = {"message_id": request.message_id, "allow_sending_without_reply": True}
            calls.append(Call("sendMessage", message, shows=shows))
        if found.removes is not None:
            calls.append(Call("deleteMessage", {**chat, "message_id": found.removes}))
        calls.extend(Call("sendMessage", {**chat, **self._message(each, request.chat_kind, language)}) for each in found.more)
        return [*calls, *(call for notice in found.notices for call in self._notice(notice))]

    def toast(self, tap: str, found: Reply, language: Language) -> Call:
        """A sentence above the chat, under whose buttons nothing of ours can be written."""
        return Call("answerCallbackQuery", {"callback_query_id": tap, "text": plain(render(found, language))})

    def inline(self, query: str, found: Cards, language: Language) -> Call:
        """The cards for what somebody types behind the bot's name."""
        answer: dict[str, Any] = {
            "inline_query_id": query,
            "results": [self._card(card, language) for card in found.cards],
            "cache_time": CACHED_SECONDS,
            "is_personal": True,
            "next_offset": found.next_offset,
        }
        if found.above:
            answer["button"] = {"text": label(found.above, language), "start_parameter": found.above.start}
        return Call("answerInlineQuery", answer)

    def _card(self, card: Card, language: Language) -> dict[str, Any]:
        message = self._message(card.answer, ChatKind.GROUP, language)
        content = {"message_text": message.pop("text"), **{name: message.pop(name) for name in ("parse_mode", "link_preview_options")}}
        lines = filter(None, plain(content["message_text"]).split("\n"))
        words = {"title": label(card.title, language), "description": "\n".join(islice(lines, LINES_OF_DESCRIPTION))}
        return {"type": "article", "id": card.id, **words, "input_message_content": content, **message}

    def unasked(self, person: int, found: Reply, language: Language | None = None) -> Call:
        """A message that nobody has just asked for, in the language of its reader where no other is named."""
        return Call("sendMessage", self._unasked(person, found, language))

    def changed(self, person: int, message_id: int, found: Reply, language: Language | None) -> Call:
        """The same in place of an earlier message, in the language of that."""
        return Call("editMessageText", {**self._unasked(person, found, language), "message_id": message_id})

    def _notice(self, notice: ReplyTo) -> list[Call]:
        preview = notice.reply.preview
        shown = [self.unasked(notice.person, notice.reply)]
        return [_preview(preview, notice.person), *shown] if preview else shown

    def _unasked(self, person: int, found: Reply, written: Language | None = None) -> dict[str, Any]:
        language = written or self._office.public.language_of(person) or Language.ID
        return {"chat_id": person, **self._message(found, ChatKind.PRIVATE, language)}

    def _message(self, found: Reply, chat_kind: ChatKind, language: Language) -> dict[str, Any]:
        message: dict[str, Any] = {
            "text": render(found, language, self._username, example=self._office.board.has_examples),
            "parse_mode": "HTML",
            "link_preview_options": NO_PREVIEW,
        }
        if found.buttons:
            rows = ([self._button(item, found, chat_kind, language) for item in row] for row in found.buttons)
            message["reply_markup"] = {"inline_keyboard": laid_out(rows)}
        return message

    def _button(self, item: AnyButton, found: Reply, chat_kind: ChatKind, language: Language) -> dict[str, str]:
        """In a group a personal question's button leads to the private chat: tapped in place it would replace everybody's answer."""
        if isinstance(item, ShareButton):
            return {"text": label(item, language), "url": self._to_whatsapp(found, language)}
        start = item.start if isinstance(item, PrivateLink) else item.route
        if isinstance(item, Button) and (chat_kind is ChatKind.PRIVATE or not BY_NAME[item.route].private):
            return {"text": label(item, language), "callback_data": item.data}
        return {"text": label(item, language), "url": f"https://t.me/{self._username}?start={start}"}

    def _to_whatsapp(self, found: Reply, language: Language) -> str:
        """The address that hands the answer's words to WhatsApp; where they are too long for an address, the bot's own goes alone."""
        told = render_alone(found, language, self._username, example=self._office.board.has_examples)
        address = WHATSAPP + quote(for_whatsapp(told), safe="")
        return address if len(address) <= LONGEST_ADDRESS else WHATSAPP + quote(f"https://t.me/{self._username}", safe="")


def _preview(preview: Preview, chat: int) -> Call:
    """A message as its recipients will get it."""
    method, parameters = outgoing(preview.html, preview.file, None)
    return Call(method, {"chat_id": chat, **parameters})


def _with_file(message: dict[str, Any], file: OutgoingFile | DrawnFile, not_drawn: str) -> list[Call]:
    """The file with the answer as its caption; a drawing whose caption would be too long comes first, by itself."""
    if isinstance(file, OutgoingFile):
        return [Call("sendDocument", _captioned(message), file)]
    method = "sendPhoto" if file.as_photo else "sendDocument"
    if units(plain(message["text"])) > LONGEST_CAPTION:
        alone = {"chat_id": message["chat_id"]}
        missing = Call("sendMessage", alone | {"text": not_drawn, "parse_mode": "HTML"})
        return [Call(method, alone, file, missing), Call("sendMessage", message)]
    words = Call("sendMessage", message | {"text": f"{message['text']}\n\n{not_drawn}"})
    return [Call(method, _captioned(message), file, words)]


def _captioned(message: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in message.items() if name not in ("text", "link_preview_options")}
    return shown | {"caption": message["text"]}
