"""Kits as the handlers answer them."""

from ektp_core.audit import Seen
from ektp_core.office import Office
from handlers.reply import Reply
from handlers.staff import kits
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, RATNA, Desk


async def test_a_forged_loan_ends_in_a_sentence_and_a_number_too_many_keeps_the_rest(office: Office) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes("11-22/01/2027 99 alat no 470/2026", "kits")
    assert (shown.view, shown.values["lacks"], shown.values["line"].number) == ("staff/kits/ask", "kits", "470/2026")
    preview = await ratna.writes("3 alat")
    assert preview.view == "staff/kits/preview"
    assert (await ratna.presses(under(preview, kits.SAVE))).values["loan"].kits == 3


async def saved_loan(desk: Desk, line: str) -> Seen:
    """A new loan, as it is on the screen then."""
    loan = (await desk.presses(under(await desk.writes(line, "kits"), kits.SAVE))).values["loan"]
    return Seen(loan.id, loan.version)


async def change(desk: Desk, seen: Seen, text: str) -> Reply:
    await desk.presses(kits.CHANGE.button("loan_change", seen))
    return await desk.presses(under(await desk.writes(text), kits.SAVE))


async def test_an_old_button_leaves_the_draft_of_another_loan(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    old, other = await saved_loan(ratna, "11-22/01/2027 3 alat"), await saved_loan(ratna, "1-12/02/2027 2 alat")
    await change(hendra, old, "5 alat")
    await ratna.presses(kits.CHANGE.button("loan_change", other))
    for button in (kits.ASK_REMOVE.button("loan_remove", old), kits.CHANGE.button("loan_change", old)):
        assert (await ratna.presses(button)).view == "refusal/staff/loan_changed"
    preview = await ratna.writes("4 alat")
    assert preview.view == "staff/kits/preview"
    assert (await ratna.presses(under(preview, kits.SAVE))).values["loan"].kits == 4


async def test_a_draft_of_the_loan_that_changed_is_dropped_and_nothing_is_overwritten(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    seen = await saved_loan(ratna, "11-22/01/2027 3 alat")
    for begins_again in (False, True):
        await ratna.presses(kits.CHANGE.button("loan_change", seen))
        preview = await ratna.writes("4 alat")
        latest = (await change(hendra, seen, f"{5 + begins_again} alat")).values["loan"]
        late = kits.CHANGE.button("loan_change", seen) if begins_again else under(preview, kits.SAVE)
        refused = await ratna.presses(late)
        assert (refused.view, refused.values["subject"].number) == ("refusal/staff/loan_changed", seen.id)
        assert await kits.DRAFTS.find(office.store, RATNA) is None
        seen = Seen(latest.id, latest.version)


async def test_what_was_removed_or_taken_back_twice_names_the_loan_and_whoever_was_first(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    seen = await saved_loan(ratna, "11-22/01/2027 3 alat")
    await hendra.presses(kits.REMOVE.button("loan_remove_now", seen))
    back = kits.TAKE_BACK.button("loan_put_back", Seen(seen.id, kits.REMOVED))
    assert (await ratna.presses(back)).view == "staff/kits/loan"
    refused = await hendra.presses(back)
    assert (refused.values["subject"].number, refused.values["by"]) == (seen.id, "Bu Ratna")
