"""Sheets written as one XLSX file, to be filtered on a screen and read from paper."""

from ektp_core.sheets.writing.book import workbook

__all__ = ["workbook"]
