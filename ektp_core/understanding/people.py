"""Whose status a message names: that of the one who is asked about, or of a parent beside a child."""

from collections.abc import Sequence
from enum import StrEnum

from ektp_core.reading.words.word_sets import word_set

CHILDREN = word_set("anak adik putra putri keponakan cucu siswa siswi murid bayi")
PARENTS = word_set("ibu bapak ortu orangtua nenek kakek tua mertua kakak abang paman bibi tante")
SPOUSES = word_set("suami istri")
OWNED = CHILDREN | PARENTS | SPOUSES
OWNED_ONE = [[word] for word in OWNED]
MARRYING_WITH = word_set("dengan sama ma ke oleh with")
NEAR = 4
GREETING = 2
"""Words before a parent who is asked about; with more, somebody else was named: "WNA umur 17, ortunya punya ITAP"."""


class Whose(StrEnum):
    """Whose status it is."""

    OWN = "own"
    RELATIVES = "relatives"
    SPOUSES = "spouses"
    """Of the husband or wife of the writer, who is asked about too: their marriage is one, their nationality is not."""

    PARTNERS = "partners"
    """Of the one who is married: "menikah dengan WNA" tells nothing of who marries."""


def whose(words: Sequence[str], position: int) -> Whose:
    """A child's own, unless its parent is named right before; a husband's beside "saya" who is asked about."""
    if _is_partner(words[max(0, position - NEAR) : position]):
        return Whose.PARTNERS
    has_child = not CHILDREN.isdisjoint(words)
    for place in range(position - 1, max(-1, position - 1 - NEAR), -1):
        word = words[place]
        if word in (",", ";", "."):
            break
        if word in CHILDREN:
            return Whose.OWN
        if word in PARENTS:
            return Whose.RELATIVES if has_child or place > GREETING or _speaks_of_saya(words) else Whose.OWN
        if word in SPOUSES:
            beside_saya = Whose.SPOUSES if _speaks_of_saya(words) else Whose.OWN
            return Whose.RELATIVES if has_child else beside_saya
        if word in ("saya", "kami"):
            if _is_owner(words, place):
                continue
            return Whose.RELATIVES if has_child else Whose.OWN
    return Whose.OWN


def _is_partner(before: Sequence[str]) -> bool:
    """ "Menikah dengan WNA": that is the other one."""
    return any(word == "nikah" and MARRYING_WITH.intersection(before[place + 1 : place + 3]) for place, word in enumerate(before))


def _speaks_of_saya(words: Sequence[str]) -> bool:
    """Whether the writer is somebody of their own in the message, not only the owner in "suami saya"."""
    return any(word == "saya" and not _is_owner(words, place) for place, word in enumerate(words))


def _is_owner(words: Sequence[str], place: int) -> bool:
    """Whether "saya" only tells whose somebody is: "anak tiri saya", "my husband"."""
    before = words[max(0, place - 2) : place]
    return bool(OWNED.intersection(before) and "," not in before) or words[place + 1 : place + 2] in OWNED_ONE
