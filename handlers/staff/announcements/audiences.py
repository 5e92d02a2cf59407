"""Whom an announcement reaches, tapped or typed: everyone, the district, subdistricts, schools, or the followers of one visit."""

from collections.abc import Sequence
from enum import StrEnum

from markupsafe import Markup

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import read_audience, with_targets
from ektp_core.announcements.text import excerpt
from ektp_core.office import Office
from ektp_core.schools.register import School
from handlers.reply import Button, Reply, Row, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.buttons import Seen, Step, act_button, await_step, number_of, seen_now
from handlers.staff.announcements.editing import change
from handlers.staff.announcements.screen import reach_of

SCHOOLS_A_PAGE = 12
MOST_VISITS = 8
LONGEST_PLACE = 16
EXCERPT = 80


class Question(StrEnum):
    """What the screen of the audience asks."""

    WHO = "who"
    SUBDISTRICTS = AudienceKind.SUBDISTRICTS
    SCHOOLS = AudienceKind.SCHOOLS
    VISIT = AudienceKind.VISIT
    NO_VISIT = "no_visit"
    """There is none to choose."""


async def ask_audience(
    announcement: Announcement, request: Request, office: Office, *, schools: Sequence[School] = (), wrong: Markup | None = None
) -> Reply:
    """Who shall get it? Typed, or one of the buttons; `schools` may have been meant by what is `wrong`."""
    await await_step(announcement, Step.AUDIENCE, request, office)
    meant = [act_button("O", announcement, "place", school.npsn, name=school.name) for school in schools]
    rows: list[Row] = [
        *in_rows(meant),
        [act_button("e", announcement, "audience_everyone"), act_button("d", announcement, "audience_district")],
        [act_button("k", announcement, "audience_subdistricts"), act_button("s", announcement, "audience_schools")],
        [act_button("b", announcement, "audience_visit")],
        _leave(announcement),
    ]
    return _screen(Question.WHO, announcement, office, *rows, excerpt=excerpt(announcement.text, EXCERPT), wrong=wrong)


def _screen(question: Question, announcement: Announcement, office: Office, *rows: Row, **values: object) -> Reply:
    known = {"question": question, "announcement": announcement, "reach": reach_of(announcement, office), "excerpt": "", "wrong": None}
    return reply("staff/announcements/who", *rows, **known | values)


def _leave(announcement: Announcement) -> list[Button]:
    """Back to the preview once there is something to see; else it can only be thrown away."""
    if announcement.audience and (announcement.text or announcement.file):
        return [act_button("v", announcement, "announcement_back")]
    return [act_button("x", announcement, "announcement_discard")]


async def typed_audience(words: str, announcement: Announcement, request: Request, office: Office) -> Announcement:
    """Take the audience that words name. Raises NoAudience."""
    return await set_audience(announcement, read_audience(words, office.board), request, office)


async def set_audience(announcement: Announcement, audience: Audience, request: Request, office: Office) -> Announcement:
    """Another audience. What was begun for one visit's followers replaces their automatic notice only while it still goes to them."""
    same = audience.kind is AudienceKind.VISIT and str(announcement.visit) in audience.targets
    visit = announcement.visit if same else None
    return await change(announcement, "audience", request, office, audience=audience.to_json(), visit=visit)


# Buttons


async def ask(wanted: str, request: Request, office: Office) -> Reply:
    """Another audience."""
    return await ask_audience(await seen_now(Seen.parse(wanted), office), request, office)


async def subdistricts(wanted: str, request: Request, office: Office) -> Reply:
    """The subdistricts, to tap one or several."""
    announcement = await seen_now(Seen.parse(wanted), office)
    await await_step(announcement, Step.AUDIENCE, request, office)
    areas = [(area.code, area.name) for area in office.board.areas.children(office.board.home.code)]
    return _choice(AudienceKind.SUBDISTRICTS, "K", areas, [], announcement, office)


async def schools(wanted: str, request: Request, office: Office) -> Reply:
    """The schools, to tap one or several, a page at a time."""
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    await await_step(announcement, Step.AUDIENCE, request, office)
    every = sorted(office.board.schools, key=lambda school: school.name)
    last = max(1, -(-len(every) // SCHOOLS_A_PAGE))
    page = min(max(number_of(seen.choice), 1), last)
    shown = every[(page - 1) * SCHOOLS_A_PAGE : page * SCHOOLS_A_PAGE]
    more = [act_button("s", announcement, "team_more", page % last + 1, page=page % last + 1, pages=last)] if last > 1 else []
    return _choice(AudienceKind.SCHOOLS, "S", [(school.npsn, school.name) for school in shown], more, announcement, office)


def _choice(
    kind: AudienceKind, act: str, places: list[tuple[str, str]], more: list[Button], announcement: Announcement, office: Office
) -> Reply:
    chosen = announcement.audience.targets if announcement.audience and announcement.audience.kind is kind else ()
    buttons = [act_button(act, announcement, "place", target, name=f"✓ {name}" if target in chosen else name) for target, name in places]
    done = [act_button("v", announcement, "audience_done")] if chosen else [act_button("p", announcement, "back")]
    return _screen(Question(kind), announcement, office, *in_rows(buttons), more, done)


async def visits(wanted: str, request: Request, office: Office) -> Reply:
    """The next visits, whose followers may be told."""
    announcement = await seen_now(Seen.parse(wanted), office)
    found = office.board.schedule.upcoming(request.today)[:MOST_VISITS]
    rows = [
        [act_button("B", announcement, "audience_of_visit", visit.id, name=visit.place.name[:LONGEST_PLACE], day=visit.first_day)]
        for visit in found
    ]
    question = Question.VISIT if found else Question.NO_VISIT
    back = [act_button("p", announcement, "back")]
    return _screen(question, announcement, office, *rows, back, example=any(visit.example for visit in found))


async def toggle_subdistrict(wanted: str, request: Request, office: Office) -> Reply:
    """One more subdistrict, or one less."""
    changed = await _toggle(AudienceKind.SUBDISTRICTS, wanted, request, office)
    return await subdistricts(Seen.of(changed).mark(), request, office)


async def toggle_school(wanted: str, request: Request, office: Office) -> Reply:
    """One more school, or one less."""
    changed = await _toggle(AudienceKind.SCHOOLS, wanted, request, office)
    names = sorted(school.name for school in office.board.schools)
    school = office.board.schools.get(Seen.parse(wanted).choice)
    page = names.index(school.name) // SCHOOLS_A_PAGE + 1 if school else 1
    return await schools(Seen.of(changed).mark(page), request, office)


async def _toggle(kind: AudienceKind, wanted: str, request: Request, office: Office) -> Announcement:
    """The places of this kind with one more or one less; what nobody can follow is left out, and none leaves all as it was."""
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    target = seen.choice
    known = target in office.board.schools if kind is AudienceKind.SCHOOLS else target in office.board.areas
    before = announcement.audience.targets if announcement.audience and announcement.audience.kind is kind else ()
    after = tuple(each for each in before if each != target) if target in before else (*before, target)
    if not known or not after:
        return announcement
    return await set_audience(announcement, with_targets(kind, after), request, office)


async def everyone(wanted: str, request: Request, office: Office) -> Announcement:
    """Whoever follows anything."""
    return await set_audience(await seen_now(Seen.parse(wanted), office), Audience(AudienceKind.EVERYONE), request, office)


async def district(wanted: str, request: Request, office: Office) -> Announcement:
    """Whoever follows anything of the district."""
    return await set_audience(await seen_now(Seen.parse(wanted), office), Audience(AudienceKind.DISTRICT), request, office)


async def choose_school(wanted: str, request: Request, office: Office) -> Announcement:
    """One of the schools that typed words may mean."""
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    known = seen.choice in office.board.schools
    return await set_audience(announcement, Audience(AudienceKind.SCHOOLS, (seen.choice,)), request, office) if known else announcement


async def choose_visit(wanted: str, request: Request, office: Office) -> Announcement:
    """The followers of one visit."""
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    known = any(str(visit.id) == seen.choice for visit in office.board.schedule)
    return await set_audience(announcement, Audience(AudienceKind.VISIT, (seen.choice,)), request, office) if known else announcement
