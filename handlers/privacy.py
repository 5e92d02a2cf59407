"""/privasi, /dataku, /hapus: what is kept about people, which is almost nothing (docs/reliability.md#almost-nothing-is-kept)."""

from dataclasses import replace
from itertools import groupby

from ektp_core.backups.rotation import KEPT_AT_MOST
from ektp_core.office import Office
from ektp_core.privacy import AUDIT_KEPT_MONTHS, CONTACTS_KEPT_MONTHS, COPIES_KEPT_DAYS
from ektp_core.reading.calendar import office_day
from ektp_core.store.privacy import chat_data
from ektp_core.subscriptions.subscribers import EXPIRES_AFTER_MONTHS
from ektp_core.unanswered import TEXTS_KEPT
from handlers.followable import named
from handlers.free_text.unanswered import KEEP, keep_words, titles
from handlers.reply import Reply, button, reply
from handlers.request import ChatKind, Request

CONFIRMED = "ya"

UNSEND = "d="
"""Begins what the button under a message with a NIK asks: `d=<message id>`."""

LONGEST_NUMBER = 15


async def privacy(request: Request, office: Office) -> Reply:
    """What is kept, for how long, and what never is; beside the message that led here, which may be one to agree to.

    Its buttons elsewhere keep a sentence, or delete a message.
    """
    if request.argument.startswith(KEEP) and (kept := await keep_words(request.argument.removeprefix(KEEP), request, office)):
        return kept
    if request.argument.startswith(UNSEND) and (unsent := _unsend(request.argument.removeprefix(UNSEND), request)):
        return unsent
    lasts = {"copies_days": COPIES_KEPT_DAYS, "months": EXPIRES_AFTER_MONTHS, "texts_days": TEXTS_KEPT.days}
    lasts |= {"contacts_months": CONTACTS_KEPT_MONTHS, "audit_months": AUDIT_KEPT_MONTHS}
    in_group = request.chat_kind is ChatKind.GROUP
    row = [button("subscriptions")] if in_group else [button("my_data"), button("erase")]
    return replace(reply("privacy", row, profile=office.board.profile, in_group=in_group, **lasts), as_new=True)


def _unsend(number: str, request: Request) -> Reply | None:
    """Delete a message that its writer sent here, and say so in its place; None for a button that was never written, or in a group."""
    if request.chat_kind is not ChatKind.PRIVATE or not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return None
    return replace(reply("unsent"), removes=int(number), as_new=True)


async def my_data(request: Request, office: Office) -> Reply:
    """Everything kept about this chat, at once (UU 27/2022 art. 32)."""
    kept = await chat_data(office.store, request.chat)
    follows = kept.subscriber.follows if kept.subscriber else {}
    by_day = groupby(follows, lambda each: office_day(follows[each], office.zone))
    followed = [(day, [named(each, office.board) for each in things]) for day, things in by_day]
    row = [button("privacy")] if kept.is_nothing else [button("erase"), button("subscriptions")]
    return reply(
        "my_data",
        row,
        kept=kept,
        followed=followed,
        zone=office.zone,
        copies_days=COPIES_KEPT_DAYS,
        audit_months=AUDIT_KEPT_MONTHS,
        titles=titles(office.board.profile),
    )


async def erase(request: Request, office: Office) -> Reply:
    """Erase it, after one confirmation (UU 27/2022 arts. 42-44); where nothing is kept, that is said."""
    kept, days = await chat_data(office.store, request.chat), {"backups_days": KEPT_AT_MOST.days}
    if not kept.can_be_erased:
        return reply("erased", [button("start", label="home")], had_data=False, staff=kept.staff, **days)
    if request.is_sentence or request.argument.casefold() != CONFIRMED:
        screen = [button("erase", CONFIRMED, "erase_now")], [button("start", label="keep")]
        return reply("erase", *screen, has_contacts=bool(kept.contacts), staff=kept.staff)
    return reply("erased", [button("start", label="home")], had_data=await office.forget(request.chat), staff=kept.staff, **days)
