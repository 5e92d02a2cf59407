"""Births and ages in sentences: never guessed, asked back when there are two readings."""

from datetime import date

import pytest

from ektp_core.eligibility import Marriage
from ektp_core.reading.births.birth import Age, Birth, BirthDate, BirthMonth, BirthYear, FutureDate
from ektp_core.reading.days.dates import ImpossibleDate, ShortYear, TwoReadings
from ektp_core.refusal import Refusal
from tests.core.understanding.reading import details


def day(text: str) -> BirthDate:
    return BirthDate(date.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("anak saya lahir 12-03-2010 udah boleh?", day("2010-03-12")),
        ("lhr 2.1.2010 bs blm", day("2010-01-02")),
        ("lahir tgl 5 / 6 / 2011", day("2011-06-05")),
        ("dia kelahiran 19-05-10", day("2010-05-19")),
        ("ttl 150210", day("2010-02-15")),
        ("lahirnya 15022010 min", day("2010-02-15")),
        ("Born April 18, 2010", day("2010-04-18")),
        ("my son was born on 18th of april 2010", day("2010-04-18")),
        ("anakku 2010-04-18 lahirnya", day("2010-04-18")),
        ("lahir enam mei dua ribu sembilan", day("2009-05-06")),
        ("tgl 22 bulan 11 tahun 2010", day("2010-11-22")),
        ("lahir 21 agustuss 2010", day("2010-08-21")),
        ("lahir 12 mei '09", day("2009-05-12")),
        ("SIANG\nlahir\n13 Juni 2010", day("2010-06-13")),
        ("kemarin pas 17", day("2009-11-22")),
        ("saya sudah 17 tahun kemarin, trus ngapain", day("2009-11-22")),
        ("ultah ke 16 nya 17 mei kemarin bu", day("2010-05-17")),
        ("lahir jam 00.10 tgl 24 november 2009", day("2009-11-24")),
        ("tanggal enam belas lahirnya bulan enam tahun dua ribu sepuluh", day("2010-06-16")),
        ("bro sy 2k10, gas rekam?", BirthYear(2010)),
        ("besok genap 17 anak saya", day("2009-11-24")),
        ("ulang tahun ke 17 nya 5 januari", day("2010-01-05")),
        ("lahir bulan mei 2010", BirthMonth(2010, 5)),
        ("maret depan baru 17", BirthMonth(2010, 3)),
        ("kelahiran 2011 bisa?", BirthYear(2011)),
        ("angkatan lahir '10", BirthYear(2010)),
        ("16 tahun 7 bulan", Age(16, 7)),
        ("15,5 thn boleh gak", Age(15, 6)),
        ("umur empat belas tahun delapan bulan", Age(14, 8)),
        ("jalan 16 thn nih", Age(15)),
        ("17 tahun kurang sebulan", Age(16, 11)),
        ("kurang 2 bulan 17", Age(16, 10)),
        ("anak sy 16th kelas 11", Age(16)),
        ("my sister 15 yo", Age(15)),
        ("udah 25 baru mau bikin ktp", Age(25)),
    ],
)
def test_a_birth_is_read_as_it_is_said(text: str, birth: Birth) -> None:
    assert details(text).births == (birth,)


@pytest.mark.parametrize(
    "text",
    [
        "bisa gak kalau belum 17?",
        "kalau umur 17 kartunya dicetak?",
        "pas 17 tahun kartunya dicetak?",
        "sebelum 17 boleh rekam?",
        "rekam di bawah 17 tahun",
        "nunggu 17 dulu ya",
        "harus 17 tahun kah",
        "minimal umur 16 ya?",
        "tanggal 17 ada rekam?",
        "kelas 12 boleh?",
        "SMAN 1 Koba jam 10",
        "17 desember di koba",
        "17 agustus libur ga",
        "pemilu 2029 masih lama",
        "3 tahun lalu sudah rekam",
        "2 hari lagi ya",
        "120 orang siswa",
    ],
)
def test_a_number_that_is_nobodys_age_is_no_age(text: str) -> None:
    assert details(text).births == ()


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("lahir 12 juri 2010", TwoReadings),
        ("lahir 30 februari 2010", ImpossibleDate),
        ("lahir 31-04-2010", ImpossibleDate),
        ("lahir 12-03-98", ShortYear),
        ("lahir 12-03-2030", FutureDate),
    ],
)
def test_a_birth_with_two_readings_or_none_is_asked_back(text: str, refusal: type[Refusal]) -> None:
    found = details(text)
    assert found.births == ()
    assert [type(each) for each in found.unclear] == [refusal]


def test_several_children_are_several_births_in_their_order() -> None:
    assert details("si sulung 12/06/2009, si bungsu 14/12/2011").births == (day("2009-06-12"), day("2011-12-14"))
    assert details("dua anak saya kelahiran 2009 dan 2012").births == (BirthYear(2009), BirthYear(2012))


def test_a_question_about_17_beside_a_birth_date_is_no_second_birth() -> None:
    assert details("Lahir 31-12-2009, apakah tahun ini sudah 17?").births == (day("2009-12-31"),)


@pytest.mark.parametrize(
    ("text", "married"),
    [
        ("umur 16 udah nikah", True),
        ("16 tahun janda", True),
        ("temen gw 16 dan married", True),
        ("blm kawin", False),
        ("tidak menikah", False),
        ("buku nikah dibawa?", None),
        ("mau nikah bulan depan", None),
        ("anak saya 16", None),
    ],
)
def test_marriage_counts_when_it_is_said(text: str, married: bool | None) -> None:
    marriage = details(text).status.marriage
    assert (None if marriage is None else marriage is not Marriage.NONE) is married
