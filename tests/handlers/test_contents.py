"""What comes instead of words gets one apt sentence, and what comes beside them is said to be left out."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.terminal.ask import plain
from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.visits.nearest import Position
from ektp_core.visits.schedule import Schedule, Visit
from handlers.answer import answer
from handlers.contents.wordless import MOST_UNPLACED
from handlers.reply import Button, LeftOut, Reply
from handlers.request import PAPERS, ChatKind, Content
from handlers.texts import render
from tests.core.builders import a_visit, demo_board
from tests.handlers.unfinished import TEXT_CHARACTERS, UNFINISHED
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

BOARD = demo_board()
SMAN_1_KOBA = Position(-2.4843, 106.3974)
JAKARTA = Position(-6.2, 106.8)


def with_visits(*visits: Visit) -> Board:
    return replace(BOARD, schedule=Schedule(visits))


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as office:
        yield office


async def sent(office: Office, content: Content, words: str = "", **more: Any) -> Reply:
    request = replace(a_request(words, chat_kind=more.pop("chat_kind", ChatKind.PRIVATE)), content=content, message_id=5, **more)
    found = await answer(request, office)
    for language in Language:
        text = plain(render(found, language))
        assert 0 < len(text) <= TEXT_CHARACTERS
        assert not UNFINISHED.search(text), text
    return found


def asks(found: Reply) -> list[str]:
    return [item.raw_data for row in found.buttons for item in row if isinstance(item, Button)]


# Without words


@pytest.mark.parametrize("content", [each for each in Content if each is not Content.LOCATION])
async def test_each_content_has_a_sentence_of_its_own_with_the_way_out(office: Office, content: Content) -> None:
    found = await sent(office, content)
    others = {render(await sent(office, other), Language.ID) for other in Content if other not in (content, Content.LOCATION)}
    assert render(found, Language.ID) not in others
    for language in Language:
        assert "12-03-2010" in render(found, language)
    assert found.buttons
    assert found.left_out == ()


@pytest.mark.parametrize("content", sorted(PAPERS))
async def test_whoever_sends_papers_is_asked_for_the_birth_and_can_delete_them(office: Office, content: Content) -> None:
    found = await sent(office, content)
    assert "tidak bisa dan tidak boleh" in plain(render(found, Language.ID))
    assert "cannot and must not" in plain(render(found, Language.EN))
    assert asks(found) == ["1:eligibility:", "1:privacy:d=5"]


async def test_a_contact_can_be_deleted_again(office: Office) -> None:
    assert "1:privacy:d=5" in asks(await sent(office, Content.CONTACT))


async def test_in_a_group_nothing_is_offered_for_deletion(office: Office) -> None:
    assert asks(await sent(office, Content.PHOTO, chat_kind=ChatKind.GROUP)) == ["1:eligibility:"]


# A location


async def near(board: Board, here: Position) -> tuple[Reply, str]:
    async with an_office(board) as office:
        found = await sent(office, Content.LOCATION, position=here)
        return found, plain(render(found, Language.ID))


async def test_a_location_is_answered_with_the_nearest_visit(office: Office) -> None:
    found, text = await near(BOARD, SMAN_1_KOBA)
    visit = found.values["visit"]
    assert visit.place.name in text
    assert "garis lurus" in text
    assert "tidak kami simpan" in text
    assert asks(found)[0] == f"1:schedule:s={visit.place.npsn}"


@pytest.mark.parametrize(("here", "said"), [(SMAN_1_KOBA, "kurang dari 1 km"), (Position(-2.4, 106.3), "± 14 km"), (JAKARTA, "jauh dari")])
async def test_the_distance_is_said_as_well_as_it_is_known(here: Position, said: str) -> None:
    school = BOARD.schools["10900778"]
    visit = replace(a_visit(), place=replace(a_visit().place, npsn=school.npsn))
    _, text = await near(with_visits(visit), here)
    assert said in text


async def test_what_may_be_nearer_is_not_passed_over(office: Office) -> None:
    school = BOARD.schools["10900778"]
    placed = replace(a_visit(), place=replace(a_visit().place, npsn=school.npsn))
    unplaced = [a_visit(school=None, place=f"Balai Desa {number}", number=number) for number in range(2, 3 + MOST_UNPLACED)]
    _, text = await near(with_visits(placed, *unplaced), SMAN_1_KOBA)
    assert "mungkin lebih dekat" in text
    assert "Balai Desa 2" in text
    assert "Dan 1 lagi" in text
    found, text = await near(with_visits(*unplaced[:1]), SMAN_1_KOBA)
    assert (found.values["visit"], "belum bisa kami hitung" in text, "Balai Desa 2" in text) == (None, True, True)


async def test_without_a_visit_the_office_is_named() -> None:
    _, text = await near(with_visits(), SMAN_1_KOBA)
    assert "Belum ada kunjungan" in text
    assert "kantor" in text


# Beside words


@pytest.mark.parametrize("content", Content)
async def test_words_are_answered_and_the_rest_is_said_to_be_left_out(office: Office, content: Content) -> None:
    found = await sent(office, content, "12 maret 2010")
    assert found.view == "eligibility"
    assert found.left_out == ((LeftOut.PAPERS if content in PAPERS else LeftOut.MEDIA),)


async def test_words_alone_leave_nothing_out(office: Office) -> None:
    assert (await answer(a_request("12 maret 2010"), office)).left_out == ()
