"""The moment when an announcement begins: whoever follows at this moment gets a copy, in the transaction that starts it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.store.announcements import due, hold_back, start
from handlers.staff.announcement_wordings import freeze

CANNOT_FILL = "cannot_fill"
"""Why it is paused: the schedule has changed since it was confirmed, and its placeholders or its audience are gone."""


async def start_announcements(connection: AsyncConnection, office: Office) -> int:
    """Start everything scheduled whose time has come; how many. What can no longer be worded is paused for staff to see to."""
    now, started = office.now(), 0
    for announcement in await due(connection, now):
        try:
            async with connection.begin_nested():
                await freeze(connection, announcement, office.board, office.today())
                await start(connection, announcement.id, announcement.version, now)
        except Refusal:
            await hold_back(connection, announcement.id, announcement.version, CANNOT_FILL)
        else:
            started += 1
    return started
