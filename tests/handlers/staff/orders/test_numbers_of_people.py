"""A NIK or a family card's number in an order is neither stored nor said again; a phone number only where the tool keeps a contact."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import delete

from ektp_core.profile import Language
from ektp_core.store import schema
from ektp_core.understanding.staff.filling import slots_for
from ektp_core.understanding.staff_intents import StaffIntent
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.texts import render
from tests.core.builders import TODAY
from tests.core.understanding.reading import reader
from tests.handlers.staff.ways import ADMIN, OFFICER, SCHOOL, VIEWER, Desk, open_desk
from tests.rehearsal import a_request
from tests.store.records import everything

in_one_loop = pytest.mark.asyncio(loop_scope="module")

NIK, KK, PHONE = "1904010101100001", "1904012345678901", "081234567890"
DIGITS = (NIK, KK, "1904 0101 0110 0001", "19.04.01.010110.0001", PHONE, "0812-3456-7890", "+62 812 3456 7890")

OF_VISITS = [
    f"pindahkan kunjungan sman 1 namang ke 7 desember, nik anaknya {NIK}",
    f"batalkan kunjungan sman 1 koba karena kepseknya nik {NIK} sakit",
    "batalkan kunjungan sman 1 koba karena sakit, nik 1904 0101 0110 0001",
    f"konfirmasi kunjungan sman 1 koba kk {KK}",
    f"tutup kunjungan sman 1 koba {NIK}",
    f"agenda kita besok apa {NIK}",
]
"""What opens a tool and has a person's number in it."""

OTHERS = [
    f"jadwalkan sman 1 koba tgl 9 jam 8 nik {NIK}",
    f"jadwalkan SMA {NIK} besok",
    "jadwalkan desa penyak 9 desember kontak 0812-3456-7890",
    f"batalkan kunjungan sman 1 koba karena sakit hub {PHONE}",
    f"umumkan ke semua: besok bawa kk, nik {NIK}",
    f"pinjam 2 alat 1-18 desember dari provinsi, nik {NIK}",
    f"siapa yang ubah angka nik {NIK}",
    f"jam kantor jadi 08.00-15.00 nik {NIK}",
    f"ada sekolah baru smk nusantara {NIK} daftarkan di koba",
    f"undang petugas baru nik {NIK}",
    f"sman 1 koba rekam 80 absen 3, nik {NIK}",
    "rekam koba jadi 30500 nik 1904 0101 0110 0001",
    f"tolak permintaan smkn 1 koba karena nik {NIK}",
    "pindahkan kunjungan sman 1 koba ke kamis, kk 19.04.01.010110.0001",
    "batalkan kunjungan koba, hubungi +62 812 3456 7890",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened


async def said(desk: Desk, sentence: str, person: int) -> Reply:
    async with desk.store.changing() as connection:
        await connection.execute(delete(schema.draft))
    return await answer(a_request(sentence, person, member=desk.office.public.member(person)), desk.office)


@in_one_loop
@pytest.mark.parametrize("sentence", [*OF_VISITS, *OTHERS])
async def test_no_number_of_a_person_is_stored_or_said_again(desk: Desk, sentence: str) -> None:
    for person in (OFFICER, ADMIN, VIEWER, SCHOOL):
        found = await said(desk, sentence, person)
        shown = [render(each, language) for each in (found, *found.more) for language in Language]
        shown += [item.raw_data for row in found.buttons for item in row if isinstance(item, Button)]
        kept = [str(row) for rows in (await everything(desk.store)).values() for row in rows]
        assert [digits for digits in DIGITS for text in (*shown, *kept) if digits in text] == []


@in_one_loop
@pytest.mark.parametrize("sentence", OF_VISITS)
async def test_the_tool_opens_and_tells_what_became_of_the_number(desk: Desk, sentence: str) -> None:
    found = await said(desk, sentence, OFFICER)
    assert found.ordered is not None
    assert found.masked == "nik"


@in_one_loop
async def test_a_phone_number_alone_is_the_tools_own_matter(desk: Desk) -> None:
    assert (await said(desk, f"batalkan kunjungan sman 1 koba karena sakit hub {PHONE}", OFFICER)).masked is None


@pytest.mark.parametrize(
    ("intent", "sentence", "kept"),
    [
        (StaffIntent.REQUEST_NEW, f"sman 1 koba minta 2 hari, kontak bu ani {PHONE} nik {NIK}", PHONE),
        (StaffIntent.REQUEST_NEW, f"sman 1 koba minta 2 hari, kontak bu ani {NIK}", "ani"),
        (StaffIntent.OFFICE_EDIT, f"ubah nomor telepon kantor jadi {PHONE}", PHONE),
        (StaffIntent.OFFICE_EDIT, f"ubah alamat kantor jadi jalan merdeka {NIK}", "jalan merdeka"),
    ],
)
def test_a_contact_keeps_its_phone_number_and_no_nik(intent: StaffIntent, sentence: str, kept: str) -> None:
    slots = slots_for(intent, sentence, reader(), TODAY)
    assert kept in slots.contact + slots.text
    assert NIK not in slots.contact + slots.text
