"""The hidden thing: somebody moves it while its owner is away, and the owner looks in vain."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.beat import Beat, come, depart, pause
from moviellm.studio.fable.plots.moves import (
    Hiding, a, confess, forgive, free_spot, hide_away, keep_safe, lament, miss, shut,
    speak_motive, take_out, unshut,
)  # fmt: skip
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.prose import capital
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.telling import Telling


class Hidden:
    """A thing is found, kept, moved in secret, missed, searched for and found again."""

    def __init__(self, setting: Setting, roles: Roles) -> None:
        self.roles = roles
        rng = setting.rng
        self.kept = setting.container(roles.home)
        hideouts = setting.hidden_spots(roles.home)
        rng.shuffle(hideouts)
        self.hideout = hideouts[0]
        self.decoy = hideouts[-1]
        kind = setting.treasure(roles.home)
        buried = len(hideouts) > 1 and rng.random() < 0.5
        self.thing = setting.add(kind, f"on:{hideouts[-1]}" if buried else roles.home)
        self.secret = PROP_KINDS[kind].secret
        self.title = f"The {setting.props[self.thing].name}".title()
        self.hiding = Hiding(self.thing, self.kept, self.hideout)
        self.told_on = roles.witness is not None and rng.random() < 0.5
        for person, want in ((roles.owner, f"keep the {setting.props[self.thing].name} safe"),
                             (roles.mover, roles.motive.wish)):  # fmt: skip
            known = setting.persons[person]
            if not known.want:
                setting.persons[person] = known.model_copy(update={"want": want})

    def tell(self, t: Telling, beats: int) -> Iterator[Beat]:
        """Between four and eleven beats; more of them mean more suspicion and more search."""
        r = self.roles
        if beats >= 8:
            yield Beat(r.home, (r.owner,), (r.mover,), core=6)
            found = self._find(t)
            self._share(t, found)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        put = self._keep(t, go=beats >= 5)
        yield Beat(r.home, (r.mover,), private=True, core=5)
        taken = self._steal(t, put)
        if beats >= 5:
            yield self._meeting(put)
            self._confide(t)
        yield Beat(r.home, (r.mover,), (r.owner,), core=4, because=(taken,))
        missed = self._return(t)
        if beats >= 6 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=5, because=(missed,),
                       why="{they} look{s} for somebody to blame")  # fmt: skip
            self._accuse(t, missed)
        if beats >= 9:
            yield Beat(r.home, (r.mover,), private=True, core=4)
            self._remorse(t, taken)
        if beats >= 10:
            yield Beat(r.home, (r.owner,), (r.mover,), core=5, because=(missed,),
                       why="{they} {has} not given up")  # fmt: skip
            self._search(t)
        if beats >= 7 and r.witness:
            yield Beat(r.away, (r.owner, r.witness), core=3)
            self._truth(t)
        yield Beat(r.home, (r.owner, r.mover), core=5)
        self._settle(t, taken)
        if beats >= 11 and r.witness:
            yield Beat(r.home, (r.owner, r.witness), core=4)
            self._after(t)

    def _find(self, t: Telling) -> str:
        owner, thing = self.roles.owner, self.thing
        pause(t, 5, 0.7)
        if t.state.in_sight(thing):
            found = t.do("take", owner, prop=thing, weight=3)
        else:
            looked = t.do("kneel", owner)
            found = t.do("find", owner, prop=thing, weight=3, because=[looked])
        line = f"{capital(a(t, thing))}! They say that {self.secret}."
        t.say(owner, line, because=[found], weight=1)
        t.do("feel", owner, value="happy", because=[found], weight=1)
        return found

    def _share(self, t: Telling, found: str) -> None:
        owner, mover, thing = self.roles.owner, self.roles.mover, self.thing
        if t.state.value(f"posture({owner})") != "standing":
            t.do("stand", owner)
        come(t, mover)
        t.ask(mover, owner, "What have you got there?", because=[found])
        t.do("show", owner, prop=thing, person=mover, weight=2, because=[found])

    def _keep(self, t: Telling, *, go: bool) -> str:
        owner, mover, thing = self.roles.owner, self.roles.mover, self.thing
        pause(t, 5 if go else 4, 0.6)
        if thing not in t.state.held(owner):
            verb = "take" if t.state.in_sight(thing) else "find"
            t.do(verb, owner, prop=thing, weight=2)
        put = keep_safe(t, owner, thing, self.kept)
        t.say(owner, t.rng.choice((
            f"Nobody touches {t.words.the(thing)} until I am back.",
            f"You have seen where I put it, {t.words.name(mover)}. Nobody else has.",
            f"{capital(t.words.the(thing))} stays {t.words.where(self.kept)}. Promise me.",
        )), mover, because=[put], weight=1)  # fmt: skip
        return put

    def _steal(self, t: Telling, put: str) -> str:
        mover, r = self.roles.mover, self.roles
        pause(t, 5, 0.5)
        t.do("look", mover, prop=self.kept, because=[put])
        why = speak_motive(t, r.motive.why, r.owner, self.thing)
        taken = take_out(t, mover, self.hiding, why, [put])
        if self.told_on and r.witness and t.room > 2:
            come(t, r.witness)
            t.ask(r.witness, mover, f"What are you doing with {t.words.the(self.thing)}?",
                  because=[taken])  # fmt: skip
            t.say(mover, "You have seen nothing. Please.", r.witness, because=[taken])
        hide_away(t, mover, self.hiding, taken, "nobody must find it")
        return taken

    def _meeting(self, put: str) -> Beat:
        r = self.roles
        return Beat(r.away, (r.owner, *((r.witness,) if r.witness else ())), (r.mover,), core=2,
                    because=(put,))  # fmt: skip

    def _confide(self, t: Telling) -> None:
        owner, witness, thing = self.roles.owner, self.roles.witness, self.thing
        pause(t, 1, 0.7)
        if witness and t.here(witness):
            put = t.minds.source(owner, thing)
            t.tell(owner, witness, f"location({thing})=in:{self.kept}",
                   f"I have put {t.words.the(thing)} {t.words.where(self.kept)}. It is safe there.",
                   because=[put], weight=1)  # fmt: skip
            reply = "I hope so. Go and see to it soon." if self.told_on else "Then you can sleep."
            t.say(witness, reply, owner, because=[t.last])

    def _return(self, t: Telling) -> str:
        r, thing = self.roles, self.thing
        if not t.here(r.owner):
            t.do("enter", r.owner, place=t.place, weight=1)
        pause(t, 3, 0.4)
        looked = miss(t, r.owner, thing, self.kept)
        lost = lament(t, r.owner, thing, self.kept, looked, r.mover)
        t.ask(r.owner, r.mover, f"Where is {t.words.the(thing)}?", because=[lost])
        if r.witness and t.rng.random() < 0.6:
            lie = (f"{t.words.name(r.witness)} was here while you were gone. Ask "
                   f"{t.words.name(r.witness)}.")  # fmt: skip
            return t.tell(r.mover, r.owner, f"location({thing})=held:{r.witness}", lie,
                          because=[looked], weight=2)  # fmt: skip
        return t.say(r.mover, "How should I know? I have not touched it.", r.owner,
                     because=[looked], weight=2)  # fmt: skip

    def _accuse(self, t: Telling, missed: str) -> None:
        r, thing = self.roles, self.thing
        witness = r.witness or ""
        pause(t, 4, 0.3)
        t.say(r.owner, f"You have {t.words.the(thing)}, {t.words.name(witness)}. Give it back.",
              witness, because=[missed], weight=1)  # fmt: skip
        t.say(witness, "I have never in my life taken what was not mine.", r.owner,
              because=[t.last])  # fmt: skip
        spot = self._hidden_here(t)
        t.do("look", r.owner, spot=spot, because=[missed], weight=1,
             why=f"{{they}} think{{s}} that {t.words.name(witness)} has hidden it there")  # fmt: skip
        fight = t.do("quarrel", r.owner, person=witness, because=[missed], weight=3)
        t.do("feel", witness, value="sad", because=[fight], weight=1)
        t.do("leave", witness, because=[fight], weight=1)

    def _hidden_here(self, t: Telling) -> str:
        return next(s.id for s in t.words.places[t.place].spots if s.hidden)

    def _remorse(self, t: Telling, taken: str) -> None:
        mover, thing = self.roles.mover, self.thing
        pause(t, 4, 0.4)
        found = t.do("find", mover, prop=thing, weight=2, because=[taken],
                     why="{they} cannot stop thinking of it")  # fmt: skip
        t.secret.add(found)
        t.do("look", mover, prop=thing, because=[found])
        t.do("feel", mover, value="sad", because=[found], weight=1)
        t.say(mover, f"{t.words.name(self.roles.owner)} trusted me. And what did I do?",
              because=[found])  # fmt: skip
        back = t.do("hide", mover, prop=thing, spot=self.hideout, because=[found], weight=2,
                    why="somebody could come")  # fmt: skip
        t.secret.add(back)

    def _search(self, t: Telling) -> None:
        owner = self.roles.owner
        pause(t, 3, 0.4)
        spots = [spot for spot in t.words.places[t.place].spots if spot.id != self.hideout]
        t.rng.shuffle(spots)
        for spot in spots[:2]:
            t.do("look", owner, spot=spot.id, weight=1, because=[t.minds.source(owner, self.thing)])
        t.do("feel", owner, value="sad", weight=1, why="it is in none of these places")

    def _truth(self, t: Telling) -> None:
        r, thing = self.roles, self.thing
        witness = r.witness or ""
        pause(t, 2, 0.5)
        name, the = t.words.name(r.mover), t.words.the(thing)
        source = t.minds.source(witness, thing)
        if self.told_on and t.minds.location(witness, thing) == f"on:{self.hideout}":
            told = t.tell(witness, r.owner, f"location({thing})=on:{self.hideout}",
                          f"I kept silent too long. {name} hid {the} "
                          f"{t.words.where(self.hideout)}.", because=[source], weight=3)  # fmt: skip
        else:
            told = t.say(witness, f"Think. Who saw you put {the} away? Only {name}.", r.owner,
                         because=[t.minds.source(r.owner, thing)], weight=2)  # fmt: skip
        t.do("feel", r.owner, value="determined", because=[told], weight=1)
        if t.state.relation(r.owner, witness) == "rivals":
            sorry = t.say(r.owner, "Forgive me. I should not have blamed you.", witness,
                          because=[told])  # fmt: skip
            forgive(t, r.owner, witness, [sorry])

    def _settle(self, t: Telling, taken: str) -> None:
        r, thing = self.roles, self.thing
        pause(t, 5, 0.3)
        knows = t.minds.location(r.owner, thing) == f"on:{self.hideout}"
        why = ""
        if not knows:
            seen = t.do("look", r.mover, spot=self.hideout, because=[taken], weight=1)
            t.do("learn", r.owner, fact=f"location({thing})=on:{self.hideout}", because=[seen],
                 phrase=(f"understands where {t.words.the(thing)} is",
                         f"understood where {t.words.the(thing)} was"),
                 why=f"{t.words.name(r.mover)} keeps looking there")  # fmt: skip
        else:
            why = f"{{they}} now know{{s}} that it is {t.words.where(self.hideout)}"
        found = t.do("find", r.owner, prop=thing, weight=3, why=why,
                     because=[t.minds.source(r.owner, thing)])  # fmt: skip
        t.say(r.owner, f"You moved it, {t.words.name(r.mover)}. Only you saw where I put it.",
              r.mover, because=[found, taken], weight=2)  # fmt: skip
        own = confess(t, r.mover, r.owner, thing, r.motive, [found])
        self._end(t, own)

    def _end(self, t: Telling, own: str) -> None:
        r, thing = self.roles, self.thing
        the = t.words.the(thing)
        if r.ending == "lost":
            fight = t.do("quarrel", r.owner, person=r.mover, because=[own], weight=3)
            t.do("feel", r.owner, value="sad", because=[fight], weight=1)
            depart(t, r.mover, "", why="there is nothing left to say", because=(fight,), weight=2)
            t.say(r.owner, f"I have {the} again, and I have lost a friend.", because=[fight])
            return
        if r.motive.end == "give":
            t.do("give", r.owner, prop=thing, person=r.mover, because=[own], weight=3,
                 why=f"it means even more to {t.words.name(r.mover)}")  # fmt: skip
        elif r.motive.end == "share":
            t.do("put", r.owner, prop=thing, spot=free_spot(t, t.place), because=[own], weight=3,
                 why="both of them should see it from now on")  # fmt: skip
        else:
            t.do("show", r.owner, prop=thing, person=r.mover, because=[own], weight=1)
        forgive(t, r.mover, r.owner, [own])

    def _after(self, t: Telling) -> None:
        r = self.roles
        witness = r.witness or ""
        pause(t, 2, 0.6)
        t.do("feel", witness, value="happy", weight=1)
        t.do("embrace", r.owner, person=witness, weight=1)
        if unshut(t, r.owner, self.kept):
            shut(t, r.owner, self.kept)
