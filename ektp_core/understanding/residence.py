"""By what right somebody lives here: a citizen, or by which permit; all that may be meant (docs/understanding.md#foreigners)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.eligibility import Stay
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.denials import CARRYING, Said, said_of
from ektp_core.understanding.people import Whose, whose

NATIONS = word_set(
    "malaysia thailand singapura singapore filipina filipin philippines vietnam china cina tiongkok taiwan jepang japan korea"
    " india pakistan bangladesh australia belanda dutch inggris british jerman german prancis perancis french amerika american"
    " mesir arab turki rusia myanmar kamboja laos brunei timor kanada italia spanyol nigeria yaman iran irak afghanistan suriah"
    " srilanka nepal malaysian chinese japanese korean australian thai indian filipino"
)
OF_A_NATION = word_set("negara warganegara kewarganegaraan paspor passport orang bangsa")
VISITING = word_set("kunjungan turis wisata tourist visit bisnis")
MIXED = frozenset(
    [
        *((before, "campuran") for before in ("anak", "keturunan", "orang", "nikah", "perkawinan")),
        ("nikah", "campur"),
        *((before, "blasteran") for before in ("", "anak", "saya", "keturunan", "orang")),
        *((before, "ganda") for before in ("kewarganegaraan", "warga", "negara", "warganegara")),
        *((before, "kewarganegaraan") for before in ("dwi", "dual")),
    ]
)
"""Two words that leave the nationality open."""

FOREIGNER = (Stay.PERMANENT, Stay.LIMITED)
ANYBODY = (Stay.CITIZEN, *FOREIGNER)


class _Name(StrEnum):
    CITIZEN = "citizen"
    FOREIGN = "foreign"
    PERMANENT = "permanent"
    LIMITED = "limited"
    PERMIT = "permit"
    """One of the two: a slip that may be either."""


@dataclass(frozen=True, slots=True)
class _Mention:
    name: _Name
    start: int
    end: int
    said: Said
    whose: Whose


@dataclass(frozen=True, slots=True)
class Residence:
    """The stays that may be meant, and the words that say so; neither where nothing is said."""

    stays: tuple[Stay, ...] = ()
    taken: frozenset[int] = frozenset()


def residence_of(tokens: Sequence[Token], words: Sequence[str]) -> Residence:
    """What a message says of nationality and permits; `words` are its standard words."""
    if _NAMING.isdisjoint(words):
        return Residence()
    mentions = [each for each in _mentions(tokens, words) if each.whose is not Whose.PARTNERS]
    is_mixed = any(pair in MIXED for pair in zip(("", *words), words, strict=False))
    if not mentions:
        return Residence(ANYBODY) if is_mixed else Residence()
    taken = frozenset(place for each in mentions for place in range(each.start, each.end))
    stays = _stays(mentions)
    return Residence(ANYBODY if is_mixed and stays != (Stay.CITIZEN,) else stays, taken)


_NAMING = NATIONS | word_set("wna wni asing kitap kitas tinggal visa indonesia negeri turis") | {pair[1] for pair in MIXED}
_ONE_WORD = {
    "wna": _Name.FOREIGN,
    "asing": _Name.FOREIGN,
    "wni": _Name.CITIZEN,
    "kitap": _Name.PERMANENT,
    "kitas": _Name.LIMITED,
    "turis": _Name.LIMITED,
}
_LASTING = {"tetap": _Name.PERMANENT, "terbatas": _Name.LIMITED, "sementara": _Name.LIMITED}
_OF_WHOM = word_set("saya kami dia anak istri suami masih cuma hanya yang")
_PERMIT = word_set("izin visa kartu")
_BEFORE_FOREIGN = word_set("orang warga negara warganegara bangsa a")


def _mentions(tokens: Sequence[Token], words: Sequence[str]) -> Iterator[_Mention]:
    after = 0
    for position in range(len(words)):
        if position < after or (named := _named(tokens, words, position)) is None:
            continue
        name, start, after = named
        said = _changed(words, start, after) or said_of(words, start, after)
        of_a_nation = name in (_Name.FOREIGN, _Name.CITIZEN)
        if of_a_nation and said in (Said.NOT, Said.UNSURE) and not _is_denied_by_name(tokens, words, start):
            said = Said.SO
        yield _Mention(name, start, after, said, whose(words, start))


def _changed(words: Sequence[str], start: int, end: int) -> Said | None:
    """Of "dari KITAS ke KITAP" the first is over and the second is so, or neither yet."""
    if words[start - 1 : start] == ["dari"] and words[end : end + 1] in (["ke"], ["jadi"], ["menjadi"]):
        return Said.SO if said_of(words, start - 1, end) is Said.PLANNED else Said.OVER
    if words[start - 3 : start - 2] == ["dari"] and words[start - 1] in ("ke", "jadi", "menjadi"):
        return said_of(words, start - 3, end)
    return None


def _named(tokens: Sequence[Token], words: Sequence[str], position: int) -> tuple[_Name, int, int] | None:
    """What is named with this word in it, and where it begins and ends."""
    word, before, following = words[position], words[position - 1] if position else "", words[position + 1 : position + 2]
    if word in ("kitap", "kitas") and not tokens[position].known:
        return _Name.PERMIT, position, position + 1
    if word == "asing":
        start = _back_over(_BEFORE_FOREIGN, words, position)
        return _Name.FOREIGN, start, position + 1 + (following in (["citizen"], ["negara"]))
    if word in _ONE_WORD:
        return _ONE_WORD[word], position, position + 1
    if word == "negeri" and words[position - 2 : position] == ["orang", "luar"]:
        return _Name.FOREIGN, position - 2, position + 1
    if word in _LASTING:
        return _lasting(words, position)
    if word in ("visa", "izin") and VISITING.intersection(words[max(0, position - 1) : position + 3]):
        return _Name.LIMITED, position, position + 2
    if word == "izin" and following == ["tinggal"]:
        return _permit_of_stay(words, position)
    if (word in NATIONS or word == "indonesia") and before in OF_A_NATION:
        return (_Name.CITIZEN if word == "indonesia" else _Name.FOREIGN), position - 1, position + 1
    return None


def _permit_of_stay(words: Sequence[str], position: int) -> tuple[_Name, int, int]:
    """ "Izin tinggal saya terbatas"; without its kind it is only a foreigner's."""
    behind = position + 2
    kinds = [place for place in range(behind, min(behind + 3, len(words))) if words[place] in _LASTING]
    if kinds and all(word in _OF_WHOM for word in words[behind : kinds[0]]):
        return _LASTING[words[kinds[0]]], position, kinds[0] + 1
    return _Name.FOREIGN, position, behind


def _lasting(words: Sequence[str], position: int) -> tuple[_Name, int, int] | None:
    """ "Izin tinggal tetap", "temporary stay permit"; living somewhere "sementara" is no permit."""
    start, end = position, position + 1
    if position and words[position - 1] == "tinggal":
        start = _back_over(_PERMIT, words, position - 1)
        if start == position - 1 and words[end : end + 1] not in (["izin"], ["visa"]):
            return None
    elif words[end : end + 1] != ["tinggal"]:
        return None
    while end < len(words) and words[end] in ("tinggal", "izin", "visa"):
        end += 1
    return _LASTING[words[position]], start, end


def _back_over(these: frozenset[str], words: Sequence[str], position: int) -> int:
    while position and words[position - 1] in these:
        position -= 1
    return position


def _is_denied_by_name(tokens: Sequence[Token], words: Sequence[str], start: int) -> bool:
    """ "Bukan WNA", "not a foreigner"; "tidak" ends the question before: "wajib gak WNA?"."""
    position = start - 1
    while position >= 0 and words[position] in CARRYING:
        position -= 1
    return position >= 0 and (words[position] in ("bukan", "non", "belum") or tokens[position].text == "not")


def _stays(mentions: Sequence[_Mention]) -> tuple[Stay, ...]:
    """Everything that the person asked about may be; what is a parent's alone leaves it open."""
    own = [each for each in mentions if each.whose is Whose.OWN]
    said = {name: {each.said for each in own if each.name is name} for name in _Name}
    is_foreign = Said.SO in said[_Name.FOREIGN] or Said.PLANNED in said[_Name.CITIZEN] or Said.NOT in said[_Name.CITIZEN]
    is_citizen = Said.SO in said[_Name.CITIZEN] or bool({Said.NOT, Said.OVER} & said[_Name.FOREIGN])
    has_permit = any(each.name in (_Name.PERMANENT, _Name.LIMITED, _Name.PERMIT) for each in own)
    if is_citizen and (is_foreign or has_permit):
        return ANYBODY
    if is_citizen:
        return (Stay.CITIZEN,)
    if not own or not (is_foreign or has_permit):
        return ANYBODY
    return _permits(said)


def _permits(said: dict[_Name, set[Said]]) -> tuple[Stay, ...]:
    """Of a foreigner: the permit that is held; both where none is named, or both are, or one is over or doubtful."""
    permanent, limited = said[_Name.PERMANENT], said[_Name.LIMITED]
    if said[_Name.PERMIT] or Said.UNSURE in permanent | limited:
        return FOREIGNER
    if Said.SO in permanent:
        return FOREIGNER if Said.SO in limited else (Stay.PERMANENT,)
    if Said.SO in limited or {Said.NOT, Said.PLANNED} & permanent:
        return (Stay.LIMITED,) if Said.OVER not in permanent else FOREIGNER
    return FOREIGNER
