"""A sentence is kept only where its writer taps that it may be, and only while the office collects."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.terminal.ask import plain
from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store.unanswered import keep_text, switch_collecting, texts
from ektp_core.unanswered import CONSENT_VERSION, MOST_LETTERS, MOST_TEXTS, Why
from ektp_core.understanding.intents import Intent
from handlers.answer import answer
from handlers.free_text.unanswered import Became, consent_row
from handlers.privacy import UNSEND, erase, my_data, privacy
from handlers.reply import CALLBACK_BYTES, Button, Reply, reply
from handlers.request import ChatKind, Origin, Request
from handlers.texts import label, render
from tests.core.builders import published_board
from tests.handlers.walk import an_office
from tests.rehearsal import GROUP, TODAY, a_request

SENTENCE = "kapan tim datang ke sekolah anak saya ya"


@pytest.fixture(scope="module")
def board() -> Board:
    return published_board()


@pytest.fixture
async def office(board: Board) -> AsyncIterator[Office]:
    async with an_office(board) as opened:
        yield opened


async def collect(office: Office, *, on: bool = True) -> None:
    async with office.store.changing() as connection:
        await switch_collecting(connection, TODAY, on=on)
    await office.public.renew_collecting()


def offered(request: Request, office: Office, why: Why = Why.UNSURE, topic: str = "schedule") -> list[Button]:
    return [item for item in consent_row(request, office, why, topic) if isinstance(item, Button)]


async def taps(office: Office, argument: str = "t=unsure.schedule", quoted: str = SENTENCE, **more: Any) -> Reply:
    return await privacy(replace(a_request(argument, origin=Origin.TAPPED), quoted=quoted, **more), office)


async def kept(office: Office) -> list[str]:
    return [each.text for each in await texts(office.store)]


def written(shown: Reply) -> str:
    return plain(render(shown, Language.ID))


async def test_nobody_is_asked_until_an_admin_switches_it_on(office: Office) -> None:
    assert offered(a_request(), office) == []
    await collect(office)
    assert [item.argument for item in offered(a_request(), office)] == ["t=unsure.schedule"]
    assert offered(a_request(chat_kind=ChatKind.GROUP), office) == []


@pytest.mark.parametrize("origin", [Origin.FORWARDED, Origin.VIA_BOT, Origin.IMPERSONAL])
async def test_nobody_agrees_for_the_writer_of_a_forwarded_message(office: Office, origin: Origin) -> None:
    await collect(office)
    assert offered(a_request(origin=origin), office) == []


async def test_every_button_that_is_offered_fits_and_keeps(office: Office) -> None:
    await collect(office)
    for why in Why:
        for topic in ("", *Intent, *office.board.profile.requirements):
            (item,) = offered(a_request(), office, why, topic)
            assert len(item.data.encode()) <= CALLBACK_BYTES
            assert (await taps(office, item.argument)).values["became"] is Became.KEPT


@pytest.mark.parametrize("language", Language)
async def test_people_read_before_they_agree_what_is_kept_why_how_long_and_how_to_erase_it(office: Office, language: Language) -> None:
    await collect(office)
    shown = plain(render(await answer(a_request("resep lempah kuning dong", language=language), office), language))
    words = {
        Language.ID: ("kalimatnya", "nomor obrolan", "90 hari", "lebih mengerti", "admin kantor", "/dataku", "/hapus", "17 tahun"),
        Language.EN: ("sentence", "chat's number", "90 days", "understands more", "admins", "/mydata", "/erase", "17 or older"),
    }[language]
    assert [word for word in words if word not in shown] == []


async def test_the_tap_keeps_the_words_and_says_so_in_a_new_message(office: Office) -> None:
    await collect(office)
    shown = await taps(office)
    assert shown.as_new
    assert all(word in written(shown) for word in ("90 hari", "/dataku", "/hapus"))
    (found,) = await texts(office.store)
    assert (found.text, found.asked_on, found.consent_version, found.why, found.topic) == (
        SENTENCE,
        TODAY,
        CONSENT_VERSION,
        Why.UNSURE,
        "schedule",
    )


async def test_tapping_twice_keeps_it_once(office: Office) -> None:
    await collect(office)
    await taps(office)
    await taps(office)
    assert await kept(office) == [SENTENCE]


async def test_numbers_are_masked_and_a_long_text_is_cut(office: Office) -> None:
    await collect(office)
    await taps(office, quoted="nik 1904035203100001 lahir 12-03-2010")
    await taps(office, quoted="x" * 4000)
    assert await kept(office) == ["x" * MOST_LETTERS, "nik ▪▪▪ lahir ##-##-####"]


@pytest.mark.parametrize("quoted", ["", " \n"])
async def test_a_message_that_is_gone_is_not_kept(office: Office, quoted: str) -> None:
    await collect(office)
    shown = await taps(office, quoted=quoted)
    assert (shown.values["became"], await kept(office)) == (Became.NOT_FOUND, [])
    assert "tidak ada yang disimpan" in written(shown)


async def test_a_button_from_before_the_switch_went_off_keeps_nothing_and_says_so(office: Office) -> None:
    await collect(office)
    await collect(office, on=False)
    shown = await taps(office)
    assert (shown.values["became"], await kept(office)) == (Became.NOT_COLLECTED, [])
    assert "tidak mengumpulkan" in written(shown)


@pytest.mark.parametrize("argument", ["t=", "t=.", "t=bored.schedule", "t=unsure.siti", "t=unsure", "t=unsure.schedule.x"])
async def test_a_forged_button_keeps_nothing(office: Office, argument: str) -> None:
    await collect(office)
    shown = await taps(office, argument)
    expected = "unanswered" if argument == "t=unsure" else "privacy"  # no matter named, as an unknown matter has none
    assert shown.view == expected
    assert await kept(office) == ([SENTENCE] if expected == "unanswered" else [])


async def test_a_group_never_keeps_a_sentence(office: Office) -> None:
    await collect(office)
    assert (await taps(office, chat=GROUP, chat_kind=ChatKind.GROUP)).view == "privacy"
    assert await kept(office) == []


@pytest.mark.parametrize("language", Language)
async def test_what_is_kept_is_shown_whole_and_erased(office: Office, language: Language) -> None:
    await collect(office)
    longest = [letter * MOST_LETTERS for letter in "abc"]
    assert len(longest) == MOST_TEXTS
    for text in longest:
        await taps(office, quoted=text)
    shown = plain(render(await my_data(a_request(), office), language))
    assert all(text in shown for text in longest)
    assert {Language.ID: "22 Februari 2027", Language.EN: "22 February 2027"}[language] in shown
    assert len(shown) < 4096
    assert (await erase(replace(a_request("ya"), route="erase"), office)).values["had_data"] is True
    assert await kept(office) == []


async def test_what_is_kept_reads_as_text_not_as_markup(office: Office) -> None:
    await collect(office)
    await keep_text(office.store, 7001, "<b>halo</b> & {{ 7 }}", Why.OUT_OF_SCOPE, "", TODAY)
    assert "“<b>halo</b> & {{ 7 }}”" in written(await my_data(a_request(), office))


async def test_what_privacy_says_names_the_sentences(office: Office) -> None:
    assert "90 hari" in written(await privacy(a_request(), office))


@pytest.mark.parametrize("became", Became)
@pytest.mark.parametrize("language", Language)
def test_what_became_of_it_is_said_in_one_sentence(became: Became, language: Language) -> None:
    shown = plain(render(reply("unanswered", became=became, days=90), language))
    assert shown.count(".") == 1


async def test_a_message_with_a_number_is_deleted_at_a_tap(office: Office) -> None:
    shown = await taps(office, f"{UNSEND}123")
    assert (shown.view, shown.removes, shown.as_new) == ("unsent", 123, True)
    assert "hapus" in written(shown)


@pytest.mark.parametrize(("argument", "kind"), [("d=", ChatKind.PRIVATE), ("d=x", ChatKind.PRIVATE), ("d=123", ChatKind.GROUP)])
async def test_nobody_deletes_another_message(office: Office, argument: str, kind: ChatKind) -> None:
    shown = await taps(office, argument, chat_kind=kind)
    assert (shown.view, shown.removes) == ("privacy", None)


def test_the_button_has_words() -> None:
    assert all(label(Button("keep_words", "privacy"), language) for language in Language)
