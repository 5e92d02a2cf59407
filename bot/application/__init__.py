"""Puts the parts together and runs them: store, board, transport, polling or webhook, public pages, the outbox."""

from bot.application.office import DatabaseUnusable, open_office, utc_now
from bot.application.running import run
from bot.application.serving import STOP_SECONDS, NoSuchBot, serve

__all__ = ["STOP_SECONDS", "DatabaseUnusable", "NoSuchBot", "open_office", "run", "serve", "utc_now"]
