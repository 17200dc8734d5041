"""The simulation: events happen one by one, the ledger changes, people remember what they saw."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from moviellm import FilmError
from moviellm.film import Event, Fact, Ledger, Problem, State, VerbName, is_animal, location_parts
from moviellm.film.verbs import VERBS
from moviellm.studio.fable.drawing import ALIKE, Drawn, instead
from moviellm.studio.fable.lexicon.lines import LINES
from moviellm.studio.fable.manner import Voices
from moviellm.studio.fable.minds import Minds
from moviellm.studio.fable.prose import NarratedEvent, StoryWording, capital, inflect
from moviellm.studio.fable.ties import Ties

UNSEEN = frozenset({"say", "ask", "tell", "narrate", "learn"})
"""Verbs that bring no new picture."""
_IN_HAND = ("give", "show", "put", "hide", "wear", "consume")
"""Verbs for which the agent must hold the thing."""
_HANDS = 2
_SPOKEN = {"say": "says", "ask": "asks", "tell": "tells"}


@dataclass(slots=True)
class Simulation:
    """The world of a film in the making. Every event passes the ledger's rules before it counts.

    Attributes:
        words: Names and phrases.
        rng: The film's randomness.
        state: The ledger's state now.
        owned: Props that a plot needs to itself.
        place: Where the camera is.
        told: Every event so far.
        slot: Number of the current stretch of story.
        frames: How many visible events the stretch should have.
        lines: How many lines of dialogue it should have.
        used: When each idle action or line was last used, by stretch.
        visited: Who has been where.
        secret: Events that those who were there keep to themselves.
        unspoken: Events of which nobody makes small talk.
        resting: Who lies ill or asleep: they neither chat nor stir of themselves.
        settled: Things of plots that have ended, which whoever holds them may put down.
        shy: Who keeps their want to themselves.
        hour_age: For how many scenes it has been as light as it is.
        wording_uses: How often each wording was used.
        left_by: Who put each thing where it is; not of a thing in hand, or from the start.
        at_odds: Who has quarrelled in this scene and not made peace since.
        ties: What people have not forgotten of each other.
        voices: In which manner each of them speaks.
    """

    words: StoryWording
    rng: random.Random
    state: State
    owned: set[str]
    minds: Minds = field(default_factory=Minds)
    place: str = ""
    told: list[NarratedEvent] = field(default_factory=list)
    slot: int = -1
    start: int = 0
    frames: int = 0
    lines: int = 0
    visible: int = 0
    spoken: int = 0
    used: dict[str, int] = field(default_factory=dict)
    visited: set[tuple[str, str]] = field(default_factory=set)
    secret: set[str] = field(default_factory=set)
    unspoken: set[str] = field(default_factory=set)
    resting: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    shy: set[str] = field(default_factory=set)
    wording_uses: dict[str, int] = field(default_factory=dict)
    left_by: dict[str, str] = field(default_factory=dict)
    at_odds: set[str | None] = field(default_factory=set)
    hour_age: int = 0
    ties: Ties = field(default_factory=Ties)
    voices: Voices = field(init=False)

    def __post_init__(self) -> None:
        names = {person: row.name for person, row in self.words.persons.items()}
        self.voices = Voices(names, random.Random(self.rng.random()))

    def begin(self, place: str, frames: int, lines: int) -> None:
        """Start a stretch of story in a place."""
        self.place, self.frames, self.lines = place, frames, lines
        self.slot += 1
        self.start = len(self.told)
        self.visible = self.spoken = 0
        self.visited.update((person, place) for person in self.present())

    @property
    def stretch(self) -> list[NarratedEvent]:
        """The events of the current stretch."""
        return self.told[self.start :]

    @property
    def room(self) -> int:
        """How many visible events the stretch still wants."""
        return self.frames - self.visible

    @property
    def last(self) -> str:
        """Id of the last event; empty before the first."""
        return self.told[-1].event.id if self.told else ""

    def __getitem__(self, event: str) -> NarratedEvent:
        return self.told[int(event[1:]) - 1]

    def here(self, person: str) -> bool:
        """Whether somebody is where the camera is."""
        return self.state.place_of(person) == self.place

    def present(self) -> list[str]:
        """Who is where the camera is, the most important first."""
        return self.state.present(self.place)

    def do(
        self,
        verb: VerbName,
        agent: str,
        *,
        because: Iterable[str] = (),
        why: str = "",
        phrase: tuple[str, str] | None = None,
        weight: int = 0,
        **roles: Any,
    ) -> str:
        """Let an event happen and return its id.

        Args:
            verb: From the vocabulary.
            agent: Who does it.
            because: Ids of its causes.
            why: Its reason as a clause after "because", with ``{they}`` and the like.
            phrase: Present and past verb phrase instead of the verb's own.
            weight: How much it matters to the story, 0 to 3; titles and summaries choose by it.
            roles: The other fields of `Event`. Of what was drawn (`draw`), the event keeps what
                else might have been; a mood is drawn here, from those that are as good.

        Raises:
            FilmError: The event cannot happen: the plot has a fault.
        """
        if VERBS[verb].deed:
            self.resting.discard(agent)  # whoever acts has got up
        if verb == "feel" and roles.get("value") in ALIKE:
            roles["value"] = self.draw(ALIKE[roles["value"]])
        self._make_ready(verb, agent, roles.get("prop"), roles.get("person"))
        because = [*because, *self._moved_by(verb, agent, roles.get("person"))]
        event = self._in_sight(self._event(verb, agent, because, **roles))
        if self._repeats(event, phrase):
            self.told.pop()
            self.visible -= 1
            own = f"e{len(self.told) + 1}"
            because = tuple(cause for cause in event.because if cause != own)
            event = event.model_copy(update={"id": own, "because": because})
        forms = phrase or self.words.phrases(event, self._source(event))
        if verb == "enter" and (agent, self.place) in self.visited:
            back = f"back to {self.words.the(self.place)}"
            forms = (f"comes {back}", f"came {back}")
        reason = inflect(why, self.words.persons[agent])
        told = NarratedEvent(event, self.place, *forms, reason, self._spot(event), weight)
        prose = self.words.sentence(told)
        return self._happen(told, event.model_copy(update={"prose": prose}))

    def _make_ready(self, verb: VerbName, agent: str, prop: str | None, person: str | None) -> None:
        """Let somebody take up what they need and what lies here, or free a hand for what comes."""
        if prop is None:
            return
        if verb in _IN_HAND and self.state.place_of_prop(prop) == self.place:
            lies = self.state.location_of(prop).startswith("on:") and self.state.in_sight(prop)
            if lies and prop not in self.state.held(agent):
                self.do("take", agent, prop=prop)
        receiver = person if verb == "give" else agent if verb in ("take", "find") else None
        held = self.state.held(receiver) if receiver else []
        if receiver and len(held) >= _HANDS and self.here(receiver):
            idle = [one for one in held if one not in self.owned or one in self.settled]
            if idle:
                self.do("put", receiver, prop=idle[0], spot=self.free_spot())

    def _moved_by(self, verb: VerbName, agent: str, person: str | None) -> list[str]:
        """What moves somebody to such a deed that lies long back; they say so before they act."""
        tie = self.ties.moving(verb, agent, person, self.slot)
        if tie is None or Ledger.broken(
            self.state, self._event(verb, agent, (), person=person), self.place
        ):
            return []
        tie.paid = True
        if self.lines:
            said = self.say(agent, self.wording(*tie.recall), person, because=[tie.event])
            self.used[f"answered {said}"] = self.slot
        return [tie.event]

    def draw(self, options: Iterable[str]) -> Drawn:
        """One of some ids or words, each as likely as any other; it knows the others."""
        return Drawn.among(options, self.rng)

    def free_spot(self) -> str:
        """A spot in plain sight here, drawn."""
        spots = self.words.places[self.place].spots
        return self.draw(spot.id for spot in spots if not spot.hidden)

    def _in_sight(self, event: Event) -> Event:
        """The event; a look at what somebody else has in a pocket is a look at them."""
        broken = Ledger.broken(self.state, event, self.place)
        holder = self.state.location_of(event.prop or "").removeprefix("held:")
        if broken is not None and broken.rule == "out of sight" and holder in self.words.persons:
            return event.model_copy(update={"prop": None, "person": holder, "instead": {}})
        return event

    def _repeats(self, event: Event, phrase: tuple[str, str] | None) -> bool:
        """Whether the last thing that was seen is a glance that this one makes superfluous."""
        if event.verb != "look" or phrase or not self.stretch:
            return False
        last = self.stretch[-1].event
        ours = (event.verb, event.agent, event.prop, event.person, event.place, event.spot)
        return ours == (last.verb, last.agent, last.prop, last.person, last.place, last.spot)

    def speak(
        self,
        verb: VerbName,
        agent: str,
        line: str,
        person: str | None = None,
        *,
        because: Iterable[str] = (),
        weight: int = 0,
        fact: str | None = None,
        gist: tuple[str, str] = ("", ""),
    ) -> str:
        """Let somebody say, ask or tell something; returns the event's id.

        Args:
            verb: ``say``, ``ask`` or ``tell``.
            agent: Who speaks.
            line: What is said, word for word.
            person: To whom.
            because: Ids of its causes.
            weight: As in `do`.
            fact: What is told, true or not.
            gist: What it comes to, as a verb phrase in present and past ("accuses {person}").
        """
        line = self.voices.say(agent, line, person, self.state.value(f"mood({agent})"))
        event = self._event(verb, agent, because, person=person, line=line, fact=fact)
        whom = self.words.name(person) if person else ""
        to = f" to {whom}" if whom and verb == "say" else f" {whom}" if whom else ""
        prose = f"{self.words.name(agent)} {_SPOKEN[verb]}{to}: “{line}”"
        told = NarratedEvent(event, self.place, *(gist if person else ("", "")), weight=weight)
        return self._happen(told, event.model_copy(update={"prose": prose}))

    def say(self, agent: str, line: str, person: str | None = None, **more: Any) -> str:
        """Let somebody say something."""
        return self.speak("say", agent, line, person, **more)

    def ask(self, agent: str, person: str, line: str, **more: Any) -> str:
        """Let somebody ask something."""
        return self.speak("ask", agent, line, person, **more)

    def tell(self, agent: str, person: str, fact: str, line: str, **more: Any) -> str:
        """Let somebody tell a fact, true or not: the other believes it."""
        more.setdefault("gist", self.words.news(fact))
        return self.speak("tell", agent, line, person, fact=fact, **more)

    def sky(self, verb: VerbName, value: str) -> str:
        """Change the light or the weather of the place."""
        event = Event(id=f"e{len(self.told) + 1}", verb=verb, place=self.place, value=value)
        whole = event.model_copy(update={"prose": self.words.sky(event)})
        return self._happen(NarratedEvent(event, self.place, "", ""), whole)

    def stray(
        self,
        prop: str,
        spot: str,
        clause: tuple[str, str],
        *,
        person: str | None = None,
        because: Iterable[str] = (),
        weight: int = 0,
    ) -> str:
        """Let an animal go somewhere, or carry something off or drop it; returns the event's id.

        Args:
            prop: The animal, or what it carries.
            spot: Where that is then: a spot, or the animal.
            clause: How it is told, in present and past, with its subject.
            person: Whom it is done to, or whom it follows.
            because: Ids of its causes.
            weight: As in `do`.
        """
        event = self._event("stray", "", because, prop=prop, spot=spot, person=person)
        return self._of_itself(event, clause, weight)

    def stir(
        self, prop: str, clause: tuple[str, str], *, person: str, because: Iterable[str] = ()
    ) -> str:
        """Let an animal do something at somebody that changes nothing; returns the event's id."""
        return self._of_itself(self._event("act", "", because, prop=prop, person=person), clause, 0)

    def _of_itself(self, event: Event, clause: tuple[str, str], weight: int) -> str:
        present, past = (capital(words) for words in clause)
        told = NarratedEvent(
            event, self.place, present, past, where=self._spot(event), weight=weight
        )
        return self._happen(told, event.model_copy(update={"prose": f"{present}."}))

    def wording(self, *options: str, **names: str) -> str:
        """One of some wordings, none again before all had their turn, with its names filled in."""
        counts = [self.wording_uses.get(option, 0) for option in options]
        fresh = [o for o, count in zip(options, counts, strict=True) if count == min(counts)]
        chosen = self.rng.choice(fresh)
        self.wording_uses[chosen] = self.wording_uses.get(chosen, 0) + 1
        return chosen.format_map(names) if names else chosen

    def line(self, key: str, **names: str) -> str:
        """One of the wordings of this key in the table of lines."""
        return self.wording(*LINES[key], **names)

    def _event(self, verb: VerbName, agent: str, because: Iterable[str], **roles: Any) -> Event:
        causes = tuple(dict.fromkeys(cause for cause in because if cause))
        return Event(
            id=f"e{len(self.told) + 1}",
            verb=verb,
            agent=str(agent) or None,
            because=causes,
            instead=instead(verb, {**roles, "agent": agent}),
            **{name: str(role) for name, role in roles.items() if role is not None},
        )

    def _source(self, event: Event) -> str:
        if event.verb not in ("take", "find") or event.prop is None:
            return ""
        how, where = location_parts(self.state.location_of(event.prop))
        if event.verb == "find" or self._hidden(where):
            prefix = "from " if event.verb == "take" else ""
            return prefix + self.words.where(where)
        out = how == "in" and not is_animal(self.words.props[where])
        return f"out of {self.words.the(where)}" if out else self.words.off(where)

    def _spot(self, event: Event) -> str:
        if event.spot:
            return self.words.where(event.spot)
        if event.verb in ("take", "find") and event.prop:
            return self.words.whereabouts(self.state.location_of(event.prop))
        return ""

    def _hidden(self, spot: str) -> bool:
        known = self.words.spots.get(spot)
        return known is not None and known.hidden

    def _happen(self, told: NarratedEvent, event: Event) -> str:
        before = self.state
        after = Ledger.step(before, event, self.place)
        if isinstance(after, Problem):
            raise FilmError(
                f"The writer `fable` planned an event that cannot happen: {after}",
                hint="This is a fault of fable; another seed may avoid it.",
            )
        here = frozenset(before.present(self.place))
        seen_by = here | {event.agent} if event.agent else here
        self.state = after
        self.told.append(replace(told, event=event, witnesses=seen_by))
        if event.verb in UNSEEN:
            self.spoken += event.line is not None
        else:
            self.visible += 1
        if event.verb in ("enter", "leave") and event.agent:
            self.visited.add((event.agent, self.place))
        self._remember(event)
        changes = _changes(before, after, event)
        self.minds.witness(event, after, changes, seen_by)
        return event.id

    def _remember(self, event: Event) -> None:
        """Keep who left a thing where it is, and who is not on speaking terms."""
        if event.prop and event.verb in ("put", "hide"):
            self.left_by[event.prop] = event.agent or ""
        elif event.prop and event.verb in ("take", "find", "give"):
            self.left_by.pop(event.prop, None)
        if event.verb == "quarrel":
            self.at_odds |= {event.agent, event.person}
        elif event.verb in ("reconcile", "befriend", "embrace"):
            self.at_odds -= {event.agent, event.person}


def _changes(before: State, after: State, event: Event) -> list[Fact]:
    touched = (event.agent, event.prop, event.place)
    names = [
        f"{name}({thing})"
        for thing in touched
        if thing
        for name in ("place", "location", "open", "locked", "lit", "whole")
    ]
    found = ((name, after.value(name)) for name in names)
    return [Fact(name, now) for name, now in found if now and now != before.value(name)]
