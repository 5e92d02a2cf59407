"""The shared texts of an XLS: how many, how long, and how often its cells repeat them, told before a library makes room for them."""

import struct
from collections.abc import Iterable

from ektp_core.sheets.refusals import FileSuspicious
from ektp_core.sheets.workbook_xml import LARGEST_TEXT

TABLE, GOES_ON, CELL = 0x00FC, 0x003C, 0x00FD
"""The record with all texts, one that goes on with it, and a cell that shows one of them."""

_HEAD = 8
"""Bytes before the first text: how often texts are shown, and how many there are."""

_SHORTEST = 3
"""Bytes of a text without a character: its length, and how its characters are written."""

_WIDE, _FOREIGN, _FORMATTED = 0x01, 0x04, 0x08


class SharedTexts:
    """The table of texts, gathered record by record while the workbook is gone through."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._goes_on = False
        self._used: list[int] = []

    def see(self, kind: int, stream: bytes, at: int, length: int) -> None:
        """Note what the record says that begins there. Raises FileSuspicious for a second table: which one would a library take?"""
        if kind == CELL and length >= 10:
            self._used.append(struct.unpack_from("<I", stream, at + 6)[0])
        elif kind == TABLE:
            if self._parts:
                raise FileSuspicious
            self._parts, self._goes_on = [stream[at : at + length]], True
        elif kind == GOES_ON and self._goes_on:
            self._parts.append(stream[at : at + length])
        else:
            self._goes_on = False

    def check(self) -> None:
        """Raises FileSuspicious where more texts are announced than there is room for, or where cells repeat them beyond all memory.

        Raises struct.error or IndexError for a table that ends before its texts do.
        """
        if not self._parts:
            return
        announced = struct.unpack_from("<I", self._parts[0], 4)[0]
        if announced * _SHORTEST > sum(map(len, self._parts)) - _HEAD:
            raise FileSuspicious
        lengths = _Texts(self._parts).lengths(announced)
        if sum(lengths[at] for at in self._used if at < announced) > LARGEST_TEXT:
            raise FileSuspicious


class _Texts:
    """Reads over the ends of records: behind one the characters of a text may be written in another way."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._part = next(self._parts)
        self._at = _HEAD

    def lengths(self, count: int) -> list[int]:
        """How many characters each of so many texts has."""
        return [self._length() for _ in range(count)]

    def _length(self) -> int:
        if self._at == len(self._part):
            self._next()
        length, how = struct.unpack_from("<HB", self._part, self._at)
        self._at += _SHORTEST
        behind = 0
        if how & _FORMATTED:
            behind += 4 * struct.unpack_from("<H", self._part, self._at)[0]
            self._at += 2
        if how & _FOREIGN:
            behind += struct.unpack_from("<I", self._part, self._at)[0]
            self._at += 4
        self._pass_characters(length, how)
        self._pass(behind)
        return int(length)

    def _pass_characters(self, left: int, how: int) -> None:
        while left:
            size = 2 if how & _WIDE else 1
            here = min(left, (len(self._part) - self._at) // size)
            self._at += here * size
            left -= here
            if left:
                self._next()
                how = self._part[0]
                self._at = 1

    def _pass(self, left: int) -> None:
        while left > len(self._part) - self._at:
            left -= len(self._part) - self._at
            self._next()
        self._at += left

    def _next(self) -> None:
        following = next(self._parts, None)
        if following is None:
            raise IndexError("the table of texts ends before its texts do")
        self._part, self._at = following, 0
