"""How deeds sound: a row a verb."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from moviellm.film import SoundKind, VerbName

Noise = Literal[
    "steps", "door", "lid", "latch", "brush", "thud", "cloth", "match", "puff", "crash", "knocks",
    "bite", "fall",
]  # fmt: skip


class DeedSound(NamedTuple):
    """One sound of a deed.

    Attributes:
        noise: How it is made.
        kind: What sort of sound it is.
        of: Whether it comes from the agent, the prop or the scene's place.
        text: What is heard; ``{prop}`` is the prop's name.
        after_ms: How long after the deed's moment it begins.
        length_ms: How long it lasts.
        indoors: Where it is heard; None for everywhere.
    """

    noise: Noise
    kind: SoundKind
    of: Literal["agent", "prop", "place"]
    text: str
    length_ms: int
    after_ms: int = 0
    indoors: bool | None = None


_CLOTH = DeedSound("cloth", "body", "agent", "clothes rustle", 400)
_PICK = DeedSound("brush", "thing", "prop", "the {prop} is picked up", 250)
_LAID = DeedSound("thud", "thing", "prop", "the {prop} is put down", 300)

DEEDS: Mapping[VerbName, tuple[DeedSound, ...]] = {
    "enter": (
        DeedSound("door", "door", "place", "a door opens", 700, indoors=True),
        DeedSound("steps", "steps", "agent", "footsteps come in", 1_600, 600),
    ),
    "leave": (
        DeedSound("steps", "steps", "agent", "footsteps go out", 1_400),
        DeedSound("door", "door", "place", "a door closes", 700, 1_300, indoors=True),
    ),
    "carry": (
        DeedSound("steps", "steps", "agent", "footsteps go out", 1_400),
        DeedSound("door", "door", "place", "a door closes", 700, 1_300, indoors=True),
    ),
    "sit": (_CLOTH,),
    "stand": (_CLOTH,),
    "kneel": (_CLOTH,),
    "lie": (_CLOTH,),
    "take": (_PICK,),
    "find": (_PICK,),
    "put": (_LAID,),
    "hide": (_LAID._replace(text="the {prop} is pushed away"),),
    "give": (_PICK._replace(text="the {prop} changes hands"),),
    "wear": (_CLOTH,),
    "doff": (_CLOTH,),
    "consume": (DeedSound("bite", "thing", "prop", "the {prop} is used up", 900),),
    "open": (DeedSound("lid", "thing", "prop", "the {prop} creaks open", 800),),
    "close": (DeedSound("thud", "thing", "prop", "the {prop} falls shut", 400),),
    "lock": (DeedSound("latch", "thing", "prop", "a key turns in the {prop}", 450),),
    "unlock": (DeedSound("latch", "thing", "prop", "a key turns in the {prop}", 450),),
    "light": (DeedSound("match", "thing", "prop", "a match lights the {prop}", 900),),
    "douse": (DeedSound("puff", "thing", "prop", "the {prop} is blown out", 400),),
    "break": (DeedSound("crash", "thing", "prop", "the {prop} breaks", 1_200),),
    "mend": (DeedSound("knocks", "thing", "prop", "the {prop} is tapped together", 900),),
    "stray": (DeedSound("brush", "thing", "prop", "the {prop} moves", 400),),
    "embrace": (_CLOTH,),
    "die": (DeedSound("fall", "body", "agent", "a body falls", 700),),
}
"""What is not here is not heard: a look, a feeling, a change of light."""
