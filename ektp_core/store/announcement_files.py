"""A picture or file in the three columns of an announcement's or a template's row."""

from typing import Any

from ektp_core.announcements.announcement import FileKind, SentBefore


def file_columns(file: SentBefore | None) -> dict[str, Any]:
    """A picture or file as a row keeps it."""
    return {"file_kind": file and file.kind, "file_id": file and file.id, "file_name": file and file.name}


def file_of(row: Any) -> SentBefore | None:
    """The reverse of `file_columns`."""
    return SentBefore(FileKind(row.file_kind), row.file_id, row.file_name or "") if row.file_kind else None
