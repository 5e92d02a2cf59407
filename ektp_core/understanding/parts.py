"""Where one message holds several questions: it is cut at its sentences and at words that begin another."""

import re

_NEXT = r"trus|terus|trs|lalu|sekalian|satu lagi|sama satu lagi|dan juga|oh ya|sekaligus"
_ASKING = r"apa|kapan|kpn|berapa|brp|bagaimana|gimana|gmn|dimana|dmn"
_CUT = re.compile(rf"[?!\n;]+|(?<!\d)\.(?!\d)|\b(?:{_NEXT})\b|\bdan(?=\s+(?:{_ASKING})\b)", re.IGNORECASE)

FEWEST_WORDS = 3
MOST_PARTS = 8


def parts_of(text: str) -> list[str]:
    """The parts of a message that may each be a question; none when it is one part."""
    parts = [part.strip() for part in _CUT.split(text[:4096], maxsplit=MOST_PARTS) if len(part.split()) >= FEWEST_WORDS]
    return parts if len(parts) > 1 else []
