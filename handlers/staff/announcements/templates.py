"""Texts that staff keep to announce with again: saved from an announcement, taken for another, deleted."""

from collections.abc import Sequence

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.text import excerpt
from ektp_core.audit import Seen, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.fields import read_words
from ektp_core.roles import Act
from ektp_core.store import announcement_templates as store
from ektp_core.store.announcement_files import file_columns
from ektp_core.store.announcement_templates import Template
from handlers.reply import Button, Preview, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.acts import (
    ASK_DELETE_TEMPLATE,
    ASK_TEMPLATE_NAME,
    ASK_TEXT,
    BEGIN_WITH_TEMPLATE,
    DELETE_TEMPLATE,
    OPEN,
    OPEN_TEMPLATE,
    OPEN_TEMPLATE_FOR,
    ROUTE,
    TAKE_TEMPLATE,
    TEMPLATES,
    TEMPLATES_FOR,
    ChosenTemplate,
)
from handlers.staff.announcements.asking import go_on
from handlers.staff.announcements.awaited import AwaitedStep, await_nothing, await_step, editable_now, seen_now
from handlers.staff.announcements.draft_changes import begin, change

MOST = 20
EXCERPT = 60


# Looked at by themselves


@TEMPLATES.does
async def _templates(_: None, request: Request, office: Office) -> Reply:
    """The templates."""
    templates = await store.templates(office.store, MOST)
    buttons = [OPEN_TEMPLATE.button("place", each.id, name=each.name) for each in templates]
    return _list(templates, buttons, button(ROUTE, label="back"))


@OPEN_TEMPLATE.does
async def _open_template(number: int, request: Request, office: Office) -> Reply:
    """One template as it was written, and what can be done with it."""
    take = BEGIN_WITH_TEMPLATE.button("template_take", number)
    delete = ASK_DELETE_TEMPLATE.button("template_delete", number)
    return _one(await store.template(office.store, number), [take, delete], TEMPLATES.button("back"))


@BEGIN_WITH_TEMPLATE.does
async def _begin_with_template(number: int, request: Request, office: Office) -> Reply:
    """A new announcement with its words."""
    template = await store.template(office.store, number)
    return await go_on(await begin(request, office, text=template.text, file=template.file), request, office)


@ASK_DELETE_TEMPLATE.does
async def _ask_delete(number: int, request: Request, office: Office) -> Reply:
    """Once more: it is gone for everybody."""
    template = await store.template(office.store, number)
    rows = [DELETE_TEMPLATE.button("template_delete_now", number), OPEN_TEMPLATE.button("keep", number)]
    return reply("staff/announcements/template_delete", rows, name=template.name)


@DELETE_TEMPLATE.does
async def _delete(number: int, request: Request, office: Office) -> Reply:
    """Gone; announcements that were written with it stay."""
    async with office.acting(request, Act.ANNOUNCE, Subject(Thing.TEMPLATE, number)) as doing:
        doing.details = {"act": "delete", "name": await store.delete_template(doing.connection, number)}
    return await _templates(None, request, office)


# Taken for the announcement that is being written


@TEMPLATES_FOR.does
async def _templates_for(seen: Seen, request: Request, office: Office) -> Reply:
    """The templates, to take one."""
    templates = await store.templates(office.store, MOST)
    chosen = [(each, ChosenTemplate(seen, each.id)) for each in templates]
    return _list(templates, [OPEN_TEMPLATE_FOR.button("place", one, name=each.name) for each, one in chosen], ASK_TEXT.button("back", seen))


@OPEN_TEMPLATE_FOR.does
async def _open_template_for(chosen: ChosenTemplate, request: Request, office: Office) -> Reply:
    """One template as it was written."""
    template = await store.template(office.store, chosen.template)
    return _one(template, [TAKE_TEMPLATE.button("template_take", chosen)], TEMPLATES_FOR.button("back", chosen.seen))


@TAKE_TEMPLATE.does
async def _take_template(chosen: ChosenTemplate, request: Request, office: Office) -> Reply:
    """Its words for the announcement on the screen."""
    template = await store.template(office.store, chosen.template)
    announcement = await editable_now(chosen.seen, office)
    changed = await change(announcement, "template", request, office, text=template.text, **file_columns(template.file))
    return await go_on(changed, request, office)


def _list(templates: Sequence[Template], buttons: list[Button], back: Button) -> Reply:
    lines = [(each.name, excerpt(each.text, EXCERPT)) for each in templates]
    return reply("staff/announcements/templates", *in_rows(buttons), [back], lines=lines)


def _one(template: Template, row: Row, back: Button) -> Reply:
    preview = Preview(template.text, template.file) if template.text else None
    return Reply("staff/announcements/template", {"template": template}, (row, [back]), preview=preview)


# Kept


@ASK_TEMPLATE_NAME.does
async def _ask_name(seen: Seen, request: Request, office: Office) -> Reply:
    """Under which name is the text kept?"""
    announcement = await seen_now(seen, office)
    await await_step(announcement, AwaitedStep.NAME, request, office)
    return reply("staff/announcements/name", [OPEN.button("announcement_back", announcement.id)], announcement=announcement)


async def typed_name(announcement: Announcement, request: Request, office: Office) -> Reply:
    """Keep the text under the typed name. Raises WrongValue, NameTaken; the question stays open."""
    name = read_words(request.argument, "template_name", store.LONGEST_NAME)
    async with office.acting(request, Act.ANNOUNCE) as doing:
        text, file = announcement.text, announcement.file
        number = await store.save_template(doing.connection, name, text, file, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.TEMPLATE, number), {"act": "save", "name": name}
    await await_nothing(request, office)
    rows = [OPEN.button("announcement_back", announcement.id), TEMPLATES.button("templates")]
    return reply("staff/announcements/template_saved", rows, name=name)
