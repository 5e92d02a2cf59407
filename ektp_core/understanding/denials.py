"""What is said of a word that names a status: that it is so, that it is not, that it is over, or that it is only planned."""

from collections.abc import Sequence
from enum import StrEnum

from ektp_core.reading.words.word_sets import word_set

DENYING = word_set("belum tidak bukan tanpa non")
OVER = word_set("dulu dulunya mantan eks bekas tadinya sebelumnya")
PLANNED = word_set("mau akan rencana rencananya berencana calon mengajukan ajukan minta proses urus sedang tunggu ganti syarat cara daftar")
DONE = word_set("sudah telah baru")
CARRYING = word_set(
    "punya pegang memegang dapat memiliki miliki mempunyai pakai bawa ada jadi ke dari di izin tinggal orang seorang warga negara kartu"
    " secara lewat melalui status a the an have has had hold holder holding pemegang lagi pernah dan atau maupun / with"
)
"""Stand between a denial and what it denies: "tidak punya KITAP"."""

ASKING = word_set("bisa boleh wajib rekam ktp perlu harus")
"""Before "tidak": the tail of a question. "Wajib KTP gak punya KITAP?" says nothing sure."""

OBTAINED = word_set("ada punya dapat jadi keluar terbit selesai sampai diurus urus tercatat daftar masuk")
EXPIRED = word_set("habis setelah mati kedaluwarsa kadaluarsa kadaluwarsa expired dicabut hangus batal dibatalkan")
FURTHEST = 5
"""Words that a denial reaches over."""


class Said(StrEnum):
    """How a word was said."""

    SO = "so"
    NOT = "not"
    OVER = "over"
    PLANNED = "planned"
    UNSURE = "unsure"


def said_of(words: Sequence[str], start: int, end: int, carrying: frozenset[str] = CARRYING) -> Said:
    """How the status that stands at `start` to `end` (exclusive) was said, by the words before and behind it."""
    behind = words[end : end + 2]
    if behind and behind[0] in ("belum", "tidak") and behind[1:] and behind[1] in OBTAINED:
        return Said.NOT
    if behind[:1] == ["ditolak"]:
        return Said.NOT
    if EXPIRED.intersection(behind[:1] if behind[:1] != ["sudah"] else behind):
        return Said.OVER
    if behind[:2] == ["masih", "proses"] or behind[:1] == ["proses"]:
        return Said.PLANNED
    for position in range(start - 1, max(-1, start - 1 - FURTHEST), -1):
        word = words[position]
        if word in DENYING:
            tail = word == "tidak" and position > 0 and words[position - 1] in ASKING
            if tail and position == start - 1:
                return Said.SO
            return Said.UNSURE if tail else Said.NOT
        if word in PLANNED:
            return Said.SO if position and words[position - 1] in DONE else Said.PLANNED
        if word in OVER:
            return Said.OVER
        if word not in carrying:
            break
    return Said.SO
