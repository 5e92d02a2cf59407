"""What becomes of every column that can hold a number of a person or somebody's words: decided here, column by column.

A new column of that kind fails `test_personal_columns.py` until somebody has decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import BigInteger, CheckConstraint, Column, Table, Text

from ektp_core.store import schema


class Fate(Enum):
    """What /hapus does with it."""

    ERASED = "erased"
    STAYS = "stays: who of the staff did what, /dataku counts it (docs/privacy/processing-register.md#what-stays-of-staff)"
    NOBODYS = "names no person"
    OFFICES = "words or files of the office itself, about places and figures; most are public"


@dataclass(frozen=True, slots=True)
class Decided:
    """Columns of a table, and their fate."""

    table: Table
    columns: str
    fate: Fate


DECIDED = (
    Decided(schema.preference, "chat", Fate.ERASED),
    Decided(schema.subscriber, "chat consent_version", Fate.ERASED),
    Decided(schema.subscription, "chat target thread", Fate.ERASED),
    Decided(schema.muted, "chat", Fate.ERASED),
    Decided(schema.reminder, "chat", Fate.ERASED),
    Decided(schema.gone, "chat", Fate.ERASED),
    Decided(schema.ending, "mark salt", Fate.NOBODYS),  # a keyed hash, of which nobody can be read
    Decided(schema.unanswered_text, "chat text consent_version topic", Fate.ERASED),
    Decided(schema.draft, "person kind about body awaits", Fate.ERASED),
    Decided(schema.wrong_try, "person", Fate.ERASED),
    Decided(schema.watch, "chat message_id language", Fate.ERASED),
    Decided(schema.tally_watch, "chat message_id language undo", Fate.ERASED),
    Decided(schema.delivery, "chat", Fate.ERASED),
    Decided(schema.delivery, "message_id thread replies_to error", Fate.NOBODYS),  # without the chat
    Decided(schema.invitation, "person name", Fate.ERASED),
    Decided(schema.invitation, "inviter", Fate.STAYS),
    Decided(schema.invitation, "token_hash", Fate.NOBODYS),
    Decided(schema.visit_request, "contact", Fate.ERASED),
    Decided(schema.visit_request, "asked_by proposed_by", Fate.STAYS),
    Decided(schema.visit_request, "reason", Fate.OFFICES),
    Decided(schema.visit_request, "wishes proposed replaced within refused", Fate.NOBODYS),
    Decided(schema.member, "person name", Fate.STAYS),
    Decided(schema.audit, "person name", Fate.STAYS),
    Decided(schema.audit, "role act kind thing details changes", Fate.OFFICES),  # docs/reliability.md#what-the-audit-keeps
    Decided(schema.announcement, "made_by confirmed_by approved_by", Fate.STAYS),
    Decided(schema.announcement, "key audience text file_kind file_id file_name reason", Fate.OFFICES),
    Decided(schema.announcement_template, "made_by", Fate.STAYS),
    Decided(schema.announcement_template, "name text file_kind file_id file_name", Fate.OFFICES),
    Decided(schema.announcement_text, "html buttons", Fate.OFFICES),
    Decided(schema.figure_set, "made_by", Fate.STAYS),
    Decided(schema.figure_set, "as_of source fingerprint file", Fate.OFFICES),
    Decided(schema.old_version, "replaced_by", Fate.STAYS),
    Decided(schema.old_version, "kind key body", Fate.OFFICES),
    Decided(schema.tally, "person", Fate.STAYS),
    Decided(schema.tally, "tap", Fate.NOBODYS),
    Decided(schema.alarm, "details", Fate.NOBODYS),
    Decided(schema.area, "code name", Fate.NOBODYS),
    Decided(schema.award, "category recipient prize note_id note_en source", Fate.OFFICES),  # districts and schools that won
    Decided(schema.boundary, "geometry source", Fate.NOBODYS),
    Decided(schema.calendar_event, "place_name school", Fate.OFFICES),
    Decided(schema.fact, "key text_id text_en as_of source", Fate.OFFICES),
    Decided(schema.figure, "as_of source note", Fate.OFFICES),
    Decided(schema.lead, "identity", Fate.NOBODYS),
    Decided(schema.loan, "note number", Fate.OFFICES),
    Decided(schema.requirement, "topic words title_id title_en lines_id lines_en note_id note_en as_of source", Fate.OFFICES),
    Decided(schema.school, "npsn name level address source closed_since successor", Fate.NOBODYS),
    Decided(schema.state, "home bot", Fate.NOBODYS),
    Decided(schema.unanswered, "topic names", Fate.NOBODYS),  # the database refuses a text there
    Decided(schema.unmet, "place", Fate.NOBODYS),
    Decided(schema.visit, "place_name catch_up note source", Fate.OFFICES),
    Decided(schema.visit_hours, "starts ends class_name", Fate.OFFICES),
    Decided(schema.visit_told, "told", Fate.NOBODYS),
)


def columns_of(*fates: Fate) -> set[str]:
    """The columns with such a fate, each behind the name of its table and a dot."""
    return {f"{each.table.name}.{column}" for each in DECIDED for column in each.columns.split() if each.fate in fates}


def can_hold_people() -> Iterator[Column[object]]:
    """Every column with numbers as large as a person's, or with free text."""
    for table in schema.metadata.sorted_tables:
        checks = [str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint)]
        for column in table.columns:
            is_listed = any(check.startswith(f"{column.name} IN (") for check in checks)
            is_free = isinstance(column.type, Text) and not is_listed and not column.foreign_keys
            is_of_person = isinstance(column.type, BigInteger) and not {key.column.table for key in column.foreign_keys} & {table}
            if is_free or is_of_person:
                yield column
