"""What is said to each coverage question, in both languages: the number first, then its date, definition and source, and one way on."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.areas import Level
from ektp_core.board import Board
from ektp_core.coverage.figure import Definition, Figure, HeadCounts, Percentages
from ektp_core.profile import Language
from handlers.coverage_questions.answers import MOST_LINES, answered
from handlers.coverage_questions.argument import parsed
from handlers.reply import Button, Reply
from handlers.texts import render
from tests.core.builders import TODAY, a_figure, published_board
from tests.core.coverage.asking import JUNE, OCTOBER, counted, of_date
from tests.handlers.shown import Shown, faults_of
from tests.handlers.unfinished import TEXT_CHARACTERS, UNFINISHED

ALL_SIX = of_date(OCTOBER, Koba=108.56, Namang=98, Lubuk_Besar=98, Sungai_Selan=99.13, Simpang_Katis=101, Pangkalan_Baru=105)
ONE_MISSING = [counted("Koba", 1050), counted("Namang", 990), counted("Lubuk Besar", 980), counted("Sungai Selan", 970)]
MIXED = [*of_date(OCTOBER, Koba=99), *of_date(JUNE, Namang=98)]
RISING = of_date("2026-04-14", Koba=94) + of_date("2026-07-23", Koba=95) + of_date(OCTOBER, Koba=97)
LAST_YEAR = [counted("Koba", 980, as_of="2025-12-31"), counted("Koba", 970)]
CARDS = [a_figure("Koba", HeadCounts(1000, 980), as_of=OCTOBER, definition=Definition.OWNED)]
STORY = [a_figure("Koba", Percentages(105, 98, 7), as_of=OCTOBER)]


def board_with(figures: Sequence[Figure]) -> Board:
    return replace(published_board(), figures=tuple(figures))


def said(question: str, figures: Sequence[Figure]) -> tuple[str, str]:
    """What is said in Indonesian and in English; each is whole, and readable on a small phone."""
    board = board_with(figures)
    found = answered(parsed(f"q={question}", board.areas), board, TODAY)
    shown = [Shown(language, render(found, language), ()) for language in Language]
    assert [fault for each in shown for fault in faults_of(each)] == []
    assert [each.text for each in shown if UNFINISHED.search(each.text)] == []
    return shown[0].text.replace("\N{NO-BREAK SPACE}", " "), shown[1].text.replace("\N{NO-BREAK SPACE}", " ")


CASES: list[tuple[str, Sequence[Figure], str, str]] = [
    ("show;a=19.04.01", STORY, "Koba: 105 %", "Koba: 105 %"),
    ("show;a=19.04.01", STORY, "98 % wajib KTP + 7 % anak sebelum 17.", "98 % of those required + 7 % children before 17."),
    ("show;a=19.04.01;s=2026-05-01/2026-05-31", STORY, "Angka Mei 2026 belum ada", "There is no figure for May 2026"),
    ("show;a=19.04.01;s=2025-01-01/2025-12-31", STORY, "Angka 2025 belum ada", "There is no figure for 2025"),
    ("show;a=19.04.01.1001", STORY, "Belum ada angka untuk Kelurahan Koba.", "There is no figure yet for Kelurahan Koba."),
    ("show;a=19.04.01.1001", STORY, "Yang ada: Koba 105 % (31 Oktober 2026).", "Available: Koba 105 % (31 October 2026)."),
    ("lowest", ALL_SIX, "Terendah: Namang dan Lubuk Besar, 98 %", "Lowest: Namang and Lubuk Besar, 98 %"),
    ("highest", ALL_SIX, "Tertinggi: Koba, 108,56 %", "Highest: Koba, 108.56 %"),
    ("highest", ALL_SIX, "Dari 6 kecamatan di Bangka Tengah.", "Of the 6 subdistricts in Bangka Tengah."),
    ("lowest", of_date(OCTOBER, Koba=99, Namang=99), "Semua sama: 99 %", "All the same: 99 %"),
    ("lowest", ONE_MISSING, "Belum ada angka: Pangkalan Baru, Simpang Katis.", "No figure yet: Pangkalan Baru, Simpang Katis."),
    (
        "lowest",
        [*ONE_MISSING, *of_date(JUNE, Simpang_Katis=90)],
        "Tidak ikut, tanggal atau definisinya lain: Simpang Katis 90 % (30 Juni 2026).",
        "Left out (another date or definition): Simpang Katis 90 % (30 June 2026).",
    ),
    (
        "lowest",
        [*ONE_MISSING, *of_date("2026-11-20", Koba=106)],
        "Sudah ada yang lebih baru: Koba 106 % (20 November 2026).",
        "Newer figure available: Koba 106 % (20 November 2026).",
    ),
    (
        "lowest",
        [*ONE_MISSING[1:], *of_date(OCTOBER, Koba=99)],
        "Hanya persennya diumumkan: Koba.",
        "Only the percentage was published: Koba.",
    ),
    ("lowest", MIXED, "Belum bisa dibandingkan: tanggal atau definisi", "Not comparable yet: the dates or definitions differ."),
    ("lowest", MIXED, "Namang 98 % (30 Juni 2026)", "Namang 98 % (30 June 2026)"),
    ("lowest", MIXED[:1], "Baru Koba 99 % (31 Oktober 2026) yang punya angka", "Only Koba 99 % (31 October 2026) has a figure"),
    ("lowest", [], "Belum ada angka untuk kecamatan di Bangka Tengah.", "There is no figure yet for the subdistricts in Bangka Tengah."),
    ("lowest;l=village", MIXED, "Yang ada: angka per kecamatan di Bangka Tengah", "figures of the subdistricts in Bangka Tengah"),
    (
        "below;p=100",
        ALL_SIX,
        "3 dari 6 kecamatan di Bangka Tengah di bawah 100 %",
        "3 of the 6 subdistricts in Bangka Tengah are below 100 %",
    ),
    (
        "above;p=105",
        ALL_SIX,
        "1 dari 6 kecamatan di Bangka Tengah di atas 105 %",
        "1 of the 6 subdistricts in Bangka Tengah is above 105 %",
    ),
    ("below;p=90", ALL_SIX, "Tidak ada kecamatan di Bangka Tengah di bawah 90 %", "No subdistrict in Bangka Tengah is below 90 %"),
    ("below;p=98.5", MIXED, "1 dari 2 kecamatan", "1 of the 2 subdistricts"),
    ("below;p=98.5", MIXED, "Namang 98 % (30 Juni 2026)", "Namang 98 % (30 June 2026)"),
    ("gap;a=19.04.05", ONE_MISSING, "Kurang 10 orang lagi agar Namang mencapai 100 %.", "10 people to go until Namang reaches 100 %."),
    ("gap;a=19.04.01", MIXED, "Kurang 1 poin lagi", "1 point to go"),
    ("gap;a=19.04.01", MIXED, "jumlah orangnya tidak diumumkan", "the number of people was not published"),
    ("gap;a=19.04.01;n=105", STORY, "Koba sudah 105 %: 105 % tercapai.", "Koba has 105 %: 105 % is reached."),
    ("gap;a=19.04.01;g=last_year", LAST_YEAR, "menyamai tahun lalu: 98 % (31 Desember 2025)", "equals last year: 98 % (31 December 2025)"),
    ("gap;a=19.04.01;g=last_year", STORY, "Belum ada angka 2025 untuk Koba", "There is no figure for 2025 for Koba"),
    (
        "gap;a=19.04.05;t=19.04.01",
        ONE_MISSING,
        "Kurang 60 orang lagi agar Namang menyamai Koba",
        "60 people to go until Namang equals Koba",
    ),
    ("gap;a=19.04.01;t=19.04.05", ONE_MISSING, "Koba sudah 105 %, di atas Namang: 99 %.", "Koba has 105 %, above Namang: 99 %."),
    ("gap;a=19.04.01;t=19.04.05", MIXED, "selisihnya tidak bisa dihitung", "the gap cannot be worked out"),
    ("gap;a=19.04.01;t=19.04.02", MIXED, "Belum ada angka untuk Pangkalan Baru", "There is no figure for Pangkalan Baru"),
    (
        "change;a=19.04.01",
        RISING,
        "Koba naik 2 poin: dari 95 % (23 Juli 2026) ke 97 %",
        "Koba rose by 2 points: from 95 % (23 July 2026) to 97 %",
    ),
    ("change;a=19.04.01;s=2026-04-01/2026-04-30", RISING, "Koba naik 3 poin", "Koba rose by 3 points"),
    ("change;a=19.04.01;s=2026-09-01/2026-09-30", RISING, "Angka September 2026 belum ada", "There is no figure for September 2026"),
    ("change;a=19.04.01", LAST_YEAR, "jumlah wajib KTP diperbarui tiap semester", "the number required is updated every six months"),
    ("change;a=19.04.01", STORY, "Baru ada satu angka: 105 %.", "There is only one figure: 105 %."),
    ("compare;c=19.04.01,19.04.05", ONE_MISSING, "Selisih 6 poin: Namang perlu 60 orang", "6 points apart: Namang needs 60 people"),
    ("compare;c=19.04.05,19.04.06", ALL_SIX, "Sama: Kecamatan Namang dan Kecamatan Lubuk Besar, 98 %", "The same: Kecamatan Namang and"),
    ("compare;c=19.04.01,19.04.05", MIXED, "Belum bisa dibandingkan", "Not comparable yet"),
    ("compare;c=19.04.01,19.04.02", STORY, "Baru Koba 105 % (31 Oktober 2026) yang punya angka", "No figure yet: Pangkalan Baru."),
    ("compare;c=19.04.01", ALL_SIX, "Koba dibandingkan dengan wilayah mana?", "Which area should we compare Koba with?"),
    ("compare;c=19.04.01", STORY, "belum ada wilayah lain yang punya angka", "no other area has a figure yet"),
    (
        "unrecorded;a=19.04.05",
        ONE_MISSING,
        "10 orang belum direkam di Namang (1 % dari wajib KTP).",
        "10 people not recorded yet in Namang",
    ),
    ("unrecorded;a=19.04.01", ONE_MISSING, "yang belum direkam tidak bisa dihitung", "those not recorded yet cannot be counted"),
    ("unrecorded;a=19.04.01", STORY, "2 % wajib KTP belum direkam di Koba", "2 % of those required not recorded yet in Koba"),
    (
        "unrecorded;a=19.04.01",
        CARDS,
        "yang belum direkam tidak disebutkan sumbernya",
        "the source does not say how many are not recorded yet",
    ),
    ("unrecorded;l=subdistrict", ONE_MISSING, "Sungai Selan: 30 orang", "Sungai Selan: 30 people"),
    ("unrecorded;l=subdistrict", ONE_MISSING, "Koba: perekaman melebihi wajib KTP", "Koba: more recordings than required"),
    (
        "unrecorded;l=subdistrict",
        MIXED,
        "Namang: sedikitnya 2 % wajib KTP (30 Juni 2026)",
        "Namang: at least 2 % of those required (30 June 2026)",
    ),
    (
        "early;a=19.04.01",
        [counted("Koba", 900, 70)],
        "70 anak direkam sebelum 17 di Koba (7 % dari",
        "70 children recorded before 17 in Koba (7 % of",
    ),
    ("early;a=19.04.01", STORY, "7 % dari wajib KTP", "7 % of those required"),
    ("early;a=19.04.01", CARDS, "tidak disebutkan sumbernya", "the source does not say how many were recorded before 17"),
    ("position;a=19.04.05", ONE_MISSING, "Namang ke-2 dari 4 kecamatan di Bangka Tengah: 99 %", "Namang is number 2 of 4 subdistricts"),
    (
        "position;a=19.04.05",
        ONE_MISSING,
        "Di depan: Koba, 105 %; selisih 6 poin, 60 orang lagi",
        "Before: Koba, 105 %; 6 points ahead, 60 people more",
    ),
    (
        "position;a=19.04.05",
        ONE_MISSING,
        "Di belakang: Lubuk Besar, 98 %; selisih 1 poin, perlu 10 orang",
        "Behind: Lubuk Besar, 98 %; 1 point less",
    ),
    ("position;a=19.04.05", ALL_SIX, "Namang ke-5 dari 6", "Namang is number 5 of 6"),
    ("position;a=19.04.05", ALL_SIX, "Sama dengan Lubuk Besar.", "Equal to Lubuk Besar."),
    (
        "position;a=19.04.02",
        ONE_MISSING,
        "Pangkalan Baru belum punya peringkat: belum ada angkanya",
        "Pangkalan Baru has no place yet: it has no figure",
    ),
    ("position;a=19.04.05", MIXED, "Belum bisa dibandingkan", "Not comparable yet"),
    (
        "forecast;a=19.04.01",
        RISING,
        "Perkiraan: antara Maret 2027 dan Mei 2027 Koba mencapai 100 %",
        "Estimate: between March 2027 and May 2027 Koba",
    ),
    ("forecast;a=19.04.01", RISING, "Ini perkiraan, bukan janji", "An estimate, not a promise"),
    ("forecast;a=19.04.01", MIXED, "belum cukup", "too few comparable figures"),
    ("forecast;a=19.04.01", STORY, "100 % terlampaui", "100 % is passed"),
]


@pytest.mark.parametrize(("question", "figures", "indonesian", "english"), CASES)
def test_what_is_said(question: str, figures: Sequence[Figure], indonesian: str, english: str) -> None:
    answers = said(question, figures)
    assert (indonesian in answers[0], english in answers[1]) == (True, True), answers


@pytest.mark.parametrize("question", sorted({case[0] for case in CASES}))
def test_every_number_has_its_date_definition_and_source(question: str) -> None:
    for figures in (ALL_SIX, ONE_MISSING, STORY):
        indonesian, english = said(question, figures)
        if "%" in indonesian and "/cakupan" not in indonesian:
            last = indonesian.splitlines()[-1]
            assert last.startswith("Per 31 Oktober 2026 · "), indonesian
            assert "sumber: a newspaper" in last
            assert "source: " in english.splitlines()[-1]


@pytest.mark.parametrize("question", sorted({case[0] for case in CASES}))
def test_an_answer_is_short_and_begins_with_what_was_asked(question: str) -> None:
    for figures in (ALL_SIX, ONE_MISSING, MIXED, STORY, RISING):
        board = board_with(figures)
        found = answered(parsed(f"q={question}", board.areas), board, TODAY)
        html = render(found, Language.ID)
        assert html.startswith("<b>")
        assert len(plain(html).splitlines()) <= 12


def test_a_long_list_is_cut_and_says_how_many_there_are() -> None:
    villages = published_board().areas.children("19.04.01") + published_board().areas.children("19.04.03")
    figures = [a_figure(village.code, 90.0, as_of=OCTOBER) for village in villages]
    indonesian, english = said("below;l=village;p=95;a=19.04", [*figures, *few_others()])
    assert f"{len(villages)} dari " in indonesian
    assert f"… dan {len(villages) - MOST_LINES} lagi." in indonesian
    assert f"… and {len(villages) - MOST_LINES} more." in english


@pytest.mark.parametrize("kind", ["lowest", "highest", "below;p=200", "above;p=1", "unrecorded", "early"])
@pytest.mark.parametrize("half_of", ["2026-11-20", JUNE, "2025"])
def test_hundreds_of_villages_fit_one_message(kind: str, half_of: str) -> None:
    villages = [area for area in published_board().areas if area.level is Level.VILLAGE]
    late, early = villages[: len(villages) * 2 // 3], villages[len(villages) * 2 // 3 :]
    figures = [a_figure(village.code, 90.0, as_of=OCTOBER) for village in late] + [a_figure(late[0].code, 91.0, as_of=OCTOBER)]
    figures += [a_figure(village.code, 95.0, as_of=half_of) for village in (*early, *(late[1:] if half_of > OCTOBER else ()))][:-1]
    assert max(map(len, said(f"{kind};l=village;a=19", figures))) <= TEXT_CHARACTERS


def few_others() -> list[Figure]:
    board = published_board()
    return [a_figure(village.code, 99.0, as_of=OCTOBER) for village in board.areas.children("19.04.02")]


@pytest.mark.parametrize(
    ("question", "figures", "ways"),
    [
        ("show;a=19.04.01", STORY, [("coverage", "19.04.01")]),
        ("highest", ALL_SIX, [("coverage", "19.04.01")]),
        ("lowest", ALL_SIX, [("coverage", "k=19.04")]),
        ("lowest;l=district", of_date(OCTOBER, Bangka=99, Belitung=99), [("ranking", "")]),
        ("gap;a=19.04.01", MIXED, [("coverage", "19.04.01"), ("coverage", "q=forecast;a=19.04.01;n=100")]),
        ("gap;a=19.04.01", STORY, [("coverage", "19.04.01")]),
        ("compare;c=19.04.01", MIXED, [("coverage", "q=compare;c=19.04.01,19.04.05")]),
        ("lowest", [], [("ranking", "")]),
    ],
)
def test_the_way_on(question: str, figures: Sequence[Figure], ways: list[tuple[str, str]]) -> None:
    board = board_with(figures)
    assert buttons_of(answered(parsed(f"q={question}", board.areas), board, TODAY)) == ways


def buttons_of(found: Reply) -> list[tuple[str, str]]:
    return [(item.route, item.argument) for row in found.buttons for item in row if isinstance(item, Button)]
