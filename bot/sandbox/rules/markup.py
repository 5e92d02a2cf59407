"""Telegram's HTML, read as TDLib reads it (its byte offsets and its errors), and shown again as safe HTML for the chat page."""

import re
from dataclasses import dataclass
from html import escape

TAGS = frozenset({"a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "span", "pre", "code", "blockquote"}) | {
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACE = rb" \t\r\n\x0b\0"
REFERENCE = re.compile(rb"&(?:#x(?P<hex>[0-9a-fA-F]+)|#(?P<decimal>[0-9]+)|(?P<name>[a-zA-Z]+));?")
LONGEST_REFERENCE = 10
LAST_CODE_POINT = 0x10FFFF
START = re.compile(rb"<(?P<tag>[^%b>/][^%b>]*|)(?=[%b>])" % (SPACE, SPACE, SPACE))
END = re.compile(rb"</(?P<tag>[^%b>]*)[%b]*(?P<close>>?)" % (SPACE, SPACE))
GAP = re.compile(rb"[%b]*" % SPACE)
ATTRIBUTE = re.compile(rb"[^%b=>/\"']*" % SPACE)
BARE_VALUE = re.compile(rb"[A-Za-z0-9.-]*")
ARGUMENT_OF = {("a", "href"), ("tg-emoji", "emoji-id"), ("tg-time", "format"), ("span", "class"), ("pre", "language")}
EXPANDABLE = "expandable"
SAME_AS = {"strong": "b", "em": "i", "strike": "s", "del": "s", "ins": "u"}
ENTITY_OF = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
SHOWN_AS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
}


class MarkupError(ValueError):
    """TDLib's sentence for what is wrong with the markup."""


@dataclass(frozen=True, slots=True)
class MarkupEntity:
    """A formatted stretch of a text, in characters; `url` for links."""

    kind: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    start: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.bytes = source.encode("utf-8", "surrogatepass")
        self.at = 0
        self.text = ""
        self.open: list[_Open] = []
        self.entities: list[MarkupEntity] = []

    def read(self) -> tuple[str, list[MarkupEntity]]:
        while self.at < len(self.bytes):
            if self.bytes.startswith(b"</", self.at):
                self._end_tag()
            elif self.bytes.startswith(b"<", self.at):
                self._start_tag()
            else:
                self.text += self._characters()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        if any("\ud800" <= character <= "\udfff" for character in self.text):
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
            )
        return self.text, sorted(self.entities, key=lambda entity: (entity.start, -entity.end))

    def _characters(self) -> str:
        """Plain characters up to the next `<` or `&`, or the one that a reference stands for."""
        if self.bytes.startswith(b"&", self.at):
            return self._reference()
        ends = [found for mark in (b"<", b"&") if (found := self.bytes.find(mark, self.at)) >= 0]
        begin, self.at = self.at, min(ends, default=len(self.bytes))
        return self.bytes[begin : self.at].decode("utf-8", "surrogatepass")

    def _reference(self) -> str:
        """The character of `&lt;`, `&#60;` or `&#x3c;`; an ampersand where Telegram knows no such reference."""
        match = REFERENCE.match(self.bytes, self.at)
        character = _character(match) if match else None
        self.at = match.end() if match and character else self.at + 1
        return character or "&"

    def _start_tag(self) -> None:
        begin = self.at
        match = START.match(self.bytes, begin)
        if match is None:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        tag = match["tag"].decode("utf-8", "replace").lower()
        if tag not in TAGS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        self.at = match.end()
        argument = ""
        while (name := self._attribute_name(tag, begin)) is not None:
            value = self._attribute_value(tag, begin)
            if (tag, name) in ARGUMENT_OF and value is not None:
                argument = value
            elif (tag, name) == ("blockquote", EXPANDABLE):
                argument = EXPANDABLE
        if tag == "span" and argument != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, len(self.text)))

    def _attribute_name(self, tag: str, begin: int) -> str | None:
        """The next attribute's name; None at the end of the tag, which is passed."""
        self._skip(GAP)
        if self.bytes.startswith(b">", self.at):
            self.at += 1
            return None
        name = self._skip(ATTRIBUTE)
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip(GAP)
        return name.decode("utf-8", "replace")

    def _attribute_value(self, tag: str, begin: int) -> str | None:
        """The value after `=`; None for an attribute without one."""
        if self.at >= len(self.bytes):
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if not self.bytes.startswith(b"=", self.at):
            return None
        self.at += 1
        self._skip(GAP)
        if self.at >= len(self.bytes):
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        quote = self.bytes[self.at : self.at + 1]
        value = self._quoted(quote) if quote in (b'"', b"'") else self._bare()
        if self.at >= len(self.bytes):
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        return value

    def _bare(self) -> str:
        begin = self.at
        value = self._skip(BARE_VALUE)
        if self.bytes[self.at : self.at + 1] not in (b">", *(bytes([space]) for space in b" \t\r\n\x0b\0")):
            raise MarkupError(f"Unexpected end of name token at byte offset {begin}")
        return value.decode().lower()

    def _quoted(self, quote: bytes) -> str:
        self.at += 1
        value = ""
        while self.at < len(self.bytes) and not self.bytes.startswith(quote, self.at):
            if self.bytes.startswith(b"&", self.at):
                value += self._reference()
                continue
            ends = [found for mark in (quote, b"&") if (found := self.bytes.find(mark, self.at)) >= 0]
            begin, self.at = self.at, min(ends, default=len(self.bytes))
            value += self.bytes[begin : self.at].decode("utf-8", "surrogatepass")
        self.at = min(self.at + 1, len(self.bytes))
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        match = END.match(self.bytes, begin)
        if match is None or not match["close"]:
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        name, opened = match["tag"].decode("utf-8", "replace").lower(), self.open[-1]
        if name and name != opened.tag:
            raise MarkupError(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"')
        self.at = match.end()
        self._close(self.open.pop())

    def _close(self, opened: _Open) -> None:
        if len(self.text) == opened.start:
            return
        if opened.tag == "tg-emoji" and not opened.argument.lstrip("-").strip("0").isdigit():
            raise MarkupError("Invalid custom emoji identifier specified")
        if opened.tag == "tg-time" and opened.argument not in ("", "r", "R") and set(opened.argument) - set("tTdDwW"):
            raise MarkupError("Invalid date format used")
        tag = SAME_AS.get(opened.tag, opened.tag)
        if tag == "blockquote" and opened.argument == EXPANDABLE:
            self.entities.append(MarkupEntity("expandable_blockquote", opened.start, len(self.text)))
        elif tag in ENTITY_OF:
            self.entities.append(MarkupEntity(ENTITY_OF[tag], opened.start, len(self.text)))
        elif tag == "a" and (url := _web_address(opened.argument or self.text[opened.start :])):
            self.entities.append(MarkupEntity("text_link", opened.start, len(self.text), url))

    def _skip(self, pattern: re.Pattern[bytes]) -> bytes:
        match = pattern.match(self.bytes, self.at)
        if match is None:
            return b""
        self.at = match.end()
        return match.group()


def read_html(source: str) -> tuple[str, list[MarkupEntity]]:
    """The visible text and its entities. Raises MarkupError in TDLib's words."""
    return _Reader(source).read()


def shown_html(text: str, entities: list[MarkupEntity]) -> str:
    """Text and entities as HTML that holds no other tags than ours: safe to put into a page."""
    marks: dict[int, list[str]] = {}
    for entity in entities:
        begin, end = _tags(entity, text)
        marks.setdefault(entity.start, []).append(begin)
        marks.setdefault(entity.end, []).insert(0, end)
    # An entity that ends where another starts closes first: ends were put in front.
    shown = [("".join(marks.get(at, [])) + escape(character)) for at, character in enumerate(text)]
    return "".join(shown) + "".join(marks.get(len(text), []))


def _tags(entity: MarkupEntity, text: str) -> tuple[str, str]:
    if entity.kind in ("text_link", "url"):
        address = entity.url or _web_address(text[entity.start : entity.end]) or ""
        return f'<a href="{escape(address)}">', "</a>"
    return SHOWN_AS.get(entity.kind, ("", ""))


def _character(match: re.Match[bytes]) -> str | None:
    if match["name"]:
        return NAMED.get(match["name"])
    digits = match.end() - match.start() - match.group().endswith(b";")
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    return chr(code) if 0 < code < LAST_CODE_POINT and digits < LONGEST_REFERENCE else None


def _web_address(address: str) -> str | None:
    """An address that a page may link to; Telegram takes one without a scheme for http."""
    if re.fullmatch(r"(?:https?|tg)://\S+", address):
        return address
    return f"http://{address}" if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+\S*", address) else None
