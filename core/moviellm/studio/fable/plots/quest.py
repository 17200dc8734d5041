"""The quest that holds a long film together: a call, a helper a chapter, and a setting out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from moviellm.studio.fable.plots.beat import Beat, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import fetch, shut, unshut
from moviellm.studio.fable.prose import at, capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation

TOOLS: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "rope": ("lets the rope down", "let the rope down",
        "the way is steep"),
    "spade": ("digs until the spade rings on stone", "dug until the spade rang on stone",
        "the ground has slipped"),
    "compass": ("reads the way from the compass", "read the way from the compass",
        "all ways look alike"),
    "hammer": ("knocks with the hammer and listens", "knocked with the hammer and listened",
        "somewhere it must be hollow"),
    "axe": ("cuts a way with the axe", "cut a way with the axe",
        "the way is blocked"),
    "oar": ("feels for the ground with the oar", "felt for the ground with the oar",
        "nobody knows how deep it is"),
    "wrench": ("turns a rusty bolt with the wrench", "turned a rusty bolt with the wrench",
        "nothing else would move it"),
    "telescope": ("looks for smoke through the telescope", "looked for smoke through the telescope",
        "home must be somewhere"),
    "magnifier": ("finds a mark under the magnifier", "found a mark under the magnifier",
        "the signs are small"),
    "bell": ("rings the bell three times", "rang the bell three times",
        "somebody may be waiting for a sign"),
    "radio": ("turns the dial until there is a voice", "turned the dial until there was a voice",
        "it is too quiet here"),
    "camera": ("takes a picture of it all", "took a picture of it all",
        "nobody would believe it else"),
    "candle": ("holds the candle up against the draught", "held the candle up against the draught",
        "there must be an opening"),
    "blanket": ("lays the blanket over a sharp edge", "laid the blanket over a sharp edge",
        "there is no other way round"),
})  # fmt: skip
"""What a journey takes, what is done with it there, in the present and the past, and why."""
LONG_ENOUGH = 7
"""How many stretches the last episode has if there is one in which they are used."""
_USED = 3
"""How many of them are used before one's eyes."""


class Quest:
    """The hero needs something from everybody before the journey, and keeps it all in one bag."""

    def __init__(self, setting: Setting, hero: str, guide: str, home: str, far: str) -> None:
        self.hero, self.guide, self.home, self.far = hero, guide, home, far
        setting.wish(hero, f"find what lies {at(setting.places[far])}")
        self.bag = setting.add("bag", home)
        self.tools: list[tuple[str, str]] = []
        self.given: list[str] = []
        self.kinds: list[str] = []

    def need(self, setting: Setting, giver: str) -> None:
        """Add a thing that is needed, and who has it."""
        used = [prop.kind for prop in setting.props.values()]
        kind = min(TOOLS, key=used.count)
        self.kinds.append(kind)
        self.tools.append((in_hand(setting, kind, giver, self.home), giver))

    def call(self, sim: Simulation) -> Iterator[Beat]:
        """The first beat of the film: what lies far away, and what it takes to get there."""
        yield Beat(self.home, (self.hero, self.guide), core=2)
        pause(sim, 1, 0.6)
        far = sim.words.at(self.far)
        asked = sim.ask(self.hero, self.guide, f"Is it true that something is waiting {far}?")
        said = sim.say(
            self.guide,
            "It is true. But nobody gets there alone or with empty hands.",
            self.hero,
            because=[asked],
        )
        things = [sim.words.the(tool) for tool, _ in self.tools[:3]]
        listed = f"{', '.join(things[:-1])} and {things[-1]}" if len(things) > 1 else things[0]
        said = sim.say(
            self.guide,
            f"You will need {listed}. And friends who give them.",
            self.hero,
            because=[said],
            weight=1,
            gist=(
                f"tells {{person}} what it takes to get to {sim.words.the(self.far)}",
                f"told {{person}} what it took to get to {sim.words.the(self.far)}",
            ),
        )
        sim.do(
            "feel",
            self.hero,
            value="determined",
            because=[said],
            weight=2,
            why=f"something is waiting {far}",
        )

    def reward(self, sim: Simulation, number: int) -> Iterator[Beat]:
        """The last beat of an episode: its helper brings what is needed."""
        tool, giver = self.tools[number]
        peace = next(
            (
                told.event.id
                for told in reversed(sim.told)
                if told.event.verb in ("reconcile", "befriend", "embrace", "mend")
                and {self.hero, giver} <= told.witnesses
            ),
            "",
        )
        yield Beat(self.home, (self.hero, giver), core=4, because=(peace,) if peace else ())
        pause(sim, 4, 0.5)
        the, hero = sim.words.the(tool), sim.words.name(self.hero)
        gave = sim.do(
            "give",
            giver,
            prop=tool,
            person=self.hero,
            because=[peace],
            weight=3,
            why=f"{hero} stood by {{them}}",
        )
        sim.say(
            giver,
            sim.line("quest.reward", tool=the, far=sim.words.at(self.far)),
            self.hero,
            because=[peace],
        )
        unshut(sim, self.hero, self.bag)
        sim.do(
            "put",
            self.hero,
            prop=tool,
            spot=self.bag,
            because=[gave],
            weight=1,
            why=f"{{they}} gather{{s}} everything for the way to {sim.words.the(self.far)}",
        )
        self.given.append(gave)
        left = len(self.tools) - len(self.given)
        sim.say(
            self.hero,
            "That is everything." if not left else sim.line("quest.reward.2"),
            giver,
            because=[gave],
        )
        shut(sim, self.hero, self.bag)

    def muster(self, sim: Simulation) -> Iterator[Beat]:
        """The beat before the journey: who gave what."""
        yield Beat(
            self.home, (self.hero, self.guide), core=4, light="dawn", because=tuple(self.given[-1:])
        )
        pause(sim, 4, 0.4)
        unshut(sim, self.hero, self.bag)
        for (tool, giver), gave in list(zip(self.tools, self.given, strict=False))[-3:]:
            name = "you" if giver == self.guide else sim.words.name(giver)
            sim.say(
                self.hero,
                f"{capital(sim.words.the(tool))}, from {name}.",
                self.guide,
                because=[gave],
            )
        shut(sim, self.hero, self.bag)
        took = fetch(sim, self.hero, self.bag, because=self.given[-1:], why="it is time to go")
        sim.say(self.guide, "Then there is nothing more to wait for.", self.hero, because=[took])

    def use(self, sim: Simulation) -> Iterator[Beat]:
        """The last beat of the film: what was given long ago shows the way home."""
        yield Beat(self.far, (self.hero,), core=2 * min(_USED, len(self.given)))
        for number in range(len(self.given))[:_USED]:
            tool = self.tools[number][0]
            if sim.state.location_of(tool) != f"in:{self.bag}" or not self._at_hand(sim):
                continue
            present, past, why = TOOLS[self.kinds[number]]
            gave = (self.given[number],)
            unshut(sim, self.hero, self.bag)
            took = fetch(sim, self.hero, tool, because=gave, why=why)
            sim.do("act", self.hero, phrase=(present, past), because=[took], weight=2)
            sim.do("put", self.hero, prop=tool, spot=self.bag, because=[took])

    def _at_hand(self, sim: Simulation) -> bool:
        holds = self.bag in sim.state.held(self.hero)
        return holds or sim.state.place_of_prop(self.bag) == sim.place
