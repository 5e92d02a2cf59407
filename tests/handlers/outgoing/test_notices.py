"""What comes unasked is short, exact, and true whenever it is read."""

import json
import re
from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.notices.due import NoticeKind
from ektp_core.profile import Language
from ektp_core.subscriptions.reminders import ReminderKind
from ektp_core.subscriptions.subscribers import Scope, Subscription
from ektp_core.visits.schedule import VisitState
from handlers.answer import answer
from handlers.followable import named
from handlers.outgoing.notices import expiry_wordings, notice_reply, notice_wordings, reminder_wordings, topic_gone_reply
from handlers.reply import CALLBACK_BYTES, Button, Reply, Tap, parse_callback, reply
from handlers.routes import BY_NAME
from handlers.texts import TEXTS, label, render
from tests.core.builders import HOME, demo_board, published_board
from tests.handlers.notices import SURE, a_notice, unasked
from tests.handlers.shown import Shown, faults_of
from tests.handlers.unfinished import LONGEST_LABEL, UNFINISHED
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

RELATIVE = re.compile(r"\b(besok|hari ini|kemarin|lusa|tomorrow|today|yesterday)\b", re.IGNORECASE)
MOST_LINES = 18
"""On a phone: a school's checklist is the longest."""

every_one = pytest.mark.parametrize("about", unasked())
in_both = pytest.mark.parametrize("language", Language)


def text_of(shown: Reply, language: Language) -> str:
    return plain(render(shown, language))


@every_one
@in_both
def test_it_reads_as_a_finished_message(about: str, language: Language) -> None:
    text = text_of(unasked()[about], language)
    assert not UNFINISHED.search(text), text
    assert list(faults_of(Shown(language, render(unasked()[about], language), ()))) == []
    assert not RELATIVE.search(text), text
    assert len(text.splitlines()) <= MOST_LINES


@every_one
@in_both
def test_its_buttons_lead_on_and_fit_a_small_phone(about: str, language: Language) -> None:
    for row in unasked()[about].buttons:
        for item in row:
            assert isinstance(item, Button)
            assert len(label(item, language)) <= LONGEST_LABEL[len(row)]
            assert len(item.data.encode()) <= CALLBACK_BYTES
            assert parse_callback(item.keeping_data) == Tap(item.route, item.argument, keeps=True)
            assert not BY_NAME[item.route].private, "it stands in groups as well"


def test_every_notice_is_written_and_told() -> None:
    written = {path.stem for path in (TEXTS / "id" / "notice").glob("*.html")} - {"_shared"}
    assert written == {shown.view.removeprefix("notice/") for shown in unasked().values()}
    assert written >= {*NoticeKind, *ReminderKind}


@in_both
def test_example_data_says_so(language: Language) -> None:
    words = render(reply("_example"), language)
    for kind in NoticeKind:
        for board, is_example in ((demo_board(), True), (published_board(), False)):
            told = {each.language: each.html for each in notice_wordings(a_notice(kind), board)}
            assert (words in told[language]) is is_example, kind


@pytest.mark.parametrize("kind", [NoticeKind.CONFIRMED, NoticeKind.MOVED, NoticeKind.EVE, NoticeKind.SCHOOL_WEEK, NoticeKind.SCHOOL_EVE])
def test_the_days_the_hours_and_what_to_bring_are_in_it(kind: NoticeKind) -> None:
    text = text_of(notice_reply(a_notice(kind), published_board()), Language.ID)
    for words in ("SMAN 1 Koba", "Kamis, 24 Desember 2026", "08.00–11.00 (kelas XI)", "otokopi K", "libur: Hari Raya Natal"):
        assert words in text, words


def test_a_move_says_from_where_and_new_hours_say_so() -> None:
    board = published_board()
    there = replace(SURE, state=VisitState.MOVED)
    moved = text_of(notice_reply(a_notice(NoticeKind.MOVED, there, replace(SURE, days=(SURE.days[1],))), board), Language.ID)
    assert "Semula: Jumat, 25 Desember 2026" in moved
    hours = text_of(notice_reply(a_notice(NoticeKind.MOVED, SURE, replace(SURE, hours=())), board), Language.ID)
    assert "Jamnya berubah" in hours
    assert "Semula" not in hours


def test_a_cancellation_names_the_days_that_people_know_and_where_to_go() -> None:
    off = replace(SURE, days=(SURE.days[1],), state=VisitState.CANCELLED)
    text = text_of(notice_reply(a_notice(NoticeKind.CANCELLED, off, SURE), published_board()), Language.ID)
    assert "Kamis, 24 Desember 2026" in text
    assert "Kantor Camat Koba" in text


def test_wordings_are_in_both_languages_with_the_bot_apis_keyboard() -> None:
    board = demo_board()
    for found in (notice_wordings(a_notice(NoticeKind.EVE), board), reminder_wordings(ReminderKind.CARD, SURE.days[0], board)):
        assert [each.language for each in found] == list(Language)
        for each in found:
            rows = json.loads(each.buttons or "")["inline_keyboard"]
            assert all(item.keys() == {"text", "callback_data"} for row in rows for item in row)
    (question, _) = expiry_wordings(board)
    assert json.loads(question.buttons or "")["inline_keyboard"] == [
        [{"text": "Ya, tetap kabari saya", "callback_data": "1k:subscriptions:"}]
    ]


@in_both
@pytest.mark.parametrize(
    "thing", [Subscription(Scope.SCHOOL, "10900778"), Subscription(Scope.SUBDISTRICT, "19.04.01"), Subscription(Scope.DISTRICT, HOME)]
)
async def test_the_way_back_to_a_topic_asks_for_exactly_what_was_told_there(thing: Subscription, language: Language) -> None:
    board = published_board()
    command = re.search(r"<code>/\w+ (.+)</code>", render(topic_gone_reply([thing], board), language))
    assert command
    async with an_office(board) as office:
        found = await answer(replace(a_request(command[1], language=language), route="subscriptions"), office)
    assert (found.view, found.values["followed"]) == ("consent", [named(thing, board)])
