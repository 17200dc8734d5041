"""Verbs of speech, and of what somebody learns."""

from __future__ import annotations

from moviellm.film.verbs.effects import IS_TOLD, LEARNS, NOTHING
from moviellm.film.verbs.grammar import Head, VerbPhrase, regular
from moviellm.film.verbs.rules import agent_here, person_here
from moviellm.film.verbs.table import Verb, asks

ROWS = (
    Verb(
        name="say", needs=("agent", "line"), may=("person",),
        rules=(agent_here, person_here), effect=NOTHING, sign="the line",
        deed=False, trace="line", framing="face", pose="talking", person_pose="listening",
        doing="talking",
        phrase=VerbPhrase(Head("say", "says", "saying", "said")), sentence="alone",
        importance=2, asked=asks("why", "vain", "moment"), unfounded="answer",
    ),
    Verb(
        name="ask", needs=("agent", "person", "line"),
        rules=(agent_here, person_here), effect=NOTHING, sign="the line",
        deed=False, trace="line", framing="face", pose="talking", person_pose="listening",
        doing="asking something",
        phrase=VerbPhrase(regular("ask"), "{person}"), sentence="alone",
        importance=1, asked=asks("why", "vain", "moment"), unfounded="answer",
    ),
    Verb(
        name="tell", needs=("agent", "person", "fact", "line"),
        rules=(agent_here, person_here), effect=IS_TOLD, sign="the line",
        deed=False, trace="line", framing="face", pose="talking", person_pose="listening",
        doing="telling something",
        phrase=VerbPhrase(Head("tell", "tells", "telling", "told"), "{person}"), sentence="alone",
        importance=3, asked=asks("why", "moment"), unfounded="answer",
    ),
    Verb(
        name="narrate", needs=("line",),
        rules=(), effect=NOTHING, sign="a line whose speaker is not known", visible=False,
        deed=False, trace="line", framing="face", pose=None, doing=None,
        phrase=None, sentence="alone",
        importance=0, asked=asks(), unfounded="answer",
    ),
    Verb(
        name="learn", needs=("agent", "fact"),
        rules=(agent_here,), effect=LEARNS, sign="agent's face", visible=False,
        deed=False, trace="glance", framing="people", pose=None, doing=None,
        phrase=VerbPhrase(regular("realise"), "that {fact}"), sentence="joined",
        importance=0, asked=asks(), unfounded="answer",
    ),
)  # fmt: skip
