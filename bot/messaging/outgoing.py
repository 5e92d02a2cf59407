"""The Bot API call that shows a text, alone or under a picture or file: the same for a preview and for every copy."""

from collections.abc import Mapping
from typing import Any

from ektp_core.announcements.announcement import FileKind, SentBefore

NO_PREVIEW = {"is_disabled": True}
SENDING = {FileKind.PHOTO: "sendPhoto", FileKind.DOCUMENT: "sendDocument"}


def outgoing(html: str, file: SentBefore | None, markup: Mapping[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """The method and its parameters, without the chat."""
    more = {"reply_markup": markup} if markup else {}
    if file is None:
        return "sendMessage", {"text": html, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW, **more}
    return SENDING[file.kind], {file.kind.value: file.id, "caption": html, "parse_mode": "HTML", **more}
