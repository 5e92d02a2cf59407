"""What people who tried the bot asked: the answer is the sentence of the topic that they asked about, or a verdict for each of theirs."""

import pytest

from bot.terminal.ask import plain
from ektp_core.profile import Language
from ektp_core.topics import Topic
from handlers.answer import answer
from handlers.reply import Reply
from handlers.texts import render
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()


async def answered(text: str, language: Language = Language.ID) -> Reply:
    async with an_office(BOARD) as office:
        return await answer(a_request(text, language=language), office)


def topic_of(found: Reply) -> str:
    return str(found.values["answer"].topic) if found.view == "topic" else found.view


EXAMPLES = {
    "bayar gak": Topic.PRICE,
    "gratis kan?": Topic.PRICE,
    "apakah gratis": Topic.PRICE,
    "bayar brapa ya bikin ktp anak": Topic.PRICE,
    "kalo anak sakit pas hari rekam gmn": Topic.ABSENT,
    "kalau anak saya demam pas hari rekam gimana": Topic.ABSENT,
    "bapaknya tki, tanda tangan ortu hrs dua duanya?": Topic.PARENT_NEEDED,
    "ttd ortu harus dua2nya?": Topic.PARENT_NEEDED,
}
IN_ENGLISH = {
    "is it free": Topic.PRICE,
    "does it cost anything": Topic.PRICE,
    "i missed the visit, what now": Topic.ABSENT,
    "we missed the recording day, what should we do": Topic.ABSENT,
}


@pytest.mark.parametrize(
    ("text", "topic", "language"),
    [
        *((text, topic, Language.ID) for text, topic in EXAMPLES.items()),
        *((text, topic, Language.EN) for text, topic in IN_ENGLISH.items()),
    ],
)
async def test_a_question_of_a_topic_hears_its_sentence_first(text: str, topic: Topic, language: Language) -> None:
    found = await answered(text, language)
    assert topic_of(found) == topic
    assert found.understood is None


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("kk nya hilang, bisa rekam tanpa kk?", Topic.NO_KK),
        ("kk ilang mau rekam ktp anak", Topic.NO_KK),
        ("kartu keluarga hilang gimana", Topic.NO_KK),
        ("kk rusak kena banjir, bisa rekam?", Topic.NO_KK),
        ("ktp hilang perlu kk gak", "requirement"),
        ("ktp hilang syaratnya bawa kk?", "requirement"),
        ("KTP saya hilang, urus dimana", "requirement"),
    ],
)
async def test_what_is_lost_is_the_paper_that_is_named_before_it(text: str, view: str) -> None:
    assert topic_of(await answered(text)) == view


@pytest.mark.parametrize("text", ["yg kecil 15 yg gede 17", "15 sama 17", "15 and 17"])
async def test_several_people_are_answered_each(text: str) -> None:
    found = await answered(text)
    lines = [line for line in plain(render(found, Language.ID)).splitlines() if line.strip()]
    assert found.view == "eligibility_several"
    assert [line[:20] for line in lines[:2]] == ["Umur 15 tahun: belum", "Umur 17 tahun: sudah"]


@pytest.mark.parametrize("text", ["kec yg paling tnggi apa", "kec di ats 98 persen", "kec di bawh 98"])
async def test_of_two_opposites_that_are_possible_neither_is_answered(text: str) -> None:
    found = await answered(text)
    assert found.view == "coverage_questions/either"
    assert len(found.buttons) == 2


@pytest.mark.parametrize(
    "text", ["kecamatan yg paling tinggi apa", "kecamatan paling rendh", "kec di bawah 98", "kecamatan di atas 98 persen"]
)
async def test_a_clear_one_is_answered_at_once(text: str) -> None:
    assert (await answered(text)).view in {"coverage_questions/extreme", "coverage_questions/beyond"}
