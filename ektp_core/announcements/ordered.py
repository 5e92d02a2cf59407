"""An announcement that a sentence orders: "tolong kabari ortu SMAN 1 Koba besok libur" (docs/understanding.md#whom-it-is-for)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ektp_core.announcements.addressed import ALL, LINKS, LONGEST_BEHIND, NARROWED, OURS, PEOPLE, SORTS, TELL, TO, addressed
from ektp_core.announcements.audience import Audience
from ektp_core.announcements.targets import NoAudience
from ektp_core.board import Board
from ektp_core.reading.words.word_sets import word_set
from ektp_core.visits.places import begins_as_school

TELLS_PEOPLE = word_set(
    "kabari kabarin kabarkan dikabari dikabarin dikabarkan ngabarin kbri kbari"
    " beritahu beritahukan diberitahu diberitahukan kasihtau kasitau"
    " ingatkan diingatkan tell notify inform remind"
)
"""Whoever stands right behind these is told: "kabari Koba besok libur"."""

TELLS_WORDS = TELL | word_set(
    "umumin umumken diumumkan infoin info infokan informasikan diinfokan diinformasikan sampein disampaikan bilang bilangin siarkan"
    " disiarkan siarin broadcast blast"
    " sebar disebar sebarkan sebarin disebarkan share kirimin kirimken announce publikasikan woro-woro woro2"
    " teruskan diteruskan bagikan beritakan padahkan viralkan edarkan umumkn infokn"
)
NOTICES = word_set("pengumuman pemberitahuan maklumat notif notifikasi pesan siaran")
"""An order only before "ke semua …" or a colon: "pengumuman dong ke semua, besok libur"."""

WHAT = word_set("info ini pesan kabar pengumuman a message bai dong penting massal siaran woro2")
"""Between the order and "ke"."""

TELLING = TELLS_PEOPLE | TELLS_WORDS
IN_TWO = {
    "beri": "tahu tau kabar info",
    "kasih": "tahu tau kabar info",
    "kasi": "tahu tau kabar info",
    "kirim": "pesan kabar info pengumuman",
    "kirimkan": "pesan kabar info pengumuman",
    "kirimin": "pesan kabar info pengumuman",
    "woro": "woro",
    "bikin": "pengumuman",
    "bikinin": "pengumuman",
    "buat": "pengumuman",
    "buatkan": "pengumuman",
    "tulis": "pengumuman",
    "posting": "pengumuman",
    "let": "know",
}
"""Orders of two words; "let … know" has whom it tells between."""

COURTESY = word_set(
    "tolong tlg tlong tulong mohon saya mau ingin coba bisa minta please pls pak bu bapak ibu"
    " min kak bang mas mbak dong ya nanti juga sekalian segera"
)
AT_THE_END = COURTESY | word_set("aja saja doang nih deh lah makasih terima kasih tks thanks thx")
THEIRS = word_set("mereka nya them their")

_WHO_FOLLOW = re.compile(
    r"^(?:(?:ke|kepada|kpd|untuk|buat)\s+)?(?:semua\s+)?(?:yang|yg)\s+(?:ber)?(?:langganan|mengikuti|ngikutin|ikut|follow)\s+",
    re.IGNORECASE,
)
_TO_PEOPLE = re.compile(rf"^pada\s+(?=(?:{'|'.join(sorted(PEOPLE))})\s)", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_SIGNS = " \t\n,.;:!?()-–—"
_BETWEEN = " \t\n,.;:-–—"
_ENDS_PART = (",", ".", ";", "!", "?", ")", "\n", "–", "—", "-")
_SENTENCE_ENDS = ".!?"


@dataclass(frozen=True, slots=True)
class Ordered:
    """The message in the writer's own words without the order, "" for none; whom it is for, or why that has to be asked.

    `is_for_named`: it is for the people of what the message itself names ("SMAN 1 Koba batal, kabari ortunya").
    """

    message: str
    audience: Audience | None = None
    unclear: NoAudience | None = None
    is_for_named: bool = False


def ordered(text: str, board: Board) -> Ordered:
    """What is to be told, and to whom: the order stands in front of the message or behind it; without one all is the message.

    Right behind "kabari" and the like a place is whom it is for; behind "umumkan" only as behind the command itself (`addressed`). Whom
    nobody can be told alone, and people of no place, are asked about.
    """
    text = text.strip()
    words = list(_WORD.finditer(text))
    return _in_front(words, text, board) or _behind(words, text, board) or Ordered(text)


def _in_front(words: Sequence[re.Match[str]], text: str, board: Board) -> Ordered | None:
    at, verb = _past_order(words, 0)
    if verb is None:
        return None
    if at == len(words):
        return Ordered("")
    is_parted = words[at - 1].group()[-1] in _SIGNS
    return _split(text[words[at].start() :], board, tells_people=verb in TELLS_PEOPLE and not is_parted)


def _split(rest: str, board: Board, *, tells_people: bool) -> Ordered:
    """What stands behind the order: whom it is for, then the message. People of no place are left out, but not some of all."""
    plain_rest = _TO_PEOPLE.sub("ke ", _WHO_FOLLOW.sub("ke ", rest, 1), 1)
    words = list(_WORD.finditer(rest))
    begins_to = plain_rest != rest or _plain(words[0]) in TO
    for asked in [f"ke {rest}", rest] if tells_people and not begins_to else [plain_rest]:
        if named := addressed(asked, board):
            return Ordered(_without_lead(named.message), named.audience, named.unclear)
    end, is_for_named = _people(words)
    if end == len(words):
        return Ordered("", is_for_named=is_for_named)
    if end and (tells_people or begins_to) and not _says_more(words[end], board):
        return Ordered(_without_lead(rest[words[end].start() :]), is_for_named=is_for_named)
    start = next(at for at, word in enumerate(words) if _plain(word) not in TO or at == len(words) - 1)
    return Ordered(_without_lead(rest[words[start].start() :]))


def _says_more(word: re.Match[str], board: Board) -> bool:
    """Whether a word behind people still says which of them are meant: "warga Kurau", "ortu kelas XI", "orang tua kami"."""
    said = _plain(word)
    return said in LINKS | NARROWED | SORTS | OURS or begins_as_school(said) or bool(board.areas.find(said))


def _behind(words: Sequence[re.Match[str]], text: str, board: Board) -> Ordered | None:
    """An order that is the last part: behind a sign ("…, kabari ortunya") or behind courtesy ("… tolong umumkan ke semua")."""
    for start in _last_parts(words, text):
        at, verb = _past_order(words, start)
        if verb is None:
            continue
        rest = text[words[at].start() :] if at < len(words) else ""
        found = _split(rest, board, tells_people=verb in TELLS_PEOPLE) if rest else Ordered("")
        if found.message:
            continue
        before = text[: words[start].start()].rstrip()
        kept = before.rstrip(_BETWEEN + "(")
        return replace(found, message=kept + before[len(kept) :][:1] if before[len(kept) :][:1] in _SENTENCE_ENDS else kept)
    return None


def _last_parts(words: Sequence[re.Match[str]], text: str) -> Iterator[int]:
    """Where the last part of a text may begin, the shortest first."""
    for at in range(len(words) - 1, 0, -1):
        if len(text) - words[at].start() > LONGEST_BEHIND:
            return
        is_parted = words[at - 1].group().endswith(_ENDS_PART) or "\n" in text[words[at - 1].end() : words[at].start()]
        if is_parted or (_plain(words[at]) in COURTESY and _plain(words[at - 1]) not in COURTESY):
            yield at


def _past_order(words: Sequence[re.Match[str]], start: int) -> tuple[int, str | None]:
    """The word behind "tolong umumkan", and the verb of it; the start and None where there is no order."""
    said = [*map(_plain, words), "", ""]
    at = start
    while said[at] in COURTESY and said[at] not in TELLING and said[at + 1] not in IN_TWO.get(said[at], "").split():
        at += 1
    if said[at] in NOTICES:
        end = _past_what(words, at + 1)
        return (end, said[at]) if end < len(words) and (said[end] in TO or words[end - 1].group().endswith(":")) else (start, None)
    verb, first = None, at
    while said[at] in TELLING or (said[at + 1] and said[at + 1] in IN_TWO.get(said[at], "").split()):
        is_one = said[at] in TELLING and said[at + 1] not in IN_TWO.get(said[at], "").split()
        verb, at = (said[at], at + 1) if is_one else (verb or "kabari", at + 2)
        if words[at - 1].group()[-1] in _SIGNS:
            break
    if verb is None or at == first:
        return start, None
    behind = _past_what(words, at)
    return (behind if behind < len(words) and said[behind] in TO else at), verb


def _past_what(words: Sequence[re.Match[str]], at: int) -> int:
    while at < len(words) and _plain(words[at]) in WHAT | COURTESY:
        at += 1
    return at


def _people(words: Sequence[re.Match[str]]) -> tuple[int, bool]:
    """The word behind "ke orang tuanya", and whether they are those of what was named before ("-nya"); 0 for some of all, "semua guru"."""
    at, are_theirs, is_all = 0, False, False
    while at < len(words):
        parts = _plain(words[at]).split("/")
        bare = [part.removesuffix("nya") for part in parts]
        if not all(part in TO | PEOPLE | ALL | THEIRS or base in PEOPLE for part, base in zip(parts, bare, strict=True)):
            break
        are_theirs |= any(part in THEIRS or (base != part and base in PEOPLE) for part, base in zip(parts, bare, strict=True))
        is_all |= bool(ALL.intersection(parts))
        at += 1
    end = at
    while at and end < len(words) and _plain(words[end]) in AT_THE_END:
        end += 1
    if end == len(words):
        return end, are_theirs
    return (0 if is_all else at), are_theirs


def _without_lead(message: str) -> str:
    """Without what only joins it to the order: "bahwa besok libur"."""
    return re.sub(r"^(?:bahwa(?:sanya)?|that)\s+", "", message.lstrip(_BETWEEN), flags=re.IGNORECASE)


def _plain(word: re.Match[str]) -> str:
    return word.group().strip(_SIGNS).casefold()
