"""Orders about kits: the tool's own screen, filled; what is missing or may be several is asked; nothing is written before a tap."""

from datetime import date

import pytest

from ektp_core.kits.line import LoanLine
from ektp_core.office import Office
from ektp_core.roles import Role
from handlers.staff.kits import DRAFTS
from tests.handlers.staff.orders.said import Speaker, labels, text_of
from tests.handlers.staff.visits.desk import HENDRA, RATNA
from tests.store.records import everything

ASKS_DAYS, ASKS_KITS, WHICH = "Dari tanggal berapa sampai tanggal berapa?", "Berapa alat?", "Pinjaman yang mana?"
NONE = "Tidak ada pinjaman seperti itu yang sedang berjalan."

SAID: list[tuple[str, list[str]]] = [
    # A loan that begins
    ("catat pinjaman 2 alat dari provinsi 4-15 januari", ["4 Januari 2027 – 15 Januari 2027: 2 alat · provinsi"]),
    ("pinjam 3 alat no 470/12/2026, 11-22 januari 2027", ["11 Januari 2027 – 22 Januari 2027: 3 alat · surat 470/12/2026"]),
    ("pinjam alat dari provinsi 2 unit mulai senin sampai jumat depan", ["30 November 2026 – 4 Desember 2026: 2 alat"]),
    ("pinjam 2 alat dari provinsi", [ASKS_DAYS, "Tersimpan: 2 alat"]),
    ("pinjam 2 alat dari provinsi minggu depan", [ASKS_DAYS, "Tersimpan: 2 alat"]),
    ("pinjam alat dari provinsi 4-15 januari", [ASKS_KITS, "Tersimpan: 4 Januari 2027 – 15 Januari 2027"]),
    ("pinjam 2 alat dari provinsi 1-31 februari", ["tidak terbaca sebagai tanggal", "Tersimpan: 2 alat"]),
    ("pinjam 200 alat dari provinsi 4-15 januari", ["“200” tidak bisa sebagai jumlah alat", "Tersimpan: 4 Januari 2027"]),
    # One that is given back
    ("alat sudah dikembalikan kemarin", ["Senin, 23 November 2026", "10 November 2026 – 23 November 2026: 2 alat", "Sebelumnya"]),
    ("alat pinjaman dikembalikan besok", ["10 November 2026 – 25 November 2026: 2 alat"]),
    ("alat dari provinsi sudah dikembalikan", ["10 November 2026 – 24 November 2026: 2 alat"]),
    ("alat dikembalikan tgl 20", ["Jumat, 20 November 2026.", "10 November 2026 – 20 November 2026"]),
    ("1 alat pinjaman sudah dikembalikan", ["10 November 2026 – 10 Desember 2026: 1 alat"]),
    ("alat dikembalikan tgl 10", ["Apa yang berubah?"]),
    ("alat dikembalikan minggu ini", ["Apa yang berubah?"]),
    ("alat sudah dikembalikan 31 februari", ["“31 februari” tidak terbaca sebagai tanggal"]),
    ("kembalikan alat yang dipinjam sampai 10 desember 2026", ["Pinjaman 10 November 2026 – 10 Desember 2026"]),
    ("5 alat pinjaman sudah dikembalikan ke provinsi", [NONE]),
    # Free ones
    ("alat kosong tgl 26 november", ["Kam 26 Nov: 0 dari 2 bebas · dipakai SMAN 1 Koba (2)"]),
    ("berapa alat nganggur", ["Sel 24 Nov – Rab 25 Nov: 2 dari 2 bebas", "Sen 30 Nov"]),
    ("alat kosong desember ada berapa", ["Jum 11 Des – Kam 24 Des: tidak ada pinjaman"]),
    ("alat yang bebas 31 februari berapa", ["Tanggal itu tidak ada di kalender."]),
]


@pytest.mark.parametrize(("text", "seen"), SAID)
async def test_a_sentence_about_kits_opens_the_tool_with_all_that_it_says_and_writes_nothing(
    office: Office, text: str, seen: list[str]
) -> None:
    before = await written(office)
    screen = await Speaker(office).says(text)
    assert [each for each in seen if each not in text_of(screen)] == [], text_of(screen)
    assert await written(office) == before


async def test_a_loan_in_a_sentence_becomes_the_loan_of_the_command(office: Office) -> None:
    ratna, hendra = Speaker(office), Speaker(office, HENDRA)
    loans = len(office.board.loans)
    await ratna.taps(await ratna.says("pinjam 2 alat no 470/12/2026 dari provinsi 4-15 januari 2027", message_id=1), "Simpan")
    await hendra.taps(await hendra.says("alat 4-15/01/2027 2 alat no 470/12/2026 provinsi", message_id=2), "Simpan")
    first, second = office.board.loans[loans:]
    assert (first.first, first.last, first.kits, first.number, first.note) == (
        date(2027, 1, 4),
        date(2027, 1, 15),
        2,
        "470/12/2026",
        "provinsi",
    )
    assert (second.first, second.last, second.kits, second.number, second.note) == (first.first, first.last, 2, "470/12/2026", "provinsi")


async def test_which_of_several_loans_is_given_back_is_asked_and_the_words_are_used_for_it(office: Office) -> None:
    ratna, text = Speaker(office), "alat sudah dikembalikan hari ini"
    await ratna.taps(await ratna.says("pinjam 3 alat 23 november sampai 18 desember"), "Simpan")
    before = await written(office)
    asked = await ratna.says(text)
    assert WHICH in text_of(asked)
    assert [each for each in labels(asked) if "mulai" in each] == ["2 alat mulai 10 November 2026", "3 alat mulai 23 November 2026"]
    chosen = await ratna.taps(asked, "3 alat", quoted=text)
    assert "23 November 2026 – 24 November 2026: 3 alat" in text_of(chosen)
    assert await written(office) == before


async def test_with_so_many_kits_only_one_loan_may_be_meant(office: Office) -> None:
    ratna = Speaker(office)
    await ratna.taps(await ratna.says("pinjam 3 alat 23 november sampai 18 desember"), "Simpan")
    assert "23 November 2026 – 24 November 2026: 3 alat" in text_of(await ratna.says("3 alat pinjaman sudah dikembalikan hari ini"))


async def test_no_loan_that_has_not_begun_is_given_back(office: Office) -> None:
    ratna = Speaker(office)
    await ratna.taps(await ratna.says("alat sudah dikembalikan kemarin"), "Simpan")
    await ratna.taps(await ratna.says("pinjam 3 alat 4-15 januari 2027"), "Simpan")
    assert NONE in text_of(await ratna.says("alat sudah dikembalikan hari ini"))


async def test_an_order_is_no_value_of_another_loan_that_is_being_typed(office: Office) -> None:
    ratna = Speaker(office)
    await ratna.says("pinjam 2 alat dari provinsi")
    screen = await ratna.says("1 alat sudah dikembalikan ke provinsi hari ini")
    assert "10 November 2026 – 10 Desember 2026: 1 alat" in text_of(screen)
    assert screen.kept_draft
    assert LoanLine(kits=2, note="provinsi") in [each.line for each in await DRAFTS.every(office.store, RATNA)]


@pytest.mark.parametrize("text", ["pinjam 2 alat 4-15 januari", "alat dari provinsi sudah dikembalikan"])
async def test_whoever_may_not_change_loans_hears_who_may(office: Office, text: str) -> None:
    before = await written(office)
    for role in (Role.VIEWER, Role.SCHOOL):
        screen = await Speaker(office, 7401, role).says(text)
        assert (screen.view, "admin dan petugas" in text_of(screen)) == ("refusal/staff/not_allowed", True)
    assert await written(office) == before


async def test_a_viewer_looks_at_free_kits_and_is_led_to_no_tool_that_is_not_theirs(office: Office) -> None:
    screen = await Speaker(office, 7401, Role.VIEWER).says("berapa alat yang bebas besok")
    assert screen.view == "staff/orders/kits_free"
    assert labels(screen) == ["Kunjungan", "Meja kerja"]
    assert (await Speaker(office, 7401, Role.SCHOOL).says("berapa alat yang bebas besok")).view == "refusal/staff/not_allowed"


async def written(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """All rows but drafts, and what was refused."""
    rows = await everything(office.store)
    return {name: found for name, found in rows.items() if name not in ("draft", "audit")}
