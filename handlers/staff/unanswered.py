"""Behind /petugas: what the bot could not answer lately, and the sentences that people allowed the office to keep."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act, may, require
from ektp_core.store import unanswered as store
from ektp_core.unanswered import MOST_LETTERS, TEXTS_KEPT, KeptText, pages_of
from handlers.free_text.unanswered import titles
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request

Tap = Callable[[str, Request, Office], Awaitable[Reply]]

ROUTE = "staff"
OVERVIEW, SWITCH, TEXTS, DELETE = "u", "c", "l", "k"
ON, OFF = "on", "off"

LATELY = timedelta(days=30)
MOST_LINES = 15
NUMBERS_A_ROW = 4

SEES_COUNTS = Act.SEE_FIGURES
"""Whoever works in the office; a school's account has no business with it."""

SEES_TEXTS = Act.CHANGE_OFFICE
"""Admins: who wrote is not shown, but what they wrote may tell."""


async def overview(_: str, request: Request, office: Office) -> Reply:
    """What fell through in the last 30 days, most frequent first, with what this process has not written yet."""
    require(request.member, SEES_COUNTS)
    await office.notes.keep_unanswered()
    found = await store.top(office.store, request.today - LATELY)
    return reply(
        "staff/unanswered/overview",
        *(_admins_rows(office) if may(request.member, SEES_TEXTS) else ()),
        [button(ROUTE)],
        found=found[:MOST_LINES],
        more=len(found) - MOST_LINES,
        total=sum(each.times for each in found),
        titles=titles(office.board.profile),
        days=LATELY.days,
        collects=office.public.collects_texts,
        kept_days=TEXTS_KEPT.days,
    )


def _admins_rows(office: Office) -> list[list[Button]]:
    """The switch names what it would become, so that two people do not switch it back."""
    wanted = OFF if office.public.collects_texts else ON
    return [[button(ROUTE, f"{TEXTS}=1", "unanswered_texts")], [button(ROUTE, f"{SWITCH}={wanted}", f"unanswered_{wanted}")]]


async def switch(wanted: str, request: Request, office: Office) -> Reply:
    """Ask people for their sentences, or stop asking; a forged button switches nothing."""
    require(request.member, SEES_TEXTS)
    if wanted in (ON, OFF):
        async with office.acting(request, SEES_TEXTS) as doing:
            await store.switch_collecting(doing.connection, request.today, on=wanted == ON)
            doing.subject = Subject(Thing.COLLECTING, wanted)
        await office.public.renew_collecting()
    return await overview("", request, office)


async def texts(wanted: str, request: Request, office: Office) -> Reply:
    """A page of the sentences that are kept, newest first, each with a button to delete it."""
    require(request.member, SEES_TEXTS)
    pages = pages_of(await store.texts(office.store))
    page = min(max(number_of(wanted), 1), len(pages))
    first = sum(len(each) for each in pages[: page - 1]) + 1
    numbered = [*enumerate(pages[page - 1], first)]
    newer = [button(ROUTE, f"{TEXTS}={page - 1}", "unanswered_newer")] if page > 1 else []
    older = [button(ROUTE, f"{TEXTS}={page + 1}", "unanswered_older")] if page < len(pages) else []
    return reply(
        "staff/unanswered/texts",
        *in_rows([_delete_button(number, text, page) for number, text in numbered], NUMBERS_A_ROW),
        [*newer, *older],
        [button(ROUTE, f"{OVERVIEW}=", "back")],
        numbered=numbered,
        titles=titles(office.board.profile),
        kept_days=TEXTS_KEPT.days,
        most_letters=MOST_LETTERS,
    )


def _delete_button(number: int, text: KeptText, page: int) -> Button:
    return button(ROUTE, f"{DELETE}={text.id}.{text.mark}.{page}", "unanswered_delete", number=number)


async def delete(wanted: str, request: Request, office: Office) -> Reply:
    """Erase one sentence at once; one that is gone, or another that has its number now, is left alone."""
    require(request.member, SEES_TEXTS)
    number, mark, page = [*wanted.split("."), "", ""][:3]
    if number_of(number):
        async with office.acting(request, SEES_TEXTS) as doing:
            erased = await store.drop_text(doing.connection, number_of(number), mark)
            doing.subject, doing.details = Subject(Thing.SENTENCE, number), {"answer": "removed" if erased else "gone"}
    return await texts(page, request, office)


def number_of(text: str) -> int:
    """The number of a button; a forged one is 0, which nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


ACTS: dict[str, Tap] = {OVERVIEW: overview, SWITCH: switch, TEXTS: texts, DELETE: delete}
