"""The steps of a storylet, each a move or an event of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from moviellm import FilmError
from moviellm.studio.fable.plots.deeds import MOVES, WITH_BOTH, WITH_PERSON, WITH_PROP
from moviellm.studio.fable.plots.form import HANDLING, Storylet, StoryStep
from moviellm.studio.fable.plots.parts import Parts
from moviellm.studio.fable.simulation import Simulation

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
        if verb in MOVES:
            return MOVES[verb](self, agent, words, more)
        ids = [self.parts.id(word) for word in words if word not in ("at", "in")]
        if verb in WITH_PROP:
            return sim.do(WITH_PROP[verb], agent, prop=ids[0], **more)
        if verb in WITH_PERSON:
            return sim.do(WITH_PERSON[verb], agent, person=ids[0], **more)
        if verb in WITH_BOTH:
            return sim.do(WITH_BOTH[verb], agent, prop=ids[0], person=ids[1], **more)
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
            event = sim.tell(agent, hearer or "", self.fact(step.fact, agent), line, **more)
        elif step.verb == "asks":
            event = sim.ask(agent, hearer or "", line, **more)
        else:
            event = sim.say(agent, line, hearer, **more)
        sim.used[f"answered {event}"] = sim.slot
        return event

    def fact(self, said: str, agent: str) -> str:
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
