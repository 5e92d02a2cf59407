"""What people type: the marks that Telegram's apps turn into formatting, and what Telegram finds by itself in a text."""

import re

from bot.sandbox.rules.markup import MarkupEntity

MARKS = {"**": "bold", "__": "italic", "~~": "strikethrough", "||": "spoiler"}
ADDRESS = r"https?://[^\s`<>]+|(?<![\w@.-])(?:[a-z\d-]+\.)+(?:com|id|info|io|me|net|org)\b(?:[/?#][^\s`<>]*)?"
MARKED = re.compile(
    rf"(?P<address>{ADDRESS})|```(?P<pre>(?=\s*[^\s`]).+?)```|`(?P<code>(?=[^\S\n]*[^\s`])[^`\n]+)`|(?P<mark>\*\*|__|~~|\|\|)(?P<inside>(?=\S).+?(?<=\S))(?P=mark)",
    re.DOTALL | re.IGNORECASE,
)
FOUND = {
    "url": re.compile(ADDRESS, re.IGNORECASE),
    "mention": re.compile(r"(?<!\w)@\w{3,32}"),
    "bot_command": re.compile(r"(?<![\w/])/\w{1,64}(?:@\w{3,32})?"),
}
CLOSING = ".,:;!?)]}'\"*_~|"
"""Signs that end the sentence, not the address before them."""

LITERAL = frozenset({"code", "pre", "url", "text_link"})


def read_typed(source: str) -> tuple[str, list[MarkupEntity]]:
    """The text that an app sends, and the entities of the marks, for what somebody has typed."""
    text, entities = _read(source.strip())
    return text, in_order(entities)


def found_in(text: str, asked: list[MarkupEntity]) -> list[MarkupEntity]:
    """Addresses, mentions and commands in a text: none inside code, links and each other, none across the end of what was asked for."""
    found: list[MarkupEntity] = []
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            written = match.group().rstrip(CLOSING) if kind == "url" else match.group()
            entity = MarkupEntity(kind, match.start(), match.start() + len(written))
            if not any(_excludes(other, entity) for other in (*asked, *found)):
                found.append(entity)
    return found


def _excludes(other: MarkupEntity, entity: MarkupEntity) -> bool:
    apart = entity.end <= other.start or other.end <= entity.start
    inside = other.start <= entity.start and entity.end <= other.end
    around = entity.start <= other.start and other.end <= entity.end
    return not apart and (other.kind in LITERAL or not (inside or around))


def in_order(entities: list[MarkupEntity]) -> list[MarkupEntity]:
    """As Telegram lists them: by their beginning, the longer first."""
    return sorted(entities, key=lambda entity: (entity.start, -entity.end))


def _read(source: str) -> tuple[str, list[MarkupEntity]]:
    text, entities, done = "", [], 0
    for match in MARKED.finditer(source):
        text += source[done : match.start()]
        done = match.end()
        inside, within = _inside(match)
        entities += [MarkupEntity(kind, len(text) + start, len(text) + end) for kind, start, end in within]
        text += inside
    return text + source[done:], entities


def _inside(match: re.Match[str]) -> tuple[str, list[tuple[str, int, int]]]:
    """What stands between the marks, and the entities of that, from its beginning."""
    if match["address"]:
        return match["address"], []
    if literal := match["pre"] or match["code"]:
        return literal, [("pre" if match["pre"] else "code", 0, len(literal))]
    text, entities = _read(match["inside"])
    whole = (MARKS[match["mark"]], 0, len(text))
    return text, [whole, *((entity.kind, entity.start, entity.end) for entity in entities)]
