"""Shards: equal parts of a run's families of films, one for each of several machines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moviellm.errors import InputError

MOST_SHARDS = 100_000


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts of a run, written ``2/4``.

    A family is a film with its rotations and its twins. Families are dealt out in turn, so that no
    two shards have one in common and none has two more than another.

    Attributes:
        number: From 1.
        of: How many shards there are.
    """

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def holds(self, family: int) -> bool:
        """Whether the family at this place, counted from 0, is this shard's."""
        return family % self.of == self.number - 1

    def count(self, families: int) -> int:
        """How many of so many families are this shard's."""
        return len(range(self.number - 1, families, self.of))


def shard_of(text: str) -> Shard:
    """Return the shard that is written ``2/4``.

    Raises:
        InputError: The text is no such thing, or there is no such shard.
    """
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    shard = Shard(int(found[1]), int(found[2])) if found else Shard(0, 0)
    if not 1 <= shard.number <= shard.of <= MOST_SHARDS:
        raise InputError(
            f"There is no shard `{text[:40]}`.",
            hint=f"Write 1/4, 2/4, 3/4 or 4/4: shards are counted from 1, up to {MOST_SHARDS:,}.",
        )
    return shard
