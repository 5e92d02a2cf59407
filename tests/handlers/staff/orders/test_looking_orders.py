"""What staff look at by a sentence: the tool's own screen, for whom the tool is; an invitation is made by a tap only."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import update

from ektp_core.audit import Subject
from ektp_core.office import Office
from ektp_core.roles import Act, Outcome, Role
from ektp_core.store.audit import note_refusal
from ektp_core.store.schema import member
from handlers.acts import FIRST_DAY, LAST_DAY, Person
from handlers.staff.audit import CHOOSE_PERSON, SHOW, Filter
from tests.handlers.staff.announcements.desk import sent, subscribe
from tests.handlers.staff.announcements.desk import written as announced
from tests.handlers.staff.orders.said import KOBA, Speaker, labels, text_of
from tests.handlers.staff.orders.test_kit_orders import written
from tests.handlers.staff.visits.desk import HENDRA, JULIAN, RATNA, TU_KOBA, Desk
from tests.store.followers import GROUP, SITI, SMAN_1_KOBA, a_follower
from tests.store.followers import KOBA as SUBDISTRICT

VIEWER = 7401
ONLY = {
    "admin": ": admin. Peran Anda belum termasuk",
    "working": ": admin dan petugas. Peran Anda belum termasuk",
    "office": ": admin, petugas dan pengamat. Peran Anda belum termasuk",
}

SAID: list[tuple[int, str, str, str]] = [
    (RATNA, "minta excel cakupan", "staff/exports/exported", "Dibaca: ambil berkas"),
    (RATNA, "unduh rekap kunjungan", "staff/exports/exported", "Kunjungan dan rekapnya"),
    (RATNA, "unduh data", "staff/exports/overview", "Pilih isinya"),
    (RATNA, "buat laporan excel cakupan dan kunjungan", "staff/exports/overview", "Pilih isinya"),
    (JULIAN, "siapa yang ubah angka koba kemarin", "staff/audit/overview", "Jejak · Angka · Senin, 23 November 2026"),
    (JULIAN, "siapa yang terima permintaan bulan ini", "staff/audit/overview", "Permintaan kunjungan · 1 November – 24 November 2026"),
    (JULIAN, "siapa yang hapus jadwal tgl 20 november", "staff/audit/overview", "Kunjungan dan hitungan · Jumat, 20 November 2026"),
    (JULIAN, "siapa yang ganti jam kantor", "staff/audit/overview", "Jejak · Kantor"),
    (RATNA, "apa yang perlu saya kerjakan hari ini", "staff/desk/overview", "Dibaca: yang perlu Anda kerjakan"),
    (TU_KOBA, "apa yang perlu saya kerjakan hari ini", "staff/desk/school", "Dibaca: yang perlu Anda kerjakan"),
    (JULIAN, "siapa aja anggota tim", "staff/team/overview", "Bu Ratna: petugas"),
    (JULIAN, "undang petugas baru", "staff/orders/invite", "Undang petugas? Belum ada undangan"),
    (JULIAN, "undang tu sman 1 koba", "staff/orders/invite", "Undang sekolah SMAN 1 Koba?"),
    (JULIAN, "undang guru sekolah", "staff/orders/invite", "lalu pilih sekolahnya"),
    (JULIAN, "undang anggota baru", "staff/orders/invite", "Undang sebagai apa?"),
    (JULIAN, "undang guru smk koba", "staff/orders/invite", "Undang untuk sekolah yang mana?"),
    (RATNA, "berapa pelanggan sman 1 koba", "staff/orders/subscribers", "SMAN 1 Koba: 0 pelanggan."),
    (RATNA, "berapa pelanggan desa guntung", "staff/orders/subscribers", "“Desa Guntung” tidak bisa diikuti."),
    (RATNA, "pengumuman tadi sudah terkirim semua belum", "staff/announcements/overview", "Tidak ada yang sedang berjalan."),
]


@pytest.mark.parametrize(("person", "text", "view", "seen"), SAID)
async def test_a_sentence_opens_what_it_asks_for_and_writes_nothing(office: Office, person: int, text: str, view: str, seen: str) -> None:
    before = await written(office)
    screen = await Speaker(office, person).says(text)
    assert screen.view == view
    assert seen in text_of(screen)
    assert await written(office) == before


@pytest.mark.parametrize(
    ("text", "allowed", "said"),
    [
        ("minta excel kunjungan", {Role.VIEWER}, "office"),
        ("siapa yang ubah angka kemarin", set(), "admin"),
        ("siapa aja anggota tim", set(), "admin"),
        ("undang petugas baru", set(), "admin"),
        ("total pelanggan berapa", {Role.VIEWER}, "office"),
        ("pengumuman tadi sudah terkirim semua belum", set(), "working"),
    ],
)
async def test_a_viewer_and_a_school_open_only_what_their_role_may_see(office: Office, text: str, allowed: set[Role], said: str) -> None:
    async with office.store.changing() as connection:
        await connection.execute(update(member).where(member.c.person == HENDRA).values(role=Role.VIEWER))
    for person, role in ((HENDRA, Role.VIEWER), (TU_KOBA, Role.SCHOOL)):
        screen = await Speaker(office, person, role).says(text)
        assert (ONLY[said] in text_of(screen)) is (role not in allowed), (role, text_of(screen))


@pytest.mark.parametrize(
    ("text", "words", "made"), [("undang petugas baru", "+ Petugas", "petugas"), ("undang tu sman 1 koba", "+ Petugas SMAN", KOBA)]
)
async def test_only_the_tap_makes_the_invitation_to_the_role_that_was_said(office: Office, text: str, words: str, made: str) -> None:
    julian, before = Speaker(office, JULIAN), await written(office)
    screen = await julian.says(text)
    assert await written(office) == before
    assert len([each for each in labels(screen) if each.startswith("+")]) == 1
    assert made in text_of(await julian.taps(screen, words))
    assert await written(office) != before


async def test_who_changed_it_shows_the_acts_of_that_day_and_kind_and_no_others(office: Office) -> None:
    ratna, julian = Speaker(office), Speaker(office, JULIAN)
    await ratna.taps(await ratna.says("pinjam 2 alat 4-15 januari 2027"), "Simpan")
    await ratna.says("minta excel kunjungan")
    kits = text_of(await julian.says("siapa yang ubah pinjaman alat hari ini"))
    assert ("Jejak · Alat · Selasa, 24 November 2026" in kits, "Bu Ratna" in kits, "mengambil berkas" in kits) == (True, True, False)
    assert "Belum ada catatan untuk saringan ini." in text_of(await julian.says("siapa yang ubah pinjaman alat kemarin"))
    assert "Belum ada catatan untuk saringan ini." in text_of(await julian.says("siapa yang ubah jadwal hari ini"))


async def test_another_choice_of_the_audit_keeps_the_days_and_a_kind_gives_way_to_an_act(office: Office) -> None:
    julian = Speaker(office, JULIAN)
    await Speaker(office).says("minta excel kunjungan")
    shown = await julian.says("siapa yang ubah angka hari ini")
    acts = await julian.taps(shown, "Saring: perbuatan")
    heading = text_of(await julian.taps(acts, "Ekspor"))
    assert heading.startswith("Jejak · Ekspor · Selasa, 24 November 2026")


async def test_the_days_of_the_audit_are_the_offices(office: Office) -> None:
    midnight = datetime.combine(office.today(), time(), office.zone)
    for moment, name in ((midnight - timedelta(minutes=1), "Sebelum"), (midnight, "Sesudah")):
        await note_refusal(office.store, 1, name, None, Act.CHANGE_FIGURES, Subject("figures", "typed"), moment)
    shown = text_of(await Speaker(office, JULIAN).says("siapa yang ubah angka hari ini"))
    assert ("Sesudah" in shown, "Sebelum" in shown) == (True, False)


async def test_a_period_of_the_audit_without_end_is_answered(office: Office) -> None:
    for first, days in ((LAST_DAY, 2**31 - 1), (FIRST_DAY, -5), (FIRST_DAY, 0)):
        shown = await Desk(office, JULIAN).presses(SHOW.button("", Filter(first=first, days=days)))
        assert shown.view == "staff/audit/overview"


async def test_a_choice_that_no_button_could_carry_with_the_days_is_made_without_them(office: Office) -> None:
    somebody = Person(10**16 - 1)
    await note_refusal(office.store, somebody, "Siti", None, Act.RESUME_SENDING, Subject(), office.now())
    wanted = Filter(act=Act.RESUME_SENDING, outcome=Outcome.REFUSED, first=office.today(), days=3)
    chosen = await Speaker(office, JULIAN).taps(await Desk(office, JULIAN).presses(CHOOSE_PERSON.button("", wanted)), "Siti")
    assert text_of(chosen).startswith("Jejak · Siti · Pengiriman dilanjutkan · ditolak")


async def test_followers_are_counted_by_school_by_subdistrict_and_in_all(office: Office) -> None:
    await followers(office)
    ratna = Speaker(office)
    assert "SMAN 1 Koba: 1 pelanggan. Pengumuman ke sana sampai ke 2" in text_of(await ratna.says("berapa pelanggan sman 1 koba"))
    assert "Kecamatan Koba: 1 pelanggan, 1 di antaranya grup. Pengumuman ke sana sampai ke 2" in text_of(
        await ratna.says("berapa pelanggan kecamatan koba")
    )
    assert "2 pelanggan, 1 di antaranya grup." in text_of(await Speaker(office, VIEWER, Role.VIEWER).says("total pelanggan berapa"))


async def followers(office: Office) -> None:
    """A parent follows a school, a class's group its subdistrict."""
    await a_follower(office.store, SITI, SMAN_1_KOBA)
    await a_follower(office.store, GROUP, SUBDISTRICT)


async def test_how_far_sending_is_shows_the_newest_announcement_that_was_confirmed(office: Office) -> None:
    await subscribe(office, 501, 502, school="10900778")
    await (await announced(office)).taps("announcement_send")
    going = await sent(office)
    await announced(office, text="Ini masih ditulis oleh seorang petugas.")
    screen = await Speaker(office, HENDRA).says("pengumuman tadi sudah terkirim semua belum")
    assert (screen.view, screen.values["announcement"].id) == ("staff/announcements/progress", going.id)
