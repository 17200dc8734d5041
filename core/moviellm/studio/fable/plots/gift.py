"""The gift: a surprise is taken for a theft, and its giver looks for it in vain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.plots.beat import Beat, come, pause
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
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling


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
        self.thing = setting.add(setting.treasure(roles.home), f"held:{giver}")
        self.hideout = setting.rng.choice(setting.hidden_spots(roles.home))
        self.kept = setting.container(roles.home)
        name = setting.props[self.thing].name
        self.title = setting.rng.choice(("A gift in hiding", f"The {name} that nobody gave"))
        friend = setting.persons[roles.owner].name
        setting.wish(roles.mover, f"see {friend} smile", shy=True)
        setting.wish(roles.owner, "know what goes on in secret")

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Between four and eight beats."""
        r = self.roles
        got = ""
        if self.beats >= 6 and r.witness:
            yield Beat(r.away, (r.mover, r.witness), (r.owner,), core=3)
            got = self._get(t, r.witness)
        yield Beat(r.home, (r.mover,), private=True, core=3)
        hidden = self._hide(t, got)
        yield Beat(r.home, (r.owner,), (r.mover,), core=6)
        found = self._find(t)
        if self.beats >= 5 and r.witness:
            yield Beat(
                r.away,
                (r.owner, r.witness),
                (r.mover,),
                core=3,
                because=(found,),
                why="{they} need{s} to talk to somebody",
            )
            self._ask(t, r.witness, found)
        yield Beat(r.home, (r.mover,), private=True, core=4)
        looked = self._miss(t, hidden)
        if self.beats >= 7 and r.witness:
            yield Beat(
                r.away,
                (r.mover, r.witness),
                (r.owner,),
                core=3,
                because=(looked,),
                why="{they} {does} not know what to do",
            )
            self._despair(t, r.witness, looked)
        if self.beats >= 8:
            yield Beat(r.away, (r.owner, r.mover), core=3)
            self._coldness(t, found)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        self._unveil(t, found, hidden)

    def _get(self, t: Telling, witness: str) -> str:
        r, thing = self.roles, self.thing
        pause(t, 3, 0.5)
        known = {**names(t, r, thing), "a": a(t, thing)}
        t.do("show", witness, prop=thing, person=r.mover, weight=1)
        asked = t.say(r.mover, t.line("gift.get", **known), witness, weight=1)
        got = t.do(
            "give",
            witness,
            prop=thing,
            person=r.mover,
            because=[asked],
            weight=2,
            why=f"it is to be a surprise for {known['owner']}",
        )
        t.say(witness, t.line("gift.get.2"), r.mover, because=[got])
        return got

    def _hide(self, t: Telling, got: str) -> str:
        r, thing = self.roles, self.thing
        pause(t, 2, 0.5)
        fetch(t, r.mover, thing)
        hidden = hide(
            t,
            r.mover,
            thing,
            self.hideout,
            got,
            f"it is a surprise for {t.words.name(r.owner)}",
        )
        t.used[f"alone {r.mover} {hidden}"] = t.slot
        t.say(
            r.mover,
            t.line("gift.hide", owner=t.words.name(r.owner), where=t.words.where(self.hideout)),
            because=[hidden],
        )
        t.do("feel", r.mover, value="happy", because=[hidden])
        return hidden

    def _find(self, t: Telling) -> str:
        r, thing = self.roles, self.thing
        pause(t, 6, 0.6)
        looked = t.do(
            "look", r.owner, spot=self.hideout, weight=1, why="something is not as it was"
        )
        found = t.do("find", r.owner, prop=thing, because=[looked], weight=3)
        t.say(
            r.owner,
            t.line("gift.find", a=a(t, thing), A=capital(a(t, thing))),
            because=[found],
            weight=1,
        )
        t.do("feel", r.owner, value="suspicious", because=[found], weight=1)
        t.secret.add(keep_safe(t, r.owner, thing, self.kept))
        return found

    def _ask(self, t: Telling, witness: str, found: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 2, 0.5)
        known = {**names(t, r, thing), "a": a(t, thing), "where": t.words.where(self.hideout)}
        asked = t.ask(r.owner, witness, t.line("gift.ask", **known), because=[found], weight=1)
        t.say(witness, t.line("gift.ask.2"), r.owner, because=[asked], weight=1)
        t.do("feel", r.owner, value="suspicious", because=[asked], weight=1)
        t.do("look", witness, person=r.owner, because=[asked])

    def _miss(self, t: Telling, hidden: str) -> str:
        r, thing = self.roles, self.thing
        pause(t, 3, 0.4)
        looked = miss(t, r.mover, thing, self.hideout)
        lament(t, r.mover, thing, self.hideout, looked, None)
        t.do(
            "feel",
            r.mover,
            value="sad",
            because=[looked, hidden],
            weight=1,
            why="the surprise is lost",
        )
        return looked

    def _despair(self, t: Telling, witness: str, looked: str) -> None:
        r = self.roles
        pause(t, 2, 0.5)
        known = names(t, r, self.thing)
        said = t.say(r.mover, t.line("gift.despair", **known), witness, because=[looked], weight=1)
        t.say(witness, t.line("gift.despair.2", **known), r.mover, because=[said], weight=1)
        t.do("feel", r.mover, value="surprised", because=[t.last], weight=1)

    def _coldness(self, t: Telling, found: str) -> None:
        r = self.roles
        pause(t, 2, 0.6)
        come(t, r.mover)
        t.do(
            "look",
            r.owner,
            person=r.mover,
            because=[found],
            weight=1,
            why=f"{{they}} think{{s}} that {t.words.name(r.mover)} is a thief",
        )
        asked = t.ask(r.mover, r.owner, "What have I done? You do not even look at me.")
        fight = t.do("quarrel", r.owner, person=r.mover, because=[found, asked], weight=3)
        t.do("feel", r.mover, value="sad", because=[fight], weight=1)

    def _unveil(self, t: Telling, found: str, hidden: str) -> None:
        r, thing = self.roles, self.thing
        known = {**names(t, r, thing), "where": t.words.where(self.hideout)}
        pause(t, 7, 0.8)
        took = (
            t.do("open", r.owner, prop=self.kept, because=[found])
            if not t.state.is_open(self.kept)
            else found
        )
        t.do("find", r.owner, prop=thing, because=[took])
        asked = t.say(
            r.owner,
            t.line("gift.unveil", **known),
            r.mover,
            because=[found, hidden],
            weight=2,
            gist=("accuses {person}", "accused {person}"),
        )
        t.say(
            r.mover,
            t.line("gift.unveil.2"),
            r.owner,
            because=[asked, hidden],
            weight=2,
            gist=("tells {person} the truth", "told {person} the truth"),
        )
        t.do("feel", r.owner, value="tender", because=[t.last], weight=1)
        t.say(r.owner, t.line("gift.unveil.3"), r.mover, because=[asked])
        if t.room > 2:
            self._give_properly(t, asked)
        forgive(t, r.owner, r.mover, [asked])
        if t.room > 1:
            t.do("put", r.owner, prop=thing, spot=free_spot(t), because=[asked])

    def _give_properly(self, t: Telling, asked: str) -> None:
        r, thing = self.roles, self.thing
        should = f"{t.words.name(r.mover)} should give it properly"
        given = t.do(
            "give", r.owner, prop=thing, person=r.mover, because=[asked], why=should, weight=1
        )
        was = "it was a gift from the start"
        t.do("give", r.mover, prop=thing, person=r.owner, because=[given], weight=3, why=was)
