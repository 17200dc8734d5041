"""An animal carries something off, and somebody who was there is blamed for it."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Fact
from moviellm.studio.fable.animals import CARRIERS, bark, caress, slip_away, snatch, turn_up
from moviellm.studio.fable.lexicon.places import PLACE_KINDS
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.beat import Beat, depart, pause
from moviellm.studio.fable.plots.moves import forgive, lament, miss, names
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class Mischief:
    """Something is laid down, snatched by an animal, missed, and given up again."""

    spec = PlotSpec(
        kind="mischief",
        summary="An animal carries off what somebody has laid down; who was to mind it is blamed.",
        weight=1,
        darkest=0.8,
    )
    most = 3

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        home = roles.home
        self.animal = setting.add(_carrier(setting, home), home)
        self.thing = setting.add(_mouthful(setting, home), f"held:{roles.owner}")
        self.kept = setting.open_spots(home)[0]
        niches = [
            one.id for one in setting.places[home].spots if one.hidden and one.kind == "niche"
        ]
        self.hideout = setting.rng.choice(niches or setting.hidden_spots(home))
        for person in (roles.owner, roles.mover):
            setting.opening[f"place({person})"] = home
        thing, animal = setting.props[self.thing].name, setting.props[self.animal].name.split()[-1]
        self.title = setting.rng.choice(
            (f"What the {animal} took", f"The {animal} and the {thing}", f"Who has the {thing}?")
        )
        setting.wish(roles.owner, f"have the {thing} back where it belongs")

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """One to three beats; only as many events as there is room for."""
        r = self.roles
        yield Beat(r.home, (r.owner, r.mover), core=5)
        if self.beats == 1:
            yield from self._at_once(sim)
            return
        pause(sim, 3)
        put = self._lay_down(sim)
        depart(sim, r.owner, "", because=(put,), why="there is something else to do first")
        if self.beats == 2:
            taken = self._carry_off(sim, put)
        else:
            yield Beat(r.home, (r.mover,), (r.owner,), core=4)
            pause(sim, 4)
            taken = self._carry_off(sim, put)
        yield Beat(r.home, (r.owner, r.mover), core=8, because=(put,))
        yield from self._turn_out(sim, taken)

    def _at_once(self, sim: Simulation) -> Iterator[Beat]:
        """All that has room in one stretch, before the eyes of both."""
        r = self.roles
        pause(sim, 6)
        put = self._lay_down(sim)
        if sim.room > 0:
            taken = self._carry_off(sim, put)
            if sim.room > 1:
                out = turn_up(sim, self.animal, self.hideout, because=[taken])
                self._get_back(sim, r.owner, out)
        yield from ()

    def _lay_down(self, sim: Simulation) -> str:
        r = self.roles
        put = sim.do(
            "put", r.owner, prop=self.thing, spot=self.kept, weight=2,
            why="it should be at hand later",
        )  # fmt: skip
        if sim.lines:
            line = sim.line("mischief.mind", **names(sim, r, self.thing))
            sim.say(r.owner, line, r.mover, because=[put])
        return put

    def _carry_off(self, sim: Simulation, put: str) -> str:
        r = self.roles
        taken = snatch(sim, self.animal, self.thing, because=[put])
        if sim.lines:
            line = sim.line("mischief.stop", animal=sim.words.the(self.animal))
            sim.say(r.mover, line, because=[taken])
        if sim.room > 0:
            slip_away(sim, self.animal, self.hideout, because=[taken])
        return taken

    def _turn_out(self, sim: Simulation, taken: str) -> Iterator[Beat]:
        """The owner misses the thing and blames who was to mind it; then it shows up."""
        r, known = self.roles, names(sim, self.roles, self.thing)
        pause(sim, 7)
        looked = miss(sim, r.owner, self.thing, self.kept)
        lament(sim, r.owner, self.thing, self.kept, looked, r.mover)
        blamed = sim.say(
            r.owner, sim.line("mischief.blame", **known), r.mover, because=[looked], weight=2,
            gist=("blames {person}", "blamed {person}"),
        )  # fmt: skip
        where = Fact(f"location({self.thing})", sim.state.location_of(self.thing))
        line = sim.line("mischief.answer", **known, animal=sim.words.the(self.animal))
        told = sim.tell(r.mover, r.owner, str(where), line, because=[taken, blamed], weight=2)
        lost = r.ending == "lost"
        if lost:
            fight = sim.do("quarrel", r.owner, person=r.mover, because=[told], weight=3,
                           why="{they} do{es} not believe it")  # fmt: skip
        out = turn_up(sim, self.animal, self.hideout, because=[taken])
        back = self._get_back(sim, r.owner, out)
        sorry = sim.say(r.owner, sim.line("mischief.sorry"), r.mover, because=[told, back])
        if lost:
            sim.do("leave", r.mover, because=[fight], weight=2, why="there is nothing left to say")
        elif sim.room > 0:
            forgive(sim, r.mover, r.owner, [sorry])
        yield from ()

    def _get_back(self, sim: Simulation, person: str, out: str) -> str:
        back = sim.do("take", person, prop=self.thing, because=[out], weight=3)
        if sim.room > 0 and self.roles.ending != "lost":
            caress(sim, self.animal, person)
        elif sim.room > 0:
            bark(sim, self.animal, person)
        return back


def _carrier(setting: Setting, place: str) -> str:
    """Which animal it is: as wished, else one that is at home there."""
    wished = [kind for kind in setting.wishes.around if kind in CARRIERS]
    free = [kind for kind in wished if kind not in setting.props]
    sphere = PLACE_KINDS[place].sphere
    near = [kind for kind in CARRIERS if sphere in PROP_KINDS[kind].spheres]
    return (free or wished or [setting.rng.choice(near or list(CARRIERS))])[0]


def _mouthful(setting: Setting, place: str) -> str:
    """What it is about: a treasure that an animal can carry."""
    heavy = tuple(row.kind for row in PROP_KINDS.values() if row.size == "large")
    return setting.treasure(place, avoid=heavy)
