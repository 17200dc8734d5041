"""Small threads beside the plot: a loan, a present, a lost hat, a late letter, a mishap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.moves import a, fetch, free_spot, lament, miss, sit
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling


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
        free = [kind for kind in self.kinds if kind not in setting.props]
        kind = setting.rng.choice(free or list(self.kinds))
        self.thing = setting.add(kind, self.start(setting))

    def start(self, setting: Setting) -> str:
        """Where the thing is at the opening."""
        return f"held:{self.one}"

    def names(self, t: Telling) -> dict[str, str]:
        """What the lines may speak of."""
        the = t.words.the(self.thing)
        return {
            "one": t.words.name(self.one),
            "other": t.words.name(self.other),
            "thing": the,
            "Thing": capital(the),
            "a": a(t, self.thing),
        }

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Yield each beat before telling it."""
        raise NotImplementedError


class Loan(Thread):
    """Something is lent in need and brought back with thanks."""

    kinds = ("umbrella", "blanket", "scarf", "telescope", "magnifier", "rope", "radio")

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Two beats."""
        yield Beat(self.place, (self.one, self.other), core=2)
        pause(t, 1, 0.6)
        known = self.names(t)
        asked = t.ask(self.other, self.one, t.line("loan.tell", **known))
        lent = t.do(
            "give",
            self.one,
            prop=self.thing,
            person=self.other,
            because=[asked],
            weight=2,
            why=f"{known['other']} needs it",
        )
        t.say(self.one, t.line("loan.tell.2"), self.other, because=[lent])
        yield Beat(self.place, (self.one, self.other), core=2, because=(lent,))
        pause(t, 1, 0.6)
        t.say(self.other, t.line("loan.tell.3", **known), self.one, because=[lent])
        back = t.do(
            "give",
            self.other,
            prop=self.thing,
            person=self.one,
            because=[lent],
            weight=2,
            why="{they} promised to bring it back",
        )
        t.do("feel", self.one, value="happy", because=[back])
        t.do("put", self.one, prop=self.thing, spot=free_spot(t), because=[back])


class Present(Thread):
    """A small thing is found and given away."""

    kinds = ("flower", "shell", "feather", "apple", "kite", "vase")

    def start(self, setting: Setting) -> str:
        """In the open, where it can be found."""
        return self.place

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Two beats."""
        yield Beat(self.place, (self.one,), core=2)
        pause(t, 2, 0.6)
        taken = fetch(
            t, self.one, self.thing, why=f"{{they}} think{{s}} of {t.words.name(self.other)}"
        )
        t.say(self.one, t.line("present.tell", **self.names(t)), because=[taken])
        yield Beat(self.elsewhere, (self.one, self.other), core=3, because=(taken,))
        pause(t, 3, 0.5)
        given = t.do(
            "give", self.one, prop=self.thing, person=self.other, because=[taken], weight=2
        )
        t.say(self.one, t.line("present.tell.2", **self.names(t)), self.other, because=[given])
        t.do("feel", self.other, value="happy", because=[given], weight=1)
        t.do("put", self.other, prop=self.thing, spot=free_spot(t), because=[given])


class Mistaken(Thread):
    """Somebody leaves a hat behind, and finds it on another's head."""

    kinds = ("hat", "cloak", "helmet", "scarf", "mask")
    beats = 3

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Three beats."""
        yield Beat(self.place, (self.one,), (self.other,), core=2)
        pause(t, 1, 0.6)
        spot = free_spot(t)
        left = t.do(
            "put", self.one, prop=self.thing, spot=spot, weight=2, why="{their} hands must be free"
        )
        known = self.names(t)
        yield Beat(self.place, (self.other,), (self.one,), core=3)
        pause(t, 2, 0.6)
        taken = t.do(
            "take",
            self.other,
            prop=self.thing,
            because=[left],
            weight=2,
            why="nobody seems to miss it",
        )
        worn = t.do("wear", self.other, prop=self.thing, because=[taken], weight=2)
        t.say(self.other, t.line("mistaken.tell", **known), because=[worn])
        yield Beat(self.place, (self.one,), (self.other,), core=5)
        pause(t, 5, 0.4)
        looked = miss(t, self.one, self.thing, spot)
        lament(t, self.one, self.thing, spot, looked, None)
        come(t, self.other)
        seen = t.do(
            "look",
            self.one,
            person=self.other,
            because=[looked],
            weight=1,
            why=f"{known['other']} is wearing {known['thing']}",
        )
        t.say(self.one, t.line("mistaken.tell.2", **known), self.other, because=[seen])
        off = t.do("doff", self.other, prop=self.thing, because=[seen])
        t.do("give", self.other, prop=self.thing, person=self.one, because=[off, seen], weight=2)


class Late(Thread):
    """A message is to be handed on, is forgotten, and comes late."""

    kinds = ("letter", "ticket", "photograph", "recipe", "diary")
    beats = 3

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Three beats; the third person is whoever is neither of the two."""
        third = next(p for p in t.words.persons if p not in (self.one, self.other))
        name = t.words.name(third)
        yield Beat(self.place, (self.one, self.other), (third,), core=2)
        pause(t, 1, 0.6)
        given = t.do(
            "give",
            self.one,
            prop=self.thing,
            person=self.other,
            weight=2,
            why=f"it is meant for {name}",
        )
        t.say(self.one, f"Give it to {name}, today. Do not forget it.", self.other, because=[given])
        yield Beat(self.place, (self.other,), (self.one, third), core=2)
        pause(t, 1, 0.6)
        put = t.do(
            "put",
            self.other,
            prop=self.thing,
            spot=free_spot(t),
            because=[given],
            weight=1,
            why=f"{name} is not there",
        )
        t.say(self.other, f"{name} will come by sooner or later.", because=[put])
        yield Beat(self.place, (third, self.other), core=3, because=())
        pause(t, 3, 0.5)
        known = self.names(t)
        if t.state.place_of_prop(self.thing) == t.place:
            fetch(t, self.other, self.thing, because=[put])
        late = t.do(
            "give",
            self.other,
            prop=self.thing,
            person=third,
            because=[given, put],
            weight=2,
            why="{they} {has} kept it too long",
        )
        t.say(self.other, t.line("late.tell", **known), third, because=[late, given])
        t.do("look", third, prop=self.thing, because=[late])
        t.do("feel", third, value="tender", because=[late], weight=1)


class Mishap(Thread):
    """Something breaks, and somebody else mends it without a word."""

    kinds = ("teapot", "vase", "camera", "radio", "telescope")

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Two beats."""
        yield Beat(self.place, (self.one, self.other), core=3)
        pause(t, 3, 0.5)
        the = t.words.the(self.thing)
        broke = t.do(
            "break",
            self.one,
            prop=self.thing,
            weight=2,
            phrase=(f"drops {the}, which breaks", f"dropped {the}"),
        )
        t.do("feel", self.one, value="sad", because=[broke])
        t.do("put", self.one, prop=self.thing, spot=free_spot(t), because=[broke])
        t.say(self.one, t.line("mishap.tell"), self.other, because=[broke])
        yield Beat(self.place, (self.other,), (self.one,), core=4)
        pause(t, 4, 0.5)
        fetch(t, self.other, self.thing, because=[broke])
        mended = t.do(
            "mend",
            self.other,
            prop=self.thing,
            because=[broke],
            weight=2,
            why=f"{{they}} saw how sad {t.words.name(self.one)} was",
        )
        t.do("put", self.other, prop=self.thing, spot=free_spot(t), because=[mended])
        came = come(t, self.one)
        t.do("look", self.one, prop=self.thing, because=[mended, came], weight=1)
        t.say(self.one, t.line("mishap.tell.2"), self.other, because=[mended])


class Meal(Thread):
    """Somebody brings something to eat and shares it."""

    kinds = ("bread", "cake", "apple", "fish")
    beats = 1

    def tell(self, t: Telling) -> Iterator[Beat]:
        """One beat."""
        yield Beat(self.place, (self.one, self.other), core=4)
        pause(t, 4, 0.4)
        known = self.names(t)
        t.say(self.one, t.line("meal.tell", **known), self.other)
        sit(t, self.one)
        given = t.do(
            "give",
            self.one,
            prop=self.thing,
            person=self.other,
            weight=1,
            why=f"{known['other']} looks hungry",
        )
        forms = (f"eats {known['thing']}", f"ate {known['thing']}")
        ate = t.do("consume", self.other, prop=self.thing, because=[given], phrase=forms, weight=1)
        t.say(self.other, t.line("meal.tell.2", **known), self.one, because=[ate])


THREADS: tuple[type[Thread], ...] = (Loan, Mistaken, Present, Late, Meal, Mishap)
"""Every kind of thread."""
