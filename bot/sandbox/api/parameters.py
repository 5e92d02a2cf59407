"""A call's parameters, however they came: JSON, form, multipart or in the address. Read with the checks that Telegram makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import web

from bot.sandbox.rules.markup import MarkupEntity, MarkupError, read_html
from bot.sandbox.rules.refusals import bad_request
from bot.sandbox.world.message import Keyboard

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
CALLBACK_BYTES = 64
LINKS = ("http://", "https://", "tg://")


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file of a multipart call."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """Values by name. Forms carry numbers and JSON as text; both are read alike."""

    values: Mapping[str, Any]
    files: Mapping[str, UploadedFile] = field(default_factory=dict)

    @classmethod
    async def of(cls, request: web.Request) -> "Parameters":
        """Read a request's parameters. Raises Refused for a body that is not what it says it is."""
        values: dict[str, Any] = dict(request.query) if request.query_string else {}
        files: dict[str, UploadedFile] = {}
        if request.content_type == "application/json":
            try:
                body = msgspec.json.decode(await request.read() or b"{}")
            except msgspec.DecodeError:
                raise bad_request("can't parse JSON object") from None
            if not isinstance(body, dict):
                raise bad_request("can't parse JSON object")
            values |= {name: value for name, value in body.items() if value is not None}
        elif request.can_read_body:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    files[name] = UploadedFile(value.filename, value.file.read(), value.content_type)
                else:
                    values[name] = value
        return cls(values, files)

    def text(self, name: str) -> str:
        """A text, empty when absent."""
        return str(self.values.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; as Telegram does, anything else counts as absent."""
        value = self.values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return self.values.get(name) in (True, "true", "True", "1", 1)

    def object(self, name: str) -> dict[str, Any]:
        """A JSON object, empty when absent. Raises Refused for anything else."""
        value = self._json(name, {})
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def objects(self, name: str) -> list[dict[str, Any]]:
        """A JSON list of objects, empty when absent. Raises Refused for anything else."""
        value = self._json(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"expected an Array of {name}")
        return value

    def words(self, name: str) -> list[str] | None:
        """A JSON list of texts; None when absent. Raises Refused for anything else."""
        value = self._json(name, None)
        if value is not None and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise bad_request(f"expected an Array of String as {name}")
        return value

    def numbers(self, name: str) -> list[int]:
        """A JSON list of whole numbers, empty when absent. Raises Refused for anything else."""
        value = self._json(name, [])
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            raise bad_request(f"expected an Array of Integer as {name}")
        return value

    def _json(self, name: str, default: Any) -> Any:
        """A JSON value, also when a form carried it as text."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            return value
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def formatted(self, name: str, longest: int, *, required: bool) -> tuple[str, list[MarkupEntity]]:
        """A text with its markup read and its ends trimmed. Raises Refused when it is empty, too long or wrongly marked up."""
        source, mode = self.text(name), self.text("parse_mode")
        if mode and mode.casefold() != "html":
            raise bad_request("unsupported parse_mode")
        try:
            text, entities = read_html(source) if mode else (source, [])
        except MarkupError as error:
            raise bad_request(f"can't parse entities: {error}") from None
        text, entities = _trimmed(text, entities)
        if required and not text:
            raise bad_request("message text is empty")
        if len(text) > longest:
            raise bad_request("message is too long" if longest == LONGEST_TEXT else "message caption is too long")
        return text, entities

    def keyboard(self) -> Keyboard:
        """The inline keyboard. Raises Refused for a button that Telegram would not take."""
        rows: Keyboard = self.object("reply_markup").get("inline_keyboard", [])
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise bad_request('field "inline_keyboard" must be of type Array of Array')
        for button in (button for row in rows for button in row):
            _check_button(button)
        return [row for row in rows if row]


def _trimmed(text: str, entities: list[MarkupEntity]) -> tuple[str, list[MarkupEntity]]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return "", []
    inside = [
        MarkupEntity(entity.kind, max(entity.start, start) - start, min(entity.end, end) - start, entity.url)
        for entity in entities
        if entity.start < end and entity.end > start
    ]
    return text[start:end], inside


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    if not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if "callback_data" in button:
        if not 1 <= len(str(button["callback_data"]).encode()) <= CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        if not str(button["url"]).startswith(LINKS):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif not {"switch_inline_query", "switch_inline_query_current_chat", "copy_text", "web_app"} & button.keys():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
