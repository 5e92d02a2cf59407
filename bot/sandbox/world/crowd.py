"""A crowd for a load: people and groups who have all started the bot, and what has become of some of them since."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.world.fates import OF_PEOPLE, ChatFate
from bot.sandbox.world.personas import Personas


class TooMany(ValueError):
    """The shares of a crowd add up to more than all of it."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The ids in order; those of each fate; and where the migrated groups went."""

    chats: list[int]
    fates: dict[ChatFate, list[int]]
    migrated: dict[int, int]


def gather(personas: Personas, count: int, shares: Mapping[ChatFate, float], groups: float, seed: int) -> Crowd:
    """Make that many chats, mixed by `seed`. Shares are of all of them and exact to the chat; `groups` is the share of open groups.

    Fates of groups make groups, all others people. Raises TooMany.
    """
    parts = [(fate, fate not in OF_PEOPLE) for fate, share in shares.items() for _ in range(round(share * count))]
    parts += [(ChatFate.OPEN, True)] * round(groups * count)
    if len(parts) > count:
        raise TooMany
    parts += [(ChatFate.OPEN, False)] * (count - len(parts))
    random.Random(seed).shuffle(parts)  # noqa: S311 -- invented people
    crowd = Crowd([], {fate: [] for fate in shares}, {})
    for fate, is_group in parts:
        chat = (personas.add_group if is_group else personas.add_person)(fate).id
        crowd.chats.append(chat)
        if fate in crowd.fates:
            crowd.fates[fate].append(chat)
        if fate is ChatFate.MIGRATED and (new := personas.groups[chat].moved_to):
            crowd.migrated[chat] = new
    return crowd
