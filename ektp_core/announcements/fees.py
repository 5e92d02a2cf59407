"""A fee that an announcement names: recording and every document are free (UU 24/2013 art 79A, docs/domain.md#what-to-bring)."""

import re

from ektp_core.reading.words.signs import normal
from ektp_core.reading.words.word_sets import word_set

_AMOUNT = r"(?:rp\.?\s*\d[\d.]*|\d[\d.]*\s*(?:rb|ribu|k|jt|juta|rupiah)\b)"
_NOTHING = re.compile(r"(?:rp\.?\s*)?0(?:,-|,00)?\b(?!\d|[.]\d)|\bnol\b")
_PAYING = (
    r"\b(?:biaya\w*|berbiaya|(?:mem|di|ter|ber)?bayar\w*|byr|harga\w*|pembayaran|tarif\w*|ongkos\w*|pungutan|iuran|retribusi|setor\w*|fees?|pay|costs?|charges?)\b"
    r"|\buang\s+(?:administrasi|adm\w*|cetak|rekam|foto|pendaftaran|ktp|tinta|blangko|lelah|terima)\b"
)
_FEE = re.compile(
    rf"(?:{_PAYING})(?:[\s:=]*(?:\w+\s+){{0,3}}?(?:rp\b\.?\s*)?{_AMOUNT})?|\brp\b\.?\s*(?:\d[\d.]*)?|\bbawa\w*\s+(?:uang\s+)?{_AMOUNT}"
)
_SENTENCE = re.compile(r"(?<!\brp)[.!?;]\s+|\n+", re.IGNORECASE)
_CLAUSE = re.compile(r",\s+|\s+(?:tapi|tetapi|namun|but)\s+", re.IGNORECASE)
_NOT_FREE = re.compile(r"\b(?:tidak|bukan|tak|tdk|gak?|nggak|dak|not)\s+(?:lagi\s+|no longer\s+)?(?:gratis|free)\b|\bno longer free\b")
DENYING = word_set("tidak tdk gak ga nggak tanpa bebas gratis bukan jangan nol dak tak dilarang free no not without never nothing don't")
WARNING = word_set("lapor laporkan pungli oknum calo penipuan report scam")
"""A sentence with one of these speaks of whoever asks for money, and asks for none."""

OF_RECORDING = re.compile(
    r"rekam|ktp|tim\s+(?:jemput|datang)|jemput\s*bola|dukcapil|biometrik|recording|id\s+card|\b(?:kk|kia|akta|adminduk)\b", re.IGNORECASE
)
LONGEST_NAMED = 40


def is_about_recording(words: str) -> bool:
    """Whether a text is about what the office does for nothing."""
    return OF_RECORDING.search(words) is not None


def fee_in(words: str) -> str:
    """The first fee that a plain text names, as it was written; "" where none is, or where its part of the sentence denies it."""
    for sentence in _SENTENCE.split(normal(words)):
        if WARNING.isdisjoint(_words(sentence)):
            for clause in _CLAUSE.split(sentence):
                if fee := _fee_of(clause):
                    return fee[:LONGEST_NAMED]
    return ""


def _fee_of(clause: str) -> str:
    lowered = clause.casefold()
    if not_free := _NOT_FREE.search(lowered):
        return not_free.group()
    if not DENYING.isdisjoint(_words(clause)):
        return ""
    for found in _FEE.finditer(lowered):
        if not _NOTHING.search(found.group()) or re.search(r"[1-9]", found.group()):
            return clause[found.start() : found.end()].strip()
    return ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w']+", text.casefold()))
