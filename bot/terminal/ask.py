"""Asking on the terminal: an update as Telegram would deliver it, and the answer as text."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from telegram import ChatMember

from bot.application import open_office, utc_now
from bot.messaging.dispatch import Dispatcher
from bot.messaging.updates import Chat, Message, Update, User
from bot.settings import Settings
from ektp_core.country.zones import WITA
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from handlers.texts.plain import plain

MIDDLE_ZONE = WITA
"""Noon there is the same day in all of Indonesia."""

IN_MEMORY = "sqlite+aiosqlite:///:memory:"
PEOPLE = {"citizen": 7001, "officer": 7101, "admin": 7201}


@dataclass(frozen=True, slots=True)
class TerminalAnswer:
    """What the person would see: text without markup, labels and data of the buttons by row, names of files."""

    text: str
    buttons: list[list[dict[str, str]]]
    files: list[str]


async def ask_once(settings: Settings, text: str, *, asker: str, language: Language, today: date | None, demo: bool) -> TerminalAnswer:
    """One question to the office on the settings' database; with `demo` to one made for it, with the demo set of that day."""

    def noon() -> datetime:
        return datetime.combine(today, time(12), MIDDLE_ZONE) if today else utc_now()

    async with open_office(settings, IN_MEMORY if demo else settings.database(demo=False), noon, demo=demo, exclusive=False) as office:
        if asker != "citizen":
            office.public.appear_as(Member(PEOPLE[asker], Role(asker), "Terminal", noon()))
        calls = await Dispatcher(office, "siaprekam_bot", _no_files, _no_telegram).respond(_update(text, PEOPLE[asker], language))
    shown = [call.parameters for call in calls if call.parameters.keys() & {"text", "caption"}]
    texts = [plain(parameters.get("text") or parameters["caption"]) for parameters in shown]
    buttons = [row for parameters in shown for row in parameters.get("reply_markup", {}).get("inline_keyboard", [])]
    return TerminalAnswer("\n\n".join(texts), buttons, [call.file.name for call in calls if call.file])


def print_answer(answer: TerminalAnswer, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"text": answer.text, "buttons": answer.buttons, "files": answer.files}, ensure_ascii=False, indent=1))
        return
    print(answer.text)
    for name in answer.files:
        print(f"<{name}>")
    for row in answer.buttons:
        print("  ".join(f"[ {item['text']} ]" for item in row))


async def _no_files(file_id: str, folder: Path) -> Path:
    raise FileNotFoundError(file_id)


async def _no_telegram(chat: int, person: int) -> ChatMember:
    raise LookupError(chat)


def _update(text: str, person: int, language: Language) -> Update:
    sender = User(person, first_name="Terminal", language_code=language)
    return Update(1, message=Message(1, Chat(person, "private"), sender, text=text))
