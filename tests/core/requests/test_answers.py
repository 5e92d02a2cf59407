"""What a school's words say to an offer: a yes has nothing beside it but courtesy and the very days of the offer."""

from datetime import date

import pytest

from ektp_core.reading.calendar import Days
from ektp_core.requests.answers import AGREEING, Answer, Answered, read_answer
from ektp_core.requests.wishes import Wish
from tests.core.builders import TODAY

OFFERED = (date(2026, 12, 9), date(2026, 12, 10))
JANUARY = Wish(within=Days(date(2027, 1, 1), date(2027, 1, 31)))
BESIDE_A_YES = (
    "tapi jangan jumat",
    "kalau kepsek mau",
    "nanti saya kabari",
    "?",
    "dengan syarat",
    "9 desember",
    "12-13 januari",
    "januari",
    "belum",
    "tidak ya",
    "semua",
    "setelah ujian",
    "pagi",
    "siang saja",
    "jam 10",
    "👎",
    "❌",
    "🤔",
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("setuju", Answer.AGREES),
        ("SETUJU!!", Answer.AGREES),
        ("ok bu setuju", Answer.AGREES),
        ("iya pak boleh", Answer.AGREES),
        ("iya deh setuju bu", Answer.AGREES),
        ("kepala sekolah setuju", Answer.AGREES),
        ("setuju, terima kasih", Answer.AGREES),
        ("selamat pagi bu, kami setuju", Answer.AGREES),
        ("setuju tanggal 9-10 desember", Answer.AGREES),
        ("👍 setuju", Answer.AGREES),
        ("✅ setuju 🙏", Answer.AGREES),
        ("setuju 👍🏽", Answer.AGREES),
        ("agreed, thank you", Answer.AGREES),
        ("ya", Answer.NODS),
        ("boleh pak", Answer.NODS),
        ("kami terima", Answer.NODS),
        ("jangan, hari lain", Answer.OTHER_DAYS),
        ("ga bisa pak", Answer.OTHER_DAYS),
        ("tidak setuju", Answer.OTHER_DAYS),
        ("boleh hari lain?", Answer.OTHER_DAYS),
        ("hari lain bisa ga pak?", Answer.OTHER_DAYS),
        ("wah ada ujian pak tgl segitu", Answer.OBJECTS),
        ("bentrok sama rapat guru bu", Answer.OBJECTS),
        ("kami berhalangan", Answer.OBJECTS),
        ("we are busy then", Answer.OBJECTS),
        ("mohon hari lain bu", Answer.OTHER_DAYS),
        ("batal aja", Answer.WITHDRAWS),
        ("ga jadi bu", Answer.WITHDRAWS),
        ("jangan batal", Answer.UNCLEAR),
        ("tidak jadi batal", Answer.UNCLEAR),
        ("ga jadi dibatalkan bu", Answer.UNCLEAR),
        ("boleh tidak", Answer.UNCLEAR),
        ("bisa ga pak", Answer.UNCLEAR),
        ("cocok gak", Answer.UNCLEAR),
        ("ya tidak", Answer.UNCLEAR),
        ("kami sekolah lain", Answer.UNCLEAR),
        ("sudah terima", Answer.UNCLEAR),
        ("sudah kami terima", Answer.UNCLEAR),
        ("udah diterima pak", Answer.UNCLEAR),
        ("ya batal", Answer.WITHDRAWS),
        ("jangan hari lain, setuju", Answer.UNCLEAR),
        ("belum setuju", Answer.UNCLEAR),
        ("tanya kepsek setuju tidak", Answer.UNCLEAR),
        ("ok", Answer.UNCLEAR),
        ("👍", Answer.UNCLEAR),
        ("siap pak", Answer.UNCLEAR),
        ("ya januari saja", Answer.MAY_BE),
        ("ok nanti saya tanya kepsek", Answer.MAY_BE),
        ("tidak masalah", Answer.MAY_BE),
        ("jangan jumat", Answer.MAY_BE),
        ("boleh rekam umur 16?", Answer.MAY_BE),
    ],
)
def test_words_are_an_answer_or_none(text: str, answer: Answer) -> None:
    said = read_answer(text, OFFERED, TODAY)
    assert said
    assert said.answer in ({answer, Answer.UNCLEAR} if answer is Answer.MAY_BE else {answer})


@pytest.mark.parametrize("text", ["terima kasih", "kapan jadwal namang", "selamat pagi", "hubungi bu ani"])
def test_other_words_are_no_answer(text: str) -> None:
    assert read_answer(text, OFFERED, TODAY) is None


@pytest.mark.parametrize("beside", BESIDE_A_YES)
@pytest.mark.parametrize("yes", sorted(AGREEING))
def test_a_yes_with_anything_beside_it_is_no_agreement(yes: str, beside: str) -> None:
    for text in (f"{yes} {beside}", f"{beside} {yes}", f"ok {yes}, {beside}"):
        said = read_answer(text, OFFERED, TODAY)
        assert said
        assert said.answer not in (Answer.AGREES, Answer.NODS), text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("januari saja", Answered(Answer.WISHES, JANUARY)),
        ("mohon bulan januari pak", Answered(Answer.WISHES, JANUARY)),
        ("hari lain, januari", Answered(Answer.OTHER_DAYS, JANUARY)),
        ("9-10 desember", Answered(Answer.WISHES, Wish(OFFERED))),
        ("jangan, januari", Answered(Answer.MAY_BE)),
    ],
)
def test_the_days_that_are_asked_for_at_once_are_kept_unless_they_may_be_what_is_not_meant(text: str, said: Answered) -> None:
    assert read_answer(text, OFFERED, TODAY) == said


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("hari lain bisa ga pak? tgl 16 desember gitu", (date(2026, 12, 16),)),
        ("bisa hari lain? 16 desember", (date(2026, 12, 16),)),
        ("tidak bisa tgl 16 desember, hari lain", None),
        ("hari lain, jangan tgl 16 desember", None),
    ],
)
def test_days_that_are_asked_for_beside_a_question_are_kept_and_denied_ones_are_not(text: str, days: tuple[date, ...] | None) -> None:
    said = read_answer(text, OFFERED, TODAY)
    assert said is not None
    assert said.answer is Answer.OTHER_DAYS
    assert (said.wish.days if said.wish else None) == days


def test_a_question_about_holidays_says_nothing_of_an_offer() -> None:
    assert read_answer("kapan libur kantor?", OFFERED, TODAY) is None
