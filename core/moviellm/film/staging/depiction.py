"""What a camera sees of a moment: the ledger's state, restricted to the picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import Light, Mood, Weather, fluent, location_parts
from moviellm.film.models.state import State
from moviellm.film.models.storyboard import (
    Camera,
    Depiction,
    Figure,
    VisibleProp,
    VisibleSpot,
    seen_facts,
)
from moviellm.film.seasons import dressed_for
from moviellm.film.staging.beats import effect, leaves_a_sight, put_away
from moviellm.film.staging.blocking import MARGIN, Blocking
from moviellm.film.staging.grammar import participants
from moviellm.film.staging.moments import Moment, seen_here
from moviellm.film.staging.poses import leaving, pose_of
from moviellm.film.staging.scenes import SceneRun
from moviellm.film.staging.sight import Sight
from moviellm.film.verbs import VERBS

_CROWD_OF_PROPS = 14
"""How many props lie about in a wide picture at most, beside those that it is about."""
_NEIGHBOURS = 2
"""How many other props on the same spot a nearer picture shows."""
_CLEAR = 0.07


def depict(run: SceneRun, moment: Moment, camera: Camera, blocking: Blocking) -> Depiction:
    """Everything that a camera sees of a moment.

    Args:
        run: The scene.
        moment: What the key frame is for.
        camera: How it is framed.
        blocking: Where people and props are in the state that the moment shows.
    """
    state, place = run.state(moment.at), run.scene.place
    for person in leaving(moment)[:1]:
        if person in blocking.people:
            blocking = blocking.walking_out(person)
    people = _people(moment, camera, state, place)
    things = _things(moment, camera, state, place)
    spots = _spots(moment, camera, state, place, things)
    if camera.size in ("wide", "full"):
        xs = _stage_positions(people, things, state, blocking)
    else:
        lead = 0.06 if len(blocking.people) > 1 and camera.size != "insert" else 0.0
        xs = _close_positions(people, things, spots, state, blocking, lead)
    sight = Sight(moment, state, blocking, _all_seen(people, xs, state))
    figures = tuple(_figure(person, moment, state, xs, sight) for person in people)
    carried = [prop for figure in figures for prop in (*figure.holding, *figure.wearing)]
    return Depiction(
        place=place,
        light=cast(Light, state.value(f"light({place})") or "day"),
        weather=cast(Weather, state.value(f"weather({place})") or "clear"),
        figures=figures,
        props=tuple(
            VisibleProp(
                prop=thing,
                location=state.location_of(thing),
                x=xs[thing],
                facts=_looks(state, thing),
            )
            for thing in things
        ),
        spots=tuple(VisibleSpot(spot=spot, x=xs[spot]) for spot in spots),
        facts=tuple(fact for prop in carried for fact in _looks(state, prop)),
    )


def shown_steps(moment: Moment, seen: Depiction) -> tuple[Step, ...]:
    """Those steps of a moment that the picture really shows.

    The one that it is about is shown when its agent is seen; of the others the effect must be.
    """
    if not moment.steps:
        return ()
    *others, main = moment.steps
    facts = set(seen_facts(seen)) if others else set()
    lasting = [step for step in others if leaves_a_sight(step) and effect(step)]
    shown = [step for step in lasting if facts.issuperset(effect(step))]
    agent = main.event.agent
    if agent is None or any(figure.person == agent for figure in seen.figures):
        shown.append(main)
    return tuple(shown)


def _people(moment: Moment, camera: Camera, state: State, place: str) -> list[str]:
    if camera.size in ("wide", "full"):
        return state.present(place)
    if camera.size == "insert":
        holder = _holder(state, camera.subject or "")
        return [] if holder is None else [holder]
    involved = participants(moment, state, place)
    return involved[:1] if camera.size == "close" else involved[:3]


def _things(moment: Moment, camera: Camera, state: State, place: str) -> list[str]:
    """Props that nobody carries: what the picture is about, then what lies around it."""
    if camera.size == "close":
        return []
    about = [moment.prop]
    for step in reversed(moment.steps):
        about += [step.event.prop, step.event.spot, *_source(step)]
    near = _with_containers(state, (prop for prop in about if prop))
    going = put_away(moment.main) if moment.main is not None else None
    wanted = [prop for prop in near if prop == going or _lies_here(state, prop, place)]
    if camera.size == "insert":
        inside = [prop for prop in state.at(f"in:{camera.subject}") if prop not in wanted]
        return [*wanted, *(prop for prop in inside if _lies_here(state, prop, place))]
    if camera.size == "medium":
        around = {location_parts(state.location_of(prop))[1] for prop in wanted} | {*about}
        wide = [
            prop
            for prop in state.entities.props
            if location_parts(state.location_of(prop))[1] in around
        ]
        more = [prop for prop in wide if prop not in wanted and _lies_here(state, prop, place)]
        return wanted + more[:_NEIGHBOURS]
    rest = [
        prop
        for prop in state.entities.props
        if prop not in wanted and _lies_here(state, prop, place)
    ]
    whole = _with_containers(state, rest[:_CROWD_OF_PROPS])
    return list(dict.fromkeys((*wanted, *(p for p in whole if _lies_here(state, p, place)))))


def _spots(
    moment: Moment, camera: Camera, state: State, place: str, things: Sequence[str]
) -> list[str]:
    """The spots here that something goes to or comes from, where no prop brings them along."""
    if camera.size != "medium" or moment.main is None:
        return []
    event = moment.main.event
    wanted = [event.spot, *_source(moment.main)]
    brought = {
        location_parts(state.location_of(thing))[1]
        for thing in things
        if not state.entities.props[thing].fixed
    }
    return [
        spot
        for spot in dict.fromkeys(spot for spot in wanted if spot)
        if state.entities.place_of_spot.get(spot) == place and spot not in brought
    ]


def _source(step: Step) -> list[str]:
    """What a prop is taken out of or from, or nothing."""
    verb = VERBS[step.event.verb]
    if step.event.prop is None or not verb.handles or verb.trace != "moved":
        return []
    how, where = location_parts(step.before.location_of(step.event.prop))
    return [where] if how in ("on", "in") else []


def _with_containers(state: State, props: Iterable[str]) -> list[str]:
    """The props and what they are in, each once."""
    found: dict[str, None] = {}
    for prop in props:
        while prop in state.entities.props and prop not in found:
            found[prop] = None
            how, where = location_parts(state.location_of(prop))
            if how != "in":
                break
            prop = where
    return list(found)


def _lies_here(state: State, prop: str, place: str) -> bool:
    carried = location_parts(state.location_of(prop))[0] in ("held", "worn")
    return not carried and seen_here(state, prop, place)


def _holder(state: State, prop: str) -> str | None:
    """Who carries a prop, or what it is in."""
    outermost = _with_containers(state, (prop,))[-1]
    how, who = location_parts(state.location_of(outermost))
    return who if how in ("held", "worn") else None


def _looks(state: State, prop: str) -> tuple[str, ...]:
    known = state.entities.props[prop]
    names = (
        *(("open",) if known.opens else ()),
        *(("lit",) if known.lights else ()),
        "whole",
    )
    values = ((fluent(name, prop), state.value(fluent(name, prop))) for name in names)
    return tuple(f"{name}={value}" for name, value in values if value is not None)


def _all_seen(people: Sequence[str], xs: Mapping[str, float], state: State) -> Mapping[str, float]:
    """Where everything in the picture is, with what people carry."""
    carried = {
        prop: xs[person]
        for person in people
        for prop in (*state.in_hands(person), *state.worn(person))
    }
    return {**carried, **xs}


def _figure(
    person: str, moment: Moment, state: State, xs: Mapping[str, float], sight: Sight
) -> Figure:
    looks_at = sight.looked_at(person)
    place = state.place_of(person) or ""
    return Figure(
        person=person,
        pose=pose_of(person, moment, state),
        expression=cast(Mood, state.value(f"mood({person})") or "calm"),
        x=xs[person],
        facing=sight.facing(person, looks_at),
        holding=tuple(state.in_hands(person)),
        wearing=tuple(state.worn(person)),
        bag=any(state.entities.props[prop].size != "small" for prop in state.stowed(person)),
        dressed_for=dressed_for(
            state.entities.persons[person].appearance,
            state.entities.places[place],
            cast(Weather, state.value(f"weather({place})") or "clear"),
        ),
        looks_at=looks_at,
    )


def _stage_positions(
    people: Sequence[str], things: Sequence[str], state: State, blocking: Blocking
) -> dict[str, float]:
    """Everybody and everything where it is on the stage; people step aside from what lies there."""
    xs = {thing: blocking.prop(state, thing) for thing in things}
    lying = sorted({xs[thing] for thing in things})
    order = sorted(people, key=blocking.people.__getitem__)
    for i, person in enumerate(order):
        x = blocking.people[person]
        low = xs[order[i - 1]] + 2 * _CLEAR if i else MARGIN
        high = blocking.people[order[i + 1]] - 2 * _CLEAR if i + 1 < len(order) else 1 - MARGIN
        xs[person] = _aside(x, low, high, lying)
    return {name: round(x, 3) for name, x in xs.items()}


def _aside(x: float, low: float, high: float, lying: Sequence[float]) -> float:
    for shift in (0.0, -0.04, 0.04, -0.08, 0.08, -0.12, 0.12):
        free = all(abs(x + shift - thing) >= _CLEAR for thing in lying)
        if free and (shift == 0 or low <= x + shift <= high):
            return x + shift
    return x


def _close_positions(
    people: Sequence[str],
    things: Sequence[str],
    spots: Sequence[str],
    state: State,
    blocking: Blocking,
    lead: float,
) -> dict[str, float]:
    """Side by side in the order of the stage; a person takes as much room as three things.

    Somebody alone stands off the middle by ``lead``, on their own side.
    """
    if len(people) == 1 and not things and not spots:
        side = 1 if blocking.people[people[0]] > 0.5 else -1
        return {people[0]: 0.5 + side * lead}
    bearers = {thing: _bearer(state, thing) for thing in things}
    columns = [(blocking.people[person], 1.5, person) for person in people]
    columns += [(blocking.prop(state, thing), 0.5, thing) for thing in things
                if bearers[thing] not in (*people, *things)]  # fmt: skip
    columns += [(state.entities.spots[spot].x, 1.0, spot) for spot in spots]
    columns.sort(key=lambda column: column[0])
    total = sum(width for _, width, _ in columns)
    xs, done = {}, 0.0
    for _, width, name in columns:
        xs[name] = round(0.06 + 0.88 * (done + width / 2) / total, 3)
        done += width
    return xs | {thing: xs[bearer] for thing, bearer in bearers.items() if bearer in xs}


def _bearer(state: State, thing: str) -> str | None:
    """Who carries what a thing is in, or what it is in; None when it lies for itself."""
    outermost = _with_containers(state, (thing,))[-1]
    return _holder(state, thing) or (outermost if outermost != thing else None)
