"""The days of a visit in sentences, from Monday 23 November 2026 (docs/understanding.md#days)."""

from datetime import date

import pytest

from ektp_core.reading.calendar import Days
from tests.core.understanding.reading import details


def days(text: str) -> Days:
    first, _, last = text.partition("/")
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("hari ini ada?", "2026-11-23"),
        ("arini ade dak", "2026-11-23"),
        ("nanti siang di koba", "2026-11-23"),
        ("bsk pagi jd rekam?", "2026-11-24"),
        ("lusa jam brp", "2026-11-25"),
        ("hari kamis ada petugas?", "2026-11-26"),
        ("senin rekam dimana", "2026-11-30"),
        ("kamis depan", "2026-12-03"),
        ("next thursday ke MAN?", "2026-12-03"),
        ("hari minggu buka?", "2026-11-29"),
        ("malam minggu nanti", "2026-11-28"),
        ("weekend ada ga", "2026-11-28/2026-11-29"),
        ("pekan ini dimana saja", "2026-11-23/2026-11-29"),
        ("mggu dpn ada?", "2026-11-30/2026-12-06"),
        ("bln dpn ada lg gk", "2026-12-01/2026-12-31"),
        ("awal desember", "2026-12-01/2026-12-10"),
        ("akhir bulan ini", "2026-11-21/2026-11-30"),
        ("4 hari lagi", "2026-11-27"),
        ("dua minggu lagi", "2026-12-07"),
        ("seminggu lagi", "2026-11-30"),
        ("tgl 5 ada rekam", "2026-12-05"),
        ("tanggal 15 bulan depan", "2026-12-15"),
        ("28 nov kecamatan buka?", "2026-11-28"),
        ("tanggal sembilan belas desember", "2026-12-19"),
        ("14/12/2026 sekolah mana", "2026-12-14"),
        ("Rabu, 2/12: Sungai Selan?", "2026-12-02"),
        ("minggu 6 desember ada petugas?", "2026-12-06"),
        ("any slot on Dec 10?", "2026-12-10"),
        ("tgl 16-17 desember di simkat", "2026-12-16/2026-12-17"),
        ("7 s.d. 8 Desember 2026", "2026-12-07/2026-12-08"),
        ("januari ada?", "2027-01-01/2027-01-31"),
        ("Februari tahun depan", "2027-02-01/2027-02-28"),
        ("tahun depan rekam lagi?", "2027-01-01/2027-12-31"),
        ("semula tanggal 24 November diundur menjadi 2 Desember", "2026-12-02"),
        ("bukan selasa tapi rabu", "2026-11-25"),
    ],
)
def test_days_are_read_as_they_are_said(text: str, named: str) -> None:
    assert details(text).days == (days(named),)


@pytest.mark.parametrize(
    "text",
    ["habis lebaran rekam lagi?", "senin-jumat saya kerja, kapan?", "besok-besok saja", "yg sepi hari apa", "jumat kemarin saya izin"],
)
def test_what_names_no_day_is_no_day(text: str) -> None:
    assert details(text).days == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("data bangka per 31/10 diganti 98,2", "2026-10-31"),
        ("update lubes rekam 20.450 per 18 nov", "2026-11-18"),
        ("bateng per kemarin 105,4", "2026-11-22"),
        ("namang jumat kemarin 17.280", "2026-11-20"),
        ("wajib koba per akhir oktober 29.110", "2026-10-31"),
        ("cakupan koba bulan lalu", "2026-10-01/2026-10-31"),
        ("cakupan koba 2 bulan lalu", "2026-09-01/2026-09-30"),
        ("cakupan koba 2 bulan yang lalu", "2026-09-01/2026-09-30"),
        ("cakupan koba 2 minggu lalu", "2026-11-09"),
        ("cakupan koba minggu lalu", "2026-11-16/2026-11-22"),
        ("cakupan koba 2 tahun lalu", "2024-01-01/2024-12-31"),
    ],
)
def test_figures_are_of_a_day_that_lies_behind(text: str, named: str) -> None:
    assert details(text).as_of == (days(named),)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("jadwal koba kemarin", "2026-11-22"),
        ("tim kemarin ke mana", "2026-11-22"),
        ("jumat kemarin saya izin", "2026-11-20"),
        ("senin lalu tim ke mana", "2026-11-16"),
        ("jadwal koba minggu lalu", "2026-11-16/2026-11-22"),
        ("jadwal 2 minggu lalu", "2026-11-09"),
        ("jadwal 3 hari yang lalu", "2026-11-20"),
        ("jadwal seminggu lalu", "2026-11-16"),
        ("jadwal bulan lalu", "2026-10-01/2026-10-31"),
        ("jadwal tahun lalu", "2025-01-01/2025-12-31"),
    ],
)
def test_what_is_asked_of_days_that_are_over_is_known_to_be(text: str, named: str) -> None:
    assert details(text).past == (days(named),)


@pytest.mark.parametrize("text", ["terus lalu gimana", "lewat mana ke kantor", "jadwal minggu depan", "senin depan"])
def test_what_only_sounds_like_the_past_is_no_day_of_it(text: str) -> None:
    assert details(text).past == ()
