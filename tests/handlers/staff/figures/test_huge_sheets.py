"""A sheet of any kind and size leaves the bot's own process as it is: what opens it is another one."""

from pathlib import Path

import pytest

from ektp_core.office import Office
from ektp_core.sheets import opening
from tests.benchmarks.sheets import HEADERS, TOOLS, huge_csv, in_a_process
from tests.handlers.staff.test_school_sheet import SHEET
from tests.handlers.staff.visits.desk import RATNA, Desk, sent

GROWS_AT_MOST = 20
"""Megabytes, for 150,000 rows of 39 columns."""

SHEETS = {
    "visits": (b"Sekolah;Tanggal\nSMAN 1 Koba;12/01/2027\n", "staff/visits/round"),
    "schools": (SHEET, "staff/schools/sheet"),
    "figures": (b"PER 30 SEPTEMBER 2026\nKODE;WILAYAH;WAJIB KTP;REKAM\n19.04;Bangka Tengah;173284;169938\n", "staff/figures/preview"),
}


@pytest.mark.parametrize("kind", HEADERS)
async def test_the_bots_own_memory_stays_as_it_is(tmp_path: Path, kind: str) -> None:
    found = await in_a_process(kind, huge_csv(tmp_path / "besar.csv", kind))
    assert found["grown"] <= GROWS_AT_MOST, found


@pytest.mark.parametrize("tool", sorted(set(TOOLS.values())))
async def test_no_sheet_is_opened_where_the_bot_answers(office: Office, tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(size: int) -> None:
        raise AssertionError("a sheet was opened in the bot's own process")

    monkeypatch.setattr(opening, "check_size", opened)
    content, view = SHEETS[tool]
    assert (await Desk(office, RATNA).writes("", tool, sent("lembar.csv", content))).view == view
