"""What the words of an announcement say: all of it, or only what they say of a visit (docs/understanding.md#what-an-announcement-says)."""

import re
from collections.abc import Iterator
from datetime import date, time

from ektp_core.announcements.contradictions import Announced, HoursOfClasses, NamedPlace
from ektp_core.announcements.text import plain
from ektp_core.areas import Level
from ektp_core.board import Board
from ektp_core.reading.births.said_births import births_of
from ektp_core.reading.classes import ClassesSaid, classes_in
from ektp_core.reading.days.coming_days import days_of
from ektp_core.reading.days.written_dates import written_dates
from ektp_core.reading.hours import HourSpan, take_hours, take_spans
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.details import POSTPONED, take_places
from ektp_core.understanding.reader import Reader

OLD = word_set("semula awalnya tadinya sebelumnya")
"""What was planned before: "Semula: Kamis 26 November"."""

INSTEAD = (POSTPONED - OLD) | word_set("ganti diganti gantinya jadinya menjadi ke")
"""Of several days the last one is meant, where a visit was moved."""

MOVED = POSTPONED - OLD - word_set("menjadi")
CALLED_OFF = word_set("batal dibatalkan ditiadakan cancelled")
CATCH_UP = word_set("susulan menyusul")
"""Another place on other days, for whoever was absent."""

OF_THE_OFFICE = word_set("kantor loket layanan pelayanan buka tutup libur telepon hubungi kontak wa office counter open closed")
SEATS = word_set("camat kecamatan desa lurah kelurahan balai")
"""Behind "kantor": a place that is visited."""

OF_A_VISIT = word_set("tim datang perekaman rekam direkam merekam jemput kunjungan berkunjung jadwal hadir team visit come comes recording")

LIMITS = word_set("sampai hingga lambat selambatnya terakhir maksimal batas sebelum until by deadline before")
"""Right before a day or an hour that is a limit."""

OF_A_PERSON = word_set("lahir kelahiran genap usia umur berusia ultah berumur born turns aged")
"""Before a day on which somebody was born, or reaches an age."""

NEAR, NEAR_A_PERSON = 3, 5
"""Tokens."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_SENTENCE = re.compile(r"(?<=\w{4}[.!?;])\s+|(?<=[.!?;])\s+(?=[A-Z])|\n+|,\s+(?=(?i:kantor|loket|sedangkan|sementara|tetapi|tapi)\b)")


def said_in(html: str, board: Board, reader: Reader, today: date) -> Announced:
    """Every day, hour and place that a text names, whatever it says of them; placeholders name none."""
    found = Announced()
    for sentence in _sentences(html):
        found |= _Sentence(sentence, board, reader, today).everything()
    return found


def said_of_a_visit(html: str, board: Board, reader: Reader, today: date) -> Announced:
    """The days to come, hours and places of a visit: not births, limits, the office's hours, what is called off or was planned before."""
    found = Announced()
    for sentence in _sentences(html):
        found |= _Sentence(sentence, board, reader, today).of_a_visit()
    return found


def _sentences(html: str) -> Iterator[str]:
    return filter(str.strip, _SENTENCE.split(_PLACEHOLDER.sub(" ", plain(html))))


class _Sentence:
    """One sentence, each token used once: places, then births, days and hours."""

    def __init__(self, words: str, board: Board, reader: Reader, today: date) -> None:
        self._today = today
        self._text = text = reader.text(words)
        self._places = frozenset(_places_of(text, board, reader))
        written = written_dates(text.tokens, text.shape())
        births = births_of(text.tokens, text.shape(), written, today)
        for start, end in births.places:
            text.take(start, end)
        self._births = frozenset(text.words(start, end) for start, end in births.places)
        self._days = days_of(text.tokens, text.shape(), [each for each in written if text.is_free(each.start)], today)
        for start, end in self._days.places:
            text.take(start, end)
        self._hours = [*take_spans(text), *(_at(said) for said in take_hours(text))]
        self._classes = classes_in(text)
        self._said = [{token.word, token.text} for token in text.tokens]

    def everything(self) -> Announced:
        """All that is named."""
        days, unclear = self._days, frozenset(self._text.words(each.start, each.end) for each in self._days.unclear)
        named = frozenset(each.value for each in (*days.written, *days.spoken))
        periods = frozenset(each.value for each in days.periods)
        return Announced(named, periods, *self._clear_hours(), self._places, unclear | self._births)

    def of_a_visit(self) -> Announced:
        """What is said of a visit that is to come."""
        words = set().union(*self._said)
        is_old = words & OLD and not words & MOVED
        if words & CATCH_UP or is_old or (self._is_of_the_office() and not words & OF_A_VISIT):
            return Announced()
        days = [each for each in self._days.days if self._is_meant(each.start) and each.value.last >= self._today]
        if words & MOVED or (self._is_called_off() and words & INSTEAD):
            days = days[-1:]
        elif self._is_called_off():
            days = []
        periods = {each.value for each in self._days.periods}
        return Announced(
            frozenset(each.value for each in days if each.value not in periods),
            frozenset(each.value for each in days if each.value in periods),
            *self._clear_hours(meant=True),
            self._places,
            frozenset(self._text.words(each.start, each.end) for each in self._days.unclear if self._is_meant(each.start)),
        )

    def _clear_hours(self, *, meant: bool = False) -> tuple[frozenset[HourSpan], frozenset[HoursOfClasses]]:
        """The hours of everybody, and those of classes."""
        hours = [(each.value, each.start) for each in self._hours if each.value and (not meant or self._is_meant(each.start))]
        beside = [(value, self._classes_of(start)) for value, start in hours]
        of_classes = {
            HoursOfClasses(value, said.classes, self._text.words(said.start, said.end)) for value, said in beside if said is not None
        }
        return frozenset(value for value, said in beside if said is None), frozenset(of_classes)

    def _classes_of(self, start: int) -> ClassesSaid | None:
        """The classes that an hour belongs to: those before it, where classes come first in the sentence; else those right behind it."""
        if not self._classes:
            return None
        if self._classes[0].start < min(each.start for each in self._hours):
            return max((each for each in self._classes if each.start < start), key=lambda each: each.start, default=None)
        later = [each.start for each in self._hours if each.start > start]
        behind = [each for each in self._classes if each.start > start and (not later or each.start < min(later))]
        return min(behind, key=lambda each: each.start, default=None)

    def _is_meant(self, start: int) -> bool:
        """Whether a day or an hour is no limit, and no day of somebody's life."""
        limits = set().union(*self._said[max(0, start - NEAR) : start])
        lives = set().union(*self._said[max(0, start - NEAR_A_PERSON) : start])
        return not (limits & LIMITS or lives & OF_A_PERSON)

    def _is_called_off(self) -> bool:
        pairs = zip(self._said, self._said[1:], strict=False)
        return bool(set().union(*self._said) & CALLED_OFF) or any("tidak" in first and "jadi" in second for first, second in pairs)

    def _is_of_the_office(self) -> bool:
        following = [*self._said[1:], set()]
        return any(one & OF_THE_OFFICE and not next_one & SEATS for one, next_one in zip(self._said, following, strict=True))


def _places_of(text: Text, board: Board, reader: Reader) -> Iterator[NamedPlace]:
    """Schools that the team visits or that are on no list, and subdistricts of the home district; a village stands for its own."""
    numbered, areas, _ = take_places(text, reader.gazetteer)
    for said in numbered.schools:
        schools = (*([said.school] if said.school else []), *said.others)
        if schools or said.name:
            yield NamedPlace(said.name, frozenset(school.npsn for school in schools))
    for area in areas:
        subdistrict = board.subdistrict_of(area.value)
        if subdistrict:
            yield NamedPlace(subdistrict.name, frozenset({subdistrict.code}))
        elif area.value.level is Level.SUBDISTRICT:
            yield NamedPlace(area.value.name)


def _at(said: Said[time | None]) -> Said[HourSpan | None]:
    moment = said.value
    return Said(HourSpan(moment, moment) if moment else None, said.start, said.end)
