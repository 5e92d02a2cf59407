"""What people can mend is refused with a sentence; everything else is a bug."""

from typing import Any


class Refusal(Exception):
    """Something the asker can mend. `key` names the sentence in `handlers/texts`, `values` fill it; nothing typed is echoed by default."""

    key: str

    def __init__(self, **values: Any) -> None:
        super().__init__(self.key)
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Between processes: the values travel by name."""
        return _again, (type(self), self.values)


def _again(kind: type[Refusal], values: dict[str, Any]) -> Refusal:
    return kind(**values)
