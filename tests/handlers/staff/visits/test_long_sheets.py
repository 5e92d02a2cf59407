"""Previews of long sheets fit a message: every screen of the desk is measured."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.planning import Doubt, DoubtKind
from ektp_core.profile import Language
from handlers.staff.visits import acts
from handlers.staff.visits.sizes import of_days, pages_of
from handlers.texts import render
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import RATNA, Desk, sent

MONDAY = date(2026, 12, 7)
LONG = "x" * 300


@pytest.mark.parametrize("days", ["02/12/2026", "2-6 Desember 2026", "2-31 Desember 2026"])
async def test_visits_that_all_want_the_same_kits_name_a_few_of_the_others(office: Office, days: str) -> None:
    header = "Tanggal;Jam;Sekolah;Siswa;" + ";".join(f"{number}{LONG}" for number in range(9))
    jam = (
        ", ".join(f"{hour:02d}.00-{hour:02d}.{minute}" for hour in range(7, 15) for minute in (30, 45))
        if "-" not in days
        else "08.00-11.00"
    )
    rows = [f"{days};{jam};{school.name};60;{'a;' * 9}" for school in office.board.schools][:12]
    ratna = Desk(office, RATNA)
    screen = await ratna.writes("", "visits", sent("x.csv", "\n".join([header, *rows]).encode()))
    seen = []
    for _ in range(12):
        seen += [row for row, _, _ in screen.values["lines"]]
        assert "… dan " in plain(render(screen, Language.ID))
        if len(seen) == len(rows):
            break
        screen = await ratna.presses(under(screen, acts.ROUND_PAGE))
    assert seen == [*range(2, 14)]


def test_the_same_doubt_of_several_days_is_one() -> None:
    days = [MONDAY + timedelta(number) for number in range(3)]
    found = of_days([Doubt(day, DoubtKind.TOO_MANY_KITS, 2) for day in days] + [Doubt(MONDAY, DoubtKind.PAST, 0)])
    assert [(each.days, each.kind) for each in found] == [(tuple(days), DoubtKind.TOO_MANY_KITS), ((MONDAY,), DoubtKind.PAST)]
    other = replace(Doubt(MONDAY, DoubtKind.HOLIDAY, 0), day=days[1])
    assert len(of_days([Doubt(MONDAY, DoubtKind.HOLIDAY, 0), other])) == 2


def test_every_row_is_on_one_page_however_much_it_says() -> None:
    sizes = [10, 5000, 10, 1500, 1400, 10, 10, 10]
    assert pages_of(sizes, lambda size: size, 3) == [[10], [5000], [10, 1500], [1400, 10, 10], [10]]


async def test_long_recaps_and_long_lists_of_schools_fit(office: Office) -> None:
    ratna = Desk(office, RATNA)
    recaps = "\n".join(["kode;terekam", *(f"{LONG};{LONG}" for _ in range(40))])
    assert "… dan " in plain(render(await ratna.writes("", "visits", sent("x.csv", recaps.encode())), Language.ID))
    new = [f"109{number:05d};{'Sekolah ' * 7}{number};SMA;Koba;" for number in range(40)]
    wrong = [f"{LONG};{LONG};{LONG};{LONG};" for _ in range(40)]
    schools = "\n".join(["NPSN;NAMA;JENJANG;KECAMATAN;ALAMAT", *new, *wrong])
    assert "… dan 34 lagi" in plain(render(await ratna.writes("", "schools", sent("x.csv", schools.encode())), Language.ID))
