"""Code stays in small files and small folders: whoever opens one sees at once what is in it."""

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

PROJECT = Path(__file__).parents[1]
CODE = frozenset({".css", ".html", ".js", ".py"})
LEFT_OUT = frozenset({"__pycache__", "var"})
"""What running the bot makes; hidden folders are none of ours either."""

MOST_LINES = 300
MOST_FILES = 20

EXCEPTIONS = {
    "ektp_core/store": "one module of queries a topic: its name is the topic's in every layer, and a folder would say it a second time",
    "ektp_core/store/migrations/versions": "one file for each change of the schema, kept for good and read in their order",
    "handlers/texts/*": "one template for each thing that is said: a view names its template by its path",
    "tests/store": "one file of tests for each module of queries",
}
"""Folders that may hold more files (a star: and every folder below), each with its reason."""


def code_files() -> Iterator[Path]:
    """Every file of code, by its path in the project."""
    for file in PROJECT.rglob("*"):
        path = file.relative_to(PROJECT)
        if file.suffix in CODE and not any(part in LEFT_OUT or part.startswith(".") for part in path.parts):
            yield path


def test_no_file_of_code_is_longer_than_one_reads_in_one_go() -> None:
    lines = {path.as_posix(): len((PROJECT / path).read_text(encoding="utf-8").splitlines()) for path in code_files()}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def test_no_folder_holds_more_files_of_code_than_one_looks_through() -> None:
    files = Counter(path.parent.as_posix() for path in code_files())
    crowded = {folder: count for folder, count in files.items() if count > MOST_FILES}
    assert {folder: count for folder, count in crowded.items() if not any(fnmatch(folder, each) for each in EXCEPTIONS)} == {}


def test_every_exception_is_a_folder_of_code() -> None:
    folders = {path.parent.as_posix() for path in code_files()}
    assert [each for each in EXCEPTIONS if not any(fnmatch(folder, each) for folder in folders)] == []
