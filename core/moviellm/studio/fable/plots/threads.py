"""Small threads beside the plot: a loan, a present, a lost hat, a late letter, a mishap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import a, fetch, free_spot, lament, miss, sit
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class Thread:
    """Two people, a place, and a thing that goes from one to the other.

    Attributes:
        one: Who has the thing at first.
        other: Who gets it.
        place: Where it starts.
        elsewhere: Another place, where there is one.
        kinds: Kinds of prop that suit it.
        beats: How many beats it has.
    """

    kinds: tuple[str, ...] = ()
    beats = 2

    def __init__(self, setting: Setting, one: str, other: str, places: Sequence[str]) -> None:
        self.one, self.other = one, other
        self.place = setting.rng.choice(places)
        elsewhere = [place for place in places if place != self.place]
        self.elsewhere = setting.rng.choice(elsewhere or [self.place])
        sheet = setting.persons[other].appearance
        kinds = [kind for kind in self.kinds if kind != sheet.headwear]
        free = [kind for kind in kinds if kind not in setting.props]
        kind = setting.rng.choice(free or kinds)
        self.thing = self.add(setting, kind)

    def add(self, setting: Setting, kind: str) -> str:
        """Add the thing, which is at hand at the opening, and return its id."""
        return in_hand(setting, kind, self.one, self.place)

    def names(self, sim: Simulation) -> dict[str, str]:
        """What the lines may speak of."""
        the = sim.words.the(self.thing)
        return {
            "one": sim.words.name(self.one),
            "other": sim.words.name(self.other),
            "thing": the,
            "Thing": capital(the),
            "a": a(sim, self.thing),
        }

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Yield each beat before telling it."""
        raise NotImplementedError


class Loan(Thread):
    """Something is lent in need and brought back with thanks."""

    kinds = ("umbrella", "blanket", "scarf", "telescope", "magnifier", "rope", "radio")

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """It is lent, and brought back when it was used."""
        yield Beat(self.place, (self.one, self.other), core=2)
        pause(sim, 1, 0.6)
        known = self.names(sim)
        asked = sim.ask(self.other, self.one, sim.line("loan.tell", **known))
        lent = sim.do(
            "give",
            self.one,
            prop=self.thing,
            person=self.other,
            because=[asked],
            weight=2,
            why=f"{known['other']} needs it",
        )
        sim.say(self.one, sim.line("loan.tell.2"), self.other, because=[lent])
        yield Beat(self.place, (self.one, self.other), core=2, because=(lent,))
        pause(sim, 1, 0.6)
        sim.say(self.other, sim.line("loan.tell.3", **known), self.one, because=[lent])
        back = sim.do(
            "give",
            self.other,
            prop=self.thing,
            person=self.one,
            because=[lent],
            weight=2,
            why="{they} promised to bring it back",
        )
        sim.do("feel", self.one, value="happy", because=[back])
        sim.do("put", self.one, prop=self.thing, spot=free_spot(sim), because=[back])


class Present(Thread):
    """A small thing is found and given away."""

    kinds = ("flower", "shell", "feather", "apple", "kite", "vase")

    def add(self, setting: Setting, kind: str) -> str:
        """Add the thing in the open, where it can be found, and return its id."""
        return setting.add(kind, self.place)

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """It is found, and given to the other."""
        yield Beat(self.place, (self.one,), core=2)
        pause(sim, 2, 0.6)
        taken = fetch(
            sim, self.one, self.thing, why=f"{{they}} think{{s}} of {sim.words.name(self.other)}"
        )
        sim.say(self.one, sim.line("present.tell", **self.names(sim)), because=[taken])
        yield Beat(self.elsewhere, (self.one, self.other), core=3, because=(taken,))
        pause(sim, 3, 0.5)
        given = sim.do(
            "give", self.one, prop=self.thing, person=self.other, because=[taken], weight=2
        )
        sim.say(
            self.one, sim.line("present.tell.2", **self.names(sim)), self.other, because=[given]
        )
        sim.do("feel", self.other, value="happy", because=[given], weight=1)
        sim.do("put", self.other, prop=self.thing, spot=free_spot(sim), because=[given])


class MixedUpHat(Thread):
    """Somebody leaves a hat behind, and finds it on another's head."""

    kinds = ("hat", "cloak", "helmet", "scarf", "mask")
    beats = 3

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """It is left behind, worn by another, and recognised."""
        yield Beat(self.place, (self.one,), (self.other,), core=2)
        pause(sim, 1, 0.6)
        spot = free_spot(sim)
        sim.do(
            "put", self.one, prop=self.thing, spot=spot, weight=2, why="{their} hands must be free"
        )
        known = self.names(sim)
        yield Beat(self.place, (self.other,), (self.one,), core=3)
        pause(sim, 2, 0.6)
        taken = sim.do(
            "take",
            self.other,
            prop=self.thing,
            weight=2,
            why="nobody seems to miss it",
        )
        worn = sim.do("wear", self.other, prop=self.thing, because=[taken], weight=2)
        sim.say(self.other, sim.line("mistaken.tell", **known), because=[worn])
        yield Beat(self.place, (self.one,), (self.other,), core=5)
        pause(sim, 5, 0.4)
        looked = miss(sim, self.one, self.thing, spot)
        lament(sim, self.one, self.thing, spot, looked, None)
        come(sim, self.other)
        seen = sim.do(
            "look",
            self.one,
            person=self.other,
            because=[looked],
            weight=1,
            why=f"{known['other']} is wearing {known['thing']}",
        )
        sim.say(self.one, sim.line("mistaken.tell.2", **known), self.other, because=[seen])
        off = sim.do("doff", self.other, prop=self.thing, because=[seen])
        sim.do("give", self.other, prop=self.thing, person=self.one, because=[off, seen], weight=2)


class LateMessage(Thread):
    """A message is to be handed on, is forgotten, and comes late."""

    kinds = ("letter", "ticket", "photograph", "recipe", "diary")
    beats = 3

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Three beats; the third person is whoever is neither of the two."""
        third = next(p for p in sim.words.persons if p not in (self.one, self.other))
        name = sim.words.name(third)
        yield Beat(self.place, (self.one, self.other), (third,), core=2)
        pause(sim, 1, 0.6)
        given = sim.do(
            "give",
            self.one,
            prop=self.thing,
            person=self.other,
            weight=2,
            why=f"it is meant for {name}",
        )
        sim.say(
            self.one, f"Give it to {name}, today. Do not forget it.", self.other, because=[given]
        )
        yield Beat(self.place, (self.other,), (self.one, third), core=2)
        pause(sim, 1, 0.6)
        put = sim.do(
            "put",
            self.other,
            prop=self.thing,
            spot=free_spot(sim),
            because=[given],
            weight=1,
            why=f"{name} is not there",
        )
        sim.say(self.other, f"{name} will come by sooner or later.", because=[put])
        yield Beat(self.place, (third, self.other), core=3, because=())
        pause(sim, 3, 0.5)
        known = self.names(sim)
        if sim.state.place_of_prop(self.thing) == sim.place:
            fetch(sim, self.other, self.thing, because=[put])
        late = sim.do(
            "give",
            self.other,
            prop=self.thing,
            person=third,
            because=[given, put],
            weight=2,
            why="{they} {has} kept it too long",
        )
        sim.say(self.other, sim.line("late.tell", **known), third, because=[late, given])
        sim.do("look", third, prop=self.thing, because=[late])
        sim.do("feel", third, value="tender", because=[late], weight=1)


class Mishap(Thread):
    """Something breaks, and somebody else mends it without a word."""

    kinds = ("teapot", "vase", "camera", "radio", "telescope")

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Something breaks, and is mended without a word."""
        yield Beat(self.place, (self.one, self.other), core=3)
        pause(sim, 3, 0.5)
        the = sim.words.the(self.thing)
        broke = sim.do(
            "break",
            self.one,
            prop=self.thing,
            weight=2,
            phrase=(f"drops {the}, which breaks", f"dropped {the}"),
        )
        sim.do("feel", self.one, value="sad", because=[broke])
        sim.do("put", self.one, prop=self.thing, spot=free_spot(sim), because=[broke])
        sim.say(self.one, sim.line("mishap.tell"), self.other, because=[broke])
        yield Beat(self.place, (self.other,), (self.one,), core=4)
        pause(sim, 4, 0.5)
        fetch(sim, self.other, self.thing, because=[broke])
        mended = sim.do(
            "mend",
            self.other,
            prop=self.thing,
            because=[broke],
            weight=2,
            why=f"{{they}} saw how sad {sim.words.name(self.one)} was",
        )
        sim.do("put", self.other, prop=self.thing, spot=free_spot(sim), because=[mended])
        came = come(sim, self.one)
        sim.do("look", self.one, prop=self.thing, because=[mended, came], weight=1)
        sim.say(self.one, sim.line("mishap.tell.2"), self.other, because=[mended])


class Meal(Thread):
    """Somebody brings something to eat and shares it."""

    kinds = ("bread", "cake", "apple", "fish")
    beats = 1

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """It is brought, shared and eaten."""
        yield Beat(self.place, (self.one, self.other), core=4)
        pause(sim, 4, 0.4)
        known = self.names(sim)
        sim.say(self.one, sim.line("meal.tell", **known), self.other)
        sit(sim, self.one)
        given = sim.do(
            "give",
            self.one,
            prop=self.thing,
            person=self.other,
            weight=1,
            why=f"{known['other']} looks hungry",
        )
        forms = (f"eats {known['thing']}", f"ate {known['thing']}")
        ate = sim.do(
            "consume", self.other, prop=self.thing, because=[given], phrase=forms, weight=1
        )
        sim.say(self.other, sim.line("meal.tell.2", **known), self.one, because=[ate])


THREADS: tuple[type[Thread], ...] = (Loan, MixedUpHat, Present, LateMessage, Meal, Mishap)
"""Every kind of thread."""
