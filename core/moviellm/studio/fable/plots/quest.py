"""The quest that holds a long film together: a call, a helper a chapter, and a setting out."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.studio.fable.plots.beat import Beat, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import fetch, shut, unshut
from moviellm.studio.fable.prose import at, capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation

TOOLS = (
    "rope",
    "spade",
    "compass",
    "hammer",
    "axe",
    "oar",
    "wrench",
    "telescope",
    "magnifier",
    "bell",
    "radio",
    "camera",
    "candle",
    "blanket",
)


class Quest:
    """The hero needs something from everybody before the journey, and keeps it all in one bag."""

    def __init__(self, setting: Setting, hero: str, guide: str, home: str, far: str) -> None:
        self.hero, self.guide, self.home, self.far = hero, guide, home, far
        setting.wish(hero, f"find what lies {at(setting.places[far])}")
        self.bag = setting.add("bag", home)
        self.tools: list[tuple[str, str]] = []
        self.given: list[str] = []

    def need(self, setting: Setting, giver: str) -> None:
        """Add a thing that is needed, and who has it."""
        used = [prop.kind for prop in setting.props.values()]
        kind = min(TOOLS, key=used.count)
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
            why=f"{{they}} want{{s}} to see what is {far}",
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
