"""What a draft is about was changed or removed by somebody else: that is told once, and the next text is a question like any other."""

from typing import Any

import pytest

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store.drafts import awaited, key_of
from handlers.acts import ToolAct
from handlers.staff import kits
from handlers.staff.announcements import acts as announcements
from handlers.staff.requests import acts as requests
from handlers.staff.requests.drafts import FORMS
from handlers.staff.schools import acts as schools
from handlers.staff.visits import acts as visits
from tests.handlers.staff.announcements.desk import newest, sent, subscribe, written
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, RATNA, Desk, visit_of_today

GONE = "refusal/staff/visit_changed"


async def is_free_again(ratna: Desk) -> bool:
    """Whether what she types is a question again."""
    return await awaited(ratna.office.store, ratna.person) is None and (await ratna.writes("cakupan")).view == "coverage"


@pytest.mark.parametrize(
    ("begin", "text"),
    [
        (visits.CHANGE, "7/12/2026"),
        (visits.CHANGE, "99/99/2026"),
        (visits.ASK_CANCEL, "di kantor camat"),
        (visits.ASK_CLOSE, "33 rekam 5 absen"),
        (visits.ASK_CLOSE, "entah"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
async def test_a_draft_of_a_visit_that_was_removed_takes_one_text_and_no_more(office: Office, begin: ToolAct[Seen], text: str) -> None:
    number = await visit_of_today(office)
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    await ratna.presses(begin.button("", Seen(number, 1)))
    await hendra.presses(visits.REMOVE.button("", Seen(number, 1)))
    assert (await ratna.writes(text)).view == GONE
    assert await is_free_again(ratna)


async def test_a_draft_of_a_visit_that_was_confirmed_shows_it_as_it_is_now(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    await ratna.presses(visits.CHANGE.button("", Seen(4, 1)))
    await hendra.presses(visits.CONFIRM.button("", Seen(4, 1)))
    shown = await ratna.writes("entah kapan")
    assert (shown.view, shown.values["changed_by"]) == ("staff/visits/card", "Pak Hendra")
    assert await is_free_again(ratna)


async def test_a_draft_of_a_loan_that_was_removed_takes_one_text_and_no_more(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    loan = (await ratna.presses(under(await ratna.writes("11-22/01/2027 3 alat", "kits"), kits.SAVE))).values["loan"]
    seen = Seen(loan.id, loan.version)
    await ratna.presses(kits.CHANGE.button("", seen))
    await hendra.presses(kits.REMOVE.button("", seen))
    assert (await ratna.writes("entah")).view == "refusal/staff/loan_changed"
    assert await is_free_again(ratna)


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (announcements.ASK_TEXT, "Lusa kami datang ke sekolah."),
        (announcements.ASK_TEXT, "x" * 5000),
        (announcements.ASK_TIME, "besok 10.00"),
        (announcements.ASK_TIME, "entah"),
        (announcements.ASK_AUDIENCE, "SMAN 1 Namang"),
        (announcements.ASK_AUDIENCE, "Sekolah Entah"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else value.name,
)
@pytest.mark.parametrize("ending", [announcements.DISCARD, announcements.CONFIRM], ids=["discarded", "sent"])
async def test_an_announcement_that_a_colleague_ended_takes_one_text_and_no_more(
    office: Office, asks: ToolAct[Any], text: str, ending: ToolAct[Any]
) -> None:
    await subscribe(office, 40_001, school="10900778")
    await written(office, RATNA)
    begun = await newest(office)
    seen = Seen(begun.id, begun.version)
    ratna = Desk(office, RATNA)
    await ratna.presses(asks.button("", seen))
    await Desk(office, HENDRA).presses(ending.button("", announcements.Decision(seen, 0) if ending is announcements.CONFIRM else seen))
    ended = await (newest if ending is announcements.DISCARD else sent)(office)
    assert (await ratna.writes(text)).view == "staff/announcements/progress"
    assert await newest(office) == ended
    assert await is_free_again(ratna)


NEW_SCHOOL = "10901234, SMAN 2 Namang, SMA, Namang"
SEEN_SCHOOL = schools.SchoolSeen("10901234", 1)
OURS = "60 siswa, 1 hari, 9/12/2026, Bu Ani 0812-3456-7890"


@pytest.mark.parametrize(
    ("tool", "line", "carries_out"),
    [
        ("visits", "SMAN 2 Namang 12/01/2027", visits.SAVE),
        ("visits", "SMAN 2 Namang 12/01/2027\nSMAN 1 Koba 13/01/2027", visits.SAVE_ROUND),
        ("requests", f"SMAN 2 Namang {OURS}", requests.SEND),
    ],
    ids=["visit", "round", "request"],
)
async def test_a_draft_for_a_school_that_was_removed_is_told_and_dropped(
    office: Office, tool: str, line: str, carries_out: ToolAct[Any]
) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    await hendra.presses(under(await hendra.writes(NEW_SCHOOL, "schools"), schools.SAVE))
    preview = await ratna.writes(line, tool)
    await hendra.presses(schools.REMOVE.button("", SEEN_SCHOOL))
    refused = await ratna.presses(under(preview, carries_out))
    while refused.view == preview.view and refused.values.get("anew"):  # the board has moved: what speaks against it is shown again
        refused = await ratna.presses(under(refused, carries_out))
    assert refused.view == "refusal/staff/school_changed"
    assert (await ratna.presses(under(preview, carries_out))).view == "refusal/staff/draft_gone"
    assert await is_free_again(ratna)


async def test_a_correction_of_a_school_that_was_removed_is_told_and_dropped(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    await hendra.presses(under(await hendra.writes(NEW_SCHOOL, "schools"), schools.SAVE))
    preview = await ratna.presses(schools.CORRECT.button("", "10901234"))
    await hendra.presses(schools.REMOVE.button("", SEEN_SCHOOL))
    assert (await ratna.presses(under(preview, schools.SAVE))).view == "refusal/staff/school_changed"
    assert (await ratna.presses(under(preview, schools.SAVE))).view == "refusal/staff/draft_gone"


@pytest.mark.parametrize("resumed", [False, True], ids=["typed", "resumed"])
async def test_a_request_that_is_being_typed_for_a_school_that_was_removed_is_dropped(office: Office, resumed: bool) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    await hendra.presses(under(await hendra.writes(NEW_SCHOOL, "schools"), schools.SAVE))
    await ratna.presses(requests.ASK_FOR.button("", "10901234"))
    if resumed:
        await ratna.writes(OURS)
    await hendra.presses(schools.REMOVE.button("", SEEN_SCHOOL))
    refused = await (ratna.presses(FORMS.resume.button("", key_of("requests", "new 0"))) if resumed else ratna.writes(OURS))
    assert refused.view == "refusal/staff/school_changed"
    assert await is_free_again(ratna)
