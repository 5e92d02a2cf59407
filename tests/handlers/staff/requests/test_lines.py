"""A request on one line that is not wholly read: what is wrong is asked again, and the rest is kept."""

from datetime import date

import pytest

from ektp_core.office import Office
from ektp_core.reading.calendar import Days
from handlers.staff.requests.drafts import DRAFTS, AskVisit
from tests.handlers.staff.visits.desk import RATNA, Desk

MONDAY = date(2026, 12, 7)
JANUARY = Days(date(2027, 1, 1), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "10900001 60 siswa, 2 hari, januari, Pak Dedi 0813-1111-2222",
            {"days": 2, "contact": "Pak Dedi 0813-1111-2222", "within": JANUARY},
        ),
        ("SMA Entah 60 siswa, 2 hari", {"days": 2}),
        ("60 siswa, 2 hari", {"days": 2}),
        ("SMAN 1 Koba 60 siswa, 2 hari, 31/02/2027, Pak Dedi 0813-1111-2222", {"days": 2, "contact": "Pak Dedi 0813-1111-2222"}),
        ("SMAN 1 Koba 60 siswa, 90 hari, 7/12/2026", {"wishes": (MONDAY,)}),
    ],
)
async def test_a_line_that_is_not_wholly_read_keeps_the_rest(office: Office, line: str, kept: dict[str, object]) -> None:
    shown = await Desk(office, RATNA).writes(line, "requests")
    assert shown.view == "staff/requests/ask"
    draft = await DRAFTS.of_kind(office.store, RATNA, AskVisit)
    assert {"pupils": draft.pupils, **{name: getattr(draft, name) for name in kept}} == {"pupils": 60, **kept}


async def test_a_school_that_was_not_known_is_typed_again_and_the_request_goes_on(office: Office) -> None:
    ratna = Desk(office, RATNA)
    asked = await ratna.writes("10900001 60 siswa, 1 hari, januari, Pak Dedi 0813-1111-2222", "requests")
    assert (asked.values["field"], "NPSN 10900001" in str(asked.values["wrong"])) == ("school", True)
    preview = await ratna.writes("SMAN 1 Koba")
    assert (preview.view, preview.values["asked"].within) == ("staff/requests/preview", JANUARY)


async def test_without_a_word_of_a_request_nothing_is_begun(office: Office) -> None:
    assert (await Desk(office, RATNA).writes("apa kabar", "requests")).view == "refusal/staff/wrong_value"
    assert await DRAFTS.find(office.store, RATNA) is None
