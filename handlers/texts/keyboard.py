"""The buttons of a message as a small phone shows them: every label whole, none twice."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.reply import FITTING

ShownButton = Mapping[str, str]
"""A button as the Bot API takes it: its words, and its data or address."""


def laid_out(rows: Iterable[Sequence[ShownButton]]) -> list[list[ShownButton]]:
    """Each row in as many as its labels need to be read in full; of buttons that are the same in words and effect the first."""
    shown: list[list[ShownButton]] = []
    taken: set[tuple[str, ...]] = set()
    for row in rows:
        beside: list[ShownButton] = []
        for item in row:
            same = tuple(item.values())
            if same in taken:
                continue
            taken.add(same)
            if beside and not _fit([*beside, item]):
                shown.append(beside)
                beside = []
            beside.append(item)
        if beside:
            shown.append(beside)
    return shown


def _fit(row: Sequence[ShownButton]) -> bool:
    return all(len(item["text"]) <= FITTING.get(len(row), 0) for item in row)
