"""The hidden thing: somebody moves it while its owner is away, and the owner looks in vain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.drawing import Drawn
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.moves import (
    a,
    confess,
    fetch,
    forgive,
    hide,
    keep_safe,
    lament,
    miss,
    motive,
    names,
    promise,
    settle,
    stand,
    steal,
)
from moviellm.studio.fable.plots.naming import plot_title
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.simulation import Simulation


class Hidden:
    """A thing is found, kept, moved in secret, missed, searched for and found again."""

    spec: ClassVar = PlotSpec(
        kind="hidden",
        summary="A thing is put away before somebody's eyes, moved while its owner is out, "
        "missed, and found.",
        weight=3.0,
    )
    most = 11

    def __init__(self, setting: Setting, roles: Roles, beats: int) -> None:
        self.roles = roles
        self.beats = min(beats, self.most)
        rng = setting.rng
        self.kept = setting.container(roles.home)
        hideouts = setting.hidden_spots(roles.home)
        self.hideout = Drawn.among(hideouts, rng)
        kind = setting.treasure(roles.home)
        buried = len(hideouts) > 1 and rng.random() < 0.5
        self.thing = setting.add(kind, f"on:{rng.choice(hideouts)}" if buried else roles.home)
        self.secret = PROP_KINDS[kind].secret
        self.told_on = roles.witness is not None and rng.random() < 0.5
        name = setting.props[self.thing].name
        mover = setting.persons[roles.mover].name
        own = (f"The {name}", f"What {mover} hid", f"The missing {name}")
        self.title = plot_title(setting, roles, self.thing, *own)
        setting.wish(roles.owner, f"keep the {name} safe")
        setting.wish(roles.mover, roles.motive.wish, shy=True)

    def tell(self, sim: Simulation) -> Iterator[Beat]:
        """Between four and eleven beats; more of them mean more suspicion and more search."""
        r = self.roles
        witness = (r.witness,) if r.witness else ()
        if self.beats >= 8:
            yield Beat(r.home, (r.owner,), (r.mover,), core=6)
            self._find(sim)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        put = self._keep(sim)
        yield Beat(r.home, (r.mover,), private=True, core=5, light="night", onward=r.away)
        taken = self._steal(sim, put)
        told = put
        if self.beats >= 5:
            yield Beat(r.away, (r.owner, *witness), (r.mover,), core=2)
            told = self._confide(sim, put)
        yield Beat(r.home, (r.mover,), (r.owner,), core=4)
        missed = self._return(sim)
        if self.beats >= 6 and r.witness:
            yield Beat(
                r.away,
                (r.owner, r.witness),
                core=5,
                because=(missed,),
                why="{they} look{s} for somebody to blame",
            )
            self._accuse(sim, r.witness, missed, told)
        if self.beats >= 9:
            yield Beat(r.home, (r.mover,), private=True, core=4)
            self._remorse(sim, taken)
        if self.beats >= 10:
            yield Beat(
                r.home,
                (r.owner,),
                (r.mover,),
                core=5,
                because=(missed,),
                why="{they} {has} not given up",
            )
            self._search(sim)
        if self.beats >= 7 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=3)
            self._truth(sim, r.witness, told)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        own = self._confront(sim, taken, put)
        if self.beats >= 11 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=3)
            self._after(sim, r.witness, own)

    def _find(self, sim: Simulation) -> None:
        owner, mover, thing = self.roles.owner, self.roles.mover, self.thing
        pause(sim, 5, 0.7)
        if sim.state.in_sight(thing):
            found = sim.do("take", owner, prop=thing, weight=3)
        else:
            if sim.state.value(f"posture({owner})") != "kneeling":
                sim.do("kneel", owner, why="something is shining there")
            found = sim.do("find", owner, prop=thing, weight=3)
        line = sim.line(
            "hidden.find",
            a=a(sim, thing),
            A=capital(a(sim, thing)),
            secret=self.secret,
            Secret=capital(self.secret),
        )
        sim.say(owner, line, because=[found], weight=1)
        sim.do("feel", owner, value="happy", because=[found], weight=1)
        stand(sim, owner)
        come(sim, mover)
        asked = sim.ask(mover, owner, "What have you got there?")
        sim.do("show", owner, prop=thing, person=mover, weight=2, because=[asked, found])

    def _keep(self, sim: Simulation) -> str:
        owner, mover, thing = self.roles.owner, self.roles.mover, self.thing
        pause(sim, 4, 0.6)
        fetch(sim, owner, thing)
        put = keep_safe(sim, owner, thing, self.kept)
        line = sim.line(
            "hidden.keep", **names(sim, self.roles, thing), where=sim.words.where(self.kept)
        )
        promise(sim, mover, owner, sim.say(owner, line, mover, because=[put], weight=1))
        return put

    def _steal(self, sim: Simulation, put: str) -> str:
        mover, r, thing = self.roles.mover, self.roles, self.thing
        pause(sim, 5, 0.5)
        if sim.room > 4:
            sim.do("look", mover, prop=self.kept, because=[put])
        taken = steal(sim, mover, thing, motive(sim, r, thing), [put])
        if self.told_on and r.witness and sim.room > 1:
            came = come(sim, r.witness)
            line = f"What are you doing with {sim.words.the(thing)}?"
            asked = sim.ask(r.witness, mover, line, because=[came])
            sim.say(mover, "You have seen nothing. Please.", r.witness, because=[asked])
        hide(sim, mover, thing, self.hideout, taken)
        return taken

    def _confide(self, sim: Simulation, put: str) -> str:
        owner, witness, thing = self.roles.owner, self.roles.witness, self.thing
        pause(sim, 1, 0.7)
        if not witness or not sim.here(witness):
            return sim.say(
                owner,
                f"{capital(sim.words.the(thing))} is safe "
                f"{sim.words.where(self.kept)}. That is all that counts.",
                because=[put],
            )
        line = sim.line(
            "hidden.confide", **names(sim, self.roles, thing), where=sim.words.where(self.kept)
        )
        told = sim.tell(
            owner, witness, f"location({thing})=in:{self.kept}", line, because=[put], weight=1
        )
        if sim.minds.location(witness, thing) != f"in:{self.kept}" or self.told_on:
            sim.say(
                witness,
                sim.line("hidden.confide.2"),
                owner,
                because=[told, *self._seen(sim, witness)],
            )
        else:
            sim.say(witness, "Then you can sleep tonight.", owner, because=[told])
        return told

    def _seen(self, sim: Simulation, witness: str) -> list[str]:
        return [
            told.event.id
            for told in sim.told[-60:]
            if told.event.prop == self.thing
            and told.event.verb == "hide"
            and witness in told.witnesses
        ]

    def _return(self, sim: Simulation) -> str:
        r, thing = self.roles, self.thing
        come(sim, r.owner)
        pause(sim, 3, 0.4)
        looked = miss(sim, r.owner, thing, self.kept)
        lost = lament(sim, r.owner, thing, self.kept, looked, r.mover)
        known = names(sim, r, thing)
        sim.ask(r.owner, r.mover, sim.line("hidden.return", **known), because=[lost])
        if r.witness and not sim.here(r.witness) and sim.rng.random() < 0.6:
            lie = sim.line("hidden.return.2", **known)
            return sim.tell(
                r.mover,
                r.owner,
                f"location({thing})=held:{r.witness}",
                lie,
                because=[looked],
                weight=2,
            )
        return sim.say(
            r.mover,
            sim.line("hidden.return.3"),
            r.owner,
            because=[looked],
            weight=2,
            gist=("denies everything to {person}", "denied everything to {person}"),
        )

    def _accuse(self, sim: Simulation, witness: str, missed: str, told: str) -> None:
        """Blame the witness: by the mover's lie, or because only they were told of the place."""
        r, thing = self.roles, self.thing
        lied = sim[missed].event.verb == "tell"
        key, cause = ("hidden.accuse", missed) if lied else ("hidden.accuse.knew", told)
        pause(sim, 4, 0.3)
        known = names(sim, r, thing)
        sim.say(
            r.owner,
            sim.line(key, **known),
            witness,
            because=[cause],
            weight=1,
            gist=("accuses {person}", "accused {person}"),
        )
        denied = sim.say(witness, sim.line("hidden.accuse.2"), r.owner, because=[sim.last])
        suspicion = missed if lied else denied
        spots = [s for s in sim.words.places[sim.place].spots if s.id != self.hideout]
        spot = max(spots, key=lambda spot: spot.hidden).id
        sim.do(
            "look",
            r.owner,
            spot=spot,
            because=[suspicion],
            weight=1,
            why=f"{{they}} think{{s}} that {known['witness']} has hidden {known['thing']}",
        )
        fight = sim.do("quarrel", r.owner, person=witness, because=[suspicion], weight=3)
        sim.do("feel", witness, value="sad", because=[fight], weight=1)
        if sim.room > 0:
            sim.do("leave", witness, because=[fight], weight=1)

    def _remorse(self, sim: Simulation, taken: str) -> None:
        mover, thing = self.roles.mover, self.thing
        pause(sim, 4, 0.4)
        found = fetch(sim, mover, thing, because=[taken], why="{they} cannot stop thinking of it")
        sim.secret.add(found)
        sim.do("look", mover, prop=thing, because=[found])
        sim.do("feel", mover, value="sad", because=[found], weight=1)
        line = sim.line("hidden.remorse", **names(sim, self.roles, thing))
        sim.say(mover, line, because=[found])
        hide(sim, mover, thing, self.hideout, found, "{their} courage fails")

    def _search(self, sim: Simulation) -> None:
        owner, thing = self.roles.owner, self.thing
        pause(sim, 3, 0.4)
        spots = [
            s.id for s in sim.words.places[sim.place].spots if s.id != self.hideout and s.hidden
        ]
        spots += [s.id for s in sim.words.places[sim.place].spots if not s.hidden]
        source = sim.minds.source(owner, thing)
        for spot in spots[:2]:
            sim.do(
                "look",
                owner,
                spot=spot,
                weight=1,
                because=[source],
                why=f"{sim.words.the(thing)} must be somewhere",
            )
        sim.do("feel", owner, value="sad", weight=1, why="it is in none of these places")

    def _truth(self, sim: Simulation, witness: str, heard: str) -> None:
        r, thing = self.roles, self.thing
        pause(sim, 2, 0.5)
        known = {**names(sim, r, thing), "where": sim.words.where(self.hideout)}
        seen = self._seen(sim, witness)
        if seen:
            told = sim.tell(
                witness,
                r.owner,
                f"location({thing})=on:{self.hideout}",
                sim.line("hidden.truth", **known),
                because=seen,
                weight=3,
            )
        else:
            told = sim.say(
                witness,
                sim.line("hidden.truth.2", **known),
                r.owner,
                because=[heard],
                weight=2,
            )
        sim.do("feel", r.owner, value="determined", because=[told], weight=1)
        if sim.state.relation(r.owner, witness) == "rivals":
            sorry = "Forgive me. I should not have blamed you."
            sim.say(r.owner, sorry, witness, because=[told])
            forgive(sim, r.owner, witness, [told])

    def _confront(self, sim: Simulation, taken: str, put: str) -> str:
        r, thing = self.roles, self.thing
        pause(sim, 5, 0.8)
        why = f"{{they}} now know{{s}} that it is {sim.words.where(self.hideout)}"
        if sim.minds.location(r.owner, thing) != f"on:{self.hideout}":
            seen = sim.do("look", r.mover, spot=self.hideout, because=[taken], weight=1)
            forms = (
                f"understands where {sim.words.the(thing)} is",
                f"understood where {sim.words.the(thing)} was",
            )
            sim.do(
                "learn",
                r.owner,
                fact=f"location({thing})=on:{self.hideout}",
                because=[seen],
                phrase=forms,
                why=f"{sim.words.name(r.mover)} keeps looking there",
            )
            why = ""
        found = sim.do(
            "find",
            r.owner,
            prop=thing,
            weight=3,
            why=why,
            because=[sim.minds.source(r.owner, thing)],
        )
        line = sim.line("hidden.confront", **names(sim, r, thing))
        sim.say(
            r.owner,
            line,
            r.mover,
            because=[found, put],
            weight=1,
            gist=("accuses {person}", "accused {person}"),
        )
        own, answer = confess(sim, r, thing, [found])
        settle(sim, r, thing, own, answer)
        return own

    def _after(self, sim: Simulation, witness: str, own: str) -> None:
        pause(sim, 2, 0.6)
        line = sim.line("hidden.after", **names(sim, self.roles, self.thing))
        said = sim.say(self.roles.owner, line, witness, because=[own])
        sim.do("feel", witness, value="happy", weight=1, because=[said])
        sim.do("embrace", self.roles.owner, person=witness, weight=1, because=[own])
