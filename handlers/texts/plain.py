"""A message's HTML as words without markup, and as WhatsApp writes it."""

import re
from html import unescape

TAG = re.compile(r"</?[^>]+>")
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-f]+);", re.IGNORECASE)
"""Those that Telegram knows: any other, &nbsp; too, is shown as it is written."""

MARKED = {"b": "*", "s": "~"}
OF_WHATSAPP = re.compile(r"</?(b|s)>")
"""What WhatsApp has its own signs for: what is struck out must not read as if it held."""


def plain(html: str) -> str:
    """A message's visible text, with ordinary spaces."""
    return REFERENCE.sub(lambda found: unescape(found.group()), TAG.sub("", html)).replace("\u00a0", " ")


def for_whatsapp(html: str) -> str:
    """The same, with what is bold or struck out as WhatsApp shows it."""
    return plain(OF_WHATSAPP.sub(lambda found: MARKED[found[1]], html))
