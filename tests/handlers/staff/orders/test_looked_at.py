"""Where the team goes in a period, and who was not visited yet."""

import pytest

from ektp_core.office import Office
from tests.handlers.staff.orders.said import Speaker, text_of


@pytest.mark.parametrize(
    ("text", "seen", "unseen"),
    [
        ("besok ke mana", ["Rabu, 25 November 2026: tidak ada kunjungan.", "Kunjungan berikutnya: SMAN 1 Koba, Kam 26 Nov"], "Putaran"),
        ("tgl 30 november kita ke mana", ["SMAN 1 Pangkalan Baru", "2 alat"], "SMAN 1 Namang"),
        ("minggu depan kita kemana", ["Kunjungan Sen 30 Nov – Min 6 Des 2026", "SMAN 1 Namang"], "SMAN 1 Koba ·"),
        ("kunjungan bulan desember", ["SMAN 1 Lubuk Besar", "SMKN 1 Simpang Katis", "dibatalkan"], "SMAN 1 Pangkalan Baru"),
        ("agenda kunjungan", ["Kunjungan Sen 23 Nov – Min 29 Nov 2026"], "Des 2026 ·"),
    ],
)
async def test_the_days_that_are_asked_for_come_first(office: Office, text: str, seen: list[str], unseen: str) -> None:
    shown = text_of(await Speaker(office).says(text))
    for words in seen:
        assert words in shown
    assert unseen not in shown


@pytest.mark.parametrize(
    ("text", "seen", "unseen"),
    [
        ("sekolah mana yang belum dikunjungi", ["7 dari 13 sekolah belum terjangkau"], "desa"),
        ("siapa saja yang belum dikunjungi di koba", ["3 dari 4 sekolah di Koba belum terjangkau", "SMKN 1 Koba"], "Sungai Selan"),
        ("kecamatan mana belum didatangi", ["0 dari 6 kecamatan belum terjangkau", "Semua sudah terjadwal"], "desa tempat"),
        (
            "desa mana yang belum dikunjungi",
            ["63 dari 63 desa dan kelurahan", "Jelutung", "kunjungan ke desa atau kelurahan itu sendiri"],
            "SMAN",
        ),
        ("desa mana di koba yang belum dikunjungi", ["11 dari 11 desa dan kelurahan di Koba", "Nibung"], "Jelutung"),
    ],
)
async def test_who_was_not_visited_is_told_by_the_level_that_is_asked_for(office: Office, text: str, seen: list[str], unseen: str) -> None:
    shown = text_of(await Speaker(office).says(text))
    for words in seen:
        assert words in shown
    assert unseen not in shown
