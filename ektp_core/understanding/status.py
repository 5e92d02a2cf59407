"""What a message says of somebody beside their birth: nationality, permit, marriage (docs/understanding.md#marriage)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ektp_core.eligibility import CivilStatus, Marriage, Stay
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.marriage import marriage_of
from ektp_core.understanding.residence import residence_of

ADDRESSED = word_set("bu pak pa bund bun kak min bang mas mbak")
"""Who is spoken to, not spoken of: "pak saya sudah nikah" tells nothing of a father."""

BESIDE = word_set(
    "pegang memegang pemegang punya memiliki status seorang orang warga negara warganegara dan dengan sudah telah pernah baru belum tidak"
    " bukan masih tapi tetapi , anak saya adik izin tinggal"
)
"""Said around a status; they name nothing themselves."""


@dataclass(frozen=True, slots=True)
class SaidStatus:
    """All stays that may be meant, none where nothing is said; and the marriage, None where nothing is said."""

    stays: tuple[Stay, ...] = ()
    marriage: Marriage | None = None

    @property
    def people(self) -> tuple[CivilStatus, ...]:
        """Everybody who may be meant; who says nothing is a single citizen."""
        return tuple(CivilStatus(stay, self.marriage or Marriage.NONE) for stay in self.stays or (Stay.CITIZEN,))

    @property
    def is_said(self) -> bool:
        """Whether anything is said of nationality, permit or marriage."""
        return bool(self.stays) or self.marriage is not None

    @property
    def may_be_foreign(self) -> bool:
        return any(stay is not Stay.CITIZEN for stay in self.stays)


def status_of(tokens: Sequence[Token]) -> tuple[SaidStatus, frozenset[int]]:
    """The status that a message's tokens say, and the places of the words that say it."""
    words = ["," if token.text in ADDRESSED else token.word or token.text for token in tokens]
    residence, marriage = residence_of(tokens, words), marriage_of(words)
    return SaidStatus(residence.stays, marriage.marriage), residence.taken | marriage.taken


def without_status(tokens: Sequence[Token], taken: frozenset[int]) -> str:
    """The text that is left without the words of a status and those around them, for `typed_birth.read_birth`."""
    if not taken:
        return "".join(_spaced(token) for token in tokens).strip()
    left = [token for place, token in enumerate(tokens) if place not in taken and token.word not in BESIDE]
    return "".join(_spaced(token) for token in left).strip()


def _spaced(token: Token) -> str:
    return token.text if token.glued else f" {token.text}"
