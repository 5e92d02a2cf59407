"""A calendar as a file in the chat: what a button under the schedule sends."""

import asyncio
import re
from dataclasses import replace

from ektp_core.calendars import FILE_KEEPS, Chosen, Kind
from ektp_core.notices.due import EVE_HOUR
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.subscriptions.subscribers import Scope
from handlers.calendars.named import about, feed_for
from handlers.calendars.worded import calendar_file, events_of, is_off
from handlers.followable import follow_button
from handlers.reply import Button, OutgoingFile, Reply, button, reply
from handlers.request import Request

SIGNS = re.compile(r"[^a-z0-9]+")
ARGUMENT = "i"
"""Of the schedule's buttons: `i=semua`, `i=10900778`, `i=19.04.01`, `i=v12`."""


def save_button(name: str) -> Button:
    """Asks for the file of a calendar."""
    return button("schedule", f"{ARGUMENT}={name}", "save_calendar")


async def calendar_in_chat(chosen: Chosen, request: Request, office: Office) -> Reply:
    """The file of a calendar; where it would be empty, that nothing is announced yet. Where there is a feed its address is told with it."""
    board, of = office.board, about(chosen, office.board)
    feed = feed_address(feed_for(chosen, board), request.language, office)
    rows = [[_follow(chosen, office)], [button("schedule", label="whole_schedule")]]
    events = events_of(chosen, board, request.today, FILE_KEEPS)
    if not events:
        return reply("calendars/empty", *rows, of=of, feed=feed)
    content = await asyncio.to_thread(calendar_file, chosen, events, board, request.language, office.zone, feed)
    off = sum(is_off(event, board) for event in events)
    answer = reply("calendars/saved", *rows, of=of, feed=feed, days=len(events) - off, off=off, reminded=EVE_HOUR)
    return replace(answer, file=OutgoingFile(f"rekam-ktp-{SIGNS.sub('-', of.lower()).strip('-')}.ics", content))


def feed_address(name: str, language: Language, office: Office) -> str | None:
    """Where a feed is reached; None where nothing is served, or nobody has said where."""
    public = office.settings.public_url
    return f"{public}/kalender/{name}.ics{'?lang=en' if language is Language.EN else ''}" if public else None


def _follow(chosen: Chosen, office: Office) -> Button:
    """A file does not change by itself: whoever follows is told."""
    board = office.board
    if chosen.kind is Kind.ALL:
        return follow_button(Scope.DISTRICT, board.home.code, board)
    target = feed_for(chosen, board)
    return follow_button(Scope.SCHOOL if target in board.schools else Scope.SUBDISTRICT, target, board)
