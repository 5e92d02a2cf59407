"""The doors through which days, births and numbers come in, each as its handler uses it: what they read is compared phrase by phrase."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from ektp_core.announcements.time import read_moment
from ektp_core.kits.line import LoanUnclear, read_loan_line
from ektp_core.reading.births.birth import Age, Birth, BirthDate, BirthMonth, BirthYear
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.calendar import Days
from ektp_core.reading.days.dates import DaysOfPeriod
from ektp_core.reading.days.pauses import read_pause
from ektp_core.reading.days.typed_days import read_period
from ektp_core.reading.fields import WrongValue, read_days
from ektp_core.refusal import Refusal
from ektp_core.requests.line import read_asked
from ektp_core.requests.wishes import read_wish
from ektp_core.understanding.staff.filling import slots_for
from ektp_core.understanding.staff_intents import StaffIntent
from ektp_core.visits.line import read_visit_line
from ektp_core.visits.places import Places
from tests.core.builders import TODAY, published_board
from tests.core.understanding.reading import reader
from tests.rehearsal import ZONE

Door = Callable[[str], str]
NOTHING = "-"


def written(days: Iterable[Days]) -> str:
    """ "2027-01-12 2027-01-14/2027-01-16": days that follow each other as one run."""
    every = sorted({days.first + timedelta(step) for days in days for step in range((days.last - days.first).days + 1)})
    runs: list[Days] = []
    for day in every:
        if runs and runs[-1].last + timedelta(1) == day:
            runs[-1] = Days(runs[-1].first, day)
        else:
            runs.append(Days(day, day))
    return " ".join(run.iso() for run in runs) or NOTHING


def singly(days: Iterable[date]) -> str:
    return written(Days(day, day) for day in days)


def question(refusal: Refusal) -> str:
    return f"? {refusal.values['what'] if isinstance(refusal, WrongValue) else refusal.key}"


def sentence(phrase: str) -> str:
    """A citizen's sentence, and the argument of /jadwal."""
    details = reader().read(f"jadwal rekam {phrase}?", TODAY).details
    return question(details.unclear_days[0]) if details.unclear_days else written(details.days)


def bare(phrase: str) -> str:
    details = reader().read(phrase, TODAY).details
    return question(details.unclear_days[0]) if details.unclear_days else written(details.days)


def field(phrase: str) -> str:
    """A day or a period that a form or a command asks for, and nothing else."""
    try:
        return written([read_period(phrase, TODAY)])
    except Refusal as refusal:
        return question(refusal)


def form(phrase: str) -> str:
    """The days of a request's form."""
    try:
        return singly(read_days(phrase, TODAY))
    except Refusal as refusal:
        return question(refusal)


def line(phrase: str) -> str:
    """The days of a visit's line, which says more."""
    return _visit(f"SMAN 1 Koba {phrase} 2 alat")


def cell(phrase: str) -> str:
    """A cell of a visit sheet, read as the line that it is part of."""
    return _visit(f"SMAN 1 Koba |  {phrase} | 08.00-14.00 | 2 alat")


def _visit(text: str) -> str:
    board = published_board()
    read = read_visit_line(text, Places(board.schools, board.areas, board.home.code), TODAY)
    faults = [str(wrong.fault) for wrong in read.wrongs]
    return f"? {faults[0]}" if faults else singly(read.days)


def order(phrase: str) -> str:
    """The days of a visit that a member of staff plans in a sentence; a period is asked back like a visit's line."""
    said = slots_for(StaffIntent.VISIT_ADD, f"jadwalkan SMAN 1 Koba {phrase}", reader(), TODAY)
    if said.unclear_days:
        return question(said.unclear_days[0].refusal)
    return f"? {DaysOfPeriod.key}" if said.periods else written(said.days)


def loan(phrase: str) -> str:
    """The first and the last day of a loan of kits."""
    try:
        read = read_loan_line(f"{phrase} 2 alat", TODAY)
    except LoanUnclear:
        return "? days"
    return written([Days(read.first, read.last)]) if read.first and read.last else NOTHING


def request(phrase: str) -> str:
    """The days that a school wishes."""
    try:
        asked = read_asked(f"120 siswa, {phrase}", TODAY)
    except Refusal as refusal:
        return question(refusal)
    return written([asked.within]) if asked.within else singly(asked.wishes)


def wish(phrase: str) -> str:
    """The days that a school wishes, and nothing else."""
    try:
        read = read_wish(phrase, TODAY)
    except Refusal as refusal:
        return question(refusal)
    return written([read.within]) if read.within else singly(read.days)


def pause(phrase: str) -> str:
    """Until when to be silent: the first of the days."""
    try:
        return singly([read_pause(phrase, TODAY)])
    except Refusal as refusal:
        return question(refusal)


def announcement(phrase: str) -> str:
    """The day of an announcement, with its hour."""
    try:
        moment = read_moment(f"{phrase} jam 23", datetime.combine(TODAY, time(12), ZONE), ZONE)
    except Refusal as refusal:
        return question(refusal)
    return singly([moment.date()]) if moment else NOTHING


DAY_DOORS: dict[str, Door] = {
    "sentence": sentence,
    "bare": bare,
    "field": field,
    "form": form,
    "line": line,
    "cell": cell,
    "order": order,
    "loan": loan,
    "request": request,
    "wish": wish,
    "pause": pause,
    "announcement": announcement,
}


def as_written(birth: Birth | date) -> str:
    """A birth as the tables write it: 2010-03-12, 2010-03, 2010, "16y", "16y7m"."""
    match birth:
        case BirthDate(day):
            return day.isoformat()
        case date():
            return birth.isoformat()
        case BirthMonth(year, month):
            return f"{year}-{month:02d}"
        case BirthYear(year):
            return str(year)
        case Age(years, months):
            return f"{years}y" + (f"{months}m" if months is not None else "")


def births_question(refusal: Refusal) -> str:
    """The question with what it offers."""
    offered = [as_written(reading) for reading in refusal.values.get("readings", ())]
    return " ".join([f"? {refusal.key}", *offered])


def of_command(phrase: str) -> str:
    """The argument of /cek and /ingatkan."""
    try:
        return as_written(read_birth(phrase, TODAY))
    except Refusal as refusal:
        return births_question(refusal)


def _in_sentence(text: str) -> str:
    details = reader().read(text, TODAY).details
    asked = [births_question(refusal) for refusal in details.unclear]
    return " ".join([*(as_written(birth) for birth in details.births), *asked]) or NOTHING


BIRTH_DOORS: dict[str, Door] = {
    "command": of_command,
    "sentence": lambda phrase: _in_sentence(f"anak saya lahir {phrase} sudah boleh rekam belum?"),
    "bare": _in_sentence,
}


def of_visit(phrase: str) -> str:
    """Pupils, kits and hours of a visit's line."""
    return _counted(f"SMAN 1 Koba 12/01/2027 {phrase}")


def of_cells(phrase: str) -> str:
    """The same in a row of a visit sheet."""
    return _counted(f"SMAN 1 Koba |  12/01/2027 | {phrase}")


def _counted(text: str) -> str:
    board = published_board()
    read = read_visit_line(text, Places(board.schools, board.areas, board.home.code), TODAY)
    hours = [f"{slot.start:%H.%M}-{slot.end:%H.%M}" + (f" {slot.group}" if slot.group else "") for slot in read.hours]
    found = [*([f"{read.expected} pupils"] if read.expected else []), *([f"{read.kits} kits"] if read.kits else []), *hours]
    return ", ".join([*found, *(f"? {wrong.fault}" for wrong in read.wrongs)]) or NOTHING


def of_request(phrase: str) -> str:
    """Pupils of a school's request, as one line."""
    try:
        asked = read_asked(phrase, TODAY)
    except Refusal as refusal:
        return question(refusal)
    return f"{asked.pupils} pupils" if asked.pupils else NOTHING


def of_loan(phrase: str) -> str:
    """Kits of a loan."""
    try:
        read = read_loan_line(f"1-18/12/2026 {phrase}", TODAY)
    except LoanUnclear as unclear:
        return f"? {unclear.lacks}"
    return f"{read.kits} kits" if read.kits else NOTHING


NUMBER_DOORS: dict[str, Door] = {"visit": of_visit, "cells": of_cells, "request": of_request, "loan": of_loan}
