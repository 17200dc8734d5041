"""The contest: two want one prize, and one of them makes it unfair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import (
    fetch,
    forgive,
    hide,
    keep_safe,
    lament,
    miss,
    names,
    part,
    steal,
)
from moviellm.studio.fable.plots.naming import plot_title
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation

_PRIZES = ("goblet", "medal", "crown")
_MEANS = {
    "kitchen": "recipe",
    "theatre": "violin",
    "gallery": "brush",
    "laboratory": "blueprint",
    "workshop": "blueprint",
    "inn": "recipe",
    "library": "book",
    "harbour": "compass",
    "greenhouse": "seeds",
    "garden": "seeds",
    "spaceship": "blueprint",
}
_ANY_MEANS = ("brush", "hammer", "book", "compass", "magnifier", "violin")


class Contest:
    """A prize is shown, a thing without which one cannot win goes missing, the prize is given."""

    spec: ClassVar = PlotSpec(
        kind="contest",
        summary="One of two rivals hides what the other needs to win.",
        weight=1.0,
        people=3,
        places=3,
        darkest=0.6,
    )
    most = 8

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        self.judge = roles.witness or roles.mover
        usual = _MEANS.get(roles.home, "brush")
        wished = [kind for kind in setting.wishes.treasures if kind != usual]
        prizes = [kind for kind in (*wished, *_PRIZES) if kind not in setting.props]
        prize = prizes[0] if prizes else "medal"
        self.prize = in_hand(setting, prize, self.judge, roles.away)
        suited = (usual, *_ANY_MEANS)
        means = next((kind for kind in suited if kind not in setting.props), "brush")
        self.thing = in_hand(setting, means, roles.owner, roles.home)
        self.kept = setting.container(roles.home)
        self.hideout = setting.rng.choice(setting.hidden_spots(roles.home))
        name = setting.props[self.prize].name
        self.title = plot_title(
            setting, roles, self.prize, f"Two hands and one {name.split()[-1]}", f"The {name}"
        )
        setting.wish(roles.owner, f"win the {name} with honest work")
        setting.wish(roles.mover, f"win the {name} for once", shy=True)

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Between four and eight beats; it needs three persons."""
        r = self.roles
        shown = ""
        if self.beats >= 5:
            yield Beat(r.away, (self.judge, r.owner, r.mover), core=4)
            shown = self._announce(sim)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        put = self._prepare(sim, shown)
        yield Beat(r.home, (r.mover,), private=True, core=5, light="night", onward=r.away)
        taken = self._sabotage(sim, put)
        yield Beat(r.home, (r.owner,), core=5, light="dawn")
        missed = self._miss(sim)
        if self.beats >= 6:
            yield Beat(
                r.away,
                (r.owner, self.judge),
                (r.mover,),
                core=3,
                because=(missed,),
                why="{they} want{s} to give up",
            )
            self._comfort(sim, missed)
        if self.beats >= 7:
            yield Beat(r.home, (r.mover,), private=True, core=3)
            self._doubt(sim, taken)
        if self.beats >= 8:
            yield Beat(r.home, (r.owner, r.mover), core=4)
            self._return(sim, taken)
        yield Beat(r.away, (self.judge, r.owner, r.mover), core=8)
        self._decide(sim, taken)

    def _announce(self, sim: Simulation) -> str:
        r, prize = self.roles, sim.words.the(self.prize)
        pause(sim, 3, 0.4)
        shown = sim.do("show", self.judge, prop=self.prize, person=r.owner, weight=2)
        line = sim.line("contest.announce", prize=prize)
        sim.say(self.judge, line, r.owner, because=[shown], weight=1)
        sim.do("look", r.mover, prop=self.prize, because=[shown])
        sim.say(r.mover, sim.line("contest.announce.2"), r.owner, because=[shown])
        if sim.state.relation(r.owner, r.mover) != "rivals":
            sim.do(
                "quarrel",
                r.mover,
                person=r.owner,
                because=[shown],
                weight=2,
                why="only one of them can win",
            )
        return shown

    def _prepare(self, sim: Simulation, shown: str) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 4, 0.6)
        if r.mover != self.judge:
            sim.do("look", r.mover, prop=thing, because=[shown])
        put = keep_safe(sim, r.owner, thing, self.kept)
        line = sim.line("contest.prepare", **names(sim, r, thing))
        sim.say(r.owner, line, r.mover, because=[put, shown], weight=1)
        return put

    def _sabotage(self, sim: Simulation, put: str) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 4, 0.5)
        taken = steal(
            sim,
            r.mover,
            thing,
            sim.wording(
                f"{sim.words.name(r.owner)} cannot win without it",
                "{they} want{s} to win, just this once",
            ),
            [put],
        )
        hide(sim, r.mover, thing, self.hideout, taken)
        sim.say(r.mover, sim.line("contest.sabotage"), because=[taken])
        return taken

    def _miss(self, sim: Simulation) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 4, 0.4)
        looked = miss(sim, r.owner, thing, self.kept)
        if come(sim, r.mover) or sim.here(r.mover):
            lost = lament(sim, r.owner, thing, self.kept, looked, r.mover)
            sim.say(r.mover, sim.line("contest.miss"), r.owner, because=[lost], weight=1)
        sim.do("feel", r.owner, value="sad", because=[looked], weight=1)
        return looked

    def _comfort(self, sim: Simulation, missed: str) -> None:
        r = self.roles
        pause(sim, 2, 0.5)
        known = names(sim, r, self.thing)
        said = sim.say(
            r.owner, sim.line("contest.comfort", **known), self.judge, because=[missed], weight=1
        )
        sim.say(
            self.judge, sim.line("contest.comfort.2", **known), r.owner, because=[said], weight=1
        )
        sim.do(
            "feel",
            r.owner,
            value="determined",
            because=[sim.last],
            weight=2,
            why="{they} will try without it",
        )

    def _doubt(self, sim: Simulation, taken: str) -> None:
        r, thing = self.roles, self.thing
        pause(sim, 3, 0.5)
        why = "{they} want{s} to be sure that it is still there"
        found = fetch(sim, r.mover, thing, because=[taken], why=why)
        sim.secret.add(found)
        line = sim.line("contest.doubt", **names(sim, r, thing))
        sim.say(r.mover, line, because=[found])
        sim.do("feel", r.mover, value="sad", because=[found], weight=1)

    def _return(self, sim: Simulation, taken: str) -> None:
        r, thing = self.roles, self.thing
        pause(sim, 4, 0.3)
        fetch(sim, r.mover, thing, because=[taken])
        given = sim.do(
            "give",
            r.mover,
            prop=thing,
            person=r.owner,
            because=[taken],
            weight=3,
            why="{they} want{s} to win fairly or not at all",
        )
        sim.say(r.mover, sim.line("contest.return"), r.owner, because=[given, taken], weight=1)
        sim.do("feel", r.owner, value="angry", because=[given], weight=1)
        sim.say(r.owner, sim.line("contest.return.2"), r.mover, because=[given])

    def _decide(self, sim: Simulation, taken: str) -> None:
        r, prize = self.roles, self.prize
        pause(sim, 7, 0.8)
        the = sim.words.the(prize)
        for person in (r.owner, r.mover):
            work = sim.line("contest.decide")
            sim.do("act", person, phrase=(work, work), weight=1)
        if r.ending == "lost":
            self._lose(sim, the, taken)
            return
        given = self._award(sim, r.owner, f"{sim.words.name(r.owner)} did the better work")
        sim.do("feel", r.owner, value="happy", because=[given], weight=1)
        own = sim.say(
            r.mover,
            "You won, and you would have won anyway. I am sorry for what I did.",
            r.owner,
            because=[given, taken],
            weight=2,
        )
        sim.say(r.owner, sim.line("contest.decide.2"), r.mover, because=[own])
        sim.do("show", r.owner, prop=prize, person=r.mover, because=[own], weight=1)
        forgive(sim, r.owner, r.mover, [own])

    def _award(self, sim: Simulation, winner: str, why: str) -> str:
        return sim.do("give", self.judge, prop=self.prize, person=winner, weight=3, why=why)

    def _lose(self, sim: Simulation, the: str, taken: str) -> None:
        """The prize goes to whom it goes; the friendship is lost."""
        r = self.roles
        if self.beats >= 8:
            given = self._award(sim, r.owner, f"{sim.words.name(r.owner)} did the better work")
            line = "You have won. Can we forget the rest?"
            own = sim.say(r.mover, line, r.owner, because=[given, taken])
            part(sim, r, own, f"I have {the}, and I cannot forget the rest.")
            return
        given = self._award(sim, r.mover, f"{sim.words.name(r.owner)} had nothing to work with")
        line = f"I have {the}. Why does it feel like nothing?"
        own = sim.say(r.mover, line, r.owner, because=[given, taken])
        part(sim, r, own, "You can keep it. I still have my work.")
