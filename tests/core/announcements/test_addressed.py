"""Whom a message is for, where its own words say it; a message alone is kept whole."""

import pytest

from ektp_core.announcements.addressed import Addressed, addressed
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import AudienceFault
from tests.core.builders import demo_board

BOARD = demo_board()
EVERYONE, DISTRICT = Audience(AudienceKind.EVERYONE), Audience(AudienceKind.DISTRICT)
KOBA, NAMANG = "10900778", "10900779"
SMAN_1_KOBA = Audience(AudienceKind.SCHOOLS, (KOBA,))
BOTH = Audience(AudienceKind.SCHOOLS, (KOBA, NAMANG))
IN_KOBA = Audience(AudienceKind.SUBDISTRICTS, ("19.04.01",))
KOBA_NAMANG = Audience(AudienceKind.SUBDISTRICTS, ("19.04.01", "19.04.05"))


@pytest.mark.parametrize(
    ("text", "audience", "message"),
    [
        # "Ke", "kepada", "untuk", "buat", with who they are or without
        ("ke ortu sman 1 koba besok tim datang", SMAN_1_KOBA, "besok tim datang"),
        ("ke sman 1 koba besok tim datang", SMAN_1_KOBA, "besok tim datang"),
        ("ke semua ya kak", EVERYONE, ""),
        ("kepada orang tua siswa SMAN 1 Koba, besok tim datang", SMAN_1_KOBA, "besok tim datang"),
        ("kpd wali murid sman 1 koba: besok tim datang", SMAN_1_KOBA, "besok tim datang"),
        ("utk warga kec. koba besok libur", IN_KOBA, "besok libur"),
        ("buat koba dan namang besok libur", KOBA_NAMANG, "besok libur"),
        ("ke ortu sman 1 koba dan siswa sman 1 namang besok libur", BOTH, "besok libur"),
        ("Kepada Yth. orang tua/wali SMAN 1 Koba\nBesok tim datang", SMAN_1_KOBA, "Besok tim datang"),
        ("to parents of SMAN 1 Koba tomorrow we come", SMAN_1_KOBA, "tomorrow we come"),
        ("kirim ke sman 1 koba besok libur", SMAN_1_KOBA, "besok libur"),
        ("ke SMAN 1 Koba 5 desember tim datang", SMAN_1_KOBA, "5 desember tim datang"),
        ("ke orang tua sman 1 koba (penting) besok", SMAN_1_KOBA, "(penting) besok"),
        # As the gazetteer reads names
        ("ke ortu sman 1 kobaa besok", SMAN_1_KOBA, "besok"),
        ("ke ortu SMANSA Koba besok", SMAN_1_KOBA, "besok"),
        ("ke ortu 10900778 besok", SMAN_1_KOBA, "besok"),
        ("ke warga kobba besok", IN_KOBA, "besok"),
        ("untuk warga Lubuk Besar: besok", Audience(AudienceKind.SUBDISTRICTS, ("19.04.06",)), "besok"),
        # What stands between the two, and is of neither
        ("ke sman 1 koba bahwa besok tim datang", SMAN_1_KOBA, "besok tim datang"),
        ("ke koba saja besok libur", IN_KOBA, "besok libur"),
        ("koba saja: besok libur", IN_KOBA, "besok libur"),
        ("to students of koba only: closed", IN_KOBA, "closed"),
        ("Besok libur, ke koba saja", IN_KOBA, "Besok libur"),
        # All of them
        ("ke semua besok libur", EVERYONE, "besok libur"),
        ("ke semua ortu besok libur", EVERYONE, "besok libur"),
        ("to everyone the office is closed", EVERYONE, "the office is closed"),
        ("ke kabupaten besok libur", DISTRICT, "besok libur"),
        ("ke kabupaten: listrik padam", DISTRICT, "listrik padam"),
        ("ke kabupaten bangka tengah besok libur", DISTRICT, "besok libur"),
        ("semua ortu sman 1 koba Besok libur", SMAN_1_KOBA, "Besok libur"),
        ("ke semua smk koba besok libur", Audience(AudienceKind.SCHOOLS, ("10900753", "10901629")), "besok libur"),
        # A bare place before a sentence of its own
        ("Koba Besok tim datang", IN_KOBA, "Besok tim datang"),
        ("SMAN 1 Koba Besok tim datang ke SMAN 1 Koba", SMAN_1_KOBA, "Besok tim datang ke SMAN 1 Koba"),
        ("seluruh warga koba Besok libur", IN_KOBA, "Besok libur"),
        ("bangka tengah Besok libur", DISTRICT, "Besok libur"),
        ("semua Listrik padam", EVERYONE, "Listrik padam"),
        ("semua pelanggan 3 hari libur", EVERYONE, "3 hari libur"),
        # On a line of its own, or before a colon
        ("semua: listrik padam", EVERYONE, "listrik padam"),
        ("Kabupaten\nBesok libur", DISTRICT, "Besok libur"),
        ("SMAN 1 Koba: besok libur", SMAN_1_KOBA, "besok libur"),
        # Behind the message
        ("Besok tim datang, umumkan ke ortu sman 1 koba", SMAN_1_KOBA, "Besok tim datang"),
        ("Besok tim datang. Untuk siswa SMAN 1 Koba.", SMAN_1_KOBA, "Besok tim datang."),
        ("Tim datang besok - kepada wali murid SMAN 1 Koba", SMAN_1_KOBA, "Tim datang besok"),
        ("Tim datang besok\nuntuk koba, namang", KOBA_NAMANG, "Tim datang besok"),
        ("Besok libur, ke semua", EVERYONE, "Besok libur"),
        # All that is said
        ("SMAN 1 Koba, SMAN 1 Namang", BOTH, ""),
        ("ortu sman 1 koba", SMAN_1_KOBA, ""),
        ("untuk koba", IN_KOBA, ""),
        ("semua", EVERYONE, ""),
    ],
)
def test_the_audience_that_is_written_is_taken_and_the_message_kept(text: str, audience: Audience, message: str) -> None:
    assert addressed(text, BOARD) == Addressed(audience, message)


@pytest.mark.parametrize(
    "text",
    [
        "Semua sekolah libur besok",
        "SEMUA SEKOLAH LIBUR",
        "semua sekolah libur",
        "untuk semua layanan bawa KK",
        "Pengumuman: besok libur",
        "Koba, 08:00",
        "Koba besok tim datang",
        "KOBA BESOK LIBUR",
        "Koba 5 Desember ada perekaman",
        "Besok tim datang ke SMAN 1 Koba",
        "Siswa SMAN 1 Koba harap membawa KK",
        "untuk besok tim datang",
        "untuk siswa yang lahir 2008 datang",
        "untuk perekaman di SMAN 1 Koba besok",
        "ke kantor besok",
        "ke ortu besok tim datang",
        "ke jakarta besok libur",
        "ke siswa kelas 12 sman 1 koba besok",
        "ke sman 1 koba kelas 12 besok",
        "ke desa nibung besok",
        # More of whom is meant than can be announced to
        "ke semua sekolah besok libur",
        "ke semua sman besok libur",
        "ke semua guru besok rapat",
        "ke semua kepala sekolah besok rapat",
        "ke koba bukan namang besok libur",
        "ke koba, bukan namang: besok libur",
        "ke koba tanpa sman 1 koba besok libur",
        "ke koba dan pangkalpinang besok libur",
        "ke namang dan sekitarnya besok libur",
        "ke sman 1 koba atau yang lain besok libur",
        "ke sman 1 koba dan 2 koba besok libur",
        "ke koba namang besok libur",
        "SMAN 1 Koba Namang Besok libur",
        "ke kota koba besok libur",
        "ke kabupaten belitung besok libur",
        "ke seluruh kabupaten belitung besok libur",
        "jakarta",
        "",
    ],
)
def test_what_does_not_say_for_whom_it_is_stays_a_message(text: str) -> None:
    assert addressed(text, BOARD) is None


@pytest.mark.parametrize(
    ("text", "fault", "offered", "message"),
    [
        ("ke ortu smk koba besok libur", AudienceFault.SEVERAL, ["SMKN 1 Koba", "SMKN 2 Koba"], "besok libur"),
        ("SMK Koba Besok libur", AudienceFault.SEVERAL, ["SMKN 1 Koba", "SMKN 2 Koba"], "Besok libur"),
        ("ke sman 1 koba atau sman 1 namang besok", AudienceFault.SEVERAL, ["SMAN 1 Koba", "SMAN 1 Namang"], "besok"),
        ("ke ortu sman 9 koba besok libur", AudienceFault.UNKNOWN, ["SMAN 1 Koba"], "besok libur"),
        ("ke sman 1 koba, namang besok libur", AudienceFault.MIXED, [], "besok libur"),
        ("smk koba", AudienceFault.SEVERAL, ["SMKN 1 Koba", "SMKN 2 Koba"], ""),
    ],
)
def test_what_may_be_several_or_is_unknown_is_asked_about_and_the_message_kept(
    text: str, fault: AudienceFault, offered: list[str], message: str
) -> None:
    found = addressed(text, BOARD)
    assert found is not None
    assert found.unclear is not None
    assert (found.audience, found.message, found.unclear.values["fault"]) == (None, message, fault)
    assert [school.name for school in found.unclear.values["schools"]] == offered
