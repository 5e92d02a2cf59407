"""What a sentence says of a loan of kits, or asks for a school."""

from msgspec.structs import replace as changed

from ektp_core.kits.line import take_letter
from ektp_core.reading.phones import FEWEST_DIGITS, is_phone, numbers_in
from ektp_core.reading.words.text import Text
from ektp_core.understanding.staff import words
from ektp_core.understanding.staff.days import take_coming, take_past
from ektp_core.understanding.staff.parts import Parts, with_counts
from ektp_core.understanding.staff.slots import Measured, StaffSlots


def loan(parts: Parts) -> StaffSlots:
    """A loan of kits: days, kits, the number of the letter, and a note, in which places stay as they are written."""
    places = frozenset(at for at, is_free in enumerate(parts.text.free) if not is_free)
    letter = take_letter(parts.text) or ""
    found = with_counts(parts, StaffSlots(letter=letter), (Measured.KITS,))
    said = take_coming(parts.text, parts.today)
    note = words.note_of(parts.text, places)
    return changed(found, days=said.days, periods=said.periods, unclear_days=said.unclear, text=note)


def free(parts: Parts) -> StaffSlots:
    """The days of which free kits are asked; "kosong" is no number there."""
    for at, token in enumerate(parts.text.tokens):
        if words.is_one(token, words.IDLE):
            parts.text.take(at, at + 1)
    said = take_coming(parts.text, parts.today)
    return StaffSlots(days=said.days, periods=said.periods, unclear_days=said.unclear)


def given_back(parts: Parts) -> StaffSlots:
    """A loan that is given back: on a day to come, or on one behind where it is said to be done; what may be either is told."""
    past = take_past(Text(parts.written), parts.today)
    found = loan(parts)
    if past and (not found.days or words.is_done(parts.text.tokens)):
        return changed(found, days=(past,), periods=())
    return changed(found, done=past if past and (past,) != found.days else None)


def request(parts: Parts) -> StaffSlots:
    """What a school asks, or an officer for it."""
    found = with_counts(parts, parts.places)
    said = take_coming(parts.text, parts.today)
    contact = words.contact_of(
        Text(parts.written), [each for each in numbers_in(parts.written) if is_phone(each) and len(each) >= FEWEST_DIGITS]
    )
    return changed(found, days=said.days, periods=said.periods, unclear_days=said.unclear, contact=contact)
