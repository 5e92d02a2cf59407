"""Files as the field sends them, where the shared data lies beside the project: right, or asked about in words."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ektp_core.profile import Language
from handlers.staff.findings import sentence
from tests.core.figures.reports import read
from tests.rehearsal import SHARED

FIELD = SHARED / "field"


def cases() -> list[dict[str, Any]]:
    lines = (FIELD / "cases.jsonl").read_text(encoding="utf-8").splitlines() if FIELD.is_dir() else []
    return [case for case in map(json.loads, lines) if "file" in case]


@pytest.mark.skipif(not FIELD.is_dir(), reason="the shared data is not beside the project")
@pytest.mark.parametrize("case", cases(), ids=lambda case: Path(case["file"]).stem)
def test_a_file_of_the_field_is_right_or_asked_about(case: dict[str, Any]) -> None:
    found = read(FIELD / "files" / case["file"])
    words = " ".join(sentence(each, Language.ID) for each in (*found.errors, *found.doubts))
    if "ask" in case and re.search(case["ask"], words, re.IGNORECASE):
        return
    wrong = {
        (code, measure): getattr(found.areas.get(code), measure, None)
        for code, values in case["areas"].items()
        for measure, value in values.items()
        if getattr(found.areas.get(code), measure, None) != value
    }
    assert wrong == {}
    assert "as_of" not in case or (found.as_of and found.as_of.iso() == case["as_of"])
    assert not (case.get("quiet") and found.errors)
