"""Figures that were sent and do not count yet."""

from collections.abc import Mapping

import msgspec

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.figures import Counts, Kind, Weight
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.store.drafts import Drafts
from handlers.request import Request
from handlers.staff.figures.acts import FIGURES

DATE = "as_of"
"""What a text answers that comes while no date is known."""


class Remark(msgspec.Struct, frozen=True):
    """What the reader found, as it was told to whoever sent the figures."""

    kind: Kind
    weight: Weight
    sentence: str


class FiguresDraft(msgspec.Struct, frozen=True, tag=True):
    """What was read, where it comes from, and the newest version at that moment: figures are applied on top of that one only."""

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


DRAFTS: Drafts[FiguresDraft] = Drafts(FIGURES, FiguresDraft)


async def draft_on_screen(request: Request, office: Office) -> FiguresDraft:
    """The draft that the person looks at. Raises Changed when it was applied or thrown away meanwhile."""
    draft = await DRAFTS.find(office.store, request.person)
    if draft is None:
        raise Changed(Subject(Thing.FIGURES))
    return draft
