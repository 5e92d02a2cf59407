"""Orders about visits: the tool's own screen, filled; what is missing or may be several things is asked; nothing changes before a tap."""

import pytest

from ektp_core.office import Office
from ektp_core.roles import Role
from ektp_core.visits.schedule import VisitState
from tests.handlers.staff.orders.said import KOBA, Speaker, labels, text_of, written
from tests.handlers.staff.visits.desk import TU_KOBA

WHICH, NONE = "Kunjungan yang mana?", "Tidak ada kunjungan seperti itu"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # Filled
        ("batalkan kunjungan sman 1 namang", ["batalkan kunjungan, SMAN 1 Namang", "Batalkan SMAN 1 Namang, Jum 4 Des 2026?"]),
        ("kunjungan sman 1 nmang dibatalkan aja", ["Batalkan SMAN 1 Namang"]),
        ("pindahkan sman 1 namang ke 7 desember", ["belum disimpan: SMAN 1 Namang", "Sen 7 Des 2026", "Dipindah dari Jum 4 Des"]),
        ("yang tgl 4 maju dua hari", ["2 hari lebih awal", "SMAN 1 Namang", "Rab 2 Des 2026"]),
        ("geser jam 9-12 kunjungan sman 1 namang", ["SMAN 1 Namang", "Jum 4 Des 2026", "09.00–12.00"]),
        ("pastikan kunjungan sman 1 lubuk besar", ["SMAN 1 Lubuk Besar", "Warga akan melihat “sudah pasti”"]),
        ("kunjungi smkn 1 koba tgl 8 desember jam 8-12 2 alat 60 siswa", ["SMKN 1 Koba", "Sel 8 Des", "08.00–12.00", "2 alat · 60 siswa"]),
        # A visit of several days goes as a whole, or is asked about
        ("yang tgl 26 maju dua hari", ["Sel 24 Nov, Rab 25 Nov 2026"]),
        ("majukan kunjungan sman 1 koba 2 hari", ["Sel 24 Nov, Rab 25 Nov 2026"]),
        ("pindahkan yang tgl 27 ke 30 november", ["tulis semua hari barunya"]),
        ("yang tgl 27 mundur sehari", ["tulis semua hari barunya"]),
        ("batalkan sman 1 koba tgl 27", ["Batalkan seluruh kunjungan, atau tetap datang Kam 26 Nov?"]),
        ("sman 1 koba kamis batal, jumat tetap", ["Batalkan seluruh kunjungan, atau tetap datang Jum 27 Nov?"]),
        ("batalkan sman 1 koba tgl 26-27 november", ["Batalkan SMAN 1 Koba, Kam 26 Nov, Jum 27 Nov 2026?"]),
        # Missing: asked as the form asks it
        ("kunjungan sman 1 namang dipindah", ["Apa yang berubah di SMAN 1 Namang"]),
        ("pindahkan kunjungan sman 1 namang", ["Apa yang berubah di SMAN 1 Namang"]),
        ("pindahkan kunjungan sman 1 namang ke minggu depan", ["bukan satu hari"]),
        ("tambah kunjungan tgl 8 desember", ["Di mana kunjungannya?"]),
        ("tambah kunjungan ke smkn 1 koba", ["Hari apa?"]),
        ("pindahkan sman 1 namang ke tgl 32 desember", ["“32 desember” tidak ada di kalender"]),
        # Several, unclear, none
        ("batalkan kunjungan", [WHICH, "SMAN 1 Koba", "SMAN 1 Namang"]),
        ("geser jam 9-12", [WHICH]),
        ("batalkan sman 1 namang tgl 32 desember", ["“32 desember” belum jelas harinya", WHICH]),
        ("batalkan kunjungan smkn 2 koba", [NONE]),
        ("batalkan kunjungan sma tunas bangsa", ["SMA Tunas Bangsa", "tidak ada di daftar", NONE]),
        ("sman 1 koba sudah selesai", ["sudah mulai dan belum ditutup", "Yang ada di tempat itu", "Kam 26 Nov"]),
    ],
)
async def test_an_order_opens_the_tools_own_screen_and_changes_nothing(office: Office, text: str, seen: list[str]) -> None:
    before = await written(office)
    screen = await Speaker(office).says(text)
    for words in ("Dibaca:", *seen):
        assert words in text_of(screen)
    assert await written(office) == before


async def test_the_visit_that_is_tapped_is_the_one_and_the_same_words_say_what_becomes_of_it(office: Office) -> None:
    ratna, words = Speaker(office), "batalkan kunjungan karena alat rusak"
    screen = await ratna.taps(await ratna.says(words), "SMAN 1 Namang", quoted=words)
    assert "Batalkan SMAN 1 Namang" in text_of(screen)
    assert "Alasan “alat rusak”" in text_of(screen)
    await ratna.taps(screen, "Ya, batalkan")
    assert next(visit for visit in office.board.schedule if visit.place.name == "SMAN 1 Namang").state is VisitState.CANCELLED


async def test_the_reason_of_a_cancellation_is_in_what_its_followers_are_told(office: Office) -> None:
    ratna = Speaker(office)
    screen = await ratna.taps(await ratna.says("batalkan sman 1 namang karena alat rusak"), "Batalkan lalu umumkan")
    assert screen.preview is not None
    assert "Alasan: alat rusak." in screen.preview.html


@pytest.mark.parametrize(
    ("tapped", "seen"),
    [("Batalkan seluruh", "Batalkan SMAN 1 Koba, Kam 26 Nov, Jum 27 Nov 2026?"), ("Hanya hari", "\nKam 26 Nov 2026")],
)
async def test_of_a_visit_of_several_days_one_may_be_called_off_and_the_others_stay(office: Office, tapped: str, seen: str) -> None:
    ratna, words = Speaker(office), "batalkan sman 1 koba tgl 27"
    asked, before = await ratna.says(words), await written(office)
    assert seen in text_of(await ratna.taps(asked, tapped, quoted=words))
    assert await written(office) == before


@pytest.mark.parametrize("text", ["bisa pindah ke tanggal 9 desember?", "kami mau batalkan kunjungan"])
async def test_a_school_hears_who_changes_visits_and_how_to_tell_them(office: Office, text: str) -> None:
    before = await written(office)
    screen = await Speaker(office, TU_KOBA).says(text)
    assert "diubah oleh petugas kantor: sampaikan lewat permintaan Anda atau telepon kantor" in text_of(screen)
    assert f"{KOBA}, Kam 26 Nov, Jum 27 Nov 2026" in text_of(screen)
    assert {"Permintaan", "Kontak kantor"} <= {*labels(screen)}
    assert await written(office) == before


@pytest.mark.parametrize("text", ["batalkan kunjungan sman 1 namang", "pindahkan sman 1 namang ke 7 desember", "catat 31 terekam 2 absen"])
async def test_a_viewer_changes_no_visit(office: Office, text: str) -> None:
    before = await written(office)
    screen = await Speaker(office, 7401, Role.VIEWER).says(text)
    assert "admin dan petugas" in text_of(screen)
    after = await written(office)
    assert (after.visits, after.tallies) == (before.visits, before.tallies)


@pytest.mark.parametrize(
    ("text", "seen"), [("besok kita ke mana", "Rabu, 25 November 2026"), ("siapa yang belum dikunjungi", "belum terjangkau")]
)
async def test_a_viewer_looks(office: Office, text: str, seen: str) -> None:
    assert seen in text_of(await Speaker(office, 7401, Role.VIEWER).says(text))


@pytest.mark.parametrize("text", ["rekap sman 1 koba", "jadwal sman 1 koba"])
async def test_a_name_alone_behind_the_word_of_a_command_orders_nothing(office: Office, text: str) -> None:
    assert "Dibaca:" not in text_of(await Speaker(office).says(text))
