"""What is told unasked: notices of visits, reminders, and the question whether a chat still wants to be told; in both languages."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from ektp_core.board import Board
from ektp_core.notices.due import Notice, NoticeKind
from ektp_core.profile import Language
from ektp_core.store.outbox import Wording
from ektp_core.subscriptions.reminders import ReminderKind
from ektp_core.subscriptions.subscribers import Subscription
from ektp_core.visits.schedule import Place
from handlers.followable import named
from handlers.reply import Button, Reply, Row, button, reply
from handlers.texts import label, render
from handlers.texts.keyboard import laid_out

EARLY, FIRST_CARD = "early", "first"
"""The requirement texts of those who are not 17 yet, and of those who are."""

FOR_SCHOOLS = frozenset({NoticeKind.SCHOOL_WEEK, NoticeKind.SCHOOL_EVE})
TOPIC_OF: Mapping[ReminderKind, str] = MappingProxyType({ReminderKind.MAY_RECORD: EARLY, ReminderKind.CARD: FIRST_CARD})


def notice_wordings(notice: Notice, board: Board) -> list[Wording]:
    """A notice of a visit."""
    return _wordings(notice_reply(notice, board), board)


def reminder_wordings(kind: ReminderKind, day: date, board: Board) -> list[Wording]:
    """A day that somebody asked to be reminded of; true on every day after it as well."""
    return _wordings(reminder_reply(kind, day, board), board)


def expiry_wordings(board: Board) -> list[Wording]:
    """Subscriptions end soon: any tap keeps them."""
    return _wordings(expiry_reply(board), board)


def topic_gone_wordings(things: Sequence[Subscription], board: Board) -> list[Wording]:
    """A topic of a forum takes no message any more: these things are told in General."""
    return _wordings(topic_gone_reply(things, board), board)


def notice_reply(notice: Notice, board: Board) -> Reply:
    """A notice as a view and its buttons."""
    visit, topics = notice.visit, board.profile.requirements
    rows: tuple[Row, ...] = ([_schedule(visit.place), *_requirements(board, EARLY)],)
    if notice.kind not in FOR_SCHOOLS:
        rows = (*rows, [button("subscriptions", label="manage_subscriptions")])
    return reply(
        f"notice/{notice.kind}",
        *rows,
        visit=visit,
        before=notice.before,
        known_days=notice.known_days,
        profile=board.profile,
        bring=topics[EARLY].lines if EARLY in topics else (),
        rules=board.rules,
    )


def reminder_reply(kind: ReminderKind, day: date, board: Board) -> Reply:
    """A reminder as a view and its buttons."""
    rows: tuple[Row, ...] = ([button("schedule"), *_requirements(board, TOPIC_OF[kind])], [button("contact")])
    return reply(f"notice/{kind}", *rows, day=day, profile=board.profile)


def expiry_reply(board: Board) -> Reply:
    """The question whether a chat still wants to be told, as a view with one button."""
    return reply("notice/expiry", [button("subscriptions", label="keep_subscriptions")], profile=board.profile)


def topic_gone_reply(things: Sequence[Subscription], board: Board) -> Reply:
    """That a topic is closed or deleted, what was told there, and the way back, as a view with one button."""
    followed = [named(each, board) for each in things]
    return reply("notice/topic_gone", [button("subscriptions", label="manage_subscriptions")], followed=followed, profile=board.profile)


def _schedule(place: Place) -> Button:
    return button("schedule", f"s={place.npsn}" if place.npsn else f"k={place.subdistrict}")


def _requirements(board: Board, topic: str) -> Row:
    return [button("requirements", topic)] if topic in board.profile.requirements else [button("requirements")]


def _wordings(shown: Reply, board: Board) -> list[Wording]:
    return [Wording(language, render(shown, language, example=board.has_examples), _markup(shown, language)) for language in Language]


def _markup(shown: Reply, language: Language) -> str:
    """The Bot API's keyboard. It stands in groups as well, where nothing private is offered."""
    rows = ([_shown(item, language) for item in row if isinstance(item, Button)] for row in shown.buttons)
    return json.dumps({"inline_keyboard": laid_out(rows)}, ensure_ascii=False)


def _shown(item: Button, language: Language) -> dict[str, str]:
    """A button of the Bot API; what was told stays readable when it is tapped."""
    return {"text": label(item, language), "callback_data": item.keeping_data}
