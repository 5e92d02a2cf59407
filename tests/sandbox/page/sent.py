"""What is written on the page, and what the bot sends there: pictures and files."""

import struct
import zlib

import aiohttp
from playwright.async_api import Page

from tests.rehearsal import SITI, Rehearsal


async def write(page: Page, text: str) -> None:
    await page.fill("#compose textarea", text)
    await page.click("#send")


def a_picture() -> bytes:
    """A grey PNG, far wider than a small phone."""
    width, height = 1200, 40
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress((b"\0" + b"\x80" * width) * height)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


async def send_picture(bot: Rehearsal, caption: str = "", chat: int = SITI, **more: str) -> None:
    """The bot sends a picture."""
    await _send(bot, "photo", a_picture(), "jadwal.png", {"chat_id": str(chat), "caption": caption, **more})


async def send_file(bot: Rehearsal, name: str, content: bytes, chat: int = SITI) -> None:
    """The bot sends a file."""
    await _send(bot, "document", content, name, {"chat_id": str(chat)})


async def _send(bot: Rehearsal, kind: str, content: bytes, name: str, fields: dict[str, str]) -> None:
    form = aiohttp.FormData(fields)
    form.add_field(kind, content, filename=name, content_type="application/octet-stream")
    async with bot.http.post(f"/bot1:rehearsal/send{kind.title()}", data=form) as sent:
        assert sent.status == 200
