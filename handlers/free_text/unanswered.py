"""May a sentence that fell through be kept? Asked by a button, only while the office collects, and answered by what became of it."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.profile import Localized, Profile
from ektp_core.store.unanswered import keep_text
from ektp_core.unanswered import TEXTS_KEPT, Lack, Unmet, Why, words_to_keep
from ektp_core.understanding.details import Details
from ektp_core.understanding.intents import Intent
from handlers.reply import Reply, Row, button, reply
from handlers.request import OWN_HAND, ChatKind, Request

KEEP = "t="
"""Begins what the button asks: `t=<why>.<topic>`. Another text of consent takes another letter: a button agrees to what stood above it."""


class Became(StrEnum):
    """What became of a sentence that somebody allowed to be kept."""

    KEPT = "kept"
    NOT_COLLECTED = "not_collected"
    """The office has stopped collecting meanwhile."""

    NOT_FOUND = "not_found"
    """The message is deleted, or is no text."""


def consent_row(request: Request, office: Office, why: Why, topic: str) -> Row:
    """The button that allows a sentence to be kept: its writer's own, in a private chat, while the office collects; else no button.

    It stands under a reply to that sentence (`quotes`), below the words of `consent` in `_unanswered.html`.
    """
    if not office.public.collects_texts or request.chat_kind is not ChatKind.PRIVATE or request.origin not in OWN_HAND:
        return []
    return [button("privacy", f"{KEEP}{why}.{topic}", "keep_words")]


async def keep_words(wanted: str, request: Request, office: Office) -> Reply | None:
    """Keep the words that the tapped message replied to; None for a button that was never written."""
    why, _, topic = wanted.partition(".")
    known = why in frozenset(Why) and (topic in frozenset(Intent) or topic in {"", *titles(office.board.profile)})
    if not known or request.chat_kind is not ChatKind.PRIVATE:
        return None
    text = words_to_keep(request.quoted)
    if not text:
        return _told(Became.NOT_FOUND)
    kept = await keep_text(office.store, request.chat, text, Why(why), topic, request.today)
    return _told(Became.KEPT if kept else Became.NOT_COLLECTED)


def school_lacking(details: Details, board: Board) -> Unmet | None:
    """That a school was named which stands in no register, where its name says it lies; None where one that does was named, too."""
    named = [each for each in details.schools if each.name and each.school is None]
    if not named or any(each.school for each in details.schools):
        return None
    around = board.subdistrict_of(named[0].area) if named[0].area else None
    return Unmet(Lack.SCHOOL, around.code if around else "")


def titles(profile: Profile) -> Mapping[str, Localized]:
    """What the office calls each matter that it has a text on."""
    return {topic: text.title for topic, text in profile.texts.items()}


def _told(became: Became) -> Reply:
    row = [button("my_data"), button("erase")] if became is Became.KEPT else []
    return replace(reply("unanswered", row, became=became, days=TEXTS_KEPT.days), as_new=True)
