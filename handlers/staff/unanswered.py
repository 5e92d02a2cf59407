"""Behind /petugas: what the bot could not answer lately, and the sentences that people allowed the office to keep."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act, may
from ektp_core.store import unanswered as store
from ektp_core.unanswered import MOST_LETTERS, TEXTS_KEPT, KeptText, pages_of
from handlers.acts import Acts
from handlers.free_text.unanswered import titles
from handlers.paging import page_among
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request

DESK = "staff"
"""The route of the desk, behind which this is found."""

LATELY = timedelta(days=30)
MOST_LINES = 15
NUMBERS_A_ROW = 4

SEES_COUNTS = Act.SEE_FIGURES
"""Whoever works in the office; a school's account has no business with it."""

SEES_TEXTS = Act.CHANGE_OFFICE
"""Admins: who wrote is not shown, but what they wrote may tell."""


class Collecting(StrEnum):
    """Whether people are asked if their sentence may be kept."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class OnPage:
    """A kept sentence, what tells it from a later one of its number, and the page on which it was shown."""

    number: int
    mark: str
    page: int


ACTS = Acts(DESK)
OVERVIEW = ACTS.act("unanswered", right=SEES_COUNTS)
ASKED_FOR = ACTS.act("asked_for", right=SEES_COUNTS)
"""What citizens asked this month and nobody could answer, each with the tool that fills it (`handlers/staff/asked_for.py`)."""

SWITCH = ACTS.act("switch_collecting", Collecting, right=SEES_TEXTS)
TEXTS = ACTS.act("sentences", int, right=SEES_TEXTS)
DELETE = ACTS.act("delete_sentence", OnPage, right=SEES_TEXTS)


@OVERVIEW.does
async def overview(_: None, request: Request, office: Office) -> Reply:
    """What fell through in the last 30 days, most frequent first, with what this process has not written yet."""
    await office.notes.keep_unanswered()
    frequent = await store.top(office.store, request.today - LATELY)
    return reply(
        "staff/unanswered/overview",
        [ASKED_FOR.button("asked_for")],
        *(_admins_rows(office) if may(request.member, SEES_TEXTS) else ()),
        [button(DESK)],
        frequent=frequent[:MOST_LINES],
        more=len(frequent) - MOST_LINES,
        total=sum(each.times for each in frequent),
        titles=titles(office.board.profile),
        days=LATELY.days,
        collects=office.public.collects_texts,
        kept_days=TEXTS_KEPT.days,
    )


def _admins_rows(office: Office) -> list[list[Button]]:
    """The switch names what it would become, so that two people do not switch it back."""
    wanted = Collecting.OFF if office.public.collects_texts else Collecting.ON
    return [[TEXTS.button("unanswered_texts", 1)], [SWITCH.button(f"unanswered_{wanted}", wanted)]]


@SWITCH.does
async def switch(wanted: Collecting, request: Request, office: Office) -> Reply:
    """Ask people for their sentences, or stop asking."""
    async with office.acting(request, SEES_TEXTS, Subject(Thing.COLLECTING, wanted)) as doing:
        await store.switch_collecting(doing.connection, request.today, on=wanted is Collecting.ON)
    return await overview(None, request, office)


@TEXTS.does
async def texts(number: int, request: Request, office: Office) -> Reply:
    """A page of the sentences that are kept, newest first, each with a button to delete it."""
    pages = pages_of(await store.texts(office.store))
    page = page_among(pages, number)
    before = sum(len(each) for each in pages[: page.number - 1])
    numbered = [*enumerate(page.items, before + 1)]
    return reply(
        "staff/unanswered/texts",
        *in_rows([_delete_button(place, text, page.number) for place, text in numbered], NUMBERS_A_ROW),
        page.around(lambda newer: TEXTS.button("unanswered_newer", newer), lambda older: TEXTS.button("unanswered_older", older)),
        [OVERVIEW.button("back")],
        numbered=numbered,
        titles=titles(office.board.profile),
        kept_days=TEXTS_KEPT.days,
        most_letters=MOST_LETTERS,
    )


def _delete_button(place: int, text: KeptText, page: int) -> Button:
    return DELETE.button("unanswered_delete", OnPage(text.id, text.mark, page), number=place)


@DELETE.does
async def delete(sentence: OnPage, request: Request, office: Office) -> Reply:
    """Erase one sentence at once; one that is gone, or another that has its number now, is left alone."""
    async with office.acting(request, SEES_TEXTS, Subject(Thing.SENTENCE, sentence.number)) as doing:
        erased = await store.drop_text(doing.connection, sentence.number, sentence.mark)
        doing.details = {"answer": "removed" if erased else "gone"}
    return await texts(sentence.page, request, office)
