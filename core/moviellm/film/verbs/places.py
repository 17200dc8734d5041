"""Verbs of coming and going, and of what becomes of a place."""

from __future__ import annotations

from moviellm.film.models.facts import LIGHTS, WEATHERS
from moviellm.film.verbs.effects import COMES, DAWNS, GO_TOGETHER, GOES, becomes
from moviellm.film.verbs.grammar import Head, VerbPhrase
from moviellm.film.verbs.rules import (
    agent_comes,
    agent_here,
    goes_elsewhere,
    person_here,
    scene_place,
    sees_sky,
    takes_one_along,
    value_among,
)
from moviellm.film.verbs.table import Instead, Verb, asks

ROWS = (
    Verb(
        name="enter", needs=("agent", "place"),
        rules=(agent_comes,), effect=COMES, sign="agent comes into the picture",
        deed=True, moves="in", trace="moved", framing="figure", pose="walking", doing="walking in",
        phrase=VerbPhrase(Head("come", "comes", "coming", "came"), "{to}"), sentence="shared",
        importance=2, asked=asks("count", "vain", "moment"), unfounded="habit",
    ),
    Verb(
        name="leave", needs=("agent",), may=("place",),
        rules=(agent_here, goes_elsewhere), effect=GOES, sign="agent goes out of the picture",
        deed=True, moves="out", vanishes="always", trace="moved", framing="figure", pose="walking",
        doing="walking out",
        phrase=VerbPhrase(Head("leave", "leaves", "leaving", "left"), "{here}"), sentence="shared",
        importance=2, asked=asks("count", "why", "moment"), unfounded="habit",
    ),
    Verb(
        name="carry", needs=("agent", "place"), may=("prop", "person"),
        rules=(agent_here, person_here, takes_one_along, goes_elsewhere), effect=GO_TOGETHER,
        sign="agent goes out of the picture with it or them",
        deed=True, moves="out", vanishes="always", trace="moved", framing="figure",
        pose="walking", person_pose="walking", doing="walking out with {along}",
        phrase=VerbPhrase(Head("bring", "brings", "bringing", "brought"), "{along} {to}"),
        sentence="joined",
        importance=4, asked=asks("who", "why", "moment"), unfounded="deed",
        instead=Instead("look", "looks at {prop} and stays"),
    ),
    Verb(
        name="daylight", needs=("place", "value"),
        rules=(scene_place, value_among(LIGHTS, "value is a light")),
        effect=DAWNS, sign="the light changes",
        deed=False, trace="changed", framing="place", pose=None, doing=None,
        phrase=None, sentence="alone",
        importance=0, asked=asks("moment"), unfounded="habit",
    ),
    Verb(
        name="weather", needs=("place", "value"),
        rules=(scene_place, sees_sky, value_among(WEATHERS, "value is a weather")),
        effect=becomes("weather", "place"), sign="the weather changes",
        deed=False, trace="changed", framing="place", pose=None, doing=None,
        phrase=None, sentence="alone",
        importance=0, asked=asks("moment"), unfounded="habit",
    ),
)  # fmt: skip
