"""The answers that people see most are short enough for a small phone, in both languages, and begin with what was asked."""

import asyncio
import textwrap
from dataclasses import dataclass, replace

import pytest

from bot.terminal.ask import plain
from ektp_core.board import Board
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.texts import render
from tests.handlers.boards import board_of
from tests.handlers.notices import unasked
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

WIDTH = 30
"""Characters in a line of a message on a 320 pixel phone."""


@dataclass(frozen=True, slots=True)
class Short:
    """What is asked, of a route or in a sentence, and the most that is shown of it."""

    route: str | None
    asked: str
    lines: int
    letters: int


MOST_SEEN = {
    "welcome": Short("start", "", 16, 320),
    "a birth date": Short(None, "12 maret 2010", 23, 520),
    "too young": Short(None, "1-1-2011", 22, 500),
    "obliged": Short(None, "12-03-2009", 23, 510),
    "an age": Short(None, "umur 16 tahun", 30, 650),
    "a year of birth": Short(None, "lahir 2010", 32, 710),
    "no date": Short("eligibility", "", 20, 440),
    "several people": Short(None, "15 sama 17", 20, 440),
    "a school": Short(None, "kapan tim ke SMAN 1 Koba", 22, 470),
    "a subdistrict": Short(None, "jadwal koba minggu ini", 14, 250),
    "all visits": Short("schedule", "", 19, 400),
    "a day": Short("schedule", "26-11-2026", 7, 120),
    "coverage": Short(None, "cakupan bateng", 19, 380),
    "ranking": Short(None, "peringkat", 25, 480),
    "what to bring": Short("requirements", "early", 21, 450),
    "contact": Short(None, "kontak", 16, 320),
    "a short answer": Short(None, "bayar gak", 10, 220),
    "a class": Short(None, "kelas 11 boleh?", 19, 450),
    "nothing followed": Short("subscriptions", "", 10, 220),
    "a reminder": Short("reminders", "12-03-2011", 12, 240),
    "nothing to stop": Short("unsubscribe", "", 4, 80),
    "not understood": Short(None, "qwrt zxcv plmk", 8, 150),
}
NOTICE = Short(None, "", 22, 460)
CHECKLIST = Short(None, "", 36, 790)
"""What a school prepares, line by line."""

FOR_SCHOOLS = ("school_week", "school_eve")
DATA = ("published", "demo")
DEMO = board_of("demo")


def size(text: str) -> tuple[int, int]:
    """Lines on a small phone, and letters."""
    lines = sum(max(1, len(textwrap.wrap(line, WIDTH))) for line in text.splitlines())
    return lines, len(text)


def too_long(said: str, limit: Short) -> bool:
    lines, letters = size(said)
    return lines > limit.lines or letters > limit.letters


def answered(data: str) -> dict[tuple[str, Language], str]:
    """What is said to each question, by its name and language."""
    return asyncio.run(_answered(board_of(data)))


async def _answered(board: Board) -> dict[tuple[str, Language], str]:
    said = {}
    async with an_office(board) as office:
        for name, short in MOST_SEEN.items():
            for language in Language:
                request = replace(a_request(short.asked), route=short.route, language=language)
                said[name, language] = plain(render(await answer(request, office), language))
    return said


@pytest.mark.parametrize("data", DATA)
def test_an_answer_that_many_see_is_short(data: str) -> None:
    assert {asked: size(said) for asked, said in answered(data).items() if too_long(said, MOST_SEEN[asked[0]])} == {}


@pytest.mark.parametrize("language", Language)
def test_a_notice_is_short(language: Language) -> None:
    said = {about: plain(render(notice, language)) for about, notice in unasked().items()}
    limits = {about: CHECKLIST if about.startswith(FOR_SCHOOLS) else NOTICE for about in said}
    assert {about: size(said[about]) for about in said if too_long(said[about], limits[about])} == {}


FIRST_LINES = {
    "kapan tim ke SMAN 1 Koba": "SMAN 1 Koba: Kamis, 26 November 2026 dan Jumat, 27 November 2026",
    "jadwal koba minggu ini": "Kecamatan Koba, 23 November – 29 November 2026: SMAN 1 Koba (sudah pasti).",
    "jadwal koba minggu lalu": "Kecamatan Koba, 16 November – 22 November 2026: tidak ada kunjungan.",
    "jadwal SMAN 1 Koba 12 januari": "SMAN 1 Koba, Selasa, 12 Januari 2027: belum ada kunjungan yang diumumkan.",
    "cakupan bateng": "Cakupan Bangka Tengah: 105 %",
    "peringkat": "Peringkat cakupan, 31 Oktober 2026",
    "anak saya lahir 12 maret 2010 sudah boleh rekam?": "✅ Lahir Jumat, 12 Maret 2010: sudah boleh direkam sekarang.",
    "yang dibawa apa saja": "Rekam sebelum 17 tahun",
    "kontak": "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bangka Tengah",
    "kapan rekam di desa jelutung": "Jadwal rekam, Desa Jelutung, Namang:",
    "jadwal koba 45": "Jadwal rekam, Koba — “45” belum terbaca:",
}
"""Only what was passed over, or stands for something else, is said before the answer."""


@pytest.mark.parametrize("text", FIRST_LINES)
async def test_the_first_line_is_the_answer(text: str) -> None:
    async with an_office(DEMO) as office:
        found = await answer(a_request(text), office)
    assert plain(render(found, Language.ID)).splitlines()[0] == FIRST_LINES[text]
