"""From a sentence to a question about coverage: who is last, how many are missing (docs/domain.md#questions-about-coverage)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from msgspec.structs import replace as replaced

from ektp_core.areas import Area, Level
from ektp_core.coverage.questions import Asked, CoverageQuestion
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.matters import Matter
from ektp_core.understanding.reader import Question, Reader
from ektp_core.understanding.staff.filling import slots_for
from ektp_core.understanding.staff.slots import ListLevel, Measured, StaffSlots
from ektp_core.understanding.staff_intents import StaffIntent
from handlers.coverage_questions.argument import PARTS_OF, written
from handlers.free_text.asks import MOST_AT_ONCE, Ask
from handlers.reply import Button, button

WHEN = word_set("kapan when")
"""Beside a goal or a trend it is asked when the goal is reached."""

CHANGES = word_set(
    "naik turun kenaikan penurunan peningkatan meningkat menurun tren trend grafik perkembangan progres progress berubah perubahan beda"
    " banding dibanding dibandingkan nambah tambah bertambah maju mundur dari sejak since change rise rose grow selisih terus begini"
)
"""Without one of them a year beside a place is the year of its figure: "cakupan koba tahun 2024"."""

EACH = word_set("per tiap setiap masing semua seluruh menurut berdasarkan by each every all")
EXTREME = word_set("paling most juara")
"""Beside a level EACH asks for the list of it, unless the highest or the lowest is asked for: "cakupan per kecamatan"."""

LABELS = {
    StaffIntent.COVERAGE_LOWEST: "coverage_lowest",
    StaffIntent.COVERAGE_HIGHEST: "coverage_highest",
    StaffIntent.COVERAGE_BELOW: "coverage_below",
    StaffIntent.COVERAGE_ABOVE: "coverage_above",
}
SAYS = {
    StaffIntent.COVERAGE_LOWEST: word_set("rendah terendah kecil terkecil lowest"),
    StaffIntent.COVERAGE_HIGHEST: word_set("tinggi tertinggi besar terbesar highest"),
    StaffIntent.COVERAGE_BELOW: word_set("bawah dibawah kurang below under"),
    StaffIntent.COVERAGE_ABOVE: word_set("atas diatas lebih above over"),
}
"""Words that decide between two opposites, where one of the two is said."""

LISTED = (StaffIntent.COVERAGE_SHOW, StaffIntent.COVERAGE_HIGHEST, StaffIntent.COVERAGE_LOWEST)
AROUND = {ListLevel.DISTRICT: 0, ListLevel.SUBDISTRICT: 1}
"""How many points the code of the area has in which a level lies."""

OF_LEVEL = {ListLevel.DISTRICT: Level.DISTRICT, ListLevel.SUBDISTRICT: Level.SUBDISTRICT, ListLevel.VILLAGE: Level.VILLAGE}


def either_asked(question: Question, reader: Reader, today: date) -> list[Button]:
    """A button for each of two opposite questions that a sentence may ask ("yg paling tnggi"); none where it is clear."""
    asked, opposite = question.matter.coverage, question.matter.opposite
    if asked is None or opposite is None or _decided(question):
        return []
    read = [(each, replaced(question, matter=Matter(coverage=each))) for each in (asked, opposite)]
    return [button(ask.route, ask.argument, LABELS[each]) for each, said in read for ask in coverage_asks(said, reader, today)[:1]]


def coverage_asks(question: Question, reader: Reader, today: date) -> tuple[Ask, ...]:
    """The answers to a question about coverage, one for each area that it names; none for one figure, which /cakupan shows as a whole.

    None also where a name is said that nobody bears, or a school's: it is told there.
    """
    asked = question.matter.coverage
    if listed := _list_asked(question, reader, today):
        return (listed,)
    is_change = bool(CHANGES & question.words)
    if asked is None or asked is StaffIntent.COVERAGE_SHOW or (asked is StaffIntent.COVERAGE_CHANGE and not is_change):
        return ()
    slots = slots_for(asked, question.text, reader, today)
    if slots.unknown or question.details.schools:
        return ()
    return tuple(Ask("coverage", written(each), place=_place(each)) for each in _questions(asked, slots, question)[:MOST_AT_ONCE])


def _list_asked(question: Question, reader: Reader, today: date) -> Ask | None:
    """The list of the areas of a level inside the place that is named, home where none is; None where something else is asked."""
    asked = question.matter.coverage
    if asked not in LISTED or not EACH & question.words or (EXTREME | frozenset().union(*SAYS.values())) & question.words:
        return None
    slots, home = slots_for(StaffIntent.COVERAGE_HIGHEST, question.text, reader, today), reader.gazetteer.home
    if slots.unknown or question.details.schools or len(slots.areas) > 1 or slots.level not in AROUND:
        return None
    around = slots.areas[0].code if slots.areas else home.code if slots.level is ListLevel.SUBDISTRICT else home.parent or ""
    is_of_level = around.count(".") == AROUND[slots.level]
    return Ask("coverage", PARTS_OF + around, place=_name(slots.areas)) if is_of_level else None


def _name(areas: Sequence[Area]) -> str:
    return areas[0].short_name if areas else ""


def _decided(question: Question) -> StaffIntent | None:
    """The one of two opposites whose word is said; None where it is neither or both."""
    said = [each for each in (question.matter.coverage, question.matter.opposite) if each and SAYS.get(each, frozenset()) & question.words]
    return said[0] if question.matter.opposite and len(said) == 1 else None


def _questions(asked: StaffIntent, slots: StaffSlots, question: Question) -> list[CoverageQuestion]:
    kind = Asked(asked.removeprefix("coverage."))
    if kind in (Asked.GAP, Asked.CHANGE) and WHEN & question.words and slots.since is None:
        kind = Asked.FORECAST
    if kind is Asked.COMPARE:
        return [CoverageQuestion(kind, areas=slots.areas)]
    level = OF_LEVEL.get(slots.level) if slots.level else None
    asked_of = CoverageQuestion(kind, level=level, percent=slots.amounts.get(Measured.PERCENT), target=slots.target, since=slots.since)
    inside = [area for area in slots.areas if not any(other.code.startswith(f"{area.code}.") for other in slots.areas)]
    return [replace(asked_of, area=area) for area in inside] or [asked_of]


def _place(question: CoverageQuestion) -> str:
    return question.area.short_name if question.area else ""
