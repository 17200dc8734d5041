"""Verbs of what people do with themselves and with each other."""

from __future__ import annotations

from moviellm.film.models.facts import MOODS
from moviellm.film.verbs.effects import (
    BRINGS_OUT,
    DIES,
    NOTHING,
    ON_THEIR_FEET,
    becomes,
    befriended,
    related,
)
from moviellm.film.verbs.grammar import MAKE, Head, VerbPhrase, regular
from moviellm.film.verbs.rules import (
    agent_here,
    at_odds,
    person_here,
    posture_is_not,
    target_here,
    value_among,
)
from moviellm.film.verbs.table import Verb, asks

ROWS = (
    Verb(
        name="sit", needs=("agent",),
        rules=(agent_here, posture_is_not("sitting")),
        effect=becomes("posture", "agent", "sitting"), sign="agent sits",
        deed=True, trace="pose", framing="figure", pose=None, doing=None,
        phrase=VerbPhrase(Head("sit", "sits", "sitting", "sat"), "down"), sentence="shared",
        importance=0, asked=asks(), unfounded="habit",
    ),
    Verb(
        name="stand", needs=("agent",),
        rules=(agent_here, posture_is_not("standing")),
        effect=becomes("posture", "agent", "standing"), sign="agent stands up",
        deed=True, trace="pose", framing="figure", pose=None, doing=None,
        phrase=VerbPhrase(Head("stand", "stands", "standing", "stood"), "up"), sentence="shared",
        importance=0, asked=asks(), unfounded="habit",
    ),
    Verb(
        name="kneel", needs=("agent",),
        rules=(agent_here, posture_is_not("kneeling")),
        effect=becomes("posture", "agent", "kneeling"), sign="agent kneels",
        deed=True, trace="pose", framing="figure", pose=None, doing=None,
        phrase=VerbPhrase(Head("kneel", "kneels", "kneeling", "knelt"), "down"), sentence="shared",
        importance=0, asked=asks(), unfounded="habit",
    ),
    Verb(
        name="lie", needs=("agent",),
        rules=(agent_here, posture_is_not("lying")),
        effect=becomes("posture", "agent", "lying"), sign="agent lies down",
        deed=True, trace="pose", framing="figure", pose=None, doing=None,
        phrase=VerbPhrase(Head("lie", "lies", "lying", "lay"), "down"), sentence="joined",
        importance=0, asked=asks(), unfounded="habit",
    ),
    Verb(
        name="wait", needs=("agent",),
        rules=(agent_here,), effect=NOTHING, sign="agent waits",
        deed=False, trace="idle", framing="people", pose=None, doing="waiting",
        phrase=VerbPhrase(regular("wait")), sentence="joined",
        importance=0, asked=asks(), unfounded="habit",
    ),
    Verb(
        name="act", needs=("prose",), may=("agent", "prop", "person"),
        rules=(agent_here, person_here), effect=NOTHING, sign="the pose; free prose, no state",
        deed=False, trace="pose", framing="people", pose=None, doing=None,
        phrase=None, sentence="alone",
        importance=0, asked=asks(), unfounded="answer",
    ),
    Verb(
        name="look", needs=("agent",), may=("prop", "person", "place", "spot"),
        rules=(agent_here, person_here, target_here), effect=BRINGS_OUT, sign="agent looks at it",
        deed=False, trace="glance", framing="people", pose="looking", doing="looking {target}",
        phrase=VerbPhrase(regular("look"), "{target}"), sentence="joined",
        importance=0, asked=asks("why", "vain"), unfounded="deed",
    ),
    Verb(
        name="feel", needs=("agent", "value"),
        rules=(agent_here, value_among(MOODS, "value is a mood")),
        effect=becomes("mood", "agent"), sign="the expression",
        deed=False, trace="glance", framing="face", pose=None, doing=None,
        phrase=None, sentence="joined",
        importance=0, asked=asks(), unfounded="answer",
    ),
    Verb(
        name="befriend", needs=("agent", "person"),
        rules=(agent_here, person_here), effect=befriended(), sign="they shake hands",
        deed=True, meets=True, trace="gesture", framing="people",
        pose="holding out", person_pose="holding out", mood="happy", person_mood="happy",
        doing="shaking hands with {person}",
        phrase=VerbPhrase(MAKE, "friends with {person}"), sentence="joined",
        importance=6, asked=asks("place", "why", "moment"), unfounded="answer",
    ),
    Verb(
        name="quarrel", needs=("agent", "person"),
        rules=(agent_here, person_here), effect=related("rivals"),
        sign="they face each other in anger",
        deed=True, meets=True, trace="gesture", framing="people",
        pose="pointing", person_pose="talking", mood="angry", person_mood="angry",
        doing="quarrelling with {person}",
        phrase=VerbPhrase(
            Head("quarrel", "quarrels", "quarrelling", "quarrelled"), "with {person}"
        ),
        sentence="joined",
        importance=6, asked=asks("place", "count", "why", "moment"), unfounded="answer",
    ),
    Verb(
        name="reconcile", needs=("agent", "person"),
        rules=(agent_here, person_here, at_odds), effect=befriended(),
        sign="they make peace",
        deed=True, meets=True, trace="gesture", framing="people",
        pose="holding out", person_pose="holding out", mood="happy", person_mood="happy",
        doing="making peace with {person}",
        phrase=VerbPhrase(MAKE, "peace with {person}"), sentence="joined",
        importance=7, asked=asks("place", "why", "moment"), unfounded="answer",
    ),
    Verb(
        name="embrace", needs=("agent", "person"),
        rules=(agent_here, person_here), effect=ON_THEIR_FEET, sign="they embrace",
        deed=True, meets=True, trace="gesture", framing="people",
        pose="embracing", person_pose="embracing", mood="tender", person_mood="tender",
        doing="embracing {person}",
        phrase=VerbPhrase(regular("embrace"), "{person}"), sentence="joined",
        importance=5, asked=asks("count", "why", "moment"), unfounded="answer",
    ),
    Verb(
        name="die", needs=("agent",),
        rules=(agent_here,), effect=DIES, sign="agent lies still",
        deed=True, trace="moved", framing="figure", pose=None, mood="calm", doing=None,
        phrase=VerbPhrase(Head("die", "dies", "dying", "died")), sentence="joined",
        importance=9, asked=asks("moment"), unfounded="deed",
    ),
)  # fmt: skip
