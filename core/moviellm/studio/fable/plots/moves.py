"""Moves that many plots are made of: keeping, stealing, missing, accusing, forgiving."""

from __future__ import annotations

from typing import Any

from moviellm.film import VerbName
from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.prose import article, capital
from moviellm.studio.fable.simulation import Simulation


def names(sim: Simulation, roles: Roles, thing: str) -> dict[str, str]:
    """What the sentences of a plot may speak of: its people and its thing."""
    the = sim.words.the(thing)
    return {
        "owner": sim.words.name(roles.owner),
        "mover": sim.words.name(roles.mover),
        "witness": sim.words.name(roles.witness or roles.mover),
        "thing": the,
        "Thing": capital(the),
        "home": sim.words.the(roles.home),
    }


def motive(sim: Simulation, roles: Roles, thing: str) -> str:
    """Why the mover does it, as a clause after "because"."""
    known = names(sim, roles, thing)
    text = roles.motive.why
    for key in ("owner", "thing"):
        text = text.replace("{" + key + "}", known[key])
    return text


def fetch(sim: Simulation, person: str, thing: str, *, weight: int = 2, **more: Any) -> str:
    """Let somebody have a thing that is here; returns the event or nothing.

    It is found by who did not know of it, and taken by who sees it or put it there.
    """
    if thing in sim.state.held(person):
        return ""
    known = sim.state.in_sight(thing) or sim.left_by.get(thing) == person
    verb: VerbName = "take" if known else "find"
    return sim.do(verb, person, prop=thing, weight=weight, **more)


def unshut(sim: Simulation, person: str, container: str, *, because: tuple[str, ...] = ()) -> str:
    """Open a container unless it is open; returns the event or nothing."""
    if sim.state.is_open(container):
        return ""
    return sim.do("open", person, prop=container, because=because)


def shut(sim: Simulation, person: str, container: str) -> None:
    """Close a container if it closes and is open."""
    if container in sim.words.props and sim.state.is_("open", container):
        sim.do("close", person, prop=container)


def stand(sim: Simulation, person: str) -> None:
    """Let somebody stand up if they do not stand."""
    if sim.state.value(f"posture({person})") != "standing":
        sim.do("stand", person)


def sit(sim: Simulation, person: str, **more: Any) -> str:
    """Let somebody sit down if they do not sit; returns the event or nothing."""
    if sim.state.value(f"posture({person})") == "sitting":
        return ""
    return sim.do("sit", person, **more)


def keep_safe(sim: Simulation, owner: str, thing: str, container: str) -> str:
    """Put a thing away into a container; returns the event of putting."""
    unshut(sim, owner, container)
    why = sim.line("moves.keep_safe")
    put = sim.do("put", owner, prop=thing, spot=container, weight=3, why=why)
    shut(sim, owner, container)
    return put


def promise(sim: Simulation, person: str, to: str, because: str) -> None:
    """Answer somebody who asks to leave a thing alone."""
    answer = sim.say(person, sim.line("any.promise"), to, because=[because])
    sim.used[f"answered {answer}"] = sim.slot


def steal(sim: Simulation, mover: str, thing: str, why: str, because: list[str]) -> str:
    """Take a thing from where it is, in secret; returns the event of taking."""
    how, _, where = sim.state.location_of(thing).partition(":")
    opened = unshut(sim, mover, where, because=tuple(because)) if how == "in" else ""
    taken = sim.do("take", mover, prop=thing, weight=3, why=why, because=[*because, opened])
    sim.secret.add(taken)
    if how == "in" and sim.room > 1:
        shut(sim, mover, where)
    return taken


def hide(sim: Simulation, mover: str, thing: str, hideout: str, because: str, why: str = "") -> str:
    """Hide a thing that the mover holds, and keep it secret."""
    reason = why or sim.line("moves.hide")
    hidden = sim.do(
        "hide", mover, prop=thing, spot=hideout, weight=3, why=reason, because=[because]
    )
    sim.secret.add(hidden)
    return hidden


def miss(sim: Simulation, owner: str, thing: str, kept: str) -> str:
    """Look for a thing where the owner believes it to be, in vain; returns the event."""
    belief = sim.minds.source(owner, thing)
    there = "in it" if kept in sim.words.props else "there"
    why = f"{{they}} believe{{s}} that {sim.words.the(thing)} is {there}"
    if not sim.minds.location(owner, thing):
        why = f"{sim.words.the(thing)} should be {there}"
    if kept in sim.words.props and not sim.state.is_open(kept):
        looked = sim.do("open", owner, prop=kept, because=[belief], why=why, weight=3)
    else:
        looked = sim.do("look", owner, spot=kept, because=[belief], why=why, weight=3)
    sim.do(
        "feel",
        owner,
        value="surprised",
        because=[looked],
        weight=1,
        why=f"{sim.words.the(thing)} is gone",
    )
    return looked


def lament(sim: Simulation, owner: str, thing: str, kept: str, looked: str, to: str | None) -> str:
    """Say that a thing is gone, and from where."""
    line = sim.line(
        "moves.lament",
        thing=sim.words.the(thing),
        Thing=capital(sim.words.the(thing)),
        where=sim.words.where(kept),
    )
    put = next(
        (
            told.event.id
            for told in reversed(sim.told)
            if told.event.prop == thing and told.event.agent == owner
        ),
        "",
    )
    return sim.say(owner, line, to, because=[looked, put], weight=1)


def confess(sim: Simulation, roles: Roles, thing: str, because: list[str]) -> tuple[str, str]:
    """The mover owns up and says why; the owner answers."""
    known = names(sim, roles, thing)
    own = sim.say(
        roles.mover,
        f"It was me. {roles.motive.confess.format_map(known)}",
        roles.owner,
        because=because,
        weight=2,
        gist=("confesses to {person}", "confessed to {person}"),
    )
    answer = roles.motive.answer.format_map(known)
    return own, sim.say(roles.owner, answer, roles.mover, because=[own])


def forgive(sim: Simulation, one: str, other: str, because: list[str]) -> str:
    """Make peace, in the way that the state of the two allows."""
    if sim.state.relation(one, other) in ("rivals", "enemies"):
        return sim.do("reconcile", one, person=other, because=because, weight=3)
    if sim.state.relation(one, other) == "strangers":
        return sim.do("befriend", one, person=other, because=because, weight=3)
    return sim.do("embrace", one, person=other, because=because, weight=2)


def part(sim: Simulation, roles: Roles, because: str, line: str) -> None:
    """A bitter end: they quarrel and the mover goes."""
    fight = sim.do("quarrel", roles.owner, person=roles.mover, because=[because], weight=3)
    sim.do("leave", roles.mover, because=[fight], weight=2, why="there is nothing left to say")
    sim.do("feel", roles.owner, value="sad", because=[fight], weight=1)
    sim.say(roles.owner, line, because=[fight])


def settle(sim: Simulation, roles: Roles, thing: str, own: str, answer: str) -> None:
    """How it ends, by motive: the thing is given away, shared, or kept; then peace or not.

    Args:
        sim: The simulation.
        roles: Who plays which part.
        thing: What it is all about.
        own: What the mover owned up to.
        answer: What the owner said to that.
    """
    the, mover = sim.words.the(thing), sim.words.name(roles.mover)
    if roles.ending == "lost":
        line = sim.line("moves.settle", thing=the, Thing=capital(the))
        part(sim, roles, own, line)
        return
    if roles.motive.end == "give":
        sim.do(
            "give",
            roles.owner,
            prop=thing,
            person=roles.mover,
            because=[own],
            weight=3,
            why=f"it means even more to {mover}",
        )
    elif roles.motive.end == "share":
        sim.do(
            "put",
            roles.owner,
            prop=thing,
            spot=free_spot(sim),
            because=[own],
            weight=3,
            why="both of them should see it from now on",
        )
    elif sim.room > 1:
        sim.do("show", roles.owner, prop=thing, person=roles.mover, because=[own], weight=1)
    forgive(sim, roles.mover, roles.owner, [answer])


def free_spot(sim: Simulation) -> str:
    """The spot in plain sight here that has the fewest props."""
    return sim.free_spot()


def a(sim: Simulation, thing: str) -> str:
    """A thing with its indefinite article, for exclamations."""
    return article(sim.words.props[thing].name)
