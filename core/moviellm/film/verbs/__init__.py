"""The closed vocabulary of event verbs: a row for each, and everything about it in its row.

`table` says what a row is and refuses one that lacks or contradicts something; `rules` and
`effects` are what rows are made of, `grammar` is their English; the rows stand by theme. The
ledger, staging, captions, questions and twins iterate over them and name no verb of their own
where a row can tell; ``docs/reference/verbs.md`` is the table in print.
"""

from __future__ import annotations

from collections.abc import Mapping

from moviellm.film.models.events import ROLE_FIELDS, VerbName
from moviellm.film.verbs import people, places, states, talk, things
from moviellm.film.verbs.table import Ask, Verb, table

VERBS: Mapping[VerbName, Verb] = table(
    (*places.ROWS, *people.ROWS, *things.ROWS, *states.ROWS, *talk.ROWS)
)
"""Every verb by its name."""

SPEECH: frozenset[VerbName] = frozenset(verb.name for verb in VERBS.values() if verb.speaks)
"""Verbs whose line is heard: each becomes a dialogue cue."""


def asked(ask: Ask) -> frozenset[VerbName]:
    """The verbs that one sort of question asks about."""
    return frozenset(verb.name for verb in VERBS.values() if ask in verb.asked)


__all__ = ["ROLE_FIELDS", "SPEECH", "VERBS", "Verb", "asked"]
