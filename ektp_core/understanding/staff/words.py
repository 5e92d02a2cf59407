"""What the words of a staff's sentence name beside places, days and numbers: a level, a fact, a kind of thing, a role, free words."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from ektp_core.announcements.addressed import ALL, LINKS, PEOPLE, TELL, TO
from ektp_core.reading.words.text import SMALL, Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.roles import Role
from ektp_core.understanding.staff.slots import ListLevel

LEVELS: Mapping[ListLevel, frozenset[str]] = {
    ListLevel.DISTRICT: word_set("kabupaten kab kota district districts regency kabkota"),
    ListLevel.SUBDISTRICT: word_set("kecamatan kec subdistrict subdistricts camat"),
    ListLevel.VILLAGE: word_set("desa kelurahan kel kampung village villages dusun"),
    ListLevel.SCHOOL: word_set("sekolah sekolahan sma smk ma madrasah school schools sklh"),
}
FACTS: Mapping[str, frozenset[str]] = {
    "hours": word_set("jam buka tutup operasional pukul hours"),
    "phone": word_set("nomor no telepon telpon telp hp wa whatsapp phone"),
    "address": word_set("alamat address pindah jalan jl"),
    "minimum_age": word_set("umur usia minimal minimum age"),
    "complaints": word_set("pengaduan aduan keluhan komplain lapor complaints"),
    "service_points": word_set("titik mpp gerai tempat lokasi points"),
}
OFFICES_HOURS = word_set("kantor buka tutup operasional pelayanan layanan loket istirahat kerja office opening")
"""Whose hours they are: the office's, not those of a visit."""

COMPLAINTS, SERVICE_POINTS = "complaints", "service_points"
"""Where one of these is named, its number or hours are meant, not the office's."""

EXPORTS: Mapping[str, frozenset[str]] = {
    "coverage": word_set("cakupan capaian angka persen perekaman coverage figures"),
    "visits": word_set("kunjungan jadwal agenda visits"),
    "requests": word_set("permintaan usulan permohonan requests"),
    "kits": word_set("alat pinjaman peminjaman kit kits"),
    "awards": word_set("penghargaan awards juara"),
}
AUDITED: Mapping[str, frozenset[str]] = {
    "figures": word_set("angka cakupan capaian persen rekam wajib figures data"),
    "visits": word_set("kunjungan jadwal agenda visit visits"),
    "requests": word_set("permintaan usulan permohonan requests"),
    "kits": word_set("alat pinjaman peminjaman kit kits"),
    "announcements": word_set("pengumuman umumkan siaran broadcast info kabar announcements"),
    "office": word_set("jam alamat telepon telpon nomor kantor syarat umur office"),
    "team": word_set("tim petugas anggota undang undangan admin akun team"),
    "schools": word_set("sekolah sekolahan schools"),
}
ROLES: Mapping[Role, frozenset[str]] = {
    Role.ADMIN: word_set("admin administrator"),
    Role.OFFICER: word_set("petugas officer loket operator staf staff"),
    Role.VIEWER: word_set("viewer pemantau pimpinan kadis kabid sekda bupati melihat lihat baca"),
    Role.SCHOOL: word_set("sekolah guru kepsek tu sman smkn school"),
}
TARGET = word_set("target sasaran")
YEAR, PAST = word_set("tahun thn th"), word_set("lalu kemarin lewat kmrn last")
REACHES = word_set(
    "kejar mengejar ngejar nyusul menyusul susul nyamain samain menyamai samai nyalip salip lewatin lewati melewati ngelewatin setara"
)
BECAUSE = word_set("karena krn krna soalnya sebab alasan alasannya gara lantaran akibat because")
CONTACT = word_set("hub hubungi kontak cp narahubung pic pj contact")
NOTES = word_set("catatan note ket keterangan dari dr untuk utk")
IDLE = word_set("kosong")
DONE = word_set("sudah udah dah tadi telah barusan already was were")
TITLES = word_set("bu ibu pak bapak mas mbak kak bang ustadz ustadzah mr mrs ms")
NAME_WORDS = 3
"""Of somebody, before their number."""

COURTESY = word_set(
    "ya dong tolong mohon makasih terima kasih pak bu ibu bapak min kak dulu nih sih deh please thanks perbaiki ganti ubah update"
)
NEW_SCHOOL = word_set(
    "ada sekolah baru tambah tambahkan tambahin daftarkan daftarin masukkan masukin catat ke daftar di"
    " dalam register namanya nama ya tolong"
    " buatkan input kita belum lum yang yg ini itu , . : mohon dong add new school"
)


def level_of(text: Text, places: Container[int]) -> ListLevel | None:
    """Of what a list is asked: the one level that is named and stands before no place ("kecamatan Koba"); of several the smallest."""
    named = [
        level
        for position, token in enumerate(text.tokens)
        if position + 1 not in places and position not in places
        for level, words in LEVELS.items()
        if is_one(token, words)
    ]
    return max(named, key=list(ListLevel).index, default=None)


def fact_of(tokens: Sequence[Token]) -> str:
    """The fact that most words name; "" for none or several. A complaint's number is no phone, a service point's hours are its own."""
    counts = _counts(tokens, FACTS)
    for special in (COMPLAINTS, SERVICE_POINTS):
        if special in counts and not (special == SERVICE_POINTS and len(counts) > 1 and counts[special] == 1 and "address" in counts):
            return special
    return _most(counts)


def thing_of(tokens: Sequence[Token], kinds: Mapping[str, frozenset[str]]) -> str:
    """The kind of thing that most words name; "" for none or several."""
    return _most(_counts(tokens, kinds))


def role_of(tokens: Sequence[Token]) -> str:
    """The role that somebody is invited to: the one that is named behind the order, "" for none or several."""
    counts = _counts(tokens, {str(role): words for role, words in ROLES.items()})
    if len(counts) > 1 and Role.SCHOOL in counts:
        return str(Role.SCHOOL)
    return _most(counts)


def speaks_of_target(tokens: Sequence[Token]) -> bool:
    return any(is_one(token, TARGET) for token in tokens)


def speaks_of_last_year(tokens: Sequence[Token]) -> bool:
    """ "Tahun lalu", "thn kemarin"."""
    pairs = pairwise(tokens)
    return any(is_one(first, YEAR) and is_one(second, PAST) for first, second in pairs)


def reaches_at(tokens: Sequence[Token]) -> int | None:
    """Where it is said that another place is to be reached: "biar nyusul Namang"."""
    return next((at for at, token in enumerate(tokens) if is_one(token, REACHES)), None)


def behind(text: Text, words: frozenset[str]) -> str:
    """What stands behind the first of some words, to the end, without courtesy; "" where none is said."""
    at = next((at for at, token in enumerate(text.tokens) if text.is_free(at) and is_one(token, words)), None)
    return _tidy(text, at + 1) if at is not None else ""


def note_of(text: Text, places: Container[int]) -> str:
    """A note: what stands behind a word that begins one, up to what is said of something else; the tokens of `places` belong to it."""
    tokens = text.tokens
    for at, token in enumerate(tokens):
        if not (text.is_free(at) and is_one(token, NOTES)):
            continue
        end = at + 1
        while end < len(tokens) and (text.is_free(end) or end in places) and tokens[end].text not in ",;.":
            end += 1
        is_said = any(each in places or not is_one(tokens[each], SMALL) for each in range(at + 1, end))
        if is_said and (note := _tidy(text, at + 1, end)):
            return note
    return ""


def contact_of(text: Text, phones: Sequence[str]) -> str:
    """Whom to call: what stands behind the word for it, with the title; else the titled name before the one phone number."""
    tokens = text.tokens
    at = next((at for at, token in enumerate(tokens) if is_one(token, CONTACT)), None)
    if at is not None:
        said = _tidy(text, at + 1)
        title = tokens[at + 1].text if said and is_one(tokens[at + 1], TITLES) else ""
        return text.source[tokens[at + 1].start : text.source.rindex(said) + len(said)] if title else said
    if len(phones) != 1 or (place := text.source.find(phones[0].strip())) < 0:
        return ""
    before = [at for at, token in enumerate(tokens) if token.start < place]
    titles = [at for at in before[-NAME_WORDS - 1 :] if is_one(tokens[at], TITLES)]
    return f"{text.source[tokens[titles[-1]].start : place]}{phones[0].strip()}" if titles else ""


def is_done(tokens: Sequence[Token]) -> bool:
    """Whether something is said to be done already."""
    return any(is_one(token, DONE) for token in tokens)


def _tidy(text: Text, start: int, end: int | None = None) -> str:
    tokens = text.tokens
    end = len(tokens) if end is None else end
    while start < end and (is_one(tokens[start], COURTESY) or not tokens[start].text[0].isalnum()):
        start += 1
    while end > start and (is_one(tokens[end - 1], COURTESY) or not tokens[end - 1].text[-1].isalnum()):
        end -= 1
    return text.words(start, end) if end > start else ""


def message_of(text: Text, places: Iterable[tuple[int, int]]) -> tuple[str, tuple[int, ...], bool]:
    """An announcement's message, the places (their first tokens) that say whom it is for, and whether it is for everyone.

    Whom it is for stands between the order and the message ("infokan ke pelanggan SMAN 1 Namang Jumat mulai jam 8"), or at the end behind
    "ke" or "kepada"; a place inside the message says nothing of it.
    """
    tokens, spans = text.tokens, dict(places)
    start, heads, is_all = _head(tokens, spans)
    if heads or is_all:
        return _tidy(text, start), heads, is_all
    for at in range(len(tokens) - 1, 0, -1):
        if is_one(tokens[at], TO):
            end, heads, is_all = _audience(tokens, spans, at)
            if (heads or is_all) and end == len(tokens):
                return re.sub(r"[\s,.;:]+$", "", text.words(_ordered(tokens), at)) if at > _ordered(tokens) else "", heads, is_all
    return _tidy(text, start), (), False


def _ordered(tokens: Sequence[Token]) -> int:
    """Past the order to tell: "tolong umumkan", "kabari", "infokan"."""
    at = 0
    while at < len(tokens) and (is_one(tokens[at], TELLING) or is_one(tokens[at], COURTESY)):
        at += 1
    return at


TELLING = TELL | word_set(
    "umumkan umumin kabari kabarin kabarkan infoin info infokan informasikan beritahu beritahukan beri tahu kasih kasi tau sampaikan"
    " sampein bilang siarkan broadcast sebarkan sebarin share kirim kirimkan pengumuman bikin buat buatkan tell announce"
)


def _head(tokens: Sequence[Token], spans: Mapping[int, int]) -> tuple[int, tuple[int, ...], bool]:
    return _audience(tokens, spans, _ordered(tokens))


def _audience(tokens: Sequence[Token], spans: Mapping[int, int], at: int) -> tuple[int, tuple[int, ...], bool]:
    heads: list[int] = []
    is_all = False
    while at < len(tokens):
        if at in spans:
            heads.append(at)
            at = spans[at]
        elif is_one(tokens[at], ALL):
            is_all, at = True, at + 1
        elif is_one(tokens[at], TO | PEOPLE | LINKS | AUDIENCE_WORDS) or tokens[at].text == ",":
            at += 1
        else:
            break
    return at, tuple(heads), is_all


AUDIENCE_WORDS = word_set("kecamatan kec desa kelurahan dan serta yang yg mengikuti ngikutin pelanggannya warganya semua & +")


def is_one(token: Token, words: frozenset[str]) -> bool:
    """Whether a token is one of some words, as it was written or in its standard spelling."""
    return token.word in words or token.text in words


def _counts(tokens: Sequence[Token], kinds: Mapping[str, frozenset[str]]) -> Counter[str]:
    return Counter(kind for token in tokens for kind, words in kinds.items() if is_one(token, words))


def _most(counts: Counter[str]) -> str:
    best = counts.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""
