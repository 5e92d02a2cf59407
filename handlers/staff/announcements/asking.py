"""What an announcement still lacks is asked, a question a screen: for whom, what it says, when it goes."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from markupsafe import Markup

from ektp_core.announcements.announcement import Announcement, AnnouncementKind
from ektp_core.announcements.audience import AudienceKind
from ektp_core.announcements.text import excerpt
from ektp_core.announcements.time import offered
from ektp_core.office import Office
from ektp_core.schools.register import School
from ektp_core.store import announcements as store
from ektp_core.understanding.announced import said_in
from handlers.reply import Button, Reply, Row, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.acts import (
    ASK_AUDIENCE,
    CHOOSE_SCHOOL,
    CHOOSE_TIME,
    DISCARD,
    DISTRICT,
    EVERYONE,
    OPEN,
    REMOVE_FILE,
    SCHOOLS,
    SEND_AT_ONCE,
    SUBDISTRICTS,
    TEMPLATES_FOR,
    VISITS,
    ChosenMoment,
    ChosenPlace,
    SchoolsPage,
)
from handlers.staff.announcements.awaited import AwaitedStep, await_step, seen_of
from handlers.staff.announcements.screen import reach_of, show

EXCERPT = 80
MOST_NAMED = 4
EXAMPLE_AHEAD = timedelta(days=3)


async def go_on(announcement: Announcement, request: Request, office: Office) -> Reply:
    """Ask what is still open, else show the whole."""
    if announcement.state in store.EDITABLE:
        if announcement.audience is None and announcement.mends is None:
            return await ask_audience(announcement, request, office)
        if not (announcement.text or announcement.file or announcement.kind is AnnouncementKind.RETRACTION):
            return await ask_text(announcement, request, office)
    return await show(announcement.id, request, office)


# For whom


class AudienceChoice(StrEnum):
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
    """Who shall get it? Typed, or one of the buttons; `schools` may have been meant by what is `wrong`, else those that it names itself."""
    await await_step(announcement, AwaitedStep.AUDIENCE, request, office)
    seen = seen_of(announcement)
    meant = [
        CHOOSE_SCHOOL.button("place", ChosenPlace(seen, school.npsn), name=school.name)
        for school in schools or _named_in(announcement, office)
    ]
    rows: list[Row] = [
        *in_rows(meant),
        [EVERYONE.button("audience_everyone", seen), DISTRICT.button("audience_district", seen)],
        [
            SUBDISTRICTS.button("audience_subdistricts", seen),
            SCHOOLS.button("audience_schools", SchoolsPage(seen, 1)),
        ],
        [VISITS.button("audience_visit", seen)],
        _leave(announcement),
    ]
    words = excerpt(announcement.text, EXCERPT)
    return audience_screen(AudienceChoice.WHO, announcement, office, *rows, excerpt=words, wrong=wrong)


def _named_in(announcement: Announcement, office: Office) -> list[School]:
    said = said_in(announcement.text, office.board, office.public.reader, office.today())
    codes = sorted({code for place in said.places for code in place.codes})
    return [office.board.schools[code] for code in codes if code in office.board.schools][:MOST_NAMED]


def audience_screen(
    choice: AudienceChoice,
    announcement: Announcement,
    office: Office,
    *rows: Row,
    excerpt: str = "",
    wrong: Markup | None = None,
) -> Reply:
    """One question about whom it reaches, and whom it reaches as yet."""
    reach = reach_of(announcement, office)
    return reply(
        "staff/announcements/who",
        *rows,
        choice=choice,
        announcement=announcement,
        reach=reach,
        excerpt=excerpt,
        wrong=wrong,
    )


def _leave(announcement: Announcement) -> list[Button]:
    """Back to the preview once there is something to see; else it can only be thrown away."""
    if announcement.audience and (announcement.text or announcement.file):
        return [OPEN.button("announcement_back", announcement.id)]
    return [DISCARD.button("announcement_discard", seen_of(announcement))]


def audience_again(announcement: Announcement) -> Button:
    """Back to the first question about whom it reaches."""
    return ASK_AUDIENCE.button("back", seen_of(announcement))


# What it says


async def ask_text(announcement: Announcement, request: Request, office: Office, wrong: Markup | None = None) -> Reply:
    """What shall it say? Words, formatted or not, a picture or a file."""
    await await_step(announcement, AwaitedStep.TEXT, request, office)
    seen = seen_of(announcement)
    own = announcement.kind is AnnouncementKind.ANNOUNCEMENT and announcement.mends is None
    templates = [TEMPLATES_FOR.button("template_use", seen)] if own else []
    removable = [REMOVE_FILE.button("announcement_no_file", seen)] if own and announcement.file and announcement.text else []
    has_words = announcement.text or announcement.file
    back = [OPEN.button("announcement_back", announcement.id)] if has_words and (announcement.audience or not own) else []
    is_place = announcement.audience is not None and announcement.audience.kind not in (AudienceKind.EVERYONE, AudienceKind.DISTRICT)
    return reply(
        "staff/announcements/words",
        [*templates, *removable],
        [*back, DISCARD.button("announcement_discard", seen)],
        announcement=announcement,
        wrong=wrong,
        fillable=is_place,
        reach=reach_of(announcement, office),
    )


async def go_on_or_ask_caption(announcement: Announcement, request: Request, office: Office) -> Reply:
    """Go on; a picture or file that came without a word may get its words first."""
    if not request.attachment or announcement.text:
        return await go_on(announcement, request, office)
    await await_step(announcement, AwaitedStep.TEXT, request, office)
    without = OPEN.button("announcement_no_caption", announcement.id)
    rows = [without, DISCARD.button("announcement_discard", seen_of(announcement))]
    return reply("staff/announcements/caption", rows, announcement=announcement)


# When it goes


async def ask_time(announcement: Announcement, request: Request, office: Office, wrong: Markup | None = None) -> Reply:
    """When? Typed, or one of the buttons."""
    await await_step(announcement, AwaitedStep.TIME, request, office)
    seen = seen_of(announcement)
    moments = [moment.astimezone(office.zone) for moment in offered(request.now, office.zone)]
    when = [
        CHOOSE_TIME.button(
            "announcement_today" if moment.date() == request.today else "announcement_tomorrow",
            ChosenMoment(seen, moment),
            hour=f"{moment:%H.%M}",
        )
        for moment in moments
    ]
    return reply(
        "staff/announcements/when",
        [SEND_AT_ONCE.button("announcement_at_once", seen)],
        *in_rows(when),
        [OPEN.button("announcement_back", announcement.id)],
        announcement=announcement,
        due=announcement.due and announcement.due.astimezone(office.zone),
        wrong=wrong,
        example_day=request.today + EXAMPLE_AHEAD,
    )
