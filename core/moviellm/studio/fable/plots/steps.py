"""The steps of a storylet, each a move or an event of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moviellm import FilmError
from moviellm.film import VerbName, location_parts, parse_fact
from moviellm.studio.fable.plots.beat import come, depart
from moviellm.studio.fable.plots.form import HANDLING, Storylet, StoryStep
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
from moviellm.studio.fable.plots.parts import Parts
from moviellm.studio.fable.simulation import Simulation

_WITH_PROP: Mapping[str, VerbName] = {
    "locks": "lock", "unlocks": "unlock", "breaks": "break", "mends": "mend", "wears": "wear",
    "doffs": "doff", "eats": "consume", "lights": "light", "douses": "douse",
}  # fmt: skip
_WITH_PERSON: Mapping[str, VerbName] = {
    "embraces": "embrace", "quarrels": "quarrel", "befriends": "befriend",
}  # fmt: skip
_WITH_BOTH: Mapping[str, VerbName] = {"gives": "give", "shows": "show"}
SKY = "sky"
"""The agent of steps in which the weather turns."""
SILENT = ("says", "asks", "tells", "learns")
"""Verbs of steps that bring no new picture."""


@dataclass(slots=True)
class Performance:
    """A plot as far as it has been told in one film.

    Attributes:
        parts: Who and what stands for its names.
        sim: The simulation.
        labels: Id of the event of each label.
        told: Names of the storylets that were told, in order.
        turns: The turns that were taken.
    """

    parts: Parts
    sim: Simulation
    labels: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    turns: set[str] = field(default_factory=set)

    def has_told(self, name: str) -> bool:
        """Whether a storylet, or some storylet of a turn, was told."""
        return name in self.told or name in self.turns

    def at_hand(self, let: Storylet) -> bool:
        """Whether everybody has, or can take up there, what they begin a storylet with."""
        seen: set[str] = set()
        for step in let.steps:
            things = [word for word in step.words if word in self.parts.things]
            fresh = step.verb in HANDLING and things and things[0] not in seen
            if fresh and not step.spare and not self._within_reach(step.agent, things[0], let):
                return False
            seen.update(things)
        return True

    def _within_reach(self, part: str, thing: str, let: Storylet) -> bool:
        prop, state = self.parts.things[thing], self.sim.state
        if prop in state.held(self.parts.people[part]):
            return True
        here = state.place_of_prop(prop) == self.parts.place(let.place)
        return here and state.location_of(prop).startswith("on:") and state.in_sight(prop)

    def perform(self, let: Storylet) -> None:
        """Let all that a storylet tells happen, as far as there is room for what may be spared."""
        sim, first = self.sim, len(self.sim.told)
        for index, step in enumerate(let.steps):
            left = sum(not s.spare and s.verb not in SILENT for s in let.steps[index + 1 :])
            if step.spare and sim.room <= left:
                continue
            event = self._spared(step, first) if step.spare else self._step(step, first)
            if step.label and event:
                self.labels[step.label] = event
            if step.unspoken and event:
                sim.unspoken.add(event)
        if let.secret:
            sim.secret.update(told.event.id for told in sim.told[first:])
        self.told.append(let.name)
        self.turns.add(let.turn)

    def _spared(self, step: StoryStep, first: int) -> str:
        """A step that is left out where it cannot happen."""
        try:
            return self._step(step, first)
        except FilmError:
            return ""

    def known(self, labels: tuple[str, ...], person: str, *, spoken: bool) -> list[str]:
        """The events of some labels that can be causes to somebody: what they know of.

        One's own word is no cause of a deed.
        """
        found = []
        for label in labels:
            if label.startswith("~"):
                event = self.sim.minds.source(person, self.parts.things[label[1:]])
            else:
                event = self.labels.get(label, "")
            if event and self._can_move(event, person, spoken=spoken):
                found.append(event)
        return found

    def _can_move(self, event: str, person: str, *, spoken: bool) -> bool:
        told = self.sim[event]
        if told.event.agent == person:
            return spoken or told.event.line is None
        return person in told.witnesses

    def _step(self, step: StoryStep, first: int) -> str:
        if step.agent == SKY:
            return self._sky(step.verb)
        agent = self.parts.people[step.agent]
        if step.verb in ("says", "asks", "tells"):
            return self._speak(step, agent, first)
        words = self.parts.words(self.sim)
        more: dict[str, Any] = {"because": self.known(step.because, agent, spoken=False)}
        if step.why:
            more["why"] = self.sim.wording(*step.why).format_map(words)
        if step.weight:
            more["weight"] = step.weight
        if step.phrase:
            more["phrase"] = (
                step.phrase[0].format_map(words),
                step.phrase[1].format_map(words),
            )
        return self._do(step, agent, more)

    def _sky(self, weather: str) -> str:
        """Let the weather turn where there is a sky, and it is not so already."""
        place = self.sim.words.places[self.sim.place]
        if not place.sees_sky or self.sim.state.value(f"weather({place.id})") == weather:
            return ""
        return self.sim.sky("weather", weather)

    def _do(self, step: StoryStep, agent: str, more: dict[str, Any]) -> str:
        sim, words, verb = self.sim, step.words, step.verb
        if verb in _MOVES:
            return _MOVES[verb](self, agent, words, more)
        ids = [self.parts.id(word) for word in words if word not in ("at", "in")]
        if verb in _WITH_PROP:
            return sim.do(_WITH_PROP[verb], agent, prop=ids[0], **more)
        if verb in _WITH_PERSON:
            return sim.do(_WITH_PERSON[verb], agent, person=ids[0], **more)
        if verb in _WITH_BOTH:
            return sim.do(_WITH_BOTH[verb], agent, prop=ids[0], person=ids[1], **more)
        raise ValueError(f"no step `{verb}`")

    def _speak(self, step: StoryStep, agent: str, first: int) -> str:
        sim, words = self.sim, self.parts.words(self.sim)
        line = sim.wording(*step.lines).format_map(words)
        causes = self.known(step.because, agent, spoken=True)
        if not step.because and len(sim.told) > first:
            causes = [sim.last] if self._can_move(sim.last, agent, spoken=True) else []
        more: dict[str, Any] = {"because": causes}
        if step.weight:
            more["weight"] = step.weight
        if step.phrase:
            more["gist"] = tuple(text.format_map(words) for text in step.phrase)
        hearer = self.parts.people[step.words[0]] if step.words else None
        if step.verb == "tells":
            event = sim.tell(agent, hearer or "", self._fact(step.fact, agent), line, **more)
        elif step.verb == "asks":
            event = sim.ask(agent, hearer or "", line, **more)
        else:
            event = sim.say(agent, line, hearer, **more)
        sim.used[f"answered {event}"] = sim.slot
        return event

    def _fact(self, said: str, agent: str) -> str:
        """What is told: ``coin`` where the speaker believes it to be, ``coin=lender`` a claim."""
        name, _, claim = said.partition("=")
        prop = self.parts.things[name]
        if claim == "broken":
            return f"whole({prop})=no"
        if not claim:
            believed = self.sim.minds.location(agent, prop) or self.sim.state.location_of(prop)
            return f"location({prop})={believed}"
        return f"location({prop})={self._location(claim)}"

    def _location(self, name: str) -> str:
        if name in self.parts.people:
            return f"held:{self.parts.people[name]}"
        how = "on" if name in self.parts.spots else "in"
        return f"{how}:{self.parts.id(name)}"


Move = Callable[[Performance, str, tuple[str, ...], dict[str, Any]], str]


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
    fact = p._fact(words[0], agent)
    parse_fact(fact)
    return p.sim.do("learn", agent, fact=fact, **more)


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


_MOVES: Mapping[str, Move] = {
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
    "acts": lambda p, a, w, more: p.sim.do("act", a, **more),
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
