"""What a message says of a marriage, and whether it stands in the register (docs/understanding.md#marriage)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ektp_core.eligibility import Marriage
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.denials import CARRYING, Said, said_of
from ektp_core.understanding.people import CHILDREN, Whose, whose

SINGLE = word_set("single lajang jomblo unmarried perawan perjaka gadis")
MARRYING = word_set("nikah bersuami beristri berkeluarga")
ENDED = word_set("cerai janda duda")
DEAD = word_set("mati meninggal wafat almarhum")
SPOUSE = word_set("suami istri")
DENIED = word_set("belum tidak bukan tanpa never")
CALLED_OFF = word_set("batal gagal dibatalkan cancelled canceled")
NOT_YET = word_set(
    "mau akan rencana rencananya undangan bakal calon harus buku akta surat syarat sebelum urus daftar untuk besok depan"
    " pesta acara minimal minimum batas mengajukan ajukan pengajuan tunggu luar berencana will plans plan planning going"
    " getting"
)
LEAST = word_set("minimal minimum berapa campur campuran")
ALLOWED = word_set("boleh bisa")
SAYS_SO = word_set("sudah pernah baru resmi telah status punya")
REACH = 3

REGISTERED = word_set("resmi tercatat kua dispensasi pengadilan sidang legal isbat itsbat")
PAPERS = word_set("buku surat akta kutipan kartu")
UNREGISTERED = word_set("siri gantung adat kampung lari")
QUALIFYING = CARRYING | word_set(
    "nikah cerai sah hukum agama catatan sipil kantor urusan anak saya dia kami sudah telah buku surat akta kua tercatat resmi"
)
"""Stand between a denial and the register: "belum sah di KUA", "tidak punya buku nikah"."""


@dataclass(frozen=True, slots=True)
class SaidMarriage:
    """The marriage that is said, None where nothing is; and the words that say so."""

    marriage: Marriage | None = None
    taken: frozenset[int] = frozenset()


def marriage_of(words: Sequence[str]) -> SaidMarriage:
    """Of the one who is asked about: a marriage that is said without its kind may stand in the register or not."""
    if _NAMING.isdisjoint(words):
        return SaidMarriage()
    is_married = _ever_married(words)
    registered, unregistered = _registered(words), _unregistered(words)
    taken = frozenset(place for place, word in enumerate(words) if word in _NAMING or word in _BESIDE)
    if is_married is None and Said.SO in unregistered and not _is_ahead(words):
        is_married = True
    if is_married is None:
        return SaidMarriage()
    if not is_married:
        return SaidMarriage(_denied(words), taken)
    return SaidMarriage(_kind(registered, unregistered), taken)


_NAMING = SINGLE | MARRYING | ENDED | SPOUSE | frozenset({"siri"})
_BESIDE = (
    DENIED
    | REGISTERED
    | PAPERS
    | UNREGISTERED
    | word_set("sudah pernah telah secara agama sipil catatan di bawah dibawah tangan dengan negara hukum certificate mati hidup")
)


def _kind(registered: set[Said], unregistered: set[Said]) -> Marriage:
    is_registered = Said.SO in registered or Said.NOT in unregistered
    if Said.SO in unregistered:
        return Marriage.UNSAID if Said.SO in registered else Marriage.UNREGISTERED
    if is_registered:
        return Marriage.REGISTERED
    return Marriage.UNREGISTERED if Said.NOT in registered else Marriage.UNSAID


def _denied(words: Sequence[str]) -> Marriage:
    """ "Belum nikah resmi" may mean a nikah siri, which counts as little; "belum nikah" means none."""
    for place, word in enumerate(words):
        if word == "nikah" and {"resmi", "tercatat", "kua"}.intersection(words[place + 1 : place + 3]):
            return Marriage.UNREGISTERED
    return Marriage.NONE


BY_LAW = frozenset(
    (*pair.split(),)
    for pair in ("catatan sipil", "secara negara", "secara hukum", "sah negara", "sah hukum", "hukum negara", "nikah certificate")
)
"""Two words that name the register or its paper."""


def _registered(words: Sequence[str]) -> set[Said]:
    """How a registration was said: the KUA, a court, a book of marriage, "catatan sipil"."""
    found = set()
    for place in range(len(words)):
        if length := _registering(words, place):
            found |= _own(words, place, place + length, QUALIFYING)
    return found


def _registering(words: Sequence[str], place: int) -> int:
    """How many words from here on name the register; 0 for none."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
    if word in PAPERS and following in ("nikah", "cerai"):
        return 4 if words[place + 2 : place + 4] == ["dari", "kua"] else 2
    if (word, following) in BY_LAW:
        return 2
    at_the_registry = word == "dukcapil" and {"nikah", "tercatat"}.intersection(words[max(0, place - 2) : place])
    return int(word in REGISTERED or bool(at_the_registry))


def _unregistered(words: Sequence[str]) -> set[Said]:
    """How a marriage outside of the register was said: siri, before a cleric only, "di bawah tangan"."""
    found = set()
    for place, word in enumerate(words):
        before, following = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
        religious = word == "agama" and before in ("nikah", "secara", "sah", "menurut", "akad", "cara", "oleh")
        under_hand = (before, word) in (("bawah", "tangan"), ("dibawah", "tangan"))
        beside = word in UNREGISTERED and (word == "siri" or before == "nikah")
        by_a_cleric = word == "ustadz" and "nikah" in words[max(0, place - 4) : place]
        if religious or under_hand or beside or by_a_cleric or (word == "agama" and following == "nikah"):
            found |= _own(words, place - under_hand, place + 1, CARRYING | {"nikah"})
    return found


def _own(words: Sequence[str], start: int, end: int, carrying: frozenset[str]) -> set[Said]:
    """How it was said of the one who is asked about; what may be the tail of a question denies nothing."""
    if whose(words, start) is Whose.RELATIVES:
        return set()
    said = said_of(words, start, end, carrying)
    return {Said.SO if said is Said.UNSURE else said}


def _ever_married(words: Sequence[str]) -> bool | None:
    """True for married, divorced or widowed; False for an explicit "belum kawin"; None when nothing is said of it."""
    found: bool | None = None
    for place, word in enumerate(words):
        before = words[max(0, place - REACH) : place]
        said = _said_here(words, place, word, before)
        if said is not None and whose(words, place) in (Whose.OWN, Whose.SPOUSES):
            if said:
                return True
            found = said
    return found


def _said_here(words: Sequence[str], place: int, word: str, before: Sequence[str]) -> bool | None:
    following = words[place + 1] if place + 1 < len(words) else ""
    if word in SINGLE:
        return False
    if word in SPOUSE:
        return None if CHILDREN.intersection(words) else _has_spouse(before, words[place + 1 : place + 3])
    if word in ENDED:
        return None if "bukan" in before[-1:] else True
    if word not in MARRYING:
        return None
    if CALLED_OFF.intersection((*before[-2:], *words[place + 1 : place + 3])) or before[-2:] == ["tidak", "jadi"]:
        return False
    if before[-1:] == ["umur"] or following in LEAST:
        return None
    tail = before[-1:] == ["tidak"] and before[-2:-1] and before[-2] in ("wajib", "bisa", "boleh", "ktp", "rekam")
    if DENIED.intersection(before[-2:]) and not tail:
        return False
    has_the_book = {"punya", "buku"} <= set(before) and "belum" not in before
    if ALLOWED.intersection(before[-1:]) or (NOT_YET.intersection(before) and not SAYS_SO.intersection(before[-1:]) and not has_the_book):
        return None
    return True


def _has_spouse(before: Sequence[str], behind: Sequence[str]) -> bool | None:
    if before[-1:] in (["calon"], ["bakal"]):
        return None
    if behind[:1] in (["saya"], ["siri"]) or before[-1:] == ["saya"]:
        return True
    if DEAD.intersection((*before[-1:], *behind)):
        return True
    if "punya" in before[-1:] or "sudah" in before[-2:]:
        return "tidak" not in before and "belum" not in before
    return None


def _is_ahead(words: Sequence[str]) -> bool:
    return not NOT_YET.isdisjoint(words)
