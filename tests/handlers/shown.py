"""Messages as Telegram is asked to show them, and what no message of the bot may have, in whatever view."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.messaging.messages import Messages
from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.reply import Reply
from handlers.request import Request
from tests.handlers.unfinished import LONGEST_LABEL

INDONESIAN = re.compile(
    r"(?<![\w/-])(?:yang|dan|atau|di|ke|dari|pada|untuk|dengan|oleh|karena|belum|sudah|akan|tidak|bukan|bisa|jika|bila|kalau|agar|juga|"
    r"setiap|saat|ini|itu|kami|kita|anda|hari|bulan|tahun|umur|senin|selasa|rabu|kamis|jumat|sabtu|minggu|januari|februari|maret|mei|juni|"
    r"juli|agustus|oktober|desember)(?![\w/-])",
    re.IGNORECASE,
)
"""What makes a sentence Indonesian: its function words, and those of days and months. Names of places and offices have hardly any."""

QUOTED = re.compile(r"“[^”]*”|<blockquote\b[^>]*>.*?</blockquote>|<code>.*?</code>", re.DOTALL)
"""Words of somebody else: in quotation marks, in a block, or as they are to be typed."""

REFERENCE = re.compile(r"&#?\w+;")
IN_BOTH = re.compile(r"Dinas Kependudukan dan Pencatatan Sipil|Language / Bahasa")
"""Names that are written so in every language."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message: its HTML, and by row the words of its buttons with their data or address."""

    language: Language
    html: str
    rows: tuple[tuple[tuple[str, str], ...], ...]

    @property
    def text(self) -> str:
        return plain(self.html)

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(words for words, _ in row) for row in self.rows)


def messages_of(found: Reply, request: Request, office: Office) -> tuple[Shown, ...]:
    """What an answer looks like, each of its messages; the preview of what staff have written is theirs."""
    calls = Messages(office, "siaprekam_bot").answering(request, replace(found, preview=None, notices=()))
    return tuple(
        _shown(call.parameters, found.language or request.language) for call in calls if call.parameters.keys() & {"text", "caption"}
    )


def _shown(parameters: Any, language: Language) -> Shown:
    keyboard = parameters.get("reply_markup", {}).get("inline_keyboard", ())
    rows = tuple(tuple((item["text"], item.get("callback_data") or item["url"]) for item in row) for row in keyboard)
    return Shown(language, parameters.get("text") or parameters["caption"], rows)


def faults_of(shown: Shown) -> Iterator[str]:
    """In words, what is wrong with a message for whoever reads it on a 320 pixel phone."""
    buttons = Counter(item for row in shown.rows for item in row)
    yield from (f"twice: {words}" for (words, _), count in buttons.items() if count > 1)
    yield from (f"too long: {words}" for row in shown.labels for words in row if not 0 < len(words) <= LONGEST_LABEL.get(len(row), 0))
    yield from (f"no character: {found}" for found in REFERENCE.findall(plain(shown.html)))
    if shown.language is Language.EN:
        yield from (f"Indonesian: {line}" for line in indonesian_in(shown.html))
        yield from (f"Indonesian: {words}" for row in shown.labels for words in row if indonesian_in(words))


def indonesian_in(html: str) -> list[str]:
    """The lines that are Indonesian and nobody's quotation."""
    return [line for line in IN_BOTH.sub("", plain(QUOTED.sub("", html))).splitlines() if INDONESIAN.search(line)]
