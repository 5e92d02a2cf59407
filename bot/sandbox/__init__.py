"""Telegram without Telegram: a local Bot API server that refuses what Telegram refuses, in its words, and a chat page for people."""

from bot.sandbox.rules.limits import LimitRules
from bot.sandbox.server import Sandbox
from bot.sandbox.world.calendar import Calendar

__all__ = ["Calendar", "LimitRules", "Sandbox"]
