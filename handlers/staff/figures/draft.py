"""Figures that were sent and do not count yet."""

from collections.abc import Iterable, Mapping

import msgspec

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.figures import Counts, Finding, Kind, Measure, ReadFrom, Weight
from ektp_core.figures.line import NEEDED
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.store.drafts import Drafts
from handlers.request import Request
from handlers.staff.figures.acts import FIGURES
from handlers.staff.findings import sentence

ASKS_DATE = frozenset({Kind.MISSING_DATE, Kind.TWO_DATES, Kind.UNCLEAR_DATE})
"""Answered by the date that staff give."""

DATE = "as_of"
"""What a text answers that comes while no date is known."""

SOURCE = "source"
"""What a text answers that comes while another source is asked for."""


class Remark(msgspec.Struct, frozen=True):
    """What the reader found, as it was told to whoever sent the figures."""

    kind: Kind
    weight: Weight
    sentence: str


def remarks(findings: Iterable[Finding], language: Language) -> tuple[Remark, ...]:
    """Findings as they are told."""
    return tuple(Remark(finding.kind, finding.weight, sentence(finding, language)) for finding in findings)


class Asked(msgspec.Struct, frozen=True):
    """A measure that several columns may be, and their headers."""

    measure: Measure
    headers: tuple[str, ...]


class Reading(msgspec.Struct, frozen=True):
    """What a report says when the columns that were asked about are chosen in one way."""

    as_of: AsOf | None
    counts: Mapping[str, Counts]
    columns: tuple[ReadFrom, ...]
    doubts: tuple[Remark, ...]
    errors: tuple[Remark, ...]


class FiguresDraft(msgspec.Struct, frozen=True, tag=True):
    """What was read, who says so, and the newest version at that moment: figures are applied on top of that one only."""

    source: str
    fingerprint: str
    seen: int
    as_of: AsOf | None
    counts: Mapping[str, Counts]
    """By the code of the area."""

    dates: tuple[AsOf, ...] = ()
    """What the file names, where that is not one date."""

    doubts: tuple[Remark, ...] = ()
    """Doubts and notes."""

    errors: tuple[Remark, ...] = ()
    columns: tuple[ReadFrom, ...] = ()
    """Where each measure was read."""

    asked: tuple[Asked, ...] = ()
    """What is still to be chosen, one after the other."""

    beside: tuple[Remark, ...] = ()
    """What is doubtful beside the figures in force, as it was shown last."""

    file: str | None = None
    """The name of the file that was read; None of a line that was typed."""

    sources: tuple[str, ...] = ()
    """What is offered in place of the source."""

    readings: tuple[Reading, ...] = ()
    """For each way to choose, the last of `asked` changing first."""

    @property
    def all_doubts(self) -> tuple[Remark, ...]:
        """Why there is no date first: that is what the first line asks; then the doubts, and the notes."""
        asked = [doubt for doubt in self.doubts if doubt.kind in ASKS_DATE]
        others = [doubt for doubt in self.doubts if doubt.kind not in ASKS_DATE]
        return (*asked, *self.beside, *sorted(others, key=lambda doubt: doubt.weight is Weight.NOTE))

    @property
    def lacks(self) -> str | None:
        """Of one area that was typed, the number of people that is still to be said; a percentage needs none."""
        if self.file is not None:
            return None
        counts = next(iter(self.counts.values()))
        lacking = [measure for measure in NEEDED if getattr(counts, measure) is None]
        return lacking[0] if lacking and counts.percent is None else None

    def chosen(self, number: int) -> "FiguresDraft":
        """The draft with the first of what was asked about settled. Raises IndexError for a column that was not offered."""
        _, *others = self.asked
        size = len(self.readings) // len(self.asked[0].headers)
        left = range(len(self.readings))[number * size : (number + 1) * size]
        readings = tuple(self.readings[at] for at in left)
        if others:
            return msgspec.structs.replace(self, asked=tuple(others), readings=readings)
        only = readings[0]
        kept = [doubt for doubt in only.doubts if doubt.kind not in ASKS_DATE or not self.as_of]
        settled = msgspec.structs.replace(self, counts=only.counts, columns=only.columns, errors=only.errors, doubts=tuple(kept))
        return msgspec.structs.replace(settled, as_of=self.as_of or only.as_of, asked=(), readings=())


DRAFTS: Drafts[FiguresDraft] = Drafts(
    FIGURES, FiguresDraft, about=lambda draft: next(iter(draft.counts)) if len(draft.counts) == 1 else "report"
)


async def draft_on_screen(request: Request, office: Office) -> FiguresDraft:
    """The draft that the person looks at. Raises Changed when it was applied or thrown away meanwhile."""
    draft = await DRAFTS.find(office.store, request.person)
    if draft is None:
        raise Changed(Subject(Thing.FIGURES))
    return draft
