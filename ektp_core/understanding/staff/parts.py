"""A text of staff in the making: what is named is taken out of it one kind after the other."""

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace as changed

from ektp_core.areas import Area
from ektp_core.reading.counts import KITS, PUPILS, VISIT_DAYS, take_counts
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.understanding.school_numbers import NumberedSchools
from ektp_core.understanding.staff.slots import Measured, StaffSlots

OF_VISITS = (Measured.KITS, Measured.PUPILS, Measured.NUMBER_OF_DAYS)
UNITS = {Measured.KITS: KITS, Measured.PUPILS: PUPILS, Measured.NUMBER_OF_DAYS: VISIT_DAYS}


@dataclass(slots=True)
class Parts:
    """A text in the making: what is named is taken out of it one kind after the other."""

    text: Text
    written: str
    schools: NumberedSchools
    areas: list[Said[Area]]
    unknown: list[Said[str]]
    today: date

    @property
    def starts(self) -> frozenset[int]:
        """The tokens with which a school or an area begins."""
        return frozenset([*(each.start for each in self.schools.schools), *(each.start for each in self.areas)])

    @property
    def places(self) -> StaffSlots:
        """The schools and areas."""
        return StaffSlots(
            schools=tuple(self.schools.schools),
            unclear_schools=tuple(each.value for each in self.schools.unclear),
            areas=tuple(dict.fromkeys(each.value for each in self.areas)),
            unknown=tuple(each.value for each in self.unknown),
        )


def with_counts(parts: Parts, found: StaffSlots, kinds: tuple[Measured, ...] = OF_VISITS) -> StaffSlots:
    """The slots with what is counted by name; a number that counts nothing is unread."""
    amounts: dict[Measured, float] = {}
    unread: list[str] = []
    for kind in kinds:
        counted = take_counts(parts.text, UNITS[kind])
        if counted.number is not None:
            amounts[kind] = counted.number
        elif counted.said:
            unread += [parts.text.words(said.start, said.end) for said in counted.said]
    return changed(found, amounts=amounts, unread=tuple(unread))
