"""Families of films: a film and its twins, which never stand on both sides of a split."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping

from moviellm.errors import InputError
from moviellm.film.models.annotations import Question
from moviellm.film.models.film import Film
from moviellm.film.models.ids import derive_seed
from moviellm.film.models.screenplay import Screenplay


def family(film: Film | Screenplay) -> str:
    """Return the id of a film's family: films that share cast, places and props share it.

    A film, its twins and its rotations are one family. What happens in them, and how it looks, does
    not count.
    """
    play = film.screenplay if isinstance(film, Film) else film
    if play.rotated is not None:  # its things stand in another order in each of its films
        play = play.model_copy(update={"props": tuple(sorted(play.props, key=lambda p: p.id))})
    sheets = play.model_dump_json(include={"cast", "places", "props"})
    return f"family-{hashlib.blake2b(sheets.encode(), digest_size=8).hexdigest()}"


def pair_id(family: str, question: Question) -> str:
    """Return what questions of a family share that are the same, options and all.

    Each of them can have another answer. Where nobody else asks it, it is shared with nobody.

    Args:
        family: As `family` gives it.
        question: A question of one of its films.
    """
    asked = json.dumps([family, question.question, sorted(question.options or ())])
    return f"pair-{hashlib.blake2b(asked.encode(), digest_size=8).hexdigest()}"


def split_of(family: str, shares: Mapping[str, float], seed: int) -> str:
    """Return the split that a family belongs to, whatever other families there are.

    Args:
        family: As `family` gives it.
        shares: The weight of each split by its name (``{"train": 8, "test": 2}``); families
            fall into the splits in about this ratio. The order of the names matters.
        seed: Another seed gives another division.

    Raises:
        InputError: A weight is negative or no number, or none is above zero.
    """
    total = math.fsum(shares.values())
    if not (0 < total < math.inf) or min(shares.values()) < 0:
        given = ", ".join(f"{name}: {weight:g}" for name, weight in shares.items())
        raise InputError(
            f"Films cannot be divided into the shares {{{given}}}.",
            hint="Give each split a weight of zero or more, and at least one above zero.",
        )
    point = derive_seed(seed, "split", family) / 2**63 * total
    chosen, reached = "", 0.0
    for name, weight in shares.items():
        if weight > 0:
            chosen, reached = name, reached + weight
            if point < reached:
                break
    return chosen
