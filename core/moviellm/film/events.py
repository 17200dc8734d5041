"""The closed vocabulary of event verbs: what each needs, what it changes, what a viewer sees.

`moviellm.film.rules` enforces the column *before* and carries out the column *after*;
``docs/reference/verbs.md`` is this table in print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

VerbName = Literal[
    "enter", "leave", "sit", "stand", "kneel", "lie", "wait",
    "take", "put", "give", "show", "hide", "find", "wear", "doff", "consume",
    "open", "close", "lock", "unlock", "light", "douse", "break", "mend",
    "look", "learn", "feel", "say", "ask", "tell", "narrate",
    "befriend", "quarrel", "reconcile", "embrace", "die",
    "daylight", "weather", "act",
]  # fmt: skip

VERB_NAMES: tuple[VerbName, ...] = get_args(VerbName)


@dataclass(frozen=True, slots=True)
class Verb:
    """One row of the vocabulary.

    Attributes:
        name: The verb.
        needs: Fields of `Event` that it must have.
        may: Fields that it may have besides.
        before: What must hold before it.
        after: What holds after it.
        sign: What a viewer sees or hears.
        visible: Whether the camera can see it happen (speech is heard, `learn` happens inside).
    """

    name: VerbName
    needs: tuple[str, ...]
    may: tuple[str, ...]
    before: str
    after: str
    sign: str
    visible: bool = True


_HERE = "agent alive and in the scene's place"


def _rows() -> tuple[Verb, ...]:
    agent, prop = ("agent",), ("agent", "prop")
    person = ("agent", "person")
    return (
        Verb("enter", ("agent", "place"), (), "agent alive and elsewhere; place is the scene's",
             "place(agent)=place, standing", "agent comes into the picture"),
        Verb("leave", agent, ("place",), _HERE, "place(agent)=place, or away; standing",
             "agent goes out of the picture"),
        Verb("sit", agent, (), f"{_HERE}; not sitting", "posture(agent)=sitting", "agent sits"),
        Verb("stand", agent, (), f"{_HERE}; not standing", "posture(agent)=standing",
             "agent stands up"),
        Verb("kneel", agent, (), f"{_HERE}; not kneeling", "posture(agent)=kneeling",
             "agent kneels"),
        Verb("lie", agent, (), f"{_HERE}; not lying", "posture(agent)=lying", "agent lies down"),
        Verb("wait", agent, (), _HERE, "nothing", "agent waits"),
        Verb("take", prop, (), f"{_HERE}; prop here, on a spot or in an open container, not fixed",
             "location(prop)=held:agent", "the hand closes on it; agent holds it"),
        Verb("put", (*prop, "spot"), (),
             f"{_HERE}; agent holds prop; spot is here; a container is open",
             "location(prop)=on:spot or in:container", "prop lies there"),
        Verb("give", (*prop, "person"), (), f"{_HERE}; agent holds prop; person here and alive",
             "location(prop)=held:person", "prop changes hands"),
        Verb("show", (*prop, "person"), (), f"{_HERE}; agent holds prop; person here and alive",
             "nothing", "agent holds prop out to person"),
        Verb("hide", (*prop, "spot"), (),
             f"{_HERE}; agent holds prop; spot is hidden, or an open container that closes",
             "location(prop)=on:spot or in:container", "prop goes out of sight"),
        Verb("find", prop, (), f"{_HERE}; prop here, on a hidden spot or in an open container",
             "location(prop)=held:agent", "agent brings prop to light"),
        Verb("wear", prop, (), f"{_HERE}; agent holds prop; prop is wearable",
             "location(prop)=worn:agent", "agent has it on"),
        Verb("doff", prop, (), f"{_HERE}; agent wears prop", "location(prop)=held:agent",
             "agent takes it off"),
        Verb("consume", prop, (), f"{_HERE}; agent holds prop", "location(prop)=gone",
             "prop is eaten, drunk, burnt or torn up"),
        Verb("open", prop, (), f"{_HERE}; prop within reach, opens, shut, not locked",
             "open(prop)=yes", "the lid or door is open; what is inside is seen"),
        Verb("close", prop, (), f"{_HERE}; prop within reach, opens, is open", "open(prop)=no",
             "the lid or door is shut"),
        Verb("lock", prop, (), f"{_HERE}; prop within reach, locks, is shut", "locked(prop)=yes",
             "the key turns"),
        Verb("unlock", prop, (), f"{_HERE}; prop within reach, locked", "locked(prop)=no",
             "the key turns"),
        Verb("light", prop, (), f"{_HERE}; prop within reach, lights, not lit", "lit(prop)=yes",
             "it glows"),
        Verb("douse", prop, (), f"{_HERE}; prop within reach, lit", "lit(prop)=no", "it goes dark"),
        Verb("break", prop, (), f"{_HERE}; prop within reach, whole", "whole(prop)=no",
             "it is in pieces"),
        Verb("mend", prop, (), f"{_HERE}; prop within reach, not whole", "whole(prop)=yes",
             "it is whole again"),
        Verb("look", agent, ("prop", "person", "place", "spot"),
             f"{_HERE}; what is looked at is here", "nothing", "agent looks at it"),
        Verb("learn", ("agent", "fact"), (), _HERE, "agent believes the fact",
             "agent's face", visible=False),
        Verb("feel", ("agent", "value"), (), f"{_HERE}; value is a mood", "mood(agent)=value",
             "the expression"),
        Verb("say", ("agent", "line"), ("person",), f"{_HERE}; person here and alive", "nothing",
             "the line"),
        Verb("ask", ("agent", "person", "line"), (), f"{_HERE}; person here and alive", "nothing",
             "the line"),
        Verb("tell", ("agent", "person", "fact", "line"), (), f"{_HERE}; person here and alive",
             "person believes the fact", "the line"),
        Verb("narrate", ("line",), (), "nothing", "nothing",
             "a line whose speaker is not known", visible=False),
        Verb("befriend", person, (), f"{_HERE}; person here and alive",
             "relation(agent,person)=friends", "they shake hands"),
        Verb("quarrel", person, (), f"{_HERE}; person here and alive",
             "relation(agent,person)=rivals", "they face each other in anger"),
        Verb("reconcile", person, (), f"{_HERE}; person here and alive; rivals or enemies",
             "relation(agent,person)=friends", "they make peace"),
        Verb("embrace", person, (), f"{_HERE}; person here and alive", "nothing", "they embrace"),
        Verb("die", agent, (), _HERE, "alive(agent)=no, lying", "agent lies still"),
        Verb("daylight", ("place", "value"), (), "place is the scene's; value is a light",
             "light(place)=value", "the light changes"),
        Verb("weather", ("place", "value"), (), "place is the scene's; value is a weather",
             "weather(place)=value", "the weather changes"),
        Verb("act", ("prose",), ("agent", "prop", "person"), f"{_HERE}, if there is one",
             "nothing", "the pose; free prose, no state"),
    )  # fmt: skip


VERBS: Mapping[VerbName, Verb] = MappingProxyType({verb.name: verb for verb in _rows()})
"""Every verb by its name."""

ROLE_FIELDS = ("agent", "prop", "person", "place", "spot", "value", "fact", "line", "prose")
"""The fields of an event that a verb may need."""

SPEECH: frozenset[VerbName] = frozenset({"say", "ask", "tell", "narrate"})
"""Verbs whose line is heard: each becomes a dialogue cue."""
