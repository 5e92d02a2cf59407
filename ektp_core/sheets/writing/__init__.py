"""Sheets written as one XLSX file, to be filtered on a screen and read from paper."""

from ektp_core.sheets.writing.book import FORMULA_STARTS, workbook

__all__ = ["FORMULA_STARTS", "workbook"]
