"""What people can mend, said with the way out: a sentence, an example, and what may have been meant as buttons."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from ektp_core.profile import Language
from ektp_core.reading.births.birth import Birth, BirthDate, BirthMonth, BirthYear
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.names import name_words
from ektp_core.refusal import Refusal
from ektp_core.roles import RIGHTS, Member, NoAdmin, NotAllowed, Role, may
from ektp_core.schools.register import spoken
from ektp_core.unanswered import Lack, Unmet
from ektp_core.understanding.status import SaidStatus
from handlers.eligibility import STATUS_SAID, birth_words, with_status
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import ChatKind, Request
from handlers.schedule import DAY, SUBDISTRICT, UnknownPlace, place_button
from handlers.texts import render


def refused(refusal: Refusal, route: str | None) -> Reply:
    """The reply to a refusal: its own view, and one button for each date or place that it offers."""
    readings: list[date | Birth] = [*refusal.values.get("readings", ()), *filter(None, [refusal.values.get("suggestion")])]
    said = refusal.values.get(STATUS_SAID, SaidStatus())
    rows: list[Row] = [[_reading_button(reading, route, said)] for reading in readings] if route != "coverage" else []
    subdistricts = [
        button("schedule", f"{SUBDISTRICT}={area.code}", "place", name=area.name) for area in refusal.values.get("subdistricts", ())
    ]
    counted = [button("coverage", area.code, "place", name=area.short_name) for area in refusal.values.get("districts", ())]
    near = [place_button(place) for place in refusal.values.get("near", ())]
    near += [button("coverage", area.code, "place", name=area.full_name) for area in refusal.values.get("near_areas", ())]
    shown = reply(f"refusal/{refusal.key}", *rows, *in_rows(near), *in_rows([*subdistricts, *counted]), **refusal.values)
    return replace(shown, lacks=(Unmet(Lack.SCHOOL, ""),)) if _names_school(refusal) else shown


def _names_school(refusal: Refusal) -> bool:
    """Whether a school was named that nobody knows: its name begins like a school's and goes on."""
    said = spoken(name_words(refusal.values.get("name", ""))) if isinstance(refusal, UnknownPlace) else None
    return said is not None and bool(said.own or said.number)


def refused_with_rights(refusal: NotAllowed, route: str, request: Request, team: Collection[Member]) -> Reply:
    """A refusal for want of a right: a member of the team hears in private who has it, nobody else does.

    While there is no admin, whoever asks in private hears their own number, which makes the first one.
    """
    if request.chat_kind is ChatKind.PRIVATE and not any(member.role is Role.ADMIN for member in team):
        return refused(NoAdmin(number=request.person), route)
    act = refusal.values.get("act")
    if act is None or request.member is None or request.chat_kind is not ChatKind.PRIVATE or may(request.member, act):
        return refused(NotAllowed(), route)
    return refused(NotAllowed(act=act, roles=[role for role in Role if role in RIGHTS[act]]), route)


def in_a_sentence(refusal: Refusal, language: Language) -> Markup:
    """What a refusal says, to stand above the question that is asked again."""
    return Markup(render(refused(refusal, None), language))  # noqa: S704 -- a template of ours, autoescaped


def _reading_button(reading: date | Birth, route: str | None, said: SaidStatus) -> Button:
    """A button that asks the same question with one reading, written in words; of a birth with what was said beside it."""
    if isinstance(reading, date) and route == "schedule":
        return button("schedule", f"{DAY}={reading.isoformat()}", "this_date", day=reading)
    if isinstance(reading, date) and route == "pause":
        return button("pause", reading.isoformat(), "this_date", day=reading)
    birth = BirthDate(reading) if isinstance(reading, date) else reading
    to = "reminders" if route == "reminders" else "eligibility"
    argument = birth_words(birth) if to == "reminders" else with_status(birth, said)
    match birth:
        case BirthDate(day):
            return button(to, argument, "this_date", day=day)
        case BirthMonth(year, month):
            return button(to, argument, "this_date", day=AsOf(year, month))
        case BirthYear(year):
            return button(to, argument, "year", year=year)
    raise TypeError(f"no reading to choose: {reading}")
