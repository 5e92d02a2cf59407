"""What a sentence of staff says of what it asks: what is named is taken out of its words, one kind after the other."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec.structs import replace as changed

from ektp_core.areas import Area
from ektp_core.coverage.gaps import Goal
from ektp_core.reading.hours import take_hours, take_spans
from ektp_core.reading.masking import mask_numbers
from ektp_core.reading.words.said import Said
from ektp_core.understanding.details import take_places
from ektp_core.understanding.reader import Reader
from ektp_core.understanding.schools import SaidSchool
from ektp_core.understanding.staff import new_school, words
from ektp_core.understanding.staff.amounts import OF_FIGURES, OF_TALLIES, amounts_of, long_counts, percent_of, take_finished
from ektp_core.understanding.staff.days import take_coming, take_lately, take_moved, take_off, take_past
from ektp_core.understanding.staff.facts import fact_said
from ektp_core.understanding.staff.kits_and_requests import free, given_back, loan, request
from ektp_core.understanding.staff.parts import Parts, with_counts
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from ektp_core.understanding.staff_intents import COVERAGE, StaffIntent


def slots_for(intent: StaffIntent, written: str, reader: Reader, today: date) -> StaffSlots:
    """What a text says of what it asks. Numbers of persons are masked; a phone number is read where a fact or a contact is."""
    if intent not in SLOTS:
        return StaffSlots()
    text = reader.text(mask_numbers(written).text)
    schools, areas, unknown = take_places(text, reader.gazetteer)
    with_phones = mask_numbers(written, keep_phones=True).text
    return SLOTS[intent](Parts(text, with_phones, schools, areas, unknown, today))


def _of_place(parts: Parts) -> StaffSlots:
    return parts.places


# Coverage


def _list(parts: Parts) -> StaffSlots:
    return changed(_areas(parts), level=words.level_of(parts.text, parts.starts))


def _areas(parts: Parts) -> StaffSlots:
    """Places that figures are of; a school has none."""
    return changed(parts.places, schools=(), unclear_schools=())


def _beyond(parts: Parts) -> StaffSlots:
    found = _list(parts)
    percent = percent_of(parts.text)
    return changed(found, amounts={Measured.PERCENT: percent} if percent is not None else {})


def _gap(parts: Parts) -> StaffSlots:
    """How many are missing to what: a number, a place that is to be reached, last year or the target."""
    tokens = parts.text.tokens
    at = words.reaches_at(tokens)
    reached = [each.value for each in parts.areas if at is not None and each.start > at]
    found = changed(_areas(parts), areas=tuple(dict.fromkeys(each.value for each in parts.areas if each.value not in reached)))
    if reached:
        return changed(found, target=reached[0])
    if words.speaks_of_last_year(tokens):
        return changed(found, target=Goal.LAST_YEAR)
    number = percent_of(parts.text)
    if number is not None:
        return changed(found, target=number)
    return changed(found, target=Goal.TARGET) if words.speaks_of_target(tokens) else found


def _change(parts: Parts) -> StaffSlots:
    return changed(_areas(parts), since=take_past(parts.text, parts.today))


# Visits


def _visit(parts: Parts) -> StaffSlots:
    """A visit's place, days, hours, kits and pupils."""
    found = _hours(parts, parts.places)
    said = take_coming(parts.text, parts.today)
    return changed(with_counts(parts, found), days=said.days, periods=said.periods, unclear_days=said.unclear)


def _hours(parts: Parts, found: StaffSlots) -> StaffSlots:
    spans = [each.value for each in take_spans(parts.text) if each.value]
    starts = [each for each in take_hours(parts.text) if each.value] if not spans else []
    if len(spans) == 1:
        return changed(found, hours=spans[0])
    return changed(found, starts=Said(f"{starts[0].value:%H:%M}", starts[0].start, starts[0].end)) if len(starts) == 1 else found


def _move(parts: Parts) -> StaffSlots:
    found = _hours(parts, parts.places)
    moved = take_moved(parts.text, parts.today)
    return changed(found, origin=moved.origin, days=moved.days, periods=moved.periods, unclear_days=moved.unclear, by=moved.by)


def _off(parts: Parts) -> StaffSlots:
    """A visit that does not happen, or a request that is declined, and why."""
    said = take_off(parts.text, parts.today)
    return changed(
        parts.places,
        days=said.days,
        periods=said.periods,
        unclear_days=said.unclear,
        text=words.behind(parts.text, words.BECAUSE) or _last_part(parts),
    )


def _last_part(parts: Parts) -> str:
    """What is left behind the last comma and names nothing: "kamis batal, alat belum ada"."""
    tokens = parts.text.tokens
    comma = max((at for at, token in enumerate(tokens) if token.text in ",;"), default=None)
    if comma is None or not all(map(parts.text.is_free, range(comma + 1, len(tokens)))):
        return ""
    return parts.text.words(comma + 1, len(tokens)) if comma + 1 < len(tokens) else ""


def _days(parts: Parts) -> StaffSlots:
    said = take_coming(parts.text, parts.today)
    return StaffSlots(days=said.days, periods=said.periods, unclear_days=said.unclear)


def _at_school(parts: Parts) -> StaffSlots:
    said = take_coming(parts.text, parts.today)
    return changed(parts.places, days=said.days, periods=said.periods, unclear_days=said.unclear)


def _level(parts: Parts) -> StaffSlots:
    return changed(_areas(parts), level=words.level_of(parts.text, parts.starts))


def _tally(parts: Parts) -> StaffSlots:
    """Counts of a visit's day, and whether the visit is over with them."""
    _hours(parts, StaffSlots())
    day = take_past(parts.text, parts.today)
    is_finished = take_finished(parts.text)
    amounts, unread = amounts_of(parts.text, OF_TALLIES, Measured.RECORDED)
    return changed(parts.places, days=(day,) if day else (), amounts=amounts, unread=unread, is_finished=is_finished)


# Announcements, figures, the office


def _announce(parts: Parts) -> StaffSlots:
    named: dict[int, tuple[int, SaidSchool | Area]] = {
        each.start: (each.end, each) for each in parts.schools.schools if each.end > each.start
    }
    named |= {each.start: (each.end, each.value) for each in parts.areas}
    message, heads, is_all = words.message_of(parts.text, ((start, end) for start, (end, _) in named.items()))
    for_whom = [named[start][1] for start in heads]
    return StaffSlots(
        schools=tuple(each for each in for_whom if isinstance(each, SaidSchool)),
        areas=tuple(each for each in for_whom if isinstance(each, Area)),
        for_everyone=is_all and not for_whom,
        text=message,
    )


def _figures(parts: Parts) -> StaffSlots:
    as_of = take_past(parts.text, parts.today, long_counts(parts.text, OF_FIGURES))
    amounts, unread = amounts_of(parts.text, OF_FIGURES)
    return changed(_areas(parts), as_of=as_of, amounts=amounts, unread=unread)


def _export(parts: Parts) -> StaffSlots:
    return StaffSlots(what=words.thing_of(parts.text.tokens, words.EXPORTS))


def _audit(parts: Parts) -> StaffSlots:
    when = take_lately(parts.text, parts.today)
    free = [token for token, mark in parts.text.marked() if mark is None]
    return StaffSlots(what=words.thing_of(free, words.AUDITED), days=(when,) if when else ())


def _invite(parts: Parts) -> StaffSlots:
    return changed(parts.places, role=words.role_of(parts.text.tokens))


def _office(parts: Parts) -> StaffSlots:
    """A fact and what it is to be; a phone number is the office's and no person's."""
    fact = words.fact_of(parts.text.tokens)
    return StaffSlots(fact=fact, text=fact_said(fact, parts.written).value if fact else "")


def _school(parts: Parts) -> StaffSlots:
    """A school that is on no list: its name, and where it lies."""
    return StaffSlots(text=new_school.name_of(parts.text, parts.areas), areas=new_school.lies_in(parts.text, parts.areas))


SLOTS: Mapping[StaffIntent, Callable[[Parts], StaffSlots]] = {
    **dict.fromkeys(COVERAGE, _areas),
    StaffIntent.COVERAGE_LOWEST: _list,
    StaffIntent.COVERAGE_HIGHEST: _list,
    StaffIntent.COVERAGE_BELOW: _beyond,
    StaffIntent.COVERAGE_ABOVE: _beyond,
    StaffIntent.COVERAGE_GAP: _gap,
    StaffIntent.COVERAGE_CHANGE: _change,
    StaffIntent.VISIT_ADD: _visit,
    StaffIntent.VISIT_MOVE: _move,
    StaffIntent.VISIT_CANCEL: _off,
    StaffIntent.VISIT_CONFIRM: _at_school,
    StaffIntent.VISIT_AGENDA: _days,
    StaffIntent.VISIT_UNREACHED: _level,
    StaffIntent.TALLY_ADD: _tally,
    StaffIntent.VISIT_CLOSE: _of_place,
    StaffIntent.KITS_BORROW: loan,
    StaffIntent.KITS_RETURN: given_back,
    StaffIntent.KITS_FREE: free,
    StaffIntent.REQUEST_NEW: request,
    StaffIntent.REQUEST_ACCEPT: _at_school,
    StaffIntent.REQUEST_DECLINE: _off,
    StaffIntent.ANNOUNCE: _announce,
    StaffIntent.FIGURES_UPDATE: _figures,
    StaffIntent.EXPORT: _export,
    StaffIntent.AUDIT_WHO: _audit,
    StaffIntent.TEAM_INVITE: _invite,
    StaffIntent.OFFICE_EDIT: _office,
    StaffIntent.SCHOOL_ADD: _school,
    StaffIntent.SUBSCRIBERS_COUNT: _of_place,
}
