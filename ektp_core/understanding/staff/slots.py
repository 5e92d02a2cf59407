"""What a sentence of staff says, as values: each tool takes from it what it can use, and asks for the rest."""

from enum import StrEnum

from msgspec import Struct

from ektp_core.areas import Area
from ektp_core.coverage.gaps import Goal
from ektp_core.reading.calendar import Days
from ektp_core.reading.hours import HourSpan
from ektp_core.reading.words.said import Said
from ektp_core.refusal import Refusal
from ektp_core.understanding.schools import SaidSchool


class Measured(StrEnum):
    """What numbers of a sentence may count."""

    KITS = "kits"
    PUPILS = "pupils"
    NUMBER_OF_DAYS = "number_of_days"
    RECORDED = "recorded"
    ABSENT = "absent"
    FAILED = "failed"
    OBLIGED = "obliged"
    EARLY = "early"
    PRINTED = "printed"
    PERCENT = "percent"


class ListLevel(StrEnum):
    """Of what a list is asked."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"
    SCHOOL = "school"


class UnclearDays(Struct, frozen=True):
    """Something written like a day that has to be asked: why, and the words."""

    refusal: Refusal
    words: str


class StaffSlots(Struct, frozen=True, omit_defaults=True):
    """What is said, each part once; what is empty was not said. Days and hours are the office's, amounts whole numbers but for percent."""

    schools: tuple[SaidSchool, ...] = ()
    unclear_schools: tuple[Refusal, ...] = ()
    areas: tuple[Area, ...] = ()
    unknown: tuple[str, ...] = ()
    """Names said to be a place's that nobody bears."""

    level: ListLevel | None = None
    days: tuple[Days, ...] = ()
    """On which days; of a move the new ones."""

    periods: tuple[Days, ...] = ()
    """Those of the days that are a week or a month, of which no day is named."""

    origin: tuple[Days, ...] = ()
    """Of a move the days that it is moved from."""

    by: int = 0
    """Of a move by how many days each day goes, where it is said so: "maju dua hari" -2."""

    since: Days | None = None
    """The day or period from which a change is asked."""

    as_of: Days | None = None
    done: Days | None = None
    """A day behind that the words of the coming one may mean as well, of what may have been done already: "dikembalikan tgl 20"."""

    unclear_days: tuple[UnclearDays, ...] = ()
    hours: HourSpan | None = None
    starts: Said[str] | None = None
    """An hour to begin with and none to end: "08:00"."""

    amounts: dict[Measured, float] = {}
    unread: tuple[str, ...] = ()
    """Numbers that belong to nothing that is known: they are said to be unread."""

    target: float | Goal | Area | None = None
    what: str = ""
    """Of an export, or of an audit: the kind of thing."""

    fact: str = ""
    role: str = ""
    text: str = ""
    """The words that are no slot: of an announcement its message, of a fact its value, of a refusal or a visit that is off its reason, of a
    loan its note, of a school its name."""

    contact: str = ""
    is_finished: bool = False
    """Of counts that the visit is over with them: "selesai, 40 rekam 5 absen"."""
    letter: str = ""
    """The number of the letter that lends kits."""

    for_everyone: bool = False
    """An announcement to all."""

    def amount(self, measured: Measured) -> int | None:
        """A whole number, where one is said."""
        value = self.amounts.get(measured)
        return int(value) if value is not None and float(value).is_integer() else None
