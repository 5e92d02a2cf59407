"""The tally of the day: repeated taps, taps of several officers, what is taken back, and what a school sees."""

from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store.audit import entries
from ektp_core.store.tallies import tally_of
from handlers.reply import Button
from handlers.staff.visits import tally_acts as tally
from handlers.staff.visits.tally import at_school, counted_now
from handlers.staff.visits.tally_acts import EarlierTap, TallyStep
from handlers.texts import render
from tests.at_once import at_once
from tests.handlers.staff.visits.desk import HENDRA, JULIAN, RATNA, TU_KOBA, TU_NAMANG, Desk, count, visit_of_today
from tests.rehearsal import a_request


async def test_a_tap_that_telegram_repeats_counts_once_and_is_audited_once(office: Office) -> None:
    number = await visit_of_today(office)
    before = len(await entries(office.store))
    for _ in range(3):
        shown = await Desk(office, RATNA).presses(count(number, TallyStep.FIVE_RECORDED), "the same tap")
    assert (shown.values["tally"].recorded, shown.values["left"]) == (5, 35)
    assert len(await entries(office.store)) == before + 1


async def test_fifty_taps_of_several_officers_at_once_sum_exactly(office: Office) -> None:
    number = await visit_of_today(office, 100)
    people = (RATNA, HENDRA, JULIAN)
    one = count(number, TallyStep.RECORDED)
    await at_once(*(Desk(office, people[tap % 3]).presses(one, f"tap {tap // 2}-{tap % 3}") for tap in range(50)))
    different = {f"{tap // 2}-{tap % 3}" for tap in range(50)}
    assert (await tally_of(office.store, number)).total.recorded == len(different)


async def test_a_typed_tap_counts_nothing(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    await ratna.writes(count(number, TallyStep.RECORDED).argument, "tally")
    await ratna.writes(count(number, TallyStep.RECORDED).data, "tally")
    assert (await tally_of(office.store, number)).total.seen == 0


async def test_the_undo_button_takes_back_the_tap_it_names_once(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    shown = await ratna.presses(count(number, TallyStep.FIVE_RECORDED), "4382bfdwdsb323b2d9")
    (undo,) = [item for row in shown.buttons for item in row if isinstance(item, Button) and item.act == tally.TAKE_BACK.name]
    assert undo.data == tally.TAKE_BACK.button("tally_undo_recorded", EarlierTap(number, "4382bfdwdsb323b2d9")).data
    for _ in range(2):
        shown = await ratna.presses(undo, "another")
    assert shown.values["tally"].recorded == 0


async def test_a_school_sees_how_many_are_left_at_its_own_place_only(office: Office) -> None:
    number = await visit_of_today(office)
    await Desk(office, RATNA).presses(count(number, TallyStep.FIVE_RECORDED))
    koba, namang = (a_request(person=person, member=office.public.member(person)) for person in (TU_KOBA, TU_NAMANG))
    visit = counted_now(koba, office)
    assert visit is not None
    shown = await at_school(visit, koba, office)
    assert shown.values["left"] == 35
    assert "sisa 35 siswa" in render(shown, Language.ID)
    assert counted_now(namang, office) is None
