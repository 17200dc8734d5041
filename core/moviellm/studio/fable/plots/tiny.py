"""The smallest plot: a thing is put away, moved while its owner is out, and missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from moviellm.studio.fable.plots.beat import Beat
from moviellm.studio.fable.plots.moves import fetch, free_spot, motive, names
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class Tiny:
    """Seven events in one room, or the first few of them when there is room for no more."""

    most = 3

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        self.kept = setting.container(roles.home)
        self.hideout = setting.rng.choice(setting.hidden_spots(roles.home))
        self.thing = setting.add(setting.treasure(roles.home), f"held:{roles.owner}")
        setting.opening[f"open({self.kept})"] = "yes"
        for person in (roles.owner, roles.mover):
            setting.opening[f"place({person})"] = roles.home
        name = setting.props[self.thing].name
        self.title = f"The {name}".title()
        setting.wish(roles.owner, f"keep the {name} safe")
        setting.wish(roles.mover, roles.motive.wish, shy=True)

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """One to three beats; only as many events as there is room for."""
        r = self.roles
        both = (r.owner, r.mover)
        yield Beat(r.home, both, core=sim.frames)
        room = sim.frames * max(1, self.beats)
        if room < 4:
            self._one(sim, room)
            return
        put = self._put(sim)
        if self.beats > 1:
            yield Beat(r.home, (r.mover,), (r.owner,))
        hidden = self._hide(sim, put)
        if room >= 6:
            if self.beats > 2:
                yield Beat(r.home, both, because=(put,))
            self._miss(sim, put, hidden)

    def _one(self, sim: Simulation, room: int) -> None:
        r = self.roles
        steps: tuple[Callable[[], str], ...] = (
            lambda: sim.do("show", r.owner, prop=self.thing, person=r.mover, weight=2),
            lambda: sim.do(
                "put",
                r.owner,
                prop=self.thing,
                spot=self.kept,
                weight=3,
                why="it should be safe there",
            ),
            lambda: sim.do("close", r.owner, prop=self.kept, because=[sim.last], weight=1),
        )
        for step in (steps[1:2], steps[:2], steps)[room - 1]:
            step()

    def _put(self, sim: Simulation) -> str:
        r, the = self.roles, sim.words.the(self.thing)
        put = sim.do(
            "put", r.owner, prop=self.thing, spot=self.kept, weight=3, why="it should be safe there"
        )
        if sim.lines:
            sim.say(r.owner, f"Leave {the} where it is until I am back.", r.mover, because=[put])
        if sim.here(r.owner):
            sim.do("leave", r.owner, weight=1, because=[put])
        return put

    def _hide(self, sim: Simulation, put: str) -> str:
        r = self.roles
        taken = sim.do(
            "take",
            r.mover,
            prop=self.thing,
            weight=3,
            because=[put],
            why=motive(sim, r, self.thing),
        )
        sim.secret.add(taken)
        hidden = sim.do(
            "hide",
            r.mover,
            prop=self.thing,
            spot=self.hideout,
            weight=3,
            because=[taken],
            why="nobody must find it",
        )
        sim.secret.add(hidden)
        return hidden

    def _miss(self, sim: Simulation, put: str, hidden: str) -> None:
        r, the = self.roles, sim.words.the(self.thing)
        if not sim.here(r.owner):
            sim.do("enter", r.owner, place=sim.place, weight=1)
        looked = sim.do(
            "look",
            r.owner,
            spot=self.kept,
            weight=3,
            because=[put],
            why=f"{{they}} believe{{s}} that {the} is there",
        )
        line = f"You moved it, {sim.words.name(r.mover)}. Only you saw where I put it."
        said = sim.say(r.owner, line, r.mover, because=[looked, put], weight=2)
        if sim.room < 2:
            return
        found = fetch(sim, r.mover, self.thing, because=[said, hidden], weight=3)
        own = sim.say(
            r.mover, r.motive.confess.format_map(names(sim, r, self.thing)), r.owner, because=[said]
        )
        if r.ending == "lost":
            sim.do("quarrel", r.owner, person=r.mover, because=[own], weight=3)
            return
        sim.do("give", r.mover, prop=self.thing, person=r.owner, because=[found], weight=3)
        if sim.room > 0:
            spot = free_spot(sim)
            sim.do(
                "put",
                r.owner,
                prop=self.thing,
                spot=spot,
                because=[own],
                weight=2,
                why="nothing needs to be hidden any more",
            )
