"""From an update to what it asks: a request, with the language, the day and the rights that the office gives to whoever asks."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from telegram import ChatMember
from telegram.constants import ChatMemberStatus
from telegram.error import ChatMigrated, TelegramError

from bot.messaging.contents import Document, attachment_of, content_of
from bot.messaging.formatting import behind, formatted
from bot.messaging.repeats import Repeats
from bot.messaging.updates import CallbackQuery, Message, Update, User
from ektp_core.announcements.announcement import SentBefore
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.words.signs import one_line
from ektp_core.roles import IMPERSONAL
from ektp_core.visits.nearest import Position
from handlers.links.deep_links import Opened, opened_by
from handlers.reply import Tap, parse_callback
from handlers.request import (
    INVITATION,
    NO_SUCH_COMMAND,
    PAPERS,
    ChatKind,
    Content,
    GroupMoved,
    Origin,
    Request,
    SentFile,
    TelegramSilent,
)
from handlers.routes import BY_COMMAND, BY_NAME

Fetch = Callable[[str, Path], Awaitable[Path]]
"""Gets a file by its id into a folder."""

MemberOf = Callable[[int, int], Awaitable[ChatMember]]
"""Asks Telegram what somebody is in a chat: chat, then person."""

ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


class More(TypedDict, total=False):
    """What only some requests have; see `handlers.request.Request`."""

    notice: str | None
    html: str | None
    has_lost_formatting: bool
    has_custom_emoji: bool
    replied: tuple[Tap, ...]
    tap: str
    act: str | None
    keeps_message: bool
    quoted: str
    content: Content | None
    position: Position | None
    file: SentFile | None
    attachment: SentBefore | None
    is_album: bool


class RequestReader:
    """Reads what updates ask of the bot of this name, at this office."""

    def __init__(self, office: Office, username: str, fetch: Fetch, member_of: MemberOf) -> None:
        self._office = office
        self._username = username.casefold()
        self._mention = re.compile(rf"(?<![\w.])(/\w+)?@{re.escape(username)}(?!\w)[,:]?", re.IGNORECASE)
        """Neither a longer name, nor an address that ends in ours; behind a command, that is left."""

        self._repeats = Repeats()
        self._fetch = fetch
        self._member_of = member_of

    def read(self, update: Update) -> Request | None:
        """The request that an update makes; None for updates that ask nothing."""
        if update.callback_query:
            return self._tapped(update.callback_query)
        message, edited = update.message or update.edited_message, update.message is None
        if message is None or message.sender is None or not _is_from_somebody(message, message.sender) or self._is_card(message):
            return None
        text = _words_of(message)
        if edited and (text is None or self._is_unchanged(update, message, text)):
            return None
        request = self._written(update, message, message.sender, _origin(message, message.sender, edited=edited))
        if request and text is not None:
            self._repeats.asked(update.update_id, message.chat.id, message.message_id, text)
        return request

    def _is_unchanged(self, update: Update, message: Message, text: str) -> bool:
        """Whether an edit changed something else than the words: reactions and previews of links come as edits, too.

        Where the words before it are not known, the date tells: Telegram dates what shows as edited, and nothing else.
        """
        same = self._repeats.is_unchanged(update.update_id, message.chat.id, message.message_id, text)
        return message.edit_date is None if same is None else same

    def in_supergroup(self, request: Request, new: int) -> Request:
        """What was asked in a group, as if it were asked in the supergroup that the group has become."""
        return replace(request, chat=new, is_chat_admin=partial(self._is_admin, new, request.person))

    def _tapped(self, query: CallbackQuery) -> Request | None:
        """A button: its data names a route and an argument. What this version never wrote is answered as an old button."""
        message = query.message
        if message is None or query.data is None:
            return None
        known = _tap(query.data)
        tap = known or Tap("start", "")
        answered = message.reply_to_message
        return self._request(
            message,
            query.sender,
            Origin.TAPPED,
            tap.route,
            tap.argument,
            notice=None if known else "old_button",
            tap=query.id,
            act=tap.act,
            keeps_message=tap.keeps or message.document is not None or bool(message.photo),  # a file does not become a screen
            quoted=(answered.text if answered else None) or "",
        )

    def _written(self, update: Update, message: Message, person: User, origin: Origin) -> Request | None:
        text, is_private = _words_of(message), message.chat.is_private
        more = More() if message.text else self._carried(update, message)
        if text is None:
            return self._request(message, person, origin, None, "", **more) if is_private and "content" in more else None
        if text.startswith("/"):
            return self._commanded(message, person, origin, text, more)
        if is_private:
            more |= _formatting(message, text)
        elif self._is_addressed(message, text):
            text = self._mention.sub(r"\1 ", text)
        else:
            return None
        more["replied"] = self._replied(message)
        return self._request(message, person, origin, None, text, **more)

    def _carried(self, update: Update, message: Message) -> More:
        """What comes with a message, or instead of words; nothing for an album's further parts that have no words of their own."""
        content, album = content_of(message), message.media_group_id
        is_further = album is not None and self._repeats.is_further_part(update.update_id, message.chat.id, album)
        if content is None or (is_further and _words_of(message) is None):
            return More()
        file = self._file(message.document) if content is Content.DOCUMENT else None
        attachment = attachment_of(message) if content in PAPERS else None
        return More(content=content, position=message.location, file=file, attachment=attachment, is_album=album is not None)

    def _commanded(self, message: Message, person: User, origin: Origin, text: str, more: More) -> Request | None:
        """A command; in a group only one that is ours, and that names no other bot. In private there is nobody else to ask."""
        command, argument = _split_command(text)
        name, _, addressee = command.partition("@")
        if addressee and addressee.casefold() != self._username and not message.chat.is_private:
            return None
        route = BY_COMMAND.get(name.casefold())
        if route and route.name == "start" and argument and not argument.startswith(INVITATION):
            return self._linked(message, person, origin, argument)
        if route is None:
            more["notice"] = NO_SUCH_COMMAND
            return self._request(message, person, origin, None, argument, **more) if message.chat.is_private else None
        if route.act and message.chat.is_private:
            more |= _formatting(message, text, argument)
        return self._request(message, person, origin, route.name, argument, **more)

    def _linked(self, message: Message, person: User, origin: Origin, start: str) -> Request:
        """What a link opens, t.me/<bot>?start=…; one that opens nothing begins from the start, which says so."""
        opened = opened_by(start, self._office.board) or Opened("start", start)
        is_tool = BY_NAME[opened.route].act is not None  # it opens for whoever types its command, and does nothing by itself
        return self._request(message, person, origin if is_tool else Origin.LINKED, opened.route, opened.argument)

    def _request(self, message: Message, person: User, origin: Origin, route: str | None, argument: str, **more: Unpack[More]) -> Request:
        office, chat = self._office, message.chat
        as_group = origin is not Origin.TAPPED and message.sender_chat is not None and message.sender_chat.id == chat.id
        return Request(
            argument=argument.strip(),
            person=person.id,
            chat=chat.id,
            chat_kind=ChatKind.PRIVATE if chat.is_private else ChatKind.GROUP,
            language=language_for(person, chat.id, office),
            today=office.today(),
            now=office.now(),
            name=one_line(f"{person.first_name} {person.last_name}") or str(person.id),
            origin=origin,
            member=office.public.member(person.id),
            message_id=message.message_id,
            thread=message.thread,
            route=route,
            is_chat_admin=_a_group_is_its_own_admin if as_group else partial(self._is_admin, chat.id, person.id),
            **more,
        )

    async def _is_admin(self, chat: int, person: int) -> bool:
        """Whether somebody administers a group, now. Raises TelegramSilent and GroupMoved."""
        try:
            member = await self._member_of(chat, person)
        except ChatMigrated as error:
            raise GroupMoved(error.new_chat_id) from error
        except TelegramError as error:
            raise TelegramSilent from error
        return member.status in ADMINS

    def _file(self, document: Document | None) -> SentFile | None:
        return SentFile(one_line(document.file_name), document.file_size, partial(self._fetch, document.file_id)) if document else None

    def _is_card(self, message: Message) -> bool:
        """Whether it was chosen from the bot's own cards: it is an answer already."""
        return message.via_bot is not None and message.via_bot.username.casefold() == self._username

    def _is_own(self, message: Message | None) -> bool:
        return message is not None and message.sender is not None and message.sender.username.casefold() == self._username

    def _is_addressed(self, message: Message, text: str) -> bool:
        """Whether a group's message speaks to the bot: it names it, or replies to it. Others' talk is not answered."""
        return self._mention.search(text) is not None or self._is_own(message.reply_to_message)

    def _replied(self, message: Message) -> tuple[Tap, ...]:
        """What the buttons ask of the bot's message that this one replies to; nothing for a reply to anybody else."""
        answered = message.reply_to_message
        if answered is None or answered.reply_markup is None or not self._is_own(answered):
            return ()
        buttons = (button for row in answered.reply_markup.inline_keyboard for button in row)
        return tuple(tap for button in buttons if button.callback_data and (tap := _tap(button.callback_data)))


def language_for(person: User, chat: int, office: Office) -> Language:
    """The language that was chosen in a chat, else that of the asker's Telegram."""
    return office.public.language_of(chat) or (Language.EN if person.language_code.startswith("en") else Language.ID)


def _tap(data: str) -> Tap | None:
    """What a button asks; None for what this version never wrote: only staff's tools have acts."""
    tap = parse_callback(data)
    route = BY_NAME.get(tap.route) if tap else None
    return tap if route and tap and (tap.act is None or route.act) else None


async def _a_group_is_its_own_admin() -> bool:
    """Only a group's admins can write in its name."""
    return True


def _words_of(message: Message) -> str | None:
    """What is written in a message, or under what it carries."""
    return message.caption or None if message.text is None else message.text


def _is_from_somebody(message: Message, sender: User) -> bool:
    """Whether a message is said to others by a person, or in the name of a group: not by another bot, and not in or by a channel."""
    is_bot = sender.is_bot and sender.id not in IMPERSONAL
    return not (is_bot or message.is_automatic_forward or message.chat.type == "channel")


def _origin(message: Message, person: User, *, edited: bool) -> Origin:
    """Whose hand a message comes from; the sender of a forwarded one did not write it."""
    if message.sender_chat or person.id in IMPERSONAL:
        return Origin.IMPERSONAL
    if message.forward_origin:
        return Origin.FORWARDED
    if message.via_bot:
        return Origin.VIA_BOT
    return Origin.EDITED if edited else Origin.TYPED


def _formatting(message: Message, text: str, rest: str | None = None) -> More:
    """The words as their writer formatted them, or what is left of them behind a command."""
    entities = message.entities or message.caption_entities
    words = formatted(text, entities) if rest is None else formatted(rest, behind(text, entities, rest))
    is_lost = words.is_lost or message.show_caption_above_media or message.has_media_spoiler
    return More(html=words.html, has_lost_formatting=is_lost, has_custom_emoji=words.has_custom_emoji)


def _split_command(text: str) -> tuple[str, str]:
    """ "/cek 12-03-2010" as "cek" and "12-03-2010"; a line break separates as well."""
    words = text[1:].split(maxsplit=1)
    return (words[0], words[1]) if len(words) == 2 else (words[0] if words else "", "")
