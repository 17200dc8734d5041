"""Conditions of storylets: what must be the case, be believed, or have been told."""

from __future__ import annotations

from moviellm.studio.fable.plots.steps import Performance

ENDINGS = ("won", "lost", "changed")
"""How a film can end (`Roles.ending`)."""


def holds(show: Performance, need: tuple[str, ...]) -> bool:
    """Whether a condition holds.

    | condition | holds when |
    |---|---|
    | ``won``, ``lost``, ``changed`` | the film ends so; ``not lost`` when it does not |
    | ``told NAME`` | the storylet, or one of the turn of this name, was told |
    | ``coin with lender`` | somebody has the thing |
    | ``coin at shelf``, ``coin in box`` | it is there |
    | ``lender knows coin`` | they believe it to be where it is |
    | ``lender misled coin`` | they believe it to be where it is not |
    | ``lender saw taken`` | they were there when that event happened |
    | ``friends one other``, ``rivals one other`` | the two are |
    """
    if need[0] == "not":
        return not holds(show, need[1:])
    if len(need) == 1:
        return show.parts.roles.ending == need[0]
    if need[0] == "told":
        return show.has_told(need[1])
    if need[0] in ("friends", "rivals", "strangers"):
        one, other = (show.parts.people[part] for part in need[1:])
        return show.sim.state.relation(one, other) == need[0]
    return _of_thing(show, need[0], need[1], need[2])


def _of_thing(show: Performance, subject: str, how: str, what: str) -> bool:
    parts, sim = show.parts, show.sim
    if how in ("knows", "misled"):
        person, prop = parts.people.get(subject, ""), parts.things[what]
        believed = sim.minds.location(person, prop)
        right = believed == sim.state.location_of(prop)
        return right if how == "knows" else bool(believed) and not right
    if how == "saw":
        event = show.labels.get(what, "")
        return bool(event) and parts.people.get(subject) in sim[event].witnesses
    where = sim.state.location_of(parts.things[subject])
    prefix = {"with": "held", "at": "on", "in": "in"}[how]
    return what in (*parts.people, *parts.spots, *parts.things) and where == (
        f"{prefix}:{parts.id(what)}"
    )
