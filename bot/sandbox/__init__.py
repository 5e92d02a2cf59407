"""Telegram without Telegram: a local Bot API server that refuses what Telegram refuses, in its words, and a chat page for people."""

from bot.sandbox.rules.limits import LimitRules
from bot.sandbox.server import Sandbox
from bot.sandbox.world.calendar import Calendar
from bot.sandbox.world.personas import BOT_USERNAME

__all__ = ["BOT_USERNAME", "Calendar", "LimitRules", "Sandbox"]
