"""From a sentence to a question about coverage: who is last, how many are missing (docs/domain.md#questions-about-coverage)."""

from dataclasses import replace
from datetime import date

from msgspec.structs import replace as replaced

from ektp_core.areas import Level
from ektp_core.coverage.questions import Asked, CoverageQuestion
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.matters import Matter
from ektp_core.understanding.reader import Question, Reader
from ektp_core.understanding.staff.filling import slots_for
from ektp_core.understanding.staff.slots import ListLevel, Measured, StaffSlots
from ektp_core.understanding.staff_intents import StaffIntent
from handlers.coverage_questions.argument import written
from handlers.free_text.asks import MOST_AT_ONCE, Ask
from handlers.reply import Button, button

WHEN = word_set("kapan when")
"""Beside a goal or a trend it is asked when the goal is reached."""

CHANGES = word_set(
    "naik turun kenaikan penurunan peningkatan meningkat menurun tren trend grafik perkembangan progres progress berubah perubahan beda"
    " banding dibanding dibandingkan nambah tambah bertambah maju mundur dari sejak since change rise rose grow selisih terus begini"
)
"""Without one of them a year beside a place is the year of its figure: "cakupan koba tahun 2024"."""

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
    is_change = bool(CHANGES & question.words)
    if asked is None or asked is StaffIntent.COVERAGE_SHOW or (asked is StaffIntent.COVERAGE_CHANGE and not is_change):
        return ()
    slots = slots_for(asked, question.text, reader, today)
    if slots.unknown or question.details.schools:
        return ()
    return tuple(Ask("coverage", written(each), place=_place(each)) for each in _questions(asked, slots, question)[:MOST_AT_ONCE])


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
