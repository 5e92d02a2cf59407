"""The page says what the commands say, in both languages, whatever the office has, and nothing that is written in it is taken for HTML."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.board import Board
from ektp_core.coverage.figure import Definition, HeadCounts
from ektp_core.office import Office
from ektp_core.profile import Fact, Language, Localized, Profile
from ektp_core.visits.schedule import Schedule, VisitState
from handlers.board_page import Reached, View
from handlers.contact import SHOWN, contact
from handlers.coverage import coverage
from handlers.coverage_questions.argument import PARTS_OF
from handlers.ranking import ranking
from handlers.reply import Reply
from handlers.request import Request
from handlers.schedule import schedule
from handlers.texts import render
from handlers.texts.examples import use_examples
from tests.core.builders import SUBDISTRICT_CODES, TODAY, a_figure, a_visit, published_board
from tests.handlers.board_page.pages import BOT, data_page, shown
from tests.handlers.boards import board_of
from tests.handlers.shown import INDONESIAN, QUOTED
from tests.handlers.unfinished import UNFINISHED
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

Handler = Callable[[Request, Office], Awaitable[Reply]]
OFFICES = ["published", "demo", "crowded", "bare", "Indonesian"]
HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>{{ 7*7 }}"
NUMBER = re.compile(r"\d[\d.,]*\u00a0%")
UNANNOUNCED = {Language.ID: "Belum diumumkan", Language.EN: "Not announced yet"}

every_view = pytest.mark.parametrize("view", View)
every_office = pytest.mark.parametrize("name", OFFICES)
every_language = pytest.mark.parametrize("language", Language)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def said(board: Board, language: Language, question: Handler, argument: str = "") -> str:
    """What a command answers to somebody on this board."""

    async def ask() -> str:
        async with an_office(board) as office:
            use_examples(board)
            return plain(render(await question(a_request(argument, language=language), office), language, BOT))

    return asyncio.run(ask())


@every_office
@every_language
def test_every_number_of_the_commands_stands_on_the_page(name: str, language: Language) -> None:
    board = board_of(name)
    page = numbers(shown(board, language=language).text)
    for question, argument in ((coverage, ""), (coverage, f"{PARTS_OF}{board.home.code}"), (ranking, "")):
        assert numbers(said(board, language, question, argument)) - page == set()


@every_office
@every_language
def test_every_visit_and_fact_of_the_commands_stands_on_the_page(name: str, language: Language) -> None:
    board = board_of(name)
    page = shown(board, language=language).text
    for line in said(board, language, schedule).splitlines():
        if " · " in line:
            days, place, state = line.split(" · ")[:3]
            assert days in page
            assert place in page
            assert state.partition(";")[0] in page
    *facts, _, _ = said(board, language, contact).splitlines()[2:]
    told = [fact.partition(": ")[2] for fact in facts if not fact.startswith(UNANNOUNCED[language])]
    unannounced = [fact for fact in facts if fact.startswith(UNANNOUNCED[language])]
    assert len(told) + sum(len(fact.split(",")) for fact in unannounced) == len(SHOWN)
    assert [fact for fact in told if fact not in page] == []
    assert page.count(UNANNOUNCED[language].lower()) == len(SHOWN) - len(told)


@every_view
@every_office
@every_language
def test_every_page_is_filled_in_and_reads_in_one_language(name: str, view: View, language: Language) -> None:
    page = shown(board_of(name), view, language)
    assert not UNFINISHED.search(page.text.replace(" .", ".").replace(" ,", ",").replace(" ;", ";"))
    assert ("lang", language.value) in page.tags[0][1].items()
    if language is Language.EN and name != "Indonesian":
        assert not INDONESIAN.search(QUOTED.sub("", page.text).replace("Dinas Kependudukan dan Pencatatan Sipil", ""))


@every_view
@every_office
def test_examples_are_called_so_and_nothing_else_is(name: str, view: View) -> None:
    board = board_of(name)
    assert ("DATA CONTOH" in shown(board, view).text) is board.has_examples


@every_view
@every_office
@every_language
def test_no_script_no_style_and_no_address_elsewhere_is_in_a_page(name: str, view: View, language: Language) -> None:
    for page in (shown(board_of(name), view, language), data_page(board_of(name), language)):
        assert not {"script", "style", "iframe", "object", "embed", "form", "base"} & {tag for tag, _ in page.tags}
        assert not [attributes for _, attributes in page.tags if any(each == "style" or each.startswith("on") for each in attributes)]
        elsewhere = [each for each in page.addresses if re.match(r"[a-z]+:|//", each) and each != "data:,"]
        assert set(elsewhere) <= {f"https://t.me/{BOT}"}
        assert "http" not in page.html.replace(f"https://t.me/{BOT}", "")


def hostile_board() -> Board:
    """An office in which everything that people write is an attack."""
    board = published_board()
    visit = replace(
        a_visit(TODAY, school=None, place=HOSTILE, state=VisitState.MOVED, moved_from=(TODAY,)),
        source=HOSTILE,
        catch_up=HOSTILE,
        note=HOSTILE,
    )
    visits = [visit, replace(visit, id=2, state=VisitState.CANCELLED, moved_from=())]
    facts = [Fact(key, Localized(HOSTILE, HOSTILE)) for key in ("name", "short_name", "address", "phone", "hours", "website", "complaints")]
    figures = tuple(a_figure(area, source=HOSTILE) for area in ("Bangka Tengah", "Bangka", "Belitung", *SUBDISTRICT_CODES))
    return replace(board, schedule=Schedule(visits), figures=figures, profile=Profile(facts, ()))


@every_view
@every_language
def test_what_anybody_wrote_is_shown_as_it_is_and_never_taken_for_html(view: View, language: Language) -> None:
    page = shown(hostile_board(), view, language)
    assert "<script" not in page.html
    assert "img" not in {tag for tag, _ in page.tags}
    assert HOSTILE in "".join(page.words)
    assert all("alert" not in value or name in {"content", "aria-label"} for _, tag in page.tags for name, value in tag.items())


@every_language
def test_the_page_about_the_data_escapes_the_office_too(language: Language) -> None:
    page = data_page(hostile_board(), language, 'https://x.example/"><script>')
    assert "<script" not in page.html
    assert HOSTILE in "".join(page.words)


def test_figures_of_different_dates_have_no_places_and_no_map_but_their_dates() -> None:
    areas = ("Bangka Tengah", "Bangka", "Belitung", "Bangka Selatan", "Bangka Barat", "Belitung Timur", "Pangkalpinang")
    figures = [a_figure(area, 95.0 + number, as_of=f"202{number}-11-22") for number, area in enumerate(areas)]
    page = shown(replace(published_board(), figures=tuple(figures)))
    assert "Peringkat belum bisa dibuat: tanggal atau definisi angkanya berbeda." in page.text
    assert page.all("svg", "place") == page.all("figure", "map") == []
    assert not page.all("span", "place")
    assert all(f"22 November 202{number}" in page.text for number in range(7))


def test_two_definitions_of_one_date_are_not_ranked() -> None:
    areas = ("Bangka Tengah", "Bangka")
    definitions = (Definition.WITH_EARLY, Definition.RECORDED)
    figures = tuple(a_figure(area, 95.0, definition=each) for area, each in zip(areas, definitions, strict=True))
    assert not shown(replace(published_board(), figures=figures)).all("span", "place")


def test_an_area_without_an_outline_takes_the_map_with_it() -> None:
    board = board_of("demo")
    assert len(shown(board).all("figure", "map")) == 2
    closed = replace(board, areas=board.areas, home=board.home)
    assert "belum ada data" in shown(replace(closed, figures=())).text
    assert not shown(replace(closed, figures=())).all("figure", "map")


def test_a_figure_of_nobody_obliged_breaks_nothing() -> None:
    board = replace(published_board(), figures=(a_figure(measure=HeadCounts(0, 0)),))
    assert "belum ada data" in shown(board).text


def test_visits_that_have_no_room_are_counted_and_a_cancelled_one_is_not_kept_silent() -> None:
    visits = [replace(a_visit(TODAY), id=number) for number in range(40)]
    cancelled = replace(a_visit(TODAY, state=VisitState.CANCELLED), id=99, catch_up="Kantor Camat Koba")
    page = shown(replace(published_board(), schedule=Schedule([*visits, cancelled])))
    assert "Kunjungan berikutnya (40)" in page.text
    assert "Dan 28 kunjungan lagi." in page.text
    assert "Dibatalkan" in page.text
    assert "Gantinya: Kantor Camat Koba" in page.text


def test_a_visit_on_a_holiday_says_so() -> None:
    visit = a_visit(TODAY.replace(month=12, day=25))
    assert "libur: Hari Raya Natal" in shown(replace(published_board(), schedule=Schedule([visit]))).text


def test_the_address_is_told_only_where_it_is_set() -> None:
    board = board_of("demo")
    with_address = Reached(BOT, "https://papan.example.go.id", "gaya.css")
    assert {"rel": "canonical", "href": "https://papan.example.go.id/papan"} in [tag for _, tag in shown(board, reached=with_address).tags]
    assert "<iframe" not in data_page(board).html
    assert '<iframe src="https://papan.example.go.id/papan/sisip"' in "".join(data_page(board, address="https://papan.example.go.id").words)


def test_a_bot_without_a_name_has_no_link() -> None:
    for view in View:
        assert "t.me" not in shown(board_of("demo"), view, reached=Reached("", None, "gaya.css")).html


@every_office
def test_a_television_turns_as_many_screens_as_it_counts(name: str) -> None:
    page = shown(board_of(name), View.TV)
    (screens,) = page.all("main", "screens")
    assert f"turn-{len(page.all('section', 'screen'))}" in screens["class"]


def test_a_home_address_leads_to_pages_that_exist() -> None:
    pages = (shown(board_of("demo"), view) for view in View)
    known = {
        "papan",
        "papan/sisip",
        "papan?tv",
        "papan?lang=en",
        "papan/gaya.css",
        "gaya.css",
        "data/",
        "data/visits.csv",
        "data/coverage.csv",
    }
    leads = {each.removeprefix("../") for page in pages for each in page.addresses if not each.startswith(("https:", "data:", "#"))}
    assert leads <= known
