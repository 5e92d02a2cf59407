"""Where one message holds several questions: it is cut at its sentences and at words that begin another."""

import re
from collections.abc import Sequence

from ektp_core.reading.words.token import Token

_NEXT = r"trus|terus|trs|lalu|sekalian|satu lagi|sama satu lagi|dan juga|oh ya|sekaligus"
_ASKING = r"apa|kapan|kpn|berapa|brp|bagaimana|gimana|gmn|dimana|dmn"
_CUT = re.compile(rf"[?!\n;]+|(?<!\d)\.(?!\d)|\b(?:{_NEXT})\b|\bdan(?=\s+(?:{_ASKING})\b)", re.IGNORECASE)

_CUTTING = frozenset([*"?!\n;.", *(words.split()[0] for words in _NEXT.split("|")), "dan"])
"""What every cut begins with."""

FEWEST_WORDS = 3
MOST_PARTS = 8


def may_hold_several(tokens: Sequence[Token]) -> bool:
    """Whether anything in a message cuts it, by a glance at its tokens: most ask one thing."""
    return any(token.text in _CUTTING for token in tokens[:-1])


def parts_of(text: str) -> list[str]:
    """The parts of a message that may each be a question; none when it is one part."""
    parts = [part.strip() for part in _CUT.split(text[:4096], maxsplit=MOST_PARTS) if len(part.split()) >= FEWEST_WORDS]
    return parts if len(parts) > 1 else []
