"""Updates as Telegram writes them, asked of a dispatcher without a network."""

import logging
from pathlib import Path
from typing import Any

import pytest
from telegram import ChatMember

from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import read_update
from tests.bot.words import EN, ID, apology
from tests.rehearsal import SITI

APOLOGY, APOLOGY_IN_ENGLISH = apology(ID), apology(EN)


async def no_telegram(chat: int, person: int) -> ChatMember:
    raise LookupError(chat)


async def no_files(file_id: str, folder: Path) -> Path:
    raise FileNotFoundError(file_id)


def errors(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


async def asked(dispatcher: Dispatcher, update: dict[str, Any]) -> list[Call]:
    """The calls that answer an update as Telegram writes it."""
    return await dispatcher.respond(read_update(update))


def a_chat(chat: int = SITI) -> dict[str, Any]:
    return {"id": chat, "type": "private" if chat > 0 else "supergroup"}


def a_person(language: str = "id") -> dict[str, Any]:
    return {"id": SITI, "is_bot": False, "first_name": "Siti", "language_code": language}


def a_tap(data: str, chat: int = SITI) -> dict[str, Any]:
    message = {"message_id": 5, "date": 0, "chat": a_chat(chat), "text": "x"}
    return {"update_id": 1, "callback_query": {"id": "9", "from": a_person(), "message": message, "chat_instance": "1", "data": data}}


def a_text(text: str, chat: int = SITI, language: str = "id") -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 5, "date": 0, "chat": a_chat(chat), "from": a_person(language), "text": text}}
