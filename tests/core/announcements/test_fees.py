"""A fee in an announcement about recording: what the law makes free is not asked money for by the office's own bot."""

import pytest

from ektp_core.announcements.fees import fee_in, is_about_recording


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("Bawa KK, biaya 20rb", "biaya 20rb"),
        ("bayar Rp", "bayar"),
        ("Siapkan uang administrasi", "uang administrasi"),
        ("Siapkan uang administrasi Rp 20.000,- ya", "uang administrasi Rp 20.000"),
        ("Bawa KK. Biaya Rp. 10.000 per anak", "Biaya Rp. 10.000"),
        ("biaya administrasi sebesar 15 ribu", "biaya administrasi sebesar 15 ribu"),
        ("Tidak perlu antre, cukup bayar 5rb", "bayar 5rb"),
        ("Perekaman gratis tapi cetak bayar 5000", "bayar"),
        ("Perekaman tidak gratis lagi", "tidak gratis"),
        ("Bring Rp 20.000", "Rp 20.000"),
        ("The fee is 20k", "fee is 20k"),
        ("bawa 20rb", "bawa 20rb"),
    ],
)
def test_a_fee_is_named_as_it_was_written(text: str, fee: str) -> None:
    assert fee_in(text) == fee


@pytest.mark.parametrize(
    "text",
    [
        "Perekaman gratis, tidak dipungut biaya.",
        "Tanpa biaya apa pun",
        "bebas biaya administrasi",
        "biaya Rp0",
        "Biaya: nol rupiah",
        "Jangan bayar kepada siapa pun",
        "Kalau ada oknum yang minta bayar 50rb, laporkan ke kantor",
        "It is free of charge",
        "Tim datang Kamis jam 08.00, bawa fotokopi KK 2 lembar",
        "Sudah 20 ribu warga direkam",
    ],
)
def test_no_fee_is_seen_where_none_is_asked(text: str) -> None:
    assert fee_in(text) == ""


@pytest.mark.parametrize(("text", "is_so"), [("Perekaman KTP-el", True), ("Tim jemput bola", True), ("Bayar PBB sebelum Mei", False)])
def test_only_what_the_office_does_for_nothing_is_meant(text: str, is_so: bool) -> None:
    assert is_about_recording(text) is is_so
