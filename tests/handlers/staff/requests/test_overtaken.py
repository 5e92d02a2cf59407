"""An offer that was replaced, or whose kits are gone meanwhile, is told with how the request stands now."""

import pytest

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.requests.request import RequestState
from handlers.acts import ToolAct
from handlers.staff.requests.acts import AGREE, OTHER_DAYS, SEND_OTHER_DAYS, TAKE_SUGGESTION
from handlers.staff.requests.drafts import DRAFTS, AskVisit
from handlers.texts import render
from tests.handlers.staff.buttons import under
from tests.handlers.staff.requests.test_offers import MONDAY, THURSDAY, WEDNESDAY, asks, of, offers, others_take, told
from tests.handlers.staff.visits.desk import KOBA, RATNA, TU_KOBA, Desk


async def test_an_offer_whose_kits_are_gone_ends_and_the_office_hears_of_it(office: Office) -> None:
    await asks(office, "januari")
    offer = await offers(office, "7-8 desember")
    await others_take(office, MONDAY)
    shown = await Desk(office, TU_KOBA).presses(under(offer, AGREE))
    assert (shown.view, shown.values["lapsed"]) == ("staff/requests/card", {"day": MONDAY, "why": "taken"})
    now = await of(office)
    assert (now.state, now.proposed, now.refused) == (RequestState.WAITING, (), ())
    assert told(shown, RATNA).view == "staff/requests/lapsed"
    assert under(told(shown, RATNA), TAKE_SUGGESTION)


@pytest.mark.parametrize("act", [AGREE, OTHER_DAYS], ids=["agree", "other_days"])
async def test_an_offer_that_was_replaced_shows_the_present_one(office: Office, act: ToolAct[Seen]) -> None:
    await asks(office, "januari")
    first = await offers(office, "7-8 desember")
    second = await offers(office, "2-3 desember", 2)
    assert "Tawaran sebelumnya, Sen 7 Des, Sel 8 Des 2026, tidak berlaku lagi" in render(second, Language.ID)
    shown = await Desk(office, TU_KOBA).presses(under(first, act))
    assert (shown.view, shown.values["changed_by"]) == ("staff/requests/card", "Bu Ratna")
    assert (under(shown, AGREE).argument, (await of(office)).proposed) == ("1.3", (WEDNESDAY, THURSDAY))


async def test_a_stale_answer_leaves_other_drafts_alone(office: Office) -> None:
    await asks(office, "januari")
    first = await offers(office, "7-8 desember")
    await offers(office, "2-3 desember", 2)
    school = Desk(office, TU_KOBA)
    await school.writes("40 siswa", "requests")
    await school.presses(under(first, AGREE))
    assert await DRAFTS.one(office.store, TU_KOBA) == AskVisit(KOBA, pupils=40)


async def test_other_days_for_an_offer_that_was_replaced_are_not_sent(office: Office) -> None:
    await asks(office, "januari")
    school = Desk(office, TU_KOBA)
    await school.presses(under(await offers(office, "7-8 desember"), OTHER_DAYS))
    preview = await school.writes("9-10 desember")
    await offers(office, "2-3 desember", 2)
    shown = await school.presses(under(preview, SEND_OTHER_DAYS))
    assert (shown.view, shown.values["changed_by"]) == ("staff/requests/card", "Bu Ratna")
    assert (await of(office)).proposed == (WEDNESDAY, THURSDAY)
