"""The Bot API's own description of updates, as data, and updates made from it.

The data beside this module is what of the description an update can hold, without its sentences; a note says where it comes from.
"""

import json
import random
import re
from pathlib import Path
from typing import Any

from tests.rehearsal import GROUP, SHARED, SITI

COPY = Path(__file__).with_name("bot_api.json")
ORIGINAL = SHARED / "telegram_bot_api.json"

SERVICE = "Service message"
"""How the description calls what Telegram writes into a chat by itself."""

SOME = 0.3
"""Of the optional fields that a random object has."""

DEEPEST = 4
NUMBER_OF_UPDATE = 1

PLACES: dict[str, dict[str, Any]] = {
    "private": {"chat": {"id": SITI, "type": "private", "first_name": "Siti"}},
    "group": {"chat": {"id": -4001, "type": "group", "title": "G"}},
    "supergroup": {"chat": {"id": GROUP, "type": "supergroup", "title": "G"}},
    "topic": {
        "chat": {"id": GROUP, "type": "supergroup", "title": "G", "is_forum": True},
        "message_thread_id": 77,
        "is_topic_message": True,
    },
    "channel": {"chat": {"id": -1001234500009, "type": "channel", "title": "C"}},
}
"""Where something is said: what a message says of that."""


def part_for_updates(description: dict[str, Any]) -> dict[str, Any]:
    """What of the whole description an update can hold: names, types, and what is always the same."""
    types: dict[str, Any] = {}
    wanted = ["Update"]
    while wanted:
        name = wanted.pop()
        found = description["types"].get(name)
        if found is None or name in types:
            continue
        fields = {
            field: {key: value for key, value in about.items() if key in ("types", "required", "const")}
            for field, about in found["fields"].items()
        }
        types[name] = {"fields": fields, **({"subtypes": found["subtypes"]} if "subtypes" in found else {})}
        wanted += [re.sub(r"(Array of )+", "", each) for field in fields.values() for each in field["types"]]
        wanted += found.get("subtypes", [])
    message, entity = description["types"]["Message"]["fields"], description["types"]["MessageEntity"]["fields"]
    return {
        "version": description["version"],
        "source": description["source"],
        "service": [name for name, field in message.items() if field["description"].startswith(SERVICE)],
        "entities": re.findall(r"'(\w+)' \(", entity["type"]["description"]),
        "types": dict(sorted(types.items())),
    }


def copied() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(COPY.read_text(encoding="utf-8"))
    return found


API = copied()
TYPES: dict[str, Any] = API["types"]


def fields_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = TYPES[name]["fields"]
    return found


class Maker:
    """Makes objects of the description for one place; with the same seed the same ones."""

    def __init__(self, place: str, seed: int = 0) -> None:
        self._place = PLACES[place]
        self._random = random.Random(f"{place} {seed}")

    def update(self, kind: str, value: Any = None) -> dict[str, Any]:
        """An update of a kind, with what happened or something random."""
        return {"update_id": NUMBER_OF_UPDATE, kind: self.of(fields_of("Update")[kind]["types"]) if value is None else value}

    def message(self, *names: str, **more: Any) -> dict[str, Any]:
        """A message of Siti's with these fields, in this place, and nothing else."""
        made = {name: self.of(fields_of("Message")[name]["types"]) for name in names}
        return {"message_id": 5, "date": 1, "from": self._siti(), **self._place, **made, **more}

    def random_message(self) -> dict[str, Any]:
        """A message with many fields that have nothing to do with each other."""
        return {**self._object("Message", 0), "from": self._siti(), **self._place}

    def of(self, types: list[str], depth: int = 1) -> Any:
        """A value of one of the types."""
        kind = self._random.choice(types)
        if kind.startswith("Array of "):
            return [self.of([kind.removeprefix("Array of ")], depth + 1)]
        match kind:
            case "Integer":
                return self._random.randrange(1, 100)
            case "Float":
                return self._random.uniform(-90, 90)
            case "Boolean" | "True":
                return True
            case "String":
                return "x"
            case "Chat":
                return self._place["chat"]
            case "User":
                return self._siti()
        return self._object(kind, depth)

    def _object(self, name: str, depth: int) -> dict[str, Any]:
        if subtypes := TYPES[name].get("subtypes"):
            return self._object(self._random.choice(subtypes), depth)
        return {
            field: about.get("const") or self.of(about["types"], depth + 1)
            for field, about in fields_of(name).items()
            if about["required"] or (depth < DEEPEST and self._random.random() < SOME)
        }

    def _siti(self) -> dict[str, Any]:
        return {"id": SITI, "is_bot": False, "first_name": "Siti", "language_code": "id"}
