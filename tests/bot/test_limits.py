"""Telegram's limits: `bot` takes them from python-telegram-bot; what other layers know of them is compared here."""

from datetime import UTC, datetime

import pytest
from telegram.constants import (
    BotCommandLimit,
    BulkRequestLimit,
    CallbackQueryLimit,
    FileSizeLimit,
    FloodLimit,
    InlineKeyboardButtonLimit,
    MessageLimit,
    PollingLimit,
    WebhookLimit,
)

from bot.sandbox import server
from bot.sandbox.api import changing, methods, parameters
from bot.sandbox.rules import limits
from bot.sandbox.world import updates
from bot.settings import Settings
from ektp_core.announcements import announcement
from ektp_core.profile import Language
from ektp_core.reading.words import signs
from ektp_core.roles import Member, Role
from ektp_core.sheets import hostile
from handlers import reply, request
from handlers.routes import menu

SAME: list[tuple[object, str, int]] = [
    (reply, "CALLBACK_BYTES", InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
    (announcement, "LONGEST_TEXT", MessageLimit.MAX_TEXT_LENGTH),
    (announcement, "LONGEST_CAPTION", MessageLimit.CAPTION_LENGTH),
    (signs, "LONGEST_TEXT", MessageLimit.MAX_TEXT_LENGTH),
    (parameters, "CALLBACK_BYTES", InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
    (parameters, "LONGEST_TEXT", MessageLimit.MAX_TEXT_LENGTH),
    (parameters, "LONGEST_CAPTION", MessageLimit.CAPTION_LENGTH),
    (changing, "MOST_DELETED", BulkRequestLimit.MAX_LIMIT),
    (methods, "LONGEST_DESCRIPTION", BotCommandLimit.MAX_DESCRIPTION),
    (methods, "MOST_COMMANDS", BotCommandLimit.MAX_COMMAND_NUMBER),
    (methods, "LONGEST_TOAST", CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH),
    (updates, "BATCH", PollingLimit.MAX_LIMIT),
    (limits.LimitRules(), "per_second", FloodLimit.MESSAGES_PER_SECOND),
    (limits.LimitRules(), "per_group_minute", FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP),
]


@pytest.mark.parametrize(("place", "name", "limit"), SAME)
def test_a_limit_that_another_layer_knows_is_telegrams(place: object, name: str, limit: int) -> None:
    assert getattr(place, name) == limit


def test_no_file_that_telegram_hands_out_is_too_large_for_us() -> None:
    assert request.LARGEST_FILE == methods.LARGEST_DOWNLOAD == hostile.LARGEST_FILE >= FileSizeLimit.FILESIZE_DOWNLOAD
    assert server.LARGEST_UPLOAD >= FileSizeLimit.FILESIZE_UPLOAD


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", Language)
def test_every_menu_is_one_that_telegram_takes(role: Role, language: Language) -> None:
    offered = menu(language, private=True, member=Member(7201, role, "Rina", datetime(2026, 11, 24, tzinfo=UTC)))
    assert len(offered) <= BotCommandLimit.MAX_COMMAND_NUMBER
    for command, about in offered:
        assert BotCommandLimit.MIN_COMMAND <= len(command) <= BotCommandLimit.MAX_COMMAND
        assert BotCommandLimit.MIN_DESCRIPTION <= len(about) <= BotCommandLimit.MAX_DESCRIPTION


def test_the_rate_without_a_setting_leaves_room_for_answers() -> None:
    assert Settings().bulk_rate < FloodLimit.MESSAGES_PER_SECOND


def test_the_sandbox_takes_secrets_as_long_as_telegram_does() -> None:
    for length in (WebhookLimit.MIN_SECRET_TOKEN_LENGTH, WebhookLimit.MAX_SECRET_TOKEN_LENGTH):
        assert methods.SECRET.fullmatch("a" * length)
    assert not methods.SECRET.fullmatch("a" * (WebhookLimit.MAX_SECRET_TOKEN_LENGTH + 1))
