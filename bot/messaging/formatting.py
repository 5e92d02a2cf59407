"""What a writer formatted, as Telegram HTML: every entity of the Bot API that somebody chose, nested as they nested it.

python-telegram-bot's `text_html` loses the language of a block of code, which Telegram reads from `class="language-…"` alone, does not
escape the addresses of links, and leaves unsaid what it does not know.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise, takewhile

from msgspec import structs
from telegram.constants import MessageEntityType as Kind

from bot.messaging.updates import Entity

FOUND_BY_TELEGRAM = frozenset({Kind.MENTION, Kind.HASHTAG, Kind.CASHTAG, Kind.BOT_COMMAND, Kind.URL, Kind.EMAIL, Kind.PHONE_NUMBER})
"""Nobody chose these: Telegram finds them again in the same words."""


LAST_MOMENT = 2**31 - 1
"""Of the Unix time that Telegram takes."""


def _named(tag: str) -> Callable[[Entity], str | None]:
    return lambda _: tag


def _code_block(entity: Entity) -> str:
    return f'pre><code class="language-{escape(entity.language)}"' if entity.language else "pre"


def _link(entity: Entity) -> str | None:
    return f'a href="{escape(entity.url)}"' if entity.url else None


def _mention(entity: Entity) -> str | None:
    return f'a href="tg://user?id={entity.user.id}"' if entity.user else None


def _emoji(entity: Entity) -> str | None:
    return f'tg-emoji emoji-id="{escape(entity.custom_emoji_id)}"' if entity.custom_emoji_id else None


def _moment(entity: Entity) -> str | None:
    if entity.unix_time is None or not 0 < entity.unix_time <= LAST_MOMENT:
        return None
    shape = f' format="{escape(entity.date_time_format)}"' if entity.date_time_format else ""
    return f'tg-time unix="{entity.unix_time}"{shape}'


TAGS: Mapping[str, Callable[[Entity], str | None]] = {
    Kind.BOLD: _named("b"),
    Kind.ITALIC: _named("i"),
    Kind.UNDERLINE: _named("u"),
    Kind.STRIKETHROUGH: _named("s"),
    Kind.SPOILER: _named("tg-spoiler"),
    Kind.CODE: _named("code"),
    Kind.PRE: _code_block,
    Kind.BLOCKQUOTE: _named("blockquote"),
    Kind.EXPANDABLE_BLOCKQUOTE: _named("blockquote expandable"),
    Kind.TEXT_LINK: _link,
    Kind.TEXT_MENTION: _mention,
    Kind.CUSTOM_EMOJI: _emoji,
    Kind.DATE_TIME: _moment,
}
"""How each is written (https://core.telegram.org/bots/api#html-style), without the brackets; None for one that lacks what it needs."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as HTML, None where nobody formatted any of it; whether some formatting is lost, and whether there are emoji of one's own."""

    html: str | None
    is_lost: bool = False
    has_custom_emoji: bool = False


def formatted(text: str, entities: Sequence[Entity]) -> Formatted:
    """The words with their formatting. What the bot does not know, or what cuts a letter in half, is left out and said to be lost."""
    chosen = [entity for entity in entities if entity.type not in FOUND_BY_TELEGRAM]
    marks = [mark for entity in sorted(chosen, key=lambda entity: (entity.offset, -entity.length)) if (mark := _mark(entity))]
    is_lost = len(marks) < len(chosen)
    if not marks:
        return Formatted(None, is_lost)
    try:
        html = _as_html(text, marks)
    except UnicodeDecodeError:
        return Formatted(None, is_lost=True)
    return Formatted(html, is_lost, any(entity.type == Kind.CUSTOM_EMOJI for entity in chosen))


def behind(text: str, entities: Sequence[Entity], rest: str) -> list[Entity]:
    """The entities of the end of a text, counted from where that begins; one that begins before it is cut there."""
    start = _units(text) - _units(rest)
    return [
        structs.replace(entity, offset=max(entity.offset - start, 0), length=_end(entity) - max(entity.offset, start))
        for entity in entities
        if _end(entity) > start
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Mark:
    """A stretch of a text and the tags around it. Places are counted in UTF-16."""

    start: int
    end: int
    opening: str
    closing: str


def _mark(entity: Entity) -> _Mark | None:
    """How an entity is written; None for what the bot does not know, or cannot write."""
    tag = TAGS[entity.type](entity) if entity.type in TAGS else None
    if tag is None:
        return None
    names = [part.partition(" ")[0] for part in tag.split("><")]
    return _Mark(entity.offset, _end(entity), f"<{tag}>", "".join(f"</{name}>" for name in reversed(names)))


def _as_html(text: str, marks: Sequence[_Mark]) -> str:
    """Each stretch between two places where something begins or ends, in the tags that are open there. Raises UnicodeDecodeError."""
    units = text.encode("utf-16-le")
    last = len(units) // 2
    places = {0, last, *(place for mark in marks for place in (mark.start, mark.end) if 0 < place < last)}
    written: list[str] = []
    opened: list[_Mark] = []
    for start, end in pairwise(sorted(places)):
        wanted = [mark for mark in marks if mark.start <= start < mark.end]
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(opened, wanted, strict=False)))
        written += [mark.closing for mark in reversed(opened[shared:])]
        written += [mark.opening for mark in wanted[shared:]]
        written.append(escape(units[2 * start : 2 * end].decode("utf-16-le"), quote=False))
        opened = wanted
    return "".join([*written, *(mark.closing for mark in reversed(opened))])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _end(entity: Entity) -> int:
    return entity.offset + entity.length
