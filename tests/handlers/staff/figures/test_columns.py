"""Columns that compete in a report: the officer sees their headers with the district's number, and chooses."""

from ektp_core.coverage.figure import HeadCounts
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.reply import Button, Reply
from handlers.staff.figures import acts
from handlers.texts import label, render
from tests.core.figures.mutations import SUBDISTRICTS, cell, numbers
from tests.core.figures.reports import HOME, name
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import RATNA, Desk, sent


def report(*columns: tuple[str, str], title: str = "Keadaan 31 Oktober 2026") -> bytes:
    head = ";".join(["KECAMATAN", *(header for header, _ in columns)])
    rows = [";".join([name(code), *(str(cell(code, key)) for _, key in columns)]) for code in SUBDISTRICTS]
    return "\n".join([title, head, *rows]).encode()


def choices(shown: Reply) -> list[str]:
    return [label(item, Language.ID) for row in shown.buttons for item in row if item.label == "figures_column"]


def choice(shown: Reply, number: int) -> Button:
    offered = [item for row in shown.buttons for item in row if isinstance(item, Button) and item.act == acts.CHOOSE_COLUMN.name]
    return offered[number]


def may_apply(shown: Reply) -> bool:
    return any(isinstance(item, Button) and item.act == acts.APPLY.name for row in shown.buttons for item in row)


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


async def test_headers_are_offered_with_the_districts_number_and_the_chosen_one_counts(office: Office) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes("", file=sent("a.csv", report(("WAJIB KTP", "o"), ("PEREKAMAN", "k"), ("REKAM", "r"))))
    text = render(shown, Language.ID)
    assert choices(shown) == ["“PEREKAMAN” (C)", "“REKAM” (D)"]
    assert dotted(numbers(HOME)["k"]) in text and dotted(numbers(HOME)["r"]) in text
    assert not may_apply(shown)

    after = await ratna.presses(choice(shown, 1))
    text = render(after, Language.ID)
    assert f"wajib {dotted(numbers(HOME)['o'])}, rekam {dotted(numbers(HOME)['r'])}" in text
    assert "sudah rekam “REKAM” (D)" in text
    await ratna.presses(under(after, acts.APPLY))
    counted = office.board.figures_of(HOME)[-1].measure
    assert isinstance(counted, HeadCounts)
    assert counted.recorded == numbers(HOME)["r"]


async def test_two_measures_are_asked_about_one_after_the_other(office: Office) -> None:
    ratna = Desk(office, RATNA)
    columns = ("WAJIB KTP", "a"), ("WAJIB KTP", "o"), ("REKAM", "r"), ("PEREKAMAN", "k")
    shown = await ratna.writes("", file=sent("a.csv", report(*columns)))
    assert choices(shown) == ["“WAJIB KTP” (B)", "“WAJIB KTP” (C)"]
    second = await ratna.presses(choice(shown, 1))
    assert choices(second) == ["“REKAM” (D)", "“PEREKAMAN” (E)"]
    text = render(await ratna.presses(choice(second, 0)), Language.ID)
    assert f"wajib {dotted(numbers(HOME)['o'])}, rekam {dotted(numbers(HOME)['r'])}" in text


async def test_the_date_is_asked_for_after_the_column(office: Office) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes("", file=sent("a.csv", report(("WAJIB KTP", "o"), ("REKAM", "k"), ("PEREKAMAN", "r"), title="REKAP")))
    after = await ratna.presses(choice(shown, 1))
    assert "Per tanggal berapa angka ini?" in render(after, Language.ID)
    dated = await ratna.writes("31-10-2026")
    assert may_apply(dated)


async def test_a_choice_under_an_older_preview_chooses_nothing(office: Office) -> None:
    ratna = Desk(office, RATNA)
    old = await ratna.writes("", file=sent("a.csv", report(("WAJIB KTP", "o"), ("REKAM", "k"), ("PEREKAMAN", "r"))))
    await ratna.writes("", file=sent("b.csv", report(("WAJIB KTP", "o"), ("REKAM", "r"), ("PEREKAMAN", "k"))))
    assert (await ratna.presses(choice(old, 1))).view == "refusal/staff/draft_other"


async def test_the_preview_names_the_column_of_each_measure(office: Office) -> None:
    columns = ("WAJIB KTP", "o"), ("REKAM BULAN INI", "m"), ("REKAM S.D. BULAN INI", "r"), ("REKAM PRA 17", "e"), ("KIA", "p")
    text = render(await Desk(office, RATNA).writes("", file=sent("a.csv", report(*columns))), Language.ID)
    assert "wajib KTP “WAJIB KTP” (B); sudah rekam “REKAM S.D. BULAN INI” (D); pra-17 “REKAM PRA 17” (E)" in text
    assert "tidak dipakai: “REKAM BULAN INI” (C)" in text
    assert "tidak dibaca: “KIA” (F)" in text


async def test_more_doubts_are_those_of_the_preview_above_the_button(office: Office) -> None:
    ratna = Desk(office, RATNA)
    many = "\n".join(["REKAP", "KECAMATAN;WAJIB KTP;REKAM", *(f"{name(code)};9000;4000" for code in SUBDISTRICTS)])
    first = await ratna.writes("", file=sent("a.csv", many.encode()))
    await ratna.writes("", file=sent("b.csv", report(("WAJIB KTP", "o"), ("REKAM", "r"))))
    assert (await ratna.presses(under(first, acts.MORE))).view == "refusal/staff/draft_other"
