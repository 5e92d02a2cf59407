"""A class gets its usual ages and what holds for each; which class is meant is asked where that is open."""

from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.eligibility import Rules
from ektp_core.profile import Language
from ektp_core.reading.grades import Grades
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.texts import render
from handlers.topics.classes import read_grades, written
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()


async def said(text: str, rules: Rules = BOARD.rules) -> Reply:
    async with an_office(replace(BOARD, rules=rules)) as office:
        return await answer(a_request(text), office)


CLASSES = {
    "kelas 6 sd boleh rekam?": ("Kelas 6 SD biasanya umur 11–12", ["umur 11–12: belum bisa direkam"]),
    "kelas 9 boleh rekam ga": ("Kelas 9 (kelas 3 SMP) biasanya umur 14–15", ["umur 14–15: belum bisa direkam"]),
    "kls 3 smp boleh rekam?": ("Kelas 9 (kelas 3 SMP) biasanya umur 14–15", ["umur 14–15: belum bisa direkam"]),
    "anak kelas x boleh rekam?": ("Kelas X biasanya umur 15–16", ["umur 15: belum bisa direkam", "umur 16: sudah boleh direkam"]),
    "kelas 11 boleh?": ("Kelas XI biasanya umur 16–17", ["umur 16: sudah boleh direkam", "umur 17: sudah wajib KTP-el, silakan rekam"]),
    "kelas 2 sma boleh rekam?": (
        "Kelas XI biasanya umur 16–17",
        ["umur 16: sudah boleh direkam", "umur 17: sudah wajib KTP-el, silakan rekam"],
    ),
    "kelas XII boleh rekam?": ("Kelas XII biasanya umur 17–18", ["umur 17–18: sudah wajib KTP-el, silakan rekam"]),
    "anak sma boleh rekam?": (
        "SMA/SMK/MA biasanya umur 15–18",
        ["umur 15: belum bisa direkam", "umur 16: sudah boleh direkam", "umur 17–18: sudah wajib KTP-el, silakan rekam"],
    ),
}


@pytest.mark.parametrize("text", CLASSES)
async def test_a_class_is_answered_with_its_usual_ages_and_no_birthday(text: str) -> None:
    found = await said(text)
    first, lines = CLASSES[text]
    shown = plain(render(found, Language.ID)).splitlines()
    assert shown[0].startswith(first)
    assert [line.removeprefix("• ") for line in shown if line.startswith("•")] == lines
    assert "tanggal lahir di KK, bukan kelasnya" in " ".join(shown)
    assert plain(render(found, Language.EN))


async def test_the_offices_own_rules_count() -> None:
    shown = plain(render(await said("kelas 9 boleh rekam ga", replace(BOARD.rules, minimum_age=15)), Language.ID))
    assert "umur 14: belum bisa direkam" in shown
    assert "umur 15: sudah boleh direkam" in shown


async def test_a_class_of_any_school_is_asked_back() -> None:
    found = await said("kelas 2 boleh rekam?")
    asks = [item.argument for row in found.buttons for item in row if isinstance(item, Button)]
    assert (found.view, asks) == ("topic_class_which", ["class_age 2", "class_age 8", "class_age 11", ""])


@pytest.mark.parametrize("text", ["kapan tim ke kelas 11 sman 1 koba?", "anak saya kelas 11 lahir 12-03-2010 boleh rekam?"])
async def test_a_class_beside_what_is_asked_changes_nothing(text: str) -> None:
    assert (await said(text)).view in ("schedule_school", "eligibility")


@pytest.mark.parametrize("grades", [(Grades(11, 11),), (Grades(10, 12),), (Grades(2, 2), Grades(8, 8), Grades(11, 11))])
def test_a_button_says_the_class(grades: tuple[Grades, ...]) -> None:
    assert read_grades(written(grades)) == grades


@pytest.mark.parametrize("text", ["", "x", "0", "13", "12-10", "11;12"])
def test_what_is_no_class_is_none(text: str) -> None:
    assert read_grades(text) == ()
