"""The locked thing: what is inside concerns the one who hides the key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.beat import Beat, come, pause
from moviellm.studio.fable.plots.moves import a, fetch, hide, miss, names, settle, steal
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling


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
        self.key = setting.add("key", f"held:{self.keeper}")
        self.hook = rng.choice(setting.open_spots(roles.away)[:2])
        self.hideout = rng.choice(setting.hidden_spots(roles.home))
        self.secret = PROP_KINDS[setting.props[self.thing].kind].secret
        name = setting.props[self.box].name
        self.title = rng.choice((f"The locked {name.split()[-1]}", "The key that was not there"))
        setting.wish(roles.owner, f"know what is in the {name}")
        setting.wish(roles.mover, "keep an old secret shut away", shy=True)

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Between four and eight beats; it needs two places and three persons."""
        r = self.roles
        if self.beats >= 6:
            yield Beat(r.home, (r.owner, r.mover), core=3)
            self._wonder(t)
        told = self.beats >= 5
        owner = (r.owner,)
        yield Beat(
            r.away, (self.keeper, r.mover, *(() if told else owner)), owner if told else (), core=3
        )
        hung = self._hang(t)
        yield Beat(r.away, (r.mover,), private=True, core=3, light="night", onward=r.home)
        taken = self._take_key(t, hung)
        if told:
            yield Beat(r.home, (r.owner, self.keeper), (r.mover,), core=2)
            self._direct(t, hung)
        yield Beat(r.away, (r.owner,), (r.mover,), core=4)
        looked = self._miss(t)
        if self.beats >= 7:
            yield Beat(r.away, (r.owner, self.keeper), (r.mover,), core=3)
            self._reason(t, hung, looked)
        if self.beats >= 8:
            yield Beat(r.home, (r.mover,), private=True, core=3, light="night")
            self._waver(t, taken)
        yield Beat(r.home, (r.owner, r.mover), core=7)
        self._open(t, taken, looked)

    def _wonder(self, t: Telling) -> None:
        r = self.roles
        pause(t, 2, 0.5)
        box = t.words.the(self.box)
        looked = t.do(
            "look",
            r.owner,
            prop=self.box,
            weight=2,
            phrase=(f"tries to open {box} in vain", f"tried to open {box} in vain"),
        )
        line = t.line("locked.wonder", **names(t, r, self.thing), box=box)
        asked = t.ask(r.owner, r.mover, line, because=[looked], weight=1)
        t.say(r.mover, t.line("locked.wonder.2"), r.owner, because=[asked])
        t.do("feel", r.mover, value="afraid", because=[asked], weight=1)

    def _hang(self, t: Telling) -> str:
        pause(t, 2, 0.6)
        r = self.roles
        where = t.words.where(self.hook)
        hung = t.do("put", self.keeper, prop=self.key, spot=self.hook, weight=2)
        line = t.line(
            "locked.hang", **names(t, r, self.thing), box=t.words.the(self.box), where=where
        )
        t.say(
            self.keeper, line, r.mover if self.keeper != r.mover else None, because=[hung], weight=1
        )
        if self.keeper != r.mover:
            t.do("look", r.mover, prop=self.key, because=[hung])
        return hung

    def _take_key(self, t: Telling, hung: str) -> str:
        r = self.roles
        pause(t, 3, 0.5)
        owner, box = t.words.name(r.owner), t.words.the(self.box)
        why = t.wording(
            f"{{they}} {{is}} afraid of what {owner} would find in {box}",
            f"{{they}} know{{s}} what is in {box}",
        )
        taken = steal(t, r.mover, self.key, why, [hung])
        t.do("feel", r.mover, value="sad", because=[taken])
        return taken

    def _direct(self, t: Telling, hung: str) -> None:
        r = self.roles
        pause(t, 1, 0.6)
        known = {**names(t, r, self.thing), "box": t.words.the(self.box)}
        asked = t.ask(r.owner, self.keeper, t.line("locked.direct", **known), weight=1)
        where = t.words.where(self.hook)
        t.tell(
            self.keeper,
            r.owner,
            f"location({self.key})=on:{self.hook}",
            f"The key is {where}, {t.words.at(r.away)}. Take it, if you must.",
            because=[asked, hung],
            weight=1,
        )

    def _miss(self, t: Telling) -> str:
        r = self.roles
        come(t, r.owner)
        pause(t, 3, 0.4)
        looked = miss(t, r.owner, self.key, self.hook)
        t.say(
            r.owner,
            t.line("locked.miss", where=t.words.where(self.hook)),
            because=[looked],
            weight=1,
        )
        t.do("feel", r.owner, value="suspicious", because=[looked], weight=1)
        return looked

    def _reason(self, t: Telling, hung: str, looked: str) -> None:
        r = self.roles
        pause(t, 2, 0.5)
        known = names(t, r, self.thing)
        said = t.say(
            r.owner,
            "You told me where the key was. It was not there.",
            self.keeper,
            because=[looked],
            weight=1,
        )
        t.say(
            self.keeper, t.line("locked.reason", **known), r.owner, because=[said, hung], weight=2
        )
        t.do("feel", r.owner, value="determined", because=[t.last], weight=1)

    def _waver(self, t: Telling, taken: str) -> None:
        mover = self.roles.mover
        pause(t, 3, 0.4)
        looked = t.do(
            "look", mover, prop=self.box, because=[taken], weight=1, why="{they} cannot sleep"
        )
        t.say(mover, t.line("locked.waver"), because=[looked])
        hide(t, mover, self.key, self.hideout, looked, "morning is near")

    def _open(self, t: Telling, taken: str, looked: str) -> None:
        r, thing = self.roles, self.thing
        known = {**names(t, r, thing), "box": t.words.the(self.box)}
        pause(t, 8, 0.8)
        said = t.say(
            r.owner, t.line("locked.open", **known), r.mover, because=[looked, taken], weight=1
        )
        got = fetch(t, r.mover, self.key, because=[said, taken])
        own = t.say(
            r.mover,
            t.line("locked.open.2", **known),
            r.owner,
            because=[said, got],
            weight=2,
            gist=("confesses to {person}", "confessed to {person}"),
        )
        given = t.do(
            "give",
            r.mover,
            prop=self.key,
            person=r.owner,
            because=[said, own],
            weight=2,
            why="there is no way around it any more",
        )
        turned = t.do("unlock", r.owner, prop=self.box, because=[given], weight=3)
        opened = t.do("open", r.owner, prop=self.box, because=[turned], weight=2)
        found = t.do("find", r.owner, prop=thing, because=[opened], weight=3)
        t.say(
            r.owner,
            f"{capital(a(t, thing))}. And {self.secret}.",
            r.mover,
            because=[found],
            weight=1,
        )
        more = t.say(r.mover, r.motive.confess.format_map(known), r.owner, because=[found])
        t.say(r.owner, r.motive.answer.format_map(known), r.mover, because=[more])
        settle(t, r, thing, more)
