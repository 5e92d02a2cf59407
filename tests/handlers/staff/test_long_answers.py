"""Sheets say how far they are while they are read or written, and whoever waits for one in the chat sees it until the answer is there."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ektp_core.office import Office
from handlers.answer import answer
from handlers.request import Stage, Step
from tests.handlers.staff.test_school_sheet import SHEET
from tests.handlers.staff.visits.desk import RATNA, sent
from tests.rehearsal import a_request, rehearsal

REPORT = b"PER 30 SEPTEMBER 2026\nKODE;WILAYAH;WAJIB KTP;REKAM\n" + b"19.04;Bangka Tengah;173284;169938\n" * 1500
ROUND = b"Sekolah;Tanggal\nSMAN 1 Koba;12/01/2027\n"
READING = (Step(Stage.FETCHING), Step(Stage.READING))


@pytest.mark.parametrize(
    ("route", "content", "steps"),
    [
        pytest.param("figures", REPORT, [*READING, Step(Stage.READING, 1000)], id="figures"),
        pytest.param(None, REPORT, [*READING, Step(Stage.READING, 1000)], id="without a word"),
        pytest.param("visits", ROUND, READING, id="a round"),
        pytest.param("schools", SHEET, READING, id="schools"),
    ],
)
async def test_a_sheet_says_what_is_done_with_it_and_how_many_rows_are_read(
    office: Office, route: str | None, content: bytes, steps: Sequence[Step]
) -> None:
    told = list[Step]()
    member = office.public.member(RATNA)
    request = replace(a_request("", RATNA, member=member), route=route, file=sent("lembar.csv", content), tell=told.append)
    await answer(request, office)
    assert told == [*steps]


async def test_an_export_says_of_how_many_rows_it_is_written(office: Office) -> None:
    told = list[Step]()
    member = office.public.member(RATNA)
    found = await answer(replace(a_request("figures", RATNA, member=member), route="export", tell=told.append), office)
    assert told == [Step(Stage.GATHERING), Step(Stage.WRITING, 0, found.values["lines"])]


async def test_in_the_chat_the_message_goes_once_the_file_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.working.APPEARS_SECONDS", 0.0)
    async with rehearsal(tmp_path, demo=True) as bot:
        ratna = bot.phone(RATNA)
        await ratna.writes("/ekspor figures")
        said = [call for call in await bot.calls("sendMessage") if "⏳" in call["params"]["text"]]
        removed = [call["params"]["message_id"] for call in await bot.calls("deleteMessage")]
        assert (len(said), len(removed)) == (1, 1)
        shown = await ratna.messages()
        assert removed[0] not in [each["message_id"] for each in shown]
        assert "Angka cakupan" in shown[-1]["text"]
