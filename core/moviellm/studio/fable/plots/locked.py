"""The locked thing: what is inside concerns the one who hides the key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import a, fetch, hide, miss, names, settle, steal
from moviellm.studio.fable.plots.naming import plot_title
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class Locked:
    """A locked container, a key that is not where it hangs, and a secret about a friend."""

    spec: ClassVar = PlotSpec(
        kind="locked",
        summary="The key is not where its keeper says, because somebody fears what is locked away.",
        weight=2.0,
        people=3,
        places=3,
        shut_away=True,
    )
    most = 8

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        rng = setting.rng
        self.box = setting.container(roles.home, locks=True)
        self.thing = setting.add(setting.treasure(roles.home), f"in:{self.box}")
        setting.opening[f"locked({self.box})"] = "yes"
        self.keeper = roles.witness or roles.mover
        self.key = in_hand(setting, "key", self.keeper, roles.away)
        self.hook = rng.choice(setting.open_spots(roles.away)[:2])
        self.hideout = rng.choice(setting.hidden_spots(roles.home))
        self.secret = PROP_KINDS[setting.props[self.thing].kind].secret
        name = setting.props[self.box].name
        own = (f"The locked {name.split()[-1]}", "The key that was not there")
        self.title = plot_title(setting, roles, self.thing, *own)
        setting.wish(roles.owner, f"know what is in the {name}")
        setting.wish(roles.mover, "keep an old secret shut away", shy=True)

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Between four and eight beats; it needs two places and three persons."""
        r = self.roles
        if self.beats >= 6:
            yield Beat(r.home, (r.owner, r.mover), core=3)
            self._wonder(sim)
        told = self.beats >= 5
        owner = (r.owner,)
        yield Beat(
            r.away, (self.keeper, r.mover, *(() if told else owner)), owner if told else (), core=3
        )
        hung = self._hang(sim)
        yield Beat(r.away, (r.mover,), private=True, core=3, light="night", onward=r.home)
        taken = self._take_key(sim, hung)
        if told:
            yield Beat(r.home, (r.owner, self.keeper), (r.mover,), core=2)
            self._direct(sim, hung)
        yield Beat(r.away, (r.owner,), (r.mover,), core=4)
        looked = self._miss(sim)
        if self.beats >= 7:
            yield Beat(r.away, (r.owner, self.keeper), (r.mover,), core=3)
            self._reason(sim, hung, looked)
        if self.beats >= 8:
            yield Beat(r.home, (r.mover,), private=True, core=3, light="night")
            self._waver(sim, taken)
        yield Beat(r.home, (r.owner, r.mover), core=7)
        self._open(sim, taken, looked)

    def _wonder(self, sim: Simulation) -> None:
        r = self.roles
        pause(sim, 2, 0.5)
        box = sim.words.the(self.box)
        looked = sim.do(
            "look",
            r.owner,
            prop=self.box,
            weight=2,
            phrase=(f"tries to open {box} in vain", f"tried to open {box} in vain"),
        )
        line = sim.line("locked.wonder", **names(sim, r, self.thing), box=box)
        asked = sim.ask(r.owner, r.mover, line, because=[looked], weight=1)
        sim.say(r.mover, sim.line("locked.wonder.2"), r.owner, because=[asked])
        sim.do("feel", r.mover, value="afraid", because=[asked], weight=1)

    def _hang(self, sim: Simulation) -> str:
        pause(sim, 2, 0.6)
        r = self.roles
        where = sim.words.where(self.hook)
        hung = sim.do("put", self.keeper, prop=self.key, spot=self.hook, weight=2)
        key = "locked.hang.2" if sim.here(r.owner) else "locked.hang"
        line = sim.line(key, **names(sim, r, self.thing), box=sim.words.the(self.box), where=where)
        sim.say(
            self.keeper, line, r.mover if self.keeper != r.mover else None, because=[hung], weight=1
        )
        if self.keeper != r.mover:
            sim.do("look", r.mover, prop=self.key, because=[hung])
        return hung

    def _take_key(self, sim: Simulation, hung: str) -> str:
        r = self.roles
        pause(sim, 3, 0.5)
        owner, box = sim.words.name(r.owner), sim.words.the(self.box)
        why = sim.wording(
            f"{{they}} {{is}} afraid of what {owner} would find in {box}",
            f"{{they}} know{{s}} what is in {box}",
        )
        taken = steal(sim, r.mover, self.key, why, [hung])
        sim.do("feel", r.mover, value="sad", because=[taken])
        return taken

    def _direct(self, sim: Simulation, hung: str) -> None:
        r = self.roles
        pause(sim, 1, 0.6)
        known = {**names(sim, r, self.thing), "box": sim.words.the(self.box)}
        asked = sim.ask(r.owner, self.keeper, sim.line("locked.direct", **known), weight=1)
        where = sim.words.where(self.hook)
        sim.tell(
            self.keeper,
            r.owner,
            f"location({self.key})=on:{self.hook}",
            f"The key is {where}, {sim.words.at(r.away)}. Take it, if you must.",
            because=[asked, hung],
            weight=1,
        )

    def _miss(self, sim: Simulation) -> str:
        r = self.roles
        come(sim, r.owner)
        pause(sim, 3, 0.4)
        looked = miss(sim, r.owner, self.key, self.hook)
        sim.say(
            r.owner,
            sim.line("locked.miss", where=sim.words.where(self.hook)),
            because=[looked],
            weight=1,
        )
        sim.do("feel", r.owner, value="suspicious", because=[looked], weight=1)
        return looked

    def _reason(self, sim: Simulation, hung: str, looked: str) -> None:
        r = self.roles
        pause(sim, 2, 0.5)
        known = names(sim, r, self.thing)
        said = sim.say(
            r.owner,
            "You told me where the key was. It was not there.",
            self.keeper,
            because=[looked],
            weight=1,
        )
        sim.say(
            self.keeper, sim.line("locked.reason", **known), r.owner, because=[said, hung], weight=2
        )
        sim.do("feel", r.owner, value="determined", because=[sim.last], weight=1)

    def _waver(self, sim: Simulation, taken: str) -> None:
        mover = self.roles.mover
        pause(sim, 3, 0.4)
        looked = sim.do(
            "look", mover, prop=self.box, because=[taken], weight=1, why="{they} cannot sleep"
        )
        sim.say(mover, sim.line("locked.waver"), because=[looked])
        hide(sim, mover, self.key, self.hideout, looked, "morning is near")

    def _open(self, sim: Simulation, taken: str, looked: str) -> None:
        r, thing = self.roles, self.thing
        known = {**names(sim, r, thing), "box": sim.words.the(self.box)}
        pause(sim, 8, 0.8)
        said = sim.say(
            r.owner, sim.line("locked.open", **known), r.mover, because=[looked], weight=1
        )
        got = fetch(sim, r.mover, self.key, because=[said, taken])
        sim.say(
            r.mover,
            sim.line("locked.open.2", **known),
            r.owner,
            because=[said, got],
            weight=2,
            gist=("confesses to {person}", "confessed to {person}"),
        )
        given = sim.do(
            "give",
            r.mover,
            prop=self.key,
            person=r.owner,
            because=[said],
            weight=2,
            why="there is no way around it any more",
        )
        turned = sim.do("unlock", r.owner, prop=self.box, because=[given], weight=3)
        opened = sim.do("open", r.owner, prop=self.box, because=[turned], weight=2)
        found = sim.do("find", r.owner, prop=thing, because=[opened], weight=3)
        sim.say(
            r.owner,
            f"{capital(a(sim, thing))}. And {self.secret}.",
            r.mover,
            because=[found],
            weight=1,
        )
        more = sim.say(r.mover, r.motive.confess.format_map(known), r.owner, because=[found])
        answer = sim.say(r.owner, r.motive.answer.format_map(known), r.mover, because=[more])
        settle(sim, r, thing, more, answer)
