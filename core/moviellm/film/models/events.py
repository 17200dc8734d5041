"""The names of the event verbs and of the fields of an event.

What each verb needs, what it changes and how it is told stands in its row: `moviellm.film.verbs`.
"""

from __future__ import annotations

from typing import Literal, get_args

VerbName = Literal[
    "enter", "leave", "carry", "sit", "stand", "kneel", "lie", "wait",
    "take", "put", "give", "show", "hide", "find", "wear", "doff", "consume", "stray",
    "open", "close", "lock", "unlock", "light", "douse", "break", "mend",
    "look", "learn", "feel", "say", "ask", "tell", "narrate",
    "befriend", "quarrel", "reconcile", "embrace", "die",
    "daylight", "weather", "act",
]  # fmt: skip

VERB_NAMES: tuple[VerbName, ...] = get_args(VerbName)

ROLE_FIELDS = ("agent", "prop", "person", "place", "spot", "value", "fact", "line", "prose")
"""The fields of an event that a verb may need."""
