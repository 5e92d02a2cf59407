"""What citizens may write: everything that is written down somewhere, and what comes of putting words together."""

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from handlers.routes import BY_WORD

ROOT = Path(__file__).parents[3]
WRITTEN = (*sorted((ROOT / "training" / "intents").glob("*.jsonl")), ROOT / "tests" / "core" / "understanding" / "fresh.jsonl")
SCRIPTS = sorted((ROOT / "tests" / "conversations").glob("*.txt"))
SAID = re.compile(r"(?:[A-Z][\w ]*?)(?: membalas)?: (?P<words>[^/].*)")
NOT_SAID = re.compile(r"(?:Bot|Bukan|Tombol|[\w ]+ (?:mengetuk|melihat|mengirim)): ")

EVERY = 2
"""Of a file of sentences every second is tried: its neighbours ask alike, and the test shall not take a minute."""

HOW_MANY_MADE = 800
SEED = 2026
"""The same sentences in every run."""

BEGINNINGS = (
    *(
        "ikuti",
        "kabari saya kalau tim ke",
        "saya mau langganan",
        "tolong daftarkan saya ke",
        "follow",
        "subscribe me to",
        "anak sy absen kmrn di",
    ),
    *("berhenti", "stop", "stop dulu", "jangan kirim lagi", "gak usah kabari", "hapus", "hapus semua", "unsubscribe from", "batalkan"),
    *(
        "jeda",
        "jeda dulu",
        "pause",
        "diamkan",
        "bahasa",
        "language",
        "ganti bahasa ke",
        "ingatkan",
        "remind me",
        "pengingat",
        "ingatkan lagi",
    ),
    *("saya setuju", "setuju ikut", "ya", "oke lanjut", "aktifkan lagi", "dataku", "privasi", "mulai", "langganan", "kabarnya", "info"),
)
"""What asks to be told, to be told no more, or sounds like it."""

ENDINGS = (
    *(
        "sman 1 koba",
        "sman 1 sungai selan",
        "smkn koba",
        "kec. namang",
        "bateng",
        "sekolah anak saya",
        "sman1koba dan smkn 1 koba",
        "10900778",
    ),
    *(
        "1 minggu",
        "sampai 12 januari",
        "sebulan",
        "besok",
        "3 bulan lagi",
        "sampai kapan ya",
        "lahir 12 maret 2011",
        "12-03-2011",
        "umur 15",
    ),
    *(
        "umur 16, lahir 1-1-2011",
        "when he's 16, born 1 Jan 2011",
        "anak Rizki",
        "Bu Dewi",
        "pak",
        "ya",
        "dulu",
        "semua",
        "dong min",
        "please",
    ),
    *("inggris", "english", "id", "en", "data saya", "langganan saya", "pengingat 17 tahun", "kabar dari bot ini", "sending messages"),
    *("+s=10900778", "-s=10900778", "ok=2026-11,s=10900779", "off=eve", "on=eve", "+c=2027-03-12", "-c=2027-03-12", "end", "in=", "d=5"),
    *("t=unsure.schedule", "1:unsubscribe:", "1:erase:ya", "inv_an-invitation", "sekolah", "kirim", "kapan ke sman 1 koba?", "tdk jadi"),
)


@cache
def sentences() -> tuple[str, ...]:
    """All of them, each once; a command's word alone is no sentence, and neither is what begins with a slash."""
    every = dict.fromkeys([*_written(), *_said_in_scripts(), *_made()])
    return tuple(text for text in every if re.sub(r"\W", "", text).casefold() not in BY_WORD and not text.startswith("/"))


def _written() -> Iterator[str]:
    for file in WRITTEN:
        yield from (json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()[::EVERY] if line)


def _said_in_scripts() -> Iterator[str]:
    for script in SCRIPTS:
        for line in script.read_text(encoding="utf-8").splitlines():
            if (said := SAID.fullmatch(line)) and not NOT_SAID.match(line):
                yield said["words"]


def _made() -> Iterator[str]:
    """A beginning before an ending, as they are and with the slips of a thumb."""
    chance = random.Random(SEED)
    pairs = [f"{beginning} {ending}" for beginning in BEGINNINGS for ending in ENDINGS]
    for text in chance.sample(pairs, HOW_MANY_MADE):
        yield text if chance.random() < 0.6 else _slipped(text, chance)


def _slipped(text: str, chance: random.Random) -> str:
    """One letter is lost, doubled or changes places; or all is in capitals, or ends in a cry."""
    at = chance.randrange(1, len(text) - 1)
    slips = (
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
        text.upper(),
        f"{text}!! 🙏",
    )
    return chance.choice(slips)
