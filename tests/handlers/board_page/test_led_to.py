"""`/kontak` leads to the board on the web where the office has made it public, and nowhere else."""

from typing import Any

import pytest

from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.profile import Language
from handlers.contact import contact
from handlers.texts import render
from tests.core.builders import published_board
from tests.rehearsal import ZONE, a_request

PUBLIC = "https://dukcapil.example"
BOARD = published_board()


async def told(language: Language, public_url: str | None) -> str:
    nothing: Any = None
    office = Office(nothing, Public(nothing, BOARD, {}, {}), OfficeSettings(ZONE, public_url=public_url), lambda: nothing)
    return render(await contact(a_request("", language=language), office), language)


@pytest.mark.parametrize(("language", "address"), [(Language.ID, f"{PUBLIC}/papan"), (Language.EN, f"{PUBLIC}/papan?lang=en")])
async def test_the_contact_leads_to_the_board_in_the_readers_language(language: Language, address: str) -> None:
    (line,) = [line for line in (await told(language, PUBLIC)).splitlines() if "/papan" in line]
    assert line.endswith(f": {address}")


@pytest.mark.parametrize("language", Language)
async def test_no_address_is_made_up_where_none_is_known(language: Language) -> None:
    assert "/papan" not in await told(language, None)
