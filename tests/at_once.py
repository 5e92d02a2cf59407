"""Several things at once, as several phones do them."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


async def at_once(*works: Awaitable[T]) -> list[T]:
    """What each of them gives. When one fails the others are waited for first: they would go on in an office that the test has closed."""
    ended = await asyncio.gather(*works, return_exceptions=True)
    for each in ended:
        if isinstance(each, BaseException):
            raise each
    return [each for each in ended if not isinstance(each, BaseException)]
