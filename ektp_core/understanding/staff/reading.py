"""A sentence of staff as what it asks or orders and all it says of it. Pure: the same board and day read it the same way everywhere."""

from datetime import date

from msgspec import Struct

from ektp_core.reading.masking import mask_numbers
from ektp_core.roles import Role
from ektp_core.understanding.models.features import features
from ektp_core.understanding.models.model import staff_model
from ektp_core.understanding.reader import Question, Reader
from ektp_core.understanding.staff.filling import slots_for
from ektp_core.understanding.staff.slots import StaffSlots
from ektp_core.understanding.staff.verbs import by_its_verb, is_shifted_visit
from ektp_core.understanding.staff_intents import CHANGING, StaffIntent

MOST_READINGS = 3

SURE = 0.5
"""Probability from which a sentence begins a change; below, it is answered as a citizen's, which changes nothing."""


class StaffReading(Struct, frozen=True):
    """One thing a sentence of staff may ask, how probable it is, 0 to 1, and what it says of it."""

    intent: StaffIntent
    probability: float
    slots: StaffSlots


def read_staff(written: str, question: Question, reader: Reader, role: Role, today: date) -> tuple[StaffReading, ...]:
    """The readings of a sentence, the most probable first, of which only the first is read in full; `question` is the citizens' reading."""
    tokens = reader.text(mask_numbers(written).text).tokens
    ranked = by_its_verb(staff_model().probabilities(features(question.rest, question.unknown, role)), tokens)[:MOST_READINGS]
    (probability, intent), *others = ranked
    slots = slots_for(intent, written, reader, today)
    if is_shifted_visit(intent, slots, tokens):
        intent, slots = StaffIntent.VISIT_MOVE, slots_for(StaffIntent.VISIT_MOVE, written, reader, today)
    return (StaffReading(intent, probability, slots), *(StaffReading(each, sure, StaffSlots()) for sure, each in others))


def acted_on(best: StaffReading) -> StaffReading:
    """The reading that the bot acts on: a change that is not sure is none."""
    if best.intent in CHANGING and best.probability < SURE:
        return StaffReading(StaffIntent.CITIZEN, best.probability, StaffSlots())
    return best
