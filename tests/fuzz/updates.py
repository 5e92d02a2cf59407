"""Updates of every shape that the Bot API describes, asking something real, with places broken; and posts that are no JSON any more."""

import json
import random
from typing import Any

from bot.messaging.updates import NotAnUpdate, Update, read_posted
from handlers.routes import ROUTES
from tests.bot.messaging.updates.bot_api import PLACES, Maker
from tests.fuzz.values import any_text, broken
from tests.rehearsal import ENGLISH_SPEAKER, SITI

PEOPLE = (SITI, ENGLISH_SPEAKER, 7101, 7201, 7301, 1087968824)
"""Citizens, an officer, an admin and a school of the example data, and the anonymous admin."""

WORDS = ("12 maret 2010", "SMAN 1 Koba", "kapan tim datang ke koba", "cakupan kecamatan koba", "besok", "ya", "40 siswa", "16 tahun")
LINKS = ("s_10900778", "k_19-04-01", "v_12", "c_19-04", "r_early", "t_price", "fs_10900778", "fk_19-04-01", "fd_", "eligibility", "u_x")
ARGUMENTS = ("", "s=10900778", "k=19.04.01", "v=1", "i=semua", "open:1", "new", "1", "yes:1:1", "19.04")
COMMANDS = tuple(f"/{name}" for route in ROUTES for name in (route.command, route.alias) if name)
ASKED = (*["message"] * 6, "edited_message", *["callback_query"] * 4, *["inline_query"] * 2, "my_chat_member", "chosen_inline_result")
WHERE = (*["private"] * 5, *PLACES)
TIMES_BROKEN = (0, 0, 0, 1, 1, 2, 5)


def update_of(seed: int) -> bytes:
    """An update as Telegram would post it."""
    chance = random.Random(f"update {seed}")
    place = chance.choice(WHERE)
    update = broken(_asking(Maker(place, seed), place, chance), chance, chance.choice(TIMES_BROKEN))
    posted = json.dumps(update, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return _torn(posted, chance) if chance.random() < 0.1 else posted


def readable(seed: int) -> Update | None:
    """The same as the bot reads it, where it can."""
    try:
        return read_posted(update_of(seed))
    except NotAnUpdate:
        return None


def _asking(maker: Maker, place: str, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(ASKED)
    sender = {
        "id": chance.choice(PEOPLE),
        "is_bot": False,
        "first_name": any_text(chance)[:64],
        "language_code": chance.choice(("id", "en", "xx")),
    }
    if kind in ("message", "edited_message"):
        message = maker.random_message() if chance.random() < 0.3 else maker.message()
        message |= {"from": sender, "edit_date": 2}
        if chance.random() < 0.85:
            message |= {chance.choice(("text", "text", "caption")): _typed(chance)}
        return maker.update(kind, message)
    if kind == "callback_query":
        query = {"id": "9", "from": sender, "chat_instance": "1", "message": maker.random_message(), "data": _data(chance)}
        return maker.update(kind, query)
    if kind == "inline_query":
        offset = chance.choice(("", "", "10", any_text(chance)[:64]))
        return maker.update(kind, {"id": "9", "from": sender, "query": _typed(chance)[:256], "offset": offset})
    return maker.update(kind)


def _typed(chance: random.Random) -> str:
    """A question, a command with something behind it, a deep link, or nothing of the kind."""
    words = chance.choice((chance.choice(WORDS), any_text(chance)))
    match chance.randrange(4):
        case 0:
            return f"{chance.choice(COMMANDS)} {words}"
        case 1:
            link = chance.choice(LINKS)
            return f"/start {chance.choice((link, link[: chance.randrange(len(link) + 1)], link + any_text(chance)[:20], link.upper()))}"
        case 2:
            return f"{words} {chance.choice(WORDS)}"
    return words


def _data(chance: random.Random) -> str:
    """What a button holds, or what somebody forged in its place; Telegram's clients take 64 bytes, a forger may not care."""
    route = chance.choice(ROUTES).name
    argument = chance.choice((chance.choice(ARGUMENTS), any_text(chance)[:40]))
    return f"{chance.choice(('1', '2', '2', '0', '', '1' * 30))}:{route}:{argument}"


def _torn(posted: bytes, chance: random.Random) -> bytes:
    """Cut off, or with some bytes changed."""
    if chance.random() < 0.3:
        return posted[: chance.randrange(len(posted))]
    torn = bytearray(posted)
    for _ in range(chance.randrange(1, 6)):
        torn[chance.randrange(len(torn))] = chance.randrange(256)
    return bytes(torn)
