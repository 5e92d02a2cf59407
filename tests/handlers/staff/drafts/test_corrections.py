"""A text that says of itself that it corrects changes the draft where it fits, and nothing else of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from ektp_core.office import Office
from handlers.reply import Button
from tests.handlers.staff.drafts.begun import ASKS_DAYS, LOAN, OFFICERS_REQUEST, PHONE, PREVIEWED, REQUEST, UNFINISHED_REQUEST, Begin, begun

CORRECTED: list[tuple[Begin, str, Mapping[str, Any]]] = [
    (PREVIEWED, "bukan koba, SMAN 1 Namang", {"place": "SMAN 1 Namang"}),
    (PREVIEWED, "eh maksudnya SMKN 1 Koba", {"place": "SMKN 1 Koba"}),
    (PREVIEWED, "not Koba, SMAN 1 Namang", {"place": "SMAN 1 Namang"}),
    (PREVIEWED, "jadi 3 alat", {"kits": 3}),
    (PREVIEWED, "salah, 120 siswa", {"expected": 120}),
    (PREVIEWED, "ganti tgl 5/2/2027", {"day": "2027-02-05"}),
    (PREVIEWED, "ganti tgl 14", {"day": "2027-01-14"}),
    (PREVIEWED, "bukan 2, 3", {"kits": 3}),
    (PREVIEWED, "bukan 2, tapi 3", {"kits": 3}),
    (PREVIEWED, "bukan selasa, rabu", {"day": "2027-01-13"}),
    (PREVIEWED, "jadi hari Jumat", {"day": "2027-01-15"}),
    (PREVIEWED, "maksud e 08.00-11.00", {"hours": 1}),
    (ASKS_DAYS, "bukan koba, SMAN 1 Namang", {"place": "SMAN 1 Namang"}),
    (ASKS_DAYS, "maaf, 3 alat", {"kits": 3}),
]


@pytest.mark.parametrize(("begin", "text", "wanted"), CORRECTED)
async def test_a_correction_changes_what_it_fits_and_nothing_else(
    office: Office, begin: Begin, text: str, wanted: Mapping[str, Any]
) -> None:
    there = await begun(office, begin)
    shown = await there.desk.writes(text)
    line = shown.values["visit"] if shown.view == "staff/visits/preview" else shown.values["line"]
    got = {"place": line.place.name, "kits": line.kits, "expected": line.expected, "hours": len(line.hours)}
    got["day"] = line.days[0].isoformat() if line.days else None
    unchanged = {"place": "SMAN 1 Koba", "expected": None, "hours": 0}
    unchanged |= {"kits": 2, "day": "2027-01-12"} if begin is PREVIEWED else {"kits": None, "day": None}
    assert got == unchanged | wanted
    assert len(await there.bodies()) == 1


@pytest.mark.parametrize("begin", [REQUEST, UNFINISHED_REQUEST], ids=["preview", "asks"])
@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("sory yg bener 150", "pupils", 150),
        ("salah, 150 siswa", "pupils", 150),
        ("bukan 120, 150", "pupils", 150),
        ("jadi 3 hari", "days", 3),
        ("make it 3 days", "days", 3),
    ],
)
async def test_a_correction_of_a_request_goes_where_its_word_or_its_number_belongs(
    office: Office, begin: Begin, text: str, field: str, value: int
) -> None:
    there = await begun(office, begin)
    shown = await there.desk.writes(text)
    is_preview = shown.view == "staff/requests/preview"
    assert is_preview or begin is UNFINISHED_REQUEST
    assert getattr(shown.values["asked" if is_preview else "draft"], field) == value


async def test_a_correction_that_fits_several_fields_is_asked_and_the_tap_uses_the_words(office: Office) -> None:
    there = await begun(office, PHONE, "(0718) 12345")
    before = await there.bodies()
    shown = await there.desk.writes("maksudnya (0718) 99999")
    assert (shown.view, await there.bodies()) == ("staff/for_the_draft", before)
    fill = next(item for row in shown.buttons for item in row if isinstance(item, Button) and item.label == "edit_text")
    filled = await there.tells(shown, fill, "maksudnya (0718) 99999")
    assert (filled.view, filled.values["fact"].text.id) == ("staff/office/preview", "(0718) 99999")
    assert (await there.tells(shown, fill, "")).view == "refusal/staff/words_gone"


@pytest.mark.parametrize(
    "text", ["bukan (0718) 12345, (0718) 99999", "ganti dari (0718) 12345 jadi (0718) 99999", "(0718) 99999 bukan (0718) 12345"]
)
async def test_what_was_wrong_says_which_field_is_meant(office: Office, text: str) -> None:
    shown = await (await begun(office, PHONE, "(0718) 12345")).desk.writes(text)
    assert (shown.view, shown.values["fact"].text.id) == ("staff/office/preview", "(0718) 99999")


@pytest.mark.parametrize("text", ["salah, 3", "bukan 2 alat, 3 hari", "maksudnya rabu", "harusnya SMAN 1 Namang"])
async def test_what_no_field_of_its_own_reads_becomes_no_source(office: Office, text: str) -> None:
    there = await begun(office, PHONE, "(0718) 12345")
    before = await there.bodies()
    assert ((await there.desk.writes(text)).view, await there.bodies()) == ("staff/for_the_draft", before)


@pytest.mark.parametrize("begin", [ASKS_DAYS, PREVIEWED], ids=["asks", "preview"])
async def test_so_many_days_are_no_day_of_a_visit(office: Office, begin: Begin) -> None:
    shown = await (await begun(office, begin)).desk.writes("jadi 3 hari")
    assert [wrong.fault for wrong in shown.values["line"].wrongs] == ["days_of_period"]


async def test_a_bare_number_that_corrects_a_loan_is_asked_about(office: Office) -> None:
    there = await begun(office, LOAN)
    assert (await there.desk.writes("bukan 3, 2")).values["loan"].kits == 2
    asked = await there.desk.writes("salah, 5")
    assert (asked.view, asked.values["line"].note, asked.values["words"]) == ("staff/kits/ask", None, "5")


@pytest.mark.parametrize("text", ["ganti sekolahnya ke SMAN 1 Namang", "bukan koba, SMAN 1 Namang", "maksudnya SMAN 1 Namang"])
@pytest.mark.parametrize("begin", [REQUEST, UNFINISHED_REQUEST], ids=["preview", "asks"])
async def test_a_school_asks_for_no_other_and_is_offered_none(office: Office, begin: Begin, text: str) -> None:
    """The request is sent in its own name: no preview may say another."""
    there = await begun(office, begin)
    before = await there.bodies()
    shown = await there.desk.writes(text)
    assert await there.bodies() == before
    assert shown.view != "staff/requests/preview"
    assert "edit_school" not in {item.label for row in shown.buttons for item in row if isinstance(item, Button)}


@pytest.mark.parametrize("begin", [REQUEST, PHONE, OFFICERS_REQUEST], ids=["requests", "office", "officer"])
async def test_a_correction_that_fits_nothing_is_asked_by_the_fields_that_may_be_changed(office: Office, begin: Begin) -> None:
    there = await begun(office, begin, *(["(0718) 12345"] if begin is PHONE else []))
    before = await there.bodies()
    shown = await there.desk.writes("ganti entah jadi 99 kali 99")
    assert (shown.view, await there.bodies()) == ("staff/for_the_draft", before)


async def test_an_officer_who_asks_for_a_school_may_ask_for_another(office: Office) -> None:
    shown = await (await begun(office, OFFICERS_REQUEST)).desk.writes("ganti sekolahnya ke SMAN 1 Namang")
    assert (shown.view, shown.values["school"].name) == ("staff/requests/preview", "SMAN 1 Namang")
