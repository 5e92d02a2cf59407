"""/poster: which visit, in which form, and the file."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from ektp_core.areas import Area
from ektp_core.office import Office
from ektp_core.posters import Form, NoClassHours, Poster, has_class_hours, is_posted, posted
from ektp_core.reading.names import repeatable
from ektp_core.roles import Act, may
from ektp_core.schools.finding import visited
from ektp_core.schools.register import School
from ektp_core.visits.schedule import PlaceKind, Visit
from handlers.links.deep_links import link_to
from handlers.paging import page_of
from handlers.posters.wording import class_list_of, notice_of, words
from handlers.reply import Button, DrawnFile, Reply, Row, button, reply
from handlers.request import ChatKind, Request
from handlers.schedule import SCHOOL, UnknownPlace, poster_button

ROUTE = "posters"
BUTTON = re.compile(r"(?:v=(?P<visit>\d{1,9})(?:,f=(?P<form>[a-z]{1,9}))?|s=(?P<school>\d{8})|p=(?P<page>\d{1,4}))")
"""The arguments of buttons: `v=12`, `v=12,f=square`, `s=10900778`, `p=2`."""

PAGE = 8
TEXT, LIST = "text", "list"


class Suffix(StrEnum):
    """What a file's name ends in."""

    PDF = "pdf"
    PNG = "png"


async def posters(request: Request, office: Office) -> Reply:
    """The forms of one visit's poster, one of them, or the visits that have one."""
    argument = request.argument.strip()
    tapped = BUTTON.fullmatch(argument)
    if tapped and tapped["visit"]:
        visit = posted(office.board.schedule.find(int(tapped["visit"])), request.today)
        return _form(visit, tapped["form"], request, office) if tapped["form"] else _choice(visit, request)
    coming = [visit for visit in office.board.schedule.upcoming(request.today) if is_posted(visit, request.today)]
    if tapped and tapped["school"]:
        return _at(_chosen(tapped["school"], office), coming, request)
    if not argument or tapped:
        return _which(coming, int(tapped["page"]) if tapped else 1)
    return _at(_places(argument, office), coming, request)


def _chosen(npsn: str, office: Office) -> Sequence[School | Area]:
    """The school of a button. Raises UnknownPlace when staff have removed it since."""
    if npsn not in office.board.schools:
        raise UnknownPlace(subdistricts=office.board.subdistricts, near=(), name="")
    return [office.board.schools[npsn]]


def _places(text: str, office: Office) -> Sequence[School | Area]:
    """Every school and subdistrict that the words may mean. Raises UnknownPlace, NpsnUnclear."""
    board = office.board
    places = visited(board.named(text), board.areas)
    if not places:
        raise UnknownPlace(subdistricts=board.subdistricts, near=visited(board.near(text), board.areas), name=repeatable(text))
    return places


def _at(places: Sequence[School | Area], coming: Sequence[Visit], request: Request) -> Reply:
    """The visits at these places; the only one's forms at once."""
    found = [visit for visit in coming if any(_is_at(visit, place) for place in places)]
    return _choice(found[0], request) if len(found) == 1 else _which(found, 1, place=places[0] if len(places) == 1 else None)


def _is_at(visit: Visit, place: School | Area) -> bool:
    return visit.place.npsn == place.npsn if isinstance(place, School) else visit.place.subdistrict == place.code


def _which(visits: Sequence[Visit], number: int, place: School | Area | None = None) -> Reply:
    """A button for each visit; one place's are not more than a page."""
    page = page_of(visits, PAGE, number)
    turn: Row = page.onward(lambda to: button(ROUTE, f"p={to}", "posters_more")) if place is None else []
    rows = [[poster_button(visit, "poster_of")] for visit in page.items]
    return reply("posters/which", *rows, turn, [button("schedule")], count=len(visits), place=place)


def _choice(visit: Visit, request: Request) -> Reply:
    return reply("posters/choice", *_rows(visit, request), visit=visit)


def _rows(visit: Visit, request: Request, shown: str = "") -> list[Row]:
    """A poster for paper, for a chat, for a status; the words; whom the list concerns, the list; without the form that is shown."""

    def forms(*names: str) -> list[Button]:
        return [button(ROUTE, f"v={visit.id},f={name}", f"poster_{name}") for name in names if name != shown]

    at_school = visit.place.kind is PlaceKind.SCHOOL
    return [
        forms(Form.PAPER, TEXT),
        forms(Form.SQUARE, Form.TALL),
        forms(LIST) if has_class_hours(visit) and _may_list(visit, request) else [],
        [button("schedule", f"{SCHOOL}={visit.place.npsn}", "back_to", name=visit.place.name) if at_school else button("schedule")],
    ]


def _may_list(visit: Visit, request: Request) -> bool:
    """How many pupils are expected is the office's and the school's own, and no matter for a group."""
    member = request.member
    if member is None or request.chat_kind is not ChatKind.PRIVATE:
        return False
    return may(member, Act.SEE_VISITS) or (member.school is not None and member.school == visit.place.npsn)


def _form(visit: Visit, wanted: str, request: Request, office: Office) -> Reply:
    """The file, or the words to copy; a form that there is not is chosen anew. Raises NoClassHours."""
    if wanted == LIST and _may_list(visit, request):
        if not has_class_hours(visit):
            raise NoClassHours(visit=visit)
        drawn = DrawnFile(
            _name(visit, request, LIST, Suffix.PDF), class_list_of(visit, office.board, request.language, request.today), False
        )
        return replace(reply("staff/posters/list", *_rows(visit, request, LIST), visit=visit), file=drawn)
    notice = notice_of(visit, office.board, request.language, request.today)
    if wanted == TEXT:
        return replace(reply("posters/text", *_rows(visit, request, TEXT), notice=notice, start=_link(visit)), as_new=True)
    if wanted not in set(Form):
        return _choice(visit, request)
    form = Form(wanted)
    suffix = Suffix.PDF if form is Form.PAPER else Suffix.PNG
    drawn = DrawnFile(_name(visit, request, form, suffix), Poster(notice, form, _link(visit)), as_photo=suffix is Suffix.PNG)
    shown = reply("posters/poster", *_rows(visit, request, form), notice=notice, start=_link(visit))
    return replace(shown, file=drawn)


def _name(visit: Visit, request: Request, form: str, suffix: Suffix) -> str:
    """ "poster-sman-1-koba-2026-11-26.pdf": harmless for every file system, whatever the place is called."""
    place = re.sub(r"[^a-z0-9]+", "-", visit.place.name.casefold()).strip("-")[:40] or f"{visit.id}"
    return f"{words(request.language)[f'file_{form}']}-{place}-{visit.first_day.isoformat()}.{suffix}"


def _link(visit: Visit) -> str:
    """Where the code leads: to the school's visits, also when this one is removed and planned anew after the paper was hung up."""
    return link_to("s", visit.place.npsn) if visit.place.npsn else link_to("v", str(visit.id))
