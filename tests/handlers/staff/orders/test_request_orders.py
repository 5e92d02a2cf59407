"""Orders about requests: the form or the decision, filled; what is missing or may be several is asked; nothing is written before a tap."""

import pytest

from ektp_core.office import Office
from ektp_core.requests.request import RequestState
from ektp_core.roles import Role
from ektp_core.store.requests import all_requests
from handlers.reply import Reply
from tests.handlers.staff.orders.said import Speaker, labels, text_of
from tests.handlers.staff.orders.test_kit_orders import written
from tests.handlers.staff.visits.desk import HENDRA, TU_KOBA, TU_NAMANG

WHICH, NONE = "Permintaan yang mana?", "Tidak ada permintaan seperti itu"
NOTED = "Sudah dicatat: "

BY_SCHOOL: list[tuple[str, list[str]]] = [
    (
        "minta 2 hari untuk 180 murid, 14-15 desember",
        [f"{NOTED}180 siswa, 2 hari, sebaiknya Sen 14 Des, Sel 15 Des 2026", "Siapa yang bisa"],
    ),
    (
        "minta kunjungan 2 hari 120 siswa 8-9 desember, hubungi Bu Ani 0812-3456-7890",
        ["SMAN 1 Koba meminta", "120 siswa, 2 hari, sebaiknya Sel 8 Des, Rab 9 Des 2026.", "Narahubung: Bu Ani 0812-3456-7890"],
    ),
    (
        "minta kunjungan 2 hari 120 siswa bulan desember, Bu Ani Rahma 0812-3456-7890",
        ["dalam Desember 2026", "Narahubung: Bu Ani Rahma 0812"],
    ),
    ("sekolah kami minta dijadwalkan rekam 90 siswa", [f"{NOTED}90 siswa.", "Berapa hari kunjungan?"]),
    ("minta kunjungan 9000 siswa 2 hari", ["antara 1 dan 3.000", f"{NOTED}2 hari.", "Berapa siswa"]),
    ("minta kunjungan 40 hari 80 siswa", ["paling banyak 10 hari", f"{NOTED}80 siswa.", "Berapa hari"]),
    (
        "minta kunjungan 80 siswa 1 hari tgl 31 februari",
        ["“31 februari” tidak ada di kalender", f"{NOTED}80 siswa, 1 hari.", "Tanggal berapa"],
    ),
    (
        "minta kunjungan 80 siswa 1 hari 9 desember, hubungi 12",
        ["Narahubung perlu nama dan nomor", f"{NOTED}80 siswa, 1 hari, sebaiknya Rab 9 Des"],
    ),
    ("minta kunjungan ke sman 1 namang 80 siswa", ["hanya bisa meminta untuk sekolahnya sendiri, bukan untuk SMAN 1 Namang"]),
    ("permintaan kami sudah dijawab belum", ["Permintaan kunjungan SMAN 1 Koba"]),
]
BY_OFFICER: list[tuple[str, list[str]]] = [
    (
        "sman 1 namng minta kunjungan 60 siswa 1 hari tgl 9 desember",
        ["SMAN 1 Namang", f"{NOTED}60 siswa, 1 hari, sebaiknya Rab 9 Des 2026", "Siapa yang bisa"],
    ),
    ("sekolah koba minta kunjungan 90 siswa", [f"{NOTED}90 siswa.", "“Koba” bisa berarti salah satu ini"]),
    ("ada sekolah minta kunjungan 90 siswa", [f"{NOTED}90 siswa.", "Sekolah yang mana?"]),
    ("permintaan sekolah yang belum dijawab apa aja", ["Tidak ada permintaan yang menunggu"]),
    ("terima permintaan sman 1 koba", [NONE]),
    ("tolak permintaan itu karena alat dipakai", [NONE]),
]


@pytest.mark.parametrize(("person", "text", "seen"), [(TU_KOBA, *each) for each in BY_SCHOOL] + [(HENDRA, *each) for each in BY_OFFICER])
async def test_a_sentence_about_requests_opens_the_form_with_all_that_it_says_and_writes_nothing(
    office: Office, person: int, text: str, seen: list[str]
) -> None:
    before = await written(office)
    screen = await Speaker(office, person).says(text)
    assert [each for each in seen if each not in text_of(screen)] == [], text_of(screen)
    assert await written(office) == before


async def asked(office: Office, person: int, text: str) -> Reply:
    """A school has asked, in its own words."""
    school = Speaker(office, person)
    return await school.taps(await school.says(text), "Kirim ke kantor")


@pytest.fixture
async def two(office: Office) -> Office:
    """Two schools wait for an answer."""
    await asked(office, TU_KOBA, "minta kunjungan 2 hari 120 siswa 8-9 desember, hubungi Bu Ani 0812-3456-7890")
    await asked(office, TU_NAMANG, "minta kunjungan 1 hari 60 siswa bulan desember, hubungi Pak Budi 0813-1111-2222")
    return office


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("terima permintaan sman 1 koba", ["SMAN 1 Koba: Sel 8 Des, Rab 9 Des 2026"]),
        ("setujui permintaannya sma namng tgl 10 desember", ["SMAN 1 Namang: Kam 10 Des 2026"]),
        ("terima permintaan sman 1 koba tgl 31 februari", ["“31 februari” tidak ada di kalender", "Hari apa saja?"]),
        ("terima permintaan sman 1 koba bulan januari", ["Hari apa saja?"]),
        ("terima permintaannya", [WHICH, "1. SMAN 1 Koba: 120 siswa, 2 hari", "2. SMAN 1 Namang: 60 siswa, 1 hari"]),
        ("tolak permintaan sman 1 koba, alat belum ada", ["Yang dibaca SMAN 1 Koba", "Alasan: alat belum ada"]),
        ("tolak permintaan sma namang karena minggu itu ujian", ["Yang dibaca SMAN 1 Namang", "Alasan: minggu itu ujian"]),
        ("tolak permintaan sma namang", ["Apa alasannya?"]),
        ("tolak permintaan smkn 2 koba", [NONE]),
        ("tolak permintaan sma 5 bandung", [NONE]),
    ],
)
async def test_an_answer_to_a_request_opens_the_decision_about_the_one_that_is_meant(two: Office, text: str, seen: list[str]) -> None:
    before = await written(two)
    screen = await Speaker(two, HENDRA).says(text)
    assert [each for each in seen if each not in text_of(screen)] == [], text_of(screen)
    assert await written(two) == before


async def test_the_tapped_one_of_several_is_declined_for_the_reason_that_was_said(two: Office) -> None:
    hendra, text = Speaker(two, HENDRA), "tolak permintaan itu karena alat dipakai kabupaten lain"
    which = await hendra.says(text)
    assert labels(which)[:2] == ["1. SMAN 1 Koba", "2. SMAN 1 Namang"]
    preview = await hendra.taps(which, "2.", quoted=text)
    assert "Alasan: alat dipakai kabupaten lain" in text_of(preview)
    await hendra.taps(preview, "Tolak dan beri tahu sekolah")
    assert [(each.id, each.state, each.reason) for each in await all_requests(two.store)] == [
        (1, RequestState.WAITING, None),
        (2, RequestState.DECLINED, "alat dipakai kabupaten lain"),
    ]
    assert NONE in text_of(await hendra.says("tolak permintaan sman 1 namang"))


async def test_a_reply_to_a_request_is_about_that_one(two: Office) -> None:
    hendra = Speaker(two, HENDRA)
    card = await hendra.taps(await hendra.says("permintaan sekolah yang belum dijawab apa aja"), "2.")
    assert "Yang dibaca SMAN 1 Namang" in text_of(await hendra.says("tolak permintaannya, alat belum ada", under=card))


async def test_the_request_of_a_sentence_is_that_of_the_command(office: Office) -> None:
    await asked(office, TU_KOBA, "minta kunjungan 2 hari 120 siswa 8-9 desember, hubungi Bu Ani 0812-3456-7890")
    await asked(office, TU_KOBA, "permintaan 120 siswa, 2 hari, 8-9/12/2026, Bu Ani 0812-3456-7890")
    first, second = [
        (each.school, each.pupils, each.days, each.wishes, each.contact, each.state) for each in await all_requests(office.store)
    ]
    assert first == second


@pytest.mark.parametrize("text", ["tolak permintaan sman 1 namang karena ujian", "terima permintaan sman 1 namang"])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.SCHOOL])
async def test_whoever_may_not_decide_hears_who_may(two: Office, text: str, role: Role) -> None:
    before = await written(two)
    screen = await (Speaker(two, TU_KOBA) if role is Role.SCHOOL else Speaker(two, 7401, role)).says(text)
    assert "admin dan petugas" in text_of(screen)
    assert await written(two) == before


async def test_a_viewer_asks_for_no_school(office: Office) -> None:
    screen = await Speaker(office, 7401, Role.VIEWER).says("sman 1 namang minta kunjungan 60 siswa")
    assert "admin, petugas dan sekolah" in text_of(screen)
