"""/ubahpenghargaan: awards by year and category, each change previewed as citizens will see it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import msgspec
from markupsafe import Markup
from msgspec import UNSET, UnsetType

from ektp_core.areas import Level
from ektp_core.audit import NOTHING, Change, Changed, Seen, Subject, Thing, change_of
from ektp_core.awards import Award, Awards
from ektp_core.office import Office
from ektp_core.profile import Localized
from ektp_core.reading.days.typed_days import read_day
from ektp_core.reading.fields import WrongValue, read_count, read_words
from ektp_core.refusal import Refusal
from ektp_core.roles import Act
from ektp_core.store import awards as store
from ektp_core.store.drafts import Drafts, Mark, mark_of
from ektp_core.store.history import old_version_of
from handlers.acts import Acts
from handlers.paging import page_of
from handlers.reply import DraftName, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.citizens_view import seen_by_citizens
from handlers.staff.drafts.carrying_out import carrying_out, drop_overtaken
from handlers.staff.drafts.form import Choice, Field, Form, Read, filled
from handlers.staff.drafts.forms import Forms
from handlers.staff.drafts.going_on import continuing
from handlers.staff.drafts.tools import DraftTool, offer
from handlers.staff.sources import SOURCE

ROUTE = "award_edit"
NO_AREA = "none"
FIRST_YEAR = 2000
LONGEST = {"category": 60, "recipient": 120, "prize": 120}
PAGE = 8

ACTS = Acts(ROUTE)
LIST = ACTS.act("list", int)
OPEN = ACTS.act("open", int)
NEW = ACTS.act("new")
CHANGE = ACTS.act("change", int)
PUT_BACK = ACTS.act("put_back", int)
SAVE = ACTS.act("save", Mark)
ASK_REMOVE = ACTS.act("ask_remove", int)
REMOVE = ACTS.act("remove", Seen)


class EditAward(msgspec.Struct, frozen=True, tag=True):
    """An award that is being typed: a new one, which the message `begun` began, or one that was `seen`. Its note stays as it is."""

    seen: Seen | None = None
    note: Localized | None = None
    year: int | UnsetType = UNSET
    category: str | UnsetType = UNSET
    area: str | UnsetType | None = UNSET
    recipient: str | UnsetType | None = UNSET
    given_on: date | UnsetType | None = UNSET
    prize: str | UnsetType | None = UNSET
    source: str | UnsetType = UNSET
    begun: int = 0


DRAFTS: Drafts[EditAward] = Drafts(ROUTE, EditAward, about=lambda draft: f"{draft.seen.id}" if draft.seen else f"new {draft.begun}")
FORMS = Forms(ACTS, DRAFTS)


def _named(draft: EditAward, request: Request, office: Office) -> DraftName:
    return DraftName("draft_award", draft.category) if isinstance(draft.category, str) else DraftName("draft_award_new")


offer(DraftTool(DRAFTS, _named, FORMS.fit, FORMS.show))


async def award_edit(request: Request, office: Office) -> Reply:
    """All awards, newest first; one of them; a new one; a change typed or tapped. Whoever comes second is told who was first."""
    try:
        if request.act:
            return await ACTS.answer(request, office)
        if request.awaited:
            return await FORMS.answered(request, office)
    except Changed as changed:
        await drop_overtaken(DRAFTS, changed, request, office)
        award = _find(changed.subject.number, office)
        if award is None:
            raise
        return await _card(award, request, office, changed_by=changed.by or "")
    return await _overview(1, request, office)


@LIST.does
async def _overview(number: int, request: Request, office: Office) -> Reply:
    known = office.board.awards
    every = [award for year in known.years() for award in known.of_year(year)]
    page = page_of(every, PAGE, number)
    rows = in_rows([OPEN.button("award", each.id, year=each.year, name=each.category) for each in page.items], 1)
    turns = page.around(partial(LIST.button, "earlier"), partial(LIST.button, "later"))
    waiting = await continuing(request, office, ROUTE)
    return reply("staff/awards/overview", *waiting, *rows, turns, [NEW.button("award_add")], [button("staff")], count=len(every))


@FORMS.discard.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return await _overview(1, request, office)


@OPEN.does
async def _open(number: int, request: Request, office: Office) -> Reply:
    return await _card(_award(number, office), request, office)


async def _card(award: Award, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    rows = [CHANGE.button("award_change", award.id), ASK_REMOVE.button("award_remove", award.id)], [button(ROUTE, label="back")]
    return reply("staff/awards/card", *rows, citizens=await _as_citizens_see(award, request, office), changed_by=changed_by)


def _find(number: int | None, office: Office) -> Award | None:
    known = office.board.awards
    return next((award for year in known.years() for award in known.of_year(year) if award.id == number), None)


def _award(number: int, office: Office) -> Award:
    award = _find(number, office)
    if award is None:
        raise Changed(Subject(Thing.AWARD, number))
    return award


async def _as_citizens_see(award: Award, request: Request, office: Office) -> Markup:
    """The award as /penghargaan shows it."""
    return await seen_by_citizens("awards", str(award.year), replace(office.board, awards=Awards([award])), request, office)


# An award that is typed: asked field by field, previewed, saved


@NEW.does
async def _new(_: None, request: Request, office: Office) -> Reply:
    return await FORMS.begin(EditAward(begun=request.message_id), request, office)


@CHANGE.does
async def _change(number: int, request: Request, office: Office) -> Reply:
    award = _award(number, office)
    return await FORMS.begin(_draft_of(award, Seen(award.id, award.version)), request, office)


@PUT_BACK.does
async def _put_back(number: int, request: Request, office: Office) -> Reply:
    """What was changed or removed, as a draft again."""
    old = await old_version_of(office.store, number, frozenset({Thing.AWARD}))
    now = _find(int(old.key), office)
    return await FORMS.begin(_draft_of(store.award_of(old.body), Seen(now.id, now.version) if now else None), request, office)


def _draft_of(award: Award, seen: Seen | None) -> EditAward:
    return EditAward(seen, award.note, award.year, award.category, award.area, award.recipient, award.given_on, award.prize, award.source)


def _award_of(draft: EditAward) -> Award:
    """Raises WrongValue while a field is open."""
    return Award(
        year=filled(draft.year),
        category=filled(draft.category),
        area=filled(draft.area),
        recipient=filled(draft.recipient),
        given_on=filled(draft.given_on),
        prize=filled(draft.prize),
        note=draft.note,
        source=filled(draft.source),
        id=draft.seen.id if draft.seen else 0,
    )


def _read_year(text: str, draft: EditAward, request: Request, office: Office) -> EditAward:
    return msgspec.structs.replace(draft, year=read_count(text, "award_year", FIRST_YEAR, request.today.year))


def _read_named(name: str) -> Read[EditAward]:
    def read(text: str, draft: EditAward, request: Request, office: Office) -> EditAward:
        return msgspec.structs.replace(draft, **{name: read_words(text, f"award_{name}", LONGEST[name])})

    return read


def _read_area(text: str, draft: EditAward, request: Request, office: Office) -> EditAward:
    if text == NO_AREA:
        return msgspec.structs.replace(draft, area=None)
    codes = {area.code for area in office.board.districts}
    named = (
        [text] if text in codes else [area.code for area in office.board.areas.find(text, levels=(Level.DISTRICT,)) if area.code in codes]
    )
    if len(named) != 1:
        raise WrongValue("award_area")
    return msgspec.structs.replace(draft, area=named[0])


def _read_given(text: str, draft: EditAward, request: Request, office: Office) -> EditAward:
    """A full date up to today."""
    try:
        day = read_day(text, request.today)
    except Refusal:
        raise WrongValue("award_day") from None
    if day > request.today:
        raise WrongValue("award_day")
    return msgspec.structs.replace(draft, given_on=day)


def _years(draft: EditAward, request: Request, office: Office) -> list[Choice]:
    latest = (request.today - timedelta(days=365)).year
    return [Choice(str(year), "year", {"year": year}) for year in (request.today.year, latest)]


def _areas(draft: EditAward, request: Request, office: Office) -> list[Choice]:
    districts = [Choice(area.code, "place", {"name": area.short_name}) for area in office.board.districts]
    return [*districts, Choice(NO_AREA, "no_area")]


async def _preview(draft: EditAward, request: Request, office: Office) -> Reply:
    award = _award_of(draft)
    rows = [SAVE.button("award_save", mark_of(draft))], *in_rows(FORMS.edit_buttons(draft, *(each.name for each in AWARD.fields)))
    citizens = await _as_citizens_see(award, request, office)
    return reply("staff/awards/preview", *rows, [FORMS.discard_button(draft)], citizens=citizens)


AWARD = FORMS.add(
    Form(
        EditAward,
        "awards/ask",
        (
            Field("year", _read_year, _years, is_exact=True),
            Field("category", _read_named("category"), is_words=True),
            Field("area", _read_area, _areas),
            Field("recipient", _read_named("recipient"), optional=True, is_words=True),
            Field("given_on", _read_given, optional=True, is_exact=True),
            Field("prize", _read_named("prize"), optional=True, is_words=True),
            SOURCE,
        ),
        _preview,
    )
)


@SAVE.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.previewed(office.store, request.person, mark)
    about = Subject(Thing.AWARD, draft.seen.id) if draft.seen else NOTHING
    async with carrying_out(DRAFTS, draft, Act.CHANGE_AWARDS, request, office, about, seen=draft.seen) as doing:
        award, before = _award_of(draft), None
        if draft.seen:
            before = _award(draft.seen.id, office)
            number = draft.seen.id
            kept = await store.change_award(doing.connection, draft.seen, award, request.person, request.now)
            undo = PUT_BACK.button("put_back", kept)
        else:
            number = await store.add_award(doing.connection, award)
            undo = ASK_REMOVE.button("award_remove", number)
        doing.subject, doing.details = Subject(Thing.AWARD, number), {"year": award.year, "category": award.category}
        doing.details = {"act": "change" if before else "add", **doing.details}
        doing.changes = [_award_change(before, award, office)]
    return reply("staff/awards/done", [undo], [button("awards", str(award.year)), button(ROUTE, label="back")], award=award)


def _award_change(before: Award | None, after: Award | None, office: Office) -> Change:
    """Without whom it was given to: a person's name would stay in the audit."""
    named = before or after
    was, became = (_told(each, office) if each else {} for each in (before, after))
    return change_of(f"{named.year}: {named.category}" if named else "", was, became)


def _told(award: Award, office: Office) -> dict[str, str | int | None]:
    area = office.board.areas[award.area].short_name if award.area else None
    given = award.given_on.isoformat() if award.given_on else None
    return {"year": award.year, "category": award.category, "area": area, "given_on": given, "prize": award.prize, "source": award.source}


# An award that is removed


@ASK_REMOVE.does
async def _ask_remove(number: int, request: Request, office: Office) -> Reply:
    award = _award(number, office)
    rows = [REMOVE.button("award_remove_now", Seen(award.id, award.version))], [OPEN.button("keep", award.id)]
    return reply("staff/awards/remove", *rows, citizens=await _as_citizens_see(award, request, office))


@REMOVE.does
async def _remove(seen: Seen, request: Request, office: Office) -> Reply:
    removed = _award(seen.id, office)
    async with office.acting(request, Act.CHANGE_AWARDS, Subject(Thing.AWARD, seen.id), seen=seen) as doing:
        kept = await store.remove_award(doing.connection, seen, request.person, request.now)
        doing.details = {"answer": "removed", "year": removed.year, "category": removed.category}
        doing.changes = [_award_change(removed, None, office)]
    return reply("staff/awards/removed", [PUT_BACK.button("put_back", kept)], [button(ROUTE, label="back")])
