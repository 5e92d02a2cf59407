"""Whom a message is for, where its own words say it: "ke ortu SMAN 1 Koba besok tim datang" (docs/understanding.md#whom-it-is-for)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import DISTRICT, AudienceFault, NoAudience, place_of_audience, says_district, with_targets
from ektp_core.board import Board
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.word_sets import word_set
from ektp_core.schools.register import School
from ektp_core.schools.spoken import kind_at
from ektp_core.visits.places import begins_as_school

TO = word_set("ke kepada kpd kpda untuk utk untk buat bwt bagi to for")
SAID_TO = word_set("ke kepada kpd kpda to")
"""Nothing but people stands behind these: "untuk semua layanan" is no audience, "ke semua" is."""

ALL = word_set("semua seluruh segenap semuanya all everyone everybody")
PEOPLE = word_set(
    "ortu ortunya orangtua orang tua wali walimurid murid siswa siswi pelajar anak anak-anak warga masyarakat pengikut pelanggan bapak ibu"
    " bpk para keluarga urang budak langganan parents students pupils followers subscribers"
)
LINKS = word_set("di dari yth of the in at")
"""Between people and their place."""

TELL = word_set("tolong mohon umumkan kirim kirimkan sampaikan beritahu infokan please send tell")
AND = word_set("dan and & serta juga")
OR = word_set("atau or")
NARROWED = (
    word_set("kelas kls jurusan angkatan yang yg kecuali selain khusus bukan bkn tanpa class grade who except not without") | AND | OR
)
"""Behind a place these mean some of its people only, or others besides, whom nobody can be announced to."""

COURTESY = word_set("ya yah dong deh aja saja doang lah kak min pak bu mas mbak tolong mohon makasih please thanks")
"""Behind an audience these alone are no message: "untuk semua orang tua di Koba ya"."""

SORTS = word_set(
    "kabupaten kab kota provinsi district sekolah sekolahan madrasah schools desa kelurahan kecamatan dusun rt rw villages perangkat"
    " guru kepala kepsek ketua staf staff pegawai petugas operator kades lurah camat teachers"
)
"""Behind "all" these are some of all, whom nobody can be announced to alone, as "all SMA" are."""

OURS = word_set("kami kita our")
"""Behind people these are some of all: "semua orang tua siswa kami"; "semua Kami datang" is for all."""

MERE = word_set("saja aja doang bahwa bahwasanya only that")
"""Between an audience and its message, of neither: "ke koba saja", "ke koba bahwa besok libur"."""

LONGEST_PLACE = 6
"""Words of one place."""

LONGEST_BEHIND = 200
"""Characters of an audience behind the message."""

_WORD = re.compile(r"\S+")
_SIGNS = " \t\n,.;:!()-–—"
_BETWEEN = " \t\n,.;:-–—"
"""Between an audience and the message behind it."""

_COLON = re.compile(r"(?P<place>[^:\n]{1,120})(?::\s|\s*\n)\s*(?=\S)")
_TAIL = re.compile(
    rf"(?P<end>[,.;!?(\n–—]|\s-)\s*(?:(?:{'|'.join(sorted(TELL, key=len, reverse=True))})\s+)*"
    rf"(?=(?:{'|'.join(sorted(TO, key=len, reverse=True))})\s)",
    re.IGNORECASE,
)
_SENTENCE_ENDS = ".!?"


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom words name, and the message without that ("" for none): an audience, or why it has to be asked for."""

    audience: Audience | None
    message: str
    unclear: NoAudience | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """An audience that begins at a word: the word after it, and whether more than a bare place was said ("ke", "ortu")."""

    end: int
    is_explicit: bool
    audience: Audience | None = None
    unclear: NoAudience | None = None


def addressed(text: str, board: Board) -> Addressed | None:
    """The audience that stands before a message or behind it, or is all that the words say; None where they are a message alone.

    Before a colon or a line of its own, and behind "ke", "kepada", "untuk", any place is an audience. A bare place, or "semua", is one only
    before a sentence that begins with a capital: "Koba Besok tim datang"; "Semua sekolah libur" is a message.
    """
    return _before_colon(text, board) or _in_front(text, board) or _behind(text, board)


def _before_colon(text: str, board: Board) -> Addressed | None:
    first = _COLON.match(text)
    if first is None:
        return None
    words = list(_WORD.finditer(first["place"]))
    named = _named(words, first["place"], board)
    return _addressed(named, text[first.end() :]) if named and named.end == len(words) else None


def _in_front(text: str, board: Board) -> Addressed | None:
    words = list(_WORD.finditer(text))
    named = _named(words, text, board)
    if named is None:
        return None
    message = text[words[named.end].start() :] if named.end < len(words) else ""
    if all(_plain(word) in COURTESY for word in words[named.end :]):
        return _addressed(named, "")
    if _goes_on(words, named, text, board):
        return None
    begins_anew = message[0].isupper() and not text.isupper()
    is_everyone = named.audience is not None and named.audience.kind is AudienceKind.EVERYONE and text[0].islower()
    if named.is_explicit or begins_anew or (is_everyone and message[0].isdigit()):
        return _addressed(named, message.lstrip(_BETWEEN))
    return None


def _goes_on(words: Sequence[re.Match[str]], named: _Named, text: str, board: Board) -> bool:
    """Whether what stands behind an audience says more of whom is meant than can be announced to, or may: "ke koba namang besok libur"."""
    behind = _plain(words[named.end])
    if named.audience is not None and named.audience.kind is AudienceKind.EVERYONE:
        is_ours = behind in OURS and _plain(words[named.end - 1]) in PEOPLE
        return is_ours or behind in NARROWED | SORTS or kind_at([behind], 0) is not None
    is_parted = words[named.end - 1].group()[-1] in _SIGNS or "\n" in text[words[named.end - 1].end() : words[named.end].start()]
    return behind in NARROWED or (not is_parted and _place_at(words, named.end, text, board) is not None)


def _behind(text: str, board: Board) -> Addressed | None:
    """ "Besok tim datang, umumkan ke ortu SMAN 1 Koba": behind a comma or the end of a sentence, as the last words."""
    for tail in _TAIL.finditer(text, max(0, len(text) - LONGEST_BEHIND)):
        last = text[tail.end() :]
        words = list(_WORD.finditer(last))
        named = _named(words, last, board)
        if named and named.is_explicit and named.end == len(words) and text[: tail.start()].strip():
            kept = tail["end"] if tail["end"] in _SENTENCE_ENDS else ""
            return _addressed(named, f"{text[: tail.start()]}{kept}")
    return None


def _addressed(named: _Named, message: str) -> Addressed:
    return Addressed(named.audience, message, named.unclear)


def _named(words: Sequence[re.Match[str]], text: str, board: Board) -> _Named | None:
    """The audience that begins with the first word: "to" whom, who they are, and their places."""
    named = _places(words, text, board)
    while named and named.end < len(words) and _plain(words[named.end]) in MERE:
        named = replace(named, end=named.end + 1)
    return named


def _places(words: Sequence[re.Match[str]], text: str, board: Board) -> _Named | None:
    start = _skip(words, _told(words))
    lead = {part for word in words[:start] for part in _parts(word)}
    found: list[tuple[AudienceKind, str]] = []
    end, unclear, is_choice = start, None, False
    at = start
    while at < len(words) and (place := _place_at(words, at, text, board)):
        at, named = place
        end = at
        if isinstance(named, NoAudience) and lead & ALL and named.values["fault"] is AudienceFault.SEVERAL:
            found += [(AudienceKind.SCHOOLS, school.npsn) for school in named.values["schools"]]
        elif isinstance(named, NoAudience):
            unclear = unclear or named
        else:
            found.append(named)
        joins = at < len(words) and _plain(words[at]) in AND | OR
        if not joins and not words[at - 1].group().endswith((",", ";", "&")):
            break
        is_choice = is_choice or (joins and _plain(words[at]) in OR)
        at = _skip(words, at + joins)
    if found or unclear:
        return _of_places(end, bool(lead & TO), found, unclear, is_choice=is_choice, board=board)
    if lead & ALL:
        while _plain(words[start - 1]) in LINKS:
            start -= 1
        return _Named(start, bool(lead & SAID_TO or (lead & TO and lead & PEOPLE)), Audience(AudienceKind.EVERYONE))
    return _unknown_school(words, start, text, board) if lead & TO else None


def _of_places(
    end: int,
    is_explicit: bool,
    found: Sequence[tuple[AudienceKind, str]],
    unclear: NoAudience | None,
    *,
    is_choice: bool,
    board: Board,
) -> _Named:
    """Places as one audience, or what has to be asked: two that may be meant, a school beside a subdistrict."""
    kinds = {kind for kind, _ in found} - ({AudienceKind.DISTRICT} if len(found) > 1 else set())
    targets = tuple(target for kind, target in found if kind in kinds and target)
    try:
        if unclear:
            raise unclear
        if is_choice:
            schools = tuple(board.schools[each] for kind, each in found if kind is AudienceKind.SCHOOLS)
            raise NoAudience(AudienceFault.SEVERAL, " / ".join(school.name for school in schools), schools)
        if len(kinds) > 1:
            raise NoAudience(AudienceFault.MIXED)
        return _Named(end, is_explicit, with_targets(kinds.pop(), targets))
    except NoAudience as refusal:
        return _Named(end, is_explicit, unclear=refusal)


def _place_at(words: Sequence[re.Match[str]], at: int, text: str, board: Board) -> tuple[int, tuple[AudienceKind, str] | NoAudience] | None:
    """The place that the longest run of words from here names, and the word after it; two schools that may be meant are told so."""
    for end in range(_last(words, at), at, -1):
        phrase = text[words[at].start() : words[end - 1].end()].strip(_SIGNS)
        if says_district(phrase, board):
            return None if _is_another(words, end, text) else (end, (AudienceKind.DISTRICT, ""))
        try:
            return end, place_of_audience(phrase, board)
        except NoAudience as refusal:
            if refusal.values["fault"] is AudienceFault.UNKNOWN:
                continue
            is_cut_short = end < len(words) and words[end].group()[0].isdigit() and end - at == 1
            if not is_cut_short:
                return end, refusal
    return None


def _is_another(words: Sequence[re.Match[str]], end: int, text: str) -> bool:
    """Whether a name may stand behind "kabupaten" or "kota", of another one: any word that is none of those that are known."""
    if _plain(words[end - 1]) not in DISTRICT or end == len(words) or words[end - 1].group()[-1] in _SIGNS:
        return False
    following = Text(words[end].group()).tokens[:1]
    is_parted = "\n" in text[words[end - 1].end() : words[end].start()]
    return not is_parted and any(token.text.isalpha() and not token.known for token in following)


def _unknown_school(words: Sequence[re.Match[str]], start: int, text: str, board: Board) -> _Named | None:
    """A school that is on no list: what its name may have been is offered, and no word is lost."""
    for end in range(_last(words, start), start, -1):
        phrase = text[words[start].start() : words[end - 1].end()].strip(_SIGNS)
        near = tuple(each for each in board.near(phrase) if isinstance(each, School)) if begins_as_school(phrase) else ()
        if near:
            return _Named(end, is_explicit=True, unclear=NoAudience(AudienceFault.UNKNOWN, phrase, near))
    return None


def _last(words: Sequence[re.Match[str]], at: int) -> int:
    """The word after the longest run that may be one place: it ends with a sign, before "dan", or after so many words."""
    for end in range(at, min(len(words), at + LONGEST_PLACE)):
        if end > at and _plain(words[end]) in AND | OR:
            return end
        if words[end].group().endswith((",", ";", ":", "!", "?")):
            return end + 1
    return min(len(words), at + LONGEST_PLACE)


def _skip(words: Sequence[re.Match[str]], at: int) -> int:
    """Past "ke", "semua", "ortu/wali", "di" and the like."""
    while at < len(words) and _parts(words[at]) <= TO | ALL | PEOPLE | (LINKS if at else frozenset()):
        at += 1
        if words[at - 1].group().endswith((",", ":", ";")):
            break
    return at


def _told(words: Sequence[re.Match[str]]) -> int:
    """Past "tolong umumkan", where "ke" and the like stand behind it."""
    at = 0
    while at < len(words) and _plain(words[at]) in TELL:
        at += 1
    return at if at < len(words) and _plain(words[at]) in TO else 0


def _parts(word: re.Match[str]) -> set[str]:
    return set(_plain(word).split("/"))


def _plain(word: re.Match[str]) -> str:
    return word.group().strip(_SIGNS).casefold()
