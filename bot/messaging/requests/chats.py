"""What Telegram tells about a chat itself: the bot is let in or shut out, a group becomes a supergroup."""

from dataclasses import dataclass

from telegram.constants import ChatMemberStatus

from bot.messaging.updates import Update
from ektp_core.subscriptions.subscribers import UnreachableReason

GONE = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})


@dataclass(frozen=True, slots=True)
class Membership:
    """A chat let the bot in, or shut it out (`gone`)."""

    chat: int
    gone: UnreachableReason | None


def membership_of(update: Update) -> Membership | None:
    """Whether a chat let the bot in or shut it out: Telegram tells so at once. A forum lets it in by opening a topic again."""
    changed, message = update.my_chat_member, update.message
    if message is not None and (message.forum_topic_reopened or message.general_forum_topic_unhidden):
        return Membership(message.chat.id, None)
    if changed is None:
        return None
    if changed.new_chat_member.status not in GONE:
        return Membership(changed.chat.id, None)
    return Membership(changed.chat.id, UnreachableReason.BLOCKED if changed.chat.is_private else UnreachableReason.KICKED)


@dataclass(frozen=True, slots=True)
class Migration:
    """A group became a supergroup, and lives on under another id."""

    old: int
    new: int


def migration_of(update: Update) -> Migration | None:
    """Whether a group became a supergroup: Telegram tells so in both, in either order."""
    message = update.message
    if message is None:
        return None
    if message.migrate_to_chat_id is not None:
        return Migration(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return Migration(message.migrate_from_chat_id, message.chat.id)
    return None
