"""The very answer: the sentence first, then where it leads; what the office has not said is counted and one tap from its desk."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.store import open_store
from ektp_core.store.unanswered import top, unannounced
from ektp_core.topics import Topic, answer_to, key_of
from ektp_core.unanswered import Why
from handlers.answer import answer
from handlers.free_text.topics import asks_of_topic
from handlers.reply import Button, Reply
from handlers.request import ChatKind
from handlers.staff.office import acts
from handlers.texts import label, render
from handlers.topics.topics import LEADS
from handlers.topics.topics import asked as parsed
from tests.databases import Filled, in_memory, sqlite_file
from tests.handlers.staff.visits.desk import JULIAN, RATNA, Desk
from tests.handlers.unfinished import LONGEST_LABEL, UNFINISHED
from tests.rehearsal import TODAY, ZONE, a_request

NOON = datetime.combine(TODAY, time(12), ZONE)
ELSEWHERE = ("Bangka", "Koba", "0718", "Babel", "daerah lain", "Buleleng")


async def bogor() -> Office:
    store = await in_memory(Filled.FIRST_START, "32.01")
    return await Office.open(store, OfficeSettings(ZONE), lambda: NOON)


@pytest.fixture(params=["Bangka Tengah", "Bogor"])
async def either(request: pytest.FixtureRequest, office: Office) -> AsyncIterator[Office]:
    if request.param == "Bangka Tengah":
        yield office
        return
    opened = await bogor()
    yield opened
    await opened.store.close()


async def asked(text: str, office: Office, *, route: str | None = "topics", member: Member | None = None) -> Reply:
    return await answer(replace(a_request(text, member=member), route=route), office)


def shown(found: Reply, language: Language = Language.ID) -> str:
    return plain(render(found, language))


def leading(found: Reply) -> list[tuple[str, str]]:
    return [(item.route, item.argument) for row in found.buttons for item in row if isinstance(item, Button)]


@pytest.mark.parametrize("topic", Topic)
async def test_every_topic_is_answered_with_the_sentence_first(topic: Topic, either: Office) -> None:
    found = await asked(topic, either)
    expected = answer_to(topic, either.board.profile, TODAY)
    for language in Language:
        text = shown(found, language)
        assert not UNFINISHED.search(text)
        for fact in expected.said:
            assert fact.text and fact.text[language] in text
            assert fact.source and fact.source in text
        if expected.said and expected.gap not in ("hours", "phone"):
            assert text.startswith(expected.said[0].text[language] if expected.said[0].text else "")
        if not expected.said:
            assert {Language.ID: "belum", Language.EN: "not"}[language] in text.splitlines()[0]
        for row in found.buttons:
            assert all(0 < len(label(item, language)) <= LONGEST_LABEL[len(row)] for item in row)
        if either.board.home.code != "19.04":
            assert not [word for word in ELSEWHERE if word in text]
    assert ("contact", "") in leading(found)
    assert leading(found)[0][0] == LEADS[topic][0][0]


def test_every_topic_leads_somewhere() -> None:
    assert {*LEADS} == {*Topic}


async def test_all_topics_are_offered_where_none_is_named(office: Office) -> None:
    for text in ("", "xyz", "jam"):
        found = await asked(text, office)
        expected = [("topics", topic.value) for topic in Topic]
        assert (found.view, leading(found)) == (("topics", expected) if text != "jam" else ("topic", leading(found)))
    assert "belum ada di daftar" in shown(await asked("xyz", office))


@pytest.mark.parametrize(("text", "topic"), [("biaya", Topic.PRICE), ("Jilbab", Topic.GLASSES_VEIL), ("pungutan liar", Topic.FEE_FRAUD)])
async def test_a_word_of_its_name_asks_for_a_topic(text: str, topic: Topic, office: Office) -> None:
    assert (await asked(text, office)).values["answer"].topic is topic


@pytest.mark.parametrize("text", ["bayar gak", "gratis kan?", "is it free", "brp bayarnya kak"])
async def test_a_question_about_the_cost_is_answered_first_and_the_papers_are_behind_a_button(text: str, either: Office) -> None:
    found = await asked(text, either, route=None)
    assert shown(found).startswith("Gratis: perekaman dan KTP-el tidak dipungut biaya.")
    assert leading(found)[0] == ("requirements", "early")


async def test_the_papers_are_those_of_the_card_that_was_named(office: Office) -> None:
    assert leading(await asked("ktp hilang bayar berapa", office, route=None))[0] == ("requirements", "lost")


# What the office has not said


async def test_what_citizens_ask_and_nobody_has_announced_is_counted_by_the_fact_that_would_answer(office: Office) -> None:
    for text in ("absent", "absent", "hours", "price", "safety_data"):
        await asked(text, office)
    await office.notes.keep_unanswered()
    assert await unannounced(office.store, TODAY.replace(day=1)) == {"topic_absent": 2, "hours": 1}
    assert {each.why for each in await top(office.store, TODAY)} == {Why.UNANNOUNCED}


async def test_neither_staff_nor_a_preview_is_counted(office: Office) -> None:
    await asked("absent", office, member=Member(RATNA, Role.OFFICER, "Ratna", NOON))
    desk = Desk(office, JULIAN)
    await desk.presses(acts.CHANGE.button("office_edit", key_of(Topic.ABSENT)))
    for text in ("Menyusul di kantor, harinya belum diumumkan.", "At the office, the day has not been announced."):
        await desk.writes(text)
    assert (await desk.presses(acts.EMPTY.button("fact_empty", key_of(Topic.CLOTHES)))).view == "staff/office/preview"
    await office.notes.keep_unanswered()
    assert await unannounced(office.store, TODAY.replace(day=1)) == {}


async def test_the_desk_tells_how_often_and_leads_to_the_fact_until_it_is_said(office: Office) -> None:
    for _ in range(3):
        await asked("absent", office)
    await asked("duration", office)
    admin = Desk(office, JULIAN)
    desk = await admin.writes("", "staff")
    assert "Absen saat rekam (3 kali bulan ini), Lama perekaman (1 kali bulan ini), jam layanan" in shown(desk)
    fill = next(item for row in desk.buttons for item in row if isinstance(item, Button) and item.argument == "topic_absent")
    assert (await admin.presses(fill)).view == "staff/office/fact"
    await say(admin, Topic.ABSENT, "Menyusul di kantor tiap Jumat.", "At the office on Fridays.")
    desk = await admin.writes("", "staff")
    assert "Absen" not in shown(desk)
    assert "Lama perekaman (1 kali bulan ini)" in shown(desk)
    assert "Lama perekaman" not in shown(await Desk(office, RATNA).writes("", "staff"))


async def test_the_list_of_what_fell_through_names_the_topic(office: Office) -> None:
    await asked("absent", office)
    found = await Desk(office, RATNA).presses(_unanswered())
    assert "1 × Absen saat rekam (belum diumumkan kantor)" in shown(found)


def _unanswered() -> Button:
    from handlers.staff.unanswered import OVERVIEW

    return OVERVIEW.button("desk_unanswered")


# Changed by the office


async def say(desk: Desk, topic: Topic, text: str, english: str) -> Reply:
    await desk.presses(acts.CHANGE.button("office_edit", key_of(topic)))
    await desk.writes(text)
    preview = await desk.writes(english)
    assert preview.view == "staff/office/preview"
    apply = next(item for row in preview.buttons for item in row if isinstance(item, Button) and item.label == "office_apply")
    return await desk.presses(apply)


@pytest.mark.parametrize("topic", Topic)
async def test_staff_edit_an_answer_with_a_preview_and_undo_it(topic: Topic, office: Office) -> None:
    desk, before = Desk(office, JULIAN), shown(await asked(topic, office))
    await desk.presses(acts.CHANGE.button("office_edit", key_of(topic)))
    await desk.writes("Begini jawaban kantor kami.")
    preview = await desk.writes("This is what our office answers.")
    assert "Begini jawaban kantor kami." in str(preview.values["citizens"])
    assert shown(await asked(topic, office)) == before
    done = await desk.presses(
        next(item for row in preview.buttons for item in row if isinstance(item, Button) and item.label == "office_apply")
    )
    assert "Begini jawaban kantor kami." in shown(await asked(topic, office))
    assert "This is what our office answers." in shown(await asked(topic, office), Language.EN)
    assert office.board.office_name in shown(await asked(topic, office))
    undo = await desk.presses(next(item for row in done.buttons for item in row if isinstance(item, Button) and item.label == "put_back"))
    await desk.presses(next(item for row in undo.buttons for item in row if isinstance(item, Button) and item.label == "office_apply"))
    assert shown(await asked(topic, office)) == before


async def test_no_edited_sentence_hides_that_all_is_free_and_where_to_complain(office: Office) -> None:
    await say(Desk(office, JULIAN), Topic.FEE_FRAUD, "Bayar saja di loket.", "Just pay at the counter.")
    text = shown(await asked("fee_fraud", office))
    assert text.startswith("Gratis: perekaman dan KTP-el tidak dipungut biaya.")
    assert text.index("lapor.go.id") < text.index("Bayar saja di loket.")


async def test_the_list_of_answers_begins_with_those_that_wait_for_the_office(office: Office) -> None:
    found = await Desk(office, JULIAN).presses(acts.ANSWERS.button("office_answers"))
    first = found.buttons[0][0]
    assert isinstance(first, Button)
    assert first.argument == key_of(Topic.PROXY)
    assert "Diwakilkan" in shown(found) and "lapor.go.id" in shown(found)


async def test_topics_are_answered_in_groups_too(office: Office) -> None:
    request = replace(a_request("price"), chat_kind=ChatKind.GROUP, route="topics")
    assert shown(await answer(request, office)).startswith("Gratis")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.DEMO))
    yield await Office.open(store, OfficeSettings(ZONE), lambda: NOON)
    await store.close()


async def test_a_sentence_is_counted_as_well_and_none_of_staffs(office: Office) -> None:
    await say(Desk(office, JULIAN), Topic.CLASS_AGE, "Untuk kelas belum diumumkan.", "Not announced for classes.")
    await asked("kelas 11 boleh?", office, route=None)
    await asked("kelas 11 boleh?", office, route=None, member=Member(RATNA, Role.OFFICER, "Ratna", NOON))
    await office.notes.keep_unanswered()
    assert await unannounced(office.store, TODAY.replace(day=1)) == {"topic_class_age": 1}


@pytest.mark.parametrize("topic", Topic)
def test_any_topic_of_a_sentence_is_asked_as_a_button_asks_it(topic: Topic, office: Office) -> None:
    question = office.public.reader.read("ktp hilang, anak kelas 11, gimana?", TODAY)
    (ask,) = asks_of_topic(topic, question, office.board)
    details = {Topic.PRICE: "lost", Topic.CLASS_AGE: "11"}
    assert (ask.route, parsed(ask.argument, Language.ID)) == ("topics", (topic, details.get(topic, "")))
