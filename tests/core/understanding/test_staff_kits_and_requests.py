"""What a sentence of staff says of kits, of requests and of the audit, on Monday 23 November 2026."""

from typing import Any

import pytest

from ektp_core.understanding.staff.plain import plain
from ektp_core.understanding.staff.reading import slots_for
from ektp_core.understanding.staff.slots import StaffSlots
from ektp_core.understanding.staff_intents import StaffIntent
from tests.core.understanding.reading import TODAY, reader

JANUARY = "2027-01-04/2027-01-15"

BORROW, RETURN, FREE = StaffIntent.KITS_BORROW, StaffIntent.KITS_RETURN, StaffIntent.KITS_FREE
NEW, ACCEPT, WHO = StaffIntent.REQUEST_NEW, StaffIntent.REQUEST_ACCEPT, StaffIntent.AUDIT_WHO


def said(intent: StaffIntent, text: str) -> StaffSlots:
    return slots_for(intent, text, reader(), TODAY)


@pytest.mark.parametrize(
    ("intent", "text", "slots"),
    [
        # The note is what stands behind its word, up to what is said of something else
        (BORROW, "catat pinjaman 2 alat dari provinsi 4-15 januari", {"kits": 2, "days": JANUARY, "note": "provinsi"}),
        (BORROW, "pinjam 2 alat dari dinas provinsi, 4-15 januari", {"kits": 2, "days": JANUARY, "note": "dinas provinsi"}),
        (BORROW, "pinjam 2 alat 4-15 januari dari provinsi ya", {"kits": 2, "days": JANUARY, "note": "provinsi"}),
        (
            BORROW,
            "pinjam 2 alat dari tanggal 4 sampai 15 januari untuk kecamatan Koba",
            {"kits": 2, "days": JANUARY, "note": "kecamatan Koba"},
        ),
        (BORROW, "pinjam 2 alat dari tanggal 4 sampai 15 januari", {"kits": 2, "days": JANUARY}),
        # The number of the letter is no day
        (BORROW, "pinjam 2 alat no 470/12/2026", {"kits": 2}),
        (BORROW, "pinjam 2 alat 4-15 januari surat no. 3/1/2027", {"kits": 2, "days": JANUARY}),
        # Given back: what is said to be done is behind; a weekday otherwise the next one
        (RETURN, "alat sudah dikembalikan kemarin", {"days": "2026-11-22"}),
        (RETURN, "alat dikembalikan kemarin", {"days": "2026-11-22"}),
        (RETURN, "alat sudah dikembalikan jumat", {"days": "2026-11-20"}),
        (RETURN, "alat dikembalikan jumat", {"days": "2026-11-27"}),
        (RETURN, "alat dikembalikan besok", {"days": "2026-11-24"}),
        (RETURN, "sudah bisa dikembalikan besok", {"days": "2026-11-24"}),
        (RETURN, "2 alat dikembalikan hari ini", {"kits": 2, "days": "2026-11-23"}),
        # Free: "kosong" is no number
        (FREE, "alat kosong desember", {"days": "2026-12-01/2026-12-31"}),
        (FREE, "alat kosong 9 desember", {"days": "2026-12-09"}),
        (FREE, "besok alat kosong berapa", {"days": "2026-11-24"}),
        # Whom to call, with the title, behind its word or before the number
        (NEW, "minta 80 siswa, hubungi Bu Ani 0812-3456-7890", {"pupils": 80, "contact": "Bu Ani 0812-3456-7890"}),
        (NEW, "minta 80 siswa, kontak pak Dedi 0813 1111 2222 ya", {"pupils": 80, "contact": "pak Dedi 0813 1111 2222"}),
        (NEW, "minta 80 siswa, narahubung Ani 0812-3456-7890", {"pupils": 80, "contact": "Ani 0812-3456-7890"}),
        (NEW, "minta 120 siswa, Bu Ani Rahma 0812-3456-7890", {"pupils": 120, "contact": "Bu Ani Rahma 0812-3456-7890"}),
        (NEW, "minta 120 siswa 0812-3456-7890", {"pupils": 120}),
        # The days of an answer are no slot of its output, and are used all the same
        (ACCEPT, "terima permintaan sman 1 koba tgl 9-10 desember", {"school": "SMAN 1 Koba"}),
        # Who did it: a week or month that holds today is behind up to today, a weekday the last one, and nothing to come is behind
        (WHO, "siapa yang ubah angka bulan ini", {"what": "figures", "when": "2026-11-01/2026-11-23"}),
        (WHO, "siapa yang ubah angka minggu lalu", {"what": "figures", "when": "2026-11-16/2026-11-22"}),
        (WHO, "siapa yang ubah angka jumat", {"what": "figures", "when": "2026-11-20"}),
        (WHO, "siapa yang ubah angka untuk besok", {"what": "figures"}),
    ],
)
def test_a_sentence_says_what_it_says_of_kits_requests_and_acts(intent: StaffIntent, text: str, slots: dict[str, Any]) -> None:
    assert plain(intent, said(intent, text)) == slots


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("pinjam 2 alat no 470/12/2026 dari provinsi", "470/12/2026"),
        ("pinjam 2 alat 4-15 januari surat no. 3/1/2027", "3/1/2027"),
        ("pinjam 2 alat 4-15 januari", ""),
    ],
)
def test_the_letter_of_a_loan_is_read(text: str, letter: str) -> None:
    assert said(BORROW, text).letter == letter


@pytest.mark.parametrize(
    ("text", "done"),
    [("alat dikembalikan tgl 20", "2026-11-20"), ("alat dikembalikan besok", None), ("alat sudah dikembalikan kemarin", None)],
)
def test_a_day_that_may_also_be_behind_is_told_beside_the_coming_one(text: str, done: str | None) -> None:
    found = said(RETURN, text).done
    assert (found.iso() if found else None) == done


def test_the_days_of_an_accepted_request_are_read() -> None:
    assert [each.iso() for each in said(ACCEPT, "terima permintaan sman 1 koba tgl 9-10 desember").days] == ["2026-12-09/2026-12-10"]
