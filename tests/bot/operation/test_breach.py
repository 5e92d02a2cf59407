"""When data leaked: one command lists whom it concerns, another drafts what the law asks for."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from bot.operation.breach import Breach, print_list, print_notice
from ektp_core.country.zones import WITA
from ektp_core.privacy import LeakedData
from ektp_core.profile import Language
from ektp_core.store.affected import Affected
from tests.bot.command_line import siaprekam
from tests.databases import Filled, sqlite_file

KNOWN = datetime(2026, 11, 30, 14, 5, tzinfo=WITA)
PEOPLE = [
    Affected((LeakedData.FOLLOWS,), chat=-1001),
    Affected((LeakedData.LANGUAGE, LeakedData.FOLLOWS, LeakedData.REMINDERS), chat=7001),
    Affected((LeakedData.CONTACT,), contact="+62 812 3456 7890 Bu Ani"),
    Affected((LeakedData.CONTACT,), contact='Pak "Budi", 0812345678'),
]
BREACH = Breach(PEOPLE, KNOWN, "Dukcapil Contoh")


def test_the_list_is_a_table_that_no_program_carries_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_list(BREACH)
    assert list(csv.reader(capsys.readouterr().out.splitlines())) == [
        ["chat", "contact", "data"],
        ["-1001", "", "follows"],
        ["7001", "", "language follows reminders"],
        ["", "'+62 812 3456 7890 Bu Ani", "contact"],
        ["", 'Pak "Budi", 0812345678', "contact"],
    ]


@pytest.mark.parametrize(
    ("language", "to", "says"),
    [
        (
            Language.ID,
            "agency",
            (
                "Pasal 46",
                "Diketahui: 30 Nov 2026 pukul 14.05",
                "(3 x 24 jam): 3 Des 2026 pukul 14.05",
                "2 akun Telegram (orang atau grup) dan 2 narahubung sekolah",
                "1. Data pribadi yang terungkap",
                "2. Kapan dan bagaimana terungkap",
                "3. Upaya penanganan dan pemulihan",
            ),
        ),
        (
            Language.ID,
            "people",
            (
                "Pada 30 Nov 2026 pukul 14.05",
                "- sekolah atau wilayah yang diikuti, persetujuan, jeda (2 orang atau grup)",
                "- nama dan nomor telepon narahubung sekolah (2 orang atau grup)",
                "Kapan dan bagaimana terungkap",
                "Apa yang sudah dan akan kami lakukan",
                "Dukcapil Contoh, [tanggal]",
            ),
        ),
        (Language.EN, "agency", ("art. 46", "(3 x 24 hours): 3 Dec 2026, 14:05", "1. Which data", "2. When and how", "3. What was done")),
        (Language.EN, "people", ("On 30 Nov 2026 at 14:05", "When and how", "What we have done and will do")),
    ],
)
def test_a_draft_says_what_the_law_asks_for(capsys: pytest.CaptureFixture[str], language: Language, to: str, says: tuple[str, ...]) -> None:
    print_notice(BREACH, to, language)
    draft = capsys.readouterr().out
    assert [each for each in says if each not in draft] == []
    assert "7001" not in draft
    assert "Bu Ani" not in draft


@pytest.mark.parametrize("to", ["people", "agency"])
@pytest.mark.parametrize(
    ("language", "shown", "kept_from"),
    [
        (Language.ID, "menunjukkan tanggal lahir", "terungkap: tanggal lahir"),
        (Language.EN, "show the child's birth date", "disclosed: birth"),
    ],
)
def test_no_draft_says_that_birth_dates_are_safe_where_days_of_reminders_leaked(
    capsys: pytest.CaptureFixture[str], language: Language, to: str, shown: str, kept_from: str
) -> None:
    """The day on which a child is 17 is 17 years behind the birth."""
    print_notice(BREACH, to, language)
    draft = capsys.readouterr().out
    assert shown in draft
    assert kept_from not in draft
    assert ("/hapus" in draft or "/erase" in draft) == (to == "people")


@pytest.mark.parametrize("language", Language)
def test_each_kind_of_data_has_its_words(capsys: pytest.CaptureFixture[str], language: Language) -> None:
    print_notice(Breach([Affected(tuple(LeakedData), chat=1)], KNOWN, ""), "agency", language)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("- ") and line.endswith(": 1")]
    assert len({*lines}) == len(LeakedData)


async def test_the_command_lists_nobody_of_a_new_office_and_leaves_its_database_as_it_is(tmp_path: Path) -> None:
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    listed = siaprekam(tmp_path, "breach-list", database_url=url)
    assert (listed.returncode, listed.stdout) == (0, "chat,contact,data\n"), listed.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("to", ["agency", "people"])
@pytest.mark.parametrize(("data", "births", "kept"), [((LeakedData.REMINDERS,), True, False), ((LeakedData.SENTENCES,), False, True)])
def test_a_notice_denies_nothing_that_the_database_tells(
    capsys: pytest.CaptureFixture[str], language: Language, to: str, data: tuple[LeakedData, ...], *, births: bool, kept: bool
) -> None:
    print_notice(Breach([Affected(data, chat=1)], KNOWN, ""), to, language)
    draft = capsys.readouterr().out
    told = {Language.ID: ("dapat dihitung", "kalimat yang diizinkan"), Language.EN: ("worked out", "sentences that")}
    can_be_worked_out, allowed = told[language]
    assert (can_be_worked_out in draft) is births
    assert (allowed in draft) is kept


async def test_the_command_drafts_a_notice(tmp_path: Path) -> None:
    url = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    draft = siaprekam(tmp_path, "breach-list", "--notice", "agency", "--known", "2026-11-30T14:00", database_url=url)
    assert "3 Des 2026 pukul 14.00" in draft.stdout
