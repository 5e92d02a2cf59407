"""A text while a draft is open: it changes the draft, is answered beside it, or is asked about; no two drafts share a field."""

from dataclasses import replace

import pytest

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store.drafts import drafts_of, waiting_of
from handlers.answer import answer
from handlers.reply import Button
from handlers.staff.drafts.going_on import AS_QUESTION, FOR_DRAFT, GO_ON
from handlers.staff.visits import acts as visits
from tests.handlers.staff.buttons import under
from tests.handlers.staff.drafts.begun import (
    ASKS_DAYS,
    CANCEL,
    CHANGE_HOURS,
    CHANGE_PHONE,
    FIGURES,
    HOURS,
    LOAN,
    PHONE,
    PREVIEWED,
    REQUEST,
    UNFINISHED_REQUEST,
    Begin,
    begun,
)
from tests.handlers.staff.visits.desk import HENDRA, RATNA, TU_KOBA, Desk, sent
from tests.rehearsal import a_request

LATER_MESSAGE = 77

BESIDE: list[tuple[Begin, str, str]] = [
    (ASKS_DAYS, "SMKN 1 Koba", "schedule_school"),
    (ASKS_DAYS, "kapan tim ke SMAN 1 Namang", "schedule_school"),
    (ASKS_DAYS, "SMAN 1 Namang 12/01/2027", "staff/visits/preview"),
    (ASKS_DAYS, "cakupan koba", "coverage"),
    (ASKS_DAYS, "jadwal koba", "schedule_subdistrict"),
    (ASKS_DAYS, "berapa alat yg kosong", "staff/orders/kits_free"),
    (ASKS_DAYS, "alat", "staff/kits/overview"),
    (ASKS_DAYS, "alat 11-22/01/2027 3 alat", "staff/kits/preview"),
    (ASKS_DAYS, "terima kasih ya", "thanks"),
    (PREVIEWED, "SMAN 1 Namang 17/12/2026", "staff/visits/preview"),
    (PREVIEWED, "cakupan koba", "coverage"),
    (LOAN, "SMAN 1 Koba", "schedule_school"),
    (FIGURES, "SMAN 1 Koba", "schedule_school"),
    (FIGURES, "kunjungan", "staff/visits/agenda"),
    (UNFINISHED_REQUEST, "kapan tim ke SMAN 1 Namang", "schedule_school"),
    (UNFINISHED_REQUEST, "cakupan koba", "coverage"),
]


@pytest.mark.parametrize(("begin", "text", "view"), BESIDE)
async def test_what_is_for_something_else_is_answered_and_the_draft_is_kept_said_and_one_tap_away(
    office: Office, begin: Begin, text: str, view: str
) -> None:
    there = await begun(office, begin)
    before = await there.bodies()
    shown = await there.desk.writes(text, message_id=LATER_MESSAGE)
    assert shown.view == view
    assert shown.kept_draft
    assert set(before) <= set(await there.bodies())
    back = await there.desk.presses(under(shown, GO_ON))
    assert back.view == there.screen.view
    assert back.values.keys() == there.screen.values.keys()


async def test_a_visit_to_another_place_leaves_the_draft_and_may_be_taken_for_it(office: Office) -> None:
    there = await begun(office, ASKS_DAYS)
    text = "SMAN 1 Namang 12/01/2027"
    shown = await there.desk.writes(text)
    taken = await there.tells(shown, under(shown, FOR_DRAFT), text)
    assert (taken.view, taken.values["visit"].place.name) == ("staff/visits/preview", "SMAN 1 Namang")


VALUES: list[tuple[Begin, str, str]] = [
    (ASKS_DAYS, "12/01/2027", "staff/visits/preview"),
    (ASKS_DAYS, "besok", "staff/visits/preview"),
    (ASKS_DAYS, "32-11-2026", "staff/visits/ask"),
    (ASKS_DAYS, "SMAN 1 Koba 12/01/2027", "staff/visits/preview"),
    (ASKS_DAYS, "entah kapan", "staff/visits/ask"),
    (FIGURES, "31-10-2026", "staff/figures/preview"),
    (UNFINISHED_REQUEST, "2", "staff/requests/ask"),
    (PHONE, "telepon", "staff/office/ask"),
    (HOURS, "Senin–Jumat 08.00", "staff/office/ask"),
    (CANCEL, "Kantor Dukcapil, setiap Jumat", "staff/visits/cancel"),
    (CANCEL, "SMAN 1 Koba, 26 November 2026", "staff/visits/cancel"),
]


@pytest.mark.parametrize(("begin", "text", "view"), VALUES)
async def test_a_value_is_the_drafts_and_one_that_is_wrong_is_asked_again(office: Office, begin: Begin, text: str, view: str) -> None:
    shown = await (await begun(office, begin)).desk.writes(text)
    assert (shown.view, shown.kept_draft) == (view, None)


UNCLEAR: list[tuple[Begin, str, str]] = [
    (CANCEL, "kapan tim ke SMAN 1 Namang?", "schedule_school"),
    (HOURS, "cakupan koba", "coverage"),
    (HOURS, "kunjungan", "staff/visits/agenda"),
    (PREVIEWED, "bukan koba", "schedule_subdistrict"),
    (PREVIEWED, "besok aja", "schedule_day"),
    (UNFINISHED_REQUEST, "hari ini ada yang perlu saya kerjakan?", "staff/desk/school"),
    (("announcements", "SMAN 1 Koba"), "kunjungan", "staff/visits/agenda"),
]


@pytest.mark.parametrize(("begin", "text", "view"), UNCLEAR)
async def test_what_nobody_can_tell_is_asked_with_two_buttons_that_use_the_words(
    office: Office, begin: Begin, text: str, view: str
) -> None:
    there = await begun(office, begin)
    before = await there.bodies()
    shown = await there.desk.writes(text)
    assert (shown.view, await there.bodies()) == ("staff/draft_or_question", before)
    assert [item.act for row in shown.buttons for item in row if isinstance(item, Button)] == [FOR_DRAFT.name, AS_QUESTION.name, None]
    assert (await there.tells(shown, under(shown, FOR_DRAFT), text)).view.startswith("staff/")
    if view != "schedule_subdistrict":
        assert (await there.tells(shown, under(shown, AS_QUESTION), text)).view == view
    assert (await there.tells(shown, under(shown, AS_QUESTION), " ")).view == "refusal/staff/words_gone"


@pytest.mark.parametrize("text", ["batal", "Tidak jadi.", "cancel"])
@pytest.mark.parametrize("begin", [ASKS_DAYS, PREVIEWED, LOAN, REQUEST, PHONE, FIGURES], ids=lambda begin: begin[0])
async def test_taking_it_back_shows_the_draft_with_the_button_that_discards_it(office: Office, begin: Begin, text: str) -> None:
    there = await begun(office, begin)
    before = await there.bodies()
    shown = await there.desk.writes(text)
    assert (shown.view, shown.overcome, await there.bodies()) == (there.screen.view, "staff/discard_or_go_on", before)
    assert [item for row in shown.buttons for item in row if isinstance(item, Button) and item.act == "discard"]


async def test_figures_of_another_area_leave_those_that_wait_for_their_date(office: Office) -> None:
    there = await begun(office, FIGURES)
    shown = await there.desk.writes("Namang 15-11-2026 wajib 24.100 rekam 23.600", "figures")
    assert shown.kept_draft
    assert (await there.desk.presses(under(shown, GO_ON))).values["as_of"] is None
    assert len(await there.bodies()) == 2


async def test_a_draft_that_is_left_for_another_one_is_said_to_be_kept(office: Office) -> None:
    there = await begun(office, ASKS_DAYS)
    for text, tool in (("11-22/01/2027", "kits"), ("Koba wajib 31.500 rekam 30.800", "figures")):
        shown = await there.desk.writes(text, tool)
        assert shown.kept_draft
        assert under(shown, GO_ON)
    assert len(await there.bodies()) == 3
    waiting = waiting_of(await drafts_of(office.store, RATNA))
    assert waiting and waiting.tool == "figures"
    assert (
        len([item for row in (await there.desk.writes("", "staff")).buttons for item in row if getattr(item, "act", "") == GO_ON.name]) == 3
    )


async def test_two_facts_never_share_a_field(office: Office) -> None:
    there = await begun(office, PHONE, "(0718) 12345")
    asked = await there.desk.presses(CHANGE_HOURS)
    assert asked.values["draft"].key == "hours"
    edit_phone = next(item for row in there.screen.buttons for item in row if isinstance(item, Button) and item.label == "edit_text")
    await there.desk.presses(edit_phone)
    shown = await there.desk.writes("(0718) 77777")
    assert (shown.values["fact"].key, shown.values["fact"].text.id) == ("phone", "(0718) 77777")
    overview = await there.desk.writes("", "office")
    named = [item.values["draft"].label for row in overview.buttons for item in row if getattr(item, "act", "") == GO_ON.name]
    assert sorted(named) == ["fact_hours", "fact_phone"]


async def test_a_fact_that_was_begun_before_is_gone_on_with(office: Office) -> None:
    there = await begun(office, PHONE, "(0718) 12345")
    again = await there.desk.presses(CHANGE_PHONE)
    assert (again.view, again.values["fact"].text.id) == ("staff/office/preview", "(0718) 12345")


async def test_a_sheet_of_another_kind_leaves_the_draft(office: Office) -> None:
    there = await begun(office, FIGURES)
    shown = await there.desk.writes("", None, sent("putaran.csv", b"Sekolah;Tanggal\nSMAN 1 Koba;12-01-2027\n"))
    assert (shown.view, bool(shown.kept_draft)) == ("staff/sent_sheet", True)
    assert (await there.desk.presses(under(shown, GO_ON))).view == "staff/figures/preview"


async def test_an_announcement_takes_whatever_is_written(office: Office) -> None:
    there = await begun(office, ("announcements", "SMAN 1 Koba"))
    shown = await there.desk.writes("Ralat: kunjungan besok jadi jam 9. Kapan lagi? Cakupan Koba baik.")
    assert shown.view == "staff/announcements/screen"


async def test_a_draft_whose_visit_is_gone_is_told_and_dropped(office: Office) -> None:
    there = await begun(office, ("visits", visits.CHANGE.button("", Seen(4, 1))))
    shown = await there.desk.writes("cakupan koba")
    await Desk(office, HENDRA).presses(visits.CONFIRM.button("", Seen(4, 1)))
    assert (await there.desk.presses(under(shown, GO_ON))).view == "refusal/staff/visit_changed"
    assert await there.bodies() == []


async def test_a_draft_of_a_tool_that_one_may_not_use_is_not_gone_on_with(office: Office) -> None:
    there = await begun(office, ASKS_DAYS)
    shown = await there.desk.writes("cakupan koba")
    assert (await Desk(office, TU_KOBA).presses(under(shown, GO_ON))).view == "refusal/staff/draft_gone"
    assert (await Desk(office, 7001).presses(under(shown, GO_ON))).view == "refusal/staff/not_allowed"


async def test_a_button_of_an_older_screen_goes_on_with_the_draft_of_that_screen(office: Office) -> None:
    there = await begun(office, ("visits", visits.CHANGE.button("", Seen(4, 1))))
    other = await there.desk.writes("SMAN 1 Koba", "visits")
    assert other.view == there.screen.view == "staff/visits/ask"
    of_change = await there.desk.presses(under(there.screen, visits.CHOOSE_DAY))
    of_plan = await there.desk.presses(under(other, visits.CHOOSE_DAY))
    assert of_change.values["before"]
    assert (of_plan.values["before"], of_plan.values["visit"].place.name) == (None, "SMAN 1 Koba")


async def test_two_visits_that_are_begun_one_after_the_other_are_both_kept(office: Office) -> None:
    ratna = Desk(office, RATNA)
    typed = a_request("", RATNA, member=office.public.member(RATNA))
    lines = enumerate(("SMAN 1 Koba 12/01/2027", "SMKN 1 Koba 13/01/2027"), 11)
    screens = [await answer(replace(typed, argument=line, route="visits", message_id=number), office) for number, line in lines]
    for screen in screens:
        assert (await ratna.presses(under(screen, visits.SAVE))).view == "staff/visits/saved"
