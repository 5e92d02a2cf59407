"""Announcements: who follows what, what is sent to many, every copy of it, and who sends."""

import sqlalchemy as sa
from alembic import op

from ektp_core.store import columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _followers()
    _announcements()
    _deliveries()


def _followers() -> None:
    op.create_table(
        "gone",
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", columns.Moment(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('blocked', 'deactivated', 'not_found', 'kicked', 'never_started', 'no_right')", name=op.f("ck_gone_reason_known")
        ),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_gone")),
        sqlite_strict=True,
    )
    op.create_table(
        "subscriber",
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.Text(), nullable=False),
        sa.Column("since", columns.Moment(), nullable=False),
        sa.Column("last_seen", columns.Day(), nullable=False),
        sa.Column("paused_until", columns.Day(), nullable=True),
        sa.CheckConstraint("language IN ('id', 'en')", name=op.f("ck_subscriber_language_known")),
        sa.CheckConstraint("sort IN ('private', 'group')", name=op.f("ck_subscriber_sort_known")),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_subscriber")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_subscriber_last_seen"), "subscriber", ["last_seen"], unique=False)
    op.create_table(
        "muted",
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.CheckConstraint("topic IN ('changes', 'eve', 'catch_up', 'announcements')", name=op.f("ck_muted_topic_known")),
        sa.ForeignKeyConstraint(["chat"], ["subscriber.chat"], name=op.f("fk_muted_chat"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat", "topic", name=op.f("pk_muted")),
        sqlite_strict=True,
    )
    op.create_table(
        "reminder",
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", columns.Day(), nullable=False),
        sa.CheckConstraint("kind IN ('may_record', 'card')", name=op.f("ck_reminder_kind_known")),
        sa.ForeignKeyConstraint(["chat"], ["subscriber.chat"], name=op.f("fk_reminder_chat"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat", "kind", "day", name=op.f("pk_reminder")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reminder_day"), "reminder", ["day"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("since", columns.Moment(), nullable=False),
        sa.CheckConstraint("scope IN ('school', 'subdistrict', 'district')", name=op.f("ck_subscription_scope_known")),
        sa.ForeignKeyConstraint(["chat"], ["subscriber.chat"], name=op.f("fk_subscription_chat"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat", "scope", "target", name=op.f("pk_subscription")),
        sqlite_strict=True,
    )
    op.create_index("ix_subscription_target", "subscription", ["scope", "target"], unique=False)


def _announcements() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_kind", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("due", columns.Moment(), nullable=True),
        sa.Column("expires", columns.Moment(), nullable=True),
        sa.Column("made_by", columns.LargeInteger, nullable=False),
        sa.Column("made_at", columns.Moment(), nullable=False),
        sa.Column("confirmed_by", columns.LargeInteger, nullable=True),
        sa.Column("approved_by", columns.LargeInteger, nullable=True),
        sa.Column("started", columns.Moment(), nullable=True),
        sa.Column("closed", columns.Moment(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("delivered", sa.Integer(), nullable=True),
        sa.Column("unreachable", sa.Integer(), nullable=True),
        sa.Column("skipped", sa.Integer(), nullable=True),
        sa.Column("uncertain", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind IN ('correction', 'retraction')) = (corrects IS NOT NULL)", name=op.f("ck_announcement_corrected_named")),
        sa.CheckConstraint("file_kind IS NULL OR file_kind IN ('photo', 'document')", name=op.f("ck_announcement_file_kind_known")),
        sa.CheckConstraint(
            "kind IN ('announcement', 'notice', 'reminder', 'correction', 'retraction')", name=op.f("ck_announcement_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'waiting', 'scheduled', 'sending', 'paused', 'stopped', 'cancelled', 'closed', 'discarded')",
            name=op.f("ck_announcement_state_known"),
        ),
        sa.CheckConstraint("state NOT IN ('sending', 'stopped', 'closed') OR started IS NOT NULL", name=op.f("ck_announcement_begun")),
        sa.CheckConstraint("(closed IS NULL) = (delivered IS NULL)", name=op.f("ck_announcement_counted_when_closed")),
        sa.CheckConstraint("(file_kind IS NULL) = (file_id IS NULL)", name=op.f("ck_announcement_file_whole")),
        sa.CheckConstraint(
            "approved_by IS NULL OR (confirmed_by IS NOT NULL AND approved_by <> confirmed_by)", name=op.f("ck_announcement_two_people")
        ),
        sa.ForeignKeyConstraint(["corrects"], ["announcement.id"], name=op.f("fk_announcement_corrects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("key", name=op.f("uq_announcement_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_announcement_corrects"), "announcement", ["corrects"], unique=False)
    op.create_index(op.f("ix_announcement_state"), "announcement", ["state"], unique=False)
    op.create_index(op.f("ix_announcement_visit"), "announcement", ["visit"], unique=False)
    op.create_table(
        "announcement_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_kind", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("made_by", columns.LargeInteger, nullable=False),
        sa.Column("made_at", columns.Moment(), nullable=False),
        sa.CheckConstraint("(file_kind IS NULL) = (file_id IS NULL)", name=op.f("ck_announcement_template_file_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_template")),
        sa.UniqueConstraint("name", name=op.f("uq_announcement_template_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "notice_off",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('confirmed', 'moved', 'cancelled', 'eve', 'catch_up', 'school_week', 'school_eve')",
            name=op.f("ck_notice_off_kind_known"),
        ),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_notice_off")),
        sqlite_strict=True,
    )
    op.create_table(
        "visit_told",
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_visit_told")),
        sqlite_strict=True,
    )
    op.create_table(
        "announcement_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement", sa.Integer(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Text(), nullable=True),
        sa.CheckConstraint("language IN ('id', 'en')", name=op.f("ck_announcement_text_language_known")),
        sa.ForeignKeyConstraint(["announcement"], ["announcement.id"], name=op.f("fk_announcement_text_announcement"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_text")),
        sa.UniqueConstraint("announcement", "variant", "language", name=op.f("uq_announcement_text_announcement")),
        sqlite_strict=True,
    )
    op.create_table(
        "watch",
        sa.Column("announcement", sa.Integer(), nullable=False),
        sa.Column("chat", columns.LargeInteger, autoincrement=False, nullable=False),
        sa.Column("message_id", columns.LargeInteger, nullable=False),
        sa.ForeignKeyConstraint(["announcement"], ["announcement.id"], name=op.f("fk_watch_announcement"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("announcement", "chat", name=op.f("pk_watch")),
        sqlite_strict=True,
    )


def _deliveries() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("moment", columns.Moment(), nullable=False),
        sa.Column("told", columns.Moment(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('token_refused', 'held', 'long_wait', 'text_refused', 'second_person')", name=op.f("ck_alarm_kind_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
        sqlite_strict=True,
    )
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("until", columns.Moment(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("held_since", columns.Moment(), nullable=True),
        sa.Column("released", columns.Moment(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_lead_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sqlite_strict=True,
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement", sa.Integer(), nullable=False),
        sa.Column("chat", columns.LargeInteger, nullable=True),
        sa.Column("text", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ambiguous", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fence", sa.Integer(), nullable=True),
        sa.Column("message_id", columns.LargeInteger, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'sending') = (fence IS NOT NULL)", name=op.f("ck_delivery_owned_while_sending")),
        sa.CheckConstraint("state <> 'uncertain' OR ambiguous > 0", name=op.f("ck_delivery_uncertain_for_a_reason")),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'deferred', 'delivered', 'unreachable', 'skipped', 'uncertain')",
            name=op.f("ck_delivery_state_known"),
        ),
        sa.CheckConstraint("ambiguous BETWEEN 0 AND 2", name=op.f("ck_delivery_two_copies_at_most")),
        sa.ForeignKeyConstraint(["announcement"], ["announcement.id"], name=op.f("fk_delivery_announcement"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["text"], ["announcement_text.id"], name=op.f("fk_delivery_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("announcement", "chat", name=op.f("uq_delivery_announcement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_delivery_chat"), "delivery", ["chat"], unique=False)
    op.create_index("ix_delivery_state", "delivery", ["announcement", "state", "id"], unique=False)
