"""A request is a conversation: the office sees and says why the wished days do not fit, the school answers an offer, nothing is lost."""

from datetime import date

import pytest
from sqlalchemy import insert

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.calendar import Days
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.store import requests, schema
from ektp_core.visits.schedule import PlaceKind
from handlers.reply import Button, Reply
from handlers.staff.requests.acts import (
    ACCEPT,
    AGREE,
    ASK_REASON,
    ASK_WITHDRAW,
    DECLINE,
    OPEN,
    OTHER_DAYS,
    PROPOSE,
    SEND,
    SEND_OTHER_DAYS,
    TAKE_SUGGESTION,
    TYPE_DAYS,
)
from handlers.staff.requests.drafts import FORMS
from handlers.texts import label, render
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, JULIAN, RATNA, TU_KOBA, Desk
from tests.store.records import a_day_row, a_visit_row

WEDNESDAY, THURSDAY, MONDAY, TUESDAY = date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 7), date(2026, 12, 8)
"""Days on which a kit of the example loan, which ends on 10 December, is free."""

JANUARY = Days(date(2027, 1, 1), date(2027, 1, 31))
LINE = "120 siswa, 2 hari, {}, Bu Ani 0812-3456-7890"


async def asks(office: Office, wish: str, person: int = TU_KOBA) -> Reply:
    """A school sends a request; what it is told, with what the officers are told."""
    school = Desk(office, person)
    return await school.presses(under(await school.writes(LINE.format(wish), "requests"), SEND))


async def offers(office: Office, days: str, version: int = 1, person: int = RATNA) -> Reply:
    """An officer offers days for the first request; what the school is told."""
    officer = Desk(office, person)
    await officer.presses(TYPE_DAYS.button("", Seen(1, version)))
    proposed = await officer.presses(under(await officer.writes(days), PROPOSE))
    return told(proposed, TU_KOBA)


def told(shown: Reply, person: int) -> Reply:
    """What a reply tells somebody else, last of all."""
    return [notice.reply for notice in shown.notices if notice.person == person][-1]


def labels(shown: Reply) -> list[str]:
    return [label(item, Language.ID) for row in shown.buttons for item in row]


async def of(office: Office, number: int = 1) -> VisitRequest:
    return await requests.request(office.store, number)


async def others_take(office: Office, day: date) -> None:
    """A visit elsewhere has the kits of a day."""
    async with office.store.changing_board() as connection:
        elsewhere = {"place_name": "Pasar Koba", "school": None, "place_kind": PlaceKind.OTHER}
        await connection.execute(insert(schema.visit).values(a_visit_row(id=90, kits=2) | elsewhere))
        await connection.execute(insert(schema.visit_day).values(a_day_row(day, visit=90)))
    await office.public.renew_board()


# The office's side


async def test_the_office_is_offered_the_wish_first_when_it_fits(office: Office) -> None:
    arrived = told(await asks(office, "2-3 desember"), RATNA)
    opened = await Desk(office, RATNA).presses(OPEN.button("", 1))
    for shown in (arrived, opened):
        assert labels(shown)[0] == "Terima hari yang diminta"
        assert "Hari yang diminta bisa: <b>Rab 2 Des, Kam 3 Des 2026</b>, 1 alat" in render(shown, Language.ID)
    preview = await Desk(office, RATNA).presses(under(arrived, TAKE_SUGGESTION))
    assert [item.act for row in preview.buttons[:2] for item in row if isinstance(item, Button)] == [ACCEPT.name, PROPOSE.name]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("17-18 desember", "Kam 17 Des, Jum 18 Des: pinjaman alat berakhir Kam 10 Des."),
        ("januari", "pinjaman alat berakhir Kam 10 Des 2026."),
        ("5-6 desember", "Sab 5 Des: hari Sabtu."),
        ("5-6 desember", "Min 6 Des: hari Minggu."),
        ("2-3 desember", "Rab 2 Des: perlu 1 alat, dipinjam 2, dipakai Pasar Koba (2)."),
        ("26-27 november", "tim sudah dijadwalkan di sekolah ini."),
        ("hari ini", "Sel 24 Nov: hari ini, terlalu dekat."),
    ],
)
async def test_why_the_wished_days_do_not_fit_is_said_to_the_office_and_with_its_offer_to_the_school(
    office: Office, wish: str, why: str
) -> None:
    await others_take(office, WEDNESDAY)
    arrived = told(await asks(office, wish), RATNA)
    assert why in render(arrived, Language.ID)
    assert "Terima hari yang diminta" not in labels(arrived)
    assert labels(arrived)[0].startswith("Tawarkan")
    offered = await offers(office, "7-8 desember 1 alat")
    assert why in render(offered, Language.ID)


async def test_what_needs_more_kits_than_are_lent_says_so(office: Office) -> None:
    school = Desk(office, TU_KOBA)
    sent = await school.presses(under(await school.writes("360 siswa, 1 hari, 8 desember, Bu Ani 0812-3456-7890", "requests"), SEND))
    assert "Sel 8 Des: perlu 6 alat, dipinjam 2." in render(told(sent, RATNA), Language.ID)


async def test_days_that_the_school_did_not_wish_are_offered_before_they_are_put_into_the_schedule(office: Office) -> None:
    await asks(office, "januari")
    ratna = Desk(office, RATNA)
    await ratna.presses(TYPE_DAYS.button("", Seen(1, 1)))
    preview = await ratna.writes("7-8 desember")
    assert [item.act for row in preview.buttons[:2] for item in row if isinstance(item, Button)] == [PROPOSE.name, ACCEPT.name]


# The school's side


async def test_an_offer_is_agreed_to_with_one_tap_on_its_message(office: Office) -> None:
    await asks(office, "januari")
    offer = await offers(office, "8-9 desember 2 alat")
    assert labels(offer) == ["Setuju", "Hari lain", "Batalkan", "Meja kerja"]
    agreed = await Desk(office, TU_KOBA).presses(under(offer, AGREE))
    assert agreed.view == "staff/requests/accepted_school"
    taken = await of(office)
    visit = office.board.schedule.find(taken.visit or 0)
    assert visit
    assert (taken.state, visit.days, visit.kits) == (RequestState.ACCEPTED, (TUESDAY, date(2026, 12, 9)), 2)
    assert told(agreed, RATNA).view == "staff/requests/agreed"


async def test_other_days_are_asked_for_before_anything_is_refused(office: Office) -> None:
    await asks(office, "januari")
    offer = await offers(office, "7-8 desember")
    school = Desk(office, TU_KOBA)
    asked = await school.presses(under(offer, OTHER_DAYS))
    assert (asked.view, asked.notices) == ("staff/requests/which_days", ())
    preview = await school.writes("minggu pertama desember")
    assert (preview.view, preview.notices) == ("staff/requests/other_days_preview", ())
    assert (await of(office)).state is RequestState.PROPOSED
    sent = await school.presses(under(preview, SEND_OTHER_DAYS))
    now = await of(office)
    assert (now.state, now.within, now.refused) == (
        RequestState.WAITING,
        Days(date(2026, 12, 1), MONDAY),
        (MONDAY, TUESDAY),
    )
    assert told(sent, RATNA).view == "staff/requests/other_days"


async def test_what_is_thrown_away_leads_back_to_the_offer(office: Office) -> None:
    await asks(office, "januari")
    school = Desk(office, TU_KOBA)
    asked = await school.presses(under(await offers(office, "7-8 desember"), OTHER_DAYS))
    back = await school.presses(under(asked, FORMS.discard))
    assert (back.view, labels(back)[:3]) == ("staff/requests/card", ["Setuju", "Hari lain", "Batalkan"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7-8 desember", "Hari itulah yang ditawarkan"),
        ("setelah lebaran", "“setelah lebaran” belum menyebut"),
        ("1/12/2020", "sudah lewat"),
    ],
)
async def test_days_that_are_no_wish_are_asked_again_and_the_offer_stands(office: Office, typed: str, sentence: str) -> None:
    await asks(office, "januari")
    school = Desk(office, TU_KOBA)
    await school.presses(under(await offers(office, "7-8 desember"), OTHER_DAYS))
    asked = await school.writes(typed)
    assert (asked.view, sentence in render(asked, Language.ID)) == ("staff/requests/which_days", True)
    assert (await of(office)).state is RequestState.PROPOSED


async def test_five_turns_lose_nothing_and_suggest_no_refused_day(office: Office) -> None:
    await asks(office, "7-8 desember")
    school, ratna = Desk(office, TU_KOBA), Desk(office, RATNA)
    refused: set[date] = set()
    for turn, (offered, wish) in enumerate((("2-3 desember", "desember"), ("1 desember, 8 desember", "kapan saja"))):
        offer = await offers(office, offered, 1 + 2 * turn)
        refused |= {*(await of(office)).proposed}
        asked = await school.presses(under(offer, OTHER_DAYS))
        assert not refused & {*asked.values["draft"].free}
        sent = await school.presses(under(await school.writes(wish), SEND_OTHER_DAYS))
        news = told(sent, RATNA)
        suggestion = news.values["judged"].suggestion
        assert suggestion
        assert not refused & {*suggestion.days}
        card = await ratna.presses(OPEN.button("", 1))
        assert {*card.values["request"].refused} == refused
    now = await of(office)
    assert (now.pupils, now.days, now.contact, now.wishes, now.within) == (120, 2, "Bu Ani 0812-3456-7890", (), None)
    taken = await ratna.presses(under(card, TAKE_SUGGESTION))
    last = told(await ratna.presses(under(taken, PROPOSE)), TU_KOBA)
    assert (await school.presses(under(last, AGREE))).view == "staff/requests/accepted_school"


async def test_a_day_that_is_asked_for_again_is_no_longer_refused(office: Office) -> None:
    await asks(office, "januari")
    school = Desk(office, TU_KOBA)
    await school.presses(under(await offers(office, "2-3 desember"), OTHER_DAYS))
    sent = await school.presses(under(await school.writes("3 dan 8 desember"), SEND_OTHER_DAYS))
    assert (await of(office)).refused == (WEDNESDAY,)
    assert told(sent, RATNA).values["judged"].suggestion.days == (THURSDAY, TUESDAY)


# Whom it concerns


@pytest.mark.parametrize("decision", ["propose", "accept", "decline"])
async def test_whoever_made_an_offer_hears_that_a_colleague_decided_otherwise(office: Office, decision: str) -> None:
    await asks(office, "januari")
    await offers(office, "7-8 desember")
    hendra = Desk(office, HENDRA)
    if decision == "decline":
        await hendra.presses(ASK_REASON.button("", Seen(1, 2)))
        shown = await hendra.presses(under(await hendra.writes("penuh"), DECLINE))
    else:
        await hendra.presses(TYPE_DAYS.button("", Seen(1, 2)))
        shown = await hendra.presses(under(await hendra.writes("2-3 desember"), PROPOSE if decision == "propose" else ACCEPT))
    news = told(shown, RATNA)
    assert (news.view, news.values["by"]) == ("staff/requests/offer_ended", "Pak Hendra")


async def test_whoever_made_the_offer_hears_the_answer_be_they_no_officer(office: Office) -> None:
    await asks(office, "januari")
    school = Desk(office, TU_KOBA)
    asked = await school.presses(under(await offers(office, "8-9 desember", person=JULIAN), OTHER_DAYS))
    sent = await school.presses(under(await school.writes("desember"), SEND_OTHER_DAYS))
    assert (asked.notices, told(sent, JULIAN).view) == ((), "staff/requests/other_days")
    agreed = await school.presses(under(await offers(office, "1-2 desember", 3, person=JULIAN), AGREE))
    assert told(agreed, JULIAN).view == "staff/requests/agreed"


async def test_only_the_schools_own_account_gets_the_buttons_of_an_offer(office: Office) -> None:
    """Whoever of the office asked for the school reads the offer, and cannot agree in its name."""
    hendra = Desk(office, HENDRA)
    await hendra.presses(under(await hendra.writes("SMAN 1 Koba " + LINE.format("januari"), "requests"), SEND))
    ratna = Desk(office, RATNA)
    await ratna.presses(TYPE_DAYS.button("", Seen(1, 1)))
    proposed = await ratna.presses(under(await ratna.writes("7-8 desember"), PROPOSE))
    assert {item.act for row in told(proposed, HENDRA).buttons for item in row if isinstance(item, Button)} == {OPEN.name, None}
    assert {item.act for row in told(proposed, TU_KOBA).buttons for item in row if isinstance(item, Button)} == {
        AGREE.name,
        OTHER_DAYS.name,
        ASK_WITHDRAW.name,
        None,
    }
