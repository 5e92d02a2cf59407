"""What everybody may take away and build upon."""

from ektp_core.open_data.datasets import COLUMNS, Dataset, dataset
from ektp_core.open_data.formats import csv_of, rows_of

__all__ = ["COLUMNS", "Dataset", "csv_of", "dataset", "rows_of"]
