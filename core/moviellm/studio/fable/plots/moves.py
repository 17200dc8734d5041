"""Moves that many plots are made of: keeping, stealing, missing, accusing, forgiving."""

from __future__ import annotations

from typing import Any

from moviellm.film import VerbName
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.prose import article, capital
from moviellm.studio.fable.telling import Telling


def names(t: Telling, roles: Roles, thing: str) -> dict[str, str]:
    """What the sentences of a plot may speak of: its people and its thing."""
    the = t.words.the(thing)
    return {
        "owner": t.words.name(roles.owner),
        "mover": t.words.name(roles.mover),
        "witness": t.words.name(roles.witness or roles.mover),
        "thing": the,
        "Thing": capital(the),
        "home": t.words.the(roles.home),
    }


def motive(t: Telling, roles: Roles, thing: str) -> str:
    """Why the mover does it, as a clause after "because"."""
    known = names(t, roles, thing)
    text = roles.motive.why
    for key in ("owner", "thing"):
        text = text.replace("{" + key + "}", known[key])
    return text


def fetch(t: Telling, person: str, thing: str, *, weight: int = 2, **more: Any) -> str:
    """Let somebody have a thing that is here: taken or found; returns the event or nothing."""
    if thing in t.state.held(person):
        return ""
    verb: VerbName = "take" if t.state.in_sight(thing) else "find"
    return t.do(verb, person, prop=thing, weight=weight, **more)


def unshut(t: Telling, person: str, container: str, *, because: tuple[str, ...] = ()) -> str:
    """Open a container unless it is open; returns the event or nothing."""
    if t.state.is_open(container):
        return ""
    return t.do("open", person, prop=container, because=because)


def shut(t: Telling, person: str, container: str) -> None:
    """Close a container if it closes and is open."""
    if container in t.words.props and t.state.is_("open", container):
        t.do("close", person, prop=container)


def stand(t: Telling, person: str) -> None:
    """Let somebody stand up if they do not stand."""
    if t.state.value(f"posture({person})") != "standing":
        t.do("stand", person)


def sit(t: Telling, person: str, **more: Any) -> str:
    """Let somebody sit down if they do not sit; returns the event or nothing."""
    if t.state.value(f"posture({person})") == "sitting":
        return ""
    return t.do("sit", person, **more)


def keep_safe(t: Telling, owner: str, thing: str, container: str) -> str:
    """Put a thing away into a container; returns the event of putting."""
    unshut(t, owner, container)
    why = t.line("moves.keep_safe")
    put = t.do("put", owner, prop=thing, spot=container, weight=3, why=why)
    shut(t, owner, container)
    return put


def promise(t: Telling, person: str, to: str, because: str) -> None:
    """Answer somebody who asks to leave a thing alone."""
    answer = t.say(person, t.line("any.promise"), to, because=[because])
    t.used[f"answered {answer}"] = t.slot


def steal(t: Telling, mover: str, thing: str, why: str, because: list[str]) -> str:
    """Take a thing from where it is, in secret; returns the event of taking."""
    how, _, where = t.state.location_of(thing).partition(":")
    opened = unshut(t, mover, where, because=tuple(because)) if how == "in" else ""
    taken = t.do("take", mover, prop=thing, weight=3, why=why, because=[*because, opened])
    t.secret.add(taken)
    if how == "in" and t.room > 1:
        shut(t, mover, where)
    return taken


def hide(t: Telling, mover: str, thing: str, hideout: str, because: str, why: str = "") -> str:
    """Hide a thing that the mover holds, and keep it secret."""
    reason = why or t.line("moves.hide")
    hidden = t.do("hide", mover, prop=thing, spot=hideout, weight=3, why=reason, because=[because])
    t.secret.add(hidden)
    return hidden


def miss(t: Telling, owner: str, thing: str, kept: str) -> str:
    """Look for a thing where the owner believes it to be, in vain; returns the event."""
    belief = t.minds.source(owner, thing)
    there = "in it" if kept in t.words.props else "there"
    why = f"{{they}} believe{{s}} that {t.words.the(thing)} is {there}"
    if not t.minds.location(owner, thing):
        why = f"{t.words.the(thing)} should be {there}"
    if kept in t.words.props and not t.state.is_open(kept):
        looked = t.do("open", owner, prop=kept, because=[belief], why=why, weight=3)
    else:
        looked = t.do("look", owner, spot=kept, because=[belief], why=why, weight=3)
    t.do(
        "feel",
        owner,
        value="surprised",
        because=[looked],
        weight=1,
        why=f"{t.words.the(thing)} is gone",
    )
    return looked


def lament(t: Telling, owner: str, thing: str, kept: str, looked: str, to: str | None) -> str:
    """Say that a thing is gone, and from where."""
    line = t.line(
        "moves.lament",
        thing=t.words.the(thing),
        Thing=capital(t.words.the(thing)),
        where=t.words.where(kept),
    )
    put = next(
        (
            told.event.id
            for told in reversed(t.told)
            if told.event.prop == thing and told.event.agent == owner
        ),
        "",
    )
    return t.say(owner, line, to, because=[looked, put], weight=1)


def confess(t: Telling, roles: Roles, thing: str, because: list[str]) -> str:
    """The mover owns up and says why; the owner answers."""
    known = names(t, roles, thing)
    own = t.say(
        roles.mover,
        f"It was me. {roles.motive.confess.format_map(known)}",
        roles.owner,
        because=because,
        weight=2,
        gist=("confesses to {person}", "confessed to {person}"),
    )
    t.say(roles.owner, roles.motive.answer.format_map(known), roles.mover, because=[own])
    return own


def forgive(t: Telling, one: str, other: str, because: list[str]) -> str:
    """Make peace, in the way that the state of the two allows."""
    if t.state.relation(one, other) in ("rivals", "enemies"):
        return t.do("reconcile", one, person=other, because=because, weight=3)
    if t.state.relation(one, other) == "strangers":
        return t.do("befriend", one, person=other, because=because, weight=3)
    return t.do("embrace", one, person=other, because=because, weight=2)


def part(t: Telling, roles: Roles, because: str, line: str) -> None:
    """A bitter end: they quarrel and the mover goes."""
    fight = t.do("quarrel", roles.owner, person=roles.mover, because=[because], weight=3)
    t.do("leave", roles.mover, because=[fight], weight=2, why="there is nothing left to say")
    t.do("feel", roles.owner, value="sad", because=[fight], weight=1)
    t.say(roles.owner, line, because=[fight])


def settle(t: Telling, roles: Roles, thing: str, own: str) -> None:
    """How it ends, by motive: the thing is given away, shared, or kept; then peace or not."""
    the, mover = t.words.the(thing), t.words.name(roles.mover)
    if roles.ending == "lost":
        line = t.line("moves.settle", thing=the, Thing=capital(the))
        part(t, roles, own, line)
        return
    if roles.motive.end == "give":
        t.do(
            "give",
            roles.owner,
            prop=thing,
            person=roles.mover,
            because=[own],
            weight=3,
            why=f"it means even more to {mover}",
        )
    elif roles.motive.end == "share":
        t.do(
            "put",
            roles.owner,
            prop=thing,
            spot=free_spot(t),
            because=[own],
            weight=3,
            why="both of them should see it from now on",
        )
    elif t.room > 1:
        t.do("show", roles.owner, prop=thing, person=roles.mover, because=[own], weight=1)
    forgive(t, roles.mover, roles.owner, [own])


def free_spot(t: Telling) -> str:
    """The spot in plain sight here that has the fewest props."""
    spots = [spot for spot in t.words.places[t.place].spots if not spot.hidden]
    spots.sort(key=lambda spot: (len(t.state.at(f"on:{spot.id}")), spot.kind == "floor"))
    return spots[0].id


def a(t: Telling, thing: str) -> str:
    """A thing with its indefinite article, for exclamations."""
    return article(t.words.props[thing].name)
