"""The journey: to a dark place with a lantern, a key, and somebody who went ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.beat import Beat, come, depart, pause
from moviellm.studio.fable.plots.holding import in_hand
from moviellm.studio.fable.plots.moves import (
    a,
    forgive,
    free_spot,
    lament,
    miss,
    names,
    part,
    sit,
    steal,
)
from moviellm.studio.fable.plots.naming import plot_title
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import at, capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class Journey:
    """A locked chest far away: the one has the key, the other the light; neither gets far alone."""

    spec: ClassVar = PlotSpec(
        kind="journey",
        summary="One has the light, the other the key; neither gets far alone.",
        weight=2.0,
        people=3,
        places=3,
        only_last=True,
        shut_away=True,
    )
    most = 9

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        self.far = roles.far
        self.guide = roles.witness or roles.mover
        self.chest = setting.container(self.far, locks=True)
        self.thing = setting.add(setting.treasure(self.far, avoid=("map",)), f"in:{self.chest}")
        setting.opening[f"locked({self.chest})"] = "yes"
        chart = "letter" if "map" in setting.props else "map"
        self.chart = in_hand(setting, chart, self.guide, roles.home)
        self.key = in_hand(setting, "key", self.guide, roles.home if self.beats < 6 else roles.away)
        self.lantern = in_hand(setting, "lantern", roles.owner, roles.home)
        self.spot = setting.free_spot(roles.home)
        self.secret = PROP_KINDS[setting.props[self.thing].kind].secret
        place = setting.places[self.far].name
        own = (f"The way to {place}", "A light and a key", "What lay in the dark")
        self.title = plot_title(setting, roles, self.thing, *own)
        setting.wish(roles.owner, f"find what lies {at(setting.places[self.far])}")
        setting.wish(roles.mover, roles.motive.wish, shy=True)

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Between four and nine beats; it needs three persons and three places."""
        r = self.roles
        yield Beat(r.home, (r.owner, self.guide), core=4)
        told = self._call(sim)
        if self.beats < 6:
            self._key(sim, told)
        if self.beats >= 5:
            yield Beat(r.home, (r.owner, r.mover), core=4)
        come(sim, r.mover)
        put = self._prepare(sim, told)
        yield Beat(r.home, (r.mover,), private=True, core=3, light="night", onward=r.away)
        taken = self._ahead(sim, put)
        if self.beats >= 6:
            yield Beat(r.away, (r.owner, self.guide), (r.mover,), core=3)
            self._key(sim, told)
        yield Beat(r.home, (r.owner,), (r.mover,), core=4)
        missed = self._miss(sim, taken)
        if self.beats >= 7:
            yield Beat(r.away, (r.owner, self.guide), (r.mover,), core=3, because=(missed,))
            self._advice(sim, missed)
        if self.beats >= 8:
            yield Beat(self.far, (r.mover,), private=True, core=5)
            self._alone(sim, taken)
        yield Beat(
            self.far,
            (r.owner, r.mover),
            core=8,
            because=(missed,),
            why="{they} will not turn back now",
        )
        own = self._open(sim, taken, missed)
        if self.beats >= 9:
            yield Beat(r.home, (r.owner, r.mover), core=3)
            self._home(sim, own)

    def _call(self, sim: Simulation) -> str:
        r = self.roles
        pause(sim, 3, 0.5)
        chart, place = sim.words.the(self.chart), sim.words.the(self.far)
        shown = sim.do("show", self.guide, prop=self.chart, person=r.owner, weight=1)
        known = {
            "chest": sim.words.the(self.chest),
            "place": sim.words.at(self.far),
            "chart": chart,
            "secret": self.secret,
            "a": a(sim, self.thing),
        }
        line = sim.line("journey.call", **known)
        told = sim.tell(
            self.guide,
            r.owner,
            f"location({self.thing})=in:{self.chest}",
            line,
            because=[shown],
            weight=2,
        )
        sim.do(
            "give",
            self.guide,
            prop=self.chart,
            person=r.owner,
            because=[shown],
            weight=2,
            why=f"{{they}} want{{s}} somebody to reach {place} at last",
        )
        sim.do("feel", r.owner, value="determined", because=[told], weight=1)
        return told

    def _prepare(self, sim: Simulation, told: str) -> str:
        r = self.roles
        pause(sim, 3, 0.4)
        shown = sim.do("show", r.owner, prop=self.chart, person=r.mover, because=[told], weight=1)
        where = {
            "place": sim.words.at(self.far),
            "chest": sim.words.the(self.chest),
            "a": a(sim, self.thing),
            "A": capital(a(sim, self.thing)),
        }
        sim.tell(
            r.owner,
            r.mover,
            f"location({self.thing})=in:{self.chest}",
            sim.line("journey.share", **where),
            because=[told, shown],
        )
        put = sim.do(
            "put",
            r.owner,
            prop=self.lantern,
            spot=self.spot,
            because=[told],
            weight=2,
            why=f"{{they}} will need it {sim.words.at(self.far)}",
        )
        line = sim.line(
            "journey.prepare",
            lantern=sim.words.the(self.lantern),
            Lantern=capital(sim.words.the(self.lantern)),
            place=sim.words.at(self.far),
            spot=sim.words.where(self.spot),
        )
        sim.say(r.owner, line, r.mover, because=[put], weight=1)
        return put

    def _ahead(self, sim: Simulation, put: str) -> str:
        r = self.roles
        pause(sim, 2, 1.0)
        reason = "{they} want{s} to be there first"
        heard = sim.minds.source(r.mover, self.thing)
        taken = steal(sim, r.mover, self.lantern, reason, [put, heard])
        depart(sim, r.mover, self.far, because=(taken,), weight=2)
        sim.secret.add(sim.last)
        return taken

    def _key(self, sim: Simulation, told: str) -> None:
        r = self.roles
        pause(sim, 2, 0.5)
        chest = sim.words.the(self.chest)
        line = sim.line("journey.key", chest=chest, Chest=capital(chest))
        sim.say(self.guide, line, r.owner, because=[told])
        sim.do(
            "give",
            self.guide,
            prop=self.key,
            person=r.owner,
            weight=3,
            why=f"{chest} is locked",
        )

    def _miss(self, sim: Simulation, taken: str) -> str:
        r = self.roles
        pause(sim, 4, 0.4)
        looked = miss(sim, r.owner, self.lantern, self.spot)
        lament(sim, r.owner, self.lantern, self.spot, looked, None)
        if self.key not in sim.state.held(r.owner) and sim.room > 3:
            sim.do("feel", r.owner, value="angry", because=[looked], weight=1)
        sim.do(
            "learn",
            r.owner,
            fact=f"location({self.lantern})=held:{r.mover}",
            because=[looked],
            phrase=(
                f"understands that {sim.words.name(r.mover)} has gone ahead",
                f"understood that {sim.words.name(r.mover)} had gone ahead",
            ),
            why="nobody else knew of the journey",
        )
        return looked

    def _advice(self, sim: Simulation, missed: str) -> None:
        r = self.roles
        pause(sim, 2, 0.6)
        known = names(sim, r, self.thing)
        said = sim.say(
            r.owner, sim.line("journey.advice", **known), self.guide, because=[missed], weight=1
        )
        sim.say(
            self.guide, sim.line("journey.advice.2", **known), r.owner, because=[said], weight=1
        )
        sim.do("feel", r.owner, value="determined", because=[sim.last], weight=1)

    def _alone(self, sim: Simulation, taken: str) -> None:
        r, chest = self.roles, sim.words.the(self.chest)
        pause(sim, 4, 0.3)
        lit = sim.do(
            "light",
            r.mover,
            prop=self.lantern,
            because=[taken],
            weight=2,
            why=f"it is dark {sim.words.at(self.far)}",
        )
        sim.do(
            "look",
            r.mover,
            prop=self.chest,
            because=[lit],
            weight=2,
            phrase=(f"pulls at {chest} in vain", f"pulled at {chest} in vain"),
        )
        sim.say(r.mover, sim.line("journey.alone"), because=[sim.last])
        sit(sim, r.mover, because=[lit])
        sim.do(
            "feel", r.mover, value="afraid", because=[lit], weight=1, why="{they} {is} all alone"
        )

    def _open(self, sim: Simulation, taken: str, missed: str) -> str:
        r, thing = self.roles, self.thing
        known = {**names(sim, r, thing), "chest": sim.words.the(self.chest)}
        pause(sim, 8, 0.7)
        said = sim.say(
            r.owner, sim.line("journey.open", **known), r.mover, because=[missed], weight=1
        )
        own = sim.say(
            r.mover, sim.line("journey.open.2", **known), r.owner, because=[said, taken], weight=2
        )
        if not sim.state.is_("lit", self.lantern):
            sim.do("light", r.mover, prop=self.lantern, because=[said])
        turned = sim.do(
            "unlock",
            r.owner,
            prop=self.chest,
            because=[own],
            weight=3,
            why="at last there are both light and key",
        )
        opened = sim.do("open", r.owner, prop=self.chest, because=[turned], weight=2)
        found = sim.do("find", r.owner, prop=thing, because=[opened], weight=3)
        why = sim.say(r.mover, r.motive.confess.format_map(known), r.owner, because=[found])
        sim.say(r.owner, r.motive.answer.format_map(known), r.mover, because=[why])
        if r.ending == "lost":
            part(sim, r, own, sim.line("journey.open.3"))
            return found
        if r.motive.end == "give":
            sim.do(
                "give",
                r.owner,
                prop=thing,
                person=r.mover,
                because=[why],
                weight=3,
                why=f"it means even more to {known['mover']}",
            )
        forgive(sim, r.owner, r.mover, [own])
        return found

    def _home(self, sim: Simulation, found: str) -> None:
        r, thing = self.roles, self.thing
        pause(sim, 2, 0.5)
        who = r.owner if thing in sim.state.held(r.owner) else r.mover
        sim.do(
            "put",
            who,
            prop=thing,
            spot=free_spot(sim),
            because=[found],
            weight=2,
            why="everybody should see it",
        )
        sim.say(who, sim.line("journey.home", secret=self.secret), because=[found])
        if sim.state.is_("lit", self.lantern):
            sim.do(
                "douse",
                next(p for p in (r.mover, r.owner) if self.lantern in sim.state.held(p)),
                prop=self.lantern,
                because=[found],
            )
