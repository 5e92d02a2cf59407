"""Before anybody is written to unasked: what is kept, how long, and one button to agree (docs/reliability.md#almost-nothing-is-kept)."""

from typing import Any

from ektp_core.office import Office
from ektp_core.subscriptions.subscribers import CONSENT_VERSION, EXPIRES_AFTER_MONTHS, ChatSort, Consent
from handlers.reply import Button, Reply, button, reply
from handlers.request import ChatKind, Request


def consent_of(request: Request) -> Consent:
    """That whoever decides for this chat agrees now, to the text in force."""
    sort = ChatSort.PRIVATE if request.chat_kind is ChatKind.PRIVATE else ChatSort.GROUP
    return Consent(request.chat, sort, request.language, CONSENT_VERSION, request.now)


def is_in_force(version: str) -> bool:
    """Whether a button agrees to the text of today: an older one was shown under another."""
    return version == CONSENT_VERSION


def ask_consent(request: Request, office: Office, agree: Button, **wanted: Any) -> Reply:
    """The text, for what is `followed` or a `reminder`; the button that agrees carries it, so that one tap is enough."""
    in_group = request.chat_kind is ChatKind.GROUP
    values = {"followed": [], "reminder": None} | wanted
    return reply(
        "consent",
        [agree],
        [button("schedule", label="no_thanks"), button("privacy")],
        version=CONSENT_VERSION,
        months=EXPIRES_AFTER_MONTHS,
        in_group=in_group,
        in_topic=request.thread is not None and "reminder" not in wanted,
        profile=office.board.profile,
        **values,
    )
