"""The broken thing: an accident, a hiding place, a conscience, and a mending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import (
    fetch,
    forgive,
    hide,
    lament,
    miss,
    names,
    part,
    promise,
    stand,
)
from moviellm.studio.fable.plots.naming import plot_title
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class BrokenThing:
    """Somebody breaks what another loves, hides it, is not believed, and owns up."""

    spec: ClassVar = PlotSpec(
        kind="broken",
        summary="Somebody breaks what another loves, hides it, lies, mends it, and owns up.",
        weight=2.0,
        treasure="breakable",
    )
    most = 8

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        self.spot = setting.free_spot(roles.home)
        self.hideout = setting.rng.choice(setting.hidden_spots(roles.home))
        kind = setting.treasure(roles.home, breakable=True)
        self.thing = in_hand(setting, kind, roles.owner, roles.home)
        tool = "hammer" if kind in ("watch", "compass", "musicbox") else "brush"
        self.tool = ""
        if roles.witness:
            self.tool = setting.add(tool, roles.away)
        name = setting.props[self.thing].name
        self.title = plot_title(setting, roles, self.thing, f"The broken {name.split()[-1]}")
        setting.wish(roles.owner, f"keep the {name} in one piece")
        setting.wish(roles.mover, "be trusted with something precious", shy=True)

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Between four and eight beats."""
        r = self.roles
        yield Beat(r.home, (r.owner, r.mover), core=4)
        put = self._entrust(sim)
        yield Beat(r.home, (r.mover,), private=True, core=5, onward=r.away)
        broke = self._break(sim, put)
        if self.beats >= 7 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=2)
            self._boast(sim, r.witness, put)
        yield Beat(r.home, (r.mover,), (r.owner,), core=4)
        lied = self._miss(sim, broke)
        if self.beats >= 5 and r.witness:
            yield Beat(
                r.away,
                (r.owner, r.witness),
                (r.mover,),
                core=4,
                because=(lied,),
                why="{they} want{s} to know who was there",
            )
            self._suspect(sim, r.witness, lied)
        if self.beats >= 6 and r.witness:
            yield Beat(
                r.away,
                (r.mover, r.witness),
                (r.owner,),
                core=3,
                onward=r.far,
                because=(broke,),
                why="{they} need{s} help",
            )
            self._ask_help(sim, r.witness, broke)
        if self.beats >= 8 or (self.beats >= 6 and not r.witness):
            yield Beat(r.home, (r.mover,), private=True, core=4, light="night")
            self._mend(sim, broke)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        self._own_up(sim, broke)

    def _entrust(self, sim: Simulation) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 2, 0.7)
        sim.do("show", r.owner, prop=thing, person=r.mover, weight=1)
        put = sim.do(
            "put",
            r.owner,
            prop=thing,
            spot=self.spot,
            weight=2,
            why="everybody should be able to see it",
        )
        line = sim.line("broken.entrust", **names(sim, r, thing))
        promise(sim, r.mover, r.owner, sim.say(r.owner, line, r.mover, because=[put], weight=1))
        return put

    def _break(self, sim: Simulation, put: str) -> str:
        mover, thing = self.roles.mover, self.thing
        the = sim.words.the(thing)
        pause(sim, 4, 0.6)
        why = sim.line("broken.break")
        taken = sim.do("take", mover, prop=thing, weight=2, because=[put], why=why)
        broke = sim.do(
            "break",
            mover,
            prop=thing,
            weight=3,
            because=[taken],
            phrase=(f"drops and breaks {the}", f"dropped and broke {the}"),
        )
        sim.do("feel", mover, value="afraid", because=[broke], weight=1)
        sim.say(mover, "No. No, no, no.", because=[broke])
        sim.secret.update((taken, broke))
        hide(sim, mover, thing, self.hideout, broke, "{they} {is} too ashamed to tell")
        return broke

    def _boast(self, sim: Simulation, witness: str, put: str) -> None:
        r, thing = self.roles, self.thing
        pause(sim, 1, 0.7)
        line = sim.line("broken.boast", **names(sim, r, thing), where=sim.words.where(self.spot))
        told = sim.tell(
            r.owner, witness, f"location({thing})=on:{self.spot}", line, because=[put], weight=1
        )
        sim.say(witness, sim.line("broken.boast.2"), r.owner, because=[told])

    def _miss(self, sim: Simulation, broke: str) -> str:
        r, thing = self.roles, self.thing
        come(sim, r.owner)
        pause(sim, 3, 0.4)
        looked = miss(sim, r.owner, thing, self.spot)
        lost = lament(sim, r.owner, thing, self.spot, looked, r.mover)
        lie = sim.line("broken.miss")
        lied = sim.say(
            r.mover,
            lie,
            r.owner,
            because=[lost, broke],
            weight=2,
            gist=("lies to {person}", "lied to {person}"),
        )
        sim.do("feel", r.mover, value="afraid", because=[lost], weight=0)
        return lied

    def _suspect(self, sim: Simulation, witness: str, lied: str) -> None:
        r = self.roles
        pause(sim, 2, 0.4)
        known = names(sim, r, self.thing)
        asked = sim.ask(
            r.owner, witness, sim.line("broken.suspect", **known), because=[lied], weight=1
        )
        sim.say(witness, sim.line("broken.suspect.2", **known), r.owner, because=[asked], weight=1)
        sim.do("feel", r.owner, value="suspicious", because=[sim.last], weight=1)

    def _ask_help(self, sim: Simulation, witness: str, broke: str) -> None:
        r, thing, tool = self.roles, self.thing, self.tool
        pause(sim, 2, 0.4)
        known = {**names(sim, r, thing), "tool": sim.words.the(tool)}
        told = sim.tell(
            r.mover,
            witness,
            f"whole({thing})=no",
            sim.line("broken.ask_help", **known),
            because=[broke],
            weight=2,
        )
        took = fetch(sim, witness, tool, weight=0, because=[told]) or told
        sim.do(
            "give",
            witness,
            prop=tool,
            person=r.mover,
            because=[told, took],
            weight=2,
            why=f"{sim.words.the(thing)} can still be saved",
        )
        sim.say(witness, sim.line("broken.ask_help.2", **known), r.mover, because=[told])

    def _mend(self, sim: Simulation, broke: str) -> None:
        mover, thing = self.roles.mover, self.thing
        pause(sim, 3, 0.4)
        found = fetch(sim, mover, thing, because=[broke])
        mended = sim.do(
            "mend",
            mover,
            prop=thing,
            because=[broke, found],
            weight=3,
            why="{they} want{s} to put it right",
        )
        sim.do("feel", mover, value="tender", because=[mended], weight=1)

    def _own_up(self, sim: Simulation, broke: str) -> None:
        r, thing = self.roles, self.thing
        pause(sim, 5, 0.8)
        found = fetch(sim, r.mover, thing, because=[broke]) or broke
        shown = sim.do(
            "show",
            r.mover,
            prop=thing,
            person=r.owner,
            because=[found],
            weight=3,
            why="{they} cannot bear the lie any longer",
        )
        own = sim.say(
            r.mover,
            sim.line("broken.own_up", **names(sim, r, thing)),
            r.owner,
            because=[shown, broke],
            weight=2,
            gist=("owns up to {person}", "owned up to {person}"),
        )
        if r.ending == "lost":
            part(sim, r, own, "What is broken can be mended. What is said cannot.")
            return
        if not sim.state.is_("whole", thing):
            sim.do("give", r.mover, prop=thing, person=r.owner)
            sim.do(
                "mend",
                r.owner,
                prop=thing,
                because=[own],
                weight=3,
                why="two can mend what one has broken",
            )
        sim.say(r.owner, sim.line("broken.own_up.2"), r.mover, because=[own])
        stand(sim, r.owner)
        forgive(sim, r.owner, r.mover, [own])
