"""The contest: two want one prize, and one of them makes it unfair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.plots.beat import Beat, come, pause
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
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling

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
        self.prize = setting.add(prize, f"held:{self.judge}")
        suited = (usual, *_ANY_MEANS)
        means = next((kind for kind in suited if kind not in setting.props), "brush")
        self.thing = setting.add(means, f"held:{roles.owner}")
        self.kept = setting.container(roles.home)
        self.hideout = setting.rng.choice(setting.hidden_spots(roles.home))
        name = setting.props[self.prize].name
        self.title = setting.rng.choice((f"Two hands and one {name.split()[-1]}", f"The {name}"))
        setting.wish(roles.owner, f"win the {name} with honest work")
        setting.wish(roles.mover, f"win the {name} for once", shy=True)

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Between four and eight beats; it needs three persons."""
        r = self.roles
        shown = ""
        if self.beats >= 5:
            yield Beat(r.away, (self.judge, r.owner, r.mover), core=4)
            shown = self._announce(t)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        put = self._prepare(t, shown)
        yield Beat(r.home, (r.mover,), private=True, core=5, light="night", onward=r.away)
        taken = self._sabotage(t, put)
        yield Beat(r.home, (r.owner,), core=5, light="dawn")
        missed = self._miss(t)
        if self.beats >= 6:
            yield Beat(
                r.away,
                (r.owner, self.judge),
                (r.mover,),
                core=3,
                because=(missed,),
                why="{they} want{s} to give up",
            )
            self._comfort(t, missed)
        if self.beats >= 7:
            yield Beat(r.home, (r.mover,), private=True, core=3)
            self._doubt(t, taken)
        if self.beats >= 8:
            yield Beat(r.home, (r.owner, r.mover), core=4)
            self._return(t, taken)
        yield Beat(r.away, (self.judge, r.owner, r.mover), core=8)
        self._decide(t, taken)

    def _announce(self, t: Telling) -> str:
        r, prize = self.roles, t.words.the(self.prize)
        pause(t, 3, 0.4)
        shown = t.do("show", self.judge, prop=self.prize, person=r.owner, weight=2)
        line = t.line("contest.announce", prize=prize)
        t.say(self.judge, line, r.owner, because=[shown], weight=1)
        t.do("look", r.mover, prop=self.prize, because=[shown])
        t.say(r.mover, t.line("contest.announce.2"), r.owner, because=[shown])
        if t.state.relation(r.owner, r.mover) != "rivals":
            t.do(
                "quarrel",
                r.mover,
                person=r.owner,
                because=[shown],
                weight=2,
                why="only one of them can win",
            )
        return shown

    def _prepare(self, t: Telling, shown: str) -> str:
        r, thing = self.roles, self.thing
        pause(t, 4, 0.6)
        if r.mover != self.judge:
            t.do("look", r.mover, prop=thing, because=[shown])
        put = keep_safe(t, r.owner, thing, self.kept)
        line = t.line("contest.prepare", **names(t, r, thing))
        t.say(r.owner, line, r.mover, because=[put, shown], weight=1)
        return put

    def _sabotage(self, t: Telling, put: str) -> str:
        r, thing = self.roles, self.thing
        pause(t, 4, 0.5)
        taken = steal(
            t,
            r.mover,
            thing,
            t.wording(
                f"{t.words.name(r.owner)} cannot win without it",
                "{they} want{s} to win, just this once",
            ),
            [put],
        )
        hide(t, r.mover, thing, self.hideout, taken)
        t.say(r.mover, t.line("contest.sabotage"), because=[taken])
        return taken

    def _miss(self, t: Telling) -> str:
        r, thing = self.roles, self.thing
        pause(t, 4, 0.4)
        looked = miss(t, r.owner, thing, self.kept)
        if come(t, r.mover) or t.here(r.mover):
            lost = lament(t, r.owner, thing, self.kept, looked, r.mover)
            t.say(r.mover, t.line("contest.miss"), r.owner, because=[lost], weight=1)
        t.do("feel", r.owner, value="sad", because=[looked], weight=1)
        return looked

    def _comfort(self, t: Telling, missed: str) -> None:
        r = self.roles
        pause(t, 2, 0.5)
        known = names(t, r, self.thing)
        said = t.say(
            r.owner, t.line("contest.comfort", **known), self.judge, because=[missed], weight=1
        )
        t.say(self.judge, t.line("contest.comfort.2", **known), r.owner, because=[said], weight=1)
        t.do(
            "feel",
            r.owner,
            value="determined",
            because=[t.last],
            weight=2,
            why="{they} will try without it",
        )

    def _doubt(self, t: Telling, taken: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 3, 0.5)
        found = t.do(
            "find",
            r.mover,
            prop=thing,
            because=[taken],
            weight=2,
            why="{they} want{s} to be sure that it is still there",
        )
        t.secret.add(found)
        line = t.line("contest.doubt", **names(t, r, thing))
        t.say(r.mover, line, because=[found])
        t.do("feel", r.mover, value="sad", because=[found], weight=1)

    def _return(self, t: Telling, taken: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 4, 0.3)
        fetch(t, r.mover, thing, because=[taken])
        given = t.do(
            "give",
            r.mover,
            prop=thing,
            person=r.owner,
            because=[taken],
            weight=3,
            why="{they} want{s} to win fairly or not at all",
        )
        t.say(r.mover, t.line("contest.return"), r.owner, because=[given, taken], weight=1)
        t.do("feel", r.owner, value="angry", because=[given], weight=1)
        t.say(r.owner, t.line("contest.return.2"), r.mover, because=[given])

    def _decide(self, t: Telling, taken: str) -> None:
        r, prize = self.roles, self.prize
        pause(t, 7, 0.8)
        the = t.words.the(prize)
        for person in (r.owner, r.mover):
            work = t.line("contest.decide")
            t.do("act", person, phrase=(work, work), weight=1)
        if r.ending == "lost":
            self._lose(t, the, taken)
            return
        given = self._award(t, r.owner, f"{t.words.name(r.owner)} did the better work")
        t.do("feel", r.owner, value="happy", because=[given], weight=1)
        own = t.say(
            r.mover,
            "You won, and you would have won anyway. I am sorry for what I did.",
            r.owner,
            because=[given, taken],
            weight=2,
        )
        t.say(r.owner, t.line("contest.decide.2"), r.mover, because=[own])
        t.do("show", r.owner, prop=prize, person=r.mover, because=[own], weight=1)
        forgive(t, r.owner, r.mover, [own])

    def _award(self, t: Telling, winner: str, why: str) -> str:
        return t.do("give", self.judge, prop=self.prize, person=winner, weight=3, why=why)

    def _lose(self, t: Telling, the: str, taken: str) -> None:
        """The prize goes to whom it goes; the friendship is lost."""
        r = self.roles
        if self.beats >= 8:
            given = self._award(t, r.owner, f"{t.words.name(r.owner)} did the better work")
            line = "You have won. Can we forget the rest?"
            own = t.say(r.mover, line, r.owner, because=[given, taken])
            part(t, r, own, f"I have {the}, and I cannot forget the rest.")
            return
        given = self._award(t, r.mover, f"{t.words.name(r.owner)} had nothing to work with")
        line = f"I have {the}. Why does it feel like nothing?"
        own = t.say(r.mover, line, r.owner, because=[given, taken])
        part(t, r, own, "You can keep it. I still have my work.")
