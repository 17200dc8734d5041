"""Ids and seeds: how the parts of a film name each other, and where their randomness comes from."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
"""Lower-case letters, digits and single ``. _ -`` between them; safe as a file name."""

AWAY = "away"
"""Where a person is who is in none of the film's places."""


class Record(BaseModel):
    """The parent of every model of the film: frozen, closed, plain JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


def unsaid(value: object) -> bool:
    """Whether an optional field has no value: such a field is left out of the JSON."""
    return value is None


def derive_seed(*parts: str | int) -> int:
    """Return a seed of 63 bits that depends on the parts alone, on every machine."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1


def film_id(theme: str, occurrence: int = 0) -> str:
    """Return the id of a film: it depends on its theme, not on its place in the list.

    Args:
        theme: The theme as written.
        occurrence: How many equal themes stand before it in the pipeline.
    """
    digest = hashlib.blake2b(f"{occurrence}\x1f{theme}".encode(), digest_size=6)
    return f"film-{digest.hexdigest()}"
