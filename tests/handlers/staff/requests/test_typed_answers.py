"""What a school writes under the office's offer is an answer when it is clear, shown back when it is not, and never a guess."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.requests.request import RequestState
from ektp_core.store.audit import entries
from handlers.answer import answer
from handlers.reply import Button, Reply, Tap
from handlers.request import ChatKind, Origin, Request
from handlers.staff.requests.acts import AGREE, ASK_WITHDRAW, OTHER_DAYS, PROPOSE, TAKE_SUGGESTION, WITHDRAW
from handlers.staff.requests.drafts import DRAFTS, AskVisit, OtherDays
from handlers.texts import render
from tests.handlers.staff.buttons import under
from tests.handlers.staff.requests.test_offers import asks, labels, of, offers, told
from tests.handlers.staff.visits.desk import KOBA, RATNA, TU_KOBA, Desk
from tests.rehearsal import a_request

THREE = ["Setuju", "Hari lain", "Batalkan", "Meja kerja"]


def taps(offer: Reply) -> tuple[Tap, ...]:
    """What Telegram tells of the message that a text replies to."""
    return tuple(
        Tap(item.route, item.argument, act=item.act) for row in offer.buttons for item in row if isinstance(item, Button) and item.act
    )


def typed(office: Office, text: str, offer: Reply | None = None) -> Request:
    """A text of the school's account, as Telegram's reply to an offer if one is given."""
    request = a_request(text, TU_KOBA, member=office.public.member(TU_KOBA))
    return replace(request, replied=taps(offer)) if offer else request


async def writes(office: Office, text: str, offer: Reply | None = None) -> Reply:
    return Desk(office, TU_KOBA).checked(await answer(typed(office, text, offer), office))


@pytest.fixture
async def offer(office: Office) -> Reply:
    """The office offers 8 and 9 December to a school that asked for January."""
    await asks(office, "januari")
    return await offers(office, "8-9 desember")


AGREED, ASKED, SURE, BACK = (
    "staff/requests/accepted_school",
    "staff/requests/which_days",
    "staff/requests/withdraw",
    "staff/requests/offer_again",
)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("setuju", AGREED),
        ("ok bu setuju", AGREED),
        ("iya pak boleh", AGREED),
        ("Setuju, terima kasih", AGREED),
        ("setuju 8-9 desember", AGREED),
        ("jangan, hari lain", ASKED),
        ("tidak bisa pak", ASKED),
        ("hari lain saja", ASKED),
        ("hari lain, 2-3 desember", "staff/requests/other_days_preview"),
        ("batal aja", SURE),
        ("tidak jadi bu", SURE),
        ("setuju tapi jangan jumat", BACK),
        ("ok nanti saya tanya kepsek", BACK),
        ("ok", BACK),
        ("siap pak", BACK),
        ("setuju 8 desember", BACK),
        ("setuju kalau hari selasa", BACK),
        ("setuju?", BACK),
        ("jangan batal", BACK),
    ],
)
@pytest.mark.parametrize("is_reply", [True, False], ids=["reply", "next message"])
async def test_a_clear_answer_counts_and_an_unclear_one_is_shown_back(
    office: Office, offer: Reply, text: str, view: str, is_reply: bool
) -> None:
    shown = await writes(office, text, offer if is_reply else None)
    assert shown.view == view
    assert (await of(office)).state is (RequestState.ACCEPTED if view == AGREED else RequestState.PROPOSED)
    if view == BACK:
        assert (labels(shown), shown.values["typed"]) == (THREE, text)


@pytest.mark.parametrize(
    ("text", "replied", "alone"),
    [
        ("boleh", AGREED, BACK),
        ("ya", AGREED, BACK),
        ("2-3 desember", "staff/requests/other_days_preview", "schedule_period"),
        ("januari saja", "staff/requests/other_days_preview", "schedule_period"),
        ("8-9 desember", BACK, "schedule_period"),
        ("nanti saya kabari", BACK, None),
        ("jangan jumat", BACK, None),
        ("kalau bisa bulan januari ya pak", BACK, BACK),
    ],
)
async def test_what_may_be_about_anything_is_an_answer_only_as_a_reply(
    office: Office, offer: Reply, text: str, replied: str, alone: str | None
) -> None:
    by_itself = await writes(office, text)
    assert by_itself.view == alone or (alone is None and not by_itself.view.startswith("staff/requests"))
    assert (await of(office)).state is RequestState.PROPOSED
    assert (await writes(office, text, offer)).view == replied


@pytest.mark.parametrize("text", ["kapan jadwal SMAN 1 Namang?", "boleh rekam umur 16?", "syarat rekam ktp apa saja?", "12 maret 2010"])
@pytest.mark.parametrize("is_reply", [True, False], ids=["reply", "next message"])
async def test_other_questions_are_answered_as_ever(office: Office, offer: Reply, text: str, is_reply: bool) -> None:
    shown = await writes(office, text, offer if is_reply else None)
    assert not shown.view.startswith("staff/requests")
    assert (await of(office)).state is RequestState.PROPOSED


async def test_days_written_under_the_offer_are_not_sent_before_they_are_confirmed(office: Office, offer: Reply) -> None:
    await writes(office, "2-3 desember", offer)
    assert (await of(office)).proposed
    assert isinstance(await DRAFTS.one(office.store, TU_KOBA), OtherDays)


async def test_with_two_open_offers_it_is_asked_which_one(office: Office, offer: Reply) -> None:
    await asks(office, "februari")
    ratna = Desk(office, RATNA)
    preview = await ratna.presses(TAKE_SUGGESTION.button("", Seen(2, 1)))
    second = told(await ratna.presses(under(preview, PROPOSE)), TU_KOBA)
    assert (await writes(office, "setuju")).view == "staff/requests/which_offer"
    assert [(await of(office, number)).state for number in (1, 2)] == [RequestState.PROPOSED] * 2
    assert (await writes(office, "setuju", second)).view == AGREED
    assert [(await of(office, number)).state for number in (1, 2)] == [RequestState.PROPOSED, RequestState.ACCEPTED]


async def test_without_an_open_offer_the_words_answer_nothing(office: Office) -> None:
    await asks(office, "januari")
    shown = await writes(office, "setuju")
    assert not shown.view.startswith("staff/requests")


async def test_an_offer_that_replaced_another_is_agreed_to_by_a_reply_only(office: Office, offer: Reply) -> None:
    """Whoever writes "setuju" may have read the first one."""
    second = await offers(office, "2 desember, 10 desember", 2)
    assert (await writes(office, "setuju")).view == BACK
    stale = await writes(office, "setuju", offer)
    assert (stale.view, stale.values["changed_by"]) == ("staff/requests/card", "Bu Ratna")
    assert (await of(office)).state is RequestState.PROPOSED
    assert (await writes(office, "setuju", second)).view == AGREED


async def test_a_question_under_an_offer_that_is_over_is_answered_as_ever(office: Office, offer: Reply) -> None:
    await writes(office, "setuju", offer)
    assert not (await writes(office, "syarat rekam ktp apa saja?", offer)).view.startswith("staff/requests")
    assert (await writes(office, "hari lain saja", offer)).view == "staff/requests/card"


async def test_a_late_answer_leaves_a_draft_about_something_else_alone(office: Office, offer: Reply) -> None:
    await offers(office, "2 desember, 10 desember", 2)
    await Desk(office, TU_KOBA).writes("40 siswa", "requests")
    assert (await writes(office, "setuju", offer)).values["changed_by"] == "Bu Ratna"
    assert await DRAFTS.one(office.store, TU_KOBA) == AskVisit(KOBA, pupils=40)


async def test_a_text_for_a_draft_is_the_drafts(office: Office, offer: Reply) -> None:
    school = Desk(office, TU_KOBA)
    await school.writes("40 siswa, 1 hari, 9 desember", "requests")
    shown = await writes(office, "setuju")
    assert (shown.view, shown.values["field"]) == ("staff/requests/ask", "contact")
    assert (await of(office)).state is RequestState.PROPOSED


async def test_a_yes_while_other_days_are_asked_for_shows_the_offer_again(office: Office, offer: Reply) -> None:
    school = Desk(office, TU_KOBA)
    await school.presses(under(offer, OTHER_DAYS))
    assert (await writes(office, "setuju deh bu")).view == BACK
    assert (await writes(office, "januari")).view == "staff/requests/other_days_preview"


def forwarded(request: Request) -> Request:
    return replace(request, origin=Origin.FORWARDED)


def edited(request: Request) -> Request:
    return replace(request, origin=Origin.EDITED)


def in_a_group(request: Request) -> Request:
    return replace(request, chat_kind=ChatKind.GROUP)


def of_a_citizen(request: Request) -> Request:
    return replace(request, member=None, person=7001)


@pytest.mark.parametrize("but", [forwarded, edited, in_a_group, of_a_citizen])
async def test_only_the_school_itself_answers_in_private(office: Office, offer: Reply, but: Callable[[Request], Request]) -> None:
    await answer(but(typed(office, "setuju", offer)), office)
    assert (await of(office)).state is RequestState.PROPOSED


async def test_a_nik_in_an_unclear_answer_is_not_shown(office: Office, offer: Reply) -> None:
    shown = await writes(office, "setuju untuk 1904035203100001", offer)
    assert shown.view == BACK
    assert "1904035203100001" not in shown.values["typed"]


async def test_a_typed_agreement_is_put_on_record_like_a_tapped_one(office: Office, offer: Reply) -> None:
    await writes(office, "setuju")
    assert (await entries(office.store, person=TU_KOBA))[0].details["answer"] == "agreed"


async def test_a_typed_withdrawal_is_asked_once_more(office: Office, offer: Reply) -> None:
    asked = await writes(office, "batal aja")
    assert (await of(office)).state is RequestState.PROPOSED
    await Desk(office, TU_KOBA).presses(under(asked, WITHDRAW))
    assert (await of(office)).state is RequestState.WITHDRAWN


def test_the_buttons_of_the_offer_say_the_same(offer: Reply) -> None:
    assert {tap.act for tap in taps(offer)} == {AGREE.name, OTHER_DAYS.name, ASK_WITHDRAW.name}


@pytest.mark.parametrize("against", ["hari lain bisa ga pak? tgl 16 desember gitu", "wah ada ujian pak tgl segitu"])
async def test_after_words_against_the_offer_a_bare_yes_is_shown_back(office: Office, offer: Reply, against: str) -> None:
    begun = await writes(office, against)
    assert begun.view in (ASKED, "staff/requests/other_days_preview")
    shown = await writes(office, "ok bu setuju")
    assert shown.view == BACK
    assert labels(shown)[:3] == THREE[:3]


async def test_the_days_that_were_agreed_stand_in_the_schools_list(office: Office, offer: Reply) -> None:
    await writes(office, "setuju")
    shown = await Desk(office, TU_KOBA).writes("", "requests")
    assert "diterima, Sel 8 Des, Rab 9 Des 2026" in render(shown, Language.ID)


@pytest.mark.parametrize(
    ("typed_days", "number"), [("sehari aja", 1), ("sehari saja pak", 1), ("dua hari saja", 2), ("3 hari", 3), ("2", 2)]
)
async def test_days_are_counted_in_words_and_what_else_was_typed_is_said_to_be_kept(office: Office, typed_days: str, number: int) -> None:
    desk = Desk(office, TU_KOBA)
    await desk.writes("90 siswa", "requests")
    kept = await desk.writes("14 desember")
    assert "Sudah dicatat: 90 siswa, sebaiknya Sen 14 Des 2026." in render(kept, Language.ID)
    assert "Noted so far: 90 pupils" in render(kept, Language.EN)
    shown = await desk.writes(typed_days)
    assert shown.values["draft"].days == number
