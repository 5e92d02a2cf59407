"""Every profile that comes with the project starts its office: it says its own facts with date and source, and nothing of another's."""

from datetime import datetime, time

import pytest

from bot.terminal.ask import plain
from ektp_core.country.beginning import FIRST_OFFICE, PROFILE_OF, beginning_of
from ektp_core.country.offices import office_of
from ektp_core.desk import unsaid
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.store.first_start import load_first_start
from tests.core.builders import TODAY
from tests.databases import Filled, in_memory
from tests.handlers.offices.test_any_office import answers_of_its_own, asked, finds_its_schools_and_places, shown

OWN = {
    FIRST_OFFICE: ("Jl. Raya By Pass", "Koba 33181", "(0718) 7362015"),
    "34.01": ("Jl. Sugiman", "Pengasih", "(0274) 773404"),
}
"""What each says of itself in /kontak."""


async def opened(code: str) -> Office:
    store = await in_memory(Filled.TABLES)
    await load_first_start(store, beginning_of(office_of(code), None))
    return await Office.open(store, OfficeSettings(), lambda: datetime.combine(TODAY, time(12)).astimezone())


def test_each_of_them_is_tried() -> None:
    assert OWN.keys() == PROFILE_OF.keys()


@pytest.mark.parametrize("code", PROFILE_OF)
async def test_it_says_its_own_facts_and_that_others_are_not_announced(code: str) -> None:
    office = await opened(code)
    try:
        for language, unknown in ((Language.ID, "Belum diumumkan: "), (Language.EN, "Not announced yet: ")):
            told = plain(shown(await asked("contact", office), language))
            assert [fact for fact in OWN[code] if fact not in told] == []
            assert [fact for other, facts in OWN.items() if other != code for fact in facts if fact in told] == []
            assert unknown in told
        assert unsaid(office.board.profile) == ("hours", "minimum_age", "service_points")
        finds_its_schools_and_places(office)
        await answers_of_its_own(office)
    finally:
        await office.store.close()


@pytest.mark.parametrize("code", PROFILE_OF)
async def test_each_fact_has_its_date_and_source(code: str) -> None:
    facts = beginning_of(office_of(code), None).facts
    assert [key for key, fact in facts.items() if "id" in fact and not (fact.get("as_of") and fact.get("source"))] == []
