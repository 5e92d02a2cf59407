"""What an act was about, as the audit keeps it and others read it again."""

import pytest

from ektp_core.audit import Subject, Thing
from ektp_core.roles import number_in


def test_a_subject_is_read_as_it_was_written() -> None:
    assert number_in(Subject(Thing.VISIT, 12), "visit") == 12


@pytest.mark.parametrize("other", ["visits 12", "visit", "visit x", "tally 12", "role officer 12 7101", ""])
def test_other_subjects_name_no_visit(other: str) -> None:
    assert number_in(other, "visit") is None
