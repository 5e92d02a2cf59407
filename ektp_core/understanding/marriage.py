"""Whether a message says that somebody is or was married (docs/understanding.md#marriage)."""

from ektp_core.reading.word_sets import word_set

SINGLE = word_set("single lajang jomblo")
MARRIED = word_set("nikah cerai janda duda siri bersuami beristri berkeluarga")
SPOUSE = word_set("suami istri isteri")
DENIED = word_set("belum tidak bukan tanpa")
NOT_YET = word_set("mau akan rencana kalau bakal calon harus buku akta surat syarat sebelum urus daftar untuk besok depan pesta acara")
SAYS_SO = word_set("sudah pernah baru resmi telah status punya")
REACH = 3


def ever_married(words: list[str]) -> bool | None:
    """True for married, divorced or widowed; False for an explicit "belum kawin"; None when nothing is said of it."""
    for position, word in enumerate(words):
        before = words[max(0, position - REACH) : position]
        if word in SINGLE:
            return False
        if word in SPOUSE and words[position + 1 : position + 2] == ["saya"]:
            return True
        if word in SPOUSE and ("punya" in before[-1:] or "sudah" in before[-2:]):
            return "tidak" not in before and "belum" not in before
        if word not in MARRIED:
            continue
        if DENIED & set(before[-2:]):
            return False
        has_the_book = {"punya", "buku"} <= set(before) and "belum" not in before
        if NOT_YET & set(before) and not SAYS_SO & set(before[-1:]) and not has_the_book:
            continue
        return True
    return None
