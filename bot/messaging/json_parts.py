"""Cutting JSON into its parts without reading them: a part that no reader takes, too deep or with too long a number, spoils no other."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{},]', re.DOTALL)
_NUMBER = re.compile(rb"\s*:\s*(-?[0-9]{1,16})(?![0-9.eE])")
_DEPTH = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}


class Unbalanced(ValueError):
    """Brackets or quotes do not close: it is no JSON, or not the whole."""


def elements(payload: bytes, name: bytes) -> list[bytes] | None:
    """The elements of the list with this name in an object, as they are written; None where there is none. Raises Unbalanced."""
    found: list[bytes] | None = None
    begin, before = -1, b""
    for token, depth, start, end in _tokens(payload):
        if begin < 0 and depth == 2 and token == b"[" and before == name and found is None:
            begin, found = end, []
        elif found is not None and begin >= 0 and ((depth == 2 and token == b",") or (depth == 1 and token == b"]")):
            found += filter(None, [payload[begin:start].strip()])
            begin = end if token == b"," else -1
        before = token
    return found


def number_of(payload: bytes, name: bytes) -> int | None:
    """The whole number with this name in an object; None where there is none, it has more digits than any id, or the object has no end."""
    found: int | None = None
    try:
        for token, depth, _, end in _tokens(payload):
            if found is None and depth == 1 and token == name and (number := _NUMBER.match(payload, end)):
                found = int(number[1])
    except Unbalanced:
        return None
    return found


def first_number(payload: bytes, name: bytes) -> int | None:
    """The first whole number with this name, wherever it stands: for what has no parts that could be told apart."""
    number = re.search(re.escape(name) + _NUMBER.pattern, payload)
    return int(number[1]) if number else None


def _tokens(payload: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Strings, brackets and commas with the depth that they leave, and where they begin and end. Raises Unbalanced at the end."""
    depth = 0
    for match in _TOKEN.finditer(payload):
        token = match.group()
        depth += _DEPTH.get(token, 0)
        if depth < 0:
            break
        yield token, depth, match.start(), match.end()
    if depth != 0:
        raise Unbalanced
