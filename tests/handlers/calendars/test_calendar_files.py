"""A calendar is read by every phone, says what is sure and what is not, and tells nothing that is not public."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.board import Board
from ektp_core.calendars import kept_up, taken_out
from ektp_core.calendars.ics import Entry, Heading, Reminder, Status, written
from ektp_core.profile import Language
from ektp_core.visits.schedule import Hours, Place, PlaceKind, Schedule, Visit, VisitState
from handlers.texts.examples import use_examples
from tests.core.builders import TODAY, a_visit, demo_board, published_board
from tests.handlers.calendars.reading import Shown, calendar_of, entries_of, faults_of, lines_of
from tests.handlers.unfinished import UNFINISHED
from tests.rehearsal import ZONE

KOBA = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
DAY, NEXT = TODAY + timedelta(7), TODAY + timedelta(9)
BY_CLASS = (Hours(time(8), time(11), "XI"), Hours(time(11), time(14, 30), "XII"))
NAMES = ("semua", "10900778", "19.04.05", "v2")


@pytest.fixture(autouse=True)
def _district() -> None:
    use_examples(published_board())


def board_with(*visits: Visit) -> Board:
    """The published board, and these visits as if they had just been planned."""
    events = [event for visit in visits for event in kept_up((), visit, visit.updated)]
    return replace(published_board(), schedule=Schedule(visits), calendar=tuple(events))


def at_koba(*days: date, number: int = 1, **values: object) -> Visit:
    return replace(a_visit(*(days or (DAY,)), number=number), place=KOBA, **values)  # type: ignore[arg-type]  # any field of a visit, as each test names it


def only_entry(visit: Visit, language: Language = Language.ID) -> Shown:
    (entry,) = entries_of(calendar_of(board_with(visit), "10900778", language))
    return entry


@pytest.mark.parametrize(("name", "language"), list(product(NAMES, Language)))
def test_every_calendar_is_written_as_rfc_5545_has_it(name: str, language: Language) -> None:
    content = calendar_of(demo_board(), name, language)
    assert list(faults_of(content)) == []
    assert not UNFINISHED.search("\n".join(entry.summary + entry.location for entry in entries_of(content)))
    assert entries_of(content)


@pytest.mark.parametrize(("name", "language"), list(product(NAMES, Language)))
def test_two_libraries_read_the_same(name: str, language: Language) -> None:
    content = calendar_of(demo_board(), name, language)
    read = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [(str(each["UID"]), int(each["SEQUENCE"]), str(each["SUMMARY"])) for each in read] == [
        (each.uid, each.sequence, each.summary) for each in entries_of(content)
    ]
    assert not any(part.errors for part in icalendar.Calendar.from_ical(content).walk())


def test_what_google_apple_and_outlook_want_is_there() -> None:
    """VTIMEZONE before its first use and without the seconds of long ago, METHOD, names, and how soon to ask again."""
    lines = list(lines_of(calendar_of(demo_board(), "semua", address="https://host/kalender/semua.ics")))
    values = dict(lines)
    assert lines[0] == ("BEGIN", "VCALENDAR")
    assert (values["METHOD"], values["CALSCALE"], values["VERSION"]) == ("PUBLISH", "GREGORIAN", "2.0")
    assert (values["X-WR-TIMEZONE"], values["X-PUBLISHED-TTL"], values["REFRESH-INTERVAL"]) == ("Asia/Jakarta", "PT1H", "PT1H")
    assert values["NAME"] == values["X-WR-CALNAME"] == "CONTOH: Perekaman KTP-el Kabupaten Bangka Tengah"
    assert values["SOURCE"] == "https://host/kalender/semua.ics"
    zone = lines.index(("BEGIN", "VTIMEZONE"))
    assert zone < lines.index(("BEGIN", "VEVENT"))
    assert {("TZID", "Asia/Jakarta"), ("TZOFFSETTO", "+0700"), ("TZOFFSETFROM", "+0700")} <= {*lines[zone:]}
    assert {name for name, _ in lines}.isdisjoint({"RDATE", "ORGANIZER", "ATTENDEE"})
    assert {value for name, value in lines if name == "X-MICROSOFT-CDO-BUSYSTATUS"} == {"FREE"}


@pytest.mark.parametrize("key", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_the_hours_are_the_offices(key: str) -> None:
    from zoneinfo import ZoneInfo

    entry = Entry(
        "1", 0, datetime(2026, 11, 24, tzinfo=UTC), DAY, Status.CONFIRMED, "s", "l", "d", time(8), time(9), Reminder("r", time(17))
    )
    content = written(Heading("n", "a", ZoneInfo(key)), [entry])
    assert f"DTSTART;TZID={key}:20261201T080000".encode() in content
    assert list(faults_of(content)) == []
    (read,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert read["DTSTART"].dt == datetime(2026, 12, 1, 8, tzinfo=ZoneInfo(key))


def test_an_entry_runs_from_the_first_class_to_the_last_and_reminds_on_the_evening_before() -> None:
    entry = only_entry(at_koba(hours=BY_CLASS))
    assert (entry.day, entry.start, entry.end) == (DAY, time(8), time(14, 30))
    assert entry.reminded == timedelta(hours=-15)
    assert "08.00–11.00 (kelas XI), 11.00–14.30 (kelas XII)" in entry.description


def test_without_hours_it_is_about_the_whole_day() -> None:
    content = calendar_of(board_with(at_koba()), "semua")
    assert b"DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202" in content
    (entry,) = entries_of(content)
    assert (entry.start, entry.reminded) == (None, timedelta(hours=-7))


@pytest.mark.parametrize(
    ("visit", "status", "title", "says"),
    [
        (at_koba(state=VisitState.PLANNED), "TENTATIVE", "Rencana perekaman KTP-el: SMAN 1 Koba", "belum pasti"),
        (at_koba(), "CONFIRMED", "Perekaman KTP-el: SMAN 1 Koba", "Sudah pasti."),
        (at_koba(state=VisitState.DONE), "CONFIRMED", "Perekaman KTP-el: SMAN 1 Koba (selesai)", "Sudah selesai."),
        (
            at_koba(state=VisitState.CANCELLED, catch_up="Kantor Camat"),
            "CANCELLED",
            "BATAL: perekaman KTP-el, SMAN 1 Koba",
            "Gantinya: Kantor Camat.",
        ),
        (at_koba(example=True), "CONFIRMED", "CONTOH: Perekaman KTP-el: SMAN 1 Koba", "DATA CONTOH"),
    ],
    ids=["planned", "confirmed", "done", "cancelled", "example"],
)
def test_an_entry_says_how_sure_it_is(visit: Visit, status: str, title: str, says: str) -> None:
    entry = only_entry(visit)
    assert (entry.status, entry.summary) == (status, title)
    assert says in entry.description
    assert (entry.reminded is None) == (visit.state in (VisitState.DONE, VisitState.CANCELLED))


def test_a_visit_that_moved_keeps_its_entry_and_calls_off_the_day_it_left() -> None:
    new, left = reversed(entries_of(calendar_of(board_with(at_koba(NEXT, state=VisitState.MOVED, moved_from=(DAY,))), "semua")))
    assert (new.day, new.status, new.summary) == (NEXT, "CONFIRMED", "Perekaman KTP-el: SMAN 1 Koba (jadwal baru)")
    assert "Dipindah: tidak jadi Selasa, 1 Desember 2026." in new.description
    assert (left.day, left.status, left.summary, left.reminded) == (DAY, "CANCELLED", "TIDAK JADI: perekaman KTP-el, SMAN 1 Koba", None)
    assert "Harinya sekarang: Kamis, 3 Desember 2026." in left.description


def test_a_removed_plan_is_called_off() -> None:
    board = board_with()
    gone = taken_out(kept_up((), at_koba(), at_koba().updated), at_koba().updated)
    (entry,) = entries_of(calendar_of(replace(board, calendar=gone), "10900778"))
    assert (entry.status, entry.summary) == ("CANCELLED", "BATAL: perekaman KTP-el, SMAN 1 Koba")


def test_a_holiday_is_said() -> None:
    assert "Hari itu libur:" in only_entry(at_koba(date(2026, 12, 25))).description


def test_an_entry_says_what_to_bring_where_it_is_and_whom_to_ask() -> None:
    entry = only_entry(at_koba())
    assert "- Fotokopi Kartu Keluarga (KK)" in entry.description
    assert "Jl. Raya By Pass No. 5, Koba 33181, telepon (0718) 7362015" in entry.description
    assert "sumber: the office" in entry.description
    assert entry.location.startswith("SMAN 1 Koba, ")
    assert entry.location.endswith(", Kec. Koba, Kabupaten Bangka Tengah")


def test_what_is_not_public_is_in_no_calendar() -> None:
    """A note of the staff, the kits, the pupils that are expected: /jadwal does not say them either."""
    secret = at_koba(note="Bu Ani 0812", kits=77, expected=4321)
    for language in Language:
        text = calendar_of(board_with(secret), "semua", language).decode()
        assert not [each for each in ("Bu Ani", "0812", "77", "4321") if each in text.replace("(0718) 7362015", "")]


@pytest.mark.parametrize("name", NAMES)
def test_in_english_nothing_is_indonesian_but_names(name: str) -> None:
    from tests.handlers.shown import indonesian_in

    entries = entries_of(calendar_of(demo_board(), name, Language.EN))
    assert [line for entry in entries for line in indonesian_in(f"{entry.summary}\n{entry.description}")] == []


def test_a_calendar_is_the_same_until_something_changes() -> None:
    board = board_with(at_koba())
    assert calendar_of(board, "semua") == calendar_of(board, "semua", today=TODAY + timedelta(30))
    assert calendar_of(board, "semua") != calendar_of(board_with(at_koba(kits=2, state=VisitState.PLANNED)), "semua")


hard_text = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=120).map(str.strip)


@given(summary=hard_text, location=hard_text, description=hard_text)
def test_any_words_come_back_as_they_were(summary: str, location: str, description: str) -> None:
    """Letters of several bytes at the end of a line, commas, semicolons, backslashes, and control characters, which no file may hold."""
    entry = Entry("1", 0, datetime(2026, 11, 24, tzinfo=UTC), DAY, Status.CONFIRMED, summary, location, description)
    content = written(Heading(summary, description, ZONE), [entry])
    assert list(faults_of(content)) == []
    (read,) = entries_of(content)
    assert [read.summary, read.location, read.description] == [*map(as_kept, (summary, location, description))]


def as_kept(text: str) -> str:
    """Without what no file may hold."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
