"""What has been asked already: an edit that left the words as they were, and the further parts of an album, ask nothing."""

from collections.abc import Hashable
from typing import Generic, TypeVar

MOST_REMEMBERED = 8192
"""Messages, and albums: the newest. Edits come within minutes, an album within seconds; each costs some 200 bytes."""

Kept = TypeVar("Kept")


class Newest(Generic[Kept]):
    """So many values by key; the oldest give way."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, Kept] = {}

    def get(self, key: Hashable) -> Kept | None:
        return self._kept.get(key)

    def keep(self, key: Hashable, value: Kept) -> None:
        """The value of a key from now on."""
        self._kept.pop(key, None)
        self._kept[key] = value
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]


class Repeats:
    """Remembers messages by number while the process lives: of the words a hash that is another in every process, never the words.

    An update that Telegram repeats, because nobody confirmed it, is no repetition: its answer may not have arrived.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._words: Newest[tuple[int, int]] = Newest(most)
        self._albums: Newest[int] = Newest(most)

    def asked(self, update: int, chat: int, message: int, text: str) -> None:
        """A message was asked with these words."""
        self._words.keep((chat, message), (update, hash(text)))

    def is_unchanged(self, update: int, chat: int, message: int, text: str) -> bool | None:
        """Whether an edit left the words of a message as they were; None where the words before it are not known."""
        before = self._words.get((chat, message))
        return None if before is None else before[0] != update and before[1] == hash(text)

    def is_further_part(self, update: int, chat: int, album: str) -> bool:
        """Whether another part of this album came before this one, which is remembered as its first otherwise."""
        first = self._albums.get((chat, album))
        if first is None:
            self._albums.keep((chat, album), update)
        return first is not None and first != update
