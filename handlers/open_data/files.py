"""The datasets as files, and the page that says what their columns mean, of when they are and what may be done with them."""

import json
from datetime import date
from enum import StrEnum

from ektp_core.board import Board
from ektp_core.coverage.figure import Definition
from ektp_core.open_data import Dataset, csv_of, dataset, rows_of
from ektp_core.profile import Language
from ektp_core.visits.schedule import PlaceKind, VisitState
from handlers.texts.examples import use_examples
from handlers.texts.pages import page, sentence

VIEW = "open_data/_words.html"
"""The words of the page, which the files repeat."""

TERMS = {
    "definition": tuple(each.value for each in Definition),
    "state": tuple(each.value for each in VisitState),
    "place_kind": tuple(each.value for each in PlaceKind),
}
"""Columns that hold words of a short list: each word is explained."""


class File(StrEnum):
    """Its ending says the form."""

    CSV = "csv"
    JSON = "json"


def file_of(board: Board, today: date, which: Dataset, form: File, language: Language) -> bytes:
    """One dataset. CSV has the rows alone; JSON says with them of when they are, what the columns mean and who is the source."""
    sheet = dataset(board, which)
    if form is File.CSV:
        return csv_of(sheet)
    use_examples(board)
    about = {
        "dataset": which.value,
        "office": board.office_name,
        "state_on": today.isoformat(),
        "example": sheet.example,
        "columns": {column: _said("column", language, column) for column in sheet.columns},
        "terms": {column: {term: _said("term", language, term) for term in TERMS[column]} for column in sheet.columns if column in TERMS},
        "licence": [_said("licence_of_office", language, board.office_name), _said("licence_of_areas", language)],
    }
    return json.dumps({"about": about, "rows": rows_of(sheet)}, ensure_ascii=False, indent=1).encode() + b"\n"


def described(board: Board, today: date, language: Language, address: str | None, style: str) -> str:
    """The page about all of them, as HTML; `address` is where people reach it, if that is known, for the line that embeds the board."""
    use_examples(board)
    values = {
        "home": board.home,
        "office": board.office_name,
        "today": today,
        "address": address,
        "style": style,
        "root": "../",
        "example": board.has_examples,
        "datasets": [(which, dataset(board, which)) for which in Dataset],
        "terms": TERMS,
        "forms": tuple(File),
    }
    return page("open_data", language, values)


def _said(name: str, language: Language, *about: str) -> str:
    return sentence(name, language, *about, words=VIEW)
