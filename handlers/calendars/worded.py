"""A calendar in words: the titles, places and notes of its entries, in the reader's language, as the notices say them."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from ektp_core.board import Board
from ektp_core.calendars import CalendarEvent, Chosen, held
from ektp_core.calendars.ics import Entry, Heading, Reminder, Status, written
from ektp_core.notices.due import EVE_HOUR
from ektp_core.profile import Language
from ektp_core.visits.schedule import Visit, VisitState
from handlers.calendars.named import about
from handlers.outgoing.notices import EARLY
from handlers.texts import plain_text


def events_of(chosen: Chosen, board: Board, today: date, keeps: timedelta) -> tuple[CalendarEvent, ...]:
    """The events that a calendar holds on a day."""
    return held(board.calendar, chosen, today, keeps)


def is_off(event: CalendarEvent, board: Board) -> bool:
    """Whether the team does not come on the day of an event."""
    return not event.stands or _is_cancelled(_visit_of(event, board))


def calendar_file(
    chosen: Chosen, events: Sequence[CalendarEvent], board: Board, language: Language, zone: ZoneInfo, address: str | None
) -> bytes:
    """A calendar as a file (RFC 5545); `address` is where it can be had again. The same bytes as long as nothing of it changes."""
    words = partial(plain_text, language=language, of=about(chosen, board), example=board.has_examples, office=board.office_name)
    heading = Heading(words("calendars/name"), words("calendars/about"), zone, address)
    return written(heading, [_entry(event, events, board, language) for event in events])


def _entry(event: CalendarEvent, events: Sequence[CalendarEvent], board: Board, language: Language) -> Entry:
    visit, off = _visit_of(event, board), is_off(event, board)
    early, school = board.profile.requirements.get(EARLY), board.schools.get(event.place.npsn)
    words = partial(
        plain_text,
        language=language,
        event=event,
        visit=visit,
        is_off=off,
        is_cancelled=_is_cancelled(visit),
        left=[each.day for each in events if each.visit == event.visit and not each.stands and not each.removed],
        bring=early.lines if early else (),
        profile=board.profile,
        subdistrict=board.areas.subdistrict_at(event.place.subdistrict),
        street=school.address if school else "",
        home=board.home,
    )
    hours = visit.hours if visit else ()
    is_to_come = visit is not None and visit.state is not VisitState.DONE and not off
    return Entry(
        uid=f"{'contoh' if event.example else 'kunjungan'}-{event.visit}-{event.number}@{board.home.code}.siaprekam",
        sequence=event.sequence,
        modified=event.modified,
        day=event.day,
        status=_status(visit, off),
        summary=words("calendars/summary"),
        location=words("calendars/location"),
        description=words("calendars/description"),
        start=min((slot.start for slot in hours), default=None),
        end=max((slot.end for slot in hours), default=None),
        reminder=Reminder(words("calendars/reminder"), EVE_HOUR) if is_to_come else None,
    )


def _visit_of(event: CalendarEvent, board: Board) -> Visit | None:
    """None when it was removed as if never planned."""
    return None if event.removed else board.schedule.find(event.visit)


def _is_cancelled(visit: Visit | None) -> bool:
    return visit is None or visit.state is VisitState.CANCELLED


def _status(visit: Visit | None, off: bool) -> Status:
    if off:
        return Status.CANCELLED
    return Status.TENTATIVE if visit and visit.state is VisitState.PLANNED else Status.CONFIRMED
