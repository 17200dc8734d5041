"""What the verbs of steps do: each is an event of the vocabulary, or a move of several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from moviellm.film import VerbName, location_parts, parse_fact
from moviellm.studio.fable.plots.beat import come, depart
from moviellm.studio.fable.plots.moves import (
    fetch,
    forgive,
    free_spot,
    hide,
    keep_safe,
    miss,
    shut,
    sit,
    steal,
    unshut,
)

if TYPE_CHECKING:
    from moviellm.studio.fable.plots.steps import Performance

    Move = Callable[[Performance, str, tuple[str, ...], dict[str, Any]], str]

WITH_PROP: Mapping[str, VerbName] = {
    "locks": "lock", "unlocks": "unlock", "breaks": "break", "mends": "mend", "wears": "wear",
    "doffs": "doff", "eats": "consume", "lights": "light", "douses": "douse",
}  # fmt: skip
WITH_PERSON: Mapping[str, VerbName] = {
    "embraces": "embrace", "quarrels": "quarrel", "befriends": "befriend",
}  # fmt: skip
WITH_BOTH: Mapping[str, VerbName] = {"gives": "give", "shows": "show"}


def _take(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    prop = p.parts.id(words[0])
    how, where = location_parts(p.sim.state.location_of(prop))
    if how == "in":
        unshut(p.sim, agent, where, because=tuple(more["because"]))
    return fetch(p.sim, agent, prop, **more)


def _find(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    prop = p.parts.id(words[0])
    verb: VerbName = "take" if p.sim.left_by.get(prop) == agent else "find"
    return p.sim.do(verb, agent, prop=prop, **more)


def _put(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    prop = p.parts.id(words[0])
    if words[1] == "down":
        return p.sim.do("put", agent, prop=prop, spot=free_spot(p.sim), **more)
    spot = p.parts.id(words[2])
    if words[1] == "in":
        unshut(p.sim, agent, spot)
    return p.sim.do("put", agent, prop=prop, spot=spot, **more)


def _look(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    name = words[-1]
    role = "person" if name in p.parts.people else "prop" if name in p.parts.things else "spot"
    if name in ("home", "away", "far"):
        role = "place"
    if role == "prop" and p.sim.state.place_of_prop(p.parts.id(name)) != p.sim.place:
        return ""
    target: dict[str, Any] = {role: p.parts.id(name)}
    return p.sim.do("look", agent, **target, **more)


def _light(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    prop = p.parts.id(words[0])
    return "" if p.sim.state.is_("lit", prop) else p.sim.do("light", agent, prop=prop, **more)


def _learn(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    fact = p.fact(words[0], agent)
    parse_fact(fact)
    return p.sim.do("learn", agent, fact=fact, **more)


def _act(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    return p.sim.do("act", agent, person=p.parts.id(words[0]) if words else None, **more)


def _steal(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    return steal(p.sim, agent, p.parts.id(words[0]), more.get("why", ""), more["because"])


def _hide(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    prop, spot = p.parts.id(words[0]), p.parts.id(words[2])
    because = next(iter(more["because"]), "")
    return hide(p.sim, agent, prop, spot, because, more.get("why", ""))


def _close(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    shut(p.sim, agent, p.parts.id(words[0]))
    return ""


def _posture(verb: VerbName, value: str) -> Move:
    def move(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
        if p.sim.state.value(f"posture({agent})") == value:
            return ""
        if value == "lying":
            p.sim.resting.add(agent)
        else:
            p.sim.resting.discard(agent)
        return p.sim.do(verb, agent, **more)

    return move


def _leave(p: Performance, agent: str, words: tuple[str, ...], more: dict[str, Any]) -> str:
    if "phrase" in more:
        return p.sim.do("leave", agent, **more)
    more["because"] = tuple(more["because"])
    return depart(p.sim, agent, p.parts.id(words[0]) if words else "", **more)


MOVES: Mapping[str, Move] = {
    "takes": _take,
    "finds": _find,
    "steals": _steal,
    "puts": _put,
    "hides": _hide,
    "keeps": lambda p, a, w, more: keep_safe(p.sim, a, p.parts.id(w[0]), p.parts.id(w[2])),
    "misses": lambda p, a, w, more: miss(p.sim, a, p.parts.id(w[0]), p.parts.id(w[2])),
    "opens": lambda p, a, w, more: (
        ""
        if p.sim.state.is_open(p.parts.id(w[0]))
        else p.sim.do("open", a, prop=p.parts.id(w[0]), **more)
    ),
    "closes": _close,
    "lights": _light,
    "looks": _look,
    "feels": lambda p, a, w, more: p.sim.do("feel", a, value=w[0], **more),
    "learns": _learn,
    "acts": lambda p, a, w, more: p.sim.do(
        "act", a, person=p.parts.id(w[0]) if w else None, **more
    ),
    "sits": lambda p, a, w, more: sit(p.sim, a, **more),
    "lies": _posture("lie", "lying"),
    "kneels": _posture("kneel", "kneeling"),
    "stands": _posture("stand", "standing"),
    "comes": lambda p, a, w, more: come(
        p.sim, a, why=more.get("why", ""), because=tuple(more["because"])
    ),
    "leaves": _leave,
    "reconciles": lambda p, a, w, more: forgive(p.sim, a, p.parts.id(w[0]), more["because"]),
}
"""What each verb of a step that is none of the above lets somebody do."""
