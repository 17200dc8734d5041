"""Verbs by which a thing becomes open, locked, lit, broken, or the reverse."""

from __future__ import annotations

from moviellm.film.verbs.effects import becomes
from moviellm.film.verbs.grammar import PUT, Head, VerbPhrase, regular
from moviellm.film.verbs.rules import agent_here, fluent_is, prop_is, within_reach
from moviellm.film.verbs.table import Instead, Verb, asks

_OPENS, _LOCKS = prop_is("opens", ", opens"), prop_is("locks", ", locks")
_SHUT, _UNLOCKED = fluent_is("open", "no", ", is shut"), fluent_is("locked", "no", ", not locked")

ROWS = (
    Verb(
        name="open", needs=("agent", "prop"),
        rules=(agent_here, within_reach, _OPENS, _SHUT, _UNLOCKED),
        effect=becomes("open", "prop", "yes"),
        sign="the lid or door is open; what is inside is seen",
        deed=True, trace="changed", framing="people", pose="opening", doing="opening {prop}",
        phrase=VerbPhrase(Head("open", "opens", "opening", "opened"), "{prop}"), sentence="joined",
        importance=3, asked=asks("who", "count", "next", "why", "vain", "moment"),
        unfounded="deed",
    ),
    Verb(
        name="close", needs=("agent", "prop"),
        rules=(agent_here, within_reach, _OPENS, fluent_is("open", "yes", ", is open")),
        effect=becomes("open", "prop", "no"), sign="the lid or door is shut",
        deed=True, trace="changed", framing="people", pose="opening", doing="closing {prop}",
        phrase=VerbPhrase(regular("close"), "{prop}"), sentence="joined",
        importance=1, asked=asks("who", "count", "next", "why", "moment"), unfounded="deed",
    ),
    Verb(
        name="lock", needs=("agent", "prop"),
        rules=(agent_here, within_reach, _LOCKS, _SHUT, _UNLOCKED),
        effect=becomes("locked", "prop", "yes"), sign="the key turns",
        deed=True, trace="gesture", framing="people", pose="opening", doing="locking {prop}",
        phrase=VerbPhrase(regular("lock"), "{prop}"), sentence="joined",
        importance=3, asked=asks("who", "count", "why", "moment"), unfounded="deed",
    ),
    Verb(
        name="unlock", needs=("agent", "prop"),
        rules=(agent_here, within_reach, _LOCKS, fluent_is("locked", "yes", ", is locked")),
        effect=becomes("locked", "prop", "no"), sign="the key turns",
        deed=True, trace="gesture", framing="people", pose="opening", doing="unlocking {prop}",
        phrase=VerbPhrase(regular("unlock"), "{prop}"), sentence="joined",
        importance=4, asked=asks("who", "count", "why", "vain", "moment"), unfounded="deed",
    ),
    Verb(
        name="light", needs=("agent", "prop"),
        rules=(agent_here, within_reach, prop_is("lights", ", lights"),
               fluent_is("lit", "no", ", not lit")),
        effect=becomes("lit", "prop", "yes"), sign="it glows",
        deed=True, trace="changed", framing="people", pose="reaching", doing="lighting {prop}",
        phrase=VerbPhrase(Head("light", "lights", "lighting", "lit"), "{prop}"), sentence="joined",
        importance=2, asked=asks("who", "count", "why", "moment"), unfounded="deed",
    ),
    Verb(
        name="douse", needs=("agent", "prop"),
        rules=(agent_here, within_reach, fluent_is("lit", "yes", ", lit")),
        effect=becomes("lit", "prop", "no"), sign="it goes dark",
        deed=True, trace="changed", framing="people", pose="reaching", doing="putting out {prop}",
        phrase=VerbPhrase(PUT, "{prop} out"), sentence="joined",
        importance=2, asked=asks("who", "why", "moment"), unfounded="deed",
    ),
    Verb(
        name="break", needs=("agent", "prop"),
        rules=(agent_here, within_reach, fluent_is("whole", "yes", ", whole")),
        effect=becomes("whole", "prop", "no"), sign="it is in pieces",
        deed=True, trace="changed", framing="people", pose="reaching", doing="breaking {prop}",
        phrase=VerbPhrase(Head("break", "breaks", "breaking", "broke"), "{prop}"),
        sentence="joined",
        importance=5, asked=asks("who", "what", "place", "why", "moment"), unfounded="deed",
        instead=Instead("look", "looks at {prop} and takes care of it"),
    ),
    Verb(
        name="mend", needs=("agent", "prop"),
        rules=(agent_here, within_reach, fluent_is("whole", "no", ", not whole")),
        effect=becomes("whole", "prop", "yes"), sign="it is whole again",
        deed=True, trace="changed", framing="people", pose="reaching", doing="mending {prop}",
        phrase=VerbPhrase(regular("mend"), "{prop}"), sentence="joined",
        importance=4, asked=asks("who", "what", "why", "moment"), unfounded="deed",
    ),
)  # fmt: skip
