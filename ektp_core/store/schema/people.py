"""What people asked to be kept, and who cannot be written to."""

from sqlalchemy import Column, ForeignKey, Index, Text

from ektp_core.backups.endings import EndingKind
from ektp_core.profile import Language
from ektp_core.store.columns import Day, LargeInteger, Moment, one_of
from ektp_core.store.schema.tables import table
from ektp_core.subscriptions.reminders import ReminderKind
from ektp_core.subscriptions.subscribers import ChatSort, Scope, Topic, UnreachableReason

preference = table(
    "preference",
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("language", Text, nullable=False),
    Column("since", Moment, nullable=False),
    one_of("language", Language),
)

subscriber = table(
    "subscriber",
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("sort", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("consent_version", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("last_seen", Day, nullable=False, index=True),
    Column("paused_until", Day),
    one_of("sort", ChatSort),
    one_of("language", Language),
)

subscription = table(
    "subscription",
    Column("chat", LargeInteger, ForeignKey("subscriber.chat", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("scope", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("thread", LargeInteger),
    one_of("scope", Scope),
    Index("ix_subscription_target", "scope", "target"),
)

muted = table(
    "muted",
    Column("chat", LargeInteger, ForeignKey("subscriber.chat", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("topic", Text, primary_key=True),
    one_of("topic", Topic),
)

reminder = table(
    "reminder",
    Column("chat", LargeInteger, ForeignKey("subscriber.chat", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("day", Day, primary_key=True, index=True),
    one_of("kind", ReminderKind),
)

gone = table(
    "gone",
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("since", Moment, nullable=False),
    one_of("reason", UnreachableReason),
)

ending = table(
    "ending",
    Column("mark", Text, primary_key=True),
    Column("salt", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("moment", Moment, nullable=False),
    one_of("kind", EndingKind),
)
