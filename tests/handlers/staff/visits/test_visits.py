"""Visits as the handlers answer them: rights, forged and old buttons, and drafts that meet a changed board."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import NoneType
from typing import Any

import pytest
from sqlalchemy import insert, update

from ektp_core.audit import Seen
from ektp_core.office import Office, OfficeSettings
from ektp_core.roles import Role
from ektp_core.store import schema
from ektp_core.store.drafts import DraftKey, Mark, key_of
from ektp_core.visits.rounds import Round
from ektp_core.visits.schedule import MOVES, VisitState
from handlers.acts import Acts
from handlers.reply import Button
from handlers.staff import kits
from handlers.staff.visits import acts
from handlers.staff.visits import tally_acts as tally
from handlers.staff.visits.acts import on_screen
from handlers.staff.visits.drafts import DRAFTS, ChangeVisit
from handlers.staff.visits.tally_acts import Counting, EarlierTap, TallyStep, TypedCount
from tests.core.builders import TODAY
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, KOBA, RATNA, TU_KOBA, Desk, count, sent
from tests.rehearsal import ZONE

ARGUMENTS: Mapping[type, Any] = {
    NoneType: None,
    int: 2,
    Mark: Mark(1),
    DraftKey: DraftKey(1),
    acts.PlaceOf: acts.PlaceOf(DraftKey(1), KOBA),
    acts.MeantOf: acts.MeantOf(DraftKey(1), 0),
    acts.DayOf: acts.DayOf(DraftKey(1), TODAY),
    str: KOBA,
    date: TODAY,
    Seen: Seen(2, 1),
    Round: Round(2026, 2),
    acts.Week: acts.Week(TODAY),
    Counting: Counting(2, TallyStep.ABSENT),
    EarlierTap: EarlierTap(2, "1"),
    TypedCount: TypedCount(2, 5, 0, 12, None, None),
}
"""What a button may carry, by the type of its act's argument."""


@pytest.mark.parametrize("person", [TU_KOBA, 7001])
@pytest.mark.parametrize(
    "pressed",
    [
        Button("visits", "visits"),
        acts.SAVE.button("visit_save", Mark(1)),
        acts.OPEN.button("place", 2),
        count(2, TallyStep.RECORDED),
        Button("kits", "kits"),
        kits.REMOVE.button("loan_remove_now", Seen(1, 1)),
    ],
    ids=lambda pressed: pressed.raw_data,
)
async def test_nobody_else_sees_or_changes_anything(office: Office, person: int, pressed: Button) -> None:
    version = office.board.version
    assert (await Desk(office, person).presses(pressed)).view == "refusal/staff/not_allowed"
    assert office.board.version == version


async def test_a_viewer_sees_the_agenda_and_may_not_even_draft(office: Office) -> None:
    async with office.store.changing() as connection:
        await connection.execute(update(schema.member).where(schema.member.c.person == HENDRA).values(role=Role.VIEWER))
    await office.public.renew_team()
    hendra = Desk(office, HENDRA)
    shown = await hendra.writes("", "visits")
    assert shown.view == "staff/visits/agenda"
    assert "visit_add" not in {item.label for row in shown.buttons for item in row}
    of_round = {acts.PROGRESS, acts.PROGRESS_PICTURE, acts.ROUND_DAYS, acts.DAYS_PICTURE}
    looking = {acts.WEEK, acts.OPEN, acts.UNREACHED} | of_round
    for act in (each for each in acts.ACTS if each not in looking):
        tapped = act.button("place", ARGUMENTS[act.argument], name="")
        assert (await hendra.presses(tapped)).view == "refusal/staff/not_allowed", act.name
    assert (await hendra.writes("SMAN 1 Koba 12/01/2027", "visits")).view == "refusal/staff/not_allowed"
    assert (await hendra.writes("", "visits", sent("p.csv", b"Sekolah;Tanggal\n"))).view == "refusal/staff/not_allowed"
    assert await DRAFTS.find(office.store, HENDRA) is None


FORGED = ("", "0", "x", "-1", "99", "99.1", "2.99", "2.x", "1" * 40, "2026-13-45", "0001-01-01.1", "9999-12-31", "٣", "2.1.1", ".", "SMAN")


async def test_forged_buttons_end_in_a_sentence_and_plan_nothing(office: Office) -> None:
    ratna = Desk(office, RATNA)
    before = len([*office.board.schedule])
    for tool in (acts.ACTS, tally.ACTS, kits.ACTS):
        for act in (*(each.name for each in tool), "zz", ""):
            for argument in FORGED:
                assert (await ratna.presses(Button("", tool.tool, argument[:40], {}, act))).view, (tool.tool, act, argument)
    assert len([*office.board.schedule]) == before


@pytest.mark.parametrize(
    ("day", "view"),
    [
        ("2026-11-25", "staff/visits/preview"),
        ("2027-02-19", "staff/visits/preview"),
        ("2026-11-24", "old_button"),
        ("2026-11-29", "old_button"),
        ("2026-12-25", "old_button"),
        ("2027-06-01", "old_button"),
        ("2026-11-20", "old_button"),
        ("0001-01-01", "old_button"),
        ("9999-12-31", "old_button"),
    ],
)
async def test_only_days_that_may_have_been_offered_are_taken(office: Office, day: str, view: str) -> None:
    ratna = Desk(office, RATNA)
    await ratna.presses(acts.PLAN_AT_SCHOOL.button("visit_plan", KOBA, name=""))
    before = await DRAFTS.find(office.store, RATNA)
    shown = await ratna.presses(Button("", "visits", f"{key_of('visits', 'new 0')}.{day}", {}, "choose_day"))
    assert shown.view == view
    assert (await DRAFTS.find(office.store, RATNA) == before) == (view == "old_button")


@pytest.mark.parametrize("route", ["visits", "tally"])
@pytest.mark.parametrize("argument", ["v=2", "s=", "m=2.1", "a=2", "w=2026-12-01", "SMAN 1 Koba 12/01/2027", "x"])
async def test_buttons_of_an_earlier_version_say_so_to_whoever_may_open_the_tool(office: Office, route: str, argument: str) -> None:
    assert (await Desk(office, RATNA).taps(route, argument)).view == "old_button"
    assert await DRAFTS.find(office.store, RATNA) is None


async def test_an_old_button_of_a_changed_visit_shows_it_as_it_is_now_and_by_whom(office: Office) -> None:
    visit = next(visit for visit in office.board.schedule if visit.state is VisitState.PLANNED)
    confirm = acts.CONFIRM.button("visit_confirm_now", on_screen(visit))
    await Desk(office, HENDRA).presses(confirm)
    shown = await Desk(office, RATNA).presses(confirm)
    assert (shown.view, shown.values["changed_by"], shown.values["visit"].state) == (
        "staff/visits/card",
        "Pak Hendra",
        VisitState.CONFIRMED,
    )


async def test_an_old_button_of_a_changed_visit_leaves_the_draft_of_another(office: Office) -> None:
    ratna = Desk(office, RATNA)
    first, second = [visit for visit in office.board.schedule if VisitState.MOVED in MOVES[visit.state]][:2]
    old = acts.CONFIRM.button("visit_confirm_now", Seen(first.id, first.version - 1))
    for drafted, stays in ((second, True), (first, False)):
        await ratna.presses(acts.CHANGE.button("visit_change", on_screen(drafted)))
        assert (await ratna.presses(old)).view == "staff/visits/card"
        kept = {draft.seen.id for draft in await DRAFTS.every(office.store, RATNA) if isinstance(draft, ChangeVisit)}
        assert (drafted.id in kept) is stays


async def test_a_draft_outlives_a_restart(office: Office) -> None:
    await Desk(office, RATNA).writes("SMKN 2 Koba 32-11-2026 08.00-14.00 2 alat", "visits")
    after = await Office.open(office.store, OfficeSettings(ZONE), office.now)
    shown = await Desk(after, RATNA).writes("1/12/2026")
    assert shown.view == "staff/visits/preview"
    assert (shown.values["visit"].place.name, shown.values["visit"].kits, len(shown.values["visit"].hours)) == ("SMKN 2 Koba", 2, 1)


async def test_a_draft_of_an_earlier_version_is_told_to_be_old_and_no_visit_is_made_of_it(office: Office) -> None:
    before = len([*office.board.schedule])
    body = '{"what": "add", "line": {"place": null, "days": [], "hours": [], "kits": 2, "expected": null, "wrongs": []}, "seen": []}'
    async with office.store.changing() as connection:
        row = {"person": RATNA, "kind": "visits", "body": body, "awaits": "line", "updated": office.now()}
        await connection.execute(insert(schema.draft).values(**row))
    ratna = Desk(office, RATNA)
    assert (await ratna.writes("SMKN 2 Koba 1/12/2026")).view == "refusal/staff/draft_old"
    assert (await ratna.presses(acts.SAVE.button("visit_save", Mark(1)))).view == "refusal/staff/draft_gone"
    assert len([*office.board.schedule]) == before


async def test_a_button_carries_out_no_draft_of_another_kind(office: Office) -> None:
    """What is under an earlier preview would save whatever was begun last."""
    ratna = Desk(office, RATNA)
    before = [*office.board.schedule]
    visit = next(visit for visit in before if visit.state is VisitState.CONFIRMED)
    cancel = under(await ratna.presses(acts.ASK_CANCEL.button("visit_cancel", on_screen(visit))), acts.CANCEL)
    for act in (acts.SAVE, acts.CLOSE, acts.SAVE_ROUND, acts.SAVE_RECAPS, acts.REMOVE_ROUND):
        forged = replace(cancel, act=act.name)
        assert (await ratna.presses(forged)).view == "refusal/staff/draft_other", act.name
    assert [*office.board.schedule] == before
    assert (await ratna.presses(cancel)).view == "staff/visits/done"


@pytest.mark.parametrize("tool", [acts.ACTS, tally.ACTS], ids=lambda tool: tool.tool)
async def test_every_button_that_is_declared_is_answered(office: Office, tool: Acts) -> None:
    for act in tool:
        assert (await Desk(office, RATNA).presses(act.button("place", ARGUMENTS[act.argument], name=""))).view, act.name


async def test_a_conflict_that_arises_between_preview_and_save_is_shown_before_saving(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    preview = await ratna.writes("SMKN 2 Koba 2/12/2026 2 alat", "visits")
    assert preview.values["doubts"] == ()
    hers = await hendra.writes("SMKN 1 Koba 2/12/2026 1 alat", "visits")
    assert (await hendra.presses(under(hers, acts.SAVE))).view == "staff/visits/saved"
    again = await ratna.presses(under(preview, acts.SAVE))
    assert (again.view, again.values["anew"]) == ("staff/visits/preview", True)
    assert [cause.place.name for doubt in again.values["doubts"] for cause in doubt.causes] == ["SMKN 1 Koba"]
    assert (await ratna.presses(under(again, acts.SAVE))).view == "staff/visits/saved"


async def test_two_taps_on_save_plan_one_visit(office: Office) -> None:
    ratna = Desk(office, RATNA)
    before = len([*office.board.schedule])
    save = under(await ratna.writes("SMKN 2 Koba 2/12/2026", "visits"), acts.SAVE)
    views = {(await ratna.presses(save)).view for _ in range(2)}
    assert views == {"staff/visits/saved"}
    assert len([*office.board.schedule]) == before + 1
