"""Which area a row of a report is about: by code, by name, by the columns of each level, by what stands above it."""

from ektp_core.figures.places.finder import Finder
from ektp_core.figures.places.labels import Key, code_and_name, is_blank, is_no_area, is_total
from ektp_core.figures.places.outside import elsewhere_in
from ektp_core.figures.places.row_area import RowArea, RowKind, RowRemark

__all__ = ["Finder", "Key", "RowArea", "RowKind", "RowRemark", "code_and_name", "elsewhere_in", "is_blank", "is_no_area", "is_total"]
