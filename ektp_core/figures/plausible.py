"""Whether an area's people are plausible, however its figures came in: in themselves, and beside what is published.

The limits and their reasons are in docs/domain.md#what-is-checked-however-figures-come-in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ektp_core.areas import Area, Areas
from ektp_core.coverage.figure import Definition, Figure
from ektp_core.coverage.parts import coverage
from ektp_core.coverage.ranking import latest
from ektp_core.coverage.trend import half_year
from ektp_core.figures.changes import figures_in_force, published_total, total_of
from ektp_core.figures.counts import Counts
from ektp_core.figures.findings import Finding, Kind, Notebook, Weight
from ektp_core.figures.headers.measures import Measure
from ektp_core.reading.calendar import AsOf

FAR_ABOVE = 1.2  # recorded of obliged: 106.7 % was published, 120 % never
FAR_BELOW = 0.5
PRINTED_ABOVE = 1.5  # printed of recorded: reprints count, Rejang Lebong prints more than are obliged
LARGE_EARLY = 0.08  # three years of births, at 2.3 to 2.6 % of the obliged each (docs/domain.md#how-large-the-early-part-can-be)
STATED_EARLY = 0.03  # more than one year of births
ALIKE_EARLY = 1.1  # of the share in force: somebody has owned up to that one
SMALLEST_CHECKED = 20  # people: shares of fewer say nothing

SEVERAL_TIMES = 4  # a digit that is lost or typed twice: no area grows or shrinks so
JUMP = Fraction(1, 10)  # of the obliged or recorded: a half-year's newly obliged are some 2 %
COVERAGE_JUMP = 20  # percentage points, where definitions differ too
FALL = Fraction(1, 2)  # percentage points within a half-year

COUNTED = (Measure.OBLIGED, Measure.RECORDED, Measure.EARLY, Measure.PRINTED)
STEADY = (Measure.OBLIGED, Measure.RECORDED)
"""What changes little from one report to the next: the early become obliged, and cards are printed in waves."""


def implausible_shares(counts: Counts) -> Iterator[tuple[Kind, Mapping[str, Any]]]:
    """What is implausible in one area's people by themselves, each with its numbers."""
    obliged, recorded, early = counts.obliged, counts.recorded, counts.early
    if obliged is not None and recorded is not None and max(obliged, recorded) >= SMALLEST_CHECKED:
        if recorded > FAR_ABOVE * obliged:
            yield Kind.FAR_ABOVE, {"obliged": obliged, "recorded": recorded}
        elif recorded < FAR_BELOW * obliged:
            yield Kind.FAR_BELOW, {"obliged": obliged, "recorded": recorded}
    if counts.printed and recorded is not None and counts.printed > max(PRINTED_ABOVE * recorded, SMALLEST_CHECKED):
        yield Kind.PRINTED_ABOVE, {"recorded": recorded, "printed": counts.printed}
    if early and obliged and early > obliged:
        yield Kind.EARLY_ABOVE, {"early": early, "obliged": obliged}
    elif early and obliged and early > max(LARGE_EARLY * obliged, SMALLEST_CHECKED):
        yield Kind.EARLY_LARGE, {"early": early, "percent": round(100 * early / obliged, 2)}


def of_line(area: Area, counts: Counts, in_force: Mapping[str, Counts]) -> tuple[Finding, ...]:
    """What is to be said of one area that was typed by hand; nobody obliged makes no coverage, so that it is an error there."""
    notes = Notebook()
    if counts.obliged == 0:
        notes.write(Kind.NOBODY_OBLIGED, area=area.short_name)
    for kind, values in implausible_shares(counts):
        if kind is not Kind.EARLY_LARGE or not _is_alike_early(counts, in_force.get(area.code)):
            notes.write(kind, area=area.short_name, **values)
    share = _early_share(counts)
    if share is not None and share > STATED_EARLY and not notes.all and counts.early:
        notes.write(Kind.EARLY_STATED, area=area.short_name, early=counts.early, percent=round(100 * share, 2))
    if is_copy({area.code: counts}, in_force):
        notes.write(Kind.COPY_OF_IN_FORCE, count=1)
    return notes.all


def _is_alike_early(counts: Counts, before: Counts | None) -> bool:
    """Whether as large a part of the obliged has been recorded early in the figures in force."""
    share, known = _early_share(counts), _early_share(before) if before else None
    return share is not None and known is not None and share <= ALIKE_EARLY * known


def _early_share(counts: Counts) -> float | None:
    return counts.early / counts.obliged if counts.early is not None and counts.obliged else None


def is_copy(counts: Mapping[str, Counts], in_force: Mapping[str, Counts]) -> bool:
    """Whether every area that both know has the same obliged and recorded."""
    both = [code for code in counts if code in in_force and counts[code].obliged is not None]
    return bool(both) and all(
        (counts[code].obliged, counts[code].recorded) == (in_force[code].obliged, in_force[code].recorded) for code in both
    )


def beside_published(counts: Mapping[str, Counts], as_of: AsOf | None, figures: Iterable[Figure], areas: Areas) -> tuple[Finding, ...]:
    """What is doubtful beside the newest figures in force; without a date, only what needs none. Nothing of it is an error.

    Of each kind the area that is farthest from what is published is named, and how many more there are: a sheet has dozens.
    """
    notes, published = Notebook(most=1), {figure.area: figure for figure in latest(figures)}
    known = {code: each for code, each in counts.items() if code in areas}
    if as_of:
        _older(notes, known, as_of, published)
    both = [_Beside(areas[code], new, as_of, published[code]) for code, new in known.items() if code in published]
    for each in sorted(both, key=lambda each: each.distance, reverse=True):
        _moves(notes, each)
    _wholes(notes, known, as_of, published, areas)
    return notes.of(Weight.DOUBT)


def _older(notes: Notebook, counts: Mapping[str, Counts], as_of: AsOf, published: Mapping[str, Figure]) -> None:
    newer = [published[code].as_of for code in counts if code in published and as_of < published[code].as_of]
    if newer:
        notes.write(Kind.OLDER_THAN_PUBLISHED, as_of=as_of, newest=max(newer), count=len(newer))


@dataclass(frozen=True, slots=True)
class _Beside:
    """One area's new people, and its newest figure."""

    area: Area
    new: Counts
    as_of: AsOf | None
    before: Figure

    @property
    def is_later_in_a_half_year(self) -> bool:
        """Whether no new half-year's denominator lies between the two (docs/domain.md#the-half-yearly-denominator)."""
        before = self.before.as_of
        return self.as_of is not None and before < self.as_of and half_year(before) == half_year(self.as_of)

    @property
    def distance(self) -> float:
        """How many times as large or small a count has become, of those that change little."""
        pairs = [(getattr(self.before.measure, measure, None), getattr(self.new, measure)) for measure in STEADY]
        return max((max(pair) / max(1, min(pair)) for pair in pairs if None not in pair), default=0)


def _moves(notes: Notebook, beside: _Beside) -> None:
    """A count that is another by far, else a coverage that is."""
    if not _counts_move(notes, beside):
        _coverage_moves(notes, beside)


def _counts_move(notes: Notebook, beside: _Beside) -> bool:
    said = False
    for measure in COUNTED:
        before, after = getattr(beside.before.measure, measure, None), getattr(beside.new, measure)
        if before is None or after is None or max(before, after) < SMALLEST_CHECKED:
            continue
        kind = _kind_of_move(measure, before, after)
        if kind:
            about = {"area": beside.area.short_name, "measure": measure, "before": before, "after": after}
            notes.write(kind, **about, as_of=beside.before.as_of)
            said = True
    return said


def _kind_of_move(measure: Measure, before: int, after: int) -> Kind | None:
    if max(before, after) >= SEVERAL_TIMES * min(before, after):
        return Kind.COUNT_SEVERAL_TIMES
    moved = abs(after - before)
    return Kind.COUNT_JUMPS if measure in STEADY and moved >= SMALLEST_CHECKED and moved > JUMP * before else None


def _coverage_moves(notes: Notebook, beside: _Beside) -> None:
    before, after = published_total(beside.before), total_of(beside.new)
    if before is None or after is None:
        return
    about = {
        "area": beside.area.short_name,
        "before": round(float(before), 2),
        "after": round(float(after), 2),
        "as_of": beside.before.as_of,
    }
    if abs(after - before) > COVERAGE_JUMP:
        notes.write(Kind.COVERAGE_JUMPS, **about)
    elif _lacks_early(beside):
        _without_early(notes, beside, about)
    elif before - after > FALL and beside.is_later_in_a_half_year and _counts_alike(beside):
        notes.write(Kind.COVERAGE_FALLS, **about)


def _without_early(notes: Notebook, beside: _Beside, about: Mapping[str, Any]) -> None:
    """Citizens read a smaller coverage since those recorded early are left out; what fell besides is said of its own."""
    recorded = coverage(beside.before).recorded
    if recorded is not None and beside.is_later_in_a_half_year and recorded - Fraction(str(about["after"])) > FALL:
        notes.write(Kind.COVERAGE_FALLS, **{**about, "before": round(float(recorded), 2)})
    if about["before"] - about["after"] > FALL:
        notes.write(Kind.COVERAGE_LACKS_EARLY, **about)


def _lacks_early(beside: _Beside) -> bool:
    """Whether only the published figure counts those recorded early."""
    return beside.new.early is None and beside.before.definition is Definition.WITH_EARLY


def _counts_alike(beside: _Beside) -> bool:
    """Whether both count those recorded early, or neither: beside figures without them the coverage is another one."""
    return beside.before.definition is (Definition.RECORDED if beside.new.early is None else Definition.WITH_EARLY)


# A whole and its parts


def _wholes(notes: Notebook, new: Mapping[str, Counts], as_of: AsOf | None, published: Mapping[str, Figure], areas: Areas) -> None:
    """Each area that is touched, or a part of which is: no part is larger than it, and of one date the parts make it."""
    known = {**figures_in_force(published.values()), **new}
    dates = {**{code: figure.as_of for code, figure in published.items()}, **dict.fromkeys(new, as_of)}
    touched = dict.fromkeys([*new, *(parent for code in new if (parent := areas[code].parent))])
    for code in touched:
        if code not in known:
            continue
        parts = areas.children(code)
        _larger_parts(notes, areas[code], [part for part in parts if code in new or part.code in new], known)
        if as_of and parts and {dates.get(each) for each in (code, *(part.code for part in parts))} == {as_of}:
            _sum_of_parts(notes, areas[code], parts, known)


def _larger_parts(notes: Notebook, whole: Area, parts: Iterable[Area], known: Mapping[str, Counts]) -> None:
    for part in parts:
        for measure in STEADY:
            of_part, of_whole = getattr(known.get(part.code, Counts()), measure), getattr(known[whole.code], measure)
            if of_part is not None and of_whole is not None and of_part > of_whole:
                about = {"area": part.short_name, "whole": whole.short_name, "measure": measure}
                notes.write(Kind.PART_ABOVE_WHOLE, **about, part_people=of_part, whole_people=of_whole)


def _sum_of_parts(notes: Notebook, whole: Area, parts: tuple[Area, ...], known: Mapping[str, Counts]) -> None:
    for measure in STEADY:
        stated, people = getattr(known[whole.code], measure), [getattr(known.get(part.code, Counts()), measure) for part in parts]
        if stated is None or None in people or stated == sum(people):
            continue
        notes.write(Kind.PARTS_DISAGREE, area=whole.short_name, measure=measure, count=len(parts), computed=sum(people), stated=stated)
