"""The machine's clock beside Telegram's, asked by a command that ends: a running bot reads it off the answers that it gets anyway."""

import time
from email.utils import parsedate_to_datetime

import aiohttp

PATIENCE = aiohttp.ClientTimeout(total=10)


class Unreachable(Exception):
    """The server cannot be asked what time it is."""


async def seconds_ahead(api_url: str) -> float | None:
    """How far the machine's clock is ahead of the server's; None where the server states none that can be read. Raises Unreachable."""
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.get(api_url, allow_redirects=False) as response:
            stated = response.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Unreachable from error
    try:
        return time.time() - parsedate_to_datetime(stated).timestamp() if stated else None
    except ValueError:
        return None
