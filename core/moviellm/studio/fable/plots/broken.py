"""The broken thing: an accident, a hiding place, a conscience, and a mending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.plots.beat import Beat, come, pause
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
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling


class Broken:
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
        self.thing = setting.add(kind, f"held:{roles.owner}")
        tool = "hammer" if kind in ("watch", "compass", "musicbox") else "brush"
        self.tool = ""
        if roles.witness:
            self.tool = setting.add(tool, roles.away)
        name = setting.props[self.thing].name
        self.title = f"The broken {name.split()[-1]}"
        setting.wish(roles.owner, f"keep the {name} in one piece")
        setting.wish(roles.mover, "be trusted with something precious", shy=True)

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Between four and eight beats."""
        r = self.roles
        yield Beat(r.home, (r.owner, r.mover), core=4)
        put = self._entrust(t)
        yield Beat(r.home, (r.mover,), private=True, core=5, onward=r.away)
        broke = self._break(t, put)
        if self.beats >= 7 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=2)
            self._boast(t, r.witness, put)
        yield Beat(r.home, (r.mover,), (r.owner,), core=4)
        lied = self._miss(t, broke)
        if self.beats >= 5 and r.witness:
            yield Beat(
                r.away,
                (r.owner, r.witness),
                (r.mover,),
                core=4,
                because=(lied,),
                why="{they} want{s} to know who was there",
            )
            self._suspect(t, r.witness, lied)
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
            self._ask_help(t, r.witness, broke)
        if self.beats >= 8 or (self.beats >= 6 and not r.witness):
            yield Beat(r.home, (r.mover,), private=True, core=4, light="night")
            self._mend(t, broke)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        self._own_up(t, broke)

    def _entrust(self, t: Telling) -> str:
        r, thing = self.roles, self.thing
        pause(t, 2, 0.7)
        t.do("show", r.owner, prop=thing, person=r.mover, weight=1)
        put = t.do(
            "put",
            r.owner,
            prop=thing,
            spot=self.spot,
            weight=2,
            why="everybody should be able to see it",
        )
        line = t.line("broken.entrust", **names(t, r, thing))
        promise(t, r.mover, r.owner, t.say(r.owner, line, r.mover, because=[put], weight=1))
        return put

    def _break(self, t: Telling, put: str) -> str:
        mover, thing = self.roles.mover, self.thing
        the = t.words.the(thing)
        pause(t, 4, 0.6)
        why = t.line("broken.break")
        taken = t.do("take", mover, prop=thing, weight=2, because=[put], why=why)
        broke = t.do(
            "break",
            mover,
            prop=thing,
            weight=3,
            because=[taken],
            phrase=(f"drops and breaks {the}", f"dropped and broke {the}"),
        )
        t.do("feel", mover, value="afraid", because=[broke], weight=1)
        t.say(mover, "No. No, no, no.", because=[broke])
        t.secret.update((taken, broke))
        hide(t, mover, thing, self.hideout, broke, "{they} {is} too ashamed to tell")
        return broke

    def _boast(self, t: Telling, witness: str, put: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 1, 0.7)
        line = t.line("broken.boast", **names(t, r, thing), where=t.words.where(self.spot))
        told = t.tell(
            r.owner, witness, f"location({thing})=on:{self.spot}", line, because=[put], weight=1
        )
        t.say(witness, t.line("broken.boast.2"), r.owner, because=[told])

    def _miss(self, t: Telling, broke: str) -> str:
        r, thing = self.roles, self.thing
        come(t, r.owner)
        pause(t, 3, 0.4)
        looked = miss(t, r.owner, thing, self.spot)
        lost = lament(t, r.owner, thing, self.spot, looked, r.mover)
        lie = t.line("broken.miss")
        lied = t.say(
            r.mover,
            lie,
            r.owner,
            because=[lost, broke],
            weight=2,
            gist=("lies to {person}", "lied to {person}"),
        )
        t.do("feel", r.mover, value="afraid", because=[lied], weight=0)
        return lied

    def _suspect(self, t: Telling, witness: str, lied: str) -> None:
        r = self.roles
        pause(t, 2, 0.4)
        known = names(t, r, self.thing)
        asked = t.ask(r.owner, witness, t.line("broken.suspect", **known), because=[lied], weight=1)
        t.say(witness, t.line("broken.suspect.2", **known), r.owner, because=[asked], weight=1)
        t.do("feel", r.owner, value="suspicious", because=[t.last], weight=1)

    def _ask_help(self, t: Telling, witness: str, broke: str) -> None:
        r, thing, tool = self.roles, self.thing, self.tool
        pause(t, 2, 0.4)
        known = {**names(t, r, thing), "tool": t.words.the(tool)}
        told = t.tell(
            r.mover,
            witness,
            f"whole({thing})=no",
            t.line("broken.ask_help", **known),
            because=[broke],
            weight=2,
        )
        took = fetch(t, witness, tool, weight=0, because=[told]) or told
        t.do(
            "give",
            witness,
            prop=tool,
            person=r.mover,
            because=[told, took],
            weight=2,
            why=f"{t.words.the(thing)} can still be saved",
        )
        t.say(witness, t.line("broken.ask_help.2", **known), r.mover, because=[told])

    def _mend(self, t: Telling, broke: str) -> None:
        mover, thing = self.roles.mover, self.thing
        pause(t, 3, 0.4)
        found = t.do("find", mover, prop=thing, because=[broke], weight=2)
        mended = t.do(
            "mend",
            mover,
            prop=thing,
            because=[broke, found],
            weight=3,
            why="{they} want{s} to put it right",
        )
        t.do("feel", mover, value="tender", because=[mended], weight=1)

    def _own_up(self, t: Telling, broke: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 5, 0.8)
        found = fetch(t, r.mover, thing, because=[broke]) or broke
        shown = t.do(
            "show",
            r.mover,
            prop=thing,
            person=r.owner,
            because=[found],
            weight=3,
            why="{they} cannot bear the lie any longer",
        )
        own = t.say(
            r.mover,
            t.line("broken.own_up", **names(t, r, thing)),
            r.owner,
            because=[shown, broke],
            weight=2,
            gist=("owns up to {person}", "owned up to {person}"),
        )
        if r.ending == "lost":
            part(t, r, own, "What is broken can be mended. What is said cannot.")
            return
        if not t.state.is_("whole", thing):
            t.do("give", r.mover, prop=thing, person=r.owner, because=[own])
            t.do(
                "mend",
                r.owner,
                prop=thing,
                because=[own],
                weight=3,
                why="two can mend what one has broken",
            )
        t.say(r.owner, t.line("broken.own_up.2"), r.mover, because=[own])
        stand(t, r.owner)
        forgive(t, r.owner, r.mover, [own])
