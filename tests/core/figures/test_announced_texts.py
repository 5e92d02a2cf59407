"""A workbook that announces more shared texts than it can have is refused before a library makes room for them."""

import re
from pathlib import Path

import pytest

from ektp_core.sheets import refusals
from tests.core.figures.refusing import book, refused
from tests.core.figures.reports import read
from tests.core.figures.test_hostile import changed

TEXTS = "xl/sharedStrings.xml"


@pytest.mark.parametrize("announced", [b"136817688", b"6000001", b"9" * 40, b"-1", b"&#54;00000000", b"1e9", b""])
@pytest.mark.parametrize("written_as", [b'uniqueCount="%b"', b"uniqueCount = '%b'", b'count="1" uniqueCount="%b"'])
def test_more_shared_texts_announced_than_there_can_be(tmp_path: Path, announced: bytes, written_as: bytes) -> None:
    """The library makes room for all of them before it reads the first: five digits more are gigabytes."""

    def change(parts: dict[str, bytes]) -> None:
        parts[TEXTS] = re.sub(rb'count="\d+" uniqueCount="\d+"', lambda _: written_as % announced, parts[TEXTS])

    assert refused(changed(tmp_path, change)) is refusals.FileSuspicious


@pytest.mark.parametrize("announced", [b"0", b"1", b"100", b"6000000"])
def test_a_wrong_number_of_shared_texts_that_harms_nobody_is_read(tmp_path: Path, announced: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[TEXTS] = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="%b"' % announced, parts[TEXTS])

    assert read(changed(tmp_path, change)).areas == read(book(tmp_path)).areas
