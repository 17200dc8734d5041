"""The gift: a surprise is taken for a theft, and its giver looks for it in vain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import (
    a,
    fetch,
    forgive,
    free_spot,
    hide,
    keep_safe,
    lament,
    miss,
    names,
)
from moviellm.studio.fable.plots.naming import plot_title
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class Gift:
    """The mover hides a gift for the owner, who finds it and thinks the worst."""

    spec: ClassVar = PlotSpec(
        kind="gift",
        summary="A surprise is found too early and taken for a theft; its giver looks for it "
        "in vain.",
        weight=2.0,
    )
    most = 8

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        giver = roles.witness if roles.witness and self.beats >= 6 else roles.mover
        first = roles.away if giver != roles.mover else roles.home
        self.thing = in_hand(setting, setting.treasure(roles.home), giver, first)
        self.hideout = setting.rng.choice(setting.hidden_spots(roles.home))
        self.kept = setting.container(roles.home)
        name = setting.props[self.thing].name
        own = ("A gift in hiding", f"The {name} that nobody gave")
        self.title = plot_title(setting, roles, self.thing, *own)
        friend = setting.persons[roles.owner].name
        setting.wish(roles.mover, f"see {friend} smile", shy=True)
        setting.wish(roles.owner, "know what goes on in secret")

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Between four and eight beats."""
        r = self.roles
        got = ""
        if self.beats >= 6 and r.witness:
            yield Beat(r.away, (r.mover, r.witness), (r.owner,), core=3)
            got = self._get(sim, r.witness)
        yield Beat(r.home, (r.mover,), private=True, core=3)
        hidden = self._hide(sim, got)
        yield Beat(r.home, (r.owner,), (r.mover,), core=6)
        found = self._find(sim)
        if self.beats >= 5 and r.witness:
            yield Beat(
                r.away,
                (r.owner, r.witness),
                (r.mover,),
                core=3,
                because=(found,),
                why="{they} need{s} to talk to somebody",
            )
            self._ask(sim, r.witness, found)
        yield Beat(r.home, (r.mover,), private=True, core=4)
        looked = self._miss(sim, hidden)
        if self.beats >= 7 and r.witness:
            yield Beat(
                r.away,
                (r.mover, r.witness),
                (r.owner,),
                core=3,
                because=(looked,),
                why="{they} {does} not know what to do",
            )
            self._despair(sim, r.witness, looked)
        if self.beats >= 8:
            yield Beat(r.away, (r.owner, r.mover), core=3)
            self._coldness(sim, found)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        self._unveil(sim, found, hidden)

    def _get(self, sim: Simulation, witness: str) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 3, 0.5)
        known = {**names(sim, r, thing), "a": a(sim, thing)}
        sim.do("show", witness, prop=thing, person=r.mover, weight=1)
        asked = sim.say(r.mover, sim.line("gift.get", **known), witness, weight=1)
        got = sim.do(
            "give",
            witness,
            prop=thing,
            person=r.mover,
            because=[asked],
            weight=2,
            why=f"it is to be a surprise for {known['owner']}",
        )
        sim.say(witness, sim.line("gift.get.2"), r.mover, because=[got])
        return got

    def _hide(self, sim: Simulation, got: str) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 2, 0.5)
        fetch(sim, r.mover, thing)
        hidden = hide(
            sim,
            r.mover,
            thing,
            self.hideout,
            got,
            f"it is a surprise for {sim.words.name(r.owner)}",
        )
        sim.used[f"alone {r.mover} {hidden}"] = sim.slot
        sim.say(
            r.mover,
            sim.line(
                "gift.hide", owner=sim.words.name(r.owner), where=sim.words.where(self.hideout)
            ),
            because=[hidden],
        )
        sim.do("feel", r.mover, value="happy", because=[hidden])
        return hidden

    def _find(self, sim: Simulation) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 6, 0.6)
        looked = sim.do(
            "look", r.owner, spot=self.hideout, weight=1, why="something is not as it was"
        )
        found = sim.do("find", r.owner, prop=thing, because=[looked], weight=3)
        sim.say(
            r.owner,
            sim.line("gift.find", a=a(sim, thing), A=capital(a(sim, thing))),
            because=[found],
            weight=1,
        )
        sim.do("feel", r.owner, value="suspicious", because=[found], weight=1)
        sim.secret.add(keep_safe(sim, r.owner, thing, self.kept))
        return found

    def _ask(self, sim: Simulation, witness: str, found: str) -> None:
        r, thing = self.roles, self.thing
        pause(sim, 2, 0.5)
        known = {**names(sim, r, thing), "a": a(sim, thing), "where": sim.words.where(self.hideout)}
        asked = sim.ask(r.owner, witness, sim.line("gift.ask", **known), because=[found], weight=1)
        evaded = sim.say(witness, sim.line("gift.ask.2"), r.owner, because=[asked], weight=1)
        sim.do("feel", r.owner, value="suspicious", because=[evaded], weight=1)
        sim.do("look", witness, person=r.owner, because=[asked])

    def _miss(self, sim: Simulation, hidden: str) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 3, 0.4)
        looked = miss(sim, r.mover, thing, self.hideout)
        lament(sim, r.mover, thing, self.hideout, looked, None)
        sim.do(
            "feel",
            r.mover,
            value="sad",
            because=[looked, hidden],
            weight=1,
            why="the secret is out",
        )
        return looked

    def _despair(self, sim: Simulation, witness: str, looked: str) -> None:
        r = self.roles
        pause(sim, 2, 0.5)
        known = names(sim, r, self.thing)
        said = sim.say(
            r.mover, sim.line("gift.despair", **known), witness, because=[looked], weight=1
        )
        sim.say(witness, sim.line("gift.despair.2", **known), r.mover, because=[said], weight=1)
        sim.do("feel", r.mover, value="surprised", because=[sim.last], weight=1)

    def _coldness(self, sim: Simulation, found: str) -> None:
        r = self.roles
        pause(sim, 2, 0.6)
        come(sim, r.mover)
        sim.do(
            "look",
            r.owner,
            person=r.mover,
            because=[found],
            weight=1,
            why=f"{{they}} think{{s}} that {sim.words.name(r.mover)} is a thief",
        )
        asked = sim.ask(r.mover, r.owner, "What have I done? You do not even look at me.")
        fight = sim.do("quarrel", r.owner, person=r.mover, because=[found, asked], weight=3)
        sim.do("feel", r.mover, value="sad", because=[fight], weight=1)

    def _unveil(self, sim: Simulation, found: str, hidden: str) -> None:
        r, thing = self.roles, self.thing
        known = {**names(sim, r, thing), "where": sim.words.where(self.hideout)}
        pause(sim, 7, 0.8)
        took = (
            sim.do("open", r.owner, prop=self.kept, because=[found])
            if not sim.state.is_open(self.kept)
            else found
        )
        fetch(sim, r.owner, thing, weight=0, because=[took])
        asked = sim.say(
            r.owner,
            sim.line("gift.unveil", **known),
            r.mover,
            because=[found],
            weight=2,
            gist=("accuses {person}", "accused {person}"),
        )
        truth = sim.say(
            r.mover,
            sim.line("gift.unveil.2"),
            r.owner,
            because=[asked, hidden],
            weight=2,
            gist=("tells {person} the truth", "told {person} the truth"),
        )
        sim.do("feel", r.owner, value="tender", because=[truth], weight=1)
        sim.say(r.owner, sim.line("gift.unveil.3"), r.mover, because=[truth])
        if sim.room > 2:
            self._give_properly(sim, truth)
        forgive(sim, r.owner, r.mover, [truth])
        if sim.room > 1:
            sim.do("put", r.owner, prop=thing, spot=free_spot(sim), because=[truth])

    def _give_properly(self, sim: Simulation, truth: str) -> None:
        r, thing = self.roles, self.thing
        should = f"{sim.words.name(r.mover)} should give it properly"
        given = sim.do(
            "give", r.owner, prop=thing, person=r.mover, because=[truth], why=should, weight=1
        )
        was = "it was a gift from the start"
        sim.do("give", r.mover, prop=thing, person=r.owner, because=[given], weight=3, why=was)
