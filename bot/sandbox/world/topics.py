"""The topics of a group that is a forum, and which of them takes a message of the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.rules.refusals import bad_request

GENERAL = 0
"""Every forum's first topic, which has no thread: a message goes there when none is named."""


@dataclass(slots=True)
class ForumTopic:
    """A topic; `created` is the service message that began it, which Telegram tells with everything said in it that replies to nothing."""

    created: dict[str, Any] | None = None
    is_open: bool = True


def check_open(topics: Mapping[int, ForumTopic], thread: int | None) -> None:
    """Raises Refused for a topic that there is not, or that only its group's admins may write in. A chat that is no forum has no topics."""
    if thread is not None and thread not in topics:
        raise bad_request("message thread not found")
    topic = topics.get(thread or GENERAL)
    if topic is not None and not topic.is_open:
        raise bad_request("TOPIC_CLOSED")
