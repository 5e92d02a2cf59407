"""Announcements, their copies, what was told of visits, and who sends."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from ektp_core.alarms import AlarmKind
from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState, FileKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.notices.due import NoticeKind
from ektp_core.profile import Language
from ektp_core.store.columns import LargeInteger, Moment, one_of
from ektp_core.store.schema.tables import table

announcement = table(
    "announcement",
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, unique=True),
    Column("state", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("audience", Text),
    Column("text", Text, nullable=False),
    Column("file_kind", Text),
    Column("file_id", Text),
    Column("file_name", Text),
    Column("visit", Integer, index=True),
    Column("corrects", Integer, ForeignKey("announcement.id"), index=True),
    Column("despite", Integer, nullable=False, server_default="0"),
    Column("retells", Integer, ForeignKey("announcement.id"), index=True),
    Column("part_of", Integer, ForeignKey("announcement.id"), index=True),
    Column("due", Moment),
    Column("expires", Moment),
    Column("made_by", LargeInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("confirmed_by", LargeInteger),
    Column("approved_by", LargeInteger),
    Column("started", Moment),
    Column("closed", Moment),
    Column("reason", Text),
    Column("delivered", Integer),
    Column("unreachable", Integer),
    Column("skipped", Integer),
    Column("uncertain", Integer),
    one_of("kind", AnnouncementKind),
    one_of("state", AnnouncementState),
    CheckConstraint(f"file_kind IS NULL OR file_kind IN ({', '.join(repr(str(kind)) for kind in FileKind)})", name="file_kind_known"),
    CheckConstraint("(file_kind IS NULL) = (file_id IS NULL)", name="file_whole"),
    CheckConstraint("(kind IN ('correction', 'retraction')) = (corrects IS NOT NULL)", name="corrected_named"),
    CheckConstraint("approved_by IS NULL OR (confirmed_by IS NOT NULL AND approved_by <> confirmed_by)", name="two_people"),
    CheckConstraint("state NOT IN ('sending', 'stopped', 'closed') OR started IS NOT NULL", name="begun"),
    CheckConstraint("(closed IS NULL) = (delivered IS NULL)", name="counted_when_closed"),
)

announcement_text = table(
    "announcement_text",
    Column("id", Integer, primary_key=True),
    Column("announcement", Integer, ForeignKey("announcement.id", ondelete="CASCADE"), nullable=False),
    Column("variant", Integer, nullable=False),
    Column("language", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("buttons", Text),
    one_of("language", Language),
    UniqueConstraint("announcement", "variant", "language"),
)

delivery = table(
    "delivery",
    Column("id", Integer, primary_key=True),
    Column("announcement", Integer, ForeignKey("announcement.id", ondelete="CASCADE"), nullable=False),
    Column("chat", LargeInteger, index=True),
    Column("text", Integer, ForeignKey("announcement_text.id")),
    Column("state", Text, nullable=False),
    Column("ambiguous", Integer, nullable=False, server_default="0"),
    Column("fence", Integer),
    Column("message_id", LargeInteger),
    Column("error", Text),
    Column("thread", LargeInteger),
    Column("replies_to", LargeInteger),
    one_of("state", DeliveryState),
    CheckConstraint("ambiguous BETWEEN 0 AND 2", name="two_copies_at_most"),
    CheckConstraint("(state = 'sending') = (fence IS NOT NULL)", name="owned_while_sending"),
    CheckConstraint("state <> 'uncertain' OR ambiguous > 0", name="uncertain_for_a_reason"),
    UniqueConstraint("announcement", "chat"),
    Index("ix_delivery_state", "announcement", "state", "id"),
)

watch = table(
    "watch",
    Column("announcement", Integer, ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True),
    Column("chat", LargeInteger, primary_key=True, autoincrement=False),
    Column("message_id", LargeInteger),
    Column("language", Text),
    Column("revision", Integer, nullable=False, server_default="1"),
)

announcement_template = table(
    "announcement_template",
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("file_kind", Text),
    Column("file_id", Text),
    Column("file_name", Text),
    Column("made_by", LargeInteger, nullable=False),
    Column("made_at", Moment, nullable=False),
    CheckConstraint("(file_kind IS NULL) = (file_id IS NULL)", name="file_whole"),
)

notice_off = table(
    "notice_off",
    Column("kind", Text, primary_key=True),
    one_of("kind", NoticeKind),
)

visit_told = table(
    "visit_told",
    Column("visit", Integer, primary_key=True, autoincrement=False),
    Column("told", Text, nullable=False),
    Column("moment", Moment, nullable=False),
)

lead = table(
    "lead",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fence", Integer, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("until", Moment, nullable=False),
    Column("identity", Text, nullable=False),
    Column("held_since", Moment),
    Column("released", Moment),
    CheckConstraint("id = 1", name="only_one"),
)

alarm = table(
    "alarm",
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("told", Moment),
    one_of("kind", AlarmKind),
)
