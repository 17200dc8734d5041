"""The journey: to a dark place with a lantern, a key, and somebody who went ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.beat import Beat, come, pause
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
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.plots.spec import PlotSpec
from moviellm.studio.fable.prose import at, capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling


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
        rng = setting.rng
        self.far = roles.far
        self.guide = roles.witness or roles.mover
        self.chest = setting.container(self.far, locks=True)
        self.thing = setting.add(setting.treasure(self.far, avoid=("map",)), f"in:{self.chest}")
        setting.opening[f"locked({self.chest})"] = "yes"
        chart = "letter" if "map" in setting.props else "map"
        self.chart = setting.add(chart, f"held:{self.guide}")
        self.key = setting.add("key", f"held:{self.guide}")
        self.lantern = setting.add("lantern", f"held:{roles.owner}")
        self.spot = setting.free_spot(roles.home)
        self.secret = PROP_KINDS[setting.props[self.thing].kind].secret
        place = setting.places[self.far].name
        self.title = rng.choice(
            (f"The way to {place}", "A light and a key", "What lay in the dark")
        )
        setting.wish(roles.owner, f"find what lies {at(setting.places[self.far])}")
        setting.wish(roles.mover, roles.motive.wish, shy=True)

    def tell(self, t: Telling) -> Iterator[Beat]:
        """Between four and nine beats; it needs three persons and three places."""
        r = self.roles
        yield Beat(r.home, (r.owner, self.guide), core=4)
        told = self._call(t)
        if self.beats < 6:
            self._key(t, told)
        if self.beats >= 5:
            yield Beat(r.home, (r.owner, r.mover), core=4)
        come(t, r.mover)
        put = self._prepare(t, told)
        yield Beat(r.home, (r.mover,), private=True, core=3, light="night", onward=r.away)
        taken = self._ahead(t, put)
        if self.beats >= 6:
            yield Beat(r.away, (r.owner, self.guide), (r.mover,), core=3)
            self._key(t, told)
        yield Beat(r.home, (r.owner,), (r.mover,), core=4)
        missed = self._miss(t, taken)
        if self.beats >= 7:
            yield Beat(r.away, (r.owner, self.guide), (r.mover,), core=3, because=(missed,))
            self._advice(t, missed)
        if self.beats >= 8:
            yield Beat(self.far, (r.mover,), private=True, core=5)
            self._alone(t, taken)
        yield Beat(
            self.far,
            (r.owner, r.mover),
            core=8,
            because=(missed,),
            why="{they} will not turn back now",
        )
        own = self._open(t, taken)
        if self.beats >= 9:
            yield Beat(r.home, (r.owner, r.mover), core=3)
            self._home(t, own)

    def _call(self, t: Telling) -> str:
        r = self.roles
        pause(t, 3, 0.5)
        chart, place = t.words.the(self.chart), t.words.the(self.far)
        shown = t.do("show", self.guide, prop=self.chart, person=r.owner, weight=1)
        known = {
            "chest": t.words.the(self.chest),
            "place": t.words.at(self.far),
            "chart": chart,
            "secret": self.secret,
            "a": a(t, self.thing),
        }
        line = t.line("journey.call", **known)
        told = t.tell(
            self.guide,
            r.owner,
            f"location({self.thing})=in:{self.chest}",
            line,
            because=[shown],
            weight=2,
        )
        t.do(
            "give",
            self.guide,
            prop=self.chart,
            person=r.owner,
            because=[told],
            weight=2,
            why=f"{{they}} want{{s}} somebody to reach {place} at last",
        )
        t.do("feel", r.owner, value="determined", because=[told], weight=1)
        return told

    def _prepare(self, t: Telling, told: str) -> str:
        r = self.roles
        pause(t, 3, 0.4)
        shown = t.do("show", r.owner, prop=self.chart, person=r.mover, because=[told], weight=1)
        where = {
            "place": t.words.at(self.far),
            "a": a(t, self.thing),
            "A": capital(a(t, self.thing)),
        }
        t.tell(
            r.owner,
            r.mover,
            f"location({self.thing})=in:{self.chest}",
            t.line("journey.share", **where),
            because=[told, shown],
        )
        put = t.do(
            "put",
            r.owner,
            prop=self.lantern,
            spot=self.spot,
            because=[told],
            weight=2,
            why=f"{{they}} will need it {t.words.at(self.far)}",
        )
        line = t.line(
            "journey.prepare",
            lantern=t.words.the(self.lantern),
            Lantern=capital(t.words.the(self.lantern)),
            place=t.words.at(self.far),
            spot=t.words.where(self.spot),
        )
        t.say(r.owner, line, r.mover, because=[put], weight=1)
        return put

    def _ahead(self, t: Telling, put: str) -> str:
        r = self.roles
        pause(t, 2, 1.0)
        reason = "{they} want{s} to be there first"
        heard = t.minds.source(r.mover, self.thing)
        taken = steal(t, r.mover, self.lantern, reason, [put, heard])
        t.do("leave", r.mover, place=self.far, because=[taken], weight=2)
        t.secret.add(t.last)
        return taken

    def _key(self, t: Telling, told: str) -> None:
        r = self.roles
        pause(t, 2, 0.5)
        chest = t.words.the(self.chest)
        line = t.line("journey.key", chest=chest, Chest=capital(chest))
        said = t.say(self.guide, line, r.owner, because=[told])
        t.do(
            "give",
            self.guide,
            prop=self.key,
            person=r.owner,
            because=[said, told],
            weight=3,
            why=f"{chest} is locked",
        )

    def _miss(self, t: Telling, taken: str) -> str:
        r = self.roles
        pause(t, 4, 0.4)
        looked = miss(t, r.owner, self.lantern, self.spot)
        lament(t, r.owner, self.lantern, self.spot, looked, None)
        if self.key not in t.state.held(r.owner) and t.room > 3:
            t.do("feel", r.owner, value="angry", because=[looked], weight=1)
        t.do(
            "learn",
            r.owner,
            fact=f"location({self.lantern})=held:{r.mover}",
            because=[looked],
            phrase=(
                f"understands that {t.words.name(r.mover)} has gone ahead",
                f"understood that {t.words.name(r.mover)} had gone ahead",
            ),
            why="nobody else knew of the journey",
        )
        return looked

    def _advice(self, t: Telling, missed: str) -> None:
        r = self.roles
        pause(t, 2, 0.6)
        known = names(t, r, self.thing)
        said = t.say(
            r.owner, t.line("journey.advice", **known), self.guide, because=[missed], weight=1
        )
        t.say(self.guide, t.line("journey.advice.2", **known), r.owner, because=[said], weight=1)
        t.do("feel", r.owner, value="determined", because=[t.last], weight=1)

    def _alone(self, t: Telling, taken: str) -> None:
        r, chest = self.roles, t.words.the(self.chest)
        pause(t, 4, 0.3)
        lit = t.do(
            "light",
            r.mover,
            prop=self.lantern,
            because=[taken],
            weight=2,
            why=f"it is dark {t.words.at(self.far)}",
        )
        t.do(
            "look",
            r.mover,
            prop=self.chest,
            because=[lit],
            weight=2,
            phrase=(f"pulls at {chest} in vain", f"pulled at {chest} in vain"),
        )
        t.say(r.mover, t.line("journey.alone"), because=[t.last])
        sit(t, r.mover, because=[lit])
        t.do("feel", r.mover, value="afraid", because=[lit], weight=1, why="{they} {is} all alone")

    def _open(self, t: Telling, taken: str) -> str:
        r, thing = self.roles, self.thing
        known = {**names(t, r, thing), "chest": t.words.the(self.chest)}
        pause(t, 8, 0.7)
        said = t.say(r.owner, t.line("journey.open", **known), r.mover, because=[taken], weight=1)
        own = t.say(
            r.mover, t.line("journey.open.2", **known), r.owner, because=[said, taken], weight=2
        )
        if not t.state.is_("lit", self.lantern):
            t.do("light", r.mover, prop=self.lantern, because=[own])
        turned = t.do(
            "unlock",
            r.owner,
            prop=self.chest,
            because=[own],
            weight=3,
            why="at last there are both light and key",
        )
        opened = t.do("open", r.owner, prop=self.chest, because=[turned], weight=2)
        found = t.do("find", r.owner, prop=thing, because=[opened], weight=3)
        why = t.say(r.mover, r.motive.confess.format_map(known), r.owner, because=[found])
        t.say(r.owner, r.motive.answer.format_map(known), r.mover, because=[why])
        if r.ending == "lost":
            part(t, r, own, t.line("journey.open.3"))
            return found
        if r.motive.end == "give":
            t.do(
                "give",
                r.owner,
                prop=thing,
                person=r.mover,
                because=[why],
                weight=3,
                why=f"it means even more to {known['mover']}",
            )
        forgive(t, r.owner, r.mover, [own])
        return found

    def _home(self, t: Telling, found: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 2, 0.5)
        who = r.owner if thing in t.state.held(r.owner) else r.mover
        t.do(
            "put",
            who,
            prop=thing,
            spot=free_spot(t),
            because=[found],
            weight=2,
            why="everybody should see it",
        )
        t.say(who, t.line("journey.home", secret=self.secret), because=[found])
        if t.state.is_("lit", self.lantern):
            t.do(
                "douse",
                next(p for p in (r.mover, r.owner) if self.lantern in t.state.held(p)),
                prop=self.lantern,
                because=[found],
            )
