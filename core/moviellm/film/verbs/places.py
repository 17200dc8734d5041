"""Verbs of coming and going, and of what becomes of a place."""

from __future__ import annotations

from moviellm.film.facts import LIGHTS, WEATHERS
from moviellm.film.verbs.effects import COMES, GOES, becomes
from moviellm.film.verbs.grammar import Head, Phrase
from moviellm.film.verbs.rules import (
    agent_comes,
    agent_here,
    goes_elsewhere,
    scene_place,
    value_among,
)
from moviellm.film.verbs.table import Verb, asks

ROWS = (
    Verb(
        name="enter", needs=("agent", "place"),
        rules=(agent_comes,), effect=COMES, sign="agent comes into the picture",
        deed=True, moves="in", trace="moved", framing="figure", pose="walking", doing="walking in",
        phrase=Phrase(Head("come", "comes", "coming", "came"), "{to}"), sentence="shared",
        importance=2, asked=asks("count", "vain", "moment"), unfounded="habit",
    ),
    Verb(
        name="leave", needs=("agent",), may=("place",),
        rules=(agent_here, goes_elsewhere), effect=GOES, sign="agent goes out of the picture",
        deed=True, moves="out", vanishes="always", trace="moved", framing="figure", pose="walking",
        doing="walking out",
        phrase=Phrase(Head("leave", "leaves", "leaving", "left"), "{here}"), sentence="shared",
        importance=2, asked=asks("count", "why", "moment"), unfounded="habit",
    ),
    Verb(
        name="daylight", needs=("place", "value"),
        rules=(scene_place, value_among(LIGHTS, "value is a light")),
        effect=becomes("light", "place"), sign="the light changes",
        deed=False, trace="changed", framing="place", pose=None, doing=None,
        phrase=None, sentence="alone",
        importance=0, asked=asks("moment"), unfounded="habit",
    ),
    Verb(
        name="weather", needs=("place", "value"),
        rules=(scene_place, value_among(WEATHERS, "value is a weather")),
        effect=becomes("weather", "place"), sign="the weather changes",
        deed=False, trace="changed", framing="place", pose=None, doing=None,
        phrase=None, sentence="alone",
        importance=0, asked=asks("moment"), unfounded="habit",
    ),
)  # fmt: skip
