"""A button under a preview carries out or discards what that preview shows, and nothing else, however many somebody has opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store.drafts import Mark, awaited
from handlers.acts import ToolAct
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin
from handlers.routes import STAFF_ROUTES
from handlers.staff import awards, kits
from handlers.staff.drafts.double_taps import DOUBLE_TAP
from handlers.staff.figures import acts as figures
from handlers.staff.office import acts as office_acts
from handlers.staff.requests import acts as requests
from handlers.staff.schools import acts as schools
from handlers.staff.visits import acts as visits
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import JULIAN, RATNA, TU_KOBA, Desk, sent
from tests.handlers.staff.ways import acts_of
from tests.rehearsal import a_request
from tests.store.records import everything

Step = str | bytes | Button | ToolAct[Any]
"""Typed, sent as a file, tapped; or the button of the screen that does this act."""

OURS = "120 siswa, 2 hari, 9-10/12/2026, Bu Ani 0812-3456-7890"
SCHOOL, OTHER_SCHOOL = "10901234, SMAN 2 Namang, SMA, Namang", "10901235, SMAN 3 Namang, SMA, Namang"
ROUND, OTHER_ROUND = "SMAN 1 Koba 12/01/2027\nSMKN 1 Koba 13/01/2027", "SMAN 1 Koba 19/01/2027\nSMKN 1 Koba 20/01/2027"
SHEET = b"NPSN;Nama;Jenjang;Kecamatan\n"


@dataclass(frozen=True, slots=True)
class Case:
    """How one tool comes to two previews, the later in place of the earlier or, about another thing, `beside` it; and the act of both."""

    tool: str
    act: ToolAct[Mark]
    first: tuple[Step, ...]
    second: tuple[Step, ...]
    person: int = RATNA
    begun: tuple[Step, ...] = ()
    beside: bool = False
    is_offered: bool = False
    """The office has offered days for two requests of SMAN 1 Koba."""

    def __str__(self) -> str:
        return f"{self.tool} {self.act.name}: {str(self.second[-1])[:20]}"


def answering(request: int, days: str, act: ToolAct[Seen] = requests.TYPE_DAYS, version: int = 1) -> tuple[Step, ...]:
    return act.button("", Seen(request, version)), days


TODAYS: tuple[Step, ...] = ("SMAN 1 Koba hari ini", visits.SAVE, "SMKN 1 Koba hari ini", visits.SAVE)
RECAPS = b"Kode;Tempat;Terekam;Absen;Gagal\n"
ASKED: tuple[Step, ...] = (f"SMAN 1 Koba {OURS}", requests.SEND, f"SMAN 1 Namang {OURS}", requests.SEND)
MOVING = (visits.CHANGE.button("", Seen(4, 1)),)

CASES = (
    Case("figures", figures.APPLY, ("Namang 15-11-2026 wajib 24.100 rekam 23.600",), ("Namang 15-11-2026 wajib 24.100 rekam 23.700",)),
    Case("kits", kits.SAVE, ("11-22/01/2027 3 alat",), ("1-12/02/2027 2 alat",)),
    Case("kits", kits.SAVE, ("11-22/01/2027 3 alat",), (kits.EDIT, "4 alat")),
    Case("visits", visits.SAVE, ("SMAN 1 Koba 12/01/2027",), ("SMKN 1 Koba 13/01/2027",)),
    Case("visits", visits.SAVE, ("SMAN 1 Koba 12/01/2027",), (visits.EDIT, "13/01/2027")),
    Case("visits", visits.SAVE_ROUND, (ROUND,), (OTHER_ROUND,)),
    Case("visits", visits.REMOVE_ROUND, (ROUND, visits.SAVE_ROUND), (OTHER_ROUND, visits.SAVE_ROUND)),
    Case("visits", visits.CANCEL, (visits.ASK_CANCEL.button("", Seen(4, 1)),), (visits.ASK_CANCEL.button("", Seen(6, 1)),), beside=True),
    Case(
        "visits",
        visits.CANCEL_AND_ANNOUNCE,
        (visits.ASK_CANCEL.button("", Seen(4, 1)),),
        (visits.ASK_CANCEL.button("", Seen(6, 1)),),
        beside=True,
    ),
    Case("visits", visits.SAVE_AND_ANNOUNCE, (*MOVING, "13/01/2027"), (*MOVING, "14/01/2027")),
    Case(
        "visits",
        visits.CLOSE,
        (visits.ASK_CLOSE.button("", Seen(8, 1)), "33 rekam 5 absen"),
        (visits.ASK_CLOSE.button("", Seen(9, 1)), "20 rekam 1 absen"),
        begun=TODAYS,
        beside=True,
    ),
    Case("visits", visits.SAVE_RECAPS, (RECAPS + b"K8-1;;33;5;2\n",), (RECAPS + b"K9-1;;20;1;0\n",), begun=TODAYS),
    Case("schools", schools.SAVE, (SCHOOL,), (OTHER_SCHOOL,)),
    Case("schools", schools.SAVE, (schools.CORRECT.button("", "10900778"),), (schools.CORRECT.button("", "10900779"),), beside=True),
    Case("schools", schools.CLOSE, (schools.ASK_CLOSE.button("", "10901629"),), (schools.ASK_CLOSE.button("", "10901347"),), beside=True),
    Case(
        "schools",
        schools.SAVE_SHEET,
        (schools.ASK_SHEET.button(""), SHEET + b"10901234;SMAN 2 Namang;SMA;Namang\n"),
        (schools.ASK_SHEET.button(""), SHEET + b"10901235;SMAN 3 Namang;SMA;Namang\n"),
    ),
    Case("requests", requests.SEND, (OURS,), (OURS.replace("120", "90"),), TU_KOBA),
    Case("requests", requests.SEND, (f"SMAN 1 Koba {OURS}",), (f"SMAN 1 Namang {OURS}",)),
    Case("requests", requests.ACCEPT, answering(1, "9/12/2026 1 alat"), answering(2, "9/12/2026 1 alat"), begun=ASKED, beside=True),
    Case("requests", requests.PROPOSE, answering(1, "9/12/2026 1 alat"), answering(2, "9/12/2026 1 alat"), begun=ASKED, beside=True),
    Case(
        "requests",
        requests.DECLINE,
        answering(1, "alat dipakai di tempat lain", requests.ASK_REASON),
        answering(2, "alat dipakai di tempat lain", requests.ASK_REASON),
        begun=ASKED,
        beside=True,
    ),
    Case(
        "requests",
        requests.SEND_OTHER_DAYS,
        answering(1, "desember", requests.OTHER_DAYS, 2),
        answering(2, "desember", requests.OTHER_DAYS, 2),
        TU_KOBA,
        beside=True,
        is_offered=True,
    ),
    Case(
        "office",
        office_acts.APPLY,
        (office_acts.EMPTY.button("", "phone"),),
        (office_acts.EMPTY.button("", "website"),),
        JULIAN,
        beside=True,
    ),
    Case("award_edit", awards.SAVE, (awards.CHANGE.button("", 1),), (awards.CHANGE.button("", 2),), beside=True),
)


ENDING = [act for route in STAFF_ROUTES for act in acts_of(route) if act.argument is Mark]
DISCARDS = {act.tool: act for act in ENDING if act.name == "discard"}
REPLACED, BESIDE = [case for case in CASES if not case.beside], [case for case in CASES if case.beside]
DISCARDED = [case for case in REPLACED if case.act is not visits.REMOVE_ROUND]
"""What is taken back after it was saved has nothing left to discard."""


async def shown_after(desk: Desk, tool: str, steps: Iterable[Step], screen: Reply | None = None) -> Reply:
    """The last screen of these steps; words that nothing waits for begin anew."""
    for step in steps:
        route = None if await awaited(desk.office.store, desk.person) else tool
        match step:
            case str():
                screen = await desk.writes(step, route)
            case bytes():
                screen = await desk.writes("", route, sent("berkas.csv", step))
            case Button():
                screen = await desk.presses(step)
            case _:
                assert screen is not None
                screen = await desk.presses(under(screen, step))
    assert screen is not None
    return screen


async def begin(desk: Desk, case: Case) -> None:
    """What the two previews rest on."""
    if case.begun:
        await shown_after(desk, case.tool, case.begun)
    for number in (1, 2) if case.is_offered else ():
        await shown_after(desk, case.tool, (OURS, requests.SEND))
        await shown_after(Desk(desk.office, RATNA), case.tool, (*answering(number, "9/12/2026 1 alat"), requests.PROPOSE))


async def effects(office: Office) -> Mapping[str, Any]:
    """Every row but what is unfinished."""
    return {name: rows for name, rows in (await everything(office.store)).items() if name != "draft"}


@pytest.mark.parametrize("case", REPLACED, ids=str)
async def test_an_older_previews_button_applies_nothing_and_the_newest_ones_applies_its_own(office: Office, case: Case) -> None:
    desk = Desk(office, case.person)
    await begin(desk, case)
    older = await shown_after(desk, case.tool, case.first)
    newer = await shown_after(desk, case.tool, case.second, older)
    before = await effects(office)
    refused = await desk.presses(under(older, case.act))
    assert (refused.view, refused.as_new) == ("refusal/staff/draft_other", True)
    assert await effects(office) == before
    assert (await desk.presses(under(newer, case.act))).view.startswith("staff/")
    assert await effects(office) != before


@pytest.mark.parametrize("case", DISCARDED, ids=str)
async def test_an_older_previews_button_discards_nothing_and_the_newest_ones_its_own(office: Office, case: Case) -> None:
    desk = Desk(office, case.person)
    await begin(desk, case)
    older = await shown_after(desk, case.tool, case.first)
    newer = await shown_after(desk, case.tool, case.second, older)
    before, discard = await everything(office.store), DISCARDS[case.tool]
    refused = await desk.presses(under(older, discard))
    assert (refused.view, refused.as_new) == ("refusal/staff/draft_other", True)
    assert await everything(office.store) == before
    for _ in range(2):
        assert (await desk.presses(under(newer, discard))).view.startswith("staff/")
        assert await everything(office.store) == {**before, "draft": []}


@pytest.mark.parametrize("discards", [False, True], ids=["carried out", "discarded"])
@pytest.mark.parametrize("case", BESIDE, ids=str)
async def test_a_preview_about_another_thing_leaves_the_older_one_which_its_own_button_ends(
    office: Office, case: Case, *, discards: bool
) -> None:
    desk = Desk(office, case.person)
    await begin(desk, case)
    screens = [await shown_after(desk, case.tool, steps) for steps in (case.first, case.second)]
    for left, screen in zip((1, 0), screens, strict=True):
        before = await everything(office.store)
        ended = await desk.presses(under(screen, DISCARDS[case.tool] if discards else case.act))
        assert ended.view.startswith("staff/")
        now = await everything(office.store)
        assert sum(row[2] == case.tool for row in now["draft"]) == left
        assert ({**now, "draft": before["draft"]} == before) is discards


async def test_discarding_what_was_saved_already_says_so(office: Office) -> None:
    desk = Desk(office, RATNA)
    preview = await desk.writes("11-22/01/2027 3 alat", "kits")
    await desk.presses(under(preview, kits.SAVE))
    refused = await desk.presses(under(preview, kits.DISCARD))
    assert (refused.view, refused.as_new) == ("refusal/staff/draft_gone", True)


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_the_second_of_two_taps_shows_what_the_first_one_did_and_does_nothing(office: Office, case: Case) -> None:
    desk = Desk(office, case.person)
    await begin(desk, case)
    button = under(await shown_after(desk, case.tool, case.first), case.act)
    first = await desk.presses(button)
    before = await effects(office)
    second = await desk.presses(button)
    assert (second.view, second.buttons, second.notices) == (first.view, first.buttons, ())
    assert first.view.startswith("staff/")
    assert await effects(office) == before


async def test_a_tap_that_comes_back_after_a_restart_leaves_the_first_answer_on_the_screen(office: Office) -> None:
    button = under(await Desk(office, RATNA).writes("11-22/01/2027 3 alat", "kits"), kits.SAVE)
    await Desk(office, RATNA).presses(button)
    after = await Office.open(office.store, office.settings, office.now)
    again = await Desk(after, RATNA).presses(button)
    assert (again.view, again.as_new) == ("refusal/staff/draft_gone", True)


async def test_a_button_that_is_tapped_long_after_its_draft_was_carried_out_says_so(office: Office) -> None:
    desk = Desk(office, RATNA)
    button = under(await desk.writes("11-22/01/2027 3 alat", "kits"), kits.SAVE)
    await desk.presses(button)
    late = replace(a_request(button.argument, RATNA, origin=Origin.TAPPED, member=office.public.member(RATNA)), route="kits", act="save")
    assert (await answer(replace(late, now=late.now + 2 * DOUBLE_TAP), office)).view == "refusal/staff/draft_gone"


def test_every_button_that_ends_a_draft_is_in_the_table() -> None:
    discarding = {DISCARDS[case.tool] for case in CASES}
    assert {case.act for case in CASES} | discarding == set(ENDING)
