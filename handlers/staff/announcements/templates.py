"""Texts that staff keep to announce with again: saved from an announcement, taken for another, deleted."""

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.text import excerpt
from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.fields import read_words
from ektp_core.roles import Act
from ektp_core.store import announcement_templates as store
from ektp_core.store.announcement_files import file_columns
from handlers.reply import Preview, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.buttons import (
    NO_ANNOUNCEMENT,
    ROUTE,
    Seen,
    Step,
    act_button,
    await_nothing,
    await_step,
    number_of,
    open_button,
    seen_button,
    seen_now,
)
from handlers.staff.announcements.editing import begin, change

MOST = 20
EXCERPT = 60


async def listed(wanted: str, request: Request, office: Office) -> Reply:
    """The templates: to look at them, or to take one for the announcement that is being written."""
    seen = Seen.parse(wanted)
    found = await store.templates(office.store, MOST)
    rows = in_rows([seen_button("L", seen, "place", each.id, name=each.name) for each in found])
    back = [seen_button("t", seen, "back") if seen.number else button(ROUTE, label="back")]
    lines = [(each.name, excerpt(each.text, EXCERPT)) for each in found]
    return reply("staff/announcements/templates", *rows, back, lines=lines)


async def one(wanted: str, request: Request, office: Office) -> Reply:
    """One template as it was written, and what can be done with it."""
    seen = Seen.parse(wanted)
    found = await store.template(office.store, number_of(seen.choice))
    take = seen_button("u", seen, "template_take", found.id)
    remove = [] if seen.number else [seen_button("q", seen, "template_delete", found.id)]
    back = [seen_button("l", seen, "back")]
    shown = reply("staff/announcements/template", [take, *remove], back, template=found)
    return Reply(shown.view, shown.values, shown.buttons, preview=Preview(found.text, found.file)) if found.text else shown


async def take(wanted: str, request: Request, office: Office) -> Announcement:
    """Its words for the announcement on the screen, or for a new one."""
    seen = Seen.parse(wanted)
    found = await store.template(office.store, number_of(seen.choice))
    if not seen.number:
        return await begin(request, office, text=found.text, **file_columns(found.file))
    announcement = await seen_now(Seen(seen.number, seen.version), office)
    return await change(announcement, "template", request, office, text=found.text, **file_columns(found.file))


async def ask_name(wanted: str, request: Request, office: Office) -> Reply:
    """Under which name is the text kept?"""
    announcement = await seen_now(Seen.parse(wanted), office)
    await await_step(announcement, Step.NAME, request, office)
    return reply("staff/announcements/name", [act_button("v", announcement, "announcement_back")], announcement=announcement)


async def typed_name(announcement: Announcement, request: Request, office: Office) -> Reply:
    """Keep the text under the typed name. Raises WrongValue, NameTaken; the question stays open."""
    name = read_words(request.argument, "template_name", store.LONGEST_NAME)
    async with office.acting(request, Act.ANNOUNCE) as doing:
        text, file = announcement.text, announcement.file
        number = await store.save_template(doing.connection, name, text, file, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.TEMPLATE, number), {"act": "save", "name": name}
    await await_nothing(request, office)
    rows = [open_button(announcement.id, "announcement_back"), seen_button("l", NO_ANNOUNCEMENT, "templates")]
    return reply("staff/announcements/template_saved", rows, name=name)


async def ask_delete(wanted: str, request: Request, office: Office) -> Reply:
    """Once more: it is gone for everybody."""
    found = await store.template(office.store, number_of(Seen.parse(wanted).choice))
    rows = [
        seen_button("Q", NO_ANNOUNCEMENT, "template_delete_now", found.id),
        seen_button("L", NO_ANNOUNCEMENT, "keep", found.id),
    ]
    return reply("staff/announcements/template_delete", rows, name=found.name)


async def delete(wanted: str, request: Request, office: Office) -> Reply:
    """Gone; announcements that were written with it stay."""
    number = number_of(Seen.parse(wanted).choice)
    async with office.acting(request, Act.ANNOUNCE) as doing:
        name = await store.delete_template(doing.connection, number)
        doing.subject, doing.details = Subject(Thing.TEMPLATE, number), {"act": "delete", "name": name}
    return await listed("", request, office)
