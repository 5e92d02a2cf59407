"""The words of posters and lists, from `texts/<language>/posters/words.toml` and the same rules and facts as the answers."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from ektp_core.announcements.text import plain
from ektp_core.board import Board
from ektp_core.posters import ClassHours, ClassList, Notice, RecordableBirths, recordable_births
from ektp_core.profile import Fact, Language, Requirement
from ektp_core.reading.calendar import AsOf, Days
from ektp_core.topics import FREE_OF_CHARGE, Topic, answer_to
from ektp_core.visits.schedule import Hours, PlaceKind, Visit
from handlers.reply import reply
from handlers.texts import TEXTS, render
from handlers.texts.wording import FILTERS, day_by_pattern

EARLY = "early"
"""What a school visit asks pupils to bring: the matter of this name in the office's texts."""

CONTACT = ("address", "phone", "website")
A_WEEK = 7
ONE_LINE = "\u00a0"
"""Between the parts of a date: it is never broken."""


@cache
def words(language: Language) -> Mapping[str, str]:
    """The words by key; {…} are filled in."""
    return MappingProxyType(tomllib.loads((TEXTS / language / "posters" / "words.toml").read_text(encoding="utf-8")))


def notice_of(visit: Visit, board: Board, language: Language, today: date) -> Notice:
    """Everything that a poster of a visit says."""
    return _Wording(visit, board, language, today).notice()


def class_list_of(visit: Visit, board: Board, language: Language, today: date) -> ClassList:
    """The list of hours for the classroom's door."""
    return ClassList(_Wording(visit, board, language, today).class_hours())


@dataclass(frozen=True, slots=True)
class _Wording:
    """What is said of one visit in one language."""

    visit: Visit
    board: Board
    language: Language
    today: date

    def notice(self) -> Notice:
        """Who may come is judged for the first day: whoever may then, may on every later day."""
        first, last = (recordable_births(day, self.board.rules) for day in (self.visit.first_day, self.visit.last_day))
        bring = self.board.profile.requirements.get(EARLY)
        free = self.board.profile.fact(FREE_OF_CHARGE)
        return Notice(
            office=self._office(),
            office_short=self.board.office_name,
            title=self._say("title"),
            place=self.visit.place.name,
            number=self._number(),
            moved=self._moved(),
            days=self._days(self.visit.days),
            period=self._period(),
            hours=self._hours(),
            classes_title=self._say("classes_title"),
            classes=self._classes(),
            warnings=tuple(self._warnings()),
            who_title=self._say("who_title"),
            born=self._say("born", day=self._date(first.until)),
            born_short=" ".join([self._say("ages", age=self.board.rules.obliged_age), *self._besides(first, last)]),
            who=(self._who(first), *self._besides(first, last)),
            bring_title=self._say("bring_title" if bring else "in_person"),
            bring=tuple(self._filter("told", line) for line in bring.lines) if bring else (),
            bring_short=self._bring_short(bring),
            free=self._free(free),
            after=self._filter("told", bring.note) if bring else "",
            scan=self._say("scan"),
            scan_short=self._say("scan_short"),
            contact=tuple(self._contact()),
            as_of=self._as_of(),
            sources=tuple(self._sources(free, bring)),
            example=self._example(),
            mark=self._say("mark") if self._is_example else "",
        )

    def class_hours(self) -> ClassHours:
        """Pupils are known for the whole visit only: their column is to be written in."""
        expected = self.visit.expected
        return ClassHours(
            office=self._office(),
            title=self._say("list_title"),
            place=self.visit.place.name,
            number=self._number(),
            moved=self._moved(),
            days=self._days(self.visit.days),
            columns=(self._say("list_class"), self._say("list_hours"), self._say("list_pupils"), self._say("list_remarks")),
            rows=tuple((name, hours, "") for name, hours in self._classes()),
            expected=self._say("list_expected", count=self._filter("number", expected)) if expected else "",
            as_of=self._as_of(),
            example=self._example(),
            mark=self._say("mark") if self._is_example else "",
        )

    def _say(self, key: str, **values: Any) -> str:
        return words(self.language)[key].format_map(values)

    def _filter(self, name: str, value: Any) -> str:
        """As the templates write it."""
        said: str = FILTERS[self.language][name](value)
        return said

    def _date(self, day: date) -> str:
        return self._filter("long_date", day).replace(" ", ONE_LINE)

    def _days(self, days: Iterable[date]) -> tuple[str, ...]:
        return tuple(self._filter("weekday_date", day) for day in days)

    def _office(self) -> str:
        name = self.board.profile.fact("name").text
        return name[self.language] if name else self.board.office_name

    def _number(self) -> str:
        place = self.visit.place
        return self._say("number", npsn=place.npsn) if place.kind is PlaceKind.SCHOOL else self._say("nameless")

    def _moved(self) -> str:
        """What its days no longer are; a visit that is sure again still has them, and an old paper may hang somewhere."""
        gone = [day for day in self.visit.moved_from if day not in self.visit.days]
        return self._say("moved", days=self._filter("joined", map(self._date, gone))) if gone else ""

    def _period(self) -> str:
        """The days on one line."""
        days, first, last = self.visit.days, self.visit.first_day, self.visit.last_day
        if len(days) == 1:
            return self._days(days)[0]
        if (last - first).days != len(days) - 1:
            shown = ", ".join(self._filter("short_date", day) for day in days)
            return f"{shown} {last.year}"
        period = self._filter("period", Days(first, last))
        if len(days) > A_WEEK:
            return period
        weekdays = (day_by_pattern("EEEE", self.language, day) for day in (first, last))
        return f"{'–'.join(weekdays)}, {period}"

    def _slot(self, slot: Hours) -> str:
        return f"{self._filter('hour', slot.start)}–{self._filter('hour', slot.end)}"

    def _hours(self) -> str:
        slots = self.visit.hours
        if not slots:
            return self._say("hours_unknown")
        if self._classes():
            whole = Hours(min(slot.start for slot in slots), max(slot.end for slot in slots))
            return self._say("hours_by_class", hours=self._slot(whole))
        return self._say("hours", hours=", ".join(map(self._slot, slots)))

    def _classes(self) -> tuple[tuple[str, str], ...]:
        """Each class with its hours, where any has its own."""
        if not any(slot.group for slot in self.visit.hours):
            return ()
        return tuple(
            (self._say("class", group=slot.group) if slot.group else self._say("other_classes"), self._slot(slot))
            for slot in self.visit.hours
        )

    def _warnings(self) -> Iterable[str]:
        for day in self.visit.days:
            if name := FILTERS[self.language]["holiday"](day):
                yield self._say("holiday", day=self._date(day), holiday=name)

    def _who(self, births: RecordableBirths) -> str:
        """Both rules in one sentence."""
        obliged, age = self._date(births.obliged), self.board.rules.obliged_age
        if births.until == births.obliged:
            return self._say("obliged", obliged=obliged, age=age)
        first = self._date(births.obliged + timedelta(1))
        return self._say("obliged_and_early", obliged=obliged, age=age, first=first, last=self._date(births.until))

    def _besides(self, first: RecordableBirths, last: RecordableBirths) -> Iterable[str]:
        """The younger births that a rule names, and who comes of age between the first day and the last."""
        for births in first.apart:
            yield self._say("apart", first=self._date(births.first), last=self._date(births.last))
        if last.until != first.until:
            yield self._say("last_day", day=self._date(self.visit.last_day), until=self._date(last.until))

    def _bring_short(self, bring: Requirement | None) -> str:
        if not bring or not bring.lines:
            return self._say("in_person_short")
        return self._say("bring_one" if len(bring.lines) == 1 else "bring_more", what=self._filter("told", bring.lines[0]))

    def _free(self, fact: Fact) -> str:
        """What the office says of the cost, with who says so."""
        if not (fact.text and fact.source):
            return ""
        return self._say("free", text=self._filter("told", fact.text).removesuffix("."), source=self._filter("original", fact.source))

    def _contact(self) -> Iterable[str]:
        """Where the office is; a telephone number only where the answers read it out."""
        said = {fact.key for fact in answer_to(Topic.PHONE, self.board.profile, self.today).said}
        for key in CONTACT:
            fact = self.board.profile.fact(key)
            if fact.text and (key != "phone" or key in said):
                yield self._say(f"contact_{key}", text=fact.text[self.language])

    def _as_of(self) -> str:
        return self._source("source_visit", AsOf.of_days(Days(self.visit.updated.date(), self.visit.updated.date())), self.visit.source)

    def _sources(self, free: Fact, bring: Requirement | None) -> Iterable[str]:
        if free.text and free.as_of and free.source:
            yield self._source("source_free", free.as_of, free.source)
        if bring:
            yield self._source("source_bring", bring.as_of, bring.source)

    def _source(self, key: str, as_of: AsOf, source: str) -> str:
        return self._say(key, as_of=self._filter("as_of", as_of), source=self._filter("original", source))

    @property
    def _is_example(self) -> bool:
        return self.board.has_examples

    def _example(self) -> str:
        return plain(render(reply("_example"), self.language)) if self._is_example else ""
