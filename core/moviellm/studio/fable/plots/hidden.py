"""The hidden thing: somebody moves it while its owner is away, and the owner looks in vain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

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
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling


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
        rng.shuffle(hideouts)
        self.hideout = hideouts[0]
        kind = setting.treasure(roles.home)
        buried = len(hideouts) > 1 and rng.random() < 0.5
        self.thing = setting.add(kind, f"on:{hideouts[-1]}" if buried else roles.home)
        self.secret = PROP_KINDS[kind].secret
        self.told_on = roles.witness is not None and rng.random() < 0.5
        name = setting.props[self.thing].name
        mover = setting.persons[roles.mover].name
        self.title = setting.rng.choice((f"The {name}", f"What {mover} hid", f"The missing {name}"))
        setting.wish(roles.owner, f"keep the {name} safe")
        setting.wish(roles.mover, roles.motive.wish, shy=True)

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Between four and eleven beats; more of them mean more suspicion and more search."""
        r = self.roles
        witness = (r.witness,) if r.witness else ()
        if self.beats >= 8:
            yield Beat(r.home, (r.owner,), (r.mover,), core=6)
            self._find(t)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        put = self._keep(t)
        yield Beat(r.home, (r.mover,), private=True, core=5, light="night", onward=r.away)
        taken = self._steal(t, put)
        if self.beats >= 5:
            yield Beat(r.away, (r.owner, *witness), (r.mover,), core=2)
            self._confide(t, put)
        yield Beat(r.home, (r.mover,), (r.owner,), core=4)
        missed = self._return(t)
        if self.beats >= 6 and r.witness:
            yield Beat(
                r.away,
                (r.owner, r.witness),
                core=5,
                because=(missed,),
                why="{they} look{s} for somebody to blame",
            )
            self._accuse(t, r.witness, missed)
        if self.beats >= 9:
            yield Beat(r.home, (r.mover,), private=True, core=4)
            self._remorse(t, taken)
        if self.beats >= 10:
            yield Beat(
                r.home,
                (r.owner,),
                (r.mover,),
                core=5,
                because=(missed,),
                why="{they} {has} not given up",
            )
            self._search(t)
        if self.beats >= 7 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=3)
            self._truth(t, r.witness)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        self._confront(t, taken)
        if self.beats >= 11 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=3)
            self._after(t, r.witness)

    def _find(self, t: Telling) -> None:
        owner, mover, thing = self.roles.owner, self.roles.mover, self.thing
        pause(t, 5, 0.7)
        if t.state.in_sight(thing):
            found = t.do("take", owner, prop=thing, weight=3)
        else:
            if t.state.value(f"posture({owner})") != "kneeling":
                t.do("kneel", owner, why="something is shining there")
            found = t.do("find", owner, prop=thing, weight=3)
        line = t.line(
            "hidden.find",
            a=a(t, thing),
            A=capital(a(t, thing)),
            secret=self.secret,
            Secret=capital(self.secret),
        )
        t.say(owner, line, because=[found], weight=1)
        t.do("feel", owner, value="happy", because=[found], weight=1)
        stand(t, owner)
        came = come(t, mover)
        asked = t.ask(mover, owner, "What have you got there?", because=[came])
        t.do("show", owner, prop=thing, person=mover, weight=2, because=[asked, found])

    def _keep(self, t: Telling) -> str:
        owner, mover, thing = self.roles.owner, self.roles.mover, self.thing
        pause(t, 4, 0.6)
        fetch(t, owner, thing)
        put = keep_safe(t, owner, thing, self.kept)
        line = t.line("hidden.keep", **names(t, self.roles, thing), where=t.words.where(self.kept))
        promise(t, mover, owner, t.say(owner, line, mover, because=[put], weight=1))
        return put

    def _steal(self, t: Telling, put: str) -> str:
        mover, r, thing = self.roles.mover, self.roles, self.thing
        pause(t, 5, 0.5)
        if t.room > 4:
            t.do("look", mover, prop=self.kept, because=[put])
        taken = steal(t, mover, thing, motive(t, r, thing), [put])
        if self.told_on and r.witness and t.room > 1:
            come(t, r.witness)
            t.ask(
                r.witness, mover, f"What are you doing with {t.words.the(thing)}?", because=[taken]
            )
            t.say(mover, "You have seen nothing. Please.", r.witness, because=[taken])
        hide(t, mover, thing, self.hideout, taken)
        return taken

    def _confide(self, t: Telling, put: str) -> None:
        owner, witness, thing = self.roles.owner, self.roles.witness, self.thing
        pause(t, 1, 0.7)
        if not witness or not t.here(witness):
            t.say(
                owner,
                f"{capital(t.words.the(thing))} is safe "
                f"{t.words.where(self.kept)}. That is all that counts.",
                because=[put],
            )
            return
        line = t.line(
            "hidden.confide", **names(t, self.roles, thing), where=t.words.where(self.kept)
        )
        told = t.tell(
            owner, witness, f"location({thing})=in:{self.kept}", line, because=[put], weight=1
        )
        if t.minds.location(witness, thing) != f"in:{self.kept}" or self.told_on:
            t.say(
                witness, t.line("hidden.confide.2"), owner, because=[told, *self._seen(t, witness)]
            )
        else:
            t.say(witness, "Then you can sleep tonight.", owner, because=[told])

    def _seen(self, t: Telling, witness: str) -> list[str]:
        return [
            told.event.id
            for told in t.told[-60:]
            if told.event.prop == self.thing
            and told.event.verb == "hide"
            and witness in told.witnesses
        ]

    def _return(self, t: Telling) -> str:
        r, thing = self.roles, self.thing
        come(t, r.owner)
        pause(t, 3, 0.4)
        looked = miss(t, r.owner, thing, self.kept)
        lost = lament(t, r.owner, thing, self.kept, looked, r.mover)
        known = names(t, r, thing)
        t.ask(r.owner, r.mover, t.line("hidden.return", **known), because=[lost])
        if r.witness and t.rng.random() < 0.6:
            lie = t.line("hidden.return.2", **known)
            return t.tell(
                r.mover,
                r.owner,
                f"location({thing})=held:{r.witness}",
                lie,
                because=[looked],
                weight=2,
            )
        return t.say(
            r.mover,
            t.line("hidden.return.3"),
            r.owner,
            because=[looked],
            weight=2,
            gist=("denies everything to {person}", "denied everything to {person}"),
        )

    def _accuse(self, t: Telling, witness: str, missed: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 4, 0.3)
        known = names(t, r, thing)
        t.say(
            r.owner,
            t.line("hidden.accuse", **known),
            witness,
            because=[missed],
            weight=1,
            gist=("accuses {person}", "accused {person}"),
        )
        t.say(witness, t.line("hidden.accuse.2"), r.owner, because=[t.last])
        spot = next(s.id for s in t.words.places[t.place].spots if s.hidden)
        looked = t.do(
            "look",
            r.owner,
            spot=spot,
            because=[missed],
            weight=1,
            why=f"{{they}} think{{s}} that {known['witness']} has hidden {known['thing']}",
        )
        fight = t.do("quarrel", r.owner, person=witness, because=[missed, looked], weight=3)
        t.do("feel", witness, value="sad", because=[fight], weight=1)
        if t.room > 0:
            t.do("leave", witness, because=[fight], weight=1)

    def _remorse(self, t: Telling, taken: str) -> None:
        mover, thing = self.roles.mover, self.thing
        pause(t, 4, 0.4)
        found = t.do(
            "find",
            mover,
            prop=thing,
            weight=2,
            because=[taken],
            why="{they} cannot stop thinking of it",
        )
        t.secret.add(found)
        t.do("look", mover, prop=thing, because=[found])
        t.do("feel", mover, value="sad", because=[found], weight=1)
        line = t.line("hidden.remorse", **names(t, self.roles, thing))
        t.say(mover, line, because=[found])
        hide(t, mover, thing, self.hideout, found, "{their} courage fails")

    def _search(self, t: Telling) -> None:
        owner, thing = self.roles.owner, self.thing
        pause(t, 3, 0.4)
        spots = [s.id for s in t.words.places[t.place].spots if s.id != self.hideout and s.hidden]
        spots += [s.id for s in t.words.places[t.place].spots if not s.hidden]
        source = t.minds.source(owner, thing)
        for spot in spots[:2]:
            t.do(
                "look",
                owner,
                spot=spot,
                weight=1,
                because=[source],
                why=f"{t.words.the(thing)} must be somewhere",
            )
        t.do("feel", owner, value="sad", weight=1, why="it is in none of these places")

    def _truth(self, t: Telling, witness: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 2, 0.5)
        known = {**names(t, r, thing), "where": t.words.where(self.hideout)}
        seen = self._seen(t, witness)
        if seen:
            told = t.tell(
                witness,
                r.owner,
                f"location({thing})=on:{self.hideout}",
                t.line("hidden.truth", **known),
                because=seen,
                weight=3,
            )
        else:
            told = t.say(
                witness,
                t.line("hidden.truth.2", **known),
                r.owner,
                because=[t.minds.source(r.owner, thing)],
                weight=2,
            )
        t.do("feel", r.owner, value="determined", because=[told], weight=1)
        if t.state.relation(r.owner, witness) == "rivals":
            sorry = t.say(
                r.owner, "Forgive me. I should not have blamed you.", witness, because=[told]
            )
            forgive(t, r.owner, witness, [sorry])

    def _confront(self, t: Telling, taken: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 5, 0.8)
        why = f"{{they}} now know{{s}} that it is {t.words.where(self.hideout)}"
        if t.minds.location(r.owner, thing) != f"on:{self.hideout}":
            seen = t.do("look", r.mover, spot=self.hideout, because=[taken], weight=1)
            forms = (
                f"understands where {t.words.the(thing)} is",
                f"understood where {t.words.the(thing)} was",
            )
            t.do(
                "learn",
                r.owner,
                fact=f"location({thing})=on:{self.hideout}",
                because=[seen],
                phrase=forms,
                why=f"{t.words.name(r.mover)} keeps looking there",
            )
            why = ""
        found = t.do(
            "find", r.owner, prop=thing, weight=3, why=why, because=[t.minds.source(r.owner, thing)]
        )
        line = t.line("hidden.confront", **names(t, r, thing))
        t.say(
            r.owner,
            line,
            r.mover,
            because=[found, taken],
            weight=1,
            gist=("accuses {person}", "accused {person}"),
        )
        settle(t, r, thing, confess(t, r, thing, [found]))

    def _after(self, t: Telling, witness: str) -> None:
        pause(t, 2, 0.6)
        line = t.line("hidden.after", **names(t, self.roles, self.thing))
        said = t.say(self.roles.owner, line, witness)
        t.do("feel", witness, value="happy", weight=1, because=[said])
        t.do("embrace", self.roles.owner, person=witness, weight=1, because=[said])
