"""Whom an announcement reaches, tapped or typed: everyone, the district, subdistricts, schools, or the followers of one visit."""

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import read_audience, with_targets
from ektp_core.audit import Seen
from ektp_core.office import Office
from handlers.acts import ToolAct
from handlers.paging import page_of
from handlers.reply import Button, Reply, in_rows
from handlers.request import Request
from handlers.staff.announcements.acts import (
    ASK_AUDIENCE,
    CHOOSE_SCHOOL,
    CHOOSE_VISIT,
    DISTRICT,
    EVERYONE,
    OPEN,
    SCHOOLS,
    SUBDISTRICTS,
    TOGGLE_SCHOOL,
    TOGGLE_SUBDISTRICT,
    VISITS,
    ChosenPlace,
    ChosenVisit,
    SchoolsPage,
)
from handlers.staff.announcements.asking import AudienceChoice, ask_audience, audience_again, audience_screen, go_on
from handlers.staff.announcements.awaited import AwaitedStep, await_step, editable_now, seen_of
from handlers.staff.announcements.draft_changes import change

SCHOOLS_A_PAGE = 12
MOST_VISITS = 8


async def typed_audience(words: str, announcement: Announcement, request: Request, office: Office) -> Announcement:
    """Take the audience that words name. Raises NoAudience."""
    return await set_audience(announcement, read_audience(words, office.board), request, office)


async def set_audience(announcement: Announcement, audience: Audience, request: Request, office: Office) -> Announcement:
    """Another audience. What was begun for one visit's followers replaces their automatic notice only while it still goes to them."""
    same = audience.kind is AudienceKind.VISIT and str(announcement.visit) in audience.targets
    visit = announcement.visit if same else None
    return await change(announcement, "audience", request, office, audience=audience.to_json(), visit=visit)


@ASK_AUDIENCE.does
async def _ask_audience(seen: Seen, request: Request, office: Office) -> Reply:
    """Another audience."""
    return await ask_audience(await editable_now(seen, office), request, office)


@EVERYONE.does
async def _everyone(seen: Seen, request: Request, office: Office) -> Reply:
    """Whoever follows anything."""
    audience = Audience(AudienceKind.EVERYONE)
    return await go_on(await set_audience(await editable_now(seen, office), audience, request, office), request, office)


@DISTRICT.does
async def _district(seen: Seen, request: Request, office: Office) -> Reply:
    """Whoever follows anything of the district."""
    audience = Audience(AudienceKind.DISTRICT)
    return await go_on(await set_audience(await editable_now(seen, office), audience, request, office), request, office)


@CHOOSE_SCHOOL.does
async def _choose_school(chosen: ChosenPlace, request: Request, office: Office) -> Reply:
    """One of the schools that typed words may mean."""
    announcement = await editable_now(chosen.seen, office)
    if chosen.place in office.board.schools:
        announcement = await set_audience(announcement, Audience(AudienceKind.SCHOOLS, (chosen.place,)), request, office)
    return await go_on(announcement, request, office)


# Several places, one tap each


@SUBDISTRICTS.does
async def _subdistricts(seen: Seen, request: Request, office: Office) -> Reply:
    """The subdistricts, to tap one or several."""
    return await _choose_subdistricts(await editable_now(seen, office), request, office)


@TOGGLE_SUBDISTRICT.does
async def _toggle_subdistrict(chosen: ChosenPlace, request: Request, office: Office) -> Reply:
    """One more subdistrict, or one less."""
    announcement = await editable_now(chosen.seen, office)
    if chosen.place in office.board.areas:
        announcement = await _toggle(AudienceKind.SUBDISTRICTS, chosen.place, announcement, request, office)
    return await _choose_subdistricts(announcement, request, office)


async def _choose_subdistricts(announcement: Announcement, request: Request, office: Office) -> Reply:
    await await_step(announcement, AwaitedStep.AUDIENCE, request, office)
    areas = [(area.code, area.name) for area in office.board.subdistricts]
    return _places(AudienceKind.SUBDISTRICTS, TOGGLE_SUBDISTRICT, areas, [], announcement, office)


@SCHOOLS.does
async def _schools(chosen: SchoolsPage, request: Request, office: Office) -> Reply:
    """The schools, to tap one or several, a page at a time."""
    return await _choose_schools(await editable_now(chosen.seen, office), chosen.page, request, office)


@TOGGLE_SCHOOL.does
async def _toggle_school(chosen: ChosenPlace, request: Request, office: Office) -> Reply:
    """One more school, or one less."""
    announcement = await editable_now(chosen.seen, office)
    school = office.board.schools.get(chosen.place)
    if school is None or school.is_closed:
        return await _choose_schools(announcement, 1, request, office)
    announcement = await _toggle(AudienceKind.SCHOOLS, school.npsn, announcement, request, office)
    page = office.board.schools.by_name.index(school) // SCHOOLS_A_PAGE + 1
    return await _choose_schools(announcement, page, request, office)


async def _choose_schools(announcement: Announcement, wanted: int, request: Request, office: Office) -> Reply:
    await await_step(announcement, AwaitedStep.AUDIENCE, request, office)
    page = page_of(office.board.schools.by_name, SCHOOLS_A_PAGE, wanted)

    def turn(number: int) -> Button:
        return SCHOOLS.button("team_more", SchoolsPage(seen_of(announcement), number), page=number, pages=page.last)

    schools, more = [(school.npsn, school.name) for school in page.items], page.onward(turn)
    return _places(AudienceKind.SCHOOLS, TOGGLE_SCHOOL, schools, more, announcement, office)


def _places(
    kind: AudienceKind,
    toggle: ToolAct[ChosenPlace],
    places: list[tuple[str, str]],
    more: list[Button],
    announcement: Announcement,
    office: Office,
) -> Reply:
    """Places by code and name, those of the audience marked."""
    chosen = _targets(kind, announcement)
    buttons = [
        toggle.button("place", ChosenPlace(seen_of(announcement), code), name=f"✓ {name}" if code in chosen else name)
        for code, name in places
    ]
    done = OPEN.button("audience_done", announcement.id) if chosen else audience_again(announcement)
    return audience_screen(AudienceChoice(kind), announcement, office, *in_rows(buttons), more, [done])


async def _toggle(kind: AudienceKind, place: str, announcement: Announcement, request: Request, office: Office) -> Announcement:
    """The places of this kind with one more or one less; none leaves all as it was."""
    before = _targets(kind, announcement)
    after = tuple(each for each in before if each != place) if place in before else (*before, place)
    return await set_audience(announcement, with_targets(kind, after), request, office) if after else announcement


def _targets(kind: AudienceKind, announcement: Announcement) -> tuple[str, ...]:
    return announcement.audience.targets if announcement.audience and announcement.audience.kind is kind else ()


# The followers of one visit


@VISITS.does
async def _visits(seen: Seen, request: Request, office: Office) -> Reply:
    """The next visits, whose followers may be told."""
    announcement = await editable_now(seen, office)
    visits = office.board.schedule.upcoming(request.today)[:MOST_VISITS]
    rows = [
        [
            CHOOSE_VISIT.button(
                "audience_of_visit",
                ChosenVisit(seen_of(announcement), visit.id),
                name=visit.place.name,
                day=visit.first_day,
            )
        ]
        for visit in visits
    ]
    choice = AudienceChoice.VISIT if visits else AudienceChoice.NO_VISIT
    return audience_screen(choice, announcement, office, *rows, [audience_again(announcement)])


@CHOOSE_VISIT.does
async def _choose_visit(chosen: ChosenVisit, request: Request, office: Office) -> Reply:
    """The followers of one visit."""
    announcement = await editable_now(chosen.seen, office)
    if office.board.schedule.find(chosen.visit):
        announcement = await set_audience(announcement, Audience(AudienceKind.VISIT, (str(chosen.visit),)), request, office)
    return await go_on(announcement, request, office)
