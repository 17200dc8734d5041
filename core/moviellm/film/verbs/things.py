"""Verbs by which a thing gets somewhere else, or to somebody else."""

from __future__ import annotations

from moviellm.film.verbs.effects import BRINGS_OUT, PLACED, USED_UP, WORN, held_by
from moviellm.film.verbs.grammar import PUT, TAKE, Head, VerbPhrase, regular
from moviellm.film.verbs.rules import (
    agent_here,
    can_be_taken,
    holds,
    person_here,
    prop_is,
    spot_conceals,
    spot_here,
    was_hidden,
    wears,
)
from moviellm.film.verbs.table import Instead, Verb, asks

ROWS = (
    Verb(
        name="take", needs=("agent", "prop"),
        rules=(agent_here, can_be_taken), effect=held_by("agent"),
        sign="the hand closes on it; agent holds it",
        deed=True, trace="moved", framing="people", pose="reaching", doing="taking {prop}",
        phrase=VerbPhrase(TAKE, "{prop} {source}"), sentence="joined",
        importance=3, asked=asks("who", "count", "next", "why", "moment"), unfounded="deed",
        instead=Instead("look", "looks at {prop} and leaves it"),
    ),
    Verb(
        name="put", needs=("agent", "prop", "spot"),
        rules=(agent_here, holds, spot_here), effect=PLACED, sign="prop lies there",
        deed=True, vanishes="hidden", trace="moved", framing="people", pose="reaching",
        doing="putting {prop} {spot}",
        phrase=VerbPhrase(PUT, "{prop} {into}"), counted="put down {prop}", sentence="joined",
        importance=3, asked=asks("who", "what", "spot", "count", "next", "why", "moment"),
        unfounded="deed", instead=Instead("elsewhere", "puts {prop} {spot}"),
    ),
    Verb(
        name="give", needs=("agent", "prop", "person"),
        rules=(agent_here, person_here, holds), effect=held_by("person"),
        sign="prop changes hands",
        deed=True, meets=True, trace="moved", framing="people",
        pose="holding out", person_pose="reaching", doing="giving {prop} to {person}",
        phrase=VerbPhrase(Head("give", "gives", "giving", "gave"), "{prop} to {person}"),
        counted="give away {prop}", sentence="joined",
        importance=4, asked=asks("who", "what", "place", "count", "next", "why", "moment"),
        unfounded="deed", instead=Instead("show", "shows {prop} to {person} and keeps it"),
    ),
    Verb(
        name="show", needs=("agent", "prop", "person"),
        rules=(agent_here, person_here, holds), effect=BRINGS_OUT,
        sign="agent holds prop out to person",
        deed=True, meets=True, trace="gesture", framing="people",
        pose="holding out", person_pose="looking", doing="showing {prop} to {person}",
        phrase=VerbPhrase(regular("show"), "{prop} to {person}"), counted="show somebody {prop}",
        sentence="joined",
        importance=2, asked=asks("who", "what", "count", "why", "moment"), unfounded="answer",
    ),
    Verb(
        name="hide", needs=("agent", "prop", "spot"),
        rules=(agent_here, holds, spot_here, spot_conceals), effect=PLACED,
        sign="prop goes out of sight",
        deed=True, vanishes="hidden", trace="moved", framing="people", pose="opening",
        doing="hiding {prop} {spot}",
        phrase=VerbPhrase(Head("hide", "hides", "hiding", "hid"), "{prop} {spot}"),
        counted="hide {prop}", sentence="joined",
        importance=5, asked=asks("who", "what", "spot", "count", "next", "why", "moment"),
        unfounded="deed", instead=Instead("elsewhere", "hides {prop} {spot}"),
    ),
    Verb(
        name="find", needs=("agent", "prop"),
        rules=(agent_here, can_be_taken, was_hidden), effect=held_by("agent"),
        sign="agent brings prop to light",
        deed=True, trace="moved", framing="people", pose="reaching",
        doing="bringing {prop} to light",
        phrase=VerbPhrase(Head("find", "finds", "finding", "found"), "{prop} {found}"),
        sentence="joined",
        importance=5, asked=asks("who", "what", "count", "next", "moment"), unfounded="deed",
        instead=Instead("look", "looks at {prop} and leaves it"),
    ),
    Verb(
        name="wear", needs=("agent", "prop"),
        rules=(agent_here, holds, prop_is("wearable", "prop is wearable")),
        effect=WORN, sign="agent has it on",
        deed=True, trace="moved", framing="people", pose=None, doing="putting on {prop}",
        phrase=VerbPhrase(PUT, "{prop} on"), sentence="joined",
        importance=2, asked=asks("who", "moment"), unfounded="deed",
    ),
    Verb(
        name="doff", needs=("agent", "prop"),
        rules=(agent_here, wears), effect=held_by("agent"), sign="agent takes it off",
        deed=True, trace="moved", framing="people", pose=None, doing="taking off {prop}",
        phrase=VerbPhrase(TAKE, "{prop} off"), sentence="joined",
        importance=1, asked=asks("moment"), unfounded="deed",
    ),
    Verb(
        name="consume", needs=("agent", "prop"),
        rules=(agent_here, holds), effect=USED_UP, sign="prop is eaten, drunk, burnt or torn up",
        deed=True, vanishes="always", trace="moved", framing="people", pose="thinking",
        doing="using up {prop}",
        phrase=VerbPhrase(regular("use"), "{prop} up"), sentence="joined",
        importance=4, asked=asks("who", "why", "moment"), unfounded="deed",
        instead=Instead("look", "looks at {prop} and keeps it"),
    ),
)  # fmt: skip
