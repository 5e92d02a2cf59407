"""Which order about a visit the words name by themselves, where they name one alone: "pindahkan" moves, whatever is missing beside it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.staff.amounts import DENIES, FINISHED
from ektp_core.understanding.staff.days import EARLIER, LATER, SHIFTED
from ektp_core.understanding.staff.slots import StaffSlots
from ektp_core.understanding.staff.words import OFFICES_HOURS, is_one
from ektp_core.understanding.staff_intents import StaffIntent

VERBS: Mapping[StaffIntent, frozenset[str]] = {
    StaffIntent.VISIT_ADD: word_set("jadwalkan jadwalin dijadwalkan rencanakan rencanain direncanakan kunjungi schedule"),
    StaffIntent.VISIT_MOVE: EARLIER
    | LATER
    | SHIFTED
    | word_set("pindah pindahkan pindahin dipindah dipindahkan dipindahin mindahin ulang reschedule move postpone"),
    StaffIntent.VISIT_CANCEL: word_set(
        "batal batalkan batalin dibatalkan dibatalin membatalkan ditiadakan tiadakan urung coret dicoret hapus dihapus off cancel cancelled"
    ),
    StaffIntent.VISIT_CONFIRM: word_set("pastikan pastiin dipastikan pasti fix konfirmasi dikonfirmasi confirm confirmed"),
    StaffIntent.VISIT_CLOSE: FINISHED | word_set("tutup ditutup close closed"),
}
ADDS, VISITS = (
    word_set("tambah tambahkan tambahin nambah buat buatkan bikin bikinkan add"),
    word_set("kunjungan jadwal agenda visit visits"),
)
"""Together they plan a visit: kits are added, too."""

COMES_OFF = word_set("jadi")
"""Denied, it cancels ("tidak jadi"), unless it says as well what comes in its place ("tidak jadi tgl 5, jadi tgl 8")."""


def verb_of(tokens: Sequence[Token]) -> StaffIntent | None:
    """The order about a visit that the words name; None where they name none, or several."""
    named = {intent for intent, words in VERBS.items() if any(is_one(token, words) for token in tokens)}
    pairs = [*pairwise(tokens)]
    if any(is_one(first, ADDS) and is_one(second, VISITS) for first, second in pairs):
        named.add(StaffIntent.VISIT_ADD)
    denied = [second for first, second in pairs if is_one(first, DENIES) and is_one(second, COMES_OFF)]
    if denied and len(denied) == sum(is_one(token, COMES_OFF) for token in tokens):
        named.add(StaffIntent.VISIT_CANCEL)
    if named == {StaffIntent.VISIT_ADD, StaffIntent.VISIT_MOVE} and any(token.word == "ulang" for token in tokens):
        return StaffIntent.VISIT_MOVE
    return named.pop() if len(named) == 1 else None


def by_its_verb(ranked: Sequence[tuple[float, StaffIntent]], tokens: Sequence[Token]) -> list[tuple[float, StaffIntent]]:
    """Readings with those of visits taken as one where the words name the order: the model knows that it is one, the verb which.

    Without it, an order that lacks its day is read as the one that usually has none.
    """
    verb = verb_of(tokens) if ranked[0][1] in {*VERBS, StaffIntent.VISIT_AGENDA} else None
    if verb is None:
        return [*ranked]
    taken = {*VERBS, StaffIntent.VISIT_AGENDA} if verb is StaffIntent.VISIT_ADD else {*VERBS}
    together = sum(probability for probability, intent in ranked if intent in taken)
    others = [(probability, intent) for probability, intent in ranked if intent not in taken]
    return sorted([(together, verb), *others], key=lambda each: -each[0])


def is_shifted_visit(intent: StaffIntent, slots: StaffSlots, tokens: Sequence[Token]) -> bool:
    """Whether an order of counts that counts nothing, or of hours that are not said to be the office's, shifts a visit."""
    if not any(is_one(token, SHIFTED) for token in tokens):
        return False
    if intent is StaffIntent.OFFICE_EDIT:
        return slots.fact == "hours" and not any(is_one(token, OFFICES_HOURS) for token in tokens)
    return intent is StaffIntent.TALLY_ADD and not slots.amounts
