"""Reading any office's report (CSV, XLSX, XLS, ODS) into figures, with every doubt named (docs/domain.md#reports-of-any-layout)."""

from ektp_core.figures.contested import ReadFrom
from ektp_core.figures.counts import Counts
from ektp_core.figures.findings import Finding, Kind, Weight
from ektp_core.figures.headers.measures import Measure
from ektp_core.figures.reading import FiguresFile, read_figures
from ektp_core.reading.days.periods import DateSource, FoundDate

__all__ = ["Counts", "DateSource", "FiguresFile", "Finding", "FoundDate", "Kind", "Measure", "ReadFrom", "Weight", "read_figures"]
