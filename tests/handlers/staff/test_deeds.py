"""What staff did is a sentence: with names and days, before and after; older lines are told as well as they can be."""

from datetime import UTC, datetime
from string import Formatter
from typing import Any

import pytest

from ektp_core.audit import Change, Entry, Subject, Thing
from ektp_core.profile import Language
from ektp_core.roles import Act, Outcome, Role
from handlers.staff.deeds.said_values import texts_of
from handlers.staff.deeds.sentences import deed, parts
from tests.rehearsal import ZONE

JULIAN = (7201, "Pak Julian", Role.ADMIN)
SITI = {"name": "Siti", "person": 7101}
MOVED = Change("SMAN 1 Pangkalan Baru", {"days": ["2026-12-04"], "state": "planned"}, {"days": ["2026-12-07"], "state": "moved"})
VISIT = {"act": "change", "place": "SMAN 1 Pangkalan Baru"}
SET = {"as_of": "2026-11-30", "areas": 6, "level": "subdistrict"}
SIX = tuple(Change(f"Kecamatan {number}", {"obliged": 1}, {"obliged": 2}) for number in range(6))


def entry(kind: str, thing: str | int, details: dict[str, Any], *changes: Change, outcome: Outcome = Outcome.DONE) -> Entry:
    moment = datetime(2026, 11, 24, 5, tzinfo=UTC)
    return Entry(1, moment, *JULIAN, Act.CHANGE_TEAM, outcome, Subject(kind, thing), details, changes)


def said(kind: str, thing: str | int, details: dict[str, Any], *changes: Change) -> str:
    return deed(entry(kind, thing, details, *changes), Language.ID, ZONE)


@pytest.mark.parametrize(
    ("kind", "thing", "details", "changes", "sentence"),
    [
        (Thing.VISIT, 4, VISIT, (MOVED,), "memindahkan SMAN 1 Pangkalan Baru dari 4 ke 7 Des"),
        (
            Thing.VISIT,
            4,
            VISIT,
            (Change("S", {"days": ["2026-11-30"]}, {"days": ["2026-12-01"]}),),
            "memindahkan SMAN 1 Pangkalan Baru dari 30 Nov ke 1 Des",
        ),
        (
            Thing.VISIT,
            4,
            VISIT,
            (Change("S", {"days": ["2026-12-30"]}, {"days": ["2027-01-04", "2027-01-05"]}),),
            "memindahkan SMAN 1 Pangkalan Baru dari 30 Des ke 4–5 Jan 2027",
        ),
        (
            Thing.VISIT,
            4,
            VISIT,
            (Change("S", {"days": ["2026-12-04"], "kits": 2}, {"days": ["2026-12-07"], "kits": 3}),),
            "memindahkan SMAN 1 Pangkalan Baru dari 4 ke 7 Des; alat 2 → 3",
        ),
        (
            Thing.VISIT,
            4,
            VISIT,
            (Change("S", {"hours": ["08:00–11:00"]}, {"hours": ["08:00–14:00"]}),),
            "mengubah kunjungan SMAN 1 Pangkalan Baru: jam 08.00–11.00 → 08.00–14.00",
        ),
        (Thing.VISIT, 4, VISIT | {"days": ["2026-12-07"]}, (), "mengubah kunjungan SMAN 1 Pangkalan Baru, 7 Des"),
        (Thing.FIGURES, 2, SET, SIX, "memperbarui angka 6 kecamatan, 30 Nov 2026"),
        (Thing.FIGURES, 2, {"as_of": "2026-11", "areas": 70, "source": "dkb.xlsx"}, (), "memperbarui angka 70 wilayah, Nov 2026"),
        (
            Thing.FIGURES,
            2,
            SET | {"areas": 1},
            (Change("Koba", {"obliged": 31_000}, {"obliged": 31_500}),),
            "memperbarui angka Koba, 30 Nov 2026: wajib 31.000 → 31.500",
        ),
        (
            Thing.FIGURES,
            2,
            {"state": "rolled_back", "as_of": "2026-11-30", "areas": 1},
            (Change("Koba", {"as_of": "2026-11-30"}, {"as_of": "2026-10-31"}),),
            "membatalkan angka 30 Nov 2026, 1 wilayah",
        ),
        (Thing.FIGURES, 2, {"state": "in_force"}, (), "memakai lagi angka versi 2"),
        (
            Thing.FACT,
            "hours",
            {"as_of": "2026-11-30"},
            (Change("", {"text": "Senin 08.00"}, {"text": "Senin 07.30"}),),
            "jam layanan: Senin 08.00 → Senin 07.30",
        ),
        (
            Thing.FACT,
            "election_day",
            {},
            (Change("", {"text": "2028-02-14"}, {"text": "2029-02-14"}),),
            "hari pemilu: 14 Feb 2028 → 14 Feb 2029",
        ),
        (Thing.FACT, "hours", {"as_of": "2026-11-30", "source": "x"}, (), "mengubah data kantor: jam layanan"),
        (
            Thing.REQUIREMENT,
            "lost",
            {},
            (Change("KTP-el hilang", {"note": "a"}, {"note": "b"}),),
            "mengubah teks “KTP-el hilang”: catatan: a → b",
        ),
        (Thing.REQUIREMENT, "lost", {}, (), "mengubah teks syarat"),
        (
            Thing.AWARD,
            3,
            {"act": "change", "year": 2022, "category": "X"},
            (Change("2022: X", {"prize": "piala"}, {"prize": "piagam"}),),
            "mengubah penghargaan 2022: X: hadiah: piala → piagam",
        ),
        (Thing.AWARD, 3, {"answer": "removed"}, (), "menghapus penghargaan"),
        (
            Thing.SCHOOL,
            "10900778",
            {"act": "change", "name": "SMAN 1 Koba"},
            (Change("SMAN 1 Koba", {"level": "SMK"}, {"level": "SMA"}),),
            "mengubah SMAN 1 Koba: jenjang SMK → SMA",
        ),
        (Thing.SCHOOLS, "", {"added": ["10900778"]}, (), "menambah sekolah dari berkas"),
        (
            Thing.REQUEST,
            4,
            {"answer": "accepted", "school": "10900778", "place": "SMAN 1 Koba", "offered": ["2026-12-01", "2026-12-03"]},
            (),
            "menerima permintaan SMAN 1 Koba: 1 Des, 3 Des",
        ),
        (Thing.REQUEST, 4, {"answer": "accepted", "school": "10900778"}, (), "menerima permintaan nomor 4"),
        (Thing.TALLY, 4, {"kind": "absent", "amount": 1, "place": "SMAN 1 Koba"}, (), "menghitung 1 tidak hadir di SMAN 1 Koba"),
        (Thing.TALLY, 4, {"undo": "7101-40"}, (), "membatalkan satu hitungan"),
        (
            Thing.LOAN,
            4,
            {"act": "change", "first": "2027-01-04", "last": "2027-01-22"},
            (Change("", {"last": "2027-01-20"}, {"last": "2027-01-22"}),),
            "mengubah pinjaman alat 4 Jan 2027 sampai 22 Jan 2027: sampai 20 Jan 2027 → 22 Jan 2027",
        ),
        (Thing.ANNOUNCEMENT, 4, {"act": "confirm", "people": 120}, (), "mengonfirmasi A-4 untuk 120 orang"),
        (Thing.TEMPLATE, 2, {"act": "save", "name": "Jemput bola"}, (), "menyimpan contoh “Jemput bola”"),
        (Thing.NOTICE, "moved", {"act": "off"}, (), "mematikan pemberitahuan otomatis: kunjungan dipindah"),
        (Thing.INVITATION, 4, {"role": "school", "school": "SMAN 1 Koba"}, (), "mengundang sekolah SMAN 1 Koba"),
        (Thing.INVITATION, "school SMAN 1 Koba", {}, (), "mengundang sekolah SMAN 1 Koba"),
        (Thing.INVITATION_ACCEPTED, "officer Siti 7101", {}, (), "menerima petugas Siti"),
        (Thing.ROLE, "7101", {"from": "officer", "to": "viewer", **SITI}, (), "mengubah peran Siti dari petugas menjadi pengamat"),
        (Thing.ROLE, "viewer Siti 7101", {"from": "officer", "to": "viewer"}, (), "mengubah peran menjadi pengamat Siti"),
        (Thing.ROLE_REVOKED, "viewer Siti 7101", {}, (), "mencabut peran pengamat Siti"),
        (Thing.EXPORT, "figures", {"lines": 3}, (), "mengambil berkas angka dan peringkat"),
    ],
)
def test_a_deed_is_a_sentence(kind: str, thing: str | int, details: dict[str, Any], changes: tuple[Change, ...], sentence: str) -> None:
    assert said(kind, thing, details, *changes) == sentence


def test_days_with_gaps_are_never_told_as_one_run() -> None:
    days = [f"2026-12-{day:02d}" for day in (1, 2, 4, 7, 9, 11)]
    assert said(Thing.VISIT, 4, {"act": "add", "place": "SMAN 1 Koba", "days": days}) == (
        "merencanakan kunjungan SMAN 1 Koba, 1–2 Des, 4 Des, 7 Des, 9 Des, …"
    )


def test_the_parts_of_figures_name_their_source_and_file() -> None:
    told = SET | {"source": "Dindukcapil Bangka Tengah", "file": "dkb.xlsx"}
    found = parts(entry(Thing.FIGURES, 2, told, *SIX), Language.ID, ZONE)
    assert found[:3] == ["sumber: Dindukcapil Bangka Tengah", "berkas: dkb.xlsx", "Kecamatan 0: wajib 1 → 2"]


def test_what_no_sentence_is_known_of_is_told_by_the_act() -> None:
    assert said("something new", "12345678", {"act": "x"}) == "Tim"


@pytest.mark.parametrize(("thing", "told"), [("typed", "Tim (diketik)"), ("", "Tim")])
def test_what_was_refused_says_what_was_tried_and_how(thing: str, told: str) -> None:
    assert deed(entry("team", thing, {}, outcome=Outcome.REFUSED), Language.ID, ZONE) == told


def test_a_deed_with_several_things_has_a_part_for_each_and_one_thing_one_for_each_value() -> None:
    assert parts(entry(Thing.FIGURES, 2, SET, *SIX[:2]), Language.ID, ZONE) == ["Kecamatan 0: wajib 1 → 2", "Kecamatan 1: wajib 1 → 2"]
    change = Change("Koba", {"obliged": 31_000, "early": 900}, {"obliged": 31_500})
    assert parts(entry(Thing.FIGURES, 2, SET, change), Language.EN, ZONE) == ["required 31,000 → 31,500", "before 17 900 → nothing"]


def test_both_languages_have_the_same_sentences_with_the_same_values() -> None:
    indonesian, english = (texts_of(language) for language in (Language.ID, Language.EN))
    for table in ("things", "fields", "values"):
        assert indonesian[table].keys() == english[table].keys()
    assert indonesian["deeds"].keys() == english["deeds"].keys()
    for key, patterns in indonesian["deeds"].items():
        assert [names(each) for each in listed(patterns)] == [names(each) for each in listed(english["deeds"][key])], key


@pytest.mark.parametrize("kind", Thing)
def test_every_kind_of_thing_has_a_sentence(kind: Thing) -> None:
    assert [key for key in texts_of(Language.ID)["deeds"] if key == kind or key.startswith(f"{kind}_")]


def listed(patterns: str | list[str]) -> list[str]:
    return [patterns] if isinstance(patterns, str) else patterns


def names(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}
