"""An announcement that a sentence orders: whom it is for, and the message in the writer's own words without the order."""

import pytest

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.ordered import Ordered, ordered
from ektp_core.announcements.targets import AudienceFault
from tests.core.builders import demo_board

BOARD = demo_board()
EVERYONE = Audience(AudienceKind.EVERYONE)
SMAN_1_KOBA = Audience(AudienceKind.SCHOOLS, ("10900778",))
SMAN_1_NAMANG = Audience(AudienceKind.SCHOOLS, ("10900779",))
KOBA = Audience(AudienceKind.SUBDISTRICTS, ("19.04.01",))
KOBA_NAMANG = Audience(AudienceKind.SUBDISTRICTS, ("19.04.01", "19.04.05"))


@pytest.mark.parametrize(
    ("text", "audience", "message"),
    [
        # In front, with and without "ke"
        ("tolong umumkan ke semua orang tua di koba besok tim datang jam 8", KOBA, "besok tim datang jam 8"),
        ("kabari semua besok kantor tutup", EVERYONE, "besok kantor tutup"),
        ("kasih tau warga koba dan namang kalau alat rusak", KOBA_NAMANG, "kalau alat rusak"),
        ("umumkan Koba Besok tim datang", KOBA, "Besok tim datang"),
        ("kabarin followers sma namang, tim telat sejam", SMAN_1_NAMANG, "tim telat sejam"),
        ("Mohon disampaikan kepada orang tua SMAN 1 Koba bahwa rekam ditunda.", SMAN_1_KOBA, "rekam ditunda."),
        ("pengumuman dong ke semua, kantor libur", EVERYONE, "kantor libur"),
        ("kirimin pesan ke pengikut sman 1 koba: jangan lupa KK", SMAN_1_KOBA, "jangan lupa KK"),
        ("siarin info ini ke koba: pelayanan pindah", KOBA, "pelayanan pindah"),
        ("sampaikan pada masyarakat koba kita hadir tgl 12", KOBA, "kita hadir tgl 12"),
        ("kasih kabar ke yang langganan sma namang kalau tim otw", SMAN_1_NAMANG, "kalau tim otw"),
        ("send a message to all subscribers: closed on Friday", EVERYONE, "closed on Friday"),
        ("saya mau kirim pengumuman ke kecamatan koba", KOBA, ""),
        # Behind
        ("kunjungan batal. tolong umumkan ke ortu sman 1 koba", SMAN_1_KOBA, "kunjungan batal."),
        ("besok libur, kabari semua", EVERYONE, "besok libur"),
        ("besok libur tolong infokan ke koba ya", KOBA, "besok libur"),
    ],
)
def test_the_order_and_whom_it_names_are_split_from_the_message(text: str, audience: Audience, message: str) -> None:
    assert ordered(text, BOARD) == Ordered(message, audience)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("infokan ke ortu besok libur", "besok libur"),
        ("kita batal ke sana besok, umumkan ke ortu", "kita batal ke sana besok"),
        ("tolong umumkan", ""),
        # What is announced begins with a place; nobody is told alone
        ("tolong diumumkan sma selan geser ke tgl 11", "sma selan geser ke tgl 11"),
        ("kabarkan, sma koba hari ini sampai jam 11", "sma koba hari ini sampai jam 11"),
        # Some of all, people of a village, one's own
        ("infokan ke seluruh sekolah bahwa jadwal disusun", "seluruh sekolah bahwa jadwal disusun"),
        ("tolong share ke warga kurau dan penyak, tim datang", "warga kurau dan penyak, tim datang"),
        ("tolong umumkan ke ortu kami besok bawa kk", "ortu kami besok bawa kk"),
        ("bisa dikabari ke semua orang tua siswa kami, jadi jam 9", "semua orang tua siswa kami, jadi jam 9"),
        # No order that can be told from the message
        ("surat sudah kami kirim ke koba", "surat sudah kami kirim ke koba"),
        ("besok tim datang", "besok tim datang"),
    ],
)
def test_whom_nobody_is_named_or_can_be_told_is_left_to_be_asked_and_no_word_of_the_message_is_lost(text: str, message: str) -> None:
    assert ordered(text, BOARD) == Ordered(message)


@pytest.mark.parametrize(
    "text",
    [
        "besok sman 1 koba batal, tolong kabari orang tuanya",
        "besok sman 1 koba batal. kasih tau ortunya ya",
        "besok sman 1 koba batal tolong infokan ke siswanya",
    ],
)
def test_their_people_are_those_of_what_the_message_names(text: str) -> None:
    found = ordered(text, BOARD)
    assert found.is_for_named
    assert found.audience is None
    assert found.message.rstrip(".") == "besok sman 1 koba batal"


def test_two_schools_that_may_be_meant_are_asked_about() -> None:
    found = ordered("kasitau ortu smk koba anaknya bawa kk", BOARD)
    assert found.unclear
    assert (found.unclear.values["fault"], found.message) == (AudienceFault.SEVERAL, "anaknya bawa kk")
